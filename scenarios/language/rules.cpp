#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include "data/tables/csv_writer.h"
#include "scenarios/language/complete.h"
#include "scenarios/language/diffuse_loads.h"
#include "scenarios/language/moving_loads.h"
#include "scenarios/language/prismatic.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/rules_structures.h"

namespace liriver::scenarios::language {

namespace {
template <class Element>
void check_names(const std::vector<Element>& elements, const char* list, Reporter& report) {
    std::map<std::string, int> seen;
    for (const Element& element : elements) {
        if (element.name.empty())
            continue;
        const auto [first, fresh] = seen.emplace(element.name, element.at.line);
        if (!fresh)
            report.add(element.at, "repeated-name", fmt::format("{}[{}]", list, element.name),
                       fmt::format("a second {} \"{}\"", list, element.name),
                       fmt::format("each name once (it stands in line {} too)", first->second));
    }
}

class Rules {
  public:
    Rules(const Scenario& scenario, Reporter& report) : scenario_(scenario), report_(report) {}

    void boundary(const Boundary& boundary) {
        at_ = boundary.at;
        path_ = fmt::format("boundary[{}]", boundary.name);
        kind_ = given("kind") && !report_.told(path_ + ".kind") ? word(boundary.kind) : std::string();
        if (kind_.empty())
            return;
        const BoundaryKind kind = boundary.kind;
        belongs("discharge", kind == BoundaryKind::discharge, true);
        belongs("stage", kind == BoundaryKind::stage, true);
        belongs("rating", kind == BoundaryKind::rating, !given("rating_table"));
        belongs("rating_table", kind == BoundaryKind::rating, false);
        belongs("specific_discharge", kind == BoundaryKind::runoff, true);
        belongs("slope", kind == BoundaryKind::normal_depth, false);
        if (kind == BoundaryKind::runoff) {
            belongs("end", false, false);
            return;
        }
        needs("reach");
        const bool downstream_only =
            kind == BoundaryKind::normal_depth || kind == BoundaryKind::rating || kind == BoundaryKind::free_outfall;
        if (downstream_only && boundary.end == End::upstream)
            report_.add_at_key(path_ + ".end", at_, "wrong-end", "the upstream end",
                               fmt::format("end = \"downstream\" for kind = \"{}\"", kind_));
    }

    void prismatic(const ReachSettings& reach) {
        at_ = reach.at;
        path_ = fmt::format("reach[{}]", reach.name);
        kind_ = "a prismatic reach (one with `length`)";
        needs("slope");
        needs("bottom_width");
        needs("upstream_bed");
        if (reach.bottom_width == 0.0 && reach.side_slope == 0.0)
            report_.add_at_key(path_ + ".bottom_width", at_, "out-of-bounds", "no width and upright banks",
                               "a width or a side slope above 0");
        if (reach.joins && !reach.joins->empty() && !reach.joins_chainage)
            needs("joins_chainage");
        if (reach.leaves && !reach.leaves->empty() && !reach.leaves_chainage)
            needs("leaves_chainage");
        if (reach.length && *reach.length / reach.spacing.value_or(default_spacing) > most_sections)
            report_.add_at_key(
                path_ + ".length", at_, "out-of-bounds",
                fmt::format("{} m at a spacing of {} m", *reach.length, reach.spacing.value_or(default_spacing)),
                "at most 100000 sections");
        if (reach.spacing && reach.length && *reach.spacing > *reach.length)
            report_.add_at_key(path_ + ".spacing", at_, "out-of-bounds", fmt::format("{} m", *reach.spacing),
                               fmt::format("at most the length of {} m", *reach.length));
    }

    void inflow(const Inflow& inflow) {
        at_ = inflow.at;
        path_ = fmt::format("inflow[{}]", inflow.name);
        if (given("discharge") == given("catchment_area"))
            report_.add(at_, given("discharge") ? "not-used" : "missing-key", path_ + ".discharge",
                        given("discharge") ? "both `discharge` and `catchment_area`"
                                           : "neither `discharge` nor `catchment_area`",
                        "one of them");
    }

