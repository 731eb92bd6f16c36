// Which cells move, and with what steps.
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

// How many cells (in their own sizes) a wave may cross in one go of all groups.
constexpr int cells_crossed = 4;

// By how much the numbers of two cells may differ, for a sweep to find both in the cache.
constexpr std::int32_t near_cells = 4096;

// Calls `act` with every cell whose bit is set, in order.
template <class Act>
void each_set(const std::vector<std::uint64_t>& bits, const Act& act) {
    for (std::size_t w = 0; w < bits.size(); ++w)
        for (std::uint64_t rest = bits[w]; rest != 0; rest &= rest - 1)
            act(static_cast<std::int32_t>(w * 64 + static_cast<std::size_t>(std::countr_zero(rest))));
}

// The same by all threads, in no order: `act` writes what belongs to its cell alone.
template <class Act>
void each_set(const std::vector<std::uint64_t>& bits, int threads, const Act& act) {
    const auto words = static_cast<std::int64_t>(bits.size());
#pragma omp parallel for num_threads(threads) if (worth_sharing(64 * bits.size(), threads))
    for (std::int64_t w = 0; w < words; ++w)
        for (std::uint64_t rest = bits[static_cast<std::size_t>(w)]; rest != 0; rest &= rest - 1)
            act(static_cast<std::int32_t>(w * 64 + std::countr_zero(rest)));
}

bool is_set(const std::vector<std::uint64_t>& bits, std::int32_t i) {
    return ((bits[static_cast<std::size_t>(i) / 64] >> (static_cast<std::size_t>(i) % 64)) & 1U) != 0;
}

void set(std::vector<std::uint64_t>& bits, std::int32_t i) {
    bits[static_cast<std::size_t>(i) / 64] |= std::uint64_t{1} << (static_cast<std::size_t>(i) % 64);
}

// The least size by wave speed among 64 cells, and the least reach; a little below, as a bound.
std::pair<double, double> least_of_word(const SurfaceGeometry& geometry, const std::vector<float>& wave_speed,
                                        std::size_t begin) {
    float step = std::numeric_limits<float>::infinity();
    float go = step;
#pragma omp simd reduction(min : step, go)
    for (std::size_t i = begin; i < begin + 64; ++i) {
        const float slowness = 1.0F / wave_speed[i];
        const float own_step = geometry.size[i] * slowness;
        const float own_go = geometry.reach[i] * slowness;
        step = own_step < step ? own_step : step;
        go = own_go < go ? own_go : go;
    }
    constexpr double below = 1.0 - 1e-6;
    return {below * static_cast<double>(step), below * static_cast<double>(go)};
}

}  // namespace

void SurfaceSolver::wake(std::int32_t cell) { set(awake_, cell); }

// Cells that moved, and as many rings around them as a wave may cross before the next look. All others rest: nothing
// crosses their faces, to rounding.
void SurfaceSolver::find_awake() {
    std::swap(awake_, awake_before_);
    const auto cells = mesh_.cell_count();
    if (!options_.rest_where_still) {
        std::fill(awake_.begin(), awake_.end(), 0);
        for (std::int32_t i = 0; i < cells; ++i)
            set(awake_, i);
    } else {
        awake_ = lively_;
        for (const SurfaceBoundary& boundary : boundaries_)
            for (const std::int32_t f : boundary.faces)
                wake(mesh_.left[f]);
        if (gains_)
            for (std::int32_t i = 0; i < cells; ++i)
                if ((gain_.empty() ? 0.0 : gain_[i]) > loss_ || (state_[i].depth > 0.0 && loss_ > 0.0) ||
                    (!gain_.empty() && gain_[i] < 0.0))
                    wake(i);
        for (std::size_t k = 0; k < links_.size(); ++k)
            if (link_flows_[k] != 0)
                for (const std::int32_t i : {links_[k].left, links_[k].right})
                    if (i != outside)
                        wake(i);
        std::vector<std::int32_t> rim;
        std::vector<std::int32_t> next;
        const std::vector<std::uint64_t> moving = awake_;
        const auto spread = [&](std::int32_t cell) {
            for (std::int32_t c = mesh_.first_corner[cell]; c < mesh_.first_corner[cell + 1]; ++c) {
                const std::int32_t other = beyond(mesh_.cell_faces[c], cell);
                if (other != outside && !is_set(awake_, other)) {
                    set(awake_, other);
                    next.push_back(other);
                }
            }
        };
        each_set(moving, spread);
        for (int ring = 0; ring < cells_crossed; ++ring) {
            std::swap(rim, next);
            next.clear();
            for (const std::int32_t cell : rim)
                spread(cell);
        }
    }
    listed_ = listed_ && awake_ == awake_before_;
    for (std::size_t w = 0; !listed_ && w < awake_.size(); ++w)  // what falls asleep is level water
        for (std::uint64_t rest = awake_before_[w] & ~awake_[w]; rest != 0; rest &= rest - 1) {
            const std::size_t i = w * 64 + static_cast<std::size_t>(std::countr_zero(rest));
            slope_[i] = {};
            level_[i] = asleep;
        }
    std::fill(lively_.begin(), lively_.end(), 0);
}

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
                    ? 2.0 * std::cbrt(gravity * std::abs(forcing.boundary[k]) / length)
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

