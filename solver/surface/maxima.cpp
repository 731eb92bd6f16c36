// The greatest depth, speed and unit discharge so far, when water came and how long it stayed. A speed counts while the
// water is deeper than `arrival_depth`: that of a film says more of rounding than of the flow.
//
// Times are written when water comes or goes, not added up step by step, which single precision would not bear: while a
// cell is under water, `duration_` holds what it had before less the time at which the water came. Still water costs
// nothing.
#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {

void SurfaceSolver::begin_maxima() {
    for (std::vector<float>* values : {&greatest_depth_, &greatest_speed_, &greatest_discharge_, &duration_})
        values->assign(state_.size(), 0.0F);
    arrival_time_.assign(state_.size(), std::numeric_limits<float>::infinity());
    under_water_.assign(awake_.size(), 0);
    for (std::int32_t i = 0; i < mesh_.cell_count(); ++i)
        keep_maxima(i, 0.0F);
}

void SurfaceSolver::keep_maxima(std::int32_t cell, float now) {
    const CellState& s = state_[cell];
    const double speed = std::sqrt(s.u * s.u + s.v * s.v);
    const bool arrived = s.depth > options_.arrival_depth;
    raise_maxima(static_cast<std::size_t>(cell), static_cast<float>(s.depth),
                 arrived ? static_cast<float>(speed) : 0.0F, static_cast<float>(speed * s.depth));
    note_water(static_cast<std::size_t>(cell), arrived ? 1 : 0, 1, now);
}

// `deeper`: a bit for each of `count` cells from `first` on, of one word, that stands deeper than the arrival depth.
// Other threads change other bits of the word.
void SurfaceSolver::note_water(std::size_t first, std::uint64_t deeper, unsigned count, float now) {
    const std::atomic_ref<std::uint64_t> word(under_water_[first / 64]);
    const std::uint64_t own = (std::uint64_t{1} << count) - 1;
    const std::uint64_t changed = (deeper ^ (word.load(std::memory_order_relaxed) >> (first % 64))) & own;
    if (changed == 0)
        return;
    for (std::uint64_t rest = changed; rest != 0; rest &= rest - 1) {
        const std::size_t i = first + static_cast<std::size_t>(std::countr_zero(rest));
        const bool came = ((deeper >> (i - first)) & 1U) != 0;
        duration_[i] += came ? -now : now;
        if (came)
            arrival_time_[i] = std::min(arrival_time_[i], now);
    }
    word.fetch_xor(changed << (first % 64), std::memory_order_relaxed);
}

// Cells that links join are updated and then give or take: only what stands after that counts.
void SurfaceSolver::hold_maxima() {
    held_.clear();
    for (std::size_t k = 0; k < links_.size(); ++k)
        for (const std::int32_t i : {links_[k].left, links_[k].right})
            if (link_flows_[k] != 0 && i != mesh::surface::outside)
                held_.push_back({i, greatest_depth_[i], greatest_speed_[i], greatest_discharge_[i], arrival_time_[i],
                                 duration_[i], is_set(under_water_, i)});
}

void SurfaceSolver::keep_held_maxima() {
    for (const HeldMaxima& held : held_) {
        greatest_depth_[held.cell] = held.depth;
        greatest_speed_[held.cell] = held.speed;
        greatest_discharge_[held.cell] = held.discharge;
        arrival_time_[held.cell] = held.arrival;
        duration_[held.cell] = held.duration;
        clear(under_water_, held.cell);
        if (held.under_water)
            set(under_water_, held.cell);
    }
    for (const HeldMaxima& held : held_)
        keep_maxima(held.cell, static_cast<float>(time_[0]));
}

std::vector<float> SurfaceSolver::duration() const {
    std::vector<float> all = duration_;
    each_of(under_water_, [&](std::int32_t i) { all[i] += static_cast<float>(time_[0]); });
    return all;
}

}  // namespace liriver::solver::surface
