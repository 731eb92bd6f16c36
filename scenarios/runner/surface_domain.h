#pragma once
// The surface of a run: state, time, and one step at a time.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "mesh/field/field.h"
#include "scenarios/runner/domain.h"
#include "scenarios/runner/point_values.h"
#include "scenarios/runner/station_records.h"
#include "scenarios/runner/surface_dispersion.h"
#include "scenarios/runner/surface_model.h"
#include "scenarios/runner/tagged_sources.h"
#include "scenarios/runner/volume_loads.h"
#include "scenarios/runner/water_quality.h"
#include "solver/surface/surface_solver.h"

namespace liriver::scenarios::runner {

struct SurfaceDomainSettings {
    solver::surface::SurfaceOptions options;
    SurfaceDispersionSettings dispersion;
    std::chrono::minutes time_zone{480};
    data::tables::Time start;
    double duration = 0.0;    ///< s
    double window = 60.0;     ///< s: forcing is taken as its mean over windows no longer than this
    double least_step = 0.0;  ///< s: a shorter one than this ends the run
};

class SurfaceDomain final : public Domain {
  public:
    SurfaceDomain(SurfaceModel model, const SurfaceDomainSettings& settings);

    /// One synchronisation step of the solver. Fails when the flow allows no step worth taking.
    bool step(double event) override;

    [[nodiscard]] double time() const override { return clock_[0]; }
    [[nodiscard]] double last_step() const override { return last_step_; }
    [[nodiscard]] std::string error_text() const override { return error_text_; }
    [[nodiscard]] std::string limiting_place() const override { return place_of(limiting_cell_); }
    [[nodiscard]] std::string place_of(std::int32_t cell) const;
    [[nodiscard]] const SurfaceModel& model() const { return model_; }
    [[nodiscard]] solver::surface::SurfaceSolver& solver() { return solver_; }
    [[nodiscard]] const solver::surface::SurfaceSolver& solver() const { return solver_; }
    [[nodiscard]] const WaterQuality& quality() const override { return quality_; }
    [[nodiscard]] data::results::WaterBalance water() const override;
    [[nodiscard]] const Accounts& accounts() const override { return accounts_; }
    [[nodiscard]] std::vector<StationInfo> stations() const override;
    [[nodiscard]] StationValues station_values(std::size_t station) const override;
    [[nodiscard]] double station_stage(std::size_t station) const override { return water_at_station(station).stage; }
    [[nodiscard]] double station_discharge(std::size_t station) const override { return discharge(station); }
    [[nodiscard]] bool has_structures() const override { return !model_.links.empty(); }
    [[nodiscard]] std::vector<data::results::StructureRow> structure_rows() const override;
    [[nodiscard]] bool has_tags() const override { return sources_.any(); }
    [[nodiscard]] std::vector<data::results::TaggedRow> tagged_rows(std::size_t station) const override;
    double report(data::results::Summary& summary) const override;
    [[nodiscard]] std::uint64_t checksum() const override;
    /// A station's account over the run.
    [[nodiscard]] data::results::StationAccount station_account(std::size_t station) const;
    [[nodiscard]] const SurfaceRain& rain() const { return rain_; }

    /// What each structure is set to, in the step that ended at the state held.
    [[nodiscard]] std::span<const double> settings() const { return link_setting_; }
    /// What each structure lets through and at which stages: in the last step, or, before the first, as its law has it.
    [[nodiscard]] solver::surface::LinkState structure_state(std::size_t structure) const;
    /// What crosses a station's section, m3/s, as its mean since the window at hand began; NaN where it has none. A
    /// single step, cut short to end at an output, has a flux of its own, some 0.1 % off in steady flow.
    [[nodiscard]] double discharge(std::size_t station) const;
    /// Concentration in the constituent's unit; NaN where there is no water to speak of.
    [[nodiscard]] double concentration(std::size_t constituent, std::int32_t cell) const;
    /// The water at a station's point (`water_at`).
    [[nodiscard]] PointState water_at_station(std::size_t station) const;
    /// A concentration there, in the constituent's unit: by the same weights, between those of the cells that it is
    /// from.
    [[nodiscard]] double concentration_at(std::size_t constituent, const PointState& water) const;

    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields() override;
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers() override;
    void restore() override;

  private:
    struct Window {
        double begin = 0.0, end = 0.0;
    };
    [[nodiscard]] double next_break(double t) const;
    [[nodiscard]] Window window_at(double t) const;
    void evaluate_forcing(const Window& window);
    void start_transport();
    void connect_transport();
    void on_water_step(const solver::transport::WaterStep& step);
    void set_concentrations();
    void note_extremes();
    void find_sources();
    void tell_sources();
    void look_at_flow();
    [[nodiscard]] bool react_after(double event);
    void record_stations(double seconds);
    void read_gauges(const Window& window, double seconds);

    SurfaceModel model_;
    SurfaceDomainSettings settings_;
    solver::surface::SurfaceSolver solver_;
    WaterQuality quality_;
    SurfaceDispersion dispersion_;
    TaggedSources sources_;
    VolumeLoads put_in_;  // without water
    FlowPlace flow_;      // where there are processes
    Accounts accounts_;
    StationRecords records_;
    std::vector<double> recorded_;  // [constituents] of the station at hand
    SurfaceRain rain_;
    std::string error_text_;
    std::int32_t limiting_cell_ = -1;
    double last_step_ = 0.0;
    std::vector<double> clock_{0.0};                  // s, as checkpoints want it
    std::vector<std::int32_t> from_, to_;             // [faces of the transport graph]
    std::vector<double> water_before_, water_after_;  // [cells] m3, of the sub-step at hand
    // of the window at hand
    std::vector<double> gauged_;          // its begin, the seconds since; then [stations] m3
    std::vector<double> means_;           // [functions]
    std::vector<double> boundary_value_;  // [boundaries]
    std::vector<double> source_flow_;     // [sources] m3/s
    std::vector<double> link_setting_;    // [links]
};

/// What a scenario on a surface says of its domain; `threads` share the work.
[[nodiscard]] SurfaceDomainSettings surface_settings_of(const language::Scenario& scenario, int threads);

}  // namespace liriver::scenarios::runner
