#pragma once
// What crossed each end of a river's reaches over a run.
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/runner/bare_inflow.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/runner/constituent.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

class EndAccounts {
  public:
    EndAccounts() = default;
    /// `constituents`: how many of the constituents are the scenario's own; marks of water come behind them.
    EndAccounts(const ChannelModel& model, std::size_t constituents);

    /// One step of `dt` s: mean discharges of the ends (m3/s, downstream), and what the forcing asked of each where it
    /// is a discharge (NaN elsewhere).
    void add_water(double dt, std::span<const double> discharge, std::span<const double> asked);
    /// After the step of transport over the same time.
    void add_constituents(const solver::transport::Transport& transport);

    void report(std::span<const Constituent> constituents, data::results::Summary& summary) const;
    /// What came in over each.
    [[nodiscard]] std::vector<Inflow> inflows() const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    enum Water : std::size_t { inflow, outflow, not_drawn, seconds_short, water_items };

    [[nodiscard]] double& water(std::size_t end, Water item) { return water_[end * water_items + item]; }
    [[nodiscard]] double water(std::size_t end, Water item) const { return water_[end * water_items + item]; }

    /// What a summary says of an end.
    struct End {
        std::string name, kind, reach;
        bool upstream = true;
        std::size_t face = 0;
        std::vector<bool> given;  ///< [constituents] a concentration of what comes in
    };
    std::vector<End> ends_;
    std::size_t constituents_ = 0;
    std::vector<double> water_;    // [ends * water_items] m3, s
    std::vector<double> carried_;  // [ends * constituents * 2] in, out
};

}  // namespace liriver::scenarios::runner
