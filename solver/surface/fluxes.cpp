// What crosses the inner faces.
#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/surface/columns.h"
#include "solver/surface/crest.h"
#include "solver/surface/kernel_inputs.h"
#include "solver/surface/parts.h"
#include "solver/surface/riemann.h"
#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

using mesh::network::Point;
using mesh::surface::SurfaceMesh;
constexpr int B = block_size;

// How much of a cell's water over one face is so much that over all of them it might be more than there is.
double much_of(const SurfaceGeometry& geometry) { return geometry.triangles_only ? 0.33 : 0.24; }

// What the two sides of a block of faces hold.
struct SideBlock {
    alignas(64) double depth[B], u[B], v[B], bed[B];  // the cell's
    alignas(64) double depth_x[B], depth_y[B], u_x[B], u_y[B], v_x[B], v_y[B], bed_x[B], bed_y[B];
    alignas(64) double shock[B], u_rate[B], v_rate[B];
    alignas(64) Point centroid[B];
    alignas(64) double area[B];
    alignas(64) double later[B];  // s from the start of the cell's step to the middle of the face's
};

struct FluxBlock {
    std::int32_t face[B];
    SideBlock left, right;
    alignas(64) Point midpoint[B], normal[B];
    alignas(64) double length[B], seconds[B];
    alignas(64) double water[B], push_l[B], push_r[B], along[B];
};

LIRIVER_KERNEL void gather_side(const KernelInputs& in, const std::int32_t* cells, int k, SideBlock& b) {
    const double* state[4];
    const double* slopes[4];
    const double* tilt[4];
    const double* rates[4];
    for (int q = 0; q < 4; ++q) {
        const std::int32_t i = cells[q];
        state[q] = &in.state[i].depth;
        slopes[q] = &in.slope[i].depth_x;
        tilt[q] = &in.slope[i].v_x;
        rates[q] = &in.slope[i].bed_y;
        b.centroid[k + q] = in.mesh.centroid[i];
        b.area[k + q] = in.mesh.area[i];
    }
    transpose(state, {b.depth + k, b.u + k, b.v + k, b.bed + k});
    transpose(slopes, {b.depth_x + k, b.depth_y + k, b.u_x + k, b.u_y + k});
    transpose(tilt, {b.v_x + k, b.v_y + k, b.bed_x + k, b.bed_y + k});
    transpose(rates, {b.bed_y + k, b.shock + k, b.u_rate + k, b.v_rate + k});
}

LIRIVER_KERNEL void gather(const KernelInputs& in, FluxBlock& b) {
    const SurfaceMesh& mesh = in.mesh;
    const bool together = lies_together(b.face);
    std::int32_t left[B];
    std::int32_t right[B];
    copy_block(mesh.left.data(), b.face, together, left);
    copy_block(mesh.right.data(), b.face, together, right);
    copy_block(mesh.midpoint.data(), b.face, together, b.midpoint);
    copy_block(mesh.normal.data(), b.face, together, b.normal);
    copy_block(mesh.length.data(), b.face, together, b.length);
    for (int k = 0; k < B; ++k) {
        const std::uint8_t level_l = in.one_level ? 0 : in.level[left[k]];
        const std::uint8_t level_r = in.one_level ? 0 : in.level[right[k]];
        b.seconds[k] = in.seconds[level_l < level_r ? level_l : level_r];
        b.left.later[k] = in.elapsed[level_l] + 0.5 * b.seconds[k];
        b.right.later[k] = in.elapsed[level_r] + 0.5 * b.seconds[k];
    }
    for (int k = 0; k < B; k += 4) {
        gather_side(in, left + k, k, b.left);
        gather_side(in, right + k, k, b.right);
    }
}

LIRIVER_KERNEL FaceSide side_of_block(const FluxBlock& b, const SideBlock& s, int i) {
    return side_at_face({s.depth[i], s.u[i], s.v[i], s.bed[i]},
                        {s.depth_x[i], s.depth_y[i], s.u_x[i], s.u_y[i], s.v_x[i], s.v_y[i], s.bed_x[i], s.bed_y[i],
                         s.shock[i], s.u_rate[i], s.v_rate[i]},
                        b.midpoint[i].x - s.centroid[i].x, b.midpoint[i].y - s.centroid[i].y, b.normal[i].x,
                        b.normal[i].y, s.later[i]);
}

// Returns whether anywhere so much leaves a cell that with its other faces it might give more than it has.
template <bool jumps>
LIRIVER_KERNEL bool fluxes_of_block(FluxBlock& b, double much) {
    int any = 0;
#pragma omp simd reduction(+ : any)
    for (int i = 0; i < B; ++i) {
        const FaceSide left = side_of_block(b, b.left, i);
        const FaceSide right = side_of_block(b, b.right, i);
        ShockDissipation shock;
        if constexpr (jumps) {
            const double step_x = b.right.u[i] - b.left.u[i];
            const double step_y = b.right.v[i] - b.left.v[i];
            shock = {b.left.shock[i] > b.right.shock[i] ? b.left.shock[i] : b.right.shock[i],
                     step_x * b.normal[i].x + step_y * b.normal[i].y, step_y * b.normal[i].x - step_x * b.normal[i].y};
        }
        const FaceFlux f = face_flux(left, right, -1e30, shock);
        b.water[i] = f.water;
        b.push_l[i] = f.push_on_left + left.push_within;
        b.push_r[i] = f.push_on_right + right.push_within;
        b.along[i] = f.along;
        const double leaves = f.water * b.seconds[i] * b.length[i];
        any += leaves > much * b.left.depth[i] * b.left.area[i] ? 1 : 0;
        any += -leaves > much * b.right.depth[i] * b.right.area[i] ? 1 : 0;
    }
    return any != 0;
}

