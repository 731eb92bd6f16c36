// Cells gather what crossed their faces and feel the friction of the bed.
#include <algorithm>
#include <cmath>

#include "solver/surface/friction.h"
#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

constexpr int B = block_size;
// What still water may do and sleep on: rounding.
constexpr double still_speed = 1e-12;  // m/s
constexpr double still_depth = 1e-13;  // m

struct UpdateBlock {
    alignas(32) double depth[B], u[B], v[B], manning_n[B], seconds[B];
    alignas(32) double water[B], push_x[B], push_y[B];  // gathered over the step, by area: m, m2/s
    alignas(32) double gain[B];                         // m
    alignas(32) double new_depth[B], new_u[B], new_v[B], lively[B];
    alignas(64) float wave_speed[B];
};

// Water: h' = h + fluxes + gain. Velocity: U* = (h U + pushes) / h', then friction with weight w at the new time,
//   U' (1 + w dt f |U'|) = U* - (1 - w) dt f |U| U,   f = g n^2 / h'^(4/3),
// solved exactly for |U'|. It never turns the flow round, leaves a balance of push and friction as it is, and is of
// second order where friction acts slowly (w near 1/2); w goes to 1 as dt f |U| does.
LIRIVER_KERNEL void update_block(UpdateBlock& b, double dry_depth) {
#pragma omp simd
    for (int i = 0; i < B; ++i) {
        const double h = b.depth[i] + b.water[i] + b.gain[i];
        const double kept = h > dry_depth ? h : dry_depth;
        const double taken = b.gain[i] < 0.0 ? b.gain[i] : 0.0;  // leaves with its velocity
        const double moved = h - taken > dry_depth ? h - taken : dry_depth;
        const double u = (b.depth[i] * b.u[i] + b.push_x[i]) / moved;
        const double v = (b.depth[i] * b.v[i] + b.push_y[i]) / moved;
        const double before = std::sqrt(b.u[i] * b.u[i] + b.v[i] * b.v[i]);
        const double pushed = std::sqrt(u * u + v * v);
        const double drag = b.seconds[i] * friction_factor(b.manning_n[i], kept);
        const double stiff = drag * (before > pushed ? before : pushed);
        const double w = 0.5 + 0.5 * (stiff < 1.0 ? stiff : 1.0);
        const double early = (1.0 - w) * drag * before;
        const double rest_u = u - early * b.u[i];
        const double rest_v = v - early * b.v[i];
        const double rest = std::sqrt(rest_u * rest_u + rest_v * rest_v);
        const double scale = (h > dry_depth ? 2.0 : 0.0) / (1.0 + std::sqrt(1.0 + 4.0 * w * drag * rest));
        b.new_depth[i] = h;
        b.new_u[i] = scale * rest_u;
        b.new_v[i] = scale * rest_v;
        b.wave_speed[i] = wave_speed(b.new_depth[i], b.new_u[i], b.new_v[i]);
        const double change = std::abs(h - b.depth[i]);
        const double speed = scale * rest;
        b.lively[i] = h > dry_depth && (speed > still_speed || change > still_depth) ? 1.0 : 0.0;
    }
}

LIRIVER_WIDE void wide(UpdateBlock& b, double dry) { update_block(b, dry); }
void plain(UpdateBlock& b, double dry) { update_block(b, dry); }

}  // namespace

// Depth of rain, sources and losses over a step, as far as there is water to take.
double SurfaceSolver::gain_of(std::int32_t cell, double depth, double seconds) {
    const double wish = gain_.empty() ? 0.0 : gain_[cell];
    const double wanted = seconds * (wish - loss_);
    const double gain = std::max(wanted, -std::max(depth, 0.0));
    if (gain > wanted && wish < 0.0)
        unmet_[cell] += std::min(gain - wanted, -wish * seconds);
    gained_[cell] += gain;
    return gain;
}

