#pragma once
// Lines that run beside one another or beside themselves. Private to mesh/network.
#include <optional>

#include "mesh/network/polyline.h"

namespace liriver::mesh::network {

/// Lines that run beside one another for more than this many times their distance are one river, no meander.
inline constexpr double long_beside = 20.0;

/// Where a line runs back beside itself: down one bank and up the other, or a river given twice.
struct Doubling {
    Point tip;              ///< where it turns
    double length = 0.0;    ///< m that it runs beside itself
    double distance = 0.0;  ///< m apart at most over that length
    Point one, other;       ///< half way along both limbs
};

/// The longest doubling of a line whose limbs lie at most `farthest` m apart over twenty times as far: no meander does.
[[nodiscard]] std::optional<Doubling> find_doubling(const Polyline& line, double farthest);

/// How much of `line` lies within `near` m of `other`, a share from 0 to 1.
[[nodiscard]] double share_beside(const Polyline& line, const Polyline& other, double near);

}  // namespace liriver::mesh::network
