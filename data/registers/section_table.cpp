#include "data/registers/section_table.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <utility>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"
#include "mesh/gis/implausible.h"

namespace liriver::data::registers {

std::vector<SectionRows> read_sections(const std::filesystem::path& path, tables::Problems& problems) {
    std::vector<SectionRows> sections;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return sections;
    tables::ColumnReader columns(*table, problems);
    tables::NumberRule along;
    along.minimum = 0.0;
    tables::NumberRule height;
    height.minimum = mesh::gis::lowest_ground;
    height.maximum = mesh::gis::highest_ground;
    const auto reaches = columns.texts("reach");
    const auto chainages = columns.numbers("chainage_m", along);
    const auto offsets = columns.numbers("offset_m");
    const auto elevations = columns.numbers("elevation_m", height);
    const auto zones = columns.texts("zone", tables::Presence::optional, tables::Cells::may_be_empty);
    std::map<std::pair<std::string, double>, std::size_t> found;
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (reaches[row].empty() || !std::isfinite(chainages[row] + offsets[row] + elevations[row]))
            continue;
        const auto [entry, fresh] = found.emplace(std::pair{reaches[row], chainages[row]}, sections.size());
        if (fresh)
            sections.push_back({{reaches[row], chainages[row], {}}, {table->file, table->line(row)}});
        auto& points = sections[entry->second].section.points;
        if (!points.empty() && offsets[row] < points.back().offset) {
            columns.refuse(row, "offset_m", "out-of-order", tables::format_number(offsets[row]),
                           fmt::format("at least {} of the point before: offsets grow from the left bank",
                                       tables::format_number(points.back().offset)));
            continue;
        }
        points.push_back({offsets[row], elevations[row], row < zones.size() ? zones[row] : std::string()});
    }
    return sections;
}

}  // namespace liriver::data::registers