template <bool shared>
void SurfaceSolver::update(List cells) {
    const auto count = static_cast<std::int64_t>(cells.size());
    const bool vectors = wide_vectors();
    const double dry = options_.dry_depth;
    std::int64_t rounded = 0;
    double rounded_m3 = 0.0;  // rounding errors: their sum's own order matters to nobody
#pragma omp parallel num_threads(options_.threads) if (count > 2000 && options_.threads > 1) reduction(+ : rounded)
    {
        UpdateBlock b{};
#pragma omp for schedule(static)
        for (std::int64_t start = 0; start < count; start += B) {
            const int here = static_cast<int>(std::min<std::int64_t>(B, count - start));
            for (int k = 0; k < here; ++k) {
                const auto place = static_cast<std::size_t>(start + k);
                const std::int32_t cell = cells[place];
                const CellState& s = state_[cell];
                double water = 0.0;
                double push_x = 0.0;
                double push_y = 0.0;
                for (std::int32_t c = mesh_.first_corner[cell]; c < mesh_.first_corner[cell + 1]; ++c) {
                    const std::int32_t f = mesh_.cell_faces[c];
                    if (shared && level_of_face(f) < level_[cell])
                        continue;
                    const FaceFlux& flux = flux_[f];
                    const bool left = mesh_.left[f] == cell;
                    const double length = left ? -mesh_.length[f] : mesh_.length[f];
                    const double push = length * (left ? flux.push_on_left : flux.push_on_right);
                    const double along = length * flux.along;
                    water += length * flux.water;
                    push_x += push * mesh_.normal_x[f] - along * mesh_.normal_y[f];
                    push_y += push * mesh_.normal_y[f] + along * mesh_.normal_x[f];
                }
                const double seconds = seconds_[level_[cell]];
                water *= seconds;
                push_x *= seconds;
                push_y *= seconds;
                if (shared) {
                    const std::size_t at = place + static_cast<std::size_t>(cells.data() - shared_.data());
                    water += shared_water_[at];
                    push_x += shared_x_[at];
                    push_y += shared_y_[at];
                    shared_water_[at] = shared_x_[at] = shared_y_[at] = 0.0;
                }
                const double by_area = 1.0 / mesh_.area[cell];
                b.depth[k] = s.depth;
                b.u[k] = s.u;
                b.v[k] = s.v;
                b.manning_n[k] = mesh_.manning_n[cell];
                b.seconds[k] = seconds;
                b.water[k] = by_area * water;
                b.push_x[k] = by_area * push_x;
                b.push_y[k] = by_area * push_y;
                b.gain[k] = gains_ ? gain_of(cell, s.depth + b.water[k], seconds) : 0.0;
            }
            (vectors ? wide : plain)(b, dry);
            std::size_t word = 0;
            std::uint64_t bits = 0;
            const auto flush = [&] {
                if (bits != 0) {
#pragma omp atomic
                    lively_[word] |= bits;
                }
                bits = 0;
            };
            for (int k = 0; k < here; ++k) {
                const std::int32_t cell = cells[static_cast<std::size_t>(start + k)];
                CellState& s = state_[cell];
                if (b.new_depth[k] < 0.0) {
                    ++rounded;
#pragma omp atomic
                    rounded_m3 -= b.new_depth[k] * mesh_.area[cell];
                    b.new_depth[k] = 0.0;
                }
                s.depth = b.new_depth[k];
                s.u = b.new_u[k];
                s.v = b.new_v[k];
                wave_speed_[cell] = b.wave_speed[k];
                if (const auto own_word = static_cast<std::size_t>(cell) / 64; own_word != word) {
                    flush();
                    word = own_word;
                }
                bits |= static_cast<std::uint64_t>(b.lively[k] != 0.0) << (static_cast<std::size_t>(cell) % 64);
            }
            flush();
        }
    }
    counts_.rounded_to_zero += rounded;
    counts_.rounded_m3 += rounded_m3;
}

template void SurfaceSolver::update<false>(List);
template void SurfaceSolver::update<true>(List);

int SurfaceSolver::level_of_face(std::int32_t face) const {
    const std::int32_t right = mesh_.right[face];
    return right < 0 ? level_[mesh_.left[face]] : std::min(level_[mesh_.left[face]], level_[right]);
}

