// What crosses the inner faces.
#include <algorithm>
#include <cmath>

#include "solver/surface/crest.h"
#include "solver/surface/riemann.h"
#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

constexpr int B = block_size;

struct FluxBlock {
    alignas(32) double depth_l[B], u_l[B], v_l[B], bed_l[B];  // at the face, along its normal and its own direction
    alignas(32) double depth_r[B], u_r[B], v_r[B], bed_r[B];
    alignas(32) double within_l[B], within_r[B];  // the bed's push between centroid and face
    alignas(32) double water[B], push_l[B], push_r[B], along[B];
};

LIRIVER_KERNEL void fluxes_of_block(FluxBlock& b) {
#pragma omp simd
    for (int i = 0; i < B; ++i) {
        const FaceFlux f =
            face_flux({b.depth_l[i], b.u_l[i], b.v_l[i], b.bed_l[i]}, {b.depth_r[i], b.u_r[i], b.v_r[i], b.bed_r[i]});
        b.water[i] = f.water;
        b.push_l[i] = f.push_on_left + b.within_l[i];
        b.push_r[i] = f.push_on_right + b.within_r[i];
        b.along[i] = f.along;
    }
}

LIRIVER_WIDE void wide(FluxBlock& b) { fluxes_of_block(b); }
void plain(FluxBlock& b) { fluxes_of_block(b); }

}  // namespace

// A cell's state at a face's midpoint, `later` seconds into the cell's step, in the face's own directions.
FaceSide SurfaceSolver::side(std::int32_t face, std::int32_t cell, double later) const {
    const CellState& c = state_[cell];
    const CellSlope& s = slope_[cell];
    const double dx = mesh_.midpoint_x[face] - mesh_.centroid_x[cell];
    const double dy = mesh_.midpoint_y[face] - mesh_.centroid_y[cell];
    const double mean = c.depth + later * s.depth_rate;
    const double depth = mean + s.depth_x * dx + s.depth_y * dy;
    const double rise =
        static_cast<double>(s.bed_share) * (static_cast<double>(s.bed_x) * dx + static_cast<double>(s.bed_y) * dy);
    const double u = c.u + later * s.u_rate + s.u_x * dx + s.u_y * dy;
    const double v = c.v + later * s.v_rate + s.v_x * dx + s.v_y * dy;
    const double nx = mesh_.normal_x[face];
    const double ny = mesh_.normal_y[face];
    const double h = depth > 0.0 ? depth : 0.0;
    // The bed's push between centroid and face, g (h_i + h_f)/2 (z_f - z_i): Audusse et al. (2004), 4.8
    return {h, u * nx + v * ny, v * nx - u * ny, c.bed + rise, 0.5 * gravity * (h + (mean > 0.0 ? mean : 0.0)) * rise};
}

void SurfaceSolver::find_fluxes(List faces) {
    const auto count = static_cast<std::int64_t>(faces.size());
    const bool vectors = wide_vectors();
    const double viscosity = options_.eddy_viscosity;
#pragma omp parallel num_threads(options_.threads) if (count > 2000 && options_.threads > 1)
    {
        FluxBlock b{};
        std::vector<std::int32_t> mine;
#pragma omp for schedule(static)
        for (std::int64_t start = 0; start < count; start += B) {
            const int here = static_cast<int>(std::min<std::int64_t>(B, count - start));
            for (int k = 0; k < here; ++k) {
                const std::int32_t f = faces[static_cast<std::size_t>(start + k)];
                const std::int32_t i = mesh_.left[f];
                const std::int32_t j = mesh_.right[f];
                const double half = 0.5 * seconds_[std::min(level_[i], level_[j])];
                const FaceSide l = side(f, i, elapsed_[level_[i]] + half);
                const FaceSide r = side(f, j, elapsed_[level_[j]] + half);
                b.depth_l[k] = l.depth;
                b.u_l[k] = l.u;
                b.v_l[k] = l.v;
                b.bed_l[k] = l.bed;
                b.within_l[k] = l.push_within;
                b.depth_r[k] = r.depth;
                b.u_r[k] = r.u;
                b.v_r[k] = r.v;
                b.bed_r[k] = r.bed;
                b.within_r[k] = r.push_within;
            }
            (vectors ? wide : plain)(b);
            for (int k = 0; k < here; ++k) {  // levees, roads, walls: few
                const double crest = mesh_.crest_elevation[faces[static_cast<std::size_t>(start + k)]];
                if (crest <= std::max(b.bed_l[k], b.bed_r[k]))
                    continue;
                const FaceFlux f = flux_over_crest({b.depth_l[k], b.u_l[k], b.v_l[k], b.bed_l[k]},
                                                   {b.depth_r[k], b.u_r[k], b.v_r[k], b.bed_r[k]}, crest);
                b.water[k] = f.water;
                b.push_l[k] = f.push_on_left + b.within_l[k];
                b.push_r[k] = f.push_on_right + b.within_r[k];
                b.along[k] = f.along;
            }
            for (int k = 0; k < here; ++k) {
                const std::int32_t f = faces[static_cast<std::size_t>(start + k)];
                flux_[f] = {b.water[k], b.push_l[k], b.push_r[k], b.along[k]};
                const std::int32_t from = b.water[k] > 0.0 ? mesh_.left[f] : mesh_.right[f];
                if (draws_much(f, from, std::abs(b.water[k]),
                               seconds_[std::min(level_[mesh_.left[f]], level_[mesh_.right[f]])]))
                    mine.push_back(from);
            }
            if (viscosity > 0.0)
                add_viscosity(faces.subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(here)));
        }
#pragma omp critical
        suspects_.insert(suspects_.end(), mine.begin(), mine.end());
    }
}

// Momentum that turbulence carries down the slope of velocity: nu h dU/dn with the thinner side's depth.
void SurfaceSolver::add_viscosity(List faces) {
    for (const std::int32_t f : faces) {
        const CellState& l = state_[mesh_.left[f]];
        const CellState& r = state_[mesh_.right[f]];
        const double nx = mesh_.normal_x[f];
        const double ny = mesh_.normal_y[f];
        const double way = (mesh_.centroid_x[mesh_.right[f]] - mesh_.centroid_x[mesh_.left[f]]) * nx +
                           (mesh_.centroid_y[mesh_.right[f]] - mesh_.centroid_y[mesh_.left[f]]) * ny;
        const double carried = options_.eddy_viscosity * std::min(l.depth, r.depth) / way;
        const double across = carried * ((r.u - l.u) * nx + (r.v - l.v) * ny);
        flux_[f].push_on_left -= across;
        flux_[f].push_on_right -= across;
        flux_[f].along -= carried * ((r.v - l.v) * nx - (r.u - l.u) * ny);
    }
}

}  // namespace liriver::solver::surface
