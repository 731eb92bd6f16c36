#include "scenarios/runner/surface_outputs.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <system_error>

#include "data/gis/cell_raster.h"
#include "data/gis/geotiff.h"
#include "data/results/atomic_file.h"
#include "data/results/csv_metadata.h"
#include "scenarios/runner/run_outputs.h"

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
Snapshot state_of(SurfaceSimulation& simulation) {
    Snapshot state;
    for (Field& field : simulation.solver().fields())
        if (!is_maximum(field.description.name)) {
            std::vector<double> values(field.values.begin(), field.values.end());
            if (field.description.name == "stage") {
                field.description.long_name = "water level";
                for (std::size_t i = 0; i < values.size(); ++i)
                    if (simulation.solver().state()[i].depth < least_depth)
                        values[i] = std::nan("");
            }
            state.add(std::move(field.description), std::move(values));
        }
    const std::vector<Substance>& substances = simulation.model().substances;
    for (std::size_t k = 0; k < substances.size(); ++k) {
        std::vector<double> values;
        values.reserve(static_cast<std::size_t>(simulation.model().mesh->cell_count()));
        for (std::int32_t i = 0; i < simulation.model().mesh->cell_count(); ++i)
            values.push_back(simulation.concentration(k, i));
        state.add(
            {substances[k].name, "concentration of " + substances[k].name, "", substances[k].unit, Location::face},
            std::move(values));
    }
    return state;
}

/// The maxima; nothing where there never was water to speak of.
Snapshot maxima_of(SurfaceSimulation& simulation) {
    Snapshot maxima;
    const auto deepest = simulation.solver().greatest_depth();
    for (Field& field : simulation.solver().fields())
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

SurfaceOutputs::SurfaceOutputs(const language::Model& input, std::filesystem::path folder,
                               data::results::Provenance provenance, data::results::SurfaceFile surface,
                               data::results::StationsCsv stations,
                               std::optional<data::results::StructuresCsv> structures)
    : input_(&input),
      folder_(std::move(folder)),
      provenance_(std::move(provenance)),
      surface_(std::move(surface)),
      stations_(std::move(stations)),
      structures_(std::move(structures)) {}

tl::expected<SurfaceOutputs, Error> SurfaceOutputs::create(const language::Model& input, SurfaceSimulation& simulation,
                                                           const RunOptions& options,
                                                           const data::results::Provenance& provenance) {
    auto surface = data::results::SurfaceFile::create(
        options.output / "surface.nc", *simulation.model().mesh, provenance, *input.scenario.time.start,
        {places_of(input, simulation.model()), state_of(simulation).descriptions, maxima_of(simulation).descriptions});
    if (!surface)
        return tl::make_unexpected(surface.error());
    data::results::StationColumns columns;
    for (const Substance& substance : simulation.model().substances)
        columns.constituents.push_back({substance.name, substance.unit});
    std::vector<data::results::TableFile> tables{
        {"stations.csv", "one row a station and output time", describe(columns)},
        {"stations_daily.csv", "one row a station and local calendar day", daily_columns()}};
    if (!simulation.model().links.empty())
        tables.push_back({"structures.csv", "one row a structure and output time", data::results::structure_columns()});
    if (auto described = data::results::write_csv_metadata(options.output, tables, provenance); !described)
        return tl::make_unexpected(described.error());
    auto stations =
        data::results::StationsCsv::create(options.output / "stations.csv", input.scenario.project.time_zone, columns);
    if (!stations)
        return tl::make_unexpected(stations.error());
    std::optional<data::results::StructuresCsv> structures;
    if (!simulation.model().links.empty()) {
        auto file =
            data::results::StructuresCsv::create(options.output / "structures.csv", input.scenario.project.time_zone);
        if (!file)
            return tl::make_unexpected(file.error());
        structures = *std::move(file);
    }
    return SurfaceOutputs(input, options.output, provenance, *std::move(surface), *std::move(stations),
                          std::move(structures));
}

tl::expected<void, Error> SurfaceOutputs::write(SurfaceSimulation& simulation, data::tables::Time time) {
    const Snapshot state = state_of(simulation);
    if (auto written = surface_.append(time, state.fields()); !written)
        return written;
    if (auto written = write_stations(simulation, time); !written)
        return written;
    return write_structures(simulation, time);
}

tl::expected<void, Error> SurfaceOutputs::write_stations(SurfaceSimulation& simulation, data::tables::Time time) {
    const SurfaceModel& model = simulation.model();
    std::vector<data::results::StationRow> rows;
    std::vector<std::vector<double>> concentrations(model.stations.size());
    for (std::size_t s = 0; s < model.stations.size(); ++s) {
        const SurfaceStation& station = model.stations[s];
        const PointState water = simulation.water_at_station(s);
        data::results::StationRow row;
        row.station = station.name;
        row.depth = water.depth;
        row.stage = water.depth < least_depth ? std::nan("") : water.stage;
        row.velocity = std::hypot(water.u, water.v);
        row.discharge = simulation.discharge(s);
        for (std::size_t k = 0; k < model.substances.size(); ++k)
            concentrations[s].push_back(simulation.concentration_at(k, water));
        row.concentration = concentrations[s];
        rows.push_back(row);
    }
    return stations_.append(time, rows);
}

tl::expected<void, Error> SurfaceOutputs::write_structures(const SurfaceSimulation& simulation,
                                                           data::tables::Time time) {
    if (!structures_)
        return {};
    const SurfaceModel& model = simulation.model();
    const auto shown = [&](std::int32_t cell, double stage) {  // no water has no level
        const bool wet = cell >= 0 && simulation.solver().state()[static_cast<std::size_t>(cell)].depth >= least_depth;
        return wet ? stage : std::nan("");
    };
    std::vector<data::results::StructureRow> rows;
    for (std::size_t k = 0; k < model.links.size(); ++k) {
        const auto state = simulation.structure_state(k);
        data::results::StructureRow row;
        row.structure = model.structures[k].name;
        row.kind = model.structures[k].kind;
        row.setting = simulation.settings()[k];
        row.discharge = state.discharge;
        row.stage_up = shown(model.links[k].left, state.stage_left);
        row.stage_down = shown(model.links[k].right, state.stage_right);
        rows.push_back(row);
    }
    return structures_->append(time, rows);
}

tl::expected<std::vector<std::filesystem::path>, Error> SurfaceOutputs::close(SurfaceSimulation& simulation) {
    const Snapshot maxima = maxima_of(simulation);
    if (auto good = surface_.write_maxima(maxima.fields()); !good)
        return tl::make_unexpected(good.error());
    constexpr auto ending = data::results::Ending::unfinished;
    if (auto good = surface_.close(ending); !good)
        return tl::make_unexpected(good.error());
    if (auto good = stations_.close(ending); !good)
        return tl::make_unexpected(good.error());
    if (structures_)
        if (auto good = structures_->close(ending); !good)
            return tl::make_unexpected(good.error());
    const std::filesystem::path target = data::results::part_name(folder_ / "maxima");
    std::error_code trouble;
    std::filesystem::create_directories(target, trouble);
    if (trouble)
        return tl::make_unexpected(Error{target.string(), trouble.message(), "a folder that can be made"});
    const mesh::surface::SurfaceMesh& mesh = *simulation.model().mesh;
    const data::gis::PixelMap pixels = data::gis::map_pixels(
        mesh, input_->scenario.surfaces.front().raster_pixel.value_or(data::gis::suggested_pixel(mesh)));
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

}  // namespace liriver::scenarios::runner
