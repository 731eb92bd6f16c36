#pragma once
// Lines as they are drawn, made such as a river can have: no spikes, no loops, nothing given twice. Private to
// mesh/network.
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/build.h"

namespace liriver::mesh::network {

/// The lines of one reach without their faults, each told in `notes`:
/// - a spike, where the line turns back on itself by more than 175 degrees within `same_line`, loses its tip;
/// - a loop of up to `cut_loops`, where the line crosses or touches itself, is cut off at the crossing;
/// - of lines that run within `same_line` of one another all along, or over their ends for more than twenty times that,
///   the shorter loses what the longer has.
/// Fails for a longer loop, naming the line, the place and its length.
[[nodiscard]] tl::expected<std::vector<Polyline>, field::Error> clean_lines(const std::vector<const SourceLine*>& lines,
                                                                            const std::string& reach,
                                                                            const BuildSettings& settings,
                                                                            std::vector<BuildNote>& notes);

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
