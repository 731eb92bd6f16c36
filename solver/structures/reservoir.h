#pragma once
// A reservoir: what its pool, outlets and spillway can do (routing), and what its operators may want of it (decision).
//
// Level-pool routing (Chow, Maidment and Mays 1988, Applied Hydrology, section 8.2): over a step of dt seconds
//
//   V' = V + I + P - E - R - S,   S = dt/2 [Q_s(z) + Q_s(z')]
//
// with inflow I, rain P and evaporation E on the surface, controlled release R and uncontrolled spill S, all in m3, and
// Q_s the spillway's discharge at a level. Every volume is taken once, so the balance closes to round-off.
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "solver/structures/reservoir_curve.h"
#include "solver/structures/rule_calendar.h"

namespace liriver::solver::structures {

/// A controlled way out: the most it can carry at each level of the pool (m, m3/s), nothing below the first.
struct ReservoirOutlet {
    std::string name;
    std::vector<double> level, capacity;
};

/// An uncontrolled overflow: a table of discharge by level, or else Q = C sqrt(2 g) b H^1.5 over its crest.
struct Spillway {
    std::vector<double> level, discharge;  ///< m, m3/s; the last line goes on above the last row
    double crest = std::numeric_limits<double>::infinity();
    double width = 0.0;          ///< m
    double coefficient = 0.385;  ///< C; a broad crest without losses: (2/3) sqrt(1/3)

    [[nodiscard]] double flow(double at) const;  ///< m3/s at a level (m)
    [[nodiscard]] double lip() const { return level.empty() ? crest : level.front(); }
};

/// What a date and a level ask for. Levels: the pool is brought to `guide`; releases: read between the dates' tables.
struct RuleCurve {
    YearlyCurve guide;  ///< m
    struct Day {
        double day = 0.0;                    ///< of the year, as LocalClock::day_of_year
        std::vector<double> level, release;  ///< m growing, m3/s
    };
    std::vector<Day> releases;  ///< growing by day

    [[nodiscard]] bool empty() const { return guide.empty() && releases.empty(); }
    /// m3/s by the releases at a level.
    [[nodiscard]] double release(const LocalClock& clock, double level) const;
};

struct Reservoir {
    std::string name;
    StorageCurve curve;
    std::vector<ReservoirOutlet> outlets;  ///< none: no limit; else they open in this order
    Spillway spillway;
    double dead_level = 0.0;                                           ///< m; no release takes it lower
    std::optional<double> normal_level;                                ///< m; held in no season above it
    std::optional<double> flood_limit_level;                           ///< m, within `flood_season`
    CalendarSpan flood_season;                                         ///< in which it binds
    double minimum_release = 0.0;                                      ///< m3/s, ecological
    double maximum_release = std::numeric_limits<double>::infinity();  ///< m3/s, by order
    double ramp_up = std::numeric_limits<double>::infinity();          ///< m3/s each second
    double ramp_down = std::numeric_limits<double>::infinity();        ///< m3/s each second
    double response = 86400.0;                                         ///< s in which a level is corrected
    RuleCurve rule_curve;

    /// m3/s that all outlets together can carry at a level; infinity without outlets.
    [[nodiscard]] double capacity(double level) const;
    /// m; the level that operation keeps below at that date; infinity if there is none.
    [[nodiscard]] double highest_allowed(const LocalClock& clock) const;
};

/// What comes over one step: inflow in m3, rain and evaporation in m of water on the surface. An inflow that follows
/// from a water balance may be negative.
struct ReservoirSupply {
    double inflow = 0.0, rain = 0.0, evaporation = 0.0;
};

/// What happened in one step, m3.
struct ReservoirStep {
    double inflow = 0.0, rain = 0.0, evaporation = 0.0, released = 0.0, spilled = 0.0;
    double shortfall = 0.0;        ///< ordered but not released: outlets too small, or no water above the dead level
    double evaporation_cut = 0.0;  ///< evaporation that found no water
    double inflow_cut = 0.0;       ///< of a negative inflow, what found none
    double volume = 0.0;           ///< at the step's end
    bool above_curve = false;      ///< ends above the last row of the storage curve
};

/// Routes the pool over dt seconds from a volume (m3) under an ordered release (m3/s). Never releases below the dead
/// level, never spills below the spillway's lip.
[[nodiscard]] ReservoirStep route(const Reservoir& reservoir, double volume, const ReservoirSupply& supply,
                                  double ordered, double dt);

/// How a release (m3/s) goes through the outlets at a level: each takes what it can, in their order; [outlets].
void through_outlets(const Reservoir& reservoir, double level, double release, std::span<double> flow);

/// The state that a decision looks at.
struct ReservoirView {
    double volume = 0.0;          ///< m3
    double release_before = 0.0;  ///< m3/s released up to now: ramps start there
    double inflow = 0.0;          ///< m3/s expected, net of evaporation
    LocalClock clock;
    double interval = 0.0;  ///< s until the next decision
};

/// The release (m3/s) ordered until the next decision. `wanted`: what a rule or a schedule asks for; without it the
/// rule curve, else the inflow is passed on. Then in this order: never above the flood-limit or normal level for longer
/// than `response`; between minimum and maximum; within the ramps, but not below the minimum.
[[nodiscard]] double decide(const Reservoir& reservoir, const ReservoirView& view, std::optional<double> wanted);

/// Smallest and largest release that could be ordered now and, as far as can be known, kept until the next decision.
struct ReleaseRange {
    double least = 0.0, most = 0.0;
};
[[nodiscard]] ReleaseRange possible_release(const Reservoir& reservoir, const ReservoirView& view);

}  // namespace liriver::solver::structures
