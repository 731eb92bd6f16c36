#include "scenarios/runner/terrain_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/registers/terrain_points.h"
#include "mesh/gis/raster.h"
#include "mesh/terrain/simplify.h"
#include "scenarios/runner/mesh_inputs.h"

namespace liriver::scenarios::runner {

using data::tables::Problems;
using language::Scenario;
using mesh::gis::Grid;

namespace {

template <class Input>
void check_datum(const Input& input, const Scenario& scenario, Problems& problems) {
    if (input.vertical_datum != scenario.project.vertical_datum)
        problems.push_back({.file = input.at.file,
                            .line = input.at.line,
                            .column = input.at.column,
                            .code = "other-datum",
                            .key = "vertical_datum",
                            .found = input.vertical_datum,
                            .expected = scenario.project.vertical_datum + ", the project's: heights are not shifted",
                            .hint = {}});
}

/// One problem a raster: the number that most cells hold and that cannot be ground, and the key that declares it.
void refuse_suspects(const language::RasterInput& input, const mesh::gis::Raster& raster, Problems& problems) {
    const mesh::gis::Raster::Suspect& first = raster.suspects.front();
    const mesh::gis::Implausible& what = first.what;
    std::size_t cells = 0;
    for (const mesh::gis::Raster::Suspect& suspect : raster.suspects)
        cells += suspect.what.cells;
    const double raw = (what.elevation - raster.offset_m) / raster.metres_per_unit;
    const std::string others = raster.suspects.size() > 1 ? fmt::format("; {} other numbers like it in {} cells",
                                                                        raster.suspects.size() - 1, cells - what.cells)
                                                          : "";
    const std::string beside =
        std::isfinite(what.neighbour) ? fmt::format(", beside ground at {:.1f} m or farther off", what.neighbour) : "";
    const bool low = what.out_of_range ? what.elevation < 0.0 : !(what.neighbour < what.elevation);
    problems.push_back(
        {.file = input.at.file,
         .line = input.at.line,
         .column = input.at.column,
         .code = "implausible-ground",
         .key = "terrain.rasters.nodata",
         .found = fmt::format("{}: {} cells at {:.6g} m, the first at ({:.0f}, {:.0f}){}{}",
                              input.file.path.filename().string(), what.cells, what.elevation, first.x, first.y, beside,
                              others),
         .expected = fmt::format("`nodata = {:.8g}` where this number of the file stands for no value; `{}` (m), "
                                 "{} which there is none; or, where it is ground, the same key set so that it holds it",
                                 raw, low ? "lowest" : "highest", low ? "below" : "above"),
         .hint = {}});
}

std::optional<Grid> read(const language::RasterInput& input, const std::string& crs, std::vector<std::string>& notes,
                         Problems& problems) {
    mesh::gis::RasterSource source;
    source.file = input.file.path.string();
    source.band = input.band;
    source.scale = input.scale;
    if (!input.crs.empty())
        source.crs = input.crs;
    source.nodata = input.nodata;
    source.lowest = input.lowest;
    source.highest = input.highest;
    auto raster = mesh::gis::read_raster(source, crs);
    if (!raster) {
        problems.push_back(as_problem(raster.error(), input.file.at, "unreadable-raster"));
        return std::nullopt;
    }
    if (!raster->suspects.empty()) {
        refuse_suspects(input, *raster, problems);
        return std::nullopt;
    }
    const mesh::gis::GridFrame& frame = raster->grid.frame;
    notes.push_back(fmt::format(
        "raster {}: {} x {} cells of {:.6g} x {:.6g} m{}{}", input.file.path.filename().string(), frame.columns,
        frame.rows, frame.cell_x, frame.cell_y, raster->reprojected ? ", reprojected to " + crs : "",
        raster->missing_cells > 0 ? fmt::format(", {} without a value", raster->missing_cells) : ""));
    return std::move(raster->grid);
}

std::optional<Grid> read(const language::PointsInput& input, const std::string& crs, std::vector<std::string>& notes,
                         Problems& problems) {
    const std::size_t before = problems.size();
    const auto points = data::registers::read_terrain_points(input.file.path, problems);
    const auto corner = input.corner ? to_point(*input.corner, crs, problems) : std::nullopt;
    if (!corner || problems.size() > before)
        return std::nullopt;
    mesh::gis::GridFrame frame;
    frame.west = corner->x;
    frame.north = corner->y;
    frame.cell_x = frame.cell_y = input.cell;
    for (const mesh::terrain::ElevationPoint& point : points) {
        frame.columns = std::max(frame.columns, point.column + 1);
        frame.rows = std::max(frame.rows, point.row + 1);
    }
    auto grid = mesh::terrain::interpolate(frame, points);
    if (!grid) {
        problems.push_back(as_problem(grid.error(), input.file.at, "bad-points"));
        return std::nullopt;
    }
    notes.push_back(fmt::format("points {}: {} on {} x {} cells of {:.6g} m", input.file.path.filename().string(),
                                points.size(), frame.columns, frame.rows, input.cell));
    return *std::move(grid);
}

}  // namespace

mesh::gis::Mosaic read_terrain(const Scenario& scenario, std::vector<std::string>& notes, Problems& problems) {
    struct Ranked {
        int priority = 1;
        Grid grid;
    };
    std::vector<Ranked> grids;
    const std::string& crs = scenario.project.crs;
    for (const language::RasterInput& input : scenario.terrain.rasters) {
        check_datum(input, scenario, problems);
        if (auto grid = read(input, crs, notes, problems))
            grids.push_back({input.priority, *std::move(grid)});
    }
    for (const language::PointsInput& input : scenario.terrain.points) {
        check_datum(input, scenario, problems);
        if (auto grid = read(input, crs, notes, problems))
            grids.push_back({input.priority, *std::move(grid)});
    }
    std::stable_sort(grids.begin(), grids.end(),
                     [](const Ranked& a, const Ranked& b) { return a.priority < b.priority; });
    mesh::gis::Mosaic mosaic;
    for (Ranked& ranked : grids)
        mosaic.grids.push_back(std::move(ranked.grid));
    return mosaic;
}

}  // namespace liriver::scenarios::runner
