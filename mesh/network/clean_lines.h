#pragma once
// Lines as they are drawn, made such as a river can have: no spikes, no loops, nothing given twice. Private to
// mesh/network.
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
/// Fails for a longer loop, naming the line, the place and its length, and for vertices that lie off their line
/// (`stray_vertices`), naming the first, its place and how far it lies from its neighbour.
[[nodiscard]] tl::expected<std::vector<Polyline>, field::Error> clean_lines(const std::vector<const SourceLine*>& lines,
                                                                            const std::string& reach,
                                                                            const BuildSettings& settings,
                                                                            std::vector<BuildNote>& notes);

}  // namespace liriver::mesh::network
