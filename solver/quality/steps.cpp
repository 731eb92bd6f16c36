#include "solver/quality/steps.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace liriver::solver::quality {

double explicit_step(Block& block, const Interval& interval, double relative, bool fresh) {
    const LaneKernels& kernels = lane_kernels();
    const double* const start = block.concentration.data();
    const std::size_t size = block.concentration.size(), n = block.plan().constituent_count();
    std::array<double*, Block::stages> f{};
    for (std::size_t s = 0; s < Block::stages; ++s)
        f[s] = block.change[s].data();
    const auto stage = [&](double part, std::initializer_list<Weighted> terms, std::size_t at) {
        kernels.combine(size, start, terms, block.stage.data());
        block.move_to(interval.share(part));
        block.rates(block.stage.data(), at, f[at]);
    };
    if (!fresh) {
        block.move_to(interval.share(0.0));
        block.rates(start, 0, f[0]);
    }
    const double h = interval.days;
    stage(0.5, {{h / 2, f[0]}}, 1);
    stage(0.5, {{h / 2, f[1]}}, 2);
    stage(1.0, {{h, f[2]}}, 3);
    stage(0.75, {{h * 5 / 32, f[0]}, {h * 7 / 32, f[1]}, {h * 13 / 32, f[2]}, {-h / 32, f[3]}}, 4);
    const std::array<Weighted, 4> mean = {{{h / 6, f[0]}, {h / 3, f[1]}, {h / 3, f[2]}, {h / 6, f[3]}}};
    kernels.combine(size, start, mean, block.next.data());
    std::fill_n(block.error.data(), size, 0.0);
    const std::array<Weighted, 5> apart = {
        {{h * 2 / 3, f[0]}, {-h * 2, f[1]}, {-h * 2, f[2]}, {-h * 2, f[3]}, {h * 16 / 3, f[4]}}};
    kernels.combine(size, block.error.data(), apart, block.error.data());
    return kernels.error_norm(n, block.error.data(), start, block.next.data(), block.absolute.data(), relative);
}

void explicit_extents(Block& block, double days) {
    const std::array<Weighted, 4> mean = {
        {{days / 6, block.rate(0)}, {days / 3, block.rate(1)}, {days / 3, block.rate(2)}, {days / 6, block.rate(3)}}};
    std::fill_n(block.extents.data(), block.extents.size(), 0.0);
    lane_kernels().combine(block.extents.size(), block.extents.data(), mean, block.extents.data());
}

namespace {

/// One stage of Rodas3: K = (I / (h g) - J)^-1 (f + sum of c / h K_j), kept as the extents x with K = S x:
/// x = h g (r + R' K + sum of c / h x_j).
void implicit_stage(Block& block, double days, std::size_t at, std::size_t rates_of, std::span<const double> weights) {
    const LaneKernels& kernels = lane_kernels();
    constexpr double gamma = 0.5;
    const std::size_t n = block.plan().constituent_count(), size = n * lanes;
    std::array<Weighted, 3> terms{}, extent_terms{};
    for (std::size_t j = 0; j < weights.size(); ++j) {
        terms[j] = {weights[j] / days, block.change[1 + j].data()};
        extent_terms[j] = {weights[j] / days, block.stage_extents[j].data()};
    }
    double* const solution = block.error.data();
    kernels.combine(size, block.change[0].data(), std::span(terms).first(weights.size()), solution);
    kernels.solve(n, block.jacobian().pattern.data(), block.matrix.data(), solution);
    LaneArray& extent = block.stage_extents[at];
    kernels.combine(extent.size(), block.rate(rates_of), std::span(extent_terms).first(weights.size()), extent.data());
    const JacobianPlan& jacobian = block.jacobian();
    for (std::size_t d = 0; d < jacobian.derivatives; ++d) {
        const double *const slope = block.derivatives().row(d), *const moved =
                                                                    solution + jacobian.of[d].constituent * lanes;
        double* const to = extent.row(jacobian.of[d].reaction);
        for (std::size_t l = 0; l < lanes; ++l)
            to[l] += slope[l] * moved[l];
    }
    for (std::size_t i = 0; i < extent.size(); ++i)
        extent.data()[i] *= days * gamma;
    kernels.apply(block.plan().stoichiometry, n, extent.data(), block.areal.data(), block.change[1 + at].data());
}

}  // namespace

