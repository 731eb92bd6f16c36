// Cells gather what crossed their faces and feel the friction of the bed.
#include <algorithm>
#include <cmath>

#include "solver/surface/columns.h"
#include "solver/surface/friction.h"
#include "solver/surface/kernel_inputs.h"
#include "solver/surface/parts.h"
#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

using mesh::network::Point;
using mesh::surface::outside;
using mesh::surface::SurfaceMesh;
constexpr int B = block_size;
// What still water may do and sleep on: rounding.
constexpr double still_speed = 1e-12;  // m/s
constexpr double still_depth = 1e-13;  // m

struct UpdateBlock {
    std::int32_t cell[B];
    bool together;                                                                              // in memory
    alignas(64) double flux_water[4][B], push_on_left[4][B], push_on_right[4][B], along[4][B];  // slots: a cell's faces
    alignas(64) Point normal[4][B];
    alignas(64) double length[4][B];  // m, negative where the cell lies on the left: the normal points out of it
    alignas(64) double depth[B], u[B], v[B], bed[B], area[B], by_area[B], manning_n[B], seconds[B];
    alignas(64) double water[B], push_x[B], push_y[B];  // over the step: m3, m4/s
    alignas(64) double gain[B];                         // m
    alignas(64) double new_depth[B], new_u[B], new_v[B];
    alignas(64) float wave_speed[B];
    alignas(64) float depth_now[B], speed_now[B], discharge_now[B];  // for the maxima
};

// Gathers cells and what crosses their faces. A slot that does not count has no length: the fourth of a triangle, and
// faces of a finer group, whose part has its own account.
template <int corners, bool shared>
LIRIVER_KERNEL void gather(const KernelInputs& in, UpdateBlock& b) {
    static constexpr FaceFlux nothing{};
    const SurfaceMesh& mesh = in.mesh;
    const bool together = b.together = lies_together(b.cell);
    copy_block(mesh.area.data(), b.cell, together, b.area);
    copy_block(mesh.manning_n.data(), b.cell, together, b.manning_n);
    for (int k = 0; k < B; ++k)
        b.seconds[k] = in.seconds[in.one_level ? 0 : in.level[b.cell[k]]];
    for (int k = 0; k < B; k += 4) {
        const double* own[4];
        for (int q = 0; q < 4; ++q)
            own[q] = &in.state[b.cell[k + q]].depth;
        transpose(own, {b.depth + k, b.u + k, b.v + k, b.bed + k});
        for (int s = 0; s < corners; ++s) {
            const double* flux[4];
            for (int q = 0; q < 4; ++q) {
                const std::int32_t i = b.cell[k + q];
                const std::int32_t slot = (corners == 3 ? 3 * i : mesh.first_corner[i]) + s;
                flux[q] = &nothing.water;
                b.length[s][k + q] = 0.0;
                b.normal[s][k + q] = {};
                if (corners == 4 && slot == mesh.first_corner[i + 1])
                    continue;
                const std::int32_t f = mesh.cell_faces[slot];
                const std::int32_t left = mesh.left[f];
                if (shared) {
                    const std::int32_t j = left == i ? mesh.right[f] : left;
                    if (j != outside && in.level[j] < in.level[i])
                        continue;
                }
                flux[q] = &in.flux[f].water;
                b.length[s][k + q] = left == i ? -mesh.length[f] : mesh.length[f];
                b.normal[s][k + q] = mesh.normal[f];
            }
            transpose(flux, {b.flux_water[s] + k, b.push_on_left[s] + k, b.push_on_right[s] + k, b.along[s] + k});
        }
    }
}

template <int corners>
LIRIVER_KERNEL void sum_fluxes(UpdateBlock& b) {
#pragma omp simd
    for (int i = 0; i < B; ++i) {
        double water = 0.0;
        double push_x = 0.0;
        double push_y = 0.0;
        for (int s = 0; s < corners; ++s) {
            const double length = b.length[s][i];
            const double push = length * (length < 0.0 ? b.push_on_left[s][i] : b.push_on_right[s][i]);
            const double along = length * b.along[s][i];
            water += length * b.flux_water[s][i];
            push_x += push * b.normal[s][i].x - along * b.normal[s][i].y;
            push_y += push * b.normal[s][i].y + along * b.normal[s][i].x;
        }
        b.by_area[i] = 1.0 / b.area[i];
        b.water[i] = b.seconds[i] * water;
        b.push_x[i] = b.seconds[i] * push_x;
        b.push_y[i] = b.seconds[i] * push_y;
    }
}

struct Outcome {
    std::uint32_t lively;  // a bit for each cell of the block: it moves
    std::uint32_t deeper;  // than the depth at which water counts as come
    bool below;            // zero, by rounding: the depth of some cell
};

// Where the maxima are kept; nowhere within a go.
struct Greatest {
    float* depth = nullptr;
    float* speed = nullptr;
    float* discharge = nullptr;
};

