// The weights of one sub-step, compiled for each kind of vectors.
#include <algorithm>
#include <cmath>

#include "solver/transport/line_weights.h"
#include "solver/transport/ranges.h"
#include "solver/transport/water_weights.h"
#include "solver/vector_paths.h"

namespace liriver::solver::transport {

namespace {

LIRIVER_KERNEL std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Into a volume that holds less than this share of what enters, first order is kept: its old concentration says
/// nothing.
constexpr double least_content = 0.01;

}  // namespace

/// The kernels, with what they read and write.
struct WeightKernels {
    WaterWeights& w;
    const WaterStep& water;
    const LineStencils& stencils;
    const std::vector<double>& upstream_water;

    /// Water at the sub-step's ends and the weights that follow from it:
    ///   kept = before - out, not below 0;  theta = 1 - before/out where out exceeds before, else 0;  C = out/before,
    ///   at most 1.
    template <class Range>
    LIRIVER_KERNEL bool run(const Range& range, SubstepNumber number) const {
        const double share_before = static_cast<double>(number.substep) / number.of;
        const double share_after = static_cast<double>(number.substep + 1) / number.of;
        const bool last = number.substep + 1 == number.of;
        const std::size_t volumes = range.volume_count();
        LIRIVER_INDEPENDENT_LOOP
        for (std::size_t n = 0; n < volumes; ++n) {
            const std::size_t i = range.volume(n);
            const double growth = water.water_after[i] - water.water_before[i];
            const double end = last ? water.water_after[i] : water.water_before[i] + growth * share_after;
            w.before[i] = std::max(water.water_before[i] + growth * share_before, 0.0);
            w.after[i] = std::max(end, 0.0);
        }
        int overdrawn = 0;
        for (std::size_t n = 0; n < volumes; ++n)
            overdrawn |= static_cast<int>(w.out[range.volume(n)] > w.before[range.volume(n)]);
        LIRIVER_INDEPENDENT_LOOP
        for (std::size_t n = 0; n < volumes; ++n)
            at_volume(range.volume(n), Range::all && w.lines);
        const std::size_t faces = range.face_count();
        if (Range::all && w.lines) {
            LIRIVER_INDEPENDENT_LOOP
            for (std::size_t n = 0; n < faces; ++n)
                at_line_face(range.face(n));
            at_line_ends();
        } else {
            LIRIVER_INDEPENDENT_LOOP
            for (std::size_t n = 0; n < faces; ++n)
                at_face(range.face(n));
        }
        return overdrawn != 0;
    }

    LIRIVER_KERNEL void at_volume(std::size_t i, bool lines) const {
        const double content = w.before[i], in = w.in[i], out = w.out[i];
        const double rest = std::max(content - out, 0.0);
        const double courant = std::min(out, content) / std::max(content, tiny);
        const double off_line = lines ? stencils.off_line[i] : 1.0;
        w.theta[i] = std::max(out - content, 0.0) / std::max(out, tiny);
        w.kept[i] = rest;
        w.divisor[i] = 1.0 / std::max(rest + in, tiny);
        w.to_downstream[i] = rest * (2.0 - courant) * (1.0 / 3.0);
        w.to_upstream[i] =
            off_line * rest * (1.0 + courant) * (1.0 / 3.0) / std::max(content * in + upstream_water[i], tiny);
        w.bound[i] = rest / std::max(out * in, tiny);
    }

    LIRIVER_KERNEL void at_face(std::size_t f) const {
        const std::size_t upper = index(w.up[f]);
        const double water_down = w.before[index(w.down[f])];
        w.down_weight[f] = w.to_downstream[upper] / std::max(w.before[upper] + water_down, tiny);
        w.antidiffusive_crossing[f] = water_down > least_content * std::abs(w.crossing[f]) ? w.crossing[f] : 0.0;
    }

    /// Faces take the weights of their line: of five volumes where it has them and none is all but dry, else of three.
    /// All is read before anything is written, so that the loop can become vectors.
    LIRIVER_KERNEL void at_line_face(std::size_t f) const {
        const std::int32_t up = w.up[f], up2 = w.up2[f], up3 = w.up3[f], down = w.down[f], down2 = w.down2[f];
        const double crossing = w.crossing[f];
        const double crossed = std::abs(crossing);
        const LineWater line{w.before[index(up3)],  w.before[index(up2)],   w.before[index(up)],
                             w.before[index(down)], w.before[index(down2)], crossed,
                             w.kept[index(up)]};
        const double least = std::min(std::min(line.up3, line.up2), line.down2) - least_content * crossed;
        const double far = up3 != up && down2 != down ? 1.0 : 0.0;
        const double five = least > 0.0 ? far : 0.0;
        const LineWeights weights = line_weights(line, five);
        w.down_weight[f] = weights.down;
        w.up2_weight[f] = weights.up2;
        w.up3_weight[f] = weights.up3;
        w.down2_weight[f] = weights.down2;
        w.antidiffusive_crossing[f] = line.down > least_content * crossed ? crossing : 0.0;
    }

    /// The faces where a line may have ended, of third order if it has.
    LIRIVER_KERNEL void at_line_ends() const {
        for (const std::int32_t face : stencils.ends) {
            const std::size_t f = index(face);
            if (w.up2[f] != w.up[f])
                continue;
            at_face(f);
            w.up2_weight[f] = w.up3_weight[f] = w.down2_weight[f] = 0.0;
        }
    }
};

namespace {

template <class Range>
bool plain(const WeightKernels& kernels, const Range& range, SubstepNumber number) {
    return kernels.run(range, number);
}
template <class Range>
LIRIVER_AVX2 bool avx2(const WeightKernels& kernels, const Range& range, SubstepNumber number) {
    return kernels.run(range, number);
}
template <class Range>
LIRIVER_AVX512 bool avx512(const WeightKernels& kernels, const Range& range, SubstepNumber number) {
    return kernels.run(range, number);
}

}  // namespace

template <class Range>
bool WaterWeights::weigh(const WaterStep& water, const Range& range, SubstepNumber number) {
    const WeightKernels kernels{*this, water, stencils_, upstream_water_};
    return best_path(&plain<Range>, &avx2<Range>, &avx512<Range>)(kernels, range, number);
}

template bool WaterWeights::weigh(const WaterStep&, const AllVolumes&, SubstepNumber);
template bool WaterWeights::weigh(const WaterStep&, const Subset&, SubstepNumber);

}  // namespace liriver::solver::transport
