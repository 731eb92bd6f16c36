#include "scenarios/language/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "data/tables/encoding.h"
#include "data/tables/file.h"
#include "mesh/gis/raster.h"
#include "scenarios/language/complete.h"
#include "scenarios/language/diffuse_loads.h"
#include "scenarios/language/dry_lines.h"
#include "scenarios/language/initial_rules.h"
#include "scenarios/language/lakes.h"
#include "scenarios/language/moving_loads.h"
#include "scenarios/language/names.h"
#include "scenarios/language/outfall_notes.h"
#include "scenarios/language/places.h"
#include "scenarios/language/rating_tables.h"
#include "scenarios/language/reader.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/river.h"
#include "scenarios/language/rules_structures.h"
#include "scenarios/language/series_loader.h"
#include "scenarios/language/surface_input.h"
#include "scenarios/language/surface_make_rules.h"

namespace liriver::scenarios::language {

using data::tables::Problems;

namespace {
void check_crs(const Scenario& scenario, Problems& problems) {
    if (scenario.project.crs.empty())
        return;
    if (const auto good = mesh::gis::check_projected_metres(scenario.project.crs); !good)
        Reporter(scenario, problems)
            .add_at_key("project.crs", scenario.project.at, "bad-crs", good.error().found, good.error().expected);
}

class SeriesOfScenario {
  public:
    SeriesOfScenario(Scenario& scenario, SeriesLoader& loader) : scenario_(scenario), loader_(loader) {}

    void load() {
        for (Boundary& boundary : scenario_.boundaries) {
            at(fmt::format("boundary[{}]", boundary.name));
            one(boundary.discharge, "discharge", "m3/s", {.negative = true});
            one(boundary.stage, "stage", "m", {.negative = true});
            one(boundary.specific_discharge, "specific_discharge", "m/s");
            amounts(boundary.concentration, "concentration");
        }
        for (SurfaceSettings& surface : scenario_.surfaces) {
            at(fmt::format("surface[{}]", surface.name));
            one(surface.rain, "rain", "m/s");
            for (RainGauge& gauge : surface.rain_gauges) {
                at(fmt::format("surface[{}].rain_gauge[{}]", surface.name, gauge.name));
                one(gauge.rain, "rain", "m/s");
            }
            for (RimBoundary& boundary : surface.boundaries) {
                at(fmt::format("surface[{}].boundary[{}]", surface.name, boundary.name));
                one(boundary.discharge, "discharge", "m3/s", {.negative = true});
                one(boundary.stage, "stage", "m", {.negative = true});
                amounts(boundary.concentration, "concentration");
            }
        }
        for (Reservoir& reservoir : scenario_.reservoirs) {
            at(fmt::format("reservoir[{}]", reservoir.name));
            one(reservoir.specific_discharge, "specific_discharge", "m/s");
            one(reservoir.release, "release", "m3/s", {.whole_run = false});
            one(reservoir.pool.inflow, "inflow", "m3/s", {.balance = true});
            one(reservoir.pool.rain, "rain", "m/s");
            one(reservoir.pool.evaporation, "evaporation", "m/s");
            amounts(reservoir.concentration, "concentration");
        }
        for (OperationRule& rule : scenario_.rules) {
            at(fmt::format("rule[{}]", rule.name));
            one(rule.setting, "setting", "1", {.negative = true});
            one(rule.release, "release", "m3/s");
        }
        for (TargetFlow& flow : scenario_.target_flows) {
            at(fmt::format("target_flow[{}]", flow.name));
            one(flow.target, "target", "m3/s", {.whole_run = false});
        }
        for (Lake& lake : scenario_.lakes) {
            at(fmt::format("lake[{}]", lake.name));
            one(lake.inflow, "inflow", "m3/s");
            amounts(lake.concentration, "concentration");
        }
        for (Inflow& inflow : scenario_.inflows) {
            at(fmt::format("inflow[{}]", inflow.name));
            one(inflow.discharge, "discharge", "m3/s");
            one(inflow.specific_discharge, "specific_discharge", "m/s");
            amounts(inflow.concentration, "concentration");
        }
        for (Abstraction& abstraction : scenario_.abstractions) {
            at(fmt::format("abstraction[{}]", abstraction.name));
            one(abstraction.demand, "demand", "m3/s");
        }
        for (Groundwater& groundwater : scenario_.groundwater) {
            at(fmt::format("groundwater[{}]", groundwater.name));
            one(groundwater.head, "head", "m", {.negative = true});
            amounts(groundwater.concentration, "concentration");
        }
        for (Weather& weather : scenario_.weather) {
            at(fmt::format("weather[{}]", weather.name));
            one(weather.rain, "rain", "m/s");
            one(weather.evaporation, "evaporation", "m/s");
            amounts(weather.concentration, "concentration");
        }
        for (SinkingStream& stream : scenario_.sinking_streams) {
            at(fmt::format("sinking_stream[{}]", stream.name));
            one(stream.capacity, "capacity", "m3/s");
        }
        for (Structure& structure : scenario_.structures) {
            at(fmt::format("structure[{}]", structure.name));
            setting(structure);
        }
        for (Constituent& constituent : scenario_.constituents) {
            at(fmt::format("constituent[{}]", constituent.name));
            one(constituent.temperature, "temperature", "degC", {.negative = true, .minimum = 0.0, .maximum = 60.0});
        }
        at("quality");
        QualitySettings& quality = scenario_.quality;
        one(quality.temperature, "temperature", "degC", {.negative = true, .minimum = 0.0, .maximum = 60.0});
        one(quality.light, "light", "W/m2");
        one(quality.wind, "wind", "m/s");
        one(quality.air_temperature, "air_temperature", "degC", {.negative = true});
        one(quality.vapour_pressure, "vapour_pressure", "Pa");
        one(quality.cloud, "cloud", "1", {.maximum = 1.0});
        one(quality.shortwave, "shortwave", "W/m2");
        for (Outfall& outfall : scenario_.outfalls) {
            at(fmt::format("outfall[{}]", outfall.name));
            one(outfall.discharge, "discharge", "m3/s");
            amounts(outfall.concentration, "concentration");
            amounts(outfall.load, "load");
        }
        for (DiffuseLoad& load : scenario_.diffuse_loads) {
            at(fmt::format("diffuse_load[{}]", load.name));
            one(load.discharge, "discharge", "m3/s", {.whole_run = load.mean_discharge.has_value()});
            one(load.runoff, "runoff", "m/s", {.whole_run = load.mean_runoff.has_value()});
        }
        for (MovingLoad& load : scenario_.moving_loads) {
            at(fmt::format("moving_load[{}]", load.name));
            one(load.chainage, "chainage", "m", {.whole_run = false, .along = true});
            amounts(load.load, "load");
        }
        for (Station& station : scenario_.stations) {
            at(fmt::format("station[{}]", station.name));
            one(station.target, "target", "m3/s", {.whole_run = false});
        }
    }

