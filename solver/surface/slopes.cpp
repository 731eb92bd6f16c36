// Slopes of a cell's water and how it changes with time, from its neighbours.
#include <algorithm>
#include <cmath>

#include "solver/surface/columns.h"
#include "solver/surface/friction.h"
#include "solver/surface/parts.h"
#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

using mesh::surface::outside;
using mesh::surface::SurfaceMesh;
constexpr int B = block_size;

// A block of cells with what surrounds them. Slots are the faces of a cell.
struct SlopeBlock {
    std::int32_t cell[B];
    alignas(64) double near_depth[4][B], near_u[4][B], near_v[4][B], near_bed[4][B];
    alignas(64) double stage_step[4][B], depth_step[4][B], u_step[4][B], v_step[4][B];  // neighbour's minus the cell's
    alignas(64) double midpoint_x[4][B], midpoint_y[4][B];
    alignas(64) double to_x[4][B], to_y[4][B];  // from the centroid to the face's midpoint
    alignas(64) double judged[4][B];            // 1 where a face limits slopes, 0 where nothing is known beyond it
    alignas(64) float weight_x[4][B], weight_y[4][B];
    alignas(64) double depth[B], u[B], v[B], bed[B], centroid_x[B], centroid_y[B], manning_n[B], seconds[B];
    alignas(64) float ground_x[B], ground_y[B], bed_gap[B];
    alignas(64) double depth_x[B], depth_y[B], u_x[B], u_y[B], v_x[B], v_y[B], bed_x[B], bed_y[B];
    alignas(64) double depth_rate[B], u_rate[B], v_rate[B];
};

struct Slope {
    double x, y;
};

// The least-squares slope of one quantity, cut so that no face's value leaves the range of the cell and its neighbours
// (Barth and Jespersen, AIAA 89-0366, 1989). At a face beyond which nothing is known, no value may go farther from the
// cell's than the neighbours' do, either way. A triangle there has two neighbours, and its slope goes through both
// exactly, whatever they hold: two such cells side by side would see each other's values crossed (a gap where water is
// pressed together), and what they exchange would feed the difference. So in such a cell a value goes at the most half
// of the way to the neighbour beyond its face, and `slack` of the range.
template <int corners, bool open>
LIRIVER_KERNEL Slope limited(const double (&step)[4][B], const SlopeBlock& b, int i, double slack) {
    double x = 0.0;
    double y = 0.0;
    double lowest = 0.0;
    double highest = 0.0;
    for (int k = 0; k < corners; ++k) {
        x += static_cast<double>(b.weight_x[k][i]) * step[k][i];
        y += static_cast<double>(b.weight_y[k][i]) * step[k][i];
        lowest = step[k][i] < lowest ? step[k][i] : lowest;
        highest = step[k][i] > highest ? step[k][i] : highest;
    }
    double fall = 0.0;
    double rise = 0.0;
    double outward = 0.0;
    double share_own = 1.0;
    for (int k = 0; k < corners; ++k) {
        double change = x * b.to_x[k][i] + y * b.to_y[k][i];
        if constexpr (open) {
            const double size = (1.0 - b.judged[k][i]) * std::abs(change);
            outward = size > outward ? size : outward;
            change *= b.judged[k][i];
            const double toward = change > 0.0 ? step[k][i] : -step[k][i];
            const double room = 0.5 * (toward > 0.0 ? toward : 0.0) + slack * (highest - lowest);
            const double own = std::abs(change) > room ? room / std::abs(change) : 1.0;
            share_own = own < share_own ? own : share_own;
        }
        fall = change < fall ? change : fall;
        rise = change > rise ? change : rise;
    }
    const double share_up = rise > highest ? highest / rise : 1.0;
    const double share_down = fall < lowest ? lowest / fall : 1.0;
    double share = share_up < share_down ? share_up : share_down;
    if constexpr (open) {
        const double range = highest > -lowest ? highest : -lowest;
        const double share_out = outward > range ? range / outward : 1.0;
        share = share_out < share ? share_out : share;
        share = share_own < share ? share_own : share;
    }
    return {share * x, share * y};
}

