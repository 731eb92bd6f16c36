#include "scenarios/language/surface_rain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/units.h"
#include "mesh/gis/pixel_window.h"
#include "mesh/surface/cell_means.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {

using data::tables::convert;
using data::tables::parse_unit;

namespace {

std::string path_of(const SurfaceSettings& surface) { return fmt::format("surface[{}]", surface.name); }

// m/s in one of the unit; nothing where it is no rate of rain.
std::optional<double> rate_of(const std::string& text) {
    const auto unit = parse_unit(text);
    const auto rate = parse_unit("m/s");
    if (!unit || !(unit->dimension == rate->dimension))
        return std::nullopt;
    return convert(1.0, *unit, *rate);
}

// Why a raster cannot be the rain on these cells; empty: it can.
struct Fault {
    std::string found, expected;
};
using CellRain = tl::expected<std::shared_ptr<const std::vector<double>>, Fault>;

CellRain rain_on_cells(const mesh::surface::SurfaceMesh& mesh, mesh::gis::PixelReader& reader,
                       const mesh::gis::RasterSource& source, double factor) {
    const auto pixels = reader.read(source);
    if (!pixels)
        return tl::make_unexpected(
            Fault{fmt::format("{}: {}", pixels.error().place, pixels.error().found), pixels.error().expected});
    for (const double value : pixels->values)
        if (value < 0.0)
            return tl::make_unexpected(
                Fault{fmt::format("a number of {} in {}", value, source.file), "rain, at least 0"});
    auto means = mesh::surface::cell_means(mesh, *pixels);
    const auto bare = std::count_if(means.mean.begin(), means.mean.end(), [](double v) { return std::isnan(v); });
    if (bare > 0)
        return tl::make_unexpected(
            Fault{fmt::format("{} cells without a number in {}", bare, source.file), "a raster over the whole mesh"});
    for (double& value : means.mean)
        value *= factor;
    return std::make_shared<const std::vector<double>>(std::move(means.mean));
}

}  // namespace

void check_rain_rules(const Scenario& scenario, const SurfaceSettings& surface, Reporter& report) {
    const std::string path = path_of(surface);
    const bool rasters = surface.rain_rasters.given();
    const int ways = (surface.rain ? 1 : 0) + (surface.rain_gauges.empty() ? 0 : 1) + (rasters ? 1 : 0);
    if (ways > 1) {
        const Position& at = rasters ? surface.rain_rasters.at : surface.rain_gauges.front().at;
        report.add(at, "not-used", path + (rasters ? ".rain_rasters" : ".rain_gauge"), "rain told in two ways",
                   "one of `rain`, [[surface.rain_gauge]] and [surface.rain_rasters]");
    }
    if (ways == 0 && scenario.positions.count(path + ".rain_loss") > 0)
        report.add_at_key(path + ".rain_loss", surface.at, "missing-key", "a loss of rain without rain",
                          "`rain`, [[surface.rain_gauge]] or [surface.rain_rasters]");
    if (rasters && !surface.rain_rasters.unit.empty() && !rate_of(surface.rain_rasters.unit))
        report.add_at_key(path + ".rain_rasters.unit", surface.rain_rasters.at, "wrong-unit",
                          fmt::format("\"{}\"", surface.rain_rasters.unit), "a rate of rain, as \"mm/h\"");
}

std::vector<std::filesystem::path> read_rain_rasters(const Scenario& scenario, const SurfaceSettings& surface,
                                                     SurfaceInput& input, data::tables::Problems& problems) {
    std::vector<std::filesystem::path> files;
    const RainRasters& given = surface.rain_rasters;
    const std::string key = path_of(surface) + ".rain_rasters.table";
    if (!given.given() || !given.table.given() || refuse_unreadable(given.table, key, problems))
        return files;
    const auto rate = rate_of(given.unit);
    files.push_back(given.table.path);
    const auto table = data::tables::read_csv(given.table.path, problems);
    if (!table || !rate)
        return files;
    data::tables::ColumnReader columns(*table, problems);
    const auto from = columns.times("from");
    const auto to = columns.times("to");
    const auto names = columns.texts("file");
    const auto bands =
        columns.numbers("band", {.minimum = 1.0, .may_be_empty = true}, data::tables::Presence::optional);
    if (!columns.good())
        return files;
    for (std::size_t row = 0; row < names.size(); ++row) {
        if (to[row] <= from[row])
            columns.refuse(row, "to", "out-of-order", data::tables::format_utc(to[row]), "a time after `from`");
        if (row > 0 && from[row] != to[row - 1])
            columns.refuse(row, "from", "out-of-order", data::tables::format_utc(from[row]),
                           fmt::format("{}, where the row before ends", data::tables::format_utc(to[row - 1])));
    }
    Reporter report(scenario, problems);
    if (scenario.time.start && scenario.time.end &&
        (names.empty() || from.front() > *scenario.time.start || to.back() < *scenario.time.end))
        report.add(given.table.at, "too-short", key,
                   names.empty() ? "no rows"
                                 : fmt::format("rain from {} to {}", data::tables::format_utc(from.front()),
                                               data::tables::format_utc(to.back())),
                   fmt::format("rain over the whole run, {} to {}", data::tables::format_utc(*scenario.time.start),
                               data::tables::format_utc(*scenario.time.end)));
    if (!columns.good())
        return files;
    mesh::gis::PixelReader reader(scenario.project.crs, input.mesh.node_x, input.mesh.node_y);
    std::map<std::pair<std::string, int>, CellRain> read;  // a raster may come again and again
    for (std::size_t row = 0; row < names.size(); ++row) {
        const auto path = given.table.path.parent_path() / names[row];
        const int band = bands.empty() || std::isnan(bands[row]) ? 1 : static_cast<int>(bands[row]);
        const auto known = read.find({path.string(), band});
        mesh::gis::RasterSource source;
        source.file = path.string();
        source.band = band;
        source.scale = given.scale;
        if (!given.crs.empty())
            source.crs = given.crs;
        const auto& rain = known != read.end() ? known->second
                                               : read.emplace(std::pair{path.string(), band},
                                                              rain_on_cells(input.mesh, reader, source, *rate))
                                                     .first->second;
        if (!rain) {
            columns.refuse(row, "file", "bad-raster", rain.error().found, rain.error().expected);
            continue;
        }
        input.rain_fields.push_back({from[row], to[row], *rain});
        files.push_back(path);
    }
    return files;
}

std::vector<std::int32_t> nearest_points(const mesh::surface::SurfaceMesh& mesh,
                                         const std::vector<PointValue>& points) {
    std::vector<std::int32_t> nearest;
    nearest.reserve(mesh.area.size());
    for (std::size_t i = 0; i < mesh.area.size(); ++i) {
        double least = std::numeric_limits<double>::infinity();
        std::int32_t best = 0;
        for (std::size_t k = 0; k < points.size(); ++k)
            if (const double d = std::hypot(points[k].x - mesh.centroid[i].x, points[k].y - mesh.centroid[i].y);
                d < least) {
                least = d;
                best = static_cast<std::int32_t>(k);
            }
        nearest.push_back(best);
    }
    return nearest;
}

}  // namespace liriver::scenarios::language