// The smallest step of all awake cells, and the longest go: no wave crosses more than `cells_crossed` cells in it.
void SurfaceSolver::find_shortest_step(double seconds, StepOutcome& outcome, double& least, double& longest) const {
    const auto words = static_cast<std::int64_t>(awake_.size());
    double shortest = seconds;
    double furthest = seconds;
    std::int32_t limiting = -1;
    std::int64_t count = 0;
    const bool shared = worth_sharing(state_.size(), options_.threads);
    const bool plain = gain_.empty() && link_gain_.empty() && options_.eddy_viscosity == 0.0;
#pragma omp parallel num_threads(options_.threads) if (shared) reduction(+ : count)
    {
        double own_shortest = seconds;
        double own_furthest = seconds;
        std::int32_t own_limiting = -1;
        const auto look = [&](std::int32_t i, double speed) {
            const double step = own_step(i, speed);
            if (step < own_shortest) {
                own_shortest = step;
                own_limiting = i;
            }
            const double go = cells_crossed * options_.courant * static_cast<double>(geometry_.reach[i]) / speed;
            own_furthest = go < own_furthest ? go : own_furthest;
        };
#pragma omp for schedule(static)
        for (std::int64_t w = 0; w < words; ++w) {
            const std::uint64_t bits = awake_[static_cast<std::size_t>(w)];
            count += std::popcount(bits);
            if (plain && bits == ~std::uint64_t{0}) {  // 64 cells together, and one by one only where they limit
                const auto [steps, reaches] = least_of_word(geometry_, wave_speed_, static_cast<std::size_t>(w) * 64);
                if (options_.courant * steps >= own_shortest &&
                    cells_crossed * options_.courant * reaches >= own_furthest)
                    continue;
            }
            for (std::uint64_t rest = bits; rest != 0; rest &= rest - 1) {
                const auto i = static_cast<std::int32_t>(w * 64 + std::countr_zero(rest));
                look(i, speed_of(i));
            }
        }
#pragma omp critical
        {
            furthest = std::min(furthest, own_furthest);
            const bool earlier = own_shortest == shortest && own_limiting < limiting;
            if (own_limiting >= 0 && (own_shortest < shortest || earlier)) {
                shortest = own_shortest;
                limiting = own_limiting;
            }
        }
    }
    for (const SurfaceBoundary& boundary : boundaries_)
        for (const std::int32_t f : boundary.faces) {
            const std::int32_t i = mesh_.left[f];
            const double speed = std::max(speed_of(i), rim_speed_[f - mesh_.inner_faces]);
            const double step = own_step(i, speed);
            if (step < shortest) {
                shortest = step;
                limiting = i;
            }
            furthest =
                std::min(furthest, cells_crossed * options_.courant * static_cast<double>(geometry_.reach[i]) / speed);
        }
    // Links exchange once a go: no longer than a wave needs to bring the water that they take.
    for (std::size_t k = 0; k < links_.size(); ++k)
        for (const std::int32_t i : {links_[k].left, links_[k].right})
            if (i != outside && link_gain_[i] > 0.0)
                furthest = std::min(furthest, own_step(i, speed_of(i)));
    outcome.limiting_cell = limiting;
    outcome.awake = static_cast<std::int32_t>(count);
    least = shortest;
    longest = furthest;
}

