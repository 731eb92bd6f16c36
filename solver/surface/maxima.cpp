// The greatest depth, speed and unit discharge so far, when water came and how long it stayed.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "solver/surface/parts.h"
#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

struct Maxima {
    float* depth;
    float* speed;
    float* discharge;
    float* arrival;
    float* duration;
};

LIRIVER_KERNEL void keep_greatest(const CellState* state, const Maxima& m, std::size_t begin, std::size_t end,
                                  double wet, float now) {
#pragma omp simd
    for (std::size_t i = begin; i < end; ++i) {
        const double h = state[i].depth;
        const double speed = std::sqrt(state[i].u * state[i].u + state[i].v * state[i].v);
        const auto depth_now = static_cast<float>(h);
        const auto speed_now = static_cast<float>(speed);
        const auto discharge_now = static_cast<float>(speed * h);
        m.depth[i] = m.depth[i] < depth_now ? depth_now : m.depth[i];
        m.speed[i] = m.speed[i] < speed_now ? speed_now : m.speed[i];
        m.discharge[i] = m.discharge[i] < discharge_now ? discharge_now : m.discharge[i];
        m.arrival[i] = h > wet && now < m.arrival[i] ? now : m.arrival[i];
    }
}

LIRIVER_KERNEL void add_duration(const CellState* state, float* duration, std::size_t begin, std::size_t end,
                                 double wet, float passed) {
#pragma omp simd
    for (std::size_t i = begin; i < end; ++i)
        duration[i] += state[i].depth > wet ? passed : 0.0F;
}

using Range = std::pair<std::size_t, std::size_t>;

LIRIVER_KERNEL void keep(const CellState* state, const Maxima& m, Range cells, bool awake, double wet, float now,
                         float passed) {
    if (awake)
        keep_greatest(state, m, cells.first, cells.second, wet, now);
    add_duration(state, m.duration, cells.first, cells.second, wet, passed);  // still water lasts
}

LIRIVER_AVX512 void avx512(const CellState* state, const Maxima& m, Range cells, bool awake, double wet, float now,
                           float passed) {
    keep(state, m, cells, awake, wet, now, passed);
}
LIRIVER_AVX2 void avx2(const CellState* state, const Maxima& m, Range cells, bool awake, double wet, float now,
                       float passed) {
    keep(state, m, cells, awake, wet, now, passed);
}
void plain(const CellState* state, const Maxima& m, Range cells, bool awake, double wet, float now, float passed) {
    keep(state, m, cells, awake, wet, now, passed);
}

}  // namespace

void SurfaceSolver::keep_maxima(double seconds) {
    static const auto work = best_path(plain, avx2, avx512);
    const Maxima maxima{greatest_depth_.data(), greatest_speed_.data(), greatest_discharge_.data(),
                        arrival_time_.data(), duration_.data()};
    const auto words = static_cast<std::int64_t>(awake_.size());
#pragma omp parallel for num_threads(options_.threads) if (worth_sharing(state_.size(), options_.threads))
    for (std::int64_t w = 0; w < words; ++w) {
        const std::size_t begin = static_cast<std::size_t>(w) * 64;
        const bool awake = awake_[static_cast<std::size_t>(w)] != 0 || seconds == 0.0;  // at the start: all
        work(state_.data(), maxima, {begin, std::min(begin + 64, state_.size())}, awake, options_.arrival_depth,
             static_cast<float>(time_[0]), static_cast<float>(seconds));
    }
}

}  // namespace liriver::solver::surface
