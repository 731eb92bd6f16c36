#pragma once
// Reads named lines (rivers, dams, weirs) from any vector source OGR opens, in the scenario's CRS.
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::gis {

/// What to read and how its features are named.
struct LineSource {
    std::string file{};                                              ///< path, UTF-8, or any name OGR opens
    std::string layer{};                                             ///< empty: every layer
    std::vector<std::string> name_attributes = {"name"};             ///< the first that is not empty names the line
    std::string id_attribute{};                                      ///< empty: the feature's own number
    std::vector<std::pair<std::string, std::string>> names_by_id{};  ///< (id, name): goes before the attributes
    std::string kind_attribute{};                                    ///< empty: no kind; "waterway" in OpenStreetMap
    std::vector<std::string> kinds{};                                ///< only these kinds; empty: all
    std::optional<std::string> crs{};                                ///< of a file that names none, or a wrong one
};

/// One line of a feature; a feature of several parts gives as many. A point gives one vertex, a polygon its outer ring.
struct NamedLine {
    std::string name;  ///< empty: none
    std::string id;
    std::string kind;
    network::Polyline line;  ///< in the target CRS, m; vertices of no length apart are dropped
    bool ring = false;       ///< a polygon's outer ring
    int holes = 0;           ///< inner rings of that polygon, which are left out
};

/// Reads all lines in the order of the source. Fails, naming the file, when it cannot be opened or read to its end, has
/// no CRS, lacks the layer or an attribute named in `source` (those it has are listed), or holds no line of a wanted
/// kind; and when a vertex cannot be brought into `crs`.
[[nodiscard]] tl::expected<std::vector<NamedLine>, field::Error> read_lines(const LineSource& source,
                                                                            const std::string& crs);

}  // namespace liriver::mesh::gis