// Into how many groups the cells' steps are best told apart: those that cost least.
int SurfaceSolver::best_top_level(double least, double longest, std::int32_t awake) const {
    if (!options_.local_steps || longest < 2.0 * least)
        return 0;
    std::array<double, most_levels> members{};
    each_set(awake_, [&](std::int32_t i) {
        const double ratio = own_step(i, speed_of(i)) / least;
        int level = 0;
        while (level + 1 < most_levels && ratio >= static_cast<double>(2 << level))
            ++level;
        members[static_cast<std::size_t>(level)] += 1.0;
    });
    int top = 0;
    double best = std::numeric_limits<double>::infinity();
    for (int levels = 0; levels < most_levels && std::ldexp(least, levels) <= longest; ++levels) {
        double cost = (levels == 0 ? 0.05 : 0.15 / std::ldexp(1.0, levels)) * awake;  // lists made anew, each go
        for (int level = 0; level < most_levels; ++level)
            cost += members[static_cast<std::size_t>(level)] / std::ldexp(1.0, std::min(level, levels));
        if (cost < 0.93 * best) {
            best = cost;
            top = levels;
        }
    }
    return top;
}

// A cell reckons with the greatest speed that may reach it in this go.
void SurfaceSolver::spread_speeds() {
    fastest_.resize(state_.size());
    fastest_next_.resize(state_.size());
    each_set(awake_, options_.threads, [&](std::int32_t i) { fastest_[i] = static_cast<float>(speed_of(i)); });
    for (const SurfaceBoundary& boundary : boundaries_)
        for (const std::int32_t f : boundary.faces)
            fastest_[mesh_.left[f]] =
                std::max(fastest_[mesh_.left[f]], static_cast<float>(rim_speed_[f - mesh_.inner_faces]));
    for (int ring = 0; ring < cells_crossed; ++ring) {
        each_set(awake_, options_.threads, [&](std::int32_t i) {
            float speed = fastest_[i];
            for (std::int32_t c = mesh_.first_corner[i]; c < mesh_.first_corner[i + 1]; ++c) {
                const std::int32_t j = beyond(mesh_.cell_faces[c], i);
                if (j != outside && is_set(awake_, j))
                    speed = std::max(speed, fastest_[j]);
            }
            fastest_next_[i] = speed;
        });
        std::swap(fastest_, fastest_next_);
    }
}

double SurfaceSolver::own_step(std::int32_t i, double speed) const {
    return options_.courant * static_cast<double>(geometry_.size[i]) / speed;
}

// Steps: a cell's own is courant * size / (|u| + c), with the greatest speed that may reach it in this go. Groups take
// steps of 1, 2, 4 ... ticks.
void SurfaceSolver::choose_levels(double seconds, const SurfaceForcing& forcing, StepOutcome& outcome) {
    find_rim_speeds(forcing);
    double least = seconds;
    double longest = seconds;
    find_shortest_step(seconds, outcome, least, longest);
    int top = best_top_level(least, longest, outcome.awake);
    double go = std::min(std::ldexp(least, top), seconds);
    if (go < seconds && go > 0.5 * seconds)
        go = 0.5 * seconds;
    while (top > 0 && std::ldexp(least, top - 1) >= go)
        --top;
    tick_ = std::ldexp(go, -top);
    const bool same = listed_ && top == 0 && top_level_ == 0;
    top_level_ = top;
    for (int level = 0; level < most_levels; ++level)
        seconds_[static_cast<std::size_t>(level)] = std::ldexp(tick_, level);
    if (same)
        return;
    if (top == 0) {
        each_set(awake_, options_.threads, [&](std::int32_t i) { level_[i] = 0; });
    } else {
        spread_speeds();
        each_set(awake_, options_.threads, [&](std::int32_t i) {
            const double ratio = own_step(i, static_cast<double>(fastest_[i])) / tick_ * (1.0 + 1e-6);
            int level = 0;
            while (level < top && ratio >= static_cast<double>(2 << level))
                ++level;
            level_[i] = static_cast<std::uint8_t>(level);
        });
    }
    list_cells();
    list_faces();
    listed_ = true;
}

