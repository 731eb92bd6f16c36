#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"
#include "mesh/gis/mosaic.h"
#include "mesh/gis/raster.h"
#include "mesh/gis/raster_crs.h"
#include "mesh/network/locate.h"
#include "mesh/sections/survey_datum.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/river.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {

namespace {
/// Samples a section's line takes, both ends among them.
constexpr int samples = 33;

mesh::gis::Mosaic read_rasters(const Scenario& scenario, RiverFiles& river, data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    mesh::gis::Mosaic mosaic;
    std::vector<const RasterInput*> inputs;
    inputs.reserve(scenario.terrain.rasters.size());
    for (const RasterInput& input : scenario.terrain.rasters)
        inputs.push_back(&input);
    std::stable_sort(inputs.begin(), inputs.end(),
                     [](const RasterInput* a, const RasterInput* b) { return a->priority < b->priority; });
    for (const RasterInput* input : inputs) {
        if (!input->file.given() || refuse_unreadable(input->file, "terrain.rasters.file", problems))
            continue;
        mesh::gis::RasterSource source;
        source.file = input->file.path.string();
        source.band = input->band;
        source.scale = input->scale;
        source.nodata = input->nodata;
        source.lowest = input->lowest;
        source.highest = input->highest;
        if (!input->crs.empty())
            source.crs = input->crs;
        // Without a usable CRS of the project the raster's own stands in, so that the rest can be checked still.
        const std::string crs = mesh::gis::check_projected_metres(scenario.project.crs)
                                    ? scenario.project.crs
                                    : mesh::gis::crs_of(source).value_or(scenario.project.crs);
        auto raster = mesh::gis::read_raster(source, crs);
        if (!raster) {
            report.add(input->file.at, "unreadable-raster", "terrain.rasters.file",
                       fmt::format("{}: {}", raster.error().place, raster.error().found), raster.error().expected);
            continue;
        }
        river.inputs.push_back(input->file.path);
        mosaic.grids.push_back(std::move(raster->grid));
    }
    return mosaic;
}
/// Tells of sections of the tables, cut or surveyed, that lie far off the terrain at their place. Of those told already
/// beside their neighbours nothing more is said.
void compare_sections(const Scenario& scenario, RiverFiles& river, const mesh::gis::Mosaic& mosaic) {
    std::set<std::string> made;  // reaches whose sections the scenario makes up
    for (const ReachSettings& reach : scenario.reaches)
        if (reach.prismatic())
            made.insert(reach.name);
    std::vector<double> terrain;
    terrain.reserve(river.sections.size());
    for (const mesh::sections::Section& section : river.sections) {
        const mesh::network::Reach* reach = river.network.find(section.reach);
        const bool told = std::any_of(river.far_off.begin(), river.far_off.end(), [&](const auto& place) {
            return place.reach == section.reach && place.chainage == section.chainage;
        });
        terrain.push_back(std::nan(""));
        if (reach == nullptr || told || made.count(section.reach) > 0)
            continue;
        const mesh::network::Point point = mesh::network::point_at(*reach, section.chainage);
        terrain.back() = mosaic.sample(point.x, point.y);
    }
    for (mesh::sections::FarSection& far : mesh::sections::far_from_terrain(river.sections, terrain))
        river.notes.push_back(std::move(far.sentence));
}
}  // namespace

void check_terrain(const Scenario& scenario, RiverFiles& river, data::tables::Problems& problems) {
    if (scenario.terrain.rasters.empty())
        return;
    const mesh::gis::Mosaic mosaic = read_rasters(scenario, river, problems);
    if (mosaic.grids.size() != scenario.terrain.rasters.size())
        return;
    compare_sections(scenario, river, mosaic);
    const FileName& places = scenario.network.section_places;
    if (!places.given() || refuse_unreadable(places, "network.section_places", problems))
        return;
    river.inputs.push_back(places.path);
    const auto table = data::tables::read_csv(places.path, problems);
    if (!table)
        return;
    data::tables::ColumnReader columns(*table, problems);
    const auto reaches = columns.texts("reach");
    const auto chainages = columns.numbers("chainage_m");
    const auto left_x = columns.numbers("left_x_m");
    const auto left_y = columns.numbers("left_y_m");
    const auto right_x = columns.numbers("right_x_m");
    const auto right_y = columns.numbers("right_y_m");
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (!std::isfinite(left_x[row] + left_y[row] + right_x[row] + right_y[row]))
            continue;
        for (int i = 0; i < samples; ++i) {
            const double part = static_cast<double>(i) / (samples - 1);
            const double x = left_x[row] + part * (right_x[row] - left_x[row]);
            const double y = left_y[row] + part * (right_y[row] - left_y[row]);
            if (!std::isnan(mosaic.sample(x, y)))
                continue;
            columns.refuse(row, "chainage_m", "nodata",
                           fmt::format("no terrain at {:.0f} {:.0f} under the section of {} at {} m", x, y,
                                       reaches[row], data::tables::format_number(chainages[row])),
                           "rasters with a value under the whole section");
            break;
        }
    }
}

}  // namespace liriver::scenarios::language
