#pragma once
// What a scenario says of reservoirs' pools and of how they and the structures are operated: plain structs, SI units.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/registers/reservoir_tables.h"
#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// Days of the year, "04-01 to 08-31", both included; over new year when the second is before the first.
struct DateSpan {
    data::registers::MonthDay from, to{12, 31};
};
[[nodiscard]] std::optional<DateSpan> parse_dates(const std::string& text);

/// Times of the local clock, "22:00 to 06:00", s since midnight, the second not included.
struct HourSpan {
    double from = 0.0, to = 0.0;
};
[[nodiscard]] std::optional<HourSpan> parse_hours(const std::string& text);

/// The keys of `[[reservoir]]` that make it a pool whose water is counted. There is one when `storage` is given.
struct Pool {
    FileName storage;                                               ///< CSV: level_m,volume_m3[,area_m2]
    std::optional<double> initial_level, dead_level, normal_level;  ///< m
    std::optional<double> flood_limit_level;                        ///< m
    std::string flood_season;                                       ///< "04-01 to 08-31"
    std::optional<Series> inflow;                                   ///< m3/s; none: the catchment's natural share
    std::optional<Series> rain, evaporation;                        ///< m/s on the surface
    FileName spillway;                                              ///< CSV: level_m,discharge_m3_s
    std::optional<double> spillway_crest, spillway_width;           ///< m
    double spillway_coefficient = 0.385;                            ///< of Q = C sqrt(2 g) b H^1.5
    FileName outlets;                                               ///< CSV: outlet,level_m,capacity_m3_s
    double minimum_release = 0.0;                                   ///< m3/s
    std::optional<double> maximum_release;                          ///< m3/s
    std::optional<double> ramp_up, ramp_down;                       ///< m3/s each second
    FileName rule_curve;                                            ///< CSV: date,level_m[,release_m3_s]
    double level_response = 86400.0;                                ///< s
    std::string tag_station;                                        ///< its water is tagged and counted there
    // filled by `load`
    data::registers::StorageTable storage_table;
    data::registers::LevelDischarge spillway_table;
    std::vector<data::registers::OutletTable> outlet_tables;
    std::vector<data::registers::RuleCurveRow> rule_curve_rows;
    std::optional<DateSpan> flood_dates;

    [[nodiscard]] bool given() const { return storage.given(); }
};

/// `[[rule.when]]`: one measured value against a mark; with `until_...` it goes on to hold up to another mark.
struct RuleCondition {
    std::string station;                                          ///< whose stage, discharge or concentration
    std::string reservoir;                                        ///< whose level
    std::optional<double> stage_above, stage_below, until_stage;  ///< m
    std::optional<double> discharge_above, discharge_below, until_discharge;  ///< m3/s
    std::optional<double> level_above, level_below, until_level;              ///< m
    Amounts concentration_above, concentration_below, until_concentration;    ///< kg/m3, one constituent
    Position at;
};

/// `[[rule]]`: sets a structure, or a reservoir's release, while all its conditions hold.
struct OperationRule {
    std::string name;
    std::string structure;  ///< this or `reservoir`
    std::string reservoir;
    int priority = 1;
    std::vector<RuleCondition> when;
    std::string dates;                         ///< "11-01 to 03-31"
    std::string hours;                         ///< "22:00 to 06:00"
    std::optional<Series> setting;             ///< of the structure, in its own unit
    std::optional<Series> release;             ///< m3/s
    std::optional<double> rate_up, rate_down;  ///< of the setting, each second
    Provenance provenance;
    // filled by `load`
    std::optional<DateSpan> date_span;
    std::optional<HourSpan> hour_span;
    Position at;
};

/// `[[target_flow.reservoirs]]`
struct TargetMember {
    std::string name;
    std::optional<double> share;  ///< none: in proportion to the water above its dead level
    int priority = 1;
    std::optional<double> travel_time;  ///< s; none: computed
    Position at;
};

/// `[[target_flow]]`: reservoirs that together keep a station at its target.
struct TargetFlow {
    std::string name;
    std::string station;
    std::optional<Series> target;  ///< m3/s; none: the station's own
    double smoothing_time = 43200.0;
    std::vector<TargetMember> reservoirs;
    Provenance provenance;
    Position at;
};

}  // namespace liriver::scenarios::language
