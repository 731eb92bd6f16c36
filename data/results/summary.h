#pragma once
// summary.json: what a run did and how well it kept its balances.
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/atomic_file.h"
#include "data/results/provenance.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

/// A balance that is off by more, relatively, has failed: the run ends with exit code 4.
inline constexpr double balance_tolerance = 1e-10;

/// m3. relative_error = |initial + inflow + sources - outflow - final| / (initial + inflow + positive sources).
struct WaterBalance {
    double initial = 0.0, inflow = 0.0, outflow = 0.0, sources = 0.0, final = 0.0;
    double relative_error = 0.0;
};

/// Amounts in `amount_unit`; minimum and maximum in `unit`.
struct ConstituentBalance {
    std::string name, unit, amount_unit;
    double initial = 0.0, inflow = 0.0, outflow = 0.0, load = 0.0, reaction = 0.0, final = 0.0;
    double relative_error = 0.0;
    double minimum = 0.0, maximum = 0.0;
};

/// A pool over the whole run, m3. relative_error = |initial + inflow + rain - evaporation - released - spilled - final|
/// / (initial + inflow + rain).
struct PoolBalance {
    double initial = 0.0, inflow = 0.0, rain = 0.0, evaporation = 0.0, released = 0.0, spilled = 0.0, final = 0.0;
    double relative_error = 0.0;
    double shortfall = 0.0, shortfall_hours = 0.0;  ///< ordered, but not released
    double evaporation_cut = 0.0;                   ///< evaporation that found no water
    double inflow_cut = 0.0;                        ///< of a negative inflow, what found none
    double hours_above_curve = 0.0;                 ///< above the last row of the storage curve
};

/// Where a reservoir's tagged water went, m3; `arrived` has passed the station. relative_error = |released - abstracted
/// - left - in_river| / released.
struct TaggedWater {
    std::string station;
    double released = 0.0, arrived = 0.0, abstracted = 0.0, left = 0.0, in_river = 0.0;
    double relative_error = 0.0;
};

/// What a load along a stretch put in of a constituent.
struct LoadedAmount {
    std::string name, unit;                       ///< of the amounts
    double load = 0.0;                            ///< over the run
    std::optional<double> a_year = std::nullopt;  ///< of a diffuse load: in the calendar year of the run's start
};

/// A diffuse or moving load over the whole run; it is part of what the constituents' balances have as load.
struct LoadAccount {
    std::string kind, name;
    bool assumed = false;  ///< any of its numbers is
    std::vector<LoadedAmount> constituents;
};

/// How long a change of a reservoir's release takes to a station, h: at the flow of the start, and with all reservoirs
/// at the largest releases of their tables.
struct ReleaseTravel {
    std::string station;
    double hours_at_start = 0.0, hours_at_release = 0.0;
};

/// Water a reservoir let go while it gave its natural share, and while a release replaced that share, m3.
struct ReservoirAccount {
    std::string name;
    double natural = 0.0, released = 0.0;
    std::optional<PoolBalance> pool = std::nullopt;
    std::optional<TaggedWater> tagged = std::nullopt;
    std::vector<ReleaseTravel> travel = {};  ///< to the stations below
};

/// What a target-flow rule could not give, and the travel times it allowed for at the flow of the start and at its
/// largest target.
struct TargetFlowAccount {
    std::string name, station;
    double unmet = 0.0, unmet_hours = 0.0;  ///< m3, h
    struct Member {
        std::string reservoir;
        double hours_at_start = 0.0, hours_at_target = 0.0;
    };
    std::vector<Member> members;
};

/// What was wanted of an abstraction and what it got, m3.
struct AbstractionAccount {
    std::string name;
    double demanded = 0.0, taken = 0.0;
    double hours_short = 0.0;  ///< in which it got less than 99.9 % of its demand
};

/// What an aquifer gave to the river and took from it, m3.
struct GroundwaterAccount {
    std::string name;
    double to_river = 0.0, from_river = 0.0;
};

/// Rain on the water and evaporation from it, m3. What a bed that falls dry cannot give does not count.
struct WeatherAccount {
    std::string name;
    double rain = 0.0, evaporation = 0.0;
};

/// A sinking stream, m3: sunk = returned + under_way - under_way_at_start, where the water comes back.
struct SinkingStreamAccount {
    std::string name;
    double sunk = 0.0, returned = 0.0, under_way_at_start = 0.0, under_way = 0.0;
};

/// A lake over the whole run.
struct LakeAccount {
    std::string name;
    double initial = 0.0, final = 0.0;               ///< m3
    double lowest_stage = 0.0, highest_stage = 0.0;  ///< m, at steps' ends
};

/// Rain on a surface over the whole run, m3: what fell, and what the ground took of it (`rain_loss`) before it ran off.
struct RainAccount {
    double fallen = 0.0, lost = 0.0;
};

/// What passed through a structure of a surface over the whole run, m3.
struct StructureAccount {
    std::string name;
    double passed = 0.0, back = 0.0;  ///< from `from` to `to`, and the other way
};

/// What of a constituent came in and left, kg (or what its unit implies).
struct CarriedAmount {
    std::string name;
    double inflow = 0.0, outflow = 0.0;
};