    void weather() {
        std::map<std::pair<std::string, std::string>, const Weather*> by_place;
        for (const Weather& weather : scenario_.weather) {
            at_ = weather.at;
            path_ = fmt::format("weather[{}]", weather.name);
            if (scenario_.on_surface())
                report_.add(at_, "not-used", path_, "a weather of reaches beside a [[surface]]",
                            "`rain` and `loss` of the surface");
            if (!given("rain") && !given("evaporation"))
                report_.add(at_, "missing-key", path_, "neither `rain` nor `evaporation`", "one of them, or both");
            if (!weather.reach.empty() && !weather.lake.empty())
                report_.add_at_key(path_ + ".lake", at_, "both-given", "`reach` and `lake`", "one of the two");
            const std::string& place = weather.lake.empty() ? weather.reach : weather.lake;
            if (const auto [first, fresh] = by_place.emplace(std::pair{weather.reach, weather.lake}, &weather); !fresh)
                report_.add(
                    at_, "repeated-name", path_ + (weather.lake.empty() ? ".reach" : ".lake"),
                    place.empty() ? "a second weather of every reach" : fmt::format("a second weather of {}", place),
                    fmt::format("one (\"{}\" in line {} is the first)", first->second->name, first->second->at.line));
        }
    }

    void sinking_stream(const SinkingStream& stream) {
        at_ = stream.at;
        path_ = fmt::format("sinking_stream[{}]", stream.name);
        kind_ = "water that comes back";
        if (given("returns"))
            needs("lag");
        else if (given("lag"))
            report_.add_at_key(path_ + ".lag", at_, "not-used", "a lag of water that does not come back",
                               "`returns`, or no lag");
    }

    void roughness(const Roughness& roughness) {
        at_ = roughness.at;
        path_ = fmt::format("roughness[{}]", roughness.zone);
        const bool constant = roughness.manning_n || given("manning_n");  // one that was refused is told already
        if (constant == roughness.by_depth.given())
            report_.add(at_, constant ? "not-used" : "missing-key", path_ + ".manning_n",
                        constant ? "both `manning_n` and `by_depth`" : "neither `manning_n` nor `by_depth`",
                        "one of them");
    }

    void outfall(const Outfall& outfall) {
        at_ = outfall.at;
        path_ = fmt::format("outfall[{}]", outfall.name);
        if (given("concentration") && !given("discharge"))
            report_.add_at_key(path_ + ".concentration", at_, "missing-key", "a concentration without `discharge`",
                               "`discharge`, or a `load` in place of both");
        else if (!given("discharge") && !given("load") && !given("spill"))
            report_.add(at_, "missing-key", path_ + ".discharge", "neither `discharge` nor `load` nor `spill`",
                        "one of them");
        if (given("spill") != given("spill_time"))
            report_.add(at_, "missing-key", path_ + (given("spill") ? ".spill_time" : ".spill"),
                        given("spill") ? "a spill without its time" : "a time without a spill", "both, or neither");
    }

    /// A place that a register may complete: nothing at all, or a reach with one of chainage and point.
    void place(const PlaceValue& place, const Position& at, const std::string& path, bool chainage_may_be_missing) {
        const bool chainage = place.chainage.has_value() || listed(path + ".chainage");
        const bool point = place.point.has_value() || listed(path + ".point");
        if (chainage && point)
            report_.add_at_key(path + ".point", at, "not-used", "both `chainage` and `point`", "one of them");
        // `mesh` looks for the nearest reach itself.
        // On a surface a point alone says where.
        if (place.reach.empty() && (chainage || (point && !scenario_.for_mesh() && !scenario_.on_surface())))
            report_.add(at, "missing-key", path + ".reach", "no such key", "the name of the reach it stands on");
        if (!place.reach.empty() && !chainage && !point && !chainage_may_be_missing)
            report_.add(at, "missing-key", path + ".chainage", "neither `chainage` nor `point`", "one of them");
    }

