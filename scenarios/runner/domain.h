#pragma once
// What holds water in a run: the channel network, or a surface. What differs between them stands behind this interface
// and nowhere else in the runner. A domain knows no file: outputs read what it tells.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/results/stations_csv.h"
#include "data/results/structures_csv.h"
#include "data/results/summary.h"
#include "data/results/tagged_sources_csv.h"
#include "mesh/field/field.h"
#include "scenarios/runner/accounts.h"
#include "scenarios/runner/water_quality.h"

namespace liriver::scenarios::runner {

/// What one station shows now. A value that is not there is NaN: no discharge without a section, no stage and no
/// concentration without water.
struct StationValues {
    std::string_view station;
    double stage = 0.0, discharge = 0.0, velocity = 0.0, depth = 0.0;  ///< m, m3/s, m/s, m
    double gauge_stage = std::numeric_limits<double>::quiet_NaN();     ///< m on the gauge's own datum
    std::vector<double> concentration;                                 ///< [quantities shown] in their units
};

/// A station of a domain.
struct StationInfo {
    std::string name;
    bool has_discharge = true;  ///< its flow is known, and counted by the day
    bool has_gauge = false;     ///< its gauge has a datum of its own
};

class Domain {
  public:
    Domain() = default;
    Domain(const Domain&) = delete;
    Domain& operator=(const Domain&) = delete;
    virtual ~Domain() = default;

    // Time
    [[nodiscard]] virtual double time() const = 0;  ///< s since the start
    /// One step, ending at `event` (s) at the latest. False: the state is that before it, and error_text() says why.
    virtual bool step(double event) = 0;
    /// Why the last step failed, or why the domain cannot set out; empty: it can.
    [[nodiscard]] virtual std::string error_text() const = 0;
    [[nodiscard]] virtual double last_step() const = 0;  ///< s
    /// Where the last step was hardest.
    [[nodiscard]] virtual std::string limiting_place() const = 0;

    // State
    [[nodiscard]] virtual data::results::WaterBalance water() const = 0;
    [[nodiscard]] virtual const WaterQuality& quality() const = 0;
    /// All that a restart needs, and a step taken back; `restore` once they were filled again.
    [[nodiscard]] virtual std::vector<mesh::field::MutableField> checkpoint_fields() = 0;
    [[nodiscard]] virtual std::vector<mesh::field::MutableIntegers> checkpoint_integers() = 0;
    virtual void restore() = 0;
    /// Tells whether a checkpoint belongs to the domain.
    [[nodiscard]] virtual std::uint64_t checksum() const = 0;

    // What is observed
    [[nodiscard]] virtual std::vector<StationInfo> stations() const = 0;
    [[nodiscard]] virtual StationValues station_values(std::size_t station) const = 0;
    [[nodiscard]] virtual double station_stage(std::size_t station) const = 0;      ///< m; without water, of the bed
    [[nodiscard]] virtual double station_discharge(std::size_t station) const = 0;  ///< m3/s
    [[nodiscard]] virtual const Accounts& accounts() const = 0;
    [[nodiscard]] virtual bool has_structures() const = 0;
    /// One row a structure.
    [[nodiscard]] virtual std::vector<data::results::StructureRow> structure_rows() const = 0;
    /// Whether any constituent's sources are followed.
    [[nodiscard]] virtual bool has_tags() const = 0;
    /// One row a part of each tagged constituent at a station.
    [[nodiscard]] virtual std::vector<data::results::TaggedRow> tagged_rows(std::size_t station) const = 0;
    /// Adds the domain's counts, accounts and events; returns the largest relative error of its balances, that of water
    /// apart.
    virtual double report(data::results::Summary& summary) const = 0;
};

}  // namespace liriver::scenarios::runner
