// Rasters that `[[initial]]` names.
#include <fmt/format.h>

#include <cmath>

#include "mesh/gis/pixel_window.h"
#include "mesh/surface/cell_means.h"
#include "scenarios/language/start_sources.h"

namespace liriver::scenarios::language {

std::optional<StartField> read_start_raster(const Scenario& scenario, const InitialRaster& raster,
                                            const std::string& path, const StartPlaces& places, Reporter& report) {
    const auto quantity = find_quantity(scenario, raster.quantity);
    if (!quantity || !raster.file.given())
        return std::nullopt;  // the rules have said so
    const auto factor = raster.unit.empty() ? quantity->si_per_unit : factor_to_si(raster.unit, quantity->unit);
    if (!factor)
        return std::nullopt;
    std::vector<double> x;
    std::vector<double> y;
    for (const auto& point : places.point) {
        x.push_back(point.x);
        y.push_back(point.y);
    }
    if (places.mesh != nullptr) {
        x = places.mesh->node_x;
        y = places.mesh->node_y;
    }
    mesh::gis::PixelReader reader(scenario.project.crs, x, y);
    mesh::gis::RasterSource source;
    source.file = raster.file.path.string();
    source.band = raster.band;
    source.scale = raster.scale;
    if (!raster.crs.empty())
        source.crs = raster.crs;
    const auto pixels = reader.read(source);
    if (!pixels) {
        report.add(raster.file.at, "bad-raster", path + ".file",
                   fmt::format("{}: {}", pixels.error().place, pixels.error().found), pixels.error().expected);
        return std::nullopt;
    }
    StartField field{*quantity, {}, raster.file.at, path + ".file", false};
    if (places.mesh != nullptr)
        field.values = mesh::surface::cell_means(*places.mesh, *pixels).mean;
    else
        for (const auto& place : pixels->place)
            field.values.push_back(
                pixels->at(static_cast<int>(std::floor(place.x)), static_cast<int>(std::floor(place.y))));
    for (double& value : field.values)
        value *= *factor;
    return field;
}

}  // namespace liriver::scenarios::language
