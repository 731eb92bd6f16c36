// Slopes of a cell's water and how it changes with time, from its neighbours.
#include <algorithm>
#include <cmath>

#include "solver/surface/friction.h"
#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

using mesh::surface::outside;
constexpr int B = block_size;

// A block of cells with what surrounds them. Slots are the faces of a cell.
struct SlopeBlock {
    alignas(32) double stage_step[4][B], depth_step[4][B], u_step[4][B], v_step[4][B];  // neighbour's minus the cell's
    alignas(32) double weight_x[4][B], weight_y[4][B];
    alignas(32) double to_x[4][B], to_y[4][B];  // from the centroid to the face's midpoint
    alignas(32) double judged[4][B];            // 1 where a face limits slopes, 0 where nothing is known beyond it
    alignas(32) double depth[B], u[B], v[B], bed_x[B], bed_y[B], bed_gap[B], manning_n[B], seconds[B];
    alignas(32) double depth_x[B], depth_y[B], share[B], u_x[B], u_y[B], v_x[B], v_y[B];
    alignas(32) double depth_rate[B], u_rate[B], v_rate[B];
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
        x += b.weight_x[k][i] * step[k][i];
        y += b.weight_y[k][i] * step[k][i];
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
        const double deep_x = stage.x - b.bed_x[i];
        const double deep_y = stage.y - b.bed_y[i];
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
        const double even = 2.0 * h - 4.0 * b.bed_gap[i];
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
        b.share[i] = share;
        b.u_x[i] = ux;
        b.u_y[i] = uy;
        b.v_x[i] = vx;
        b.v_y[i] = vy;
        // the equations in primitive form, friction at the step's end (linearised): at equilibrium nothing changes
        const double speed = std::sqrt(b.u[i] * b.u[i] + b.v[i] * b.v[i]);
        const double drag = friction_factor(b.manning_n[i], h) * speed;
        const double damp = share / (1.0 + b.seconds[i] * drag);
        const double slope_x = gravity * (hx + share * b.bed_x[i]);
        const double slope_y = gravity * (hy + share * b.bed_y[i]);
        b.depth_rate[i] = -(b.u[i] * hx + b.v[i] * hy + h * (ux + vy));
        b.u_rate[i] = -damp * (b.u[i] * ux + b.v[i] * uy + slope_x + drag * b.u[i]);
        b.v_rate[i] = -damp * (b.u[i] * vx + b.v[i] * vy + slope_y + drag * b.v[i]);
    }
}

template <int corners, bool open>
LIRIVER_WIDE void wide(SlopeBlock& b, double dry, double order) {
    slopes_of_block<corners, open>(b, dry, order);
}
template <int corners, bool open>
void plain(SlopeBlock& b, double dry, double order) {
    slopes_of_block<corners, open>(b, dry, order);
}

void slopes_of(SlopeBlock& b, double dry, double order, int corners, bool open) {
    using Kernel = void (*)(SlopeBlock&, double, double);
    static const bool vectors = wide_vectors();
    static constexpr Kernel kernels[2][2][2] = {{{plain<3, false>, plain<3, true>}, {plain<4, false>, plain<4, true>}},
                                                {{wide<3, false>, wide<3, true>}, {wide<4, false>, wide<4, true>}}};
    kernels[vectors ? 1 : 0][corners == 4 ? 1 : 0][open ? 1 : 0](b, dry, order);
}

}  // namespace

