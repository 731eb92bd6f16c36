// Steps, by groups of cells. A cell's own is courant * size / (|u| + c), with the greatest speed that may reach it in a
// go; groups take steps of 1, 2, 4 ... ticks. How the cells are grouped holds for many goes, as who is awake does
// (awake.cpp); the tick follows the flow in each.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "solver/surface/parts.h"
#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {
namespace {

using mesh::surface::outside;

constexpr std::size_t most_corners = 4;  // of a cell
constexpr int most_goes = 64;            // before groups are formed anew
constexpr double least_share = 0.85;     // of the tick for which they were formed

// The greatest level whose step of 2^level ticks is not longer than `ratio` ticks, a finite number: its exponent; 0
// where it is less than one.
int level_of_ratio(double ratio) {
    const auto exponent = static_cast<int>(std::bit_cast<std::uint64_t>(ratio) >> 52U) - 1023;
    return exponent > 0 ? exponent : 0;
}

constexpr double infinite = std::numeric_limits<double>::infinity();

// Of up to 64 cells: the least size by wave speed, reach by wave speed, and allowed by own wave speed; a little below,
// as bounds.
struct LeastOfWord {
    double step, go, share;
};
LeastOfWord least_of_word(const SurfaceGeometry& geometry, const std::vector<float>& wave_speed,
                          const std::vector<float>& allowed, std::size_t begin) {
    float step = std::numeric_limits<float>::infinity();
    float go = step;
    float share = step;
    const bool groups = !allowed.empty();
    const float* const most = groups ? allowed.data() : wave_speed.data();
#pragma omp simd reduction(min : step, go, share)
    for (std::size_t i = begin; i < begin + 64; ++i) {
        const float slowness = 1.0F / wave_speed[i];
        const float own_step = geometry.size[i] * slowness;
        const float own_go = geometry.reach[i] * slowness;
        const float own_share = most[i] * slowness;
        step = own_step < step ? own_step : step;
        go = own_go < go ? own_go : go;
        share = own_share < share ? own_share : share;
    }
    constexpr double below = 1.0 - 1e-6;
    return {below * static_cast<double>(step), below * static_cast<double>(go),
            groups ? below * static_cast<double>(share) : infinite};
}

}  // namespace

// The speed of the waves of what is about to flow in: at critical depth, with a margin.
void SurfaceSolver::find_rim_speeds(const SurfaceForcing& forcing) {
    for (std::size_t k = 0; k < boundaries_.size(); ++k) {
        if (boundaries_[k].kind != BoundaryKind::discharge && boundaries_[k].kind != BoundaryKind::stage)
            continue;
        double length = 0.0;
        for (const std::int32_t f : boundaries_[k].faces)
            length += mesh_.length[f];
        for (const std::int32_t f : boundaries_[k].faces)
            rim_speed_[f - mesh_.inner_faces] =
                boundaries_[k].kind == BoundaryKind::discharge
                    ? 2.0 * std::cbrt(gravity * std::max(forcing.boundary[k], 0.0) / length)
                    : 2.0 *
                          std::sqrt(gravity * std::max(forcing.boundary[k] - mesh_.bed_elevation[mesh_.left[f]], 0.0));
    }
}

// The greatest speed that a cell has to reckon with, its neighbours left aside: its own waves, turbulence, and the
// waves of the water that a step brings: c^2 = g gain dt, dt = size / c.
double SurfaceSolver::speed_of(std::int32_t i) const {
    const auto size = static_cast<double>(geometry_.size[i]);
    double speed = static_cast<double>(wave_speed_[i]) + 4.0 * options_.eddy_viscosity / size;
    if (!gain_.empty() && gain_[i] > 0.0)
        speed = std::max(speed, std::cbrt(gravity * gain_[i] * size));
    if (!link_gain_.empty() && link_gain_[i] > 0.0)
        speed = std::max(speed, std::cbrt(gravity * link_gain_[i] * size));
    return speed;
}