void SurfaceSolver::list_cells() {
    std::array<std::size_t, most_levels + 1> own{};
    std::array<std::size_t, most_levels + 1> both{};
    const auto is_shared = [&](std::int32_t i) {
        bool finer = false;
        for (std::int32_t c = mesh_.first_corner[i]; top_level_ > 0 && c < mesh_.first_corner[i + 1]; ++c)
            finer = finer || level_of_face(mesh_.cell_faces[c]) < level_[i];
        return finer;
    };
    each_set(awake_, [&](std::int32_t i) { ++(is_shared(i) ? both : own)[static_cast<std::size_t>(level_[i]) + 1]; });
    for (std::size_t level = 0; level < most_levels; ++level) {
        own[level + 1] += own[level];
        both[level + 1] += both[level];
    }
    first_cell_ = own;
    first_shared_ = both;
    cells_.resize(own[most_levels]);
    shared_.resize(both[most_levels]);
    each_set(awake_, [&](std::int32_t i) {
        if (is_shared(i))
            shared_[both[level_[i]]++] = i;
        else
            cells_[own[level_[i]]++] = i;
    });
    for (std::vector<double>* v : {&shared_water_, &shared_x_, &shared_y_})
        v->assign(shared_.size(), 0.0);
}

void SurfaceSolver::list_faces() {
    std::array<std::size_t, most_levels + 1> inner{};
    std::array<std::size_t, most_levels + 1> rim{};
    const auto each_face = [&](auto&& act) {
        each_set(awake_, [&](std::int32_t i) {
            for (std::int32_t c = mesh_.first_corner[i]; c < mesh_.first_corner[i + 1]; ++c) {
                const std::int32_t f = mesh_.cell_faces[c];
                const std::int32_t j = beyond(f, i);
                const bool at_rim = j == outside || level_[j] == asleep;
                if (!at_rim && mesh_.left[f] != i)
                    continue;
                std::uint8_t place = at_rim ? level_[i] : std::min(level_[i], level_[j]);
                if (top_level_ == 0 && !at_rim && mesh_.right[f] - mesh_.left[f] > near_cells)
                    place = 1;  // far ones behind the near ones
                act(f, at_rim, place);
            }
        });
    };
    each_face([&](std::int32_t, bool at_rim, std::uint8_t place) {
        ++(at_rim ? rim : inner)[static_cast<std::size_t>(place) + 1];
    });
    for (std::size_t level = 0; level < most_levels; ++level) {
        inner[level + 1] += inner[level];
        rim[level + 1] += rim[level];
    }
    first_face_ = inner;
    first_rim_ = rim;
    near_faces_ = inner[1];
    if (top_level_ == 0)
        first_face_[1] = inner[most_levels];  // all are of the one level
    faces_.resize(inner[most_levels]);
    rim_.resize(rim[most_levels]);
    each_face([&](std::int32_t f, bool at_rim, std::uint8_t place) {
        if (at_rim)
            rim_[rim[place]++] = f;
        else
            faces_[inner[place]++] = f;
    });
}

// Where each group stands within its step at this tick, and which groups begin one.
void SurfaceSolver::set_clock(int tick) {
    due_ = tick == 0 ? top_level_ : std::min(top_level_, std::countr_zero(static_cast<unsigned>(tick)));
    for (int level = 0; level <= top_level_; ++level)
        elapsed_[static_cast<std::size_t>(level)] = tick_ * (tick & ((1 << level) - 1));
}

}  // namespace liriver::solver::surface