/// A boundary: what came in over it less what left, m3. Of a surface, the stretch of the mesh's boundary it is; of a
/// river, the end of a reach, with what came in and left apart.
struct BoundaryAccount {
    std::string name, kind;
    std::int64_t faces = 0;
    double length = 0.0;                      ///< m
    double lowest_bed = 0.0;                  ///< m above the datum, of the cells along it
    double from_moved = 0.0, to_moved = 0.0;  ///< m from the points given to the boundary's nodes
    double net_inflow = 0.0;                  ///< m3
    // of a river
    std::string reach = {}, end = {};
    double inflow = 0.0, outflow = 0.0;         ///< m3
    double not_drawn = 0.0, hours_short = 0.0;  ///< m3 of a discharge drawn there that were not to be had
    std::vector<CarriedAmount> constituents = {};
};

/// What of a constituent passed a station: discharge times concentration, kg (or what its unit implies) and a day.
struct StationLoad {
    std::string name;
    double downstream = 0.0, upstream = 0.0, downstream_a_day = 0.0, upstream_a_day = 0.0;
};

/// A greatest value, and the first time (UTC) at which it stood. NaN and no time: there never was any.
struct Greatest {
    double value = std::numeric_limits<double>::quiet_NaN();
    std::string time = {};
};

/// Of a constituent at a station, in its unit: the mean over the time in which there was water, and the largest.
struct StationConcentration {
    std::string name, unit;
    double mean = 0.0;
    Greatest largest;
};

/// The greatest of a station, at the start and at steps' ends: m above the datum, m, m/s.
struct StationMaxima {
    Greatest stage, depth, speed;
    bool dry_at_start = false;
    std::string arrival_time = {};  ///< UTC, of water where it was dry at the start; empty: none came
};

/// A station over the whole run. One without a section (of a surface) has no discharge: NaN.
struct StationAccount {
    std::string name;
    double mean_discharge = 0.0, minimum_discharge = 0.0, maximum_discharge = 0.0;  ///< m3/s
    std::optional<double> target_discharge = std::nullopt;                          ///< m3/s
    double hours_below_target = 0.0;
    int days_below_target = 0;         ///< local calendar days whose mean is below the target
    double volume_below_target = 0.0;  ///< m3 that lacked while it was below, whatever the tolerance
    std::vector<StationLoad> loads = {};
    std::string target_first_met = {};  ///< UTC, where there is a target; empty: never
    std::vector<StationConcentration> concentrations = {};
    std::optional<StationMaxima> greatest = std::nullopt;  ///< of a run over time
};

/// A steady state sought in place of a run over time.
struct SteadyState {
    int steps = 0;                       ///< implicit steps that it took
    double inflow = 0.0, outflow = 0.0;  ///< m3/s over all ends, sources and intakes
    double stage_change = 0.0;           ///< m a day, the fastest anywhere
    double imbalance = 0.0;  ///< the largest difference of what flows in and out of a section, of what flows through
    int quality_iterations = 0;       ///< 0: nothing is dissolved
    double quality_correction = 0.0;  ///< the last one's largest, of a constituent's largest concentration
};

/// Something that happened, and how often: kind "retry", "clip" or "warning".
struct Event {
    std::string kind, message;
    std::int64_t count = 1;
};

/// How a run ended: at its end; where `--until` stopped it; by an error (a step that does not converge, a full disk, a
/// balance out of tolerance); by a signal.
enum class RunStatus { finished, stopped, failed, interrupted };

/// "finished", "stopped", "failed", "interrupted".
[[nodiscard]] std::string to_string(RunStatus status);

struct Summary {
    RunStatus status = RunStatus::finished;
    std::string stop_reason;  ///< why it did not finish; empty: it did
    std::string start, end;   ///< simulated time, UTC: the scenario's start, and how far the run came
    std::string scenario, version, git;
    int threads = 1;
    std::string options;  ///< the command line's options
    double simulated_seconds = 0.0, wall_seconds = 0.0, cpu_seconds = 0.0;
    std::int64_t steps = 0, cell_updates = 0;
    WaterBalance water;
    std::optional<SteadyState> steady = std::nullopt;
    std::vector<ConstituentBalance> constituents;
    std::vector<ReservoirAccount> reservoirs;
    std::vector<LoadAccount> loads;
    std::vector<AbstractionAccount> abstractions;
    std::vector<GroundwaterAccount> groundwater;
    std::vector<WeatherAccount> weather;
    std::vector<SinkingStreamAccount> sinking_streams;
    std::vector<TargetFlowAccount> target_flows;
    std::vector<LakeAccount> lakes;
    std::optional<RainAccount> rain = std::nullopt;
    std::vector<StructureAccount> structures;
    std::vector<BoundaryAccount> boundaries;
    std::vector<StationAccount> stations;
    std::vector<Event> events;
    std::vector<std::string> assumptions;  ///< what the results rest on and nobody measured, a sentence each
    std::vector<InputFile> inputs;
};

/// The summary as JSON, keys in the order of the structures, numbers that read back to the same bits.
[[nodiscard]] std::string to_json(const Summary& summary);

/// Writes it under a temporary name and, unless it is to stay `unfinished`, renames.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_summary(const std::filesystem::path& path,
                                                                   const Summary& summary,
                                                                   Ending ending = Ending::whole);

}  // namespace liriver::data::results
