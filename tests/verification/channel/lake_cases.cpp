#include "tests/verification/channel/lake_cases.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "solver/channel/channel_solver.h"

namespace liriver::tests::verification {
namespace {

using solver::channel::ChannelLink;
using solver::channel::ChannelMesh;
using solver::channel::ChannelOptions;
using solver::channel::ChannelSolver;
using solver::channel::OutlinePoint;
using solver::channel::Walls;

std::int32_t add_lake(ChannelMesh& mesh, double bottom, double area) {
    mesh.table.push_back(
        mesh.tables.add_storage(std::vector<double>{bottom, bottom + 1.0}, std::vector<double>{area, area}));
    mesh.bed.push_back(bottom);
    mesh.length.push_back(1.0);
    mesh.lake.resize(mesh.bed.size(), 0);
    mesh.lake.back() = 1;
    return mesh.cell_count() - 1;
}

// A level reach of equal cells, without friction but for what Manning's n must have.
std::int32_t add_reach(ChannelMesh& mesh, int cells, double spacing, double width) {
    const std::int32_t first = mesh.cell_count();
    const std::int32_t table =
        mesh.tables.add(std::vector<OutlinePoint>{{0, 0, 1e-6, 0}, {width, 0, 1e-6, 0}}, Walls::frictionless);
    for (int i = 0; i < cells; ++i) {
        mesh.table.push_back(table);
        mesh.bed.push_back(0.0);
        mesh.length.push_back(spacing);
        if (i > 0) {
            mesh.left.push_back(first + i - 1);
            mesh.right.push_back(first + i);
            mesh.distance.push_back(spacing);
        }
    }
    mesh.lake.resize(mesh.bed.size(), 0);
    return first;
}

void join(ChannelMesh& mesh, std::int32_t left, std::int32_t right, double distance) {
    mesh.left.push_back(left);
    mesh.right.push_back(right);
    mesh.distance.push_back(distance);
}

// A dh/dt = -C L h^1.5 gives h = (h0^-0.5 + C L t / (2 A))^-2.
double drained_reservoir_error() {
    constexpr double head = 2.0, width = 10.0, area = 2e4, coefficient = 1.705, dt = 1.0;
    ChannelMesh mesh;
    const std::int32_t lake = add_lake(mesh, 0.0, area);
    ChannelLink weir;
    weir.left = lake;
    weir.structure = solver::structures::BroadCrestedWeir{3.0, width, coefficient};
    mesh.links.push_back(weir);
    ChannelSolver solver(mesh, {});
    solver.set_state(std::vector<double>{3.0 + head}, {});
    const std::vector<double> none{0.0};
    for (int step = 0; step < 3600; ++step)
        if (!solver.step(dt, {none, {}}).converged)
            throw std::runtime_error("a step did not converge");
    const double exact = std::pow(1.0 / std::sqrt(head) + coefficient * width * 3600.0 / (2.0 * area), -2.0);
    return std::abs((solver.stage()[lake] - 3.0) / exact - 1.0);
}

// Two lakes that swing through a channel: the long wave sin(kx) between them has k tan(k L / 2) = B / A_lake.
double swing_period_error() {
    constexpr double length = 1000.0, width = 10.0, depth = 10.0, area = 1e6, rise = 0.01, dt = 10.0;
    constexpr int cells = 20;
    ChannelMesh mesh;
    const std::int32_t upper = add_lake(mesh, 0.0, area);
    const std::int32_t lower = add_lake(mesh, 0.0, area);
    const std::int32_t first = add_reach(mesh, cells, length / cells, width);
    join(mesh, upper, first, 0.5 * length / cells);
    join(mesh, first + cells - 1, lower, 0.5 * length / cells);
    double low = 0.0;
    double high = 3.14159 / length;
    for (int i = 0; i < 100; ++i) {
        const double k = 0.5 * (low + high);
        (k * std::tan(0.5 * k * length) < width / area ? low : high) = k;
    }
    const double half_period = std::acos(-1.0) / (high * std::sqrt(9.81 * depth));
    ChannelOptions options;
    options.theta = 0.5;
    options.newton_tolerance = 1e-9;
    ChannelSolver solver(mesh, options);
    std::vector<double> stage(mesh.bed.size(), depth);
    stage[upper] += rise;
    stage[lower] -= rise;
    for (int i = 0; i < cells; ++i)
        stage[first + i] += rise * (1.0 - 2.0 * (i + 0.5) / cells);
    solver.set_state(stage, std::vector<double>(mesh.left.size(), 0.0));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    std::vector<double> crossings;
    double before = rise;
    for (double t = 0.0; crossings.size() < 9; t += dt) {
        if (!solver.step(dt, {none, {}}).converged || t > 30.0 * half_period)
            throw std::runtime_error("a step did not converge, or nothing swings");
        const double now = solver.stage()[upper] - depth;
        if ((before > 0.0) != (now > 0.0))
            crossings.push_back(t + dt * before / (before - now));
        before = now;
    }
    return std::abs((crossings[8] - crossings[0]) / 8.0 / half_period - 1.0);
}

}  // namespace

std::vector<Case> lake_cases() {
    return {
        {"lake of 2 ha drains over a weir, 1 h at steps of 1 s", "relative error of the head", 1e-3,
         "reservoir equation, closed form", drained_reservoir_error},
        {"two lakes swing through a channel of 1000 m", "relative error of the period", 1e-3,
         "long waves between two storages", swing_period_error},
    };
}

}  // namespace liriver::tests::verification
