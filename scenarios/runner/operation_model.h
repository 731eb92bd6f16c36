#pragma once
// What operates a river's reservoirs and structures: frozen with the channel model, before a run.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/time.h"
#include "solver/structures/reservoir.h"
#include "solver/structures/rule.h"

namespace liriver::scenarios::runner {

/// A reservoir's pool and its functions; none for a dam that only passes on or follows a schedule.
struct PoolDriver {
    std::optional<solver::structures::Reservoir> pool;
    double initial_volume = 0.0;                            ///< m3
    std::int32_t inflow = -1, rain = -1, evaporation = -1;  ///< functions: m3/s, m/s, m/s; inflow -1: natural share
    std::int32_t cell = -1;                                 ///< where it releases
    std::int32_t tag_station = -1;                          ///< its water is tagged and counted there
};

/// Something a rule looks at.
struct Signal {
    enum class Kind : std::uint8_t { stage, discharge, concentration, level } kind = Kind::stage;
    std::int32_t place = 0;        ///< a station, or the reservoir of a level
    std::int32_t constituent = 0;  ///< of a concentration, kg/m3
};

/// Something a rule sets.
struct RuleTarget {
    bool reservoir = false;  ///< else a structure: of ChannelModel::links
    std::int32_t index = 0;
};

struct TargetFlowMember {
    std::int32_t reservoir = 0;
    std::optional<double> share;
    int priority = 1;
    std::optional<double> travel_time;  ///< s
};

struct TargetFlowDriver {
    std::string name;
    std::int32_t station = 0;
    std::int32_t target = -1;     ///< function, m3/s
    double from = 0.0, to = 0.0;  ///< s since the start, where there is a target
    double largest = 0.0;         ///< m3/s of the target within the run
    double smoothing = 0.0;       ///< s
    std::vector<TargetFlowMember> members;
};

struct OperationModel {
    double interval = 900.0;  ///< s between decisions
    data::tables::Time start;
    std::chrono::minutes zone{0};
    std::vector<PoolDriver> pools;  ///< as Driver::reservoirs
    std::vector<Signal> signals;
    std::vector<solver::structures::Rule> rules;
    std::vector<std::int32_t> rule_value;  ///< [rules] function: the setting, or the release in m3/s
    std::vector<RuleTarget> targets;       ///< what the rules set
    std::vector<TargetFlowDriver> target_flows;

    /// Whether anything is decided during the run.
    [[nodiscard]] bool active() const;
    /// The local clock at t seconds after the start.
    [[nodiscard]] solver::structures::LocalClock clock(double t) const;
};

}  // namespace liriver::scenarios::runner
