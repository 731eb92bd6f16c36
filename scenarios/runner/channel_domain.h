#pragma once
// The channel network of a run: state, time, and one step at a time.
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "mesh/field/field.h"
#include "scenarios/runner/accounts.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/runner/domain.h"
#include "scenarios/runner/end_accounts.h"
#include "scenarios/runner/operation.h"
#include "scenarios/runner/station_loads.h"
#include "scenarios/runner/station_records.h"
#include "scenarios/runner/tagged_sources.h"
#include "scenarios/runner/tagged_water.h"
#include "scenarios/runner/volume_loads.h"
#include "scenarios/runner/water_quality.h"
#include "solver/channel/channel_solver.h"
#include "solver/channel/steady_state.h"
#include "solver/channel/time_stepper.h"
#include "solver/transport/steady.h"

namespace liriver::scenarios::runner {

struct ChannelSettings {
    solver::channel::TimeStepOptions steps;
    double dispersion = 0.0;                           ///< m2/s
    const language::QualityPlan* processes = nullptr;  ///< of the loaded scenario; none: nullptr
    QualityForcing quality;
    std::chrono::minutes time_zone{480};
    data::tables::Time start;
    double duration = 0.0;  ///< s
    language::InitialState initial = language::InitialState::steady;
    double arrival_depth = 0.01;  ///< m; water has arrived at a station where it is deeper
    bool only_start = false;  ///< nothing but a steady state to look at is wanted, and no more exactly than for that
    bool steady = false;      ///< the steady state is what is asked for: sought until discharges are even
    bool given_step = false;  ///< the step is the scenario's own
    int threads = 1;          ///< that share the work of large networks
};

/// The field of a checkpoint that has ChannelModel::put_in, where there is any.
inline constexpr const char* cells_field = "computational_cells";

class ChannelDomain final : public Domain {
  public:
    /// Sets out from the steady state under what drives the river at its start, or from what the settings say instead.
    /// Where there is no such state, error_text() says so.
    ChannelDomain(ChannelModel model, std::vector<Constituent> constituents, const ChannelSettings& settings);

    /// Retries shorter steps as needed.
    bool step(double event) override;

    [[nodiscard]] double time() const override { return clock_[0]; }
    [[nodiscard]] double last_step() const override { return last_step_; }
    [[nodiscard]] std::int64_t steps() const { return counts_[0]; }
    [[nodiscard]] std::string error_text() const override;
    [[nodiscard]] std::string limiting_place() const override { return place_of(limiting_cell_); }
    [[nodiscard]] std::string place_of(std::int32_t cell) const;
    [[nodiscard]] const ChannelModel& model() const { return model_; }
    /// [links] What each structure is set to in the step at hand, as the scenario counts it.
    [[nodiscard]] std::span<const double> settings() const { return open_; }
    [[nodiscard]] const std::vector<Constituent>& constituents() const { return quality_.constituents(); }
    [[nodiscard]] const solver::channel::ChannelSolver& solver() const { return solver_; }
    [[nodiscard]] const WaterQuality& quality() const override { return quality_; }
    [[nodiscard]] const solver::transport::Transport* transport() const { return quality_.transport(); }
    /// The constituents that the scenario declares; marks of water come behind them.
    [[nodiscard]] std::size_t declared_count() const { return constituents().size() - tags_.tags().size(); }
    /// How steady the state is that the run set out from.
    [[nodiscard]] const solver::channel::SteadyOutcome& start() const { return start_; }
    /// Lake by lake: volume at the start, lowest and highest stage so far.
    [[nodiscard]] std::span<const double> lake_memory() const { return lake_memory_; }
    [[nodiscard]] data::results::WaterBalance water() const override;
    [[nodiscard]] const Accounts& accounts() const override { return accounts_; }
    [[nodiscard]] std::vector<StationInfo> stations() const override;
    [[nodiscard]] StationValues station_values(std::size_t station) const override;
    [[nodiscard]] double station_stage(std::size_t station) const override {
        return solver_.stage()[static_cast<std::size_t>(model_.stations[station].cells.front())];
    }
    [[nodiscard]] double station_discharge(std::size_t station) const override;
    [[nodiscard]] bool has_structures() const override { return model_.has_structures(); }
    [[nodiscard]] std::vector<data::results::StructureRow> structure_rows() const override;
    [[nodiscard]] bool has_tags() const override { return sources_.any(); }
    [[nodiscard]] std::vector<data::results::TaggedRow> tagged_rows(std::size_t station) const override;
    double report(data::results::Summary& summary) const override;
    [[nodiscard]] std::uint64_t checksum() const override;
    [[nodiscard]] const Losses& losses() const { return losses_; }
    /// The ends' accounts, the stations' loads (into stations already there) and a word for water without a
    /// concentration.
    void report_exchange(data::results::Summary& summary) const;
    /// A station's account over the run.
    [[nodiscard]] data::results::StationAccount station_account(std::size_t station) const;
    /// Finds, for the report, how long releases by schedule take to the stations below, from the steady start: before
    /// the first step. Nothing where the run did not set out from a steady state.
    void find_release_times();
    [[nodiscard]] const Operation& operation() const { return operation_; }
    /// Means of a pool since the last call.
    [[nodiscard]] PoolReport pool_report(std::size_t reservoir) { return operation_.report(reservoir); }
    [[nodiscard]] const TagAccounts& tags() const { return tags_; }
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
    [[nodiscard]] std::int64_t retries() const { return stepper_.retries(); }

