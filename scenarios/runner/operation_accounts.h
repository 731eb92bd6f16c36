#pragma once
// What pools and target flows add up over a run.
#include <cstdint>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "solver/structures/reservoir.h"

namespace liriver::scenarios::runner {

class OperationAccounts {
  public:
    OperationAccounts() = default;
    OperationAccounts(std::vector<double> initial_volume, std::size_t target_flows);

    [[nodiscard]] bool any() const { return !initial_.empty(); }
    /// One step of dt seconds of a pool.
    void add(std::size_t pool, const solver::structures::ReservoirStep& step, double dt);
    /// What a target-flow rule could not give until the next decision, m3/s.
    void add_unmet(std::size_t target_flow, double discharge, double seconds);

    /// `volume` is the pool's state.
    [[nodiscard]] data::results::PoolBalance pool(std::size_t index, double volume) const;
    [[nodiscard]] double unmet_volume(std::size_t target_flow) const { return unmet_[2 * target_flow]; }
    [[nodiscard]] double unmet_seconds(std::size_t target_flow) const { return unmet_[2 * target_flow + 1]; }

    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    enum Item : std::size_t {
        inflow,
        rain,
        evaporation,
        released,
        spilled,
        shortfall,
        evaporation_cut,
        inflow_cut,
        items
    };
    [[nodiscard]] double total(std::size_t pool, Item item) const;

    std::vector<double> initial_;
    std::vector<double> sums_;     // [pools * items] compensated pairs
    std::vector<double> seconds_;  // [pools * 2] with a shortfall, above the storage curve
    std::vector<double> unmet_;    // [target flows * 2] m3, s
};

}  // namespace liriver::scenarios::runner
