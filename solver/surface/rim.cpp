// What crosses the rim: boundaries and walls. Velocities and discharges here are positive outwards.
#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/surface/crest.h"
#include "solver/surface/friction.h"
#include "solver/surface/outflow_level.h"
#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {
namespace {

struct RimFlux {
    double water, push, along;
};

RimFlux at_wall(const FaceSide& inner) { return {0.0, push_on_wall(inner.depth, inner.u), 0.0}; }

// A known state at the face.
RimFlux of_state(double depth, double u, double v) {
    return {depth * u, depth * u * u + 0.5 * gravity * depth * depth, depth * u * v};
}

// Water goes out at its own state; none comes in.
RimFlux free_outflow(const FaceSide& inner) {
    return inner.u >= 0.0 ? of_state(inner.depth, inner.u, inner.v) : at_wall(inner);
}

double critical_depth(double q) { return std::cbrt(q * q / gravity); }

// The stage outside is given. What runs outward along the characteristic, u + 2c, comes from inside (Toro 2001, 6.3).
RimFlux at_stage(const FaceSide& inner, double stage) {
    const double c_inner = std::sqrt(gravity * inner.depth);
    const double outer = stage - inner.bed;
    if (inner.u >= c_inner && inner.depth > 0.0)
        return of_state(inner.depth, inner.u, inner.v);
    const double critical = std::max((inner.u + 2.0 * c_inner) / 3.0, 0.0);
    if (gravity * outer <= critical * critical)  // falls freely over the rim, with the outgoing characteristic
        return of_state(critical * critical / gravity, critical, inner.v);
    const double c = std::sqrt(gravity * outer);
    const double u = std::max(inner.u + 2.0 * c_inner - 2.0 * c, -c);
    return of_state(outer, u, u > 0.0 ? inner.v : 0.0);
}

// The depth of q m2/s that come in as subcritical flow: -q/h + 2 sqrt(g h) = u + 2c inside, which has one root; at
// least the critical depth.
double subcritical_inflow_depth(const FaceSide& inner, double q) {
    const double critical = critical_depth(q);
    const double outgoing = inner.u + 2.0 * std::sqrt(gravity * inner.depth);
    double depth = critical;
    for (int i = 0; i < 30; ++i) {
        const double c = std::sqrt(gravity * depth);
        const double off = -q / depth + 2.0 * c - outgoing;
        const double next = std::max(depth - off / (q / (depth * depth) + c / depth), critical);
        const bool done = std::abs(next - depth) <= 1e-13 * depth;
        depth = next;
        if (done)
            break;
    }
    return depth;
}

// q in m2/s comes in: at a normal depth below the critical one as long as its specific force is the greater. Where the
// subcritical depth that the water inside asks for has more, a hydraulic jump would run out over the rim, and the flow
// comes in subcritical. Both carry the same water, so that the fluxes are equal where one gives way to the other.
RimFlux inflow(const FaceSide& inner, double q, double normal_depth) {
    const double depth = subcritical_inflow_depth(inner, q);
    const RimFlux subcritical = of_state(depth, -q / depth, 0.0);
    if (normal_depth <= 0.0 || normal_depth >= critical_depth(q))
        return subcritical;
    const RimFlux supercritical = of_state(normal_depth, -q / normal_depth, 0.0);
    return supercritical.push > subcritical.push ? supercritical : subcritical;
}

// q in m2/s goes out, as far as there is so much.
RimFlux outflow(const FaceSide& inner, double q) {
    const OutgoingWater w = outgoing_water(inner);
    const double leaves = std::min(q, w.most);
    if (leaves <= 0.0)
        return at_wall(inner);
    if (w.supercritical) {  // what is held back of it meets a wall, or the cell would keep its momentum too
        const double share = leaves / w.most;
        const RimFlux free = of_state(inner.depth, inner.u, inner.v);
        const double wall = push_on_wall(inner.depth, inner.u);
        return {leaves, wall + share * (free.push - wall), share * free.along};
    }
    const double depth = depth_of_outflow(w, leaves);
    return of_state(depth, leaves / depth, inner.v);
}

// Water goes out with the speed of normal flow, u = h^(2/3) sqrt(S)/n, at the depth at which the characteristic from
// inside brings it: h^(2/3) sqrt(S)/n + 2 sqrt(g h) = u + 2c inside, which has one root. Uniform flow is let through as
// it is, waves leave. On a steep slope that speed is above the critical one, and the flow is critical at the rim; where
// it is quicker already inside, it goes out as it comes.
RimFlux normal_outflow(const FaceSide& inner, double root_of_slope_by_n) {
    const double c_inner = std::sqrt(gravity * inner.depth);
    const double outgoing = inner.u + 2.0 * c_inner;
    if (inner.depth <= 0.0 || outgoing <= 0.0)
        return at_wall(inner);
    if (inner.u >= c_inner)
        return of_state(inner.depth, inner.u, inner.v);
    double c = outgoing / 3.0;  // critical flow
    const auto normal_speed = [&](double depth) { return root_of_slope_by_n * std::cbrt(depth * depth); };
    if (normal_speed(c * c / gravity) < c) {
        for (int i = 0; i < 30; ++i) {  // in c, the sum is convex and grows: from above, Newton's steps go down alone
            const double u = normal_speed(c * c / gravity);
            const double next = c - (u + 2.0 * c - outgoing) / (4.0 / 3.0 * u / c + 2.0);
            const bool done = std::abs(next - c) <= 1e-14 * c;
            c = next;
            if (done)
                break;
        }
    }
    return of_state(c * c / gravity, outgoing - 2.0 * c, inner.v);
}

}  // namespace

