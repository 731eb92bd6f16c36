#include "tests/verification/channel/cases.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

#include "solver/channel/channel_solver.h"
#include "solver/channel/steady_state.h"
#include "solver/channel/time_stepper.h"
#include "tests/verification/channel/chain.h"
#include "tests/verification/channel/exact_solutions.h"
#include "tests/verification/channel/lake_cases.h"
#include "tests/verification/channel/varying_channels.h"

namespace liriver::tests::verification {
namespace {

using solver::channel::BoundaryKind;
using solver::channel::ChannelBoundary;
using solver::channel::ChannelForcing;
using solver::channel::ChannelMesh;
using solver::channel::ChannelOptions;
using solver::channel::ChannelSolver;
using solver::channel::OutlinePoint;
using solver::channel::StepOutcome;
using solver::channel::Walls;

std::int32_t wide_channel(ChannelMesh& mesh, double manning_n) {  // 1 m of an infinitely wide one: walls do not count
    return mesh.tables.add(std::vector<OutlinePoint>{{0, 0, manning_n, 0}, {1, 0, manning_n, 0}}, Walls::frictionless);
}

double worst_balance(const ChannelMesh& mesh, const ChannelSolver& solver, double initial, double in, double out) {
    double final_volume = 0.0;
    for (const double v : solver.volume())
        final_volume += v;
    (void)mesh;
    return std::abs(initial + in - out - final_volume) / (initial + in);
}

// The steady state as a direct solution: discharge even to 1e-9 from cell to cell.
void settle(const ChannelMesh& mesh, ChannelSolver& solver, const ChannelForcing& forcing) {
    const auto outcome = solver::channel::find_steady_state(mesh, solver, [&] { return forcing; });
    if (!outcome.found)
        throw std::runtime_error("no steady state after " + std::to_string(outcome.steps) +
                                 " steps: " + std::to_string(1e9 * outcome.stage_change) + " nm a day");
}

// A reach that divides in two and comes together again, on sections drawn at random; 10 + 20 + 20 + 10 cells.
ChannelMesh loop_network(unsigned seed, bool irregular) {
    ChannelMesh mesh;
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    const auto add = [&](int cells) {
        const std::int32_t first = mesh.cell_count();
        const std::int32_t plain = mesh.tables.add(
            std::vector<OutlinePoint>{{0, 5, 0.03, 0}, {5, 0, 0.03, 0}, {15, 0, 0.03, 0}, {20, 5, 0.03, 0}});
        for (int i = 0; i < cells; ++i) {
            std::int32_t table = plain;
            double bed = 10.0 - 0.02 * i;
            if (irregular) {
                std::vector<OutlinePoint> outline;
                double offset = 0.0;
                for (int p = 0; p < 9; ++p) {
                    outline.push_back(
                        {offset, p == 0 || p == 8 ? 20.0 : 12.0 * unit(random), 0.02 + 0.03 * unit(random), p / 3});
                    offset += 0.5 + 10.0 * unit(random);
                }
                bed = solver::channel::HydraulicTables::bed_elevation(outline);
                table = mesh.tables.add(outline);
            }
            mesh.table.push_back(table);
            mesh.bed.push_back(bed);
            mesh.length.push_back(100.0);
            if (i > 0) {
                mesh.left.push_back(mesh.cell_count() - 2);
                mesh.right.push_back(mesh.cell_count() - 1);
                mesh.distance.push_back(100.0);
            }
        }
        return first;
    };
    const auto join = [&](std::int32_t from, std::int32_t to) {
        mesh.left.push_back(from);
        mesh.right.push_back(to);
        mesh.distance.push_back(100.0);
    };
    const std::int32_t trunk = add(10);
    const std::int32_t one = add(20);
    const std::int32_t two = add(20);
    const std::int32_t rest = add(10);
    join(trunk + 9, one);
    join(trunk + 9, two);
    join(one + 19, rest);
    join(two + 19, rest);
    return mesh;
}

double lake_at_rest() {
    const ChannelMesh mesh = loop_network(7, true);
    ChannelSolver solver(mesh, {});
    std::vector<double> stage(mesh.bed.size());
    for (std::size_t i = 0; i < stage.size(); ++i)
        stage[i] = std::max(mesh.bed[i], 2.5);  // sections with a bed above 2.5 m stand dry
    solver.set_state(stage, std::vector<double>(mesh.left.size(), 0.0));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    for (int step = 0; step < 10000; ++step)
        must(solver.step(60.0, {none, {}}));
    double worst = 0.0;
    for (std::size_t i = 0; i < stage.size(); ++i)
        worst = std::max(worst, std::abs(solver.stage()[i] - stage[i]));
    for (const double u : solver.velocity())
        worst = std::max(worst, std::abs(u));
    return worst;
}

struct BranchResult {
    double difference, balance;
};
BranchResult two_branches() {
    ChannelMesh mesh = loop_network(7, false);
    ChannelBoundary in;
    mesh.boundaries.push_back(in);
    ChannelBoundary out;
    out.cell = mesh.cell_count() - 1;
    out.upstream = false;
    out.kind = BoundaryKind::normal_depth;
    out.slope = 2e-4;
    mesh.boundaries.push_back(out);
    ChannelOptions exactly;  // the two branches' rows stand in different places of the system: solve it to the end
    exactly.newton_tolerance = 1e-12;
    exactly.newton_limit = 30;
    ChannelSolver solver(mesh, exactly);
    std::vector<double> stage(mesh.bed);
    for (double& z : stage)
        z += 0.5;
    solver.set_state(stage, std::vector<double>(mesh.left.size(), 0.0));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    double initial = 0.0;
    for (const double v : solver.volume())
        initial += v;
    double entered = 0.0;
    double left = 0.0;
    BranchResult result{0.0, 0.0};
    solver::channel::TimeStepper stepper({});
    for (int step = 0; step < 500; ++step) {
        const std::vector<double> flow{20.0 + 15.0 * std::sin(0.02 * step), 0.0};
        for (double rest = 120.0; rest > 0.0;) {
            const double dt = stepper.propose(rest);
            if (!stepper.judge(dt, solver.step(dt, {none, flow}, stepper.largest_change(dt))))
                continue;
            rest -= dt;
            entered += dt * flow[0];
            left += dt * solver.boundary_discharge()[1];
        }
        const std::size_t faces = mesh.left.size();
        const double one = solver.face_discharge()[faces - 4];
        const double two = solver.face_discharge()[faces - 3];
        result.difference = std::max(result.difference, std::abs(one - two) / std::max(std::abs(one + two), 1.0));
    }
    result.balance = worst_balance(mesh, solver, initial, entered, left);
    return result;
}

double backwater_error(Way way) {
    // M1 curve behind a stage of 4 m: integrate dy/dx = (S - Sf) / (1 - Fr^2); published depths 3.153018 and 2.465581 m
    ChannelMesh mesh;
    const int cells = 1200;
    const double dx = 2.5;
    const std::int32_t table = mesh.tables.add(
        std::vector<OutlinePoint>{{0, 20, 0.025, 0}, {0, 0, 0.025, 0}, {10, 0, 0.025, 0}, {10, 20, 0.025, 0}});
    std::vector<double> beds;
    beds.reserve(static_cast<std::size_t>(cells));
    for (int i = 0; i < cells; ++i)
        beds.push_back(1e-3 * ((cells - i) * dx - 0.5 * dx));
    chain(mesh, beds, table, dx);
    mesh.boundaries.push_back(ChannelBoundary{});
    ChannelBoundary out;
    out.cell = cells - 1;
    out.upstream = false;
    out.kind = BoundaryKind::stage;
    mesh.boundaries.push_back(out);
    ChannelSolver solver(mesh, {});
    std::vector<double> stage(beds);
    for (double& z : stage)
        z = std::max(z + 1.9, 4.0);
    solver.set_state(stage, std::vector<double>(mesh.left.size(), 1.0));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    const std::vector<double> ends{30.0, 4.0};
    if (way == Way::direct)
        settle(mesh, solver, {none, ends});
    else
        for (int step = 0; step < 3000; ++step)
            must(solver.step(60.0, {none, ends}));
    const auto depth_at = [&](double upstream) {  // between the two cells about that place
        const double position = (cells * dx - upstream) / dx - 0.5;
        const auto i = static_cast<std::size_t>(position);
        const double share = position - static_cast<double>(i);
        return (1.0 - share) * (solver.stage()[i] - beds[i]) + share * (solver.stage()[i + 1] - beds[i + 1]);
    };
    return std::max(std::abs(depth_at(1000.0) / 3.153018 - 1.0), std::abs(depth_at(2000.0) / 2.465581 - 1.0));
}

}  // namespace

double dam_break_error(int cells, double depth_left, double depth_right, double length, double time) {
    ChannelMesh mesh;
    const double dx = length / cells;
    chain(mesh, std::vector<double>(static_cast<std::size_t>(cells), 0.0), wide_channel(mesh, 1e-12), dx);
    ChannelSolver solver(mesh, {});
    std::vector<double> stage;
    stage.reserve(static_cast<std::size_t>(cells));
    for (int i = 0; i < cells; ++i)
        stage.push_back((i + 0.5) * dx < 0.5 * length ? depth_left : depth_right);
    solver.set_state(stage, std::vector<double>(mesh.left.size(), 0.0));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    // Courant number 0.5 of the fastest wave
    const double fastest = (depth_right > 0.0 ? 1.0 : 2.0) * std::sqrt(solver::channel::gravity * depth_left);
    const int steps = static_cast<int>(std::ceil(time / (0.5 * dx / fastest)));
    for (int k = 0; k < steps; ++k)
        must(solver.step(time / steps, {none, {}}));
    double error = 0.0;
    double sum = 0.0;
    for (int i = 0; i < cells; ++i) {
        double exact = 0.0;  // the cell's mean
        for (int p = 0; p < 20; ++p) {
            const double x = (i + (p + 0.5) / 20.0) * dx;
            exact += (depth_right > 0.0 ? stoker_depth(x, time, depth_left, depth_right, 0.5 * length)
                                        : ritter_depth(x, time, depth_left, 0.5 * length)) /
                     20.0;
        }
        error += std::abs(solver.stage()[static_cast<std::size_t>(i)] - exact);
        sum += exact;
    }
    return error / sum;
}

double macdonald_error(int kind, int cells, Way way) {
    const MacDonaldChannel exact{static_cast<MacDonald>(kind)};
    const double dx = 1000.0 / cells;
    // the bed by integrating its slope upstream from x = 1000 m, three-point Gauss on 1/200 of a cell
    std::vector<double> beds(static_cast<std::size_t>(cells));
    const int fine = 200;
    const double d = dx / fine;
    double z = 0.0;
    const double root = std::sqrt(0.6) / 2.0;
    for (int k = cells * fine - 1; k >= 0; --k) {
        const double a = k * d;
        z -= d / 18.0 *
             (5.0 * exact.bed_slope(a + d * (0.5 - root)) + 8.0 * exact.bed_slope(a + 0.5 * d) +
              5.0 * exact.bed_slope(a + d * (0.5 + root)));
        if (k % fine == fine / 2)
            beds[static_cast<std::size_t>(k / fine)] = z;
    }
    ChannelMesh mesh;
    chain(mesh, beds, wide_channel(mesh, exact.manning_n()), dx);
    mesh.boundaries.push_back(ChannelBoundary{});
    const bool subcritical_end = exact.kind == MacDonald::subcritical || exact.kind == MacDonald::jump;
    ChannelBoundary out;
    out.cell = cells - 1;
    out.upstream = false;
    out.kind = subcritical_end ? BoundaryKind::stage : BoundaryKind::free_outfall;
    mesh.boundaries.push_back(out);
    ChannelSolver solver(mesh, {});
    std::vector<double> stage(beds);
    for (double& s : stage)
        s += 1.0;  // not the answer: 1 m of water everywhere
    solver.set_state(stage, std::vector<double>(mesh.left.size(), exact.unit_discharge()));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    const std::vector<double> ends{exact.unit_discharge(), exact.depth(1000.0)};
    if (way == Way::direct)
        settle(mesh, solver, {none, ends});
    double step = 0.5;
    for (double t = way == Way::direct ? 20000.0 : 0.0; t < 20000.0;) {
        const StepOutcome outcome = solver.step(step, {none, ends});
        if (outcome.converged)
            t += step;
        step = outcome.converged ? std::min(100.0, 1.3 * step) : 0.5 * step;
        if (step < 1e-6)
            throw std::runtime_error("no step converges");
    }
    double error = 0.0;
    double sum = 0.0;
    for (int i = 0; i < cells; ++i) {
        const double h = exact.depth((i + 0.5) * dx);
        error += std::abs(solver.stage()[static_cast<std::size_t>(i)] - beds[static_cast<std::size_t>(i)] - h);
        sum += h;
    }
    return error / sum;
}

const std::vector<Case>& channel_cases() {
    static const std::vector<Case> cases = [] {
        std::vector<Case> all{
            {"lake at rest, random sections, loop, partly dry, 10 000 steps", "largest |u|, |dz| (m/s, m)", 1e-12,
             "identity", lake_at_rest},
            {"Stoker 10/1 m, 400 cells", "L1 of depth", 0.007, "Stoker 1957, SWASHES 4.1.1",
             [] { return dam_break_error(400, 10.0, 1.0, 1000.0, 20.0); }},
            {"Stoker 0.005/0.001 m, 400 cells", "L1 of depth", 0.007, "Stoker 1957, SWASHES 4.1.1",
             [] { return dam_break_error(400, 0.005, 0.001, 10.0, 6.0); }},
            {"Ritter 0.005 m, 400 cells", "L1 of depth", 0.01, "Ritter 1892, SWASHES 4.1.2",
             [] { return dam_break_error(400, 0.005, 0.0, 10.0, 6.0); }},
            {"MacDonald 1000 m subcritical, 200 cells", "L1 of depth", 0.005, "SWASHES 3.2.1",
             [] { return macdonald_error(0, 200); }},
            {"MacDonald 1000 m supercritical, 200 cells", "L1 of depth", 0.005, "SWASHES 3.2.1",
             [] { return macdonald_error(1, 200); }},
            {"MacDonald 1000 m sub- to supercritical, 200 cells", "L1 of depth", 0.005, "SWASHES 3.2.1",
             [] { return macdonald_error(2, 200); }},
            {"MacDonald 1000 m with jump, 200 cells", "L1 of depth", 0.005, "SWASHES 3.2.1",
             [] { return macdonald_error(3, 200); }},
            {"M1 backwater 1 and 2 km from 4 m", "relative error of depth", 0.001,
             "gradually varied flow equation, integrated", [] { return backwater_error(Way::in_time); }},
            {"M1 backwater, steady state solved directly", "relative error of depth", 0.001,
             "gradually varied flow equation, integrated", [] { return backwater_error(Way::direct); }},
            {"MacDonald 1000 m subcritical, solved directly", "L1 of depth", 0.005, "SWASHES 3.2.1",
             [] { return macdonald_error(0, 200, Way::direct); }},
            {"MacDonald 1000 m supercritical, solved directly", "L1 of depth", 0.005, "SWASHES 3.2.1",
             [] { return macdonald_error(1, 200, Way::direct); }},
            {"MacDonald 1000 m sub- to supercritical, solved directly", "L1 of depth", 0.005, "SWASHES 3.2.1",
             [] { return macdonald_error(2, 200, Way::direct); }},
            {"MacDonald 1000 m with jump, solved directly", "L1 of depth", 0.005, "SWASHES 3.2.1",
             [] { return macdonald_error(3, 200, Way::direct); }},
            {"flood wave, 100 km, steps of 60 s: outlet", "relative error of the largest hourly discharge", 5e-4,
             "converged grids of two kernels, 1442.34 m3/s",
             [] { return std::abs(flood_wave(60.0).outlet_hourly / 1442.34 - 1.0); }},
            {"flood wave, 100 km, steps of 60 s: 50 km", "relative error of the largest hourly discharge", 5e-4,
             "converged grids of two kernels, 1457.61 m3/s",
             [] { return std::abs(flood_wave(60.0).middle_hourly / 1457.61 - 1.0); }},
            {"flood wave, 100 km, steps of 300 s: outlet", "relative error of the largest hourly discharge", 5e-4,
             "converged grids of two kernels, 1442.34 m3/s",
             [] { return std::abs(flood_wave(300.0).outlet_hourly / 1442.34 - 1.0); }},
            {"flood wave, 100 km, steps of 300 s: 50 km", "relative error of the largest hourly discharge", 5e-4,
             "converged grids of two kernels, 1457.61 m3/s",
             [] { return std::abs(flood_wave(300.0).middle_hourly / 1457.61 - 1.0); }},
            {"two equal branches, unsteady", "relative difference of their discharges", 1e-12, "symmetry",
             [] { return two_branches().difference; }},
            {"two equal branches, unsteady", "water balance", 1e-10, "identity", [] { return two_branches().balance; }},
        };
        for (Case& c : lake_cases())
            all.push_back(std::move(c));
        for (Case& c : varying_channel_cases())
            all.push_back(std::move(c));
        for (Case& c : macdonald_order_cases())
            all.push_back(std::move(c));
        return all;
    }();
    return cases;
}

}  // namespace liriver::tests::verification