    void files() {
        path_ = "network";
        at_ = listed("network") ? scenario_.network.at : Position{scenario_.file.string(), 0, 0};
        if (scenario_.for_mesh()) {
            kind_ = "`mesh`";
            if (!listed("terrain.rasters") && !listed("terrain.points"))
                report_.add(at_, "missing-table", "terrain.rasters", "no such table",
                            "rasters or tables of points to measure from");
            if (!scenario_.network.lines.empty() && scenario_.network.streams_above)
                report_.add_at_key("network.streams_above", at_, "not-used", "both `lines` and `streams_above`",
                                   "one of them");
            if (scenario_.reaches.empty() && !scenario_.network.streams_above)
                report_.add(at_, "missing-table", "reach", "no [[reach]]", "the reaches to build from the lines");
            return;
        }
        if (scenario_.on_surface() || scenario_.makes_surface())
            return;
        const bool any_prismatic = std::any_of(scenario_.reaches.begin(), scenario_.reaches.end(),
                                               [](const ReachSettings& reach) { return reach.prismatic(); });
        const bool tables = listed("network.reaches") || listed("network.points") || listed("network.sections") ||
                            !scenario_.network.hec_ras.empty();
        if (!tables && any_prismatic)
            return;
        if (!tables) {
            report_.add(at_, "missing-key", "network.reaches", "no river",
                        "the tables reaches, points and sections, or a [[reach]] with `length`");
            return;
        }
        kind_ = "a network of tables";
        needs("reaches");
        needs("points");
        if (scenario_.network.hec_ras.empty())
            needs("sections");
    }

  private:
    [[nodiscard]] static std::string word(BoundaryKind kind) {
        switch (kind) {
            case BoundaryKind::discharge:
                return "discharge";
            case BoundaryKind::stage:
                return "stage";
            case BoundaryKind::normal_depth:
                return "normal_depth";
            case BoundaryKind::rating:
                return "rating";
            case BoundaryKind::free_outfall:
                return "free_outfall";
            case BoundaryKind::runoff:
                return "runoff";
        }
        return {};
    }

    [[nodiscard]] bool listed(const std::string& key) const { return scenario_.positions.count(key) > 0; }
    [[nodiscard]] bool given(const std::string& key) const { return listed(path_ + "." + key); }

    void needs(const std::string& key) {
        if (!given(key))
            report_.add(at_, "missing-key", path_ + "." + key, "no such key", fmt::format("`{}` for {}", key, kind_));
    }

    void belongs(const std::string& key, bool here, bool required) {
        if (here && required && !given(key))
            report_.add(at_, "missing-key", path_ + "." + key, "no such key",
                        fmt::format("`{}` for kind = \"{}\"", key, kind_));
        if (!here && given(key))
            report_.add_at_key(path_ + "." + key, at_, "not-used",
                               fmt::format("a key that kind = \"{}\" does not use", kind_), "no such key here");
    }

