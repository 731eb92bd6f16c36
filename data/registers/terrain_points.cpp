#include "data/registers/terrain_points.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"

namespace liriver::data::registers {

using mesh::terrain::ElevationPoint;

std::vector<ElevationPoint> read_terrain_points(const std::filesystem::path& path, tables::Problems& problems) {
    std::vector<ElevationPoint> points;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return points;
    tables::ColumnReader reader(*table, problems);
    tables::NumberRule place;
    place.minimum = 0.0;
    place.maximum = 16000.0;
    tables::NumberRule height;
    height.minimum = -5000.0;
    height.maximum = 90000.0;
    const auto column = reader.numbers("column", place);
    const auto row = reader.numbers("row", place);
    const auto elevation = reader.numbers("elevation_dm", height);
    const auto whole = [&](const std::vector<double>& values, std::size_t at, const char* name) {
        if (std::isfinite(values[at]) && values[at] != std::floor(values[at]))
            reader.refuse(at, name, "not-whole", tables::format_number(values[at]), "a whole number");
        return static_cast<std::int32_t>(std::isfinite(values[at]) ? values[at] : 0.0);
    };
    if (!reader.good())
        return points;
    points.reserve(table->row_count());
    for (std::size_t i = 0; i < table->row_count(); ++i)
        points.push_back({whole(column, i, "column"), whole(row, i, "row"), whole(elevation, i, "elevation_dm")});
    return points;
}

std::string terrain_points_text(const mesh::terrain::Simplified& simplified, const mesh::gis::GridFrame& frame,
                                const std::vector<std::string>& about) {
    fmt::memory_buffer text;
    const auto out = std::back_inserter(text);
    for (const std::string& line : about)
        fmt::format_to(out, "# {}\n", line);
    fmt::format_to(
        out,
        "# Cells of {} x {} m; (0, 0) is the north-western one, whose outer corner is ({}, {}); {} columns, {} "
        "rows.\n",
        tables::format_number(frame.cell_x), tables::format_number(frame.cell_y), tables::format_number(frame.west),
        tables::format_number(frame.north), frame.columns, frame.rows);
    fmt::format_to(out,
                   "# {} points, in the order of insertion: linear over their Delaunay triangles, they differ from the "
                   "raster by {:.3f} m (RMSE), {:.2f} m at most (column {}, row {}). {} peaks are kept.\n",
                   simplified.points.size(), simplified.rmse, simplified.largest_error, simplified.largest_column,
                   simplified.largest_row, simplified.peaks);
    fmt::format_to(out, "column,row,elevation_dm\n");
    for (const ElevationPoint& point : simplified.points)
        fmt::format_to(out, "{},{},{}\n", point.column, point.row, point.decimetres);
    return fmt::to_string(text);
}

}  // namespace liriver::data::registers
