#pragma once
// A reservoir's curves as tables: level, volume and area of its pool; discharge by level.
#include <cstddef>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"

namespace liriver::solver::structures {

/// Straight lines through the points of a table; below the first point its value, above the last one the last value or
/// (`goes_on`) the last line drawn on. x strictly growing.
[[nodiscard]] double interpolate(const std::vector<double>& x, const std::vector<double>& y, double at, bool goes_on);

/// How much water a pool holds at a level, and how large its surface is. Volume runs in straight lines between the
/// rows, so that level and volume turn into each other exactly; above the last row the last line goes on.
class StorageCurve {
  public:
    StorageCurve() = default;
    /// Levels (m) growing, volumes (m3) growing from at least 0, areas (m2, at least 0) or none: then a stretch's area
    /// is its volume by its height. At least two rows. Fails naming the row (from 0) that breaks this.
    static tl::expected<StorageCurve, mesh::field::Error> make(std::vector<double> levels, std::vector<double> volumes,
                                                               std::vector<double> areas);

    [[nodiscard]] double volume(double level) const;  ///< m3; below the first row its volume
    [[nodiscard]] double level(double volume) const;  ///< m; below the first row its level
    [[nodiscard]] double area(double level) const;    ///< m2 of water surface
    [[nodiscard]] double lowest_level() const { return levels_.front(); }
    [[nodiscard]] double highest_level() const { return levels_.back(); }
    [[nodiscard]] double least_volume() const { return volumes_.front(); }
    [[nodiscard]] double largest_volume() const { return volumes_.back(); }

  private:
    std::vector<double> levels_, volumes_, areas_;
};

}  // namespace liriver::solver::structures
