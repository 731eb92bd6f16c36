#include "tests/verification/transport/bank_plume.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <stdexcept>
#include <vector>

#include "solver/quality/first_order_decay.h"
#include "solver/surface/surface_solver.h"
#include "solver/transport/tensor_mixing.h"
#include "solver/transport/transport.h"

namespace liriver::tests::verification {

namespace {

using mesh::surface::SurfaceMesh;

constexpr double load = 0.010;  // kg/s
constexpr double depth = 1.5, speed = 0.5, width = 100.0, across = 0.0772;
constexpr double decay_per_day = 0.2;
constexpr double ahead = 10.0;  // m of the mesh above the outfall's cell

/// kg/m3 at (x, y) of a point source at (0, from): reflected at both banks.
double point_plume(double x, double y, double from) {
    if (x <= 0.0)
        return 0.0;
    const double spread = 4.0 * across * x / speed;  // 2 sigma^2
    double sum = 0.0;
    for (int image = -20; image <= 20; ++image)
        for (const double source : {2.0 * image * width + from, 2.0 * image * width - from})
            sum += std::exp(-(y - source) * (y - source) / spread);
    return load / (depth * speed * std::sqrt(std::numbers::pi * spread)) * sum *
           std::exp(-decay_per_day / 86400.0 * x / speed);
}

SurfaceMesh make_mesh(const PlumeMesh& asked) {
    const auto columns = static_cast<std::int32_t>(std::lround(asked.length / asked.along));
    const auto rows = static_cast<std::int32_t>(std::lround(width / asked.across));
    std::mt19937 random(3);
    const auto shift = [&] {
        return asked.triangles ? 0.2 * (static_cast<double>(random()) / 4294967296.0 - 0.5) : 0.0;
    };
    std::vector<double> x, y;
    for (std::int32_t j = 0; j <= rows; ++j)
        for (std::int32_t i = 0; i <= columns; ++i) {
            const bool inside = i > 0 && j > 0 && i < columns && j < rows;
            const double dx = shift(), dy = shift();
            x.push_back((i + (inside ? dx : 0.0)) * asked.along - ahead);
            y.push_back((j + (inside ? dy : 0.0)) * asked.across);
        }
    std::vector<std::int32_t> first{0}, corners;
    const auto add = [&](std::initializer_list<std::int32_t> cell) {
        corners.insert(corners.end(), cell);
        first.push_back(static_cast<std::int32_t>(corners.size()));
    };
    for (std::int32_t j = 0; j < rows; ++j)
        for (std::int32_t i = 0; i < columns; ++i) {
            const std::int32_t p = j * (columns + 1) + i, q = p + 1, s = p + columns + 1, r = s + 1;
            if (!asked.triangles) {
                add({p, q, r, s});
            } else if ((i + j) % 2 == 0) {
                add({p, q, r});
                add({p, r, s});
            } else {
                add({q, r, s});
                add({q, s, p});
            }
        }
    auto mesh = mesh::surface::assemble_mesh(x, y, first, corners);
    if (!mesh)
        throw std::runtime_error(mesh::field::to_string(mesh.error()));
    return std::move(*mesh);
}

/// Points evenly over a cell.
std::vector<mesh::network::Point> points_in(const SurfaceMesh& mesh, std::int32_t cell) {
    constexpr int parts = 6;
    const auto corners = mesh.corners(cell);
    std::vector<mesh::network::Point> points;
    for (std::size_t k = 1; k + 1 < corners.size(); ++k)  // its triangles
        for (int i = 0; i < parts; ++i)
            for (int j = 0; j < parts - i; ++j)
                for (const double third : {1.0 / 3.0, 2.0 / 3.0}) {
                    if (third > 0.5 && i + j + 1 >= parts)
                        continue;
                    const double a = (i + third) / parts, b = (j + third) / parts;
                    const auto at = [&](std::size_t n) { return static_cast<std::size_t>(corners[n]); };
                    const auto mix = [&](const std::vector<double>& values) {
                        return (1.0 - a - b) * values[at(0)] + a * values[at(k)] + b * values[at(k + 1)];
                    };
                    points.push_back({mix(mesh.node_x), mix(mesh.node_y)});
                }
    return points;
}

struct Flow {
    std::vector<double> water, crossed, mixing, cross_x, cross_y;
};

Flow make_flow(const SurfaceMesh& mesh, const solver::transport::Graph& graph, double seconds) {
    Flow flow;
    for (const double area : mesh.area)
        flow.water.push_back(depth * area);
    for (std::vector<double>* values : {&flow.crossed, &flow.mixing, &flow.cross_x, &flow.cross_y})
        values->assign(graph.from.size(), 0.0);
    const auto tensor = solver::transport::along_and_across(0.0, across, speed, 0.0);
    for (std::size_t f = 0; f < mesh.left.size(); ++f) {
        flow.crossed[f] = seconds * speed * depth * mesh.length[f] * mesh.normal[f].x;
        if (mesh.right[f] < 0)
            continue;
        const auto from = static_cast<std::size_t>(mesh.left[f]), to = static_cast<std::size_t>(mesh.right[f]);
        const auto share = solver::transport::tensor_mixing(
            tensor,
            {mesh.centroid[to].x - mesh.centroid[from].x, mesh.centroid[to].y - mesh.centroid[from].y, mesh.normal[f].x,
             mesh.normal[f].y},
            depth * mesh.length[f], seconds);
        flow.mixing[f] = share.exchanged;
        flow.cross_x[f] = share.cross_x;
        flow.cross_y[f] = share.cross_y;
    }
    return flow;
}

/// Largest error in the column of cells around `x`, by the largest concentration there.
double error_at(double x, const SurfaceMesh& mesh, const solver::transport::Transport& transport,
                const std::vector<mesh::network::Point>& source, double along) {
    double error = 0.0, largest = 0.0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const auto [px, py] = mesh.centroid[static_cast<std::size_t>(i)];
        if (std::abs(px - x) > 0.5 * along)
            continue;
        double exact = 0.0;
        for (const auto& point : source)
            exact += point_plume(px - point.x, py, point.y);
        exact /= static_cast<double>(source.size());
        error = std::max(error, std::abs(transport.concentration(0, static_cast<std::size_t>(i)) - exact));
        largest = std::max(largest, exact);
    }
    return error / largest;
}

}  // namespace

