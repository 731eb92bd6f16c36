#include "tests/verification/channel/varying_channels.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "solver/channel/channel_solver.h"

namespace liriver::tests::verification {
namespace {

using solver::channel::BoundaryKind;
using solver::channel::ChannelBoundary;
using solver::channel::ChannelMesh;
using solver::channel::ChannelSolver;
using solver::channel::OutlinePoint;
using solver::channel::StepOutcome;

constexpr double jump_at = 120.0;  // m

double bell(double x, double steepness, double centre) { return std::exp(-steepness * (x - centre) * (x - centre)); }

// exp(-p (x - x*)) sum k_i ((x - x*) / (L - x*))^i, what is left of the jump downstream of it
double behind_jump(double x, double length, double p, double k0, double k1, double k2) {
    const double s = (x - jump_at) / (length - jump_at);
    return std::exp(-p * (x - jump_at)) * (k0 + s * (k1 + s * k2));
}

// The bed at the cells' middles: its fall integrated from the outlet upstream by three-point Gauss on 1/200 of a cell.
std::vector<double> beds_of(const VaryingChannel& channel, int cells) {
    std::vector<double> beds(static_cast<std::size_t>(cells));
    const int fine = 200;
    const double d = channel.length() / cells / fine;
    const double root = 0.5 * std::sqrt(0.6);
    const auto fall_over = [&](double a, double length) {
        return length / 18.0 *
               (5.0 * channel.fall(a + length * (0.5 - root)) + 8.0 * channel.fall(a + 0.5 * length) +
                5.0 * channel.fall(a + length * (0.5 + root)));
    };
    double z = 0.0;
    for (int k = cells * fine - 1; k >= 0; --k) {
        z += fall_over(k * d, d);
        if (k % fine == fine / 2)
            beds[static_cast<std::size_t>(k / fine)] = z;
    }
    return beds;
}

ChannelMesh mesh_of(const VaryingChannel& channel, const std::vector<double>& beds) {
    ChannelMesh mesh;
    const double dx = channel.length() / static_cast<double>(beds.size());
    const double n = VaryingChannel::manning_n;
    for (std::size_t i = 0; i < beds.size(); ++i) {
        const double width = channel.bed_width((static_cast<double>(i) + 0.5) * dx);
        const double bank = 10.0 * channel.side_slope();  // banks 10 m high
        mesh.table.push_back(mesh.tables.add(std::vector<OutlinePoint>{
            {0, 10, n, 0}, {bank, 0, n, 0}, {bank + width, 0, n, 0}, {2 * bank + width, 10, n, 0}}));
        mesh.bed.push_back(beds[i]);
        mesh.length.push_back(dx);
        if (i > 0) {
            mesh.left.push_back(mesh.cell_count() - 2);
            mesh.right.push_back(mesh.cell_count() - 1);
            mesh.distance.push_back(dx);
        }
    }
    mesh.boundaries.push_back(ChannelBoundary{});
    ChannelBoundary out;
    out.cell = mesh.cell_count() - 1;
    out.upstream = false;
    out.kind = channel.leaves_subcritical() ? BoundaryKind::stage : BoundaryKind::free_outfall;
    mesh.boundaries.push_back(out);
    return mesh;
}

}  // namespace

bool VaryingChannel::is_long() const {
    return kind == VaryingChannelKind::long_subcritical || kind == VaryingChannelKind::long_transition_and_jump;
}
double VaryingChannel::length() const { return is_long() ? 400.0 : 200.0; }
double VaryingChannel::side_slope() const { return is_long() ? 2.0 : 0.0; }

bool VaryingChannel::leaves_subcritical() const {
    return kind != VaryingChannelKind::short_supercritical && kind != VaryingChannelKind::short_transition;
}

double VaryingChannel::bed_width(double x) const {
    const double s = x / length();
    return is_long() ? 10.0 - 5.0 * bell(s, 50.0, 1.0 / 3.0) - 5.0 * bell(s, 50.0, 2.0 / 3.0)
                     : 10.0 - 5.0 * bell(s, 10.0, 0.5);
}

double VaryingChannel::depth(double x) const {
    const double s = x / length();
    switch (kind) {
        case VaryingChannelKind::short_subcritical:
            return 0.9 + 0.3 * bell(s, 20.0, 0.5);
        case VaryingChannelKind::short_supercritical:
            return 0.5 + 0.5 * bell(s, 20.0, 0.5);
        case VaryingChannelKind::short_transition:
            return 1.0 - 0.3 * std::tanh(4.0 * (s - 1.0 / 3.0));
        case VaryingChannelKind::short_jump:
            return x <= jump_at
                       ? 0.7 + 0.3 * (std::exp(s) - 1.0)
                       : behind_jump(x, 200.0, 0.1, -0.154375, -0.108189, -2.014310) + 1.5 * std::exp(0.1 * (s - 1.0));
        case VaryingChannelKind::long_subcritical:
            return 0.9 + 0.3 * bell(s, 40.0, 1.0 / 3.0) + 0.2 * bell(s, 35.0, 2.0 / 3.0);
        case VaryingChannelKind::long_transition_and_jump:
            break;
    }
    return x <= jump_at ? 0.9 + 0.25 * (std::exp(-x / 40.0) - 1.0) + 0.25 * std::exp(15.0 * (s - 0.3))
                        : behind_jump(x, 400.0, 0.09, -0.183691, 1.519577, -18.234429) +
                              1.5 * std::exp(0.16 * (s - 1.0)) - 0.3 * std::exp(2.0 * (s - 1.0));
}

// (1 - Q^2 T / (g A^3)) h' + Q^2 n^2 P^(4/3) / A^(10/3) - Q^2 B' h / (g A^3), SWASHES (20)
double VaryingChannel::fall(double x) const {
    constexpr double e = 1e-3;
    const bool has_jump =
        kind == VaryingChannelKind::short_jump || kind == VaryingChannelKind::long_transition_and_jump;
    const bool at_jump = has_jump && std::abs(x - jump_at) < 2.0 * e;  // no difference across it
    const double a = at_jump && x > jump_at ? x : x - e;
    const double b = at_jump && x <= jump_at ? x : x + e;
    const double deepening = (depth(b) - depth(a)) / (b - a);
    const double widening = (bed_width(x + e) - bed_width(x - e)) / (2.0 * e);
    const double h = depth(x);
    const double width = bed_width(x);
    const double slope = side_slope();
    const double area = h * (width + slope * h);
    const double top_width = width + 2.0 * slope * h;
    const double perimeter = width + 2.0 * h * std::sqrt(1.0 + slope * slope);
    const double inertia = discharge * discharge / (solver::channel::gravity * area * area * area);
    return (1.0 - inertia * top_width) * deepening - inertia * widening * h +
           std::pow(discharge * manning_n, 2) * std::pow(perimeter, 4.0 / 3.0) / std::pow(area, 10.0 / 3.0);
}

double varying_channel_error(VaryingChannelKind kind, int cells) {
    const VaryingChannel channel{kind};
    const std::vector<double> beds = beds_of(channel, cells);
    const ChannelMesh mesh = mesh_of(channel, beds);
    ChannelSolver solver(mesh, {});
    std::vector<double> stage(beds);
    for (double& z : stage)
        z += 1.0;
    solver.set_state(stage, std::vector<double>(mesh.left.size(), 2.0));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    const std::vector<double> ends{VaryingChannel::discharge, channel.depth(channel.length())};
    double step = 0.1;
    for (double t = 0.0; t < 6000.0;) {
        const StepOutcome outcome = solver.step(step, {none, ends});
        if (outcome.converged)
            t += step;
        step = outcome.converged ? std::min(20.0, 1.3 * step) : 0.5 * step;
        if (step < 1e-6)
            throw std::runtime_error("no step converges");
    }
    double error = 0.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < beds.size(); ++i) {
        const double h = channel.depth((static_cast<double>(i) + 0.5) * channel.length() / cells);
        error += std::abs(solver.stage()[i] - beds[i] - h);
        sum += h;
    }
    return error / sum;
}