    /// A station as it is now, in place of an account over time.
    [[nodiscard]] data::results::StationAccount station_now(std::size_t station) const;
    /// How steady the state is that was sought, and what goes in and out.
    [[nodiscard]] data::results::SteadyState steady_summary() const;

    /// Discharge at the state held through faces, links (from left to right) and boundaries (downstream), m3/s. At a
    /// steady start it is what flowed in the step that found it, which balances in every cell.
    [[nodiscard]] std::span<const double> face_discharge_now() const {
        return at_start_ ? std::span<const double>(start_faces_) : solver_.face_discharge_now();
    }
    [[nodiscard]] std::span<const double> link_discharge_now() const {
        return at_start_ ? std::span<const double>(start_links_) : solver_.link_discharge_now();
    }
    [[nodiscard]] std::span<const double> boundary_discharge_now() const {
        return at_start_ ? std::span<const double>(start_boundaries_) : solver_.boundary_discharge_now();
    }

    /// Discharge of a cell's section at the state held, m3/s.
    [[nodiscard]] double discharge(std::int32_t cell) const;
    /// Concentration in the constituent's unit; NaN where there is no water to speak of.
    [[nodiscard]] double concentration(std::size_t constituent, std::int32_t cell) const;

    [[nodiscard]] std::int64_t cell_updates() const { return counts_[1]; }
    /// How often a cell's water stood above the ends of its section at a step's end, and where first (-1: never).
    [[nodiscard]] std::int64_t overtoppings() const { return counts_[2]; }
    [[nodiscard]] std::int32_t first_overtopped() const { return static_cast<std::int32_t>(counts_[3]); }

    /// How often the velocity of a film was held at what the network's energy allows (steps times faces).
    [[nodiscard]] std::int64_t velocities_cut() const { return counts_[4]; }
    /// How often an end's water stood above the last row of its rating, which then goes on straight (steps times ends).
    [[nodiscard]] std::int64_t beyond_ratings() const { return counts_[5]; }

    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields() override;
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers() override;
    void restore() override;

