// Slopes of a cell's water and how it changes with time, from its neighbours.
#include <algorithm>
#include <cmath>

#include "solver/surface/columns.h"
#include "solver/surface/friction.h"
#include "solver/surface/kernel_inputs.h"
#include "solver/surface/parts.h"
#include "solver/surface/standing_jumps.h"
#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

using mesh::network::Point;
using mesh::surface::outside;
using mesh::surface::SurfaceMesh;
constexpr int B = block_size;

struct Slope {
    double x, y;
};

// The least-squares slope of one quantity, cut so that no face's value leaves the range of the cell and its neighbours
// (Barth and Jespersen, AIAA 89-0366, 1989).
// At a face beyond which nothing is known (`open`) the slope goes on, to twice the way, though no farther than any of
// the known cells' values are away; what it leads to there counts as a neighbour's value. Without it the range has one
// side only where the neighbours all stand higher, and the least unevenness along the boundary cuts the slope across it
// to nothing.
// `held`, from 0 to 1: beside a boundary a value goes at the most half of the way to the neighbour beyond its face, and
// a twentieth of the range. Velocities of thin water that two cells side by side see crossed (a gap where water is
// pressed together) feed the difference, as no wave is quick enough to even it out.
template <int corners, bool open>
LIRIVER_KERNEL Slope limited(const double (&step)[4][B], const SlopeBlock& b, int i, int quantity, double held) {
    double x = open ? b.far_x[quantity][i] : 0.0;
    double y = open ? b.far_y[quantity][i] : 0.0;
    double lowest = 0.0;
    double highest = 0.0;
    for (int k = 0; k < corners; ++k) {
        x += static_cast<double>(b.weight[k][i].x) * step[k][i];
        y += static_cast<double>(b.weight[k][i].y) * step[k][i];
        lowest = step[k][i] < lowest ? step[k][i] : lowest;
        highest = step[k][i] > highest ? step[k][i] : highest;
    }
    double share = 1.0;
    if constexpr (open) {
        const double slack = 0.05 * (highest - lowest);
        lowest = b.far_low[quantity][i] < lowest ? b.far_low[quantity][i] : lowest;
        highest = b.far_high[quantity][i] > highest ? b.far_high[quantity][i] : highest;
        const double range = highest > -lowest ? highest : -lowest;
        for (int k = 0; k < corners; ++k) {
            const double change = x * b.to_x[k][i] + y * b.to_y[k][i];
            const double beyond = 2.0 * (1.0 - b.judged[k][i]) * change;
            const double within = beyond > range ? range : (beyond < -range ? -range : beyond);
            lowest = within < lowest ? within : lowest;
            highest = within > highest ? within : highest;
            const double toward = change > 0.0 ? step[k][i] : -step[k][i];
            const double room = 0.5 * (toward > 0.0 ? toward : 0.0) + slack;
            const double size = b.judged[k][i] * std::abs(change);
            const double own = size > room ? room / size : 1.0;
            share = own < share ? own : share;
        }
        share = 1.0 - b.beside[i] * held * (1.0 - share);
    }
    double fall = -0.0;  // so that nothing less than nothing is infinitely often as much
    double rise = 0.0;
    for (int k = 0; k < corners; ++k) {
        const double change = x * b.to_x[k][i] + y * b.to_y[k][i];
        fall = change < fall ? change : fall;
        rise = change > rise ? change : rise;
    }
    // the less of highest / rise and lowest / fall, by one division; 0 / 0 is no bound
    const bool upward = highest * fall > lowest * rise;
    const double within = (upward ? highest : lowest) / (upward ? rise : fall);
    share = within < share ? within : share;
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
        const Slope stage = limited<corners, open>(b.stage_step, b, i, 0, 0.0);
        const Slope depth = limited<corners, open>(b.depth_step, b, i, 1, 0.0);
        const double h = b.depth[i];
        double unevenness = 0.0;
        double least = h;
        const auto ground_x = static_cast<double>(b.ground_x[i]);
        const auto ground_y = static_cast<double>(b.ground_y[i]);
        const double deep_x = stage.x - ground_x;
        const double deep_y = stage.y - ground_y;
        for (int k = 0; k < corners; ++k) {
            double step = std::abs(b.stage_step[k][i]);
            if constexpr (open)  // beside a boundary the neighbours may all lie almost level with the cell, along it
                step += 2.0 * (1.0 - b.judged[k][i]) * std::abs(stage.x * b.to_x[k][i] + stage.y * b.to_y[k][i]);
            unevenness = step > unevenness ? step : unevenness;
            const double at_face = h + deep_x * b.to_x[k][i] + deep_y * b.to_y[k][i];
            least = at_face < least ? at_face : least;
        }
        const double above = unevenness - h;
        const double thin = above > h ? 1.0 : (above > 0.0 ? above / (h > 1e-30 ? h : 1e-30) : 0.0);
        const Slope u = limited<corners, open>(b.u_step, b, i, 2, thin);
        const Slope v = limited<corners, open>(b.v_step, b, i, 3, thin);
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
        b.u_rate[i] = -damp * (b.u[i] * ux + b.v[i] * uy + slope_x + drag * b.u[i]);
        b.v_rate[i] = -damp * (b.u[i] * vx + b.v[i] * vy + slope_y + drag * b.v[i]);
    }
}