// Of all awake cells: the least own step, the longest go in which no wave crosses more than `cells_crossed` cells, and
// the least of allowed by own speed.
SurfaceSolver::Limits SurfaceSolver::find_limits(StepOutcome& outcome) const {
    const auto words = static_cast<std::int64_t>(awake_.size());
    Limits all{infinite, infinite, infinite, -1};
    std::int64_t count = 0;
    const bool shared = worth_sharing(state_.size(), options_.threads);
    const bool plain = gain_.empty() && link_gain_.empty() && options_.eddy_viscosity == 0.0;
    const double reached = cells_crossed * options_.courant;
    const auto look = [&](Limits& limits, std::int32_t i, double speed) {
        if (const double step = own_step(i, speed); step < limits.step) {
            limits.step = step;
            limits.cell = i;
        }
        limits.go = std::min(limits.go, reached * static_cast<double>(geometry_.reach[i]) / speed);
        if (!allowed_.empty())
            limits.share = std::min(limits.share, static_cast<double>(allowed_[i]) / speed);
    };
#pragma omp parallel num_threads(options_.threads) if (shared) reduction(+ : count)
    {
        Limits own = all;
#pragma omp for schedule(static)
        for (std::int64_t word = 0; word < words; ++word) {
            const auto w = static_cast<std::size_t>(word);
            const std::uint64_t bits = awake_[w];
            if (bits == 0)
                continue;
            count += std::popcount(bits);
            if (plain && 64 * (w + 1) <= state_.size()) {  // 64 cells together, and one by one only where they limit
                const LeastOfWord least = least_of_word(geometry_, wave_speed_, allowed_, 64 * w);
                if (options_.courant * least.step >= own.step && reached * least.go >= own.go &&
                    least.share >= own.share)
                    continue;
            }
            each_of_word(bits, w, [&](std::int32_t i) { look(own, i, speed_of(i)); });
        }
#pragma omp critical
        {
            all.go = std::min(all.go, own.go);
            all.share = std::min(all.share, own.share);
            if (own.step < all.step || (own.step == all.step && own.cell < all.cell)) {
                all.step = own.step;
                all.cell = own.cell;
            }
        }
    }
    for (const SurfaceBoundary& boundary : boundaries_)
        for (const std::int32_t f : boundary.faces)
            look(all, mesh_.left[f],
                 std::max(speed_of(mesh_.left[f]), static_cast<double>(rim_speed_[f - mesh_.inner_faces])));
    // Links exchange once a go: no longer than a wave needs to bring the water that they take.
    for (std::size_t k = 0; k < links_.size(); ++k)
        for (const std::int32_t i : {links_[k].left, links_[k].right})
            if (i != outside && link_gain_[i] > 0.0)
                all.go = std::min(all.go, own_step(i, speed_of(i)));
    outcome.limiting_cell = all.cell;
    outcome.awake = static_cast<std::int32_t>(count);
    return all;
}

// Into how many groups the cells' steps are best told apart: those that cost least.
int SurfaceSolver::best_top_level(double least, double longest, std::int32_t awake) const {
    if (!options_.local_steps || longest < 2.0 * least)
        return 0;
    std::array<double, most_levels> members{};
    each_of(awake_, [&](std::int32_t i) {
        const int level = std::min(level_of_ratio(own_step(i, speed_of(i)) / least), most_levels - 1);
        members[static_cast<std::size_t>(level)] += 1.0;
    });
    int top = 0;
    double best = infinite;
    for (int levels = 0; levels < most_levels && std::ldexp(least, levels) <= longest; ++levels) {
        double cost = (levels == 0 ? 0.01 : 0.05 / std::ldexp(1.0, levels)) * awake;  // what a go costs beside
        for (int level = 0; level < most_levels; ++level)
            cost += members[static_cast<std::size_t>(level)] / std::ldexp(1.0, std::min(level, levels));
        if (cost < 0.93 * best) {
            best = cost;
            top = levels;
        }
    }
    return top;
}

