#pragma once
// Cells, faces or runs cut into parts, one for each thread. What acts on a part writes what belongs to it alone, so
// that the bits are the same for any number of threads.
#include <algorithm>
#include <cstdint>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {

/// Threads that share the work on so many cells: with few, waiting for one another costs more than it saves.
inline int threads_for(std::int32_t cells, int threads) {
    constexpr std::int32_t few = 8000;
    return cells > few ? std::max(threads, 1) : 1;
}

struct Part {
    std::int32_t begin = 0, end = 0;
};

/// Part `k` of `parts` of [0, count).
inline Part part_of(std::int32_t count, int k, int parts) {
    const auto at = [&](std::int64_t p) { return static_cast<std::int32_t>(count * p / parts); };
    return {at(k), at(k + 1)};
}

/// Calls act(begin, end) for each part of [0, count).
template <class Act>
void in_parts(std::int32_t count, int threads, const Act& act) {
    if (threads == 1) {  // a parallel region of one thread would cost small networks a fifth of their time
        act(0, count);
        return;
    }
#pragma omp parallel for schedule(static) num_threads(threads)
    for (int k = 0; k < threads; ++k) {
        const Part part = part_of(count, k, threads);
        act(part.begin, part.end);
    }
}

/// The same; the largest of what act returns, and not less than zero.
template <class Act>
double largest_in_parts(std::int32_t count, int threads, const Act& act) {
    double largest = 0.0;
    if (threads == 1)
        return std::max(largest, act(0, count));
#pragma omp parallel for schedule(static) num_threads(threads) reduction(max : largest)
    for (int k = 0; k < threads; ++k) {
        const Part part = part_of(count, k, threads);
        largest = std::max(largest, act(part.begin, part.end));
    }
    return largest;
}

template <class Act>
void ChannelSolver::each_run(const Act& act) {
    in_parts(static_cast<std::int32_t>(runs_.size()), threads_, [&](std::int32_t begin, std::int32_t end) {
        for (std::int32_t k = begin; k < end; ++k)
            act(runs_[k], columns(runs_[k]));
    });
}

template <class Act>
void ChannelSolver::each_end_face(const Act& act) {
    in_parts(static_cast<std::int32_t>(end_faces_.size()), threads_, [&](std::int32_t begin, std::int32_t end) {
        for (std::int32_t k = begin; k < end; ++k)
            act(end_faces_[k]);
    });
}

template <class Act>
double ChannelSolver::largest_of_runs(const Act& act) {
    const auto of_part = [&](std::int32_t begin, std::int32_t end) {
        double largest = 0.0;
        for (std::int32_t k = begin; k < end; ++k)
            largest = std::max(largest, act(runs_[k], columns(runs_[k])));
        return largest;
    };
    return largest_in_parts(static_cast<std::int32_t>(runs_.size()), threads_, of_part);
}

template <class Act>
double ChannelSolver::largest_of_end_faces(const Act& act) {
    const auto of_part = [&](std::int32_t begin, std::int32_t end) {
        double largest = 0.0;
        for (std::int32_t k = begin; k < end; ++k)
            largest = std::max(largest, act(end_faces_[k]));
        return largest;
    };
    return largest_in_parts(static_cast<std::int32_t>(end_faces_.size()), threads_, of_part);
}

}  // namespace liriver::solver::channel