// A cell's state now; within a coarser group's step by its rates.
LIRIVER_KERNEL CellState at_this_time(const KernelInputs& in, std::int32_t cell) {
    CellState s = in.state[cell];
    if (const double ago = in.one_level ? 0.0 : in.elapsed[in.level[cell]]; ago > 0.0) {
        s.depth += ago * depth_rate(in.state[cell], in.slope[cell]);
        s.u += ago * in.slope[cell].u_rate;
        s.v += ago * in.slope[cell].v_rate;
    }
    return s;
}

// Gathers a block of cells: their own state, and beyond each face the neighbour's at this time; beyond the rim, and in
// the fourth slot of a triangle, their own. Returns whether any lies at the rim.
template <int corners, bool one_level>
LIRIVER_KERNEL bool gather(const KernelInputs& in, SlopeBlock& b) {
    const SurfaceMesh& mesh = in.mesh;
    const bool together = lies_together(b.cell);
    copy_block(mesh.centroid.data(), b.cell, together, b.centroid);
    copy_block(in.geometry.bed_x.data(), b.cell, together, b.ground_x);
    copy_block(in.geometry.bed_y.data(), b.cell, together, b.ground_y);
    copy_block(in.geometry.bed_gap.data(), b.cell, together, b.bed_gap);
    copy_block(mesh.manning_n.data(), b.cell, together, b.manning_n);
    for (int k = 0; k < B; ++k)
        b.seconds[k] = in.seconds[one_level ? 0 : in.level[b.cell[k]]];
    bool rim = false;
    for (int k = 0; k < B; k += 4) {
        const double* own[4];
        for (int q = 0; q < 4; ++q)
            own[q] = &in.state[b.cell[k + q]].depth;
        transpose(own, {b.depth + k, b.u + k, b.v + k, b.bed + k});
        for (int s = 0; s < corners; ++s) {
            const double* near[4];
            CellState later[4];
            for (int q = 0; q < 4; ++q) {
                const std::int32_t i = b.cell[k + q];
                const std::int32_t slot = (corners == 3 ? 3 * i : mesh.first_corner[i]) + s;
                if (corners == 4 && slot == mesh.first_corner[i + 1]) {
                    near[q] = own[q];
                    b.midpoint[s][k + q] = mesh.centroid[i];
                    b.weight[s][k + q] = {0.0F, 0.0F};
                    continue;
                }
                const std::int32_t f = mesh.cell_faces[slot];
                const std::int32_t j = mesh.left[f] ^ mesh.right[f] ^ i;  // the one of the two that is not i
                b.midpoint[s][k + q] = mesh.midpoint[f];
                b.weight[s][k + q] = in.geometry.weight[slot];
                rim |= j == outside;
                near[q] = j == outside ? own[q] : &in.state[j].depth;
                if (!one_level && j != outside && in.elapsed[in.level[j]] > 0.0) {
                    later[q] = at_this_time(in, j);
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
            b.to_x[s][i] = b.midpoint[s][i].x - b.centroid[i].x;
            b.to_y[s][i] = b.midpoint[s][i].y - b.centroid[i].y;
            b.judged[s][i] = 1.0;
            dry += h > dry_depth ? 0 : 1;
        }
    return dry != 0;
}

// What cells beyond the neighbours of one beside a boundary say. Dry ones, and those behind dry ones, say nothing.
void add_far(const KernelInputs& in, std::int32_t rim_face, double dry_depth, int k, SlopeBlock& b) {
    const SurfaceGeometry::FarCell* far = in.geometry.far.data() + in.geometry.first_far[rim_face];
    const int far_cells = in.geometry.first_far[rim_face + 1] - in.geometry.first_far[rim_face];
    std::uint32_t reached = 0;  // bits
    for (int m = 0; m < far_cells; ++m) {
        const CellState near = at_this_time(in, far[m].cell);
        if (near.depth <= dry_depth || (far[m].behind >= 0 && (reached >> far[m].behind & 1U) == 0))
            continue;
        reached |= 1U << m;
        const double step[4] = {near.depth + near.bed - (b.depth[k] + b.bed[k]), near.depth - b.depth[k],
                                near.u - b.u[k], near.v - b.v[k]};
        for (int q = 0; q < 4; ++q) {
            b.far_x[q][k] += static_cast<double>(far[m].weight.x) * step[q];
            b.far_y[q][k] += static_cast<double>(far[m].weight.y) * step[q];
            b.far_low[q][k] = std::min(b.far_low[q][k], step[q]);
            b.far_high[q][k] = std::max(b.far_high[q][k], step[q]);
        }
    }
}

// The cell's mirror image beyond a wall; nothing beyond a boundary (returns whether there is any); dry ground is a
// bank, unless the water stands above it.
bool close_banks(const KernelInputs& in, const std::vector<std::int32_t>& boundary_of_rim, double dry_depth,
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
            // 2: the mirror image, with the velocity across the face turned round; 1: without that velocity
            double times = b.stage_step[s][k] >= 0.0 ? 1.0 : 0.0;
            if (rim && boundary_of_rim[static_cast<std::size_t>(f - mesh.inner_faces)] >= 0) {
                times = 0.0;
                b.judged[s][k] = 0.0;
                if (!open) {
                    for (auto* sums : {&b.far_x, &b.far_y, &b.far_low, &b.far_high})
                        std::fill_n(&(*sums)[0][0], 4 * B, 0.0);
                    std::fill_n(b.beside, B, 0.0);
                }
                open = true;
                b.beside[k] = 1.0;
                add_far(in, f - mesh.inner_faces, dry_depth, k, b);
            } else if (rim) {
                times = 2.0;
            } else {
                b.stage_step[s][k] = std::min(b.stage_step[s][k], 0.0);
            }
            const double across = times * (b.u[k] * mesh.normal[f].x + b.v[k] * mesh.normal[f].y);
            b.u_step[s][k] = -across * mesh.normal[f].x;
            b.v_step[s][k] = -across * mesh.normal[f].y;
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
        transpose({b.bed_y + k, b.shock + k, b.u_rate + k, b.v_rate + k},
                  {&to[0]->bed_y, &to[1]->bed_y, &to[2]->bed_y, &to[3]->bed_y});
    }
}

struct SlopeOptions {
    const std::vector<std::int32_t>& boundary_of_rim;
    double dry_depth;
    double order;  // 1, or 0 for constant states
};

template <int corners>
LIRIVER_KERNEL void block(const KernelInputs& in, const SlopeOptions& options, SlopeBlock& b, CellSlope* slope) {
    const bool rim = in.one_level ? gather<corners, true>(in, b) : gather<corners, false>(in, b);
    const bool dry = steps_of_block<corners>(b, options.dry_depth);
    const bool open = (rim || dry) && close_banks(in, options.boundary_of_rim, options.dry_depth, b);
    if (open)
        slopes_of_block<corners, true>(b, options.dry_depth, options.order);
    else
        slopes_of_block<corners, false>(b, options.dry_depth, options.order);
    if (flows_fast<corners>(b))
        shocks_of_block<corners>(b, options.dry_depth);
    else
        std::fill_n(b.shock, B, 0.0);
    scatter(b, slope);
}

template <int corners>
LIRIVER_AVX512 void avx512(const KernelInputs& in, const SlopeOptions& options, SlopeBlock& b, CellSlope* slope) {
    block<corners>(in, options, b, slope);
}
template <int corners>
LIRIVER_AVX2 void avx2(const KernelInputs& in, const SlopeOptions& options, SlopeBlock& b, CellSlope* slope) {
    block<corners>(in, options, b, slope);
}
template <int corners>
void plain(const KernelInputs& in, const SlopeOptions& options, SlopeBlock& b, CellSlope* slope) {
    block<corners>(in, options, b, slope);
}

}  // namespace

void SurfaceSolver::slopes_of(List cells) {
    const auto of_triangles = best_path(plain<3>, avx2<3>, avx512<3>);
    const auto of_quadrilaterals = best_path(plain<4>, avx2<4>, avx512<4>);
    const KernelInputs in{mesh_,         geometry_,       state_.data(),   slope_.data(),  flux_.data(),
                          level_.data(), elapsed_.data(), seconds_.data(), top_level_ == 0};
    const SlopeOptions options{boundary_of_rim_, options_.dry_depth, options_.second_order ? 1.0 : 0.0};
    const auto work = geometry_.triangles_only ? of_triangles : of_quadrilaterals;
    SlopeBlock b{};
    for (std::size_t start = 0; start < cells.size(); start += B) {
        fill(b.cell, cells.subspan(start, std::min<std::size_t>(B, cells.size() - start)));
        work(in, options, b, slope_.data());
    }
}

void SurfaceSolver::find_slopes(List cells) {
    in_parts(cells, options_.threads, [&](List part) { slopes_of(part); });
}

}  // namespace liriver::solver::surface
