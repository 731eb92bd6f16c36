#pragma once
// A run on a surface in memory: state, time, and one step at a time. Knows no files.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mesh/field/field.h"
#include "scenarios/runner/accounts.h"
#include "scenarios/runner/point_values.h"
#include "scenarios/runner/station_records.h"
#include "scenarios/runner/surface_model.h"
#include "solver/surface/surface_solver.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

struct SurfaceRunSettings {
    solver::surface::SurfaceOptions options;
    std::chrono::minutes time_zone{480};
    data::tables::Time start;
    double duration = 0.0;    ///< s
    double window = 60.0;     ///< s: forcing is taken as its mean over windows no longer than this
    double least_step = 0.0;  ///< s: a shorter one than this ends the run
};

class SurfaceSimulation {
  public:
    SurfaceSimulation(SurfaceModel model, const SurfaceRunSettings& settings);
    SurfaceSimulation(const SurfaceSimulation&) = delete;
    SurfaceSimulation& operator=(const SurfaceSimulation&) = delete;

    /// One go of the solver, ending at `event` (s) at the latest. False when the flow allows no step worth taking:
    /// trouble() says where and why.
    bool step(double event);

    [[nodiscard]] double time() const { return clock_[0]; }  ///< s since the start
    [[nodiscard]] double last_step() const { return last_step_; }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    [[nodiscard]] std::int32_t limiting_cell() const { return limiting_cell_; }
    [[nodiscard]] std::string place_of(std::int32_t cell) const;
    [[nodiscard]] const SurfaceModel& model() const { return model_; }
    [[nodiscard]] solver::surface::SurfaceSolver& solver() { return solver_; }
    [[nodiscard]] const solver::surface::SurfaceSolver& solver() const { return solver_; }
    [[nodiscard]] const solver::transport::Transport* transport() const { return transport_.get(); }
    [[nodiscard]] const Accounts& accounts() const { return accounts_; }
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
    [[nodiscard]] double concentration(std::size_t substance, std::int32_t cell) const;
    /// The water at a station's point (`water_at`).
    [[nodiscard]] PointState water_at_station(std::size_t station) const;
    /// A concentration there, in the constituent's unit: by the same weights, between those of the cells that it is
    /// from.
    [[nodiscard]] double concentration_at(std::size_t substance, const PointState& water) const;
    /// Smallest and largest concentration anywhere so far, in the constituent's unit.
    [[nodiscard]] double smallest(std::size_t substance) const { return extremes_[2 * substance]; }
    [[nodiscard]] double largest(std::size_t substance) const { return extremes_[2 * substance + 1]; }

    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers();
    /// After the checkpoint's arrays were filled.
    void restore();

  private:
    struct Window {
        double begin = 0.0, end = 0.0;
    };
    [[nodiscard]] double next_break(double t) const;
    [[nodiscard]] Window window_at(double t) const;
    void evaluate_forcing(const Window& window);
    void start_transport();
    void listen();
    void follow(const solver::transport::WaterStep& step);
    void set_concentrations();
    void react(double seconds, std::span<const std::int32_t> volumes);
    void note_extremes();
    void record_stations(double seconds);
    void read_gauges(const Window& window, double seconds);

    SurfaceModel model_;
    SurfaceRunSettings settings_;
    solver::surface::SurfaceSolver solver_;
    std::unique_ptr<solver::transport::Transport> transport_;
    Accounts accounts_;
    StationRecords records_;
    std::vector<double> recorded_;  // [constituents] of the station at hand
    SurfaceRain rain_;
    std::string trouble_;
    std::int32_t limiting_cell_ = -1;
    double last_step_ = 0.0;
    std::vector<double> clock_{0.0};                  // s, as checkpoints want it
    std::vector<double> extremes_;                    // [2 * substances]
    std::vector<std::int32_t> from_, to_;             // [faces of the transport graph]
    std::vector<double> water_before_, water_after_;  // [cells] m3, of the sub-step at hand
    // of the window at hand
    std::vector<double> gauged_;          // its begin, the seconds since; then [stations] m3
    std::vector<double> means_;           // [functions]
    std::vector<double> boundary_value_;  // [boundaries]
    std::vector<double> source_flow_;     // [sources] m3/s
    std::vector<double> link_setting_;    // [links]
};

}  // namespace liriver::scenarios::runner
