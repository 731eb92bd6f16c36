#include "tests/verification/surface/standing_jump.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "solver/surface/surface_solver.h"

namespace liriver::tests::surface {
namespace {

using mesh::surface::SurfaceMesh;
using solver::surface::BoundaryKind;
using solver::surface::gravity;
using solver::surface::SurfaceBoundary;
using solver::surface::SurfaceSolver;

constexpr double length = 60.0;
constexpr double width = 12.0;
constexpr double jump_at = 24.0;
constexpr double depth_before = 0.5;

double sequent_depth(double depth, double froude) {  // Belanger 1828
    return 0.5 * depth * (std::sqrt(1.0 + 8.0 * froude * froude) - 1.0);
}

// dh/dx = (-dz/dx - S_f) / (1 - F^2) from the jump upstream and downstream, by Runge and Kutta's method.
class Profile {
  public:
    explicit Profile(const StandingJumpCase& c)
        : discharge(c.froude * std::sqrt(gravity * std::pow(depth_before, 3))),
          manning_n(c.friction ? 0.02 : 1e-5),
          depth_after(sequent_depth(depth_before, c.froude)),
          rise(c.friction ? 0.0 : 0.25 * depth_after / length) {
        const auto at_jump = static_cast<int>(std::lround(pieces * jump_at / length));
        before_.assign(pieces + 1, depth_before);
        after_.assign(pieces + 1, depth_after);
        for (int k = at_jump; k > 0; --k)
            before_[static_cast<std::size_t>(k - 1)] = next(before_[static_cast<std::size_t>(k)], -length / pieces);
        for (int k = at_jump; k < pieces; ++k)
            after_[static_cast<std::size_t>(k) + 1] = next(after_[static_cast<std::size_t>(k)], length / pieces);
    }

    [[nodiscard]] double depth(double x) const {
        const double at = std::clamp(x / length * pieces, 0.0, pieces - 1e-9);
        const auto k = static_cast<std::size_t>(at);
        const std::vector<double>& side = x < jump_at ? before_ : after_;
        return side[k] + (at - static_cast<double>(k)) * (side[k + 1] - side[k]);
    }

    double discharge, manning_n, depth_after;
    double rise;  ///< of the bed, along the flow

  private:
    static constexpr int pieces = 8000;

    [[nodiscard]] double slope(double h) const {
        const double u = discharge / h;
        return (-rise - manning_n * manning_n * u * u / std::pow(h, 4.0 / 3.0)) / (1.0 - u * u / (gravity * h));
    }
    [[nodiscard]] double next(double h, double dx) const {
        const double a = slope(h);
        const double b = slope(h + 0.5 * dx * a);
        const double c = slope(h + 0.5 * dx * b);
        const double d = slope(h + dx * c);
        return h + dx / 6.0 * (a + 2.0 * b + 2.0 * c + d);
    }