struct UpdateOptions {
    double dry_depth;
    double arrival_depth;
    Greatest greatest;
};

// Water: h' = h + fluxes + gain. Velocity: U* = (h U + pushes) / h', then friction with weight w at the new time,
//   U' (1 + w dt f |U'|) = U* - (1 - w) dt f |U| U,   f = g n^2 / h'^(4/3),
// solved exactly for |U'|. It never turns the flow round, leaves a balance of push and friction as it is, and is of
// second order where friction acts slowly (w near 1/2); w goes to 1 as dt f |U| does.
// Of water that is less than a tenth of what was there, pushes and outflows are nearly all of the momentum, and their
// difference by the little that stays is no velocity: `trust` leads over to the velocity it had.
LIRIVER_KERNEL Outcome update_block(UpdateBlock& b, double dry_depth, double arrival_depth) {
    std::uint32_t lively = 0;
    std::uint32_t deeper = 0;
    int below = 0;
#pragma omp simd reduction(| : lively, deeper) reduction(+ : below)
    for (int i = 0; i < B; ++i) {
        const double h = b.depth[i] + b.by_area[i] * b.water[i] + b.gain[i];
        const double kept = h > dry_depth ? h : dry_depth;
        const double taken = b.gain[i] < 0.0 ? b.gain[i] : 0.0;  // leaves with its velocity
        const double moved = h - taken > dry_depth ? h - taken : dry_depth;
        const double there = b.depth[i] > dry_depth ? b.depth[i] : dry_depth;
        const double trust = 10.0 * h < there ? 10.0 * h / there : 1.0;
        const double u = trust * ((b.depth[i] * b.u[i] + b.by_area[i] * b.push_x[i]) / moved) + (1.0 - trust) * b.u[i];
        const double v = trust * ((b.depth[i] * b.v[i] + b.by_area[i] * b.push_y[i]) / moved) + (1.0 - trust) * b.v[i];
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
        const double speed_now = std::sqrt(b.new_u[i] * b.new_u[i] + b.new_v[i] * b.new_v[i]);
        b.depth_now[i] = static_cast<float>(h);
        b.speed_now[i] = static_cast<float>(h > arrival_depth ? speed_now : 0.0);
        b.discharge_now[i] = static_cast<float>(speed_now * h);
        deeper |= (h > arrival_depth ? 1U : 0U) << static_cast<std::uint32_t>(i);
        const double change = std::abs(h - b.depth[i]);
        const double speed = scale * rest;
        const std::uint32_t alive = h > dry_depth && (speed > still_speed || change > still_depth) ? 1U : 0U;
        lively |= alive << static_cast<std::uint32_t>(i);
        below += h < 0.0 ? 1 : 0;
    }
    return {lively, deeper, below != 0};
}

// Of a block that lies together.
LIRIVER_KERNEL void keep_greatest(const UpdateBlock& b, const Greatest& m) {
    const std::int32_t first = b.cell[0];
#pragma omp simd
    for (int i = 0; i < B; ++i) {
        m.depth[first + i] = std::max(m.depth[first + i], b.depth_now[i]);
        m.speed[first + i] = std::max(m.speed[first + i], b.speed_now[i]);
        m.discharge[first + i] = std::max(m.discharge[first + i], b.discharge_now[i]);
    }
}

// Columns back to the cells' records.
LIRIVER_KERNEL void scatter(const UpdateBlock& b, CellState* state) {
    for (int k = 0; k < B; k += 4)
        transpose({b.new_depth + k, b.new_u + k, b.new_v + k, b.bed + k},
                  {&state[b.cell[k]].depth, &state[b.cell[k + 1]].depth, &state[b.cell[k + 2]].depth,
                   &state[b.cell[k + 3]].depth});
}

template <int corners, bool shared>
LIRIVER_KERNEL void gathered_block(const KernelInputs& in, UpdateBlock& b) {
    gather<corners, shared>(in, b);
    sum_fluxes<corners>(b);
}

LIRIVER_KERNEL Outcome updated_block(UpdateBlock& b, const UpdateOptions& options, CellState* state) {
    const Outcome outcome = update_block(b, options.dry_depth, options.arrival_depth);
    scatter(b, state);
    if (options.greatest.depth != nullptr && b.together)
        keep_greatest(b, options.greatest);
    return outcome;
}

template <int corners, bool shared>
LIRIVER_AVX512 void gather_avx512(const KernelInputs& in, UpdateBlock& b) {
    gathered_block<corners, shared>(in, b);
}
template <int corners, bool shared>
LIRIVER_AVX2 void gather_avx2(const KernelInputs& in, UpdateBlock& b) {
    gathered_block<corners, shared>(in, b);
}
template <int corners, bool shared>
void gather_plain(const KernelInputs& in, UpdateBlock& b) {
    gathered_block<corners, shared>(in, b);
}
LIRIVER_AVX512 Outcome update_avx512(UpdateBlock& b, const UpdateOptions& options, CellState* state) {
    return updated_block(b, options, state);
}
LIRIVER_AVX2 Outcome update_avx2(UpdateBlock& b, const UpdateOptions& options, CellState* state) {
    return updated_block(b, options, state);
}
Outcome update_plain(UpdateBlock& b, const UpdateOptions& options, CellState* state) {
    return updated_block(b, options, state);
}

