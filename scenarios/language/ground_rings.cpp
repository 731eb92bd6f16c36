#include "scenarios/language/ground_rings.h"

#include <fmt/format.h>

#include <utility>

#include "mesh/gis/lines.h"
#include "mesh/gis/place.h"

namespace liriver::scenarios::language {
namespace {

using mesh::surface::Ring;

Ring corners(const std::vector<PointValue>& given, const std::string& path, const Scenario& scenario,
             Reporter& report) {
    Ring ring;
    for (const PointValue& value : given) {
        if (!value.geographic) {
            ring.push_back({value.x, value.y});
            continue;
        }
        const auto point = mesh::gis::place_in_crs(value.x, value.y, scenario.project.crs);
        if (point)
            ring.push_back(*point);
        else
            report.add(value.at, "bad-point", path + ".polygon", point.error().found, point.error().expected);
    }
    return ring;
}

}  // namespace

std::vector<Ring> read_ground_rings(const GroundArea& area, const std::string& polygon_name, const std::string& path,
                                    const Position& at, const Scenario& scenario, Reporter& report) {
    if (!area.file.given())
        return {corners(area.ring, path, scenario, report)};
    mesh::gis::LineSource source;
    source.file = area.file.path.string();
    source.layer = area.layer;
    if (polygon_name.empty())
        source.name_attributes.clear();
    if (!area.crs.empty())
        source.crs = area.crs;
    const std::string key = path + ".polygon_file";
    auto lines = mesh::gis::read_lines(source, scenario.project.crs);
    if (!lines) {
        report.add(area.file.at, "unreadable-lines", key,
                   fmt::format("{}: {}", lines.error().place, lines.error().found), lines.error().expected);
        return {};
    }
    std::vector<Ring> rings;
    for (mesh::gis::NamedLine& line : *lines) {
        if (!polygon_name.empty() && line.name != polygon_name)
            continue;
        if (!line.ring || line.holes > 0)
            report.add(area.file.at, "bad-polygon", key,
                       line.ring ? fmt::format("feature {}, a polygon with {} holes", line.id, line.holes)
                                 : fmt::format("feature {}, no polygon", line.id),
                       "polygons without holes");
        else
            rings.push_back(std::move(line.line));
    }
    if (rings.empty() && !report.told(key))
        report.add_at_key(path + ".polygon_name", at, "unknown-polygon", fmt::format("\"{}\"", polygon_name),
                          "the `name` of a polygon of the file");
    return rings;
}

}  // namespace liriver::scenarios::language
