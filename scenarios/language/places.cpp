#include "scenarios/language/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/tables/csv_writer.h"
#include "data/tables/suggest.h"
#include "mesh/gis/place.h"
#include "mesh/network/locate.h"
#include "scenarios/language/reporter.h"

namespace liriver::scenarios::language {

using mesh::network::Network;
using mesh::network::Reach;

namespace {
/// Chainages beyond a reach's end by no more than this are its end: files are written with few decimals.
constexpr double rounding = 1.0;  // m

class PlaceFinder {
  public:
    PlaceFinder(const Scenario& scenario, const Network& network, Reporter& report)
        : scenario_(scenario), network_(network), report_(report), snap_(scenario.network.snap_distance) {
        names_.reserve(network.reaches.size());
        for (const Reach& reach : network.reaches)
            names_.push_back(reach.name);
    }

    /// The reach of that name; a problem when there is none. `at` is where the name stands.
    const Reach* reach(const std::string& name, const std::string& key, const Position& at) {
        const Reach* found = network_.find(name);
        if (found == nullptr && !network_.reaches.empty())
            report_.add(scenario_.position_of(key, at), "unknown-reach", key, fmt::format("\"{}\"", name),
                        "the name of a reach", data::tables::suggest(name, names_));
        return found;
    }

    void find(PlaceValue& place, const std::string& path, const Position& owner, bool head_by_default) {
        const Position at = place.at.file.empty() ? owner : place.at;
        if (place.reach.empty()) {
            // Rules have spoken already when the table named a chainage or a point.
            if (!place.chainage && !place.point)
                report_.add(at, "no-place", path, "no place",
                            "`reach` with `chainage` or `point`, or a row in a register");
            return;
        }
        const Reach* on = reach(place.reach, path + ".reach", at);
        if (on == nullptr)
            return;
        if (head_by_default && !place.chainage && !place.point)
            place.chainage = 0.0;
        if (place.point)
            snap(place, *on, path);
        if (!place.chainage)
            return;
        if (*place.chainage > on->length() + rounding) {
            report_.add(
                scenario_.position_of(path + ".chainage", at), "off-reach", path + ".chainage",
                fmt::format("{} m", data::tables::format_number(*place.chainage)),
                fmt::format("at most the length of {}, {} m", place.reach, data::tables::format_number(on->length())));
            return;
        }
        place.chainage = std::min(*place.chainage, on->length());
        const auto point = mesh::network::point_at(*on, *place.chainage);
        place.point = PointValue{point.x, point.y, false, at};
    }

  private:
    void snap(PlaceValue& place, const Reach& on, const std::string& path) {
        mesh::network::Point point{place.point->x, place.point->y};
        if (place.point->geographic) {
            const auto projected = mesh::gis::place_in_crs(point.x, point.y, scenario_.project.crs);
            if (!projected) {
                report_.add(place.point->at, "bad-point", path + ".point", projected.error().found,
                            projected.error().expected);
                return;
            }
            point = *projected;
        }
        const auto located = mesh::network::locate(on, point);
        if (located.distance > snap_) {
            report_.add(place.point->at, "off-reach", path + ".point",
                        fmt::format("a point {:.0f} m from {}", located.distance, place.reach),
                        fmt::format("a point within {:.0f} m (network.snap_distance)", snap_));
            return;
        }
        if (!place.chainage)
            place.chainage = located.place.chainage;
    }

