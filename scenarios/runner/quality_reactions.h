#pragma once
// The processes of a run: when its constituents react, under which flow and weather. What reacts in a volume is the
// business of solver/quality.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/language/quality_plan.h"
#include "scenarios/runner/driver.h"
#include "solver/quality/kinetics.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

/// The flow as the rates see it: [volumes] each. Empty where a domain has no such thing.
struct FlowPlace {
    std::vector<double> depth, velocity, top_width, flow_area, shear_velocity;  ///< m, m/s, m, m2, m/s
    double residence = 0.0;  ///< s, shortest that water from outside stays in the volume that it enters
};

/// What a scenario says of its processes, beside the plan: functions are of the driver, -1 where none is given.
struct QualityForcing {
    double step = 0.0;      ///< s between reactions; 0: from the fastest rate
    double altitude = 0.0;  ///< m
    std::int32_t temperature = -1, light = -1, wind = -1, air_temperature = -1, vapour_pressure = -1, cloud = -1,
                 shortwave = -1;
    data::tables::Time start;
    std::chrono::minutes time_zone{480};
};

/// Adds the weather's functions to a driver.
[[nodiscard]] QualityForcing quality_forcing(const language::Scenario& scenario, Driver& driver);

/// Transport and reactions are split (Strang, SIAM J. Numer. Anal. 5, 1968): of each window of time half of the
/// reactions take place at its start and half at its end. Water that comes in amid a window reacts for half of it,
/// which is right in the mean of all that comes in, but not where the first and the last of it are volumes apart. So
/// a window lasts as long as incoming water stays in its first volume, or as that error is below a thousandth of a
/// change, whichever is more; never more than a tenth of the time of the fastest rate. It ends with every event, so
/// that what is written is never behind.
class QualityReactions {
  public:
    QualityReactions(const language::QualityPlan& plan, const QualityForcing& forcing, int threads);

    [[nodiscard]] bool window_is_open() const { return window_[0] >= 0.0; }
    /// Before constituents move from t (s since the start) on, with water that goes on by `step` s at a time towards an
    /// event: opens a window if none is open, of whole steps as far as they stay alike. `driver`: whose functions the
    /// weather follows.
    void before_step(double t, double step, double event, const FlowPlace& flow, const Driver& driver,
                     solver::transport::Transport& transport);
    /// Whether the open window ends with the step that ended at t, because its time is over or the event has come.
    [[nodiscard]] bool window_ends(double t, double event) const { return t >= std::min(window_[0], event); }
    /// At the end t of that step: closes it. Before the event the rest of its reactions comes with the next window.
    void after_step(double t, double event, const FlowPlace& flow, const Driver& driver,
                    solver::transport::Transport& transport);

    /// Lets all react for `seconds` in the light and weather of t, whatever window is open: a step of a steady state.
    void react_at(double t, double seconds, const FlowPlace& flow, const Driver& driver,
                  solver::transport::Transport& transport);
    /// Those that processes change.
    [[nodiscard]] const std::vector<std::size_t>& constituents() const { return constituents_; }

    /// A volume whose rates could not be integrated; -1: there is none.
    [[nodiscard]] std::int32_t failed_volume() const { return failed_; }
    /// Why the run stops there.
    [[nodiscard]] static std::string error_text(const std::string& place);
    void report(data::results::Summary& summary) const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers();

  private:
    void advance(double seconds, solver::transport::Transport& transport);
    void react(double from, double until, const FlowPlace& flow, const Driver& driver,
               solver::transport::Transport& transport);
    [[nodiscard]] double window_width(double t, const FlowPlace& flow, const Driver& driver,
                                      solver::transport::Transport& transport);
    void set_place(double from, double until, const FlowPlace& flow, const Driver& driver,
                   const solver::transport::Transport& transport);

    solver::quality::Kinetics kinetics_;
    std::vector<std::size_t> constituents_;   // [of the plan] of the transport
    std::optional<std::size_t> temperature_;  // constituent of the transport that is the water's temperature
    QualityForcing forcing_;
    solver::quality::Place place_;
    std::vector<double> weather_, weather_later_;       // [quantities] one value everywhere, at both ends of the time
    std::vector<double> carried_temperature_;           // [volumes] degC at the start of the reactions at hand
    std::vector<std::span<double>> reacting_;           // [of the plan]
    std::vector<double> window_{-1.0, 0.0, -1.0, 0.0};  // s: its end (below 0: none is open), reacted up to; fastest
                                                        // rate, 1/s (below 0: not known yet), when it was found
    std::vector<std::int64_t> counts_{0, 0, 0};         // steps of blocks, volumes held at 0, volumes too shallow
    std::int32_t failed_ = -1;
};

}  // namespace liriver::scenarios::runner