  private:
    void evaluate_forcing(double t0, double t1);
    void evaluate_settings(double t0, double t1);
    void scale_settings(std::vector<double>& settings) const;
    void find_start();
    void find_steady_state();
    void set_given_start();  // given_start.cpp
    [[nodiscard]] std::vector<std::vector<double>> given_concentrations() const;
    void note_dammed_up();
    void note_steady_shortfall();
    void note_lakes();
    [[nodiscard]] double mixing_area(std::int32_t left, std::int32_t right) const;
    void start_transport();
    void find_sources();
    struct FaceFlows {
        std::span<const double> faces, links, boundaries;  // m3/s
    };
    void cross_faces(double dt, const FaceFlows& flows);
    void tell_transport(double t0, double dt);
    void move_constituents(double t0, double dt);
    // channel_steady_quality.cpp
    void find_steady_quality();
    [[nodiscard]] double steady_step() const;
    void step_steadily(double dt, std::span<double> concentrations);
    void reaction_slopes(double dt, std::span<const double> concentrations, std::span<double> slopes);
    void put_concentrations(std::span<const double> concentrations);
    void take_concentrations(std::span<double> concentrations) const;
    void note_extremes();
    void look_at_flow();
    [[nodiscard]] double shortest_residence() const;
    [[nodiscard]] bool reactions_succeeded();
    [[nodiscard]] double depth(std::int32_t cell) const {
        return solver_.stage()[static_cast<std::size_t>(cell)] - model_.mesh.bed[static_cast<std::size_t>(cell)];
    }
    void note_overtopping();
    void note_beyond_ratings();
    void account(double t0, double dt);
    void account_ends(double dt);
    void record_stations(double seconds);
    void note_rules_at_start();
    void start_operation();
    void operate(double t);
    [[nodiscard]] double measure(const Signal& signal) const;
    [[nodiscard]] double station_flow(std::int32_t station, bool now) const;
    [[nodiscard]] double mean_discharge(std::int32_t cell) const;
    [[nodiscard]] double flow_of(const FlowRef& ref, bool now) const;
    [[nodiscard]] double end_discharge_now(std::size_t boundary) const;
    [[nodiscard]] solver::channel::ChannelForcing forcing() const {
        return {cell_source_, boundary_value_, setting_, setting_before_};
    }
    [[nodiscard]] double area_of(const FlowRef& ref, double flow, std::int32_t cell) const;
    [[nodiscard]] double flow_through(std::int32_t cell, bool now) const;

    ChannelModel model_;
    ChannelSettings settings_;
    solver::channel::ChannelSolver solver_;
    solver::channel::TimeStepper stepper_;
    WaterQuality quality_;
    FlowPlace flow_;  // where there are processes
    Accounts accounts_;
    Losses losses_;
    EndAccounts ends_;
    SourceWater source_water_;
    StationLoads loads_;
    StationRecords records_;
    std::vector<double> recorded_;  // [constituents] of the station at hand
    bool seeking_steady_ = false;
    solver::channel::SteadyOutcome start_;
    solver::transport::SteadyOutcome steady_quality_;  // of a steady state alone
    bool at_start_ = false;                            // no step was taken since the steady start was found
    std::vector<double> start_faces_, start_links_, start_boundaries_;  // m3/s
    std::vector<double> lake_memory_;                                   // [3 * lakes]
    Operation operation_;
    TagAccounts tags_;
    TaggedSources sources_;
    VolumeLoads put_in_;                           // without water
    std::vector<double> measured_, station_flow_;  // [signals], [target flows]
    std::vector<std::string> notes_;
    std::vector<ReleaseTime> release_times_;
    std::vector<std::string> release_notes_;
    std::string error_text_;
    std::int32_t limiting_cell_ = -1;
    double last_step_ = 0.0;
    std::vector<double> clock_{0.0};  // s, as checkpoints want it
    // steps, cell updates, overtoppings, first cell overtopped, velocities cut, ends beyond their rating's last row
    std::vector<std::int64_t> counts_{0, 0, 0, -1, 0, 0};
    // of the step at hand
    std::vector<double> means_;                      // [functions]
    std::vector<double> cell_source_, source_flow_;  // [cells], [sources] m3/s
    std::vector<double> boundary_value_;             // [boundaries], discharges signed downstream
    std::vector<double> asked_;                      // [boundaries] m3/s, of discharges that are given; NaN elsewhere
    // [links] settings as the scenario counts them, as the laws do, and that at the step's start
    std::vector<double> open_, setting_, setting_before_;
    std::vector<ReleasedWater> released_;  // [reservoirs]
    std::vector<double> water_before_, crossed_, mixing_;
};

/// What every cell would hold in uniform flow, given what enters above it: a first guess for the steady state.
struct FirstGuess {
    std::vector<double> stage;     ///< [cells] m
    std::vector<double> velocity;  ///< [faces] m/s
};
[[nodiscard]] FirstGuess guess_steady_state(const ChannelModel& model, const std::vector<double>& cell_inflow);

}  // namespace liriver::scenarios::runner