    const Scenario& scenario_;
    const Network& network_;
    Reporter& report_;
    double snap_;
    std::vector<std::string> names_;
};

// Both ends of a stretch lie on its reach, the upper one first.
void find_stretch(const std::string& reach, double from, std::optional<double>& to, const std::string& path,
                  const Position& at, PlaceFinder& finder, Reporter& report) {
    const Reach* on = reach.empty() ? nullptr : finder.reach(reach, path + ".reach", at);
    if (on == nullptr)
        return;
    const double end = to.value_or(on->length());
    if (end > on->length() + rounding)
        report.add_at_key(path + ".to_chainage", at, "off-reach", fmt::format("{} m", end),
                          fmt::format("at most the length of {}, {:.1f} m", reach, on->length()));
    else if (from >= end)
        report.add_at_key(path + ".from_chainage", at, "out-of-order",
                          fmt::format("a stretch from {} to {} m", from, end), "an end below the beginning");
    to = std::min(end, on->length());
}

// Where an inflow enters, at a place, or along a stretch.
void find_diffuse(const Scenario& scenario, DiffuseLoad& load, PlaceFinder& finder, Reporter& report) {
    const std::string path = fmt::format("diffuse_load[{}]", load.name);
    if (!load.inflow.empty()) {
        const auto inflow = std::find_if(scenario.inflows.begin(), scenario.inflows.end(),
                                         [&](const Inflow& one) { return one.name == load.inflow; });
        if (inflow != scenario.inflows.end())
            load.place = inflow->place;
        else
            report.add_at_key(path + ".inflow", load.at, "unknown-name", fmt::format("\"{}\"", load.inflow),
                              "the name of an [[inflow]]");
        return;
    }
    if (load.place.reach.empty() || load.place.chainage || load.place.point) {
        finder.find(load.place, path, load.at, false);
        return;
    }
    if (!load.from_chainage)
        load.from_chainage = 0.0;
    find_stretch(load.place.reach, *load.from_chainage, load.to_chainage, path, load.at, finder, report);
}

void check_boundary(const Boundary& boundary, PlaceFinder& finder, Reporter& report) {
    if (boundary.reach.empty())
        return;
    const std::string path = fmt::format("boundary[{}]", boundary.name);
    const Reach* reach = finder.reach(boundary.reach, path + ".reach", boundary.at);
    if (reach == nullptr || boundary.kind == BoundaryKind::runoff)
        return;
    const auto& joined = boundary.end == End::upstream ? reach->from : reach->to;
    if (joined)
        report.add_at_key(
            path + ".end", boundary.at, "not-open",
            fmt::format("the {} end of {}, which meets {}", boundary.end == End::upstream ? "upstream" : "downstream",
                        boundary.reach, joined->reach),
            "an open end of a reach");
}
}  // namespace

void find_places(Scenario& scenario, const Network& network, data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    PlaceFinder finder(scenario, network, report);
    for (Reservoir& reservoir : scenario.reservoirs)
        finder.find(reservoir.place, fmt::format("reservoir[{}]", reservoir.name), reservoir.at, true);
    for (Inflow& inflow : scenario.inflows)
        finder.find(inflow.place, fmt::format("inflow[{}]", inflow.name), inflow.at, false);
    for (Abstraction& abstraction : scenario.abstractions)
        finder.find(abstraction.place, fmt::format("abstraction[{}]", abstraction.name), abstraction.at, false);
    for (Groundwater& groundwater : scenario.groundwater)
        find_stretch(groundwater.reach, groundwater.from_chainage, groundwater.to_chainage,
                     fmt::format("groundwater[{}]", groundwater.name), groundwater.at, finder, report);
    for (const Weather& weather : scenario.weather)
        if (!weather.reach.empty())
            finder.reach(weather.reach, fmt::format("weather[{}].reach", weather.name), weather.at);
    for (SinkingStream& stream : scenario.sinking_streams) {
        finder.find(stream.place, fmt::format("sinking_stream[{}]", stream.name), stream.at, false);
        if (!stream.returns.reach.empty())
            finder.find(stream.returns, fmt::format("sinking_stream[{}].returns", stream.name), stream.at, false);
    }
    for (Structure& structure : scenario.structures) {
        const std::string path = fmt::format("structure[{}]", structure.name);
        const bool beside = structure.beside() || scenario.positions.count(path + ".from") > 0 ||
                            scenario.positions.count(path + ".from_lake") > 0;
        if (!beside)
            finder.find(structure.place, path, structure.at, false);
        if (!structure.from.reach.empty())
            finder.find(structure.from, path + ".from", structure.at, false);
        if (!structure.to.reach.empty())
            finder.find(structure.to, path + ".to", structure.at, false);
    }
    for (Outfall& outfall : scenario.outfalls)
        finder.find(outfall.place, fmt::format("outfall[{}]", outfall.name), outfall.at, false);
    for (DiffuseLoad& load : scenario.diffuse_loads)
        find_diffuse(scenario, load, finder, report);
    for (Station& station : scenario.stations) {
        if (station.places.empty() && !station.sections.empty())
            station.places = station.sections;
        if (station.places.empty())
            station.places.push_back(station.place);
        for (PlaceValue& place : station.places)
            finder.find(place, fmt::format("station[{}]", station.name), station.at, false);
        station.place = station.places.front();
    }
    for (const Roughness& roughness : scenario.roughness)
        if (!roughness.reach.empty())
            static_cast<void>(
                finder.reach(roughness.reach, fmt::format("roughness[{}].reach", roughness.zone), roughness.at));
    for (const Boundary& boundary : scenario.boundaries)
        check_boundary(boundary, finder, report);
    for (std::size_t i = 0; i < scenario.boundaries.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const Boundary& a = scenario.boundaries[j];
            const Boundary& b = scenario.boundaries[i];
            const bool runoff = a.kind == BoundaryKind::runoff || b.kind == BoundaryKind::runoff;
            if (!runoff && !a.reach.empty() && a.reach == b.reach && a.end == b.end)
                report.add(b.at, "two-boundaries", fmt::format("boundary[{}]", b.name),
                           fmt::format("a second boundary at the {} end of {}",
                                       b.end == End::upstream ? "upstream" : "downstream", b.reach),
                           fmt::format("one (the other is \"{}\")", a.name));
        }
}

}  // namespace liriver::scenarios::language
