#pragma once
// What a station saw over a run: its greatest stage, depth and speed and when, when water arrived at a dry one, and of
// each constituent the mean and the largest concentration. The same for channels and surfaces.
#include <span>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "data/tables/time.h"
#include "mesh/field/field.h"
#include "scenarios/runner/constituent.h"

namespace liriver::scenarios::runner {

/// A station at one instant; concentrations in their constituents' units, NaN where there is no water.
struct StationState {
    double stage = 0.0, depth = 0.0, speed = 0.0;  ///< m, m, m/s
    std::span<const double> concentration;         ///< [constituents]
};

class StationRecords {
  public:
    StationRecords() = default;
    /// `arrival_depth`: m; water has arrived where it is deeper.
    StationRecords(std::size_t stations, std::size_t constituents, double arrival_depth);

    /// The state at the start.
    void begin(std::size_t station, const StationState& state);
    /// The state at time t (s since the start), the end of a step that took so many seconds. Concentrations count in
    /// their mean for as long as their step.
    void add(std::size_t station, double t, double seconds, const StationState& state);

    /// Into the account of that station.
    void report(std::size_t station, std::span<const Constituent> constituents, data::tables::Time start,
                data::results::StationAccount& account) const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    // Of a station: three greatest values, each followed by its time; 1 for dry at the start; when water arrived
    enum Item : std::size_t { stage, stage_time, depth, depth_time, speed, speed_time, was_dry, arrival, items };
    // Of a constituent there
    enum Concentration : std::size_t { integral, seconds_wet, largest, largest_time, concentration_items };

    [[nodiscard]] std::size_t stride() const { return items + concentration_items * constituents_; }
    void note(std::size_t station, double t, double seconds, const StationState& state);

    std::size_t constituents_ = 0;
    double arrival_depth_ = 0.0;
    std::vector<double> records_;  // [stations * stride]
};

}  // namespace liriver::scenarios::runner