// In deep water the stage varies with limited slopes and the ground with its own; the depth's slope is the difference.
// Where the stage steps to the neighbours by more than twice the depth a film runs down a slope, and the depth itself
// varies with limited slopes over the full slope of the ground; from once to twice the two are blended. That says
// something where the ground's slopes meet at the faces. On rough ground they do not, the film would slide down a slope
// that ends below its neighbour's ground and gain speed there for ever: where the ground steps at a face by half the
// depth or more it is no film (up to a quarter it is, in between the two are blended). A cell that is no film, and in
// which a face would be left dry, lies at the shore of standing water and is taken as level ground.
template <int corners, bool open>
LIRIVER_KERNEL void slopes_of_block(SlopeBlock& b, double dry_depth, double order) {
#pragma omp simd
    for (int i = 0; i < B; ++i) {
        const Slope stage = limited<corners, open>(b.stage_step, b, i, 0.2);
        const Slope depth = limited<corners, open>(b.depth_step, b, i, 0.2);
        const Slope u = limited<corners, open>(b.u_step, b, i, 0.05);
        const Slope v = limited<corners, open>(b.v_step, b, i, 0.05);
        const double h = b.depth[i];
        double unevenness = 0.0;
        double least = h;
        const auto ground_x = static_cast<double>(b.ground_x[i]);
        const auto ground_y = static_cast<double>(b.ground_y[i]);
        const double deep_x = stage.x - ground_x;
        const double deep_y = stage.y - ground_y;
        double unseen = 0.0;
        for (int k = 0; k < corners; ++k) {
            const double step = std::abs(b.stage_step[k][i]);
            if constexpr (open)
                unseen = 1.0 - b.judged[k][i] > unseen ? 1.0 - b.judged[k][i] : unseen;
            unevenness = step > unevenness ? step : unevenness;
            const double at_face = h + deep_x * b.to_x[k][i] + deep_y * b.to_y[k][i];
            least = at_face < least ? at_face : least;
        }
        // Beside a boundary the neighbours may all lie almost level with the cell, on a line along the boundary.
        const double above = (1.0 + 3.0 * unseen) * unevenness - h;
        const double thin = above > h ? 1.0 : (above > 0.0 ? above / (h > 1e-30 ? h : 1e-30) : 0.0);
        const double even = 2.0 * h - 4.0 * static_cast<double>(b.bed_gap[i]);
        const double film = thin * (even > h ? 1.0 : (even > 0.0 ? even / (h > 1e-30 ? h : 1e-30) : 0.0));
        const double wet = h > dry_depth ? order : 0.0;
        const double deep = least > 0.02 * h ? 1.0 : 0.0;
        const double share = wet * (deep > film ? deep : film);
        const double hx = wet * (film * depth.x + (1.0 - film) * deep * deep_x);
        const double hy = wet * (film * depth.y + (1.0 - film) * deep * deep_y);
        const double ux = share * u.x;
        const double uy = share * u.y;
        const double vx = share * v.x;
        const double vy = share * v.y;
        b.depth_x[i] = hx;
        b.depth_y[i] = hy;
        b.bed_x[i] = share * ground_x;
        b.bed_y[i] = share * ground_y;
        b.u_x[i] = ux;
        b.u_y[i] = uy;
        b.v_x[i] = vx;
        b.v_y[i] = vy;
        // the equations in primitive form, friction at the step's end (linearised): at equilibrium nothing changes
        const double speed = std::sqrt(b.u[i] * b.u[i] + b.v[i] * b.v[i]);
        const double drag = friction_factor(b.manning_n[i], h) * speed;
        const double damp = share / (1.0 + b.seconds[i] * drag);
        const double slope_x = gravity * (hx + share * ground_x);
        const double slope_y = gravity * (hy + share * ground_y);
        b.depth_rate[i] = -(b.u[i] * hx + b.v[i] * hy + h * (ux + vy));
        b.u_rate[i] = -damp * (b.u[i] * ux + b.v[i] * uy + slope_x + drag * b.u[i]);
        b.v_rate[i] = -damp * (b.u[i] * vx + b.v[i] * vy + slope_y + drag * b.v[i]);
    }
}

// Gathers a block of cells: their own state, and beyond each face the neighbour's at this time; beyond the rim, and in
// the fourth slot of a triangle, their own.
struct Surroundings {
    const SurfaceMesh& mesh;
    const SurfaceGeometry& geometry;
    const CellState* state;
    const CellSlope* slope;
    const std::uint8_t* level;
    const double* elapsed;  // by level
    const double* seconds;  // by level
    bool one_level;         // all cells stand at the same time
};

static_assert(sizeof(CellState) == 4 * sizeof(double));

