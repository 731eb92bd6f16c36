#pragma once
// What of each constituent passed each station over a run: discharge times concentration, each direction on its own.
#include <cstddef>
#include <span>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/runner/constituent.h"

namespace liriver::scenarios::runner {

class StationLoads {
  public:
    StationLoads() = default;
    StationLoads(std::size_t stations, std::size_t constituents)
        : constituents_(constituents), loads_(stations * constituents * 2, 0.0) {}

    /// A step of `dt` s passed.
    void pass(double dt) { time_[0] += dt; }
    /// A station's mean discharge over the step (m3/s) and its concentration (kg/m3) at its end. What is no number does
    /// not count.
    void add(std::size_t station, std::size_t constituent, double dt, double discharge, double concentration);

    /// Into the stations that are already there.
    void report(std::span<const Constituent> constituents, std::vector<data::results::StationAccount>& stations) const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    std::size_t constituents_ = 0;
    std::vector<double> loads_;  // [stations * constituents * 2] downstream, upstream
    std::vector<double> time_{0.0};
};

}  // namespace liriver::scenarios::runner
