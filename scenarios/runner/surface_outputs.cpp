#include "scenarios/runner/surface_outputs.h"

#include <chrono>
#include <cmath>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include "data/gis/cell_raster.h"
#include "data/gis/geotiff.h"
#include "data/results/atomic_file.h"
#include "viz/vtk/surface_vtk.h"

namespace liriver::scenarios::runner {
namespace {

using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Field;
using mesh::field::Location;

/// Fields and the values they stand for.
struct Snapshot {
    std::vector<Description> descriptions;
    std::vector<std::vector<double>> values;

    void add(Description description, std::vector<double> numbers) {
        descriptions.push_back(std::move(description));
        values.push_back(std::move(numbers));
    }
    [[nodiscard]] std::vector<Field> fields() const {
        std::vector<Field> all;
        all.reserve(values.size());
        for (std::size_t k = 0; k < values.size(); ++k)
            all.push_back({descriptions[k], values[k]});
        return all;
    }
};

bool is_maximum(const std::string& name) {
    static const std::set<std::string> names{"greatest_depth", "greatest_speed", "greatest_unit_discharge",
                                             "arrival_time", "duration"};
    return names.count(name) != 0;
}

/// The state held: the solver's fields and the concentrations; a stage only where there is water.
Snapshot state_of(SurfaceDomain& domain) {
    Snapshot state;
    for (Field& field : domain.solver().fields())
        if (!is_maximum(field.description.name)) {
            std::vector<double> values(field.values.begin(), field.values.end());
            if (field.description.name == "stage") {
                field.description.long_name = "water level";
                for (std::size_t i = 0; i < values.size(); ++i)
                    if (domain.solver().state()[i].depth < least_depth)
                        values[i] = std::nan("");
            }
            state.add(std::move(field.description), std::move(values));
        }
    const std::vector<ShownQuantity> shown = domain.quality().shown();
    for (std::size_t k = 0; k < shown.size(); ++k) {
        std::vector<double> values;
        values.reserve(static_cast<std::size_t>(domain.model().mesh->cell_count()));
        for (std::int32_t i = 0; i < domain.model().mesh->cell_count(); ++i)
            values.push_back(domain.concentration(k, i));
        state.add({shown[k].name, "concentration of " + shown[k].name, "", shown[k].unit, Location::face},
                  std::move(values));
    }
    return state;
}

/// The maxima; nothing where there never was water to speak of.
Snapshot maxima_of(SurfaceDomain& domain) {
    Snapshot maxima;
    const auto deepest = domain.solver().greatest_depth();
    for (Field& field : domain.solver().fields())
        if (is_maximum(field.description.name)) {
            std::vector<double> values(field.values.begin(), field.values.end());
            for (std::size_t i = 0; i < values.size(); ++i)
                if (!std::isfinite(values[i]) || static_cast<double>(deepest[i]) < least_depth)
                    values[i] = std::nan("");
            maxima.add(std::move(field.description), std::move(values));
        }
    return maxima;
}

std::vector<data::results::NamedPlace> places_of(const language::Model& input, const SurfaceModel& model) {
    std::vector<data::results::NamedPlace> places;
    const auto place = [&places](const std::string& name, const std::string& label, const char* kind,
                                 const language::PlaceValue& at) {
        if (at.point)
            places.push_back({name, label, kind, at.point->x, at.point->y});
    };
    for (std::size_t s = 0; s < model.stations.size(); ++s)
        place(model.stations[s].name, model.stations[s].label, "station", input.scenario.stations[s].place);
    for (const auto& outfall : input.scenario.outfalls)
        place(outfall.name, outfall.label, "outfall", outfall.place);
    for (const auto& inflow : input.scenario.inflows)
        place(inflow.name, "", "inflow", inflow.place);
    for (const auto& structure : input.scenario.structures)
        place(structure.name, "", "structure", structure.from);
    return places;
}

}  // namespace

SurfaceOutputs::SurfaceOutputs(SurfaceDomain& domain, std::filesystem::path folder,
                               data::results::Provenance provenance, std::optional<double> raster_pixel,
                               data::results::SurfaceFile surface)
    : domain_(domain),
      folder_(std::move(folder)),
      provenance_(std::move(provenance)),
      raster_pixel_(raster_pixel),
      surface_(std::move(surface)) {}

tl::expected<std::unique_ptr<SurfaceOutputs>, Error> SurfaceOutputs::create(
    const language::Model& input, SurfaceDomain& domain, const std::filesystem::path& folder,
    const data::results::Provenance& provenance) {
    auto surface = data::results::SurfaceFile::create(
        folder / "surface.nc", *domain.model().mesh, provenance, *input.scenario.time.start,
        {places_of(input, domain.model()), state_of(domain).descriptions, maxima_of(domain).descriptions});
    if (!surface)
        return tl::make_unexpected(surface.error());
    return std::unique_ptr<SurfaceOutputs>(new SurfaceOutputs(
        domain, folder, provenance, input.scenario.surfaces.front().raster_pixel, *std::move(surface)));
}

tl::expected<void, Error> SurfaceOutputs::write(data::tables::Time time) {
    return surface_.append(time, state_of(domain_).fields());
}

tl::expected<std::vector<std::filesystem::path>, Error> SurfaceOutputs::close() {
    const Snapshot maxima = maxima_of(domain_);
    if (auto good = surface_.write_maxima(maxima.fields()); !good)
        return tl::make_unexpected(good.error());
    constexpr auto ending = data::results::Ending::unfinished;
    if (auto good = surface_.close(ending); !good)
        return tl::make_unexpected(good.error());
    const std::filesystem::path target = data::results::part_name(folder_ / "maxima");
    std::error_code error;
    std::filesystem::create_directories(target, error);
    if (error)
        return tl::make_unexpected(Error{target.string(), error.message(), "a folder that can be made"});
    const mesh::surface::SurfaceMesh& mesh = *domain_.model().mesh;
    const data::gis::PixelMap pixels =
        data::gis::map_pixels(mesh, raster_pixel_.value_or(data::gis::suggested_pixel(mesh)));
    std::vector<std::filesystem::path> written;
    for (const Field& field : maxima.fields()) {
        const std::string name = field.description.name + ".tif";
        written.push_back(std::filesystem::path("maxima") / name);
        if (auto good = data::gis::write_geotiff(
                target / name, pixels, field, {provenance_.crs, provenance_.title, "liriver " + provenance_.version});
            !good)
            return tl::make_unexpected(good.error());
    }
    return written;
}

tl::expected<std::vector<std::filesystem::path>, Error> SurfaceOutputs::export_vtk(const std::filesystem::path& target,
                                                                                   double interval) {
    viz::vtk::SurfaceVtkOptions vtk;
    vtk.target = target;
    vtk.interval = std::chrono::nanoseconds(std::llround(interval * 1e9));
    const auto files = viz::vtk::export_surface_vtk(folder_, vtk);
    if (!files)
        return tl::make_unexpected(files.error());
    return std::vector<std::filesystem::path>{files->at(0).filename(), files->at(1).filename()};
}

}  // namespace liriver::scenarios::runner