template <int corners>
LIRIVER_KERNEL bool gather(const Surroundings& in, SlopeBlock& b) {
    const SurfaceMesh& mesh = in.mesh;
    bool rim = false;
    for (int k = 0; k < B; k += 4) {
        const double* own[4];
        for (int q = 0; q < 4; ++q) {
            const std::int32_t i = b.cell[k + q];
            own[q] = &in.state[i].depth;
            b.centroid_x[k + q] = mesh.centroid_x[i];
            b.centroid_y[k + q] = mesh.centroid_y[i];
            b.ground_x[k + q] = in.geometry.bed_x[i];
            b.ground_y[k + q] = in.geometry.bed_y[i];
            b.bed_gap[k + q] = in.geometry.bed_gap[i];
            b.manning_n[k + q] = mesh.manning_n[i];
            b.seconds[k + q] = in.seconds[in.level[i]];
        }
        transpose(own, {b.depth + k, b.u + k, b.v + k, b.bed + k});
        for (int s = 0; s < corners; ++s) {
            const double* near[4];
            CellState later[4];
            for (int q = 0; q < 4; ++q) {
                const std::int32_t i = b.cell[k + q];
                const std::int32_t slot = mesh.first_corner[i] + s;
                if (corners == 4 && slot == mesh.first_corner[i + 1]) {
                    near[q] = own[q];
                    b.midpoint_x[s][k + q] = mesh.centroid_x[i];
                    b.midpoint_y[s][k + q] = mesh.centroid_y[i];
                    b.weight_x[s][k + q] = b.weight_y[s][k + q] = 0.0F;
                    continue;
                }
                const std::int32_t f = mesh.cell_faces[slot];
                const std::int32_t left = mesh.left[f];
                const std::int32_t j = left == i ? mesh.right[f] : left;
                b.midpoint_x[s][k + q] = mesh.midpoint_x[f];
                b.midpoint_y[s][k + q] = mesh.midpoint_y[f];
                b.weight_x[s][k + q] = in.geometry.weight_x[slot];
                b.weight_y[s][k + q] = in.geometry.weight_y[slot];
                if (j == outside) {
                    rim = true;
                    near[q] = own[q];
                    continue;
                }
                near[q] = &in.state[j].depth;
                if (in.one_level)
                    continue;
                if (const double ago = in.elapsed[in.level[j]]; ago > 0.0) {  // within a coarser group's step
                    later[q] = {in.state[j].depth + ago * in.slope[j].depth_rate,
                                in.state[j].u + ago * in.slope[j].u_rate, in.state[j].v + ago * in.slope[j].v_rate,
                                in.state[j].bed};
                    near[q] = &later[q].depth;
                }
            }
            transpose(near, {b.near_depth[s] + k, b.near_u[s] + k, b.near_v[s] + k, b.near_bed[s] + k});
        }
    }
    return rim;
}

// Steps from the cells to their neighbours; returns whether any of them is dry.
template <int corners>
LIRIVER_KERNEL bool steps_of_block(SlopeBlock& b, double dry_depth) {
    int dry = 0;
    for (int s = 0; s < corners; ++s)
#pragma omp simd reduction(+ : dry)
        for (int i = 0; i < B; ++i) {
            const double h = b.near_depth[s][i];
            b.stage_step[s][i] = h + b.near_bed[s][i] - (b.depth[i] + b.bed[i]);
            b.depth_step[s][i] = (h > 0.0 ? h : 0.0) - b.depth[i];
            b.u_step[s][i] = b.near_u[s][i] - b.u[i];
            b.v_step[s][i] = b.near_v[s][i] - b.v[i];
            b.to_x[s][i] = b.midpoint_x[s][i] - b.centroid_x[i];
            b.to_y[s][i] = b.midpoint_y[s][i] - b.centroid_y[i];
            b.judged[s][i] = 1.0;
            dry += h > dry_depth ? 0 : 1;
        }
    return dry != 0;
}