// A cell beside a finer group keeps account of what the finer faces bring within its own step.
void SurfaceSolver::gather_shared() {
    for (std::size_t at = 0; at < shared_.size(); ++at) {
        const std::int32_t cell = shared_[at];
        for (std::int32_t c = mesh_.first_corner[cell]; c < mesh_.first_corner[cell + 1]; ++c) {
            const std::int32_t f = mesh_.cell_faces[c];
            const int level = level_of_face(f);
            if (level >= level_[cell] || level > due_)
                continue;
            const bool left = mesh_.left[f] == cell;
            const double over = (left ? -mesh_.length[f] : mesh_.length[f]) * seconds_[static_cast<std::size_t>(level)];
            const double push = over * (left ? flux_[f].push_on_left : flux_[f].push_on_right);
            const double along = over * flux_[f].along;
            shared_water_[at] += over * flux_[f].water;
            shared_x_[at] += push * mesh_.normal_x[f] - along * mesh_.normal_y[f];
            shared_y_[at] += push * mesh_.normal_y[f] + along * mesh_.normal_x[f];
        }
    }
}

// The push on a cell's water at a face over which nothing flows.
double SurfaceSolver::still_push(std::int32_t face, std::int32_t cell) const {
    if (level_[cell] == asleep)
        return 0.0;
    const double half = 0.5 * seconds_[static_cast<std::size_t>(level_of_face(face))];
    const FaceSide at = side(face, cell, elapsed_[level_[cell]] + half);
    return 0.5 * gravity * at.depth * at.depth + at.push_within;
}

// No cell gives more than it holds: what leaves such a cell in this sub-step is cut in proportion (Bollermann, Noelle
// and Lukacova, Commun. Comput. Phys. 10, 2011, with the cut in place of their shorter time). Its momentum
// is cut with it, or the little that arrives would come with the momentum of all.
void SurfaceSolver::keep_water() {
    std::sort(suspects_.begin(), suspects_.end());
    suspects_.erase(std::unique(suspects_.begin(), suspects_.end()), suspects_.end());
    for (const std::int32_t cell : suspects_)
        cut_outflow(cell);
    suspects_.clear();
}

void SurfaceSolver::cut_outflow(std::int32_t cell) {
    const int own = level_[cell];
    double available = std::max(state_[cell].depth, 0.0) * mesh_.area[cell];
    for (int level = 0; level <= own; ++level) {  // a shared cell's account so far
        const auto begin = shared_.begin() + static_cast<std::ptrdiff_t>(level == own ? first_shared_[level] : 0);
        const auto end = shared_.begin() + static_cast<std::ptrdiff_t>(level == own ? first_shared_[level + 1] : 0);
        const auto at = std::lower_bound(begin, end, cell);
        if (at != end && *at == cell)
            available += shared_water_[static_cast<std::size_t>(at - shared_.begin())];
    }
    double leaving = 0.0;
    const auto each_outflow = [&](auto&& take) {
        for (std::int32_t c = mesh_.first_corner[cell]; c < mesh_.first_corner[cell + 1]; ++c) {
            const std::int32_t f = mesh_.cell_faces[c];
            const double out = mesh_.left[f] == cell ? flux_[f].water : -flux_[f].water;
            const int level = level_of_face(f);
            if (out > 0.0)
                take(f, level, out * mesh_.length[f] * seconds_[static_cast<std::size_t>(level)]);
        }
    };
    each_outflow([&](std::int32_t, int level, double out) {
        if (level <= due_)
            leaving += out;
        else if (level == own)
            available -= out;  // promised at this cell's own start
    });
    available = std::max(available, 0.0) * (1.0 - 1e-14);
    if (leaving <= available)
        return;
    const double share = available / leaving;
    each_outflow([&](std::int32_t f, int level, double) {
        if (level > due_)
            return;
        FaceFlux& flux = flux_[f];
        flux.water *= share;
        flux.along *= share;
        flux.push_on_left += (1.0 - share) * (still_push(f, mesh_.left[f]) - flux.push_on_left);
        if (mesh_.right[f] != mesh::surface::outside)
            flux.push_on_right += (1.0 - share) * (still_push(f, mesh_.right[f]) - flux.push_on_right);
        ++counts_.outflow_cut;
    });
}

}  // namespace liriver::solver::surface
