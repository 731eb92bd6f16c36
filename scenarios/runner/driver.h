#pragma once
// What drives a run: every function of time the scenario gives, and everything that puts water or matter into the
// river.
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"
#include "solver/forcing/function.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

/// A scenario's series as a function of seconds since `start`. Outside its rows the nearest value holds (whether the
/// run is covered was checked when the scenario was loaded).
[[nodiscard]] solver::forcing::Function to_function(const language::Series& series, language::Time start);

/// An object of the scenario that water or matter comes from.
struct SourceName {
    std::string kind;  ///< as the scenario's tables: "outfall", "inflow", "reservoir", "boundary"; empty: none by name
    std::string name;
    friend bool operator==(const SourceName& a, const SourceName& b) { return a.kind == b.kind && a.name == b.name; }
};

/// One way in for water from outside the river, besides the ends of reaches: a catchment's share, a point inflow, an
/// outfall, a dam's release, rain on the water. Discharge = factor times the function, of rain times the width too.
struct Source {
    std::string name;
    std::int32_t cell = 0;
    std::int32_t function = -1;               ///< of Driver::functions; -1: a reservoir's, or no water
    double factor = 1.0;                      ///< an area, m2, for a specific discharge; of rain a length, m
    bool on_water = false;                    ///< rain: times the width of the water at the step's start
    std::int32_t reservoir = -1;              ///< of Driver::reservoirs
    std::vector<std::int32_t> concentration;  ///< [constituents] function, kg/m3; -1: none
    std::vector<std::int32_t> load;           ///< [constituents] function, kg/s; -1: none
    SourceName of;
};

/// What of a load enters a volume.
struct LoadShare {
    std::int32_t volume = 0;
    double share = 0.0;
};

/// A load spread over volumes, without water.
struct SpreadLoad {
    SourceName of;
    bool assumed = false;                 ///< any of its numbers is
    std::vector<std::int32_t> functions;  ///< [constituents] kg/s in all; -1: none
    std::vector<LoadShare> shares;        ///< that sum to 1
    std::vector<double> a_year;           ///< [constituents] kg in the calendar year of the run's start
};

/// A volume's stretch of the line that a source moves along.
struct VolumeStretch {
    std::int32_t volume = 0;
    double from = 0.0, to = 0.0;  ///< m
};

/// A source that moves along a line: it is at `positions` at `times` and goes at an even speed between them.
struct MovingSource {
    SourceName of;
    bool assumed = false;
    std::vector<double> times;              ///< s, rising
    std::vector<double> positions;          ///< m
    std::vector<VolumeStretch> stretches;   ///< one after the other, growing
    std::vector<double> a_second, a_metre;  ///< [constituents] kg/s from the first time to the last, kg/m of its way
};

/// A dam: its catchment's natural share, replaced by `release` from that table's first time to its last.
struct Release {
    std::string name;
    std::int32_t natural = -1;    ///< function; -1: none
    double area = 0.0;            ///< m2
    std::int32_t release = -1;    ///< function; -1: never
    double from = 0.0, to = 0.0;  ///< s, the time in which the release replaces the share
};

/// An amount put in at once.
struct Spill {
    double time = 0.0;  ///< s; the step that begins then carries it
    std::int32_t cell = 0;
    std::size_t constituent = 0;
    double amount = 0.0;  ///< kg
    SourceName of;
    std::size_t part = solver::transport::other_part;  ///< of a tagged constituent
};

/// Water that a dam lets go in a time span, m3.
struct ReleasedWater {
    double natural = 0.0, released = 0.0;
};

/// The table that a function was read from, for messages; empty: a constant.
struct Origin {
    std::string file;            ///< its name
    std::vector<double> times;   ///< s since the start
    std::vector<double> values;  ///< SI
    std::vector<int> lines;
    bool held = false;  ///< from row to row, rather than on straight lines
};
[[nodiscard]] Origin origin_of(const language::Series& series, language::Time start);

struct Driver {
    std::vector<solver::forcing::Function> functions;
    std::vector<Origin> origins;  ///< [functions]; those that were added last may have none
    std::vector<Source> sources;
    std::vector<Release> reservoirs;
    std::vector<Spill> spills;
    std::vector<SpreadLoad> spread_loads;
    std::vector<MovingSource> moving_sources;

    [[nodiscard]] ReleasedWater released(std::size_t reservoir, double t0, double t1) const;
    /// Where any function next bends or jumps after t, or something is spilt; infinity if nowhere.
    [[nodiscard]] double next_break(double t) const;
    /// Adds what an outfall spills into a cell.
    void add_spills(const language::Scenario& scenario, const language::Outfall& outfall, std::int32_t cell);
    /// Puts in what is spilt at time t (s), where a step begins.
    void put_in_spills(double t, solver::transport::Transport& transport) const;
    /// Adds a function and returns its number; equal series of one file are still two functions. A series is kept with
    /// where it comes from.
    std::int32_t add(solver::forcing::Function function);
    std::int32_t add(const language::Series& series, language::Time start);
};

}  // namespace liriver::scenarios::runner