    std::vector<double> before_, after_;
};

// Where the jump stands follows from the water in the channel: the exact solution's with the jump moved.
double place_of_jump(const SurfaceSolver& solver, const Profile& profile) {
    double more = 0.0;
    for (std::int32_t i = 0; i < solver.mesh().cell_count(); ++i)
        more += (solver.state()[static_cast<std::size_t>(i)].depth - profile.depth(solver.mesh().centroid[i].x)) *
                solver.mesh().area[i];
    return jump_at - more / (width * (profile.depth_after - depth_before));
}

StandingJump judge(const SurfaceSolver& solver, const Profile& profile, double cell_length) {
    const double place = place_of_jump(solver, profile);
    StandingJump found;
    std::array<double, 3> least{};
    std::array<double, 3> most{};
    least.fill(std::numeric_limits<double>::infinity());
    most.fill(-std::numeric_limits<double>::infinity());
    for (std::int32_t i = 0; i < solver.mesh().cell_count(); ++i) {
        const auto& s = solver.state()[static_cast<std::size_t>(i)];
        const double q = s.depth * s.u / profile.discharge;
        const double from = (solver.mesh().centroid[i].x - place) / cell_length;
        found.backflow = std::max(found.backflow, -q);
        if (std::abs(from) > 1.5) {
            found.departure = std::max(found.departure, std::abs(q - 1.0));
        } else {
            const auto column = static_cast<std::size_t>(std::clamp(from + 1.5, 0.0, 2.999));
            least[column] = std::min(least[column], q);
            most[column] = std::max(most[column], q);
        }
    }
    for (std::size_t column = 0; column < 3; ++column)
        found.spread = std::max(found.spread, most[column] - least[column]);
    return found;
}

}  // namespace

StandingJump standing_jump(const StandingJumpCase& c) {
    const Profile profile(c);
    const double dx = length / c.cells;
    SurfaceMesh mesh = rectangle(length, width, dx, c.shape, c.degrees);
    set_bed(mesh, [&](double x, double) { return profile.rise * x; });
    set_manning(mesh, profile.manning_n);
    const double h0 = profile.depth(0.0);
    const double in_slope = std::pow(profile.discharge * profile.manning_n, 2) / std::pow(h0, 10.0 / 3.0);
    const SurfaceBoundary in{
        BoundaryKind::discharge, rim_where(mesh, [](double x, double) { return x < 1e-6; }), in_slope, {}, {}};
    const SurfaceBoundary out{
        BoundaryKind::stage, rim_where(mesh, [](double x, double) { return x > length - 1e-6; }), 0.0, {}, {}};
    SurfaceSolver solver(mesh, {in, out});
    std::vector<double> depth;
    std::vector<double> u;
    std::mt19937 random(1);
    for (const auto& [x, y] : mesh.centroid) {
        const double noise = 0.02 * (static_cast<double>(random()) / std::mt19937::max() - 0.5);
        depth.push_back(profile.depth(x) * (1.0 + noise));
        u.push_back(profile.discharge / profile.depth(x));
    }
    solver.set_state(depth, u, std::vector<double>(u.size(), 0.0));
    const std::vector<double> values{profile.discharge * width, profile.rise * length + profile.depth(length)};
    solver.advance(c.friction ? 40.0 : 25.0, {values, {}, {}, 0.0});  // on an adverse slope a jump drifts away slowly
    const double angle = c.degrees * std::numbers::pi / 180.0;
    return judge(solver, profile, dx * (std::cos(angle) + std::sin(angle)));
}

// A jump of Froude 3 whose water comes 2 % of its celerity quicker than the standing one's: it moves slowly downstream.
double slow_shock_spread() {
    constexpr int rows = 12;
    constexpr double dx = 1.0;
    constexpr double froude = 3.0;
    SurfaceMesh mesh = rectangle(120.0, rows * dx, dx, Shape::squares, 0.0);
    set_manning(mesh, 1e-5);
    const double c = std::sqrt(gravity * depth_before);
    const double h2 = sequent_depth(depth_before, froude);
    const double drift = 0.02 * c;
    const double speed = froude * c + drift;
    const SurfaceBoundary in{BoundaryKind::discharge,
                             rim_where(mesh, [](double x, double) { return x < 1e-6; }),
                             std::pow(speed * 1e-5, 2) / std::pow(depth_before, 4.0 / 3.0),
                             {},
                             {}};
    const SurfaceBoundary out{
        BoundaryKind::stage, rim_where(mesh, [](double x, double) { return x > 120.0 - 1e-6; }), 0.0, {}, {}};
    SurfaceSolver solver(mesh, {in, out});
    std::vector<double> depth;
    std::vector<double> u;
    std::mt19937 random(1);
    for (const auto& [x, y] : mesh.centroid) {
        const double noise = 0.02 * (static_cast<double>(random()) / std::mt19937::max() - 0.5);
        const double h = x < 60.0 ? depth_before : h2;
        depth.push_back(h * (1.0 + (y > 5.0 && y < 6.0 ? noise : 0.0)));
        u.push_back(froude * c * depth_before / h + drift);
    }
    solver.set_state(depth, u, std::vector<double>(u.size(), 0.0));
    const std::vector<double> values{speed * depth_before * rows * dx, h2};
    for (int step = 0; step < 500; ++step)
        solver.step(1e9, {values, {}, {}, 0.0});
    double spread = 0.0;
    for (std::int32_t f = 0; f < mesh.inner_faces; ++f) {
        const auto& l = solver.state()[static_cast<std::size_t>(mesh.left[f])];
        const auto& r = solver.state()[static_cast<std::size_t>(mesh.right[f])];
        if (std::abs(mesh.normal[f].y) < 0.5)
            continue;
        spread = std::max(spread, std::abs(l.depth - r.depth) / std::min(l.depth, r.depth));
        spread = std::max(spread, std::abs(l.depth * l.u - r.depth * r.u) / (froude * c * depth_before));
    }
    return spread;
}

// 1 m deep, on squares turned by 30 degrees: HLLC smears no layer that lies along faces. Momentum thickness: the
// integral of (u - 1)(2 - u) across (Winant and Browand, J. Fluid Mech. 63, 1974).
double shear_layer_thickness() {
    constexpr double hllc_alone = 0.7255;  // m, what HLLC without any other dissipation gives
    SurfaceMesh mesh = rectangle(60.0, 20.0, 1.0, Shape::squares, 30.0);
    set_manning(mesh, 0.0);
    const auto inlet = [&](bool upper) {
        return SurfaceBoundary{BoundaryKind::discharge,
                               rim_where(mesh, [&](double x, double y) { return x < 1e-6 && (y > 10.0) == upper; }),
                               0.0,
                               {},
                               {}};
    };
    const SurfaceBoundary out{
        BoundaryKind::stage, rim_where(mesh, [](double x, double) { return x > 60.0 - 1e-6; }), 0.0, {}, {}};
    SurfaceSolver solver(mesh, {inlet(false), inlet(true), out});
    std::vector<double> u;
    for (const auto& [x, y] : mesh.centroid)
        u.push_back(y < 10.0 ? 1.0 : 2.0);
    solver.set_state(std::vector<double>(u.size(), 1.0), u, std::vector<double>(u.size(), 0.0));
    const std::vector<double> values{10.0, 20.0, 1.0};
    solver.advance(120.0, {values, {}, {}, 0.0});
    double thickness = 0.0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const double at = solver.state()[static_cast<std::size_t>(i)].u;
        if (mesh.centroid[i].x > 30.0 && mesh.centroid[i].x < 40.0)
            thickness += std::max((at - 1.0) * (2.0 - at), 0.0) * mesh.area[i] / 10.0;
    }
    return thickness / hllc_alone;
}

}  // namespace liriver::tests::surface
