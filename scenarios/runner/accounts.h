#pragma once
// What a run adds up on the way: the water balance, what dams let go, and each station's flow by the day.
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "data/results/summary.h"
#include "data/tables/time.h"
#include "mesh/field/field.h"
#include "scenarios/runner/driver.h"

namespace liriver::scenarios::runner {

/// Of each station, the share of its target that it may lack.
template <class Stations>
std::vector<double> target_tolerances(const Stations& stations) {
    std::vector<double> tolerances;
    tolerances.reserve(stations.size());
    for (const auto& station : stations)
        tolerances.push_back(station.target_tolerance);
    return tolerances;
}

/// A station's mean discharge on one local calendar day.
struct DailyMean {
    data::tables::Time day_start;
    double discharge = 0.0;  ///< m3/s, over the part of the day that was run
    double share = 0.0;      ///< of the day that was run
    bool below_target = false;
    std::optional<double> target = std::nullopt;  ///< m3/s, its mean over the same part
};

class Accounts {
  public:
    Accounts() = default;
    /// `tolerances`: of each station, the share of its target that it may lack and still meet it.
    Accounts(std::vector<double> tolerances, std::size_t reservoir_count, data::tables::Time start, double duration,
             std::chrono::minutes zone);

    void begin_water(double initial) { initial_ = initial; }
    // Each over one step, m3
    void add_inflow(double volume) { add(inflow, volume); }
    void add_outflow(double volume) { add(outflow, volume); }
    void add_source(double volume) { add(sources, volume); }
    void add_release(std::size_t reservoir, const ReleasedWater& water);
    /// A station's mean discharge (m3/s) between t0 and t1 (s since the start); NaN target: none.
    void add_station(std::size_t station, double t0, double t1, double discharge, double target);

    /// `final` is summed from the state.
    [[nodiscard]] data::results::WaterBalance water(double final) const;
    [[nodiscard]] data::results::ReservoirAccount reservoir(std::size_t index, const std::string& name) const;
    [[nodiscard]] data::results::StationAccount station(std::size_t index, const std::string& name) const;
    [[nodiscard]] std::vector<DailyMean> days(std::size_t station) const;

    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    // Of `sums_`; the natural water and the releases of each reservoir follow, two by two.
    enum Item : std::size_t { inflow, outflow, sources, reservoirs };

    void add(std::size_t item, double volume);
    [[nodiscard]] double total(std::size_t item) const { return sums_[2 * item] + sums_[2 * item + 1]; }
    [[nodiscard]] std::size_t day_of(double t) const;
    [[nodiscard]] std::size_t stations() const { return tolerances_.size(); }

    double initial_ = 0.0;
    double first_midnight_ = 0.0;  // s since the start, of the second local day
    data::tables::Time start_;
    std::size_t days_ = 1;
    // compensated pairs, by Item
    std::vector<double> sums_;
    // [days * stations]: volume, seconds, target volume
    std::vector<double> day_volume_, day_seconds_, day_target_;
    std::vector<double> tolerances_;  // [stations]
    // [stations * items of accounts.cpp]
    std::vector<double> extremes_;
};

}  // namespace liriver::scenarios::runner