void SurfaceSolver::find_slopes(List cells) {
    const auto count = static_cast<std::int64_t>(cells.size());
    const double dry = options_.dry_depth;
    const double order = options_.second_order ? 1.0 : 0.0;
#pragma omp parallel num_threads(options_.threads) if (count > 2000 && options_.threads > 1)
    {
        SlopeBlock b{};
#pragma omp for schedule(static)
        for (std::int64_t start = 0; start < count; start += B) {
            const int here = static_cast<int>(std::min<std::int64_t>(B, count - start));
            int most = 3;
            bool open = false;
            for (int k = 0; k < here; ++k) {
                const std::int32_t cell = cells[static_cast<std::size_t>(start + k)];
                const std::int32_t begin = mesh_.first_corner[cell];
                const int corners = mesh_.first_corner[cell + 1] - begin;
                const CellState own = state_[cell];
                b.depth[k] = own.depth;
                b.u[k] = own.u;
                b.v[k] = own.v;
                b.bed_x[k] = geometry_.bed_x[cell];
                b.bed_y[k] = geometry_.bed_y[cell];
                b.bed_gap[k] = geometry_.bed_gap[cell];
                b.manning_n[k] = mesh_.manning_n[cell];
                b.seconds[k] = seconds_[level_[cell]];
                const double stage = own.depth + own.bed;
                for (int s = 0; s < corners; ++s) {
                    const std::int32_t face = mesh_.cell_faces[begin + s];
                    const std::int32_t other = beyond(face, cell);
                    b.weight_x[s][k] = geometry_.weight_x[begin + s];
                    b.weight_y[s][k] = geometry_.weight_y[begin + s];
                    b.to_x[s][k] = mesh_.midpoint_x[face] - mesh_.centroid_x[cell];
                    b.to_y[s][k] = mesh_.midpoint_y[face] - mesh_.centroid_y[cell];
                    b.judged[s][k] = 1.0;
                    const auto mirror = [&](bool wall) {
                        const double across =
                            wall ? 2.0 * (own.u * mesh_.normal_x[face] + own.v * mesh_.normal_y[face]) : 0.0;
                        b.u_step[s][k] = -across * mesh_.normal_x[face];
                        b.v_step[s][k] = -across * mesh_.normal_y[face];
                    };
                    if (other == outside) {  // the mirror image beyond a wall; nothing beyond a boundary
                        const bool wall = boundary_of_rim_[face - mesh_.inner_faces] < 0;
                        b.stage_step[s][k] = b.depth_step[s][k] = 0.0;
                        mirror(wall);
                        b.judged[s][k] = wall ? 1.0 : 0.0;
                        open = open || !wall;
                        continue;
                    }
                    const CellState& near = state_[other];
                    const CellSlope& change = slope_[other];
                    const double ago = elapsed_[level_[other]];
                    const double h = near.depth + ago * change.depth_rate;
                    const double step = h + near.bed - stage;
                    const bool moves = h > dry;  // dry ground is as a wall, unless the water stands above it
                    b.stage_step[s][k] = moves ? step : std::min(step, 0.0);
                    b.depth_step[s][k] = std::max(h, 0.0) - own.depth;
                    if (moves) {
                        b.u_step[s][k] = near.u + ago * change.u_rate - own.u;
                        b.v_step[s][k] = near.v + ago * change.v_rate - own.v;
                    } else {
                        mirror(step >= 0.0);
                    }
                }
                if (corners == 4)
                    most = 4;
                else
                    b.stage_step[3][k] = b.depth_step[3][k] = b.u_step[3][k] = b.v_step[3][k] = b.weight_x[3][k] =
                        b.weight_y[3][k] = b.to_x[3][k] = b.to_y[3][k] = b.judged[3][k] = 0.0;
            }
            slopes_of(b, dry, order, most, open);
            for (int k = 0; k < here; ++k) {
                CellSlope& s = slope_[cells[static_cast<std::size_t>(start + k)]];
                s.depth_x = b.depth_x[k];
                s.depth_y = b.depth_y[k];
                s.bed_x = static_cast<float>(b.bed_x[k]);
                s.bed_y = static_cast<float>(b.bed_y[k]);
                s.bed_share = static_cast<float>(b.share[k]);
                s.u_x = b.u_x[k];
                s.u_y = b.u_y[k];
                s.v_x = b.v_x[k];
                s.v_y = b.v_y[k];
                s.depth_rate = b.depth_rate[k];
                s.u_rate = b.u_rate[k];
                s.v_rate = b.v_rate[k];
            }
        }
    }
}

}  // namespace liriver::solver::surface
