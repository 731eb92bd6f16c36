#pragma once
// Rain on a surface's cells during a step, less what the ground takes of it, and the account of both. Internal to this
// module.
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "mesh/field/field.h"

namespace liriver::scenarios::runner {

/// A raster's rain on the cells, from a time on, until the next one's.
struct RainField {
    double from = 0.0;                                ///< s since the start
    std::shared_ptr<const std::vector<double>> rate;  ///< [cells] m/s
};

/// Where rain comes from: one function for all cells, a gauge's for each, or rasters. Nothing: no rain.
struct SurfaceRainModel {
    std::int32_t everywhere = -1;             ///< function, m/s; -1: none
    std::vector<std::int32_t> gauges;         ///< functions, m/s
    std::vector<std::int32_t> gauge_of_cell;  ///< [cells], where there are gauges
    std::vector<RainField> fields;            ///< one after the other
    double loss = 0.0;                        ///< m/s that the ground takes of the rain, as far as it rains

    [[nodiscard]] bool any() const { return everywhere >= 0 || !gauges.empty() || !fields.empty(); }
};

class SurfaceRain {
  public:
    /// The areas (m2) must outlive it.
    SurfaceRain(SurfaceRainModel model, std::span<const double> areas);

    /// The first time after t at which another raster begins; infinity if there is none.
    [[nodiscard]] double next_break(double t) const;
    /// Rates of a window that begins at t, with the means of all functions over it.
    void evaluate(double t, std::span<const double> means);
    /// What runs off or stands, m/s: of each cell, or one number for all.
    [[nodiscard]] std::span<const double> rates() const { return rates_; }
    [[nodiscard]] double rate(std::int32_t cell) const {
        return rates_.size() == 1 ? rates_[0] : rates_[static_cast<std::size_t>(cell)];
    }

    /// Counts `seconds` of the rates at hand.
    void account(double seconds);
    [[nodiscard]] bool any() const { return model_.any(); }
    [[nodiscard]] double fallen() const { return sums_[0] + sums_[1]; }  ///< m3 since the start
    [[nodiscard]] double lost() const { return sums_[2] + sums_[3]; }    ///< m3 of it that the ground took
    /// Empty without rain.
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    SurfaceRainModel model_;
    std::span<const double> areas_;
    double area_ = 0.0;                   // m2 of all cells
    std::vector<double> rates_;           // [cells] or one
    double falling_ = 0.0, taken_ = 0.0;  // m3/s
    std::array<double, 4> sums_{};        // compensated pairs: fallen, lost
};

}  // namespace liriver::scenarios::runner