double exact_bank_plume(double x, double y) { return 1000.0 * point_plume(x, y, 0.0); }

BankPlumeErrors bank_plume(const PlumeMesh& asked) {
    const SurfaceMesh mesh = make_mesh(asked);
    const solver::transport::Graph graph = solver::surface::SurfaceSolver(mesh).transport_graph();
    const double seconds = (asked.triangles ? 0.25 : 0.5) * asked.along / speed;
    const Flow flow = make_flow(mesh, graph, seconds);
    solver::transport::Transport transport(graph, {{"tracer"}});
    transport.start(0, flow.water, 0.0);
    std::int32_t outfall = 0;  // the cell nearest to the bank at x = 0
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const auto distance = [&](std::int32_t cell) {
            const auto [x, y] = mesh.centroid[static_cast<std::size_t>(cell)];
            return std::hypot(x - 0.5 * asked.along, y);
        };
        if (distance(i) < distance(outfall))
            outfall = i;
    }
    transport.set_load(0, outfall, load);
    const solver::quality::FirstOrderDecay law{decay_per_day, 1.0};
    const int steps = static_cast<int>(std::ceil(1.15 * (asked.length + 60.0) / speed / seconds));
    for (int step = 0; step < steps; ++step)
        transport.step(
            {seconds, flow.water, flow.water, flow.crossed, flow.mixing, {}, {}, {}, flow.cross_x, flow.cross_y},
            [&](double moment, std::span<const std::int32_t>) {
                transport.scale_reacting(0, law.remaining(20.0, moment));
            });
    const auto source = points_in(mesh, outfall);
    BankPlumeErrors errors{};
    errors.at_500 = error_at(500.0, mesh, transport, source, asked.along);
    if (asked.length > 5000.0 + ahead)
        errors.at_5000 = error_at(5000.0, mesh, transport, source, asked.along);
    errors.balance = transport.budget(0).relative_error;
    return errors;
}

}  // namespace liriver::tests::verification
