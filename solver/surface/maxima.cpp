// The greatest depth, speed and unit discharge so far, when water came and how long it stayed.
#include <algorithm>
#include <cmath>

#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {

void SurfaceSolver::keep_maxima(double seconds) {
    const auto words = static_cast<std::int64_t>(awake_.size());
    const auto now = static_cast<float>(time_[0]);
    const auto passed = static_cast<float>(seconds);
    const double wet = options_.arrival_depth;
#pragma omp parallel for num_threads(options_.threads) if (words > 64 && options_.threads > 1) schedule(static)
    for (std::int64_t w = 0; w < words; ++w) {
        const std::size_t begin = static_cast<std::size_t>(w) * 64;
        const std::size_t end = std::min(begin + 64, state_.size());
        if (awake_[static_cast<std::size_t>(w)] != 0 || seconds == 0.0)
            for (std::size_t i = begin; i < end; ++i) {
                const CellState& s = state_[i];
                const double speed = std::sqrt(s.u * s.u + s.v * s.v);
                greatest_depth_[i] = std::max(greatest_depth_[i], static_cast<float>(s.depth));
                greatest_speed_[i] = std::max(greatest_speed_[i], static_cast<float>(speed));
                greatest_discharge_[i] = std::max(greatest_discharge_[i], static_cast<float>(speed * s.depth));
                arrival_time_[i] = std::min(arrival_time_[i], s.depth > wet ? now : arrival_time_[i]);
            }
        for (std::size_t i = begin; i < end; ++i)  // still water lasts
            duration_[i] += state_[i].depth > wet ? passed : 0.0F;
    }
}

}  // namespace liriver::solver::surface