std::vector<Case> varying_channel_cases() {
    using Kind = VaryingChannelKind;
    const auto row = [](const char* name, Kind kind) {
        return Case{std::string("varying width, ") + name + ", 200 cells", "L1 of depth", 0.01, "SWASHES 3.5",
                    [kind] { return varying_channel_error(kind, 200); }};
    };
    return {row("rectangular 200 m, subcritical", Kind::short_subcritical),
            row("rectangular 200 m, supercritical", Kind::short_supercritical),
            row("rectangular 200 m, sub- to supercritical", Kind::short_transition),
            row("rectangular 200 m, with jump", Kind::short_jump),
            row("trapezoidal 400 m, subcritical", Kind::long_subcritical),
            row("trapezoidal 400 m, sub- to supercritical, then jump", Kind::long_transition_and_jump)};
}

std::vector<Case> macdonald_order_cases() {
    const auto row = [](const char* name, int kind) {
        return Case{std::string("MacDonald 1000 m ") + name + ", 50 to 400 cells", "error left per halving of the mesh",
                    0.62, "SWASHES 3.2.1",
                    [kind] { return std::cbrt(macdonald_error(kind, 400) / macdonald_error(kind, 50)); }};
    };
    return {row("subcritical", 0), row("supercritical", 1), row("sub- to supercritical", 2), row("with jump", 3)};
}

}  // namespace liriver::tests::verification