// The awake cells and, of each, the places of its neighbours among them: its own for one that is none. Numbers are
// spread over them several times, which by way of the mesh's faces costs as much as computing the cells.
void SurfaceSolver::find_neighbourhood() {
    candidates_.clear();
    place_.resize(state_.size());
    each_of(awake_, [&](std::int32_t i) {
        place_[i] = static_cast<std::int32_t>(candidates_.size());
        candidates_.push_back(i);
    });
    neighbours_.resize(most_corners * candidates_.size());
    const auto cells = static_cast<std::int64_t>(candidates_.size());
#pragma omp parallel for num_threads(options_.threads) if (worth_sharing(candidates_.size(), options_.threads))
    for (std::int64_t k = 0; k < cells; ++k) {
        const auto own = static_cast<std::int32_t>(k);
        const std::int32_t i = candidates_[static_cast<std::size_t>(k)];
        const std::int32_t begin = mesh_.first_corner[i];
        for (std::int32_t s = 0; s < static_cast<std::int32_t>(most_corners); ++s) {
            std::int32_t near = own;
            if (begin + s < mesh_.first_corner[i + 1])
                if (const std::int32_t j = beyond(mesh_.cell_faces[begin + s], i); j != outside && is_set(awake_, j))
                    near = place_[j];
            neighbours_[most_corners * static_cast<std::size_t>(k) + static_cast<std::size_t>(s)] = near;
        }
    }
}

// Of each candidate the least level among it and its neighbours. A sleeping one's is greater than any.
void SurfaceSolver::find_finest() {
    finest_.resize(candidates_.size());
    std::vector<std::uint8_t> own;
    own.reserve(candidates_.size());
    for (const std::int32_t i : candidates_)
        own.push_back(level_[i]);
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
        const std::int32_t* const n = neighbours_.data() + most_corners * k;
        finest_[k] = std::min({own[k], own[n[0]], own[n[1]], own[n[2]], own[n[3]]});
    }
}

// Gives each of the candidates the greatest (or least) of the numbers of all within `rings_crossed` rings of it.
template <class Pick>
void SurfaceSolver::spread(std::vector<float>& numbers, const Pick& pick) {
    spread_.resize(candidates_.size());
    spread_before_.resize(candidates_.size());
    for (std::size_t k = 0; k < candidates_.size(); ++k)
        spread_[k] = numbers[candidates_[k]];
    const auto cells = static_cast<std::int64_t>(candidates_.size());
    for (int ring = 0; ring < rings_crossed; ++ring) {
        std::swap(spread_, spread_before_);
        const float* const before = spread_before_.data();
        const std::int32_t* const near = neighbours_.data();
        float* const after = spread_.data();
#pragma omp parallel for num_threads(options_.threads) if (worth_sharing(candidates_.size(), options_.threads))
        for (std::int64_t k = 0; k < cells; ++k) {
            const std::int32_t* const n = near + most_corners * static_cast<std::size_t>(k);
            after[k] = pick(pick(before[k], pick(before[n[0]], before[n[1]])), pick(before[n[2]], before[n[3]]));
        }
    }
    for (std::size_t k = 0; k < candidates_.size(); ++k)
        numbers[candidates_[k]] = spread_[k];
}

double SurfaceSolver::own_step(std::int32_t i, double speed) const {
    return options_.courant * static_cast<double>(geometry_.size[i]) / speed;
}

// A cell reckons with the greatest speed that may reach it in a go. `allowed_` is what a cell's own speed may become
// before the groups do not hold any more.
void SurfaceSolver::find_levels() {
    if (top_level_ == 0) {
        each_of(awake_, options_.threads, [&](std::int32_t i) { level_[i] = 0; });
        return;
    }
    find_neighbourhood();
    fastest_.resize(state_.size());
    each_of(awake_, options_.threads, [&](std::int32_t i) { fastest_[i] = static_cast<float>(speed_of(i)); });
    for (const SurfaceBoundary& boundary : boundaries_)
        for (const std::int32_t f : boundary.faces)
            fastest_[mesh_.left[f]] =
                std::max(fastest_[mesh_.left[f]], static_cast<float>(rim_speed_[f - mesh_.inner_faces]));
    spread(fastest_, [](float a, float b) { return a > b ? a : b; });
    allowed_.assign(state_.size(), std::numeric_limits<float>::infinity());
    each_of(awake_, options_.threads, [&](std::int32_t i) {
        const int level = level_of_ratio(own_step(i, static_cast<double>(fastest_[i])) / tick_ * (1.0 + 1e-6));
        level_[i] = static_cast<std::uint8_t>(std::min(level, top_level_));
    });
}

