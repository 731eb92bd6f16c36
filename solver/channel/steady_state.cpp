#include "solver/channel/steady_state.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "solver/channel/time_stepper.h"

namespace liriver::solver::channel {

Imbalance imbalance_of(const ChannelMesh& mesh, const ChannelSolver& solver, const ChannelForcing& forcing) {
    constexpr double trickle = 1e-6;  // of the largest discharge
    std::vector<double> in(mesh.bed.size(), 0.0);
    std::vector<double> out(mesh.bed.size(), 0.0);
    const auto pass = [&](std::int32_t left, std::int32_t right, double flow) {
        if (left != outside)
            (flow > 0.0 ? out : in)[left] += std::abs(flow);
        if (right != outside)
            (flow > 0.0 ? in : out)[right] += std::abs(flow);
    };
    for (std::size_t f = 0; f < mesh.left.size(); ++f)
        pass(mesh.left[f], mesh.right[f], solver.face_discharge()[f]);
    for (std::size_t k = 0; k < mesh.links.size(); ++k)
        pass(mesh.links[k].left, mesh.links[k].right, solver.link_discharge()[k]);
    for (std::size_t b = 0; b < mesh.boundaries.size(); ++b) {
        const ChannelBoundary& boundary = mesh.boundaries[b];
        pass(boundary.upstream ? outside : boundary.cell, boundary.upstream ? boundary.cell : outside,
             solver.boundary_discharge()[b]);
    }
    for (std::size_t i = 0; i < in.size(); ++i)
        pass(outside, static_cast<std::int32_t>(i), forcing.source[i]);
    for (const std::int32_t i : solver.held_stages())
        in[i] = out[i] = 0.0;
    double largest = 0.0;
    for (std::size_t i = 0; i < in.size(); ++i)
        largest = std::max({largest, in[i], out[i]});
    Imbalance worst;
    for (std::size_t i = 0; i < in.size(); ++i) {
        const double through = std::max({in[i], out[i], trickle * largest});
        if (std::abs(in[i] - out[i]) > worst.value * through)
            worst = {std::abs(in[i] - out[i]) / through, static_cast<std::int32_t>(i)};
    }
    return worst;
}

SteadyOutcome find_steady_state(const ChannelMesh& mesh, ChannelSolver& solver,
                                const std::function<ChannelForcing()>& forcing, const SteadyOptions& options) {
    constexpr double day = 86400.0;
    TimeStepOptions steps;
    steps.least = 1e-4;
    steps.largest = options.largest_step;
    steps.tolerance = 0.5;
    TimeStepper stepper(steps);
    SteadyOutcome outcome;
    // With any explicit share, what long steps leave over would swing from one to the next and hardly fade.
    const double theta = solver.theta();
    solver.set_theta(1.0);
    std::vector<double> before(mesh.bed.size());
    for (; outcome.steps < options.step_limit && !outcome.found; ++outcome.steps) {
        const double dt = stepper.propose(1e300);
        std::copy(solver.stage().begin(), solver.stage().end(), before.begin());
        const ChannelForcing acting = forcing();
        const StepOutcome step = solver.step(dt, acting, stepper.largest_change(dt));
        if (!stepper.judge(dt, step)) {
            outcome.worst_cell = step.worst_cell;
            if (stepper.exhausted())
                break;
            continue;
        }
        outcome.elapsed += dt;
        outcome.stage_change = 0.0;
        for (std::size_t i = 0; i < before.size(); ++i)
            if (const double change = std::abs(solver.stage()[i] - before[i]) / (dt / day);
                change > outcome.stage_change) {
                outcome.stage_change = change;
                outcome.worst_cell = static_cast<std::int32_t>(i);
            }
        const Imbalance uneven = imbalance_of(mesh, solver, acting);
        outcome.imbalance = uneven.value;
        if (outcome.stage_change <= options.stage_change)
            outcome.worst_cell = uneven.cell;
        outcome.found = outcome.stage_change <= options.stage_change && outcome.imbalance <= options.imbalance &&
                        solver.weight_lag() <= options.weight_lag;
    }
    solver.set_theta(theta);
    return outcome;
}

}  // namespace liriver::solver::channel