  private:
    struct Rules {
        bool negative = false;
        bool whole_run = true;
        bool balance = false;  ///< it may follow from a water balance, and then be negative
        double minimum = -std::numeric_limits<double>::infinity();
        double maximum = std::numeric_limits<double>::infinity();
        bool along = false;
    };

    void at(std::string path) { path_ = std::move(path); }
    void one(std::optional<Series>& series, const char* key, const char* unit) { one(series, key, unit, Rules{}); }
    void one(std::optional<Series>& series, const char* key, const char* unit, Rules rules) {
        if (series)
            loader_.load(*series, {path_ + "." + key, unit, rules.negative, rules.whole_run, rules.balance,
                                   rules.minimum, rules.maximum, rules.along});
    }
    void setting(Structure& structure) {
        if (const Key* key = setting_key(structure.kind); key != nullptr)
            one(structure.setting, key->name.c_str(), key->unit.c_str());
    }
    void amounts(Amounts& amounts, const char* key) {
        const bool load = std::string(key) == "load";
        for (auto& [name, series] : amounts) {
            ConstituentKind kind = mass_kind;
            for (const Constituent& constituent : scenario_.constituents)
                if (constituent.name == name)
                    kind = constituent.kind;
            const std::string si = load ? kind.load : kind.concentration;
            if (si.empty())
                continue;  // refused where amounts are completed
            loader_.load(series, {.key = fmt::format("{}.{}.{}", path_, key, name), .unit = si});
        }
    }

