#include "tests/verification/surface/job_a.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <limits>
#include <map>
#include <utility>

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

struct Point {
    double x, y;
};

// Adds the values and weights of f(radius) at 16 points of a triangle.
template <class F>
void add_triangle(const std::array<Point, 3>& p, const F& f, double& sum, double& weight) {
    const double area = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[2].x - p[0].x) * (p[1].y - p[0].y);
    const auto add = [&](double a, double b) {
        const double x = p[0].x + a * (p[1].x - p[0].x) + b * (p[2].x - p[0].x);
        const double y = p[0].y + a * (p[1].y - p[0].y) + b * (p[2].y - p[0].y);
        sum += area * f(std::hypot(x, y));
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

// The mean of f(radius) over a cell whose corners are seen from the middle of the square. The points lie in a
// quadrilateral as its corners do: cut along a diagonal they would see a circle's edge differently in cells that are
// each other's mirror images, and the start would be asymmetric.
template <class F>
double cell_mean(const mesh::surface::SurfaceMesh& mesh, std::int32_t cell, const F& f) {
    const auto corners = mesh.corners(cell);
    const auto corner = [&](std::size_t k) {
        return Point{mesh.node_x[corners[k]] - half_side, mesh.node_y[corners[k]] - half_side};
    };
    double sum = 0.0;
    double weight = 0.0;
    if (corners.size() == 3) {
        add_triangle({corner(0), corner(1), corner(2)}, f, sum, weight);
        return sum / weight;
    }
    constexpr int parts = 8;
    for (int i = 0; i < parts; ++i)
        for (int j = 0; j < parts; ++j) {
            const double a = (i + 0.5) / parts;
            const double b = (j + 0.5) / parts;
            const double x = (1.0 - a) * (1.0 - b) * corner(0).x + a * (1.0 - b) * corner(1).x + a * b * corner(2).x +
                             (1.0 - a) * b * corner(3).x;
            const double y = (1.0 - a) * (1.0 - b) * corner(0).y + a * (1.0 - b) * corner(1).y + a * b * corner(2).y +
                             (1.0 - a) * b * corner(3).y;
            sum += f(std::hypot(x, y));  // the cells of job A are rectangles: all points weigh the same
            weight += 1.0;
        }
    return sum / weight;
}

// The greatest difference in depth between cells that are mirror images across either axis or a diagonal.
double asymmetry(const mesh::surface::SurfaceMesh& mesh, const solver::surface::SurfaceSolver& solver) {
    const auto key = [](double x, double y) { return std::pair(std::llround(1e3 * x), std::llround(1e3 * y)); };
    std::map<std::pair<long long, long long>, double> depth;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        depth[key(mesh.centroid[i].x - half_side, mesh.centroid[i].y - half_side)] =
            solver.state()[static_cast<std::size_t>(i)].depth;
    double worst = 0.0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const double x = mesh.centroid[i].x - half_side;
        const double y = mesh.centroid[i].y - half_side;
        for (const auto& other : {key(-x, y), key(x, -y), key(y, x)})
            if (const auto found = depth.find(other); found != depth.end())
                worst = std::max(worst, std::abs(found->second - solver.state()[static_cast<std::size_t>(i)].depth));
            else
                return std::numeric_limits<double>::infinity();  // the mesh itself is not symmetric
    }
    return worst;
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
    constexpr double edge = 200.0 + 1e-9;  // points on the circle itself count as inside, whatever their rounding
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        depth.push_back(cell_mean(mesh, i, [&](double r) { return r <= edge ? 10.0 : 1.0; }));
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
    result.asymmetry = asymmetry(mesh, solver);
    return result;
}

}  // namespace liriver::tests::surface
