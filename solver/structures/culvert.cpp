// Culverts by FHWA's Hydraulic Design of Highway Culverts, HDS-5 (3rd edition, 2012): the control that lets less
// through governs.
#include <algorithm>

#include "solver/structures/laws.h"

namespace liriver::solver::structures {
namespace {

constexpr double metric = 1.811;                      // K_u of HDS-5
constexpr double unsubmerged = 3.5, submerged = 4.0;  // of X = K_u Q / (A D^0.5), where the inlet's equations end
constexpr double least_depth = 1e-9;                  // of the barrel's height
constexpr double top_from = 0.95;                     // of a box's height: from there its top is wetted bit by bit

// A barrel filled to a depth, with slopes by that depth.
struct Barrel {
    double area = 0.0, top_width = 0.0, conveyance = 0.0, conveyance_slope = 0.0;
};

Barrel barrel_at(const Culvert& culvert, double depth) {
    const double y = std::clamp(depth, least_depth * culvert.height, culvert.height);
    double area = culvert.width * y;
    double top_width = culvert.width;
    double perimeter = culvert.width + 2.0 * y;
    double perimeter_slope = 2.0;
    if (culvert.shape == CulvertShape::circular) {
        const double diameter = culvert.height;
        const double half_angle = std::acos(std::clamp(1.0 - 2.0 * y / diameter, -1.0, 1.0));
        area = 0.25 * diameter * diameter * (half_angle - std::sin(half_angle) * std::cos(half_angle));
        top_width = diameter * std::sin(half_angle);
        perimeter = diameter * half_angle;
        perimeter_slope = top_width > 0.0 ? 2.0 * diameter / top_width : 0.0;
    } else if (y > top_from * culvert.height) {
        perimeter_slope += culvert.width / ((1.0 - top_from) * culvert.height);
        perimeter += (y - top_from * culvert.height) * culvert.width / ((1.0 - top_from) * culvert.height);
    }
    const double radius = area / perimeter;
    Barrel barrel{area, top_width, area * std::cbrt(radius * radius) / culvert.manning_n, 0.0};
    barrel.conveyance_slope =
        barrel.conveyance * (5.0 / 3.0 * top_width / area - 2.0 / 3.0 * perimeter_slope / perimeter);
    return barrel;
}

struct Rated {
    double discharge = 0.0, slope = 0.0;  // by headwater
};

// Form 1 below X = 3.5: HW = H_c + D k X^m, H_c the specific head of critical flow; found by its depth.
Rated weir_like_inlet(const Culvert& culvert, double headwater, double full_area) {
    const double depth_scale = culvert.height;
    const double to_x = metric / (full_area * std::sqrt(depth_scale));
    double discharge = 0.0;
    Barrel barrel;
    double low = 0.0;
    double high = depth_scale;
    for (int step = 0; step < 60; ++step) {
        const double depth = 0.5 * (low + high);
        barrel = barrel_at(culvert, depth);
        discharge = barrel.area * std::sqrt(gravity * barrel.area / barrel.top_width);
        const double head = depth + 0.5 * barrel.area / barrel.top_width +
                            depth_scale * culvert.k * std::pow(to_x * discharge, culvert.m);
        (head < headwater ? low : high) = depth;
    }
    // dH_c/dQ = V / (g A) along critical flow
    const double by_discharge = discharge / (gravity * barrel.area * barrel.area) +
                                depth_scale * culvert.k * culvert.m * std::pow(to_x * discharge, culvert.m) / discharge;
    return {discharge, 1.0 / by_discharge};
}

// Headwater over D at X = 3.5, by the unsubmerged equation.
double unsubmerged_end(const Culvert& culvert, double full_area) {
    const double rise = culvert.k * std::pow(unsubmerged, culvert.m);
    if (culvert.form == 2)
        return rise;
    const double discharge = unsubmerged * full_area * std::sqrt(culvert.height) / metric;
    double low = 0.0;
    double high = culvert.height;
    Barrel barrel;
    for (int step = 0; step < 60; ++step) {
        const double depth = 0.5 * (low + high);
        barrel = barrel_at(culvert, depth);
        (barrel.area * std::sqrt(gravity * barrel.area / barrel.top_width) < discharge ? low : high) = depth;
    }
    return rise + (low + 0.5 * barrel.area / barrel.top_width) / culvert.height;
}

// HDS-5, equations A.1 to A.3, solved for the discharge; between the two a straight line.
Rated inlet_control(const Culvert& culvert, double headwater) {
    const double full_area = barrel_at(culvert, culvert.height).area;
    const double from_x = full_area * std::sqrt(culvert.height) / metric;  // Q for X = 1
    const double relative = headwater / culvert.height;
    const double weir_end = unsubmerged_end(culvert, full_area);
    const double orifice_begin = culvert.c * submerged * submerged + culvert.y;
    if (relative < weir_end) {
        if (culvert.form == 1)
            return weir_like_inlet(culvert, headwater, full_area);
        const double x = std::pow(relative / culvert.k, 1.0 / culvert.m);
        return {from_x * x, from_x * x / (culvert.m * headwater)};
    }
    if (relative < orifice_begin) {
        const double rate = (submerged - unsubmerged) / (orifice_begin - weir_end);
        return {from_x * (unsubmerged + rate * (relative - weir_end)), from_x * rate / culvert.height};
    }
    const double x = std::sqrt((relative - culvert.y) / culvert.c);
    return {from_x * x, from_x * 0.5 / (x * culvert.c * culvert.height)};
}

// HDS-5, 3.3: z_up - w = (1 + k_e) Q^2/(2 g A^2) + L Q^2 (1/K_in^2 + 1/K_out^2)/2, w the level at the outlet, A and
// K_out of the barrel filled to it, K_in filled to the headwater. Full, this is HDS-5's equation 3.6b. Above the water
// outside w is the level that lets most through, which without losses in the barrel is that of critical depth.
Dual outlet_control(const Culvert& culvert, const Dual& up, const Dual& down, double invert_in, double invert_out) {
    const double head = up.value - invert_out;
    if (head <= 0.0)
        return {};
    const Dual y_in = min(up - invert_in, culvert.height);
    const Barrel in = barrel_at(culvert, y_in.value);
    const double most = std::min(head, culvert.height);
    const double friction_in = gravity * culvert.length / (in.conveyance * in.conveyance);
    // Is a level above y the better one? The sign of d/dy of (head - y) / resistance(y).
    const auto rising = [&](double y) {
        const Barrel b = barrel_at(culvert, y);
        const double local = (1.0 + culvert.entrance_loss) / (b.area * b.area);
        const double friction = gravity * culvert.length / (b.conveyance * b.conveyance);
        return (head - y) * 2.0 * (local * b.top_width / b.area + friction * b.conveyance_slope / b.conveyance) >
               local + friction + friction_in;
    };
    Dual level = down - invert_out;  // of the outlet above its invert
    if (level.value < most && (level.value <= 0.0 || rising(level.value))) {
        double low = std::max(0.0, level.value);
        double high = most;
        for (int step = 0; step < 60; ++step) {
            const double middle = 0.5 * (low + high);
            (rising(middle) ? low : high) = middle;
        }
        level = 0.5 * (low + high);
    }
    const Dual drop = up - invert_out - level;
    if (drop.value <= 0.0)
        return {};
    const Dual y_out = min(level, culvert.height);
    const Barrel out = barrel_at(culvert, y_out.value);
    const Dual area = chain(y_out, out.area, out.top_width);
    const Dual k_out = chain(y_out, out.conveyance, out.conveyance_slope);
    const Dual k_in = chain(y_in, in.conveyance, in.conveyance_slope);
    const Dual resistance = (1.0 + culvert.entrance_loss) / (area * area) +
                            gravity * culvert.length * (1.0 / (k_in * k_in) + 1.0 / (k_out * k_out));
    return sqrt(2.0 * gravity * drop / resistance);
}

}  // namespace

Dual discharge(const Culvert& culvert, double setting, const Dual& up, const Dual& down, bool reversed) {
    const double invert_in = reversed ? culvert.invert_right : culvert.invert_left;
    const double invert_out = reversed ? culvert.invert_left : culvert.invert_right;
    const double headwater = up.value - invert_in;
    const double open = std::clamp(setting, 0.0, 1.0) * culvert.barrels;
    if (headwater <= 0.0 || open <= 0.0)
        return {};
    const Rated inlet = inlet_control(culvert, headwater);
    return open *
           min(chain(up, inlet.discharge, inlet.slope), outlet_control(culvert, up, down, invert_in, invert_out));
}

}  // namespace liriver::solver::structures
