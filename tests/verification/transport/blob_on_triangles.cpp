#include "tests/verification/transport/blob_on_triangles.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>
#include <random>
#include <vector>

#include "solver/surface/surface_solver.h"
#include "solver/transport/transport.h"
#include "tests/verification/surface/made_meshes.h"

namespace liriver::tests::verification {

namespace {

using mesh::surface::SurfaceMesh;
constexpr double pi = std::numbers::pi;

/// Corners within the square are displaced at random, the same for each mesh size.
SurfaceMesh displaced_triangles(double spacing) {
    const SurfaceMesh even = surface::rectangle(2.0, 2.0, spacing, surface::Shape::triangles, 0.0);
    std::vector<double> x = even.node_x, y = even.node_y;
    std::mt19937 random(7);
    const auto shift = [&] { return 0.4 * spacing * (static_cast<double>(random()) / 4294967296.0 - 0.5); };
    for (std::size_t n = 0; n < x.size(); ++n) {
        const double dx = shift(), dy = shift();
        const bool inside = std::min({x[n], 2.0 - x[n], y[n], 2.0 - y[n]}) > 0.1 * spacing;
        x[n] += (inside ? dx : 0.0) - 1.0;
        y[n] += (inside ? dy : 0.0) - 1.0;
    }
    return *mesh::surface::assemble_mesh(x, y, even.first_corner, even.cell_nodes);
}

/// At a point, per second: what flows between two points is the difference of this.
double stream_function(BlobFlow flow, double x, double y) {
    if (flow == BlobFlow::rotation)
        return pi * (x * x + y * y);  // once round in 1 s
    const double across = std::sin(0.5 * pi * (x + 1.0)), along = std::sin(0.5 * pi * (y + 1.0));
    return 4.0 / pi * across * across * along * along;  // LeVeque's square has sides of 1, this one of 2
}

double blob(BlobFlow flow, double x, double y) {
    const double centre_y = flow == BlobFlow::rotation ? 0.4 : 0.3;
    const double r2 = (x * x + (y - centre_y) * (y - centre_y)) / 0.16;
    return r2 < 1.0 ? (1.0 - r2) * (1.0 - r2) * (1.0 - r2) : 0.0;
}

/// A triangle's mean by the centroids of its 16 parts.
double mean_over(const SurfaceMesh& mesh, std::int32_t cell, BlobFlow flow) {
    constexpr int parts = 4;
    const auto corners = mesh.corners(cell);
    const auto at = [&](double a, double b, double c) {
        const auto p = static_cast<std::size_t>(corners[0]), q = static_cast<std::size_t>(corners[1]),
                   r = static_cast<std::size_t>(corners[2]);
        return blob(flow, a * mesh.node_x[p] + b * mesh.node_x[q] + c * mesh.node_x[r],
                    a * mesh.node_y[p] + b * mesh.node_y[q] + c * mesh.node_y[r]);
    };
    double sum = 0.0;
    for (int i = 0; i < parts; ++i)
        for (int j = 0; j < parts - i; ++j) {
            const double a = (i + 1.0 / 3.0) / parts, b = (j + 1.0 / 3.0) / parts;
            sum += at(a, b, 1.0 - a - b);
            if (i + j + 1 < parts)
                sum += at(a + 1.0 / 3.0 / parts, b + 1.0 / 3.0 / parts, 1.0 - a - b - 2.0 / 3.0 / parts);
        }
    return sum / (parts * parts);
}

}  // namespace

BlobErrors blob_on_triangles(BlobFlow flow, double spacing) {
    const SurfaceMesh mesh = displaced_triangles(spacing);
    const solver::surface::SurfaceSolver solver(mesh);
    const solver::transport::Graph graph = solver.transport_graph();
    solver::transport::Transport transport(graph, {{"tracer"}});

    std::vector<double> rate(graph.from.size(), 0.0);  // m3/s for 1 m of depth
    std::vector<double> out(mesh.area.size(), 0.0);
    for (std::int32_t f = 0; f < mesh.face_count(); ++f) {
        const auto [a, b] = mesh.ends(f);
        const auto k = static_cast<std::size_t>(f);
        rate[k] =
            stream_function(flow, mesh.node_x[static_cast<std::size_t>(b)], mesh.node_y[static_cast<std::size_t>(b)]) -
            stream_function(flow, mesh.node_x[static_cast<std::size_t>(a)], mesh.node_y[static_cast<std::size_t>(a)]);
        out[static_cast<std::size_t>(mesh.left[k])] += std::max(rate[k], 0.0);
        if (mesh.right[k] >= 0)
            out[static_cast<std::size_t>(mesh.right[k])] += std::max(-rate[k], 0.0);
    }
    double fastest = 0.0;
    for (std::size_t i = 0; i < out.size(); ++i)
        fastest = std::max(fastest, out[i] / mesh.area[i]);
    const double duration = flow == BlobFlow::rotation ? 1.0 : 1.5;
    const int steps = static_cast<int>(std::ceil(duration * fastest / 0.5));
    const double seconds = duration / steps;

    std::vector<double> start;
    start.reserve(out.size());
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        start.push_back(mean_over(mesh, i, flow));
    transport.start(0, mesh.area, start);
    const double highest = *std::max_element(start.begin(), start.end());
    BlobErrors errors{};
    std::vector<double> crossed(rate.size());
    std::vector<std::int32_t> everywhere(start.size());
    std::iota(everywhere.begin(), everywhere.end(), 0);
    std::vector<double> extremes = {0.0, highest};
    for (int step = 0; step < steps; ++step) {
        // LeVeque's flow turns as cos(pi t / T): its integral over the step
        const double until = pi * (step + 1) / steps, from = pi * step / steps;
        const double moved = flow == BlobFlow::rotation ? seconds : duration / pi * (std::sin(until) - std::sin(from));
        for (std::size_t f = 0; f < rate.size(); ++f)
            crossed[f] = moved * rate[f];
        transport.step({seconds, mesh.area, mesh.area, crossed, {}, {}, {}, {}});
        transport.widen_extremes(everywhere, extremes);
    }
    errors.overshoot = std::max({0.0, -extremes[0] / highest, (extremes[1] - highest) / highest});
    double difference = 0.0, amount = 0.0;
    for (std::size_t i = 0; i < start.size(); ++i) {
        difference += std::abs(transport.concentration(0)[i] - start[i]) * mesh.area[i];
        amount += start[i] * mesh.area[i];
    }
    errors.l1 = difference / amount;
    errors.mass = transport.budget(0).relative_error;
    return errors;
}

double blob_order(BlobFlow flow, const std::array<double, 4>& spacings) {
    double sum_x = 0.0, sum_y = 0.0, sum_xx = 0.0, sum_xy = 0.0;
    for (const double spacing : spacings) {
        const double x = std::log(spacing), y = std::log(blob_on_triangles(flow, spacing).l1);
        sum_x += x;
        sum_y += y;
        sum_xx += x * x;
        sum_xy += x * y;
    }
    return (4.0 * sum_xy - sum_x * sum_y) / (4.0 * sum_xx - sum_x * sum_x);
}

}  // namespace liriver::tests::verification
