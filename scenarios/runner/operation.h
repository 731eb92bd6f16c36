#pragma once
// Operates reservoirs and structures during a run: decides at control times, routes the pools step by step, and
// remembers. Knows the river only by what is measured in it.
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "mesh/field/field.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/runner/operation_accounts.h"
#include "scenarios/runner/travel_times.h"
#include "solver/structures/target_flow.h"

namespace liriver::scenarios::runner {

/// A pool over the time since the last output, means in m3/s; level and volume at its end.
struct PoolReport {
    double level = 0.0, volume = 0.0;
    double inflow = 0.0, release = 0.0, spill = 0.0, shortfall = 0.0;
};

class Operation {
  public:
    Operation() = default;
    /// The model stays where it is while this lives. Pools release their inflow until the first decision.
    explicit Operation(const ChannelModel& model);

    [[nodiscard]] bool active() const { return active_; }
    /// Travel times of each target flow, before the first decision.
    void set_travel_times(std::vector<TravelTimes> times);
    [[nodiscard]] const std::vector<TravelTimes>& travel_times() const { return travel_times_; }
    /// How the members of a target flow share at the start: their shares, or the water above their dead levels.
    [[nodiscard]] std::vector<double> weights(std::size_t target_flow) const;

    /// The next time at which something is decided; a step ends there. Infinity if nothing ever is.
    [[nodiscard]] double next_control() const;
    [[nodiscard]] bool due(double t) const { return active_ && t >= next_control(); }
    /// Decides at time t, a control time. `measured`: of each signal (levels are known here); `station_flow`: of each
    /// target flow's station now, m3/s.
    void decide(double t, std::span<const double> measured, std::span<const double> station_flow);

    [[nodiscard]] bool has_pools() const { return accounts_.any(); }
    [[nodiscard]] bool has_pool(std::size_t reservoir) const {
        return model_->operation.pools[reservoir].pool.has_value();
    }
    /// Routes a pool from the state held over [t0, t1], for trial: what it lets go. Stands once `accept` is called.
    ReleasedWater route(std::size_t reservoir, double t0, double t1);
    /// The step of dt seconds that was tried last stands. `station_flow`: mean of each target flow's station, m3/s.
    void accept(double dt, std::span<const double> station_flow);

    /// Settings of what the rules set, one a RuleTarget; NaN: none.
    [[nodiscard]] std::span<const double> settings() const { return rules_.settings(); }

    /// Means since the last call; they begin anew.
    [[nodiscard]] PoolReport report(std::size_t reservoir);
    [[nodiscard]] double volume(std::size_t reservoir) const { return volume_[reservoir]; }
    [[nodiscard]] const OperationAccounts& accounts() const { return accounts_; }

    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers();

  private:
    [[nodiscard]] double inflow(std::size_t reservoir, double t0, double t1) const;  // m3
    [[nodiscard]] solver::structures::ReservoirSupply supply(std::size_t reservoir, double t0, double t1) const;
    [[nodiscard]] solver::structures::ReservoirView view(std::size_t reservoir, double t) const;
    void obey_rules(double t, std::span<const double> measured);
    void serve(std::size_t target_flow, double t, double station_flow);
    void order_own(std::size_t reservoir, double t);

    const ChannelModel* model_ = nullptr;
    bool active_ = false;
    std::vector<std::int64_t> decisions_{0};
    solver::structures::RuleBook rules_;
    std::vector<solver::structures::TargetFlow> target_flows_;
    std::vector<TravelTimes> travel_times_;
    OperationAccounts accounts_;

    // state [reservoirs]
    std::vector<double> volume_;        // m3
    std::vector<double> release_;       // m3/s of the last step: ramps start there
    std::vector<double> order_;         // m3/s until the next decision
    std::vector<std::int64_t> wanted_;  // 1: something else than passing the inflow is asked for
    std::vector<double> let_go_;        // m3 since the last decision, with what spilled
    std::vector<double> since_output_;  // [reservoirs * 5] m3: inflow, released, spilled, shortfall; s
    std::vector<double> passed_;        // [target flows * 2] m3 past the station and s since the last decision

    // of the step or decision at hand
    std::vector<solver::structures::ReservoirStep> trial_;
    std::vector<double> signal_, value_, otherwise_;
    std::vector<double> travel_, target_, released_, told_;
    std::vector<solver::structures::Giver> givers_;
};

}  // namespace liriver::scenarios::runner
