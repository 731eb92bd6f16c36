#include "tests/verification/surface/job_a.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>

namespace liriver::tests::surface {
namespace {

constexpr double g = 9.81;
constexpr double half_side = 500.0;

/// The radial equations (h r)_t + (h u r)_r = 0, (h u r)_t + ((h u^2 + g h^2/2) r)_r = g h^2/2, by Heun's method on
/// minmod-limited states with the HLL flux: written apart from the program's own solver.
class Radial {
  public:
    Radial() : h_(count), q_(count) {
        for (std::size_t i = 0; i < count; ++i)
            h_[i] = radius(i) < 200.0 ? 10.0 : 1.0;
        double t = 0.0;
        while (t < job_a_time) {
            double fastest = 0.0;
            for (std::size_t i = 0; i < count; ++i)
                fastest = std::max(fastest, std::abs(q_[i] / h_[i]) + std::sqrt(g * h_[i]));
            const double dt = std::min(0.45 * dr / fastest, job_a_time - t);
            const std::vector<double> h0 = h_;
            const std::vector<double> q0 = q_;
            stage(dt);
            stage(dt);
            for (std::size_t i = 0; i < count; ++i) {
                h_[i] = 0.5 * (h0[i] + h_[i]);
                q_[i] = 0.5 * (q0[i] + q_[i]);
            }
            t += dt;
        }
    }
    [[nodiscard]] double depth(double r) const {
        const double at = std::clamp(r / dr - 0.5, 0.0, static_cast<double>(count - 2));
        const auto i = static_cast<std::size_t>(at);
        return h_[i] + std::min(at - static_cast<double>(i), 1.0) * (h_[i + 1] - h_[i]);
    }

  private:
    static constexpr std::size_t count = 14000;
    static constexpr double dr = 710.0 / static_cast<double>(count);
    static double radius(std::size_t i) { return (static_cast<double>(i) + 0.5) * dr; }
    static double minmod(double a, double b) { return a * b <= 0.0 ? 0.0 : (std::abs(a) < std::abs(b) ? a : b); }
    void stage(double dt) {
        std::vector<double> mass(count + 1, 0.0);
        std::vector<double> push(count + 1, 0.0);
        const auto slope = [&](const std::vector<double>& v, std::size_t i) {
            return i == 0 || i + 1 == count ? 0.0 : minmod(v[i] - v[i - 1], v[i + 1] - v[i]);
        };
        for (std::size_t f = 1; f < count; ++f) {
            const double hl = h_[f - 1] + 0.5 * slope(h_, f - 1);
            const double hr = h_[f] - 0.5 * slope(h_, f);
            const double ul = (q_[f - 1] + 0.5 * slope(q_, f - 1)) / hl;
            const double ur = (q_[f] - 0.5 * slope(q_, f)) / hr;
            const double cl = std::sqrt(g * hl);
            const double cr = std::sqrt(g * hr);
            const double sl = std::min({ul - cl, ur - cr, 0.0});
            const double sr = std::max({ul + cl, ur + cr, 0.0});
            mass[f] = (sr * hl * ul - sl * hr * ur + sl * sr * (hr - hl)) / (sr - sl);
            push[f] = (sr * (hl * ul * ul + 0.5 * g * hl * hl) - sl * (hr * ur * ur + 0.5 * g * hr * hr) +
                       sl * sr * (hr * ur - hl * ul)) /
                      (sr - sl);
        }
        push[count] = 0.5 * g * h_[count - 1] * h_[count - 1];
        for (std::size_t i = 0; i < count; ++i) {
            const double rl = static_cast<double>(i) * dr;
            const double rr = rl + dr;
            const double middle = g * 0.5 * h_[i] * h_[i];
            const double dh = -(mass[i + 1] * rr - mass[i] * rl) / (radius(i) * dr);
            const double dq = (-(push[i + 1] * rr - push[i] * rl) / dr + middle) / radius(i);
            h_[i] += dt * dh;
            q_[i] += dt * dq;
        }
    }
    std::vector<double> h_, q_;
};

// The mean of f(radius) over a cell, from the middles of 16 parts of each of its triangles.
template <class F>
double cell_mean(const mesh::surface::SurfaceMesh& mesh, std::int32_t cell, const F& f) {
    const auto corners = mesh.corners(cell);
    double sum = 0.0;
    double weight = 0.0;
    for (std::size_t k = 1; k + 1 < corners.size(); ++k) {
        const auto x = [&](std::size_t c) { return mesh.node_x[corners[c]] - half_side; };
        const auto y = [&](std::size_t c) { return mesh.node_y[corners[c]] - half_side; };
        const double area = (x(k) - x(0)) * (y(k + 1) - y(0)) - (x(k + 1) - x(0)) * (y(k) - y(0));
        const auto add = [&](double a, double b) {
            const double px = x(0) + a * (x(k) - x(0)) + b * (x(k + 1) - x(0));
            const double py = y(0) + a * (y(k) - y(0)) + b * (y(k + 1) - y(0));
            sum += area * f(std::hypot(px, py));
            weight += area;
        };
        constexpr int parts = 4;
        for (int i = 0; i < parts; ++i)
            for (int j = 0; i + j < parts; ++j) {
                add((i + 1.0 / 3.0) / parts, (j + 1.0 / 3.0) / parts);
                if (i + j + 1 < parts)
                    add((i + 2.0 / 3.0) / parts, (j + 2.0 / 3.0) / parts);
            }
    }
    return sum / weight;
}

}  // namespace

CircularDamBreak circular_dam_break(std::int64_t cells, Shape shape, const solver::surface::SurfaceOptions& options) {
    static const Radial reference;
    const double spacing =
        2.0 * half_side / std::round(std::sqrt(static_cast<double>(cells) / (shape == Shape::triangles ? 2.0 : 1.0)));
    const auto mesh = rectangle(2.0 * half_side, 2.0 * half_side, spacing, shape, 0.0);
    solver::surface::SurfaceSolver solver(mesh, {}, {}, options);
    std::vector<double> depth;
    depth.reserve(static_cast<std::size_t>(mesh.cell_count()));
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        depth.push_back(cell_mean(mesh, i, [](double r) { return r <= 200.0 ? 10.0 : 1.0; }));
    solver.set_state(depth);
    CircularDamBreak result;
    const std::clock_t begin = std::clock();
    solver.advance(job_a_time);
    result.cpu_seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    result.cell_updates = solver.counts().cell_updates;
    result.steps = solver.counts().substeps;
    double off = 0.0;
    double whole = 0.0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const double h = cell_mean(mesh, i, [&](double r) { return reference.depth(r); });
        off += std::abs(solver.state()[static_cast<std::size_t>(i)].depth - h);
        whole += h;
    }
    result.l1 = off / whole;
    if (shape == Shape::squares) {  // rows are stored one after another
        const auto side = static_cast<std::size_t>(std::llround(2.0 * half_side / spacing));
        const auto at = [&](std::size_t i, std::size_t j) { return solver.state()[j * side + i].depth; };
        for (std::size_t j = 0; j < side; ++j)
            for (std::size_t i = 0; i < side; ++i)
                for (const double other : {at(side - 1 - i, j), at(i, side - 1 - j), at(j, i)})
                    result.asymmetry = std::max(result.asymmetry, std::abs(other - at(i, j)));
    }
    return result;
}

}  // namespace liriver::tests::surface