    const Scenario& scenario_;
    Reporter& report_;
    Position at_;
    std::string path_;
    std::string kind_;
};
}  // namespace

namespace {
void check_all_names(const Scenario& scenario, Reporter& report) {
    check_names(scenario.reaches, "reach", report);
    check_names(scenario.surfaces, "surface", report);
    for (const SurfaceSettings& surface : scenario.surfaces) {
        check_names(surface.rain_gauges, "rain_gauge", report);
        check_names(surface.boundaries, "boundary", report);
    }
    check_names(scenario.boundaries, "boundary", report);
    check_names(scenario.reservoirs, "reservoir", report);
    check_names(scenario.lakes, "lake", report);
    check_names(scenario.inflows, "inflow", report);
    check_names(scenario.abstractions, "abstraction", report);
    check_names(scenario.groundwater, "groundwater", report);
    check_names(scenario.weather, "weather", report);
    check_names(scenario.sinking_streams, "sinking_stream", report);
    check_names(scenario.structures, "structure", report);
    check_names(scenario.constituents, "constituent", report);
    check_names(scenario.outfalls, "outfall", report);
    check_names(scenario.diffuse_loads, "diffuse_load", report);
    check_names(scenario.moving_loads, "moving_load", report);
    check_names(scenario.processes, "process", report);
    check_names(scenario.rules, "rule", report);
    check_names(scenario.target_flows, "target_flow", report);
    check_names(scenario.stations, "station", report);
}

void check_reaches(const Scenario& scenario, Rules& rules, Reporter& report) {
    for (const ReachSettings& reach : scenario.reaches) {
        if (reach.prismatic())
            rules.prismatic(reach);
        if (reach.width_factor && scenario.for_mesh())
            report.add_at_key(fmt::format("reach[{}].width_factor", reach.name), reach.at, "not-used",
                              "a key that `mesh` does not use",
                              "no such key here: widths come from [sections] channel");
    }
}

void check_sources(const Scenario& scenario, Rules& rules) {
    for (const Reservoir& reservoir : scenario.reservoirs)
        rules.place(reservoir.place, reservoir.at, fmt::format("reservoir[{}]", reservoir.name), true);
    for (const Inflow& inflow : scenario.inflows) {
        rules.inflow(inflow);
        rules.place(inflow.place, inflow.at, fmt::format("inflow[{}]", inflow.name), false);
    }
    for (const Abstraction& abstraction : scenario.abstractions)
        rules.place(abstraction.place, abstraction.at, fmt::format("abstraction[{}]", abstraction.name), false);
    for (const SinkingStream& stream : scenario.sinking_streams) {
        const std::string path = fmt::format("sinking_stream[{}]", stream.name);
        rules.sinking_stream(stream);
        rules.place(stream.place, stream.at, path, false);
        if (!stream.returns.reach.empty())
            rules.place(stream.returns, stream.at, path + ".returns", false);
    }
}

void check_objects(const Scenario& scenario, Rules& rules, Reporter& report) {
    for (const Structure& structure : scenario.structures) {
        if (!structure.at.is_override())  // what `--set` names, a register completes
            check_structure(scenario, structure, report);
        const std::string path = fmt::format("structure[{}]", structure.name);
        rules.place(structure.place, structure.at, path, false);
        rules.place(structure.from, structure.at, path + ".from", false);
        rules.place(structure.to, structure.at, path + ".to", false);
    }
    for (const Outfall& outfall : scenario.outfalls) {
        if (!outfall.at.is_override())
            rules.outfall(outfall);
        rules.place(outfall.place, outfall.at, fmt::format("outfall[{}]", outfall.name), false);
    }
    for (const Station& station : scenario.stations)
        rules.place(station.place, station.at, fmt::format("station[{}]", station.name), false);
}

void check_datums(const Scenario& scenario, Reporter& report) {
    for (const RasterInput& raster : scenario.terrain.rasters)
        if (!scenario.for_mesh() && !raster.vertical_datum.empty() && !scenario.project.vertical_datum.empty() &&
            raster.vertical_datum != scenario.project.vertical_datum)
            report.add(raster.at, "wrong-datum", "terrain.rasters.vertical_datum",
                       fmt::format("\"{}\"", raster.vertical_datum),
                       fmt::format("the project's \"{}\"", scenario.project.vertical_datum));
}

void check_station_interval(const Scenario& scenario, Reporter& report) {
    if (const std::optional<double>& often = scenario.output.station_interval) {
        const double times = scenario.output.interval / *often;
        if (std::abs(times - std::round(times)) > 1e-9 * times || times < 0.5)
            report.add_at_key("output.station_interval", scenario.output.at, "not-a-part",
                              fmt::format("{} s", data::tables::format_number(*often)),
                              fmt::format("a part of `interval`, {} s: interval / n",
                                          data::tables::format_number(scenario.output.interval)));
    }
}
}  // namespace

void check_rules(const Scenario& scenario, data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    Rules rules(scenario, report);
    check_all_names(scenario, report);
    for (const Boundary& boundary : scenario.boundaries)
        rules.boundary(boundary);
    for (const Roughness& roughness : scenario.roughness)
        rules.roughness(roughness);
    check_reaches(scenario, rules, report);
    check_sources(scenario, rules);
    rules.weather();
    check_objects(scenario, rules, report);
    check_diffuse_rules(scenario, report);
    check_moving_rules(scenario, report);
    check_datums(scenario, report);
    check_station_interval(scenario, report);
    rules.files();
}

}  // namespace liriver::scenarios::language