    Scenario& scenario_;
    SeriesLoader& loader_;
    std::string path_;
};

// Tables in GB18030 were told from UTF-8 by their bytes: say so.
void note_encodings(RiverFiles& river) {
    for (const auto& file : river.inputs) {
        if (file.extension() != ".csv" && file.extension() != ".CSV")
            continue;
        const auto bytes = data::tables::read_file(file);
        if (bytes && data::tables::first_invalid_utf8(*bytes))
            river.notes.push_back(
                fmt::format("{} is in {}", file.string(), to_string(data::tables::Encoding::gb18030)));
    }
}

void check_relief(const Scenario& scenario, Problems& problems) {
    if (scenario.output.relief.given())
        static_cast<void>(refuse_unreadable(scenario.output.relief, "output.relief", problems));
}

std::vector<std::filesystem::path> each_once(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> once;
    std::set<std::filesystem::path> seen;
    for (const auto& path : paths)
        if (seen.insert(path).second)
            once.push_back(path);
    return once;
}
}  // namespace

tl::expected<Model, Problems> load(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                   std::optional<data::tables::Time> restart) {
    Problems problems;
    auto scenario = read_scenario(file, overrides, problems);
    if (!scenario)
        return tl::make_unexpected(std::move(problems));
    Model model{std::move(*scenario), {}, {}, {}};
    model.scenario.time.restart = restart;
    model.river.inputs.push_back(file);
    complete_time_and_constituents(model.scenario, problems);
    check_crs(model.scenario, problems);
    check_rules(model.scenario, problems);
    if (!model.scenario.terrain.points.empty() && !model.scenario.for_mesh() && !model.scenario.makes_surface())
        Reporter(model.scenario, problems)
            .add(model.scenario.terrain.points.front().at, "not-used", "terrain.points", "terrain as points in a run",
                 "no such table: `mesh` alone reads it");
    if (model.scenario.for_mesh()) {
        Reporter(model.scenario, problems)
            .add_at_key("network.lines", model.scenario.network.at, "for-mesh", "a scenario for `liriver mesh`",
                        "the tables that `mesh` makes, in place of lines");
    } else if (model.scenario.makes_surface()) {
        Reporter(model.scenario, problems)
            .add_at_key("surface.make", model.scenario.surfaces.front().make.at, "for-mesh",
                        "a scenario for `liriver mesh`", "`mesh`, the file that it makes, in place of [surface.make]");
    } else if (model.scenario.on_surface()) {
        check_surface_rules(model.scenario, problems);
        complete_amounts(model.scenario, problems);
        complete_diffuse_loads(model.scenario, problems);
        model.quality = quality_plan(model.scenario, problems);
        SeriesLoader loader(model.scenario, problems);
        SeriesOfScenario(model.scenario, loader).load();
        check_followed(model.scenario, problems);
        model.river.notes.insert(model.river.notes.end(), loader.notes().begin(), loader.notes().end());
        for (const auto& path : loader.files())
            model.river.inputs.push_back(path);
        read_ratings(model.scenario, model.river.inputs, problems);
        read_structure_tables(model.scenario, model.river.inputs, problems);
        check_relief(model.scenario, problems);
        check_initial(model.scenario, model.river.network, model.river.inputs, problems);
        read_surfaces(model, problems);
        check_written_names(model.scenario, problems);
    } else {
        read_river(model.scenario, model.river, problems);
        for (std::string& note : merge_registers(model.scenario, model.river.inputs, problems))
            model.river.notes.push_back(std::move(note));
        check_written_names(model.scenario, problems);
        complete_amounts(model.scenario, problems);
        complete_diffuse_loads(model.scenario, problems);
        model.quality = quality_plan(model.scenario, problems);
        find_places(model.scenario, model.river.network, problems);
        SeriesLoader loader(model.scenario, problems);
        SeriesOfScenario(model.scenario, loader).load();
        check_followed(model.scenario, problems);
        model.river.notes.insert(model.river.notes.end(), loader.notes().begin(), loader.notes().end());
        for (const auto& path : loader.files())
            model.river.inputs.push_back(path);
        read_ratings(model.scenario, model.river.inputs, problems);
        read_structure_tables(model.scenario, model.river.inputs, problems);
        complete_moving_loads(model.scenario, model.river.network, problems);
        read_lakes(model.scenario, model.river, problems);
        for (std::string& note : notes_on_outfalls(model.scenario, model.river.inputs, problems))
            model.river.notes.push_back(std::move(note));
        for (const auto& path : complete_operation(model.scenario, problems))
            model.river.inputs.push_back(path);
        check_initial(model.scenario, model.river.network, model.river.inputs, problems);
        check_needs(model.scenario, problems);
        check_relief(model.scenario, problems);
        check_runoff_areas(model.scenario, model.river, problems);
        check_dry_outfalls(model.scenario, model.river, problems);
        check_terrain(model.scenario, model.river, problems);
    }
    if (!problems.empty()) {
        data::tables::sort_problems(problems);
        return tl::make_unexpected(std::move(problems));
    }
    model.river.inputs = each_once(model.river.inputs);
    note_encodings(model.river);
    return model;
}

tl::expected<Model, Problems> load_for_surface(const std::filesystem::path& file,
                                               const std::vector<std::string>& overrides) {
    Problems problems;
    auto scenario = read_scenario(file, overrides, problems);
    if (!scenario)
        return tl::make_unexpected(std::move(problems));
    Model model{std::move(*scenario), {}, {}, {}};
    model.river.inputs.push_back(file);
    check_crs(model.scenario, problems);
    check_rules(model.scenario, problems);
    check_make_rules(model.scenario, problems);
    const bool network = model.scenario.positions.count("network") > 0 || !model.scenario.reaches.empty();
    if (network)
        read_river(model.scenario, model.river, problems);
    check_made_reaches(model.scenario, model.river, problems);
    read_mesh_to_convert(model, problems);
    if (!problems.empty()) {
        data::tables::sort_problems(problems);
        return tl::make_unexpected(std::move(problems));
    }
    model.river.inputs = each_once(model.river.inputs);
    note_encodings(model.river);
    return model;
}

tl::expected<Scenario, Problems> load_for_mesh(const std::filesystem::path& file,
                                               const std::vector<std::string>& overrides) {
    Problems problems;
    auto scenario = read_scenario(file, overrides, problems);
    if (scenario) {
        check_crs(*scenario, problems);
        check_rules(*scenario, problems);
        if (!scenario->for_mesh())
            Reporter(*scenario, problems)
                .add({file.string(), 0, 0}, "not-for-mesh", "network.lines", "no lines",
                     "[[network.lines]] to build reaches from, or `streams_above`");
    }
    if (!problems.empty()) {
        data::tables::sort_problems(problems);
        return tl::make_unexpected(std::move(problems));
    }
    return std::move(*scenario);
}

}  // namespace liriver::scenarios::language