double implicit_step(Block& block, const Interval& interval, double relative, bool fresh) {
    const LaneKernels& kernels = lane_kernels();
    const double days = interval.days;
    constexpr double gamma = 0.5;
    const double* const start = block.concentration.data();
    const std::size_t n = block.plan().constituent_count(), size = n * lanes;
    double* const f = block.change[0].data();
    block.move_to(interval.share(0.5));
    block.rates(start, 0, f);
    if (!fresh)
        block.differentiate(start);
    kernels.assemble(n, block.jacobian().pattern.data(), 1.0 / (days * gamma), block.jacobian().entries,
                     block.derivatives().data(), block.areal.data(), block.matrix.data());
    kernels.factorise(n, block.jacobian().pattern.data(), block.matrix.data());
    const std::array<const double*, 4> k = {block.change[1].data(), block.change[2].data(), block.change[3].data(),
                                            block.change[4].data()};
    const auto move = [&](std::initializer_list<Weighted> terms, std::size_t at) {
        kernels.combine(size, start, terms, block.stage.data());
        block.rates(block.stage.data(), at, f);
    };
    implicit_stage(block, days, 0, 0, {});
    implicit_stage(block, days, 1, 0, std::array{4.0});
    move({{2.0, k[0]}}, 1);
    implicit_stage(block, days, 2, 1, std::array{1.0, -1.0});
    move({{2.0, k[0]}, {1.0, k[2]}}, 2);
    implicit_stage(block, days, 3, 2, std::array{1.0, -1.0, -8.0 / 3.0});
    const std::array<Weighted, 3> sum = {{{2.0, block.stage_extents[0].data()},
                                          {1.0, block.stage_extents[2].data()},
                                          {1.0, block.stage_extents[3].data()}}};
    std::fill_n(block.extents.data(), block.extents.size(), 0.0);
    kernels.combine(block.extents.size(), block.extents.data(), sum, block.extents.data());
    kernels.apply(block.plan().stoichiometry, n, block.extents.data(), block.areal.data(), block.stage.data());
    kernels.combine(size, start, std::array{Weighted{1.0, block.stage.data()}}, block.next.data());
    return kernels.error_norm(n, k[3], start, block.next.data(), block.absolute.data(), relative);
}

void limit_lane(Block& block, std::size_t lane) {
    const Plan& plan = block.plan();
    const std::size_t n = plan.constituent_count();
    constexpr int rounds = 40;
    for (int round = 0; round <= rounds; ++round) {
        bool below = false;
        // the entries of a constituent stand together
        for (auto first = plan.stoichiometry.begin(); first != plan.stoichiometry.end();) {
            const std::size_t k = first->constituent;
            const auto end = std::find_if(first, plan.stoichiometry.end(),
                                          [&](const Coefficient& entry) { return entry.constituent != k; });
            const double areal = block.areal[k] == nullptr ? 1.0 : block.areal[k][lane];
            double given = std::max(block.concentration.row(k)[lane], 0.0), taken = 0.0;
            for (auto entry = first; entry != end; ++entry) {
                const double amount = entry->value * areal * block.extents.row(entry->reaction)[lane];
                (amount < 0.0 ? taken : given) += amount;
            }
            if (block.floor[k] == 0.0 && -taken > given) {
                below = true;
                // a little less than all, so that rounding does not undo it; in the last round nothing
                const double share = round == rounds ? 0.0 : given / -taken * (1.0 - 1e-15);
                for (auto entry = first; entry != end; ++entry) {
                    double& extent = block.extents.row(entry->reaction)[lane];
                    if (entry->value * extent < 0.0)
                        extent *= share;
                }
            }
            first = end;
        }
        if (!below)
            break;
    }
    for (std::size_t k = 0; k < n; ++k)
        block.next.row(k)[lane] = block.concentration.row(k)[lane];
    for (const Coefficient& entry : plan.stoichiometry) {
        const double* const areal = block.areal[entry.constituent];
        block.next.row(entry.constituent)[lane] +=
            entry.value * (areal == nullptr ? 1.0 : areal[lane]) * block.extents.row(entry.reaction)[lane];
    }
    for (std::size_t k = 0; k < n; ++k)  // rounding alone is left
        if (block.floor[k] == 0.0 && block.concentration.row(k)[lane] >= 0.0)
            block.next.row(k)[lane] = std::max(block.next.row(k)[lane], 0.0);
}

}  // namespace liriver::solver::quality
