#include "solver/transport/substep.h"

#include <array>
#include <type_traits>

#include "solver/transport/lane_kernels.h"
#include "solver/vector_paths.h"

namespace liriver::solver::transport {

namespace {

template <class Kernel, std::size_t lanes, class Range>
void plain(const Substep& substep, const Range& range) {
    Kernel::template run<Split<lanes, 2>>(substep, range);
}
template <class Kernel, std::size_t lanes, class Range>
LIRIVER_AVX2 void avx2(const Substep& substep, const Range& range) {
    Kernel::template run<Split<lanes, 4>>(substep, range);
}
template <class Kernel, std::size_t lanes, class Range>
LIRIVER_AVX512 void avx512(const Substep& substep, const Range& range) {
    Kernel::template run<Split<lanes, 8>>(substep, range);
}

template <class Kernel, std::size_t lanes, class Range>
void run_lanes(const Substep& substep, const Range& range) {
    best_path(&plain<Kernel, lanes, Range>, &avx2<Kernel, lanes, Range>, &avx512<Kernel, lanes, Range>)(substep, range);
}

/// Calls `function` with the block's lanes as a constant.
template <class Function>
void with_lanes(const Block& block, const Function& function) {
    switch (block.lanes) {
        case 1:
            return function(std::integral_constant<std::size_t, 1>{});
        case 2:
            return function(std::integral_constant<std::size_t, 2>{});
        case 4:
            return function(std::integral_constant<std::size_t, 4>{});
        default:
            return function(std::integral_constant<std::size_t, most_lanes>{});
    }
}

/// A kernel for the block's lanes and the machine's vectors.
template <class Kernel, class Range>
void run(const Substep& substep, const Range& range) {
    with_lanes(*substep.block, [&](auto lanes) { run_lanes<Kernel, lanes()>(substep, range); });
}

template <std::size_t lanes>
void extremes_plain(const Block& block, std::span<const char> counts, double* lowest, double* highest) {
    Extremes::run<Split<lanes, 2>>(block, counts, lowest, highest);
}
template <std::size_t lanes>
LIRIVER_AVX2 void extremes_avx2(const Block& block, std::span<const char> counts, double* lowest, double* highest) {
    Extremes::run<Split<lanes, 4>>(block, counts, lowest, highest);
}
template <std::size_t lanes>
LIRIVER_AVX512 void extremes_avx512(const Block& block, std::span<const char> counts, double* lowest, double* highest) {
    Extremes::run<Split<lanes, 8>>(block, counts, lowest, highest);
}

}  // namespace

template <class Range>
void differences(const Substep& substep, const Range& range) {
    if (substep.weights->any_mixing)
        run<Differences<true>>(substep, range);
    else
        run<Differences<false>>(substep, range);
}

template <class Range>
void right_side(const Substep& substep, const Range& range) {
    differences(substep, range);
    if constexpr (Range::all) {
        if (substep.weights->lines)
            run<Antidiffusion<true>>(substep, range);
        else
            run<Antidiffusion<false>>(substep, range);
        if (substep.block->lanes == 1)
            run_lanes<GatherFluxes, 1>(substep, range);
    } else {
        run<Antidiffusion<false>>(substep, range);
    }
}

template <class Range>
void solve(const Substep& substep, const Range& range) {
    *substep.converged = true;
    if (!substep.weights->implicit || substep.weights->eliminates<Range>())
        run<Solve>(substep, range);
    else
        run<Iterate>(substep, range);
}

void account_boundary(const Substep& substep) {
    if (!substep.weights->boundary_faces.empty())
        run<Boundary>(substep, AllVolumes{});
}

template <class Range>
void change_concentrations(const Substep& substep, const Range& range) {
    run<ChangeConcentrations>(substep, range);
}

void widen_extremes(const Block& block, std::span<const char> counts, std::span<double> extremes) {
    alignas(64) std::array<double, most_lanes> lowest{}, highest{};
    for (std::size_t l = 0; l < block.count; ++l) {
        lowest[l] = extremes[2 * l];
        highest[l] = extremes[2 * l + 1];
    }
    with_lanes(block, [&](auto lanes) {
        best_path(&extremes_plain<lanes()>, &extremes_avx2<lanes()>, &extremes_avx512<lanes()>)(
            block, counts, lowest.data(), highest.data());
    });
    for (std::size_t l = 0; l < block.count; ++l) {
        extremes[2 * l] = lowest[l];
        extremes[2 * l + 1] = highest[l];
    }
}

template void differences(const Substep&, const AllVolumes&);
template void differences(const Substep&, const Subset&);
template void right_side(const Substep&, const AllVolumes&);
template void right_side(const Substep&, const Subset&);
template void solve(const Substep&, const AllVolumes&);
template void solve(const Substep&, const Subset&);
template void change_concentrations(const Substep&, const AllVolumes&);
template void change_concentrations(const Substep&, const Subset&);

}  // namespace liriver::solver::transport