// What the cells around one allow it: each the speed for which its own step would be that of its group. Candidates that
// rest allow any.
void SurfaceSolver::find_allowed_speeds() {
    if (top_level_ == 0)
        return;
    for (const std::int32_t i : candidates_)
        allowed_[i] = std::numeric_limits<float>::infinity();
    each_of(awake_, options_.threads, [&](std::int32_t i) {
        const double seconds = std::ldexp(tick_, level_[i]);
        const auto own = static_cast<float>(options_.courant * static_cast<double>(geometry_.size[i]) / seconds);
        allowed_[i] = std::max(own, fastest_[i]);
    });
    spread(allowed_, [](float a, float b) { return a < b ? a : b; });
}

// Groups anew, for goes of at most `seconds`: who is awake, the steps, the lists.
SurfaceSolver::Limits SurfaceSolver::form_groups(double seconds, StepOutcome& outcome) {
    const CellBits before = awake_;
    const bool were_one = listed_ && top_level_ == 0;
    allowed_.clear();
    find_candidates();
    Limits limits = find_limits(outcome);
    grouped_go_ = std::min(limits.go, seconds);
    top_level_ = best_top_level(limits.step, grouped_go_, outcome.awake);
    tick_ = limits.step;
    find_levels();
    let_rest();
    for (std::size_t w = 0; w < before.size(); ++w)  // what falls asleep is level water
        each_of_word(before[w] & ~awake_[w], w, [&](std::int32_t i) {
            slope_[i] = {};
            level_[i] = asleep;
        });
    find_allowed_speeds();
    grouped_tick_ = tick_;
    if (!were_one || top_level_ != 0 || awake_ != before) {
        list_cells();
        list_faces();
    }
    goes_ = 0;
    listed_ = true;
    outcome.awake = static_cast<std::int32_t>(count(awake_));
    limits.share = 1.0;
    return limits;
}

// Whether the groups still fit the flow: none has to take steps much shorter than those for which it was formed, and
// the longest go has not become so short, or so long, that other groups would do with less.
bool SurfaceSolver::groups_fit(const Limits& limits, double seconds) const {
    const double longest = std::min(limits.go, seconds);
    const double go = std::ldexp(std::min(limits.step, grouped_tick_ * limits.share), top_level_);
    const bool was_cut = grouped_go_ < std::ldexp(grouped_tick_, top_level_ + 1);
    return limits.share >= least_share && (top_level_ == 0 || longest >= 0.5 * go) &&
           !(was_cut && longest > 2.0 * grouped_go_);
}

void SurfaceSolver::choose_steps(double seconds, const SurfaceForcing& forcing, StepOutcome& outcome) {
    find_rim_speeds(forcing);
    find_moving();
    Limits limits{};
    bool hold = listed_ && goes_ < most_goes && core_fits();
    if (hold) {
        limits = find_limits(outcome);
        hold = groups_fit(limits, seconds);
    }
    if (!hold)
        limits = form_groups(seconds, outcome);
    ++goes_;
    double tick = limits.step;
    if (top_level_ > 0)
        tick = std::min({tick, grouped_tick_ * limits.share, std::ldexp(limits.go, -top_level_)});
    double go = std::min(std::ldexp(tick, top_level_), seconds);
    if (go < seconds && go > 0.5 * seconds)
        go = 0.5 * seconds;
    tick_ = std::ldexp(go, -top_level_);
    for (int level = 0; level < most_levels; ++level)
        seconds_[static_cast<std::size_t>(level)] = std::ldexp(tick_, level);
}

}  // namespace liriver::solver::surface
