#pragma once
// What crossed each end of a river's reaches, what each source brought, and what each station's water carried past it,
// over a run.
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/runner/substance.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

class EndAccounts {
  public:
    EndAccounts() = default;
    /// `constituents`: how many of the substances are the scenario's own; marks of water come behind them.
    EndAccounts(const ChannelModel& model, std::size_t constituents);

    /// One step of `dt` s: mean discharges of the ends (m3/s, downstream), what the forcing asked of each where it is
    /// a discharge (NaN elsewhere), and the sources' (m3/s).
    void add_water(double dt, std::span<const double> discharge, std::span<const double> asked,
                   std::span<const double> source_flow);
    /// After the step of transport over the same time.
    void add_constituents(const solver::transport::Transport& transport);
    /// A station's mean discharge over the step (m3/s) and its concentrations (kg/m3) at its end.
    void add_load(std::size_t station, std::size_t constituent, double dt, double discharge, double concentration);

    /// The ends' accounts, the stations' loads (into stations already there) and a word for water without a
    /// concentration.
    void report(std::span<const Substance> substances, data::results::Summary& summary) const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    enum Water : std::size_t { inflow, outflow, not_drawn, seconds_short, water_items };

    [[nodiscard]] double& water(std::size_t end, Water item) { return water_[end * water_items + item]; }
    [[nodiscard]] double water(std::size_t end, Water item) const { return water_[end * water_items + item]; }
    void report_bare(std::span<const Substance> substances, data::results::Summary& summary) const;

    /// What a summary says of an end.
    struct End {
        std::string name, kind, reach;
        bool upstream = true;
        std::size_t face = 0;
        std::vector<bool> given;  ///< [constituents] a concentration of what comes in
    };
    /// Sources of one name: those of a stretch of land are many.
    struct Source {
        std::string name;
        std::vector<bool> given;
        std::vector<std::size_t> indices;
    };
    std::vector<End> ends_;
    std::vector<Source> sources_;
    std::size_t constituents_ = 0;
    std::vector<double> water_;    // [ends * water_items] m3, s
    std::vector<double> carried_;  // [ends * constituents * 2] in, out
    std::vector<double> brought_;  // [sources_] m3
    std::vector<double> loads_;    // [stations * constituents * 2] downstream, upstream
    std::vector<double> time_{0.0};
};

}  // namespace liriver::scenarios::runner