// Bits of cells by word, handed on when the next word begins: other threads write bits of the same words.
class Bits {
  public:
    explicit Bits(CellBits& all) : all_(all) {}
    ~Bits() { hand_on(); }
    Bits(const Bits&) = delete;
    Bits& operator=(const Bits&) = delete;

    void set(std::size_t cell, std::uint64_t bits) {
        if (cell / 64 != word_) {
            hand_on();
            word_ = cell / 64;
            bits_ = 0;
        }
        bits_ |= bits << (cell % 64);
    }

  private:
    void hand_on() {
        if (bits_ == 0)
            return;
        std::uint64_t& word = all_[word_];
#pragma omp atomic
        word |= bits_;
    }

    CellBits& all_;
    std::size_t word_ = 0;
    std::uint64_t bits_ = 0;
};

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
void SurfaceSolver::update(List cells, bool keep) {
    const auto of_triangles = best_path(gather_plain<3, shared>, gather_avx2<3, shared>, gather_avx512<3, shared>);
    const auto of_quadrilaterals = best_path(gather_plain<4, shared>, gather_avx2<4, shared>, gather_avx512<4, shared>);
    const auto work = best_path(update_plain, update_avx2, update_avx512);
    const KernelInputs in{mesh_,         geometry_,       state_.data(),   slope_.data(),  flux_.data(),
                          level_.data(), elapsed_.data(), seconds_.data(), top_level_ == 0};
    const auto gather_block = geometry_.triangles_only ? of_triangles : of_quadrilaterals;
    UpdateOptions options{options_.dry_depth, options_.arrival_depth, {}};
    if (keep)
        options.greatest = {greatest_depth_.data(), greatest_speed_.data(), greatest_discharge_.data()};
    const double time = time_[0] + tick_ * (1 << top_level_);
    in_parts(cells, options_.threads, [&](List part) {
        UpdateBlock b{};
        Bits lively(lively_);
        std::vector<std::pair<std::int32_t, double>> rounded;
        for (std::size_t start = 0; start < part.size(); start += B) {
            const List now = part.subspan(start, std::min<std::size_t>(B, part.size() - start));
            const auto here = static_cast<int>(now.size());
            fill(b.cell, now);
            gather_block(in, b);
            if (shared)
                add_account(now, b.water, b.push_x, b.push_y);
            if (gains_)
                for (int k = 0; k < B; ++k)
                    b.gain[k] = k < here ? gain_of(b.cell[k], b.depth[k] + b.by_area[k] * b.water[k], b.seconds[k])
                                         : b.gain[here - 1];
            const Outcome outcome = work(b, options, state_.data());
            for (int k = 0; outcome.below && k < here; ++k)
                if (b.new_depth[k] < 0.0) {
                    rounded.emplace_back(b.cell[k], -b.new_depth[k] * mesh_.area[b.cell[k]]);
                    state_[b.cell[k]].depth = 0.0;
                }
            if (const auto first = static_cast<std::size_t>(b.cell[0]); first % 64 <= 64 - B && b.together) {
                std::copy_n(b.wave_speed, B, wave_speed_.begin() + b.cell[0]);
                lively.set(first, outcome.lively);
                if (keep)
                    note_water(first, outcome.deeper, B, static_cast<float>(time));
                continue;
            }
            for (int k = 0; k < here; ++k) {
                wave_speed_[b.cell[k]] = b.wave_speed[k];
                lively.set(static_cast<std::size_t>(b.cell[k]), (outcome.lively >> static_cast<unsigned>(k)) & 1U);
                if (!keep)
                    continue;
                const auto cell = static_cast<std::size_t>(b.cell[k]);
                raise_maxima(cell, b.depth_now[k], b.speed_now[k], b.discharge_now[k]);
                note_water(cell, (outcome.deeper >> static_cast<unsigned>(k)) & 1U, 1, static_cast<float>(time));
            }
        }
        if (!rounded.empty()) {
#pragma omp critical
            rounded_.insert(rounded_.end(), rounded.begin(), rounded.end());
        }
    });
    std::sort(rounded_.begin(), rounded_.end());  // their sum is the same whatever the threads
    for (const auto& [cell, water] : rounded_) {
        ++counts_.rounded_to_zero;
        counts_.rounded_m3 += water;
    }
    rounded_.clear();
}

template void SurfaceSolver::update<false>(List, bool);
template void SurfaceSolver::update<true>(List, bool);

}  // namespace liriver::solver::surface
