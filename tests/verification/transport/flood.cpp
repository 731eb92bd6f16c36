#include "tests/verification/transport/flood.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <span>
#include <stdexcept>
#include <vector>

#include "solver/channel/channel_solver.h"
#include "solver/forcing/function.h"
#include "solver/transport/transport.h"

namespace liriver::tests::verification {

namespace {

using namespace solver;
constexpr std::int32_t cells = 1000;
constexpr double spacing = 100.0, slope = 5e-4, hour = 3600.0;

channel::ChannelMesh flood_mesh() {
    channel::ChannelMesh mesh;
    const std::int32_t table = mesh.tables.add(
        std::vector<channel::OutlinePoint>{{0, 40, 0.03, 0}, {80, 0, 0.03, 0}, {160, 0, 0.03, 0}, {240, 40, 0.03, 0}});
    for (std::int32_t i = 0; i < cells; ++i) {
        mesh.table.push_back(table);
        mesh.bed.push_back(-slope * (i + 0.5) * spacing);
        mesh.length.push_back(spacing);
        if (i == 0)
            continue;
        mesh.left.push_back(i - 1);
        mesh.right.push_back(i);
        mesh.distance.push_back(spacing);
    }
    mesh.boundaries.resize(2);
    mesh.boundaries[1].cell = cells - 1;
    mesh.boundaries[1].upstream = false;
    mesh.boundaries[1].kind = channel::BoundaryKind::normal_depth;
    mesh.boundaries[1].slope = slope;
    return mesh;
}

/// The channel's faces, then its two ends.
transport::Graph graph_of(const channel::ChannelMesh& mesh) {
    transport::Graph graph;
    graph.volume_count = mesh.cell_count();
    graph.from = mesh.left;
    graph.to = mesh.right;
    graph.distance = mesh.distance;
    graph.from.insert(graph.from.end(), {transport::outside, cells - 1});
    graph.to.insert(graph.to.end(), {0, transport::outside});
    graph.distance.insert(graph.distance.end(), {0.0, 0.0});
    return graph;
}

/// m from the inlet up to which the channel holds `amount`, m3.
double filled_to(std::span<const double> water, double amount) {
    std::size_t i = 0;
    for (; i < water.size() && amount > water[i]; ++i)
        amount -= water[i];
    return spacing * (static_cast<double>(i) + (i < water.size() ? amount / water[i] : 0.0));
}

/// m from the inlet of the farthest place where c falls through one half.
double front_of(std::span<const double> c) {
    std::size_t i = c.size() - 1;
    while (i > 0 && c[i] < 0.5)
        --i;
    return i + 1 == c.size() ? spacing * cells
                             : spacing * (static_cast<double>(i) + 0.5 + (c[i] - 0.5) / (c[i] - c[i + 1]));
}

double seconds_of(std::clock_t ticks) { return static_cast<double>(ticks) / CLOCKS_PER_SEC; }

}  // namespace

FloodTracerFigures flood_with_tracer(double seconds, bool uniform) {
    const channel::ChannelMesh mesh = flood_mesh();
    channel::ChannelSolver solver(mesh, {});
    std::vector<double> stage(mesh.bed);
    for (double& z : stage)
        z += 1.00079;
    solver.set_state(stage, std::vector<double>(mesh.left.size(), 0.7311));
    const auto inflow = *forcing::Function::linear({24 * hour, 48 * hour, 120 * hour}, {60.0, 1500.0, 60.0},
                                                   forcing::Outside::hold, forcing::Outside::hold);
    const transport::Graph graph = graph_of(mesh);
    std::vector<transport::Constituent> tracers = {{"pulse"}};
    if (uniform)
        tracers.push_back({"uniform"});
    transport::Transport transport(graph, tracers);
    const auto inlet = static_cast<std::int32_t>(mesh.left.size());
    std::vector<double> before(solver.volume().begin(), solver.volume().end()), crossed(graph.from.size(), 0.0);
    transport.start(0, before, 0.0);
    if (uniform) {
        transport.start(1, before, 0.4);
        transport.set_inflow_concentration(1, inlet, 0.4);
    }
    const std::vector<double> none(static_cast<std::size_t>(cells), 0.0);
    FloodTracerFigures figures{};
    const int steps = static_cast<int>(std::lround(240 * hour / seconds));
    const int hourly = static_cast<int>(std::lround(hour / seconds));
    for (int k = 0; k < steps; ++k) {
        const double now = k * seconds;
        const std::clock_t begin = std::clock();
        const std::vector<double> boundary = {inflow.mean(now, now + seconds), 0.0};
        if (!solver.step(seconds, {none, boundary}).converged)
            throw std::runtime_error("a hydraulic step did not converge");
        const std::clock_t middle = std::clock();
        for (std::size_t f = 0; f < mesh.left.size(); ++f)
            crossed[f] = solver.face_discharge()[f] * seconds;
        crossed[mesh.left.size()] = solver.boundary_discharge()[0] * seconds;
        crossed[mesh.left.size() + 1] = solver.boundary_discharge()[1] * seconds;
        transport.set_inflow_concentration(0, inlet, now >= 24 * hour && now < 36 * hour ? 1.0 : 0.0);
        transport.step({seconds, before, solver.volume(), crossed, {}, {}, {}, {}});
        std::copy(solver.volume().begin(), solver.volume().end(), before.begin());
        figures.transport_seconds += seconds_of(std::clock() - middle);
        figures.channel_seconds += seconds_of(middle - begin);
        figures.largest_substeps = std::max(figures.largest_substeps, static_cast<double>(transport.substeps()));
        if ((k + 1) % hourly != 0)
            continue;
        const std::span<const double> c = transport.concentration(0);
        figures.overshoot = std::max(
            {figures.overshoot, *std::max_element(c.begin(), c.end()) - 1.0, -*std::min_element(c.begin(), c.end())});
        const double exact = filled_to(before, inflow.integral(24 * hour, now + seconds));
        if (now + seconds > 24 * hour && exact > 10000.0 && exact < 99000.0)
            figures.front_error = std::max(figures.front_error, std::abs(front_of(c) - exact) / exact);
        if (uniform)
            for (const double value : transport.concentration(1))
                figures.uniform_error = std::max(figures.uniform_error, std::abs(value / 0.4 - 1.0));
    }
    const auto budget = transport.budget(0);
    figures.balance_error = budget.relative_error;
    figures.lost = std::abs(budget.inflow - budget.outflow - budget.final) / budget.inflow;
    figures.volume_updates = transport.counts().volume_updates;
    return figures;
}

}  // namespace liriver::tests::verification