// The cell's mirror image beyond a wall, and beyond dry ground unless the water stands above it; nothing beyond a
// boundary. Returns whether there is any.
bool close_banks(const Surroundings& in, const std::vector<std::int32_t>& boundary_of_rim, double dry_depth,
                 SlopeBlock& b) {
    const SurfaceMesh& mesh = in.mesh;
    bool open = false;
    for (int k = 0; k < B; ++k) {
        const std::int32_t cell = b.cell[k];
        const std::int32_t begin = mesh.first_corner[cell];
        for (int s = 0; s < mesh.first_corner[cell + 1] - begin; ++s) {
            const std::int32_t f = mesh.cell_faces[begin + s];
            const bool rim = f >= mesh.inner_faces;
            if (!rim && b.near_depth[s][k] > dry_depth)
                continue;
            bool mirrored = b.stage_step[s][k] >= 0.0;
            if (rim) {
                mirrored = boundary_of_rim[static_cast<std::size_t>(f - mesh.inner_faces)] < 0;
                b.judged[s][k] = mirrored ? 1.0 : 0.0;
                open = open || !mirrored;
            } else {
                b.stage_step[s][k] = std::min(b.stage_step[s][k], 0.0);
            }
            const double across = mirrored ? 2.0 * (b.u[k] * mesh.normal_x[f] + b.v[k] * mesh.normal_y[f]) : 0.0;
            b.u_step[s][k] = -across * mesh.normal_x[f];
            b.v_step[s][k] = -across * mesh.normal_y[f];
        }
    }
    return open;
}

// Columns back to the cells' records.
LIRIVER_KERNEL void scatter(const SlopeBlock& b, CellSlope* slope) {
    for (int k = 0; k < B; k += 4) {
        CellSlope* const to[4] = {slope + b.cell[k], slope + b.cell[k + 1], slope + b.cell[k + 2],
                                  slope + b.cell[k + 3]};
        transpose({b.depth_x + k, b.depth_y + k, b.u_x + k, b.u_y + k},
                  {&to[0]->depth_x, &to[1]->depth_x, &to[2]->depth_x, &to[3]->depth_x});
        transpose({b.v_x + k, b.v_y + k, b.bed_x + k, b.bed_y + k},
                  {&to[0]->v_x, &to[1]->v_x, &to[2]->v_x, &to[3]->v_x});
        transpose({b.bed_y + k, b.depth_rate + k, b.u_rate + k, b.v_rate + k},
                  {&to[0]->bed_y, &to[1]->bed_y, &to[2]->bed_y, &to[3]->bed_y});
    }
}

struct SlopeOptions {
    const std::vector<std::int32_t>& boundary_of_rim;
    double dry_depth;
    double order;  // 1, or 0 for constant states
};

template <int corners>
LIRIVER_KERNEL void block(const Surroundings& in, const SlopeOptions& options, SlopeBlock& b, CellSlope* slope) {
    const bool rim = gather<corners>(in, b);
    const bool dry = steps_of_block<corners>(b, options.dry_depth);
    const bool open = (rim || dry) && close_banks(in, options.boundary_of_rim, options.dry_depth, b);
    if (open)
        slopes_of_block<corners, true>(b, options.dry_depth, options.order);
    else
        slopes_of_block<corners, false>(b, options.dry_depth, options.order);
    scatter(b, slope);
}

template <int corners>
LIRIVER_AVX512 void avx512(const Surroundings& in, const SlopeOptions& options, SlopeBlock& b, CellSlope* slope) {
    block<corners>(in, options, b, slope);
}
template <int corners>
LIRIVER_AVX2 void avx2(const Surroundings& in, const SlopeOptions& options, SlopeBlock& b, CellSlope* slope) {
    block<corners>(in, options, b, slope);
}
template <int corners>
void plain(const Surroundings& in, const SlopeOptions& options, SlopeBlock& b, CellSlope* slope) {
    block<corners>(in, options, b, slope);
}

}  // namespace

void SurfaceSolver::slopes_of(List cells) {
    static const auto of_triangles = best_path(plain<3>, avx2<3>, avx512<3>);
    static const auto of_quadrilaterals = best_path(plain<4>, avx2<4>, avx512<4>);
    const Surroundings in{mesh_,         geometry_,       state_.data(),   slope_.data(),
                          level_.data(), elapsed_.data(), seconds_.data(), top_level_ == 0};
    const SlopeOptions options{boundary_of_rim_, options_.dry_depth, options_.second_order ? 1.0 : 0.0};
    const auto work = geometry_.triangles_only ? of_triangles : of_quadrilaterals;
    SlopeBlock b{};
    for (std::size_t start = 0; start < cells.size(); start += B) {
        for (std::size_t k = 0; k < B; ++k)  // the last block is filled up with its last cell
            b.cell[k] = cells[std::min(start + k, cells.size() - 1)];
        work(in, options, b, slope_.data());
    }
}

void SurfaceSolver::find_slopes(List cells) {
    in_parts(cells, options_.threads, [&](List part) { slopes_of(part); });
}

}  // namespace liriver::solver::surface