// How each inflow is spread over its boundary's faces: by conveyance, L h^(5/3) / n, under one level: the mean stage
// inside (by conveyance too), or, where little water stands inside, the level at which critical flow carries the
// inflow. A level for each face would let a face that is a little deeper draw ever more.
void SurfaceSolver::spread_boundaries(const SurfaceForcing& forcing) {
    for (std::size_t k = 0; k < boundaries_.size(); ++k) {
        const SurfaceBoundary& boundary = boundaries_[k];
        if (boundary.kind != BoundaryKind::discharge && boundary.kind != BoundaryKind::rating)
            continue;
        const double inflow_m3_s = boundary.kind == BoundaryKind::discharge ? forcing.boundary[k] : 0.0;
        if (boundary.kind == BoundaryKind::rating || inflow_m3_s < 0.0) {
            spread_outflow(k, -inflow_m3_s);
            continue;
        }
        std::vector<double>& weight = conveyance_[k];
        double capacity = 0.0;
        double lowest = std::numeric_limits<double>::infinity();
        double highest = -lowest;
        double total_length = 0.0;
        for (const std::int32_t f : boundary.faces) {
            const FaceSide inner = side(f, mesh_.left[f], 0.0);
            capacity += mesh_.length[f] * inner.depth * std::sqrt(gravity * inner.depth);
            total_length += mesh_.length[f];
            lowest = std::min(lowest, inner.bed);
            highest = std::max(highest, inner.bed);
        }
        double level = -std::numeric_limits<double>::infinity();
        if (capacity < inflow_m3_s) {  // the level at which critical flow carries the inflow
            double high = highest + critical_depth(inflow_m3_s / total_length) + 1e-6;
            double low = lowest;
            for (int i = 0; i < 60; ++i) {
                level = 0.5 * (low + high);
                double passed = 0.0;
                for (const std::int32_t f : boundary.faces) {
                    const double h = std::max(level - side(f, mesh_.left[f], 0.0).bed, 0.0);
                    passed += mesh_.length[f] * h * std::sqrt(gravity * h);
                }
                (passed < inflow_m3_s ? low : high) = level;
            }
        }
        double stage = 0.0;
        double carried = 0.0;
        for (const std::int32_t f : boundary.faces) {
            const FaceSide inner = side(f, mesh_.left[f], 0.0);
            const double here = mesh_.length[f] * inner.depth * std::cbrt(inner.depth * inner.depth);
            carried += here;
            stage += here * (inner.depth + inner.bed);
        }
        stage = carried > 0.0 ? stage / carried : lowest;
        double sum = 0.0;
        for (std::size_t m = 0; m < boundary.faces.size(); ++m) {
            const std::int32_t f = boundary.faces[m];
            const double h = std::max(std::max(stage, level) - side(f, mesh_.left[f], 0.0).bed, 0.0);
            weight[m] = mesh_.length[f] * h * std::cbrt(h * h) / std::max(mesh_.manning_n[mesh_.left[f]], 1e-4);
            sum += weight[m];
        }
        for (std::size_t m = 0; m < boundary.faces.size(); ++m) {  // m2/s into the surface
            const std::int32_t f = boundary.faces[m];
            rim_discharge_[f - mesh_.inner_faces] = sum > 0.0 ? inflow_m3_s * weight[m] / (sum * mesh_.length[f]) : 0.0;
            rim_wanted_[f - mesh_.inner_faces] = 0.0;
        }
    }
}

void SurfaceSolver::find_rim_fluxes(List faces, const SurfaceForcing& forcing) {
    if (std::any_of(faces.begin(), faces.end(), [&](std::int32_t f) {
            return f >= mesh_.inner_faces && boundary_of_rim_[f - mesh_.inner_faces] >= 0;
        }))
        spread_boundaries(forcing);
    for (const std::int32_t f : faces) {
        const bool rim = f >= mesh_.inner_faces;
        const bool reversed = !rim && level_[mesh_.left[f]] == asleep;  // a sleeping cell on the left
        const std::int32_t cell = reversed ? mesh_.right[f] : mesh_.left[f];
        const double seconds = seconds_[level_[cell]];
        FaceSide inner = side(f, cell, 0.5 * seconds);
        if (reversed) {
            inner.u = -inner.u;
            inner.v = -inner.v;
        }
        RimFlux flux = at_wall(inner);
        const std::int32_t b = rim ? boundary_of_rim_[f - mesh_.inner_faces] : -1;
        if (b >= 0) {
            const SurfaceBoundary& boundary = boundaries_[static_cast<std::size_t>(b)];
            const double n = mesh_.manning_n[cell];
            switch (boundary.kind) {
                case BoundaryKind::stage:
                    flux = at_stage(inner, forcing.boundary[static_cast<std::size_t>(b)]);
                    break;
                case BoundaryKind::free:
                    flux = free_outflow(inner);
                    break;
                case BoundaryKind::normal_depth:
                    flux = normal_outflow(inner, std::sqrt(boundary.slope) / n);
                    break;
                case BoundaryKind::discharge:
                case BoundaryKind::rating: {
                    const double q = rim_discharge_[f - mesh_.inner_faces];
                    if (q > 0.0)
                        flux = inflow(inner, q,
                                      boundary.slope > 0.0 ? std::pow(n * q / std::sqrt(boundary.slope), 0.6) : 0.0);
                    else if (q < 0.0)
                        flux = outflow(inner, -q);
                    break;
                }
            }
        }
        const double push = flux.push + inner.push_within;
        if (reversed)
            flux_[f] = {0.0, 0.0, push, -flux.along};
        else
            flux_[f] = {flux.water, push, 0.0, flux.along};
        if (draws_much(f, cell, flux.water, seconds))
            suspects_.push_back(cell);
    }
}

}  // namespace liriver::solver::surface