// Whether any of the cells lies in a standing jump.
LIRIVER_KERNEL bool stands_in_jump(const FluxBlock& b) {
    int any = 0;
#pragma omp simd reduction(+ : any)
    for (int i = 0; i < B; ++i)
        any += b.left.shock[i] + b.right.shock[i] > 0.0 ? 1 : 0;
    return any != 0;
}

LIRIVER_KERNEL void scatter(const FluxBlock& b, FaceFlux* flux) {
    for (int k = 0; k < B; k += 4)
        transpose({b.water + k, b.push_l + k, b.push_r + k, b.along + k},
                  {&flux[b.face[k]].water, &flux[b.face[k + 1]].water, &flux[b.face[k + 2]].water,
                   &flux[b.face[k + 3]].water});
}

LIRIVER_KERNEL bool block(const KernelInputs& in, FluxBlock& b, double much, FaceFlux* flux) {
    gather(in, b);
    const bool draws = stands_in_jump(b) ? fluxes_of_block<true>(b, much) : fluxes_of_block<false>(b, much);
    scatter(b, flux);
    return draws;
}

LIRIVER_AVX512 bool avx512(const KernelInputs& in, FluxBlock& b, double much, FaceFlux* flux) {
    return block(in, b, much, flux);
}
LIRIVER_AVX2 bool avx2(const KernelInputs& in, FluxBlock& b, double much, FaceFlux* flux) {
    return block(in, b, much, flux);
}
bool plain(const KernelInputs& in, FluxBlock& b, double much, FaceFlux* flux) { return block(in, b, much, flux); }

}  // namespace

FaceSide SurfaceSolver::side(std::int32_t face, std::int32_t cell, double later) const {
    return side_at_face(state_[cell], slope_[cell], mesh_.midpoint[face].x - mesh_.centroid[cell].x,
                        mesh_.midpoint[face].y - mesh_.centroid[cell].y, mesh_.normal[face].x, mesh_.normal[face].y,
                        later);
}

bool SurfaceSolver::draws_much(std::int32_t face, std::int32_t cell, double water, double seconds) const {
    return water * seconds * mesh_.length[face] > much_of(geometry_) * state_[cell].depth * mesh_.area[cell];
}

// Cells that may give more than they have are appended to `suspects`.
void SurfaceSolver::fluxes_of(List faces, std::vector<std::int32_t>& suspects) {
    const auto work = best_path(plain, avx2, avx512);
    const KernelInputs in{mesh_,         geometry_,       state_.data(),   slope_.data(),  flux_.data(),
                          level_.data(), elapsed_.data(), seconds_.data(), top_level_ == 0};
    const double much = much_of(geometry_);
    FluxBlock b{};
    for (std::size_t start = 0; start < faces.size(); start += B) {
        const List now = faces.subspan(start, std::min<std::size_t>(B, faces.size() - start));
        fill(b.face, now);
        const bool draws = work(in, b, much, flux_.data());
        if (crests_)
            pass_crests(now);
        if (options_.eddy_viscosity > 0.0)
            add_viscosity(now);
        if (!draws && !crests_)
            continue;
        for (const std::int32_t f : now) {
            const double water = flux_[f].water;
            const std::int32_t from = water > 0.0 ? mesh_.left[f] : mesh_.right[f];
            if (draws_much(f, from, std::abs(water), seconds_[std::min(level_[mesh_.left[f]], level_[mesh_.right[f]])]))
                suspects.push_back(from);
        }
    }
}

void SurfaceSolver::find_fluxes(List faces) {
    in_parts(faces, options_.threads, [&](List part) {
        std::vector<std::int32_t> suspects;
        fluxes_of(part, suspects);
#pragma omp critical
        suspects_.insert(suspects_.end(), suspects.begin(), suspects.end());
    });
}

// Levees, roads, walls: faces with a crest above the ground of both sides.
void SurfaceSolver::pass_crests(List faces) {
    for (const std::int32_t f : faces) {
        const double crest = mesh_.crest(f);
        if (crest == -std::numeric_limits<double>::infinity())
            continue;
        const std::int32_t i = mesh_.left[f];
        const std::int32_t j = mesh_.right[f];
        const double half = 0.5 * seconds_[std::min(level_[i], level_[j])];
        const FaceSide l = side(f, i, elapsed_[level_[i]] + half);
        const FaceSide r = side(f, j, elapsed_[level_[j]] + half);
        if (crest <= std::max(l.bed, r.bed))
            continue;
        flux_[f] = flux_over_crest(l, r, crest);
        flux_[f].push_on_left += l.push_within;
        flux_[f].push_on_right += r.push_within;
    }
}

// Momentum that turbulence carries down the slope of velocity: nu h dU/dn with the thinner side's depth.
void SurfaceSolver::add_viscosity(List faces) {
    for (const std::int32_t f : faces) {
        const CellState& l = state_[mesh_.left[f]];
        const CellState& r = state_[mesh_.right[f]];
        const double nx = mesh_.normal[f].x;
        const double ny = mesh_.normal[f].y;
        const double way = (mesh_.centroid[mesh_.right[f]].x - mesh_.centroid[mesh_.left[f]].x) * nx +
                           (mesh_.centroid[mesh_.right[f]].y - mesh_.centroid[mesh_.left[f]].y) * ny;
        const double carried = options_.eddy_viscosity * std::min(l.depth, r.depth) / way;
        const double across = carried * ((r.u - l.u) * nx + (r.v - l.v) * ny);
        flux_[f].push_on_left -= across;
        flux_[f].push_on_right -= across;
        flux_[f].along -= carried * ((r.v - l.v) * nx - (r.u - l.u) * ny);
    }
}

}  // namespace liriver::solver::surface
