#include "scenarios/runner/channel_model_builder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace liriver::scenarios::runner {

using solver::channel::BoundaryKind;
using solver::channel::ChannelBoundary;

std::int32_t ChannelModelBuilder::function(const language::Series& series) {
    return out_.driver.add(series, *scenario_.time.start);
}

std::vector<std::int32_t> ChannelModelBuilder::amounts(const language::Amounts& given) {
    std::vector<std::int32_t> functions;
    for (const language::Constituent& c : scenario_.constituents) {
        const auto found = given.find(c.name);
        functions.push_back(found == given.end() ? -1 : function(found->second));
    }
    return functions;
}

// At a lower end a positive discharge is easily meant as what leaves.
void ChannelModelBuilder::note_sign(const language::Boundary& b, bool upstream) {
    const language::Series& discharge = *b.discharge;
    const double most = discharge.constant ? *discharge.constant
                        : discharge.values.empty()
                            ? 0.0
                            : *std::max_element(discharge.values.begin(), discharge.values.end());
    if (!upstream && most > 0.0)
        out_.notes.push_back(fmt::format(
            "boundary {} brings up to {:.6g} m3/s in at the lower end of {}: what is drawn out there is negative",
            b.name, most, b.reach));
}

double ChannelModelBuilder::end_slope(const ReachCells& cells) const {
    const std::int32_t last = cells.end_section - 1;
    const auto chainage = [&](std::int32_t section) { return out_.nodes[out_.sections[section]].chainage; };
    const auto bed = [&](std::int32_t section) { return out_.mesh.bed[out_.sections[section]]; };
    std::int32_t first = last;
    while (first > cells.first_section && (last - first < 2 || chainage(last) - chainage(first) < 2000.0))
        --first;
    const double distance = chainage(last) - chainage(first);
    return distance > 0.0 ? (bed(first) - bed(last)) / distance : 0.0;
}

void ChannelModelBuilder::add_boundaries() {
    std::vector<bool> lower_end(network_.reaches.size(), false);
    for (const language::Boundary& b : scenario_.boundaries) {
        const std::size_t r = reach_index(b.reach);
        if (b.kind == language::BoundaryKind::runoff || r == network_.reaches.size())
            continue;
        const bool upstream = b.end == language::End::upstream;
        if (!upstream)
            lower_end[r] = true;
        if (cells_[r].empty() || (upstream && cells_[r].cut)) {
            problems_.push_back(problem_at(b.at, "above-a-dam", fmt::format("boundary[{}]", b.name),
                                           fmt::format("the head of {}, which a reservoir's catchment holds", b.reach),
                                           "an end below the dam"));
            continue;
        }
        add_boundary(b, r);
    }
    for (const language::Lake& lake : scenario_.lakes)
        for (const std::string& name : lake.from_reaches)
            if (const std::size_t r = reach_index(name); r < lower_end.size())
                lower_end[r] = true;
    for (std::size_t r = 0; r < network_.reaches.size(); ++r)
        if (!network_.reaches[r].to && !cells_[r].empty() && !lower_end[r])
            problems_.push_back(problem_at({scenario_.file.string(), 0, 0}, "no-boundary", "boundary",
                                           fmt::format("nothing at the lower end of {}", network_.reaches[r].name),
                                           "a [[boundary]] with end = \"downstream\""));
}

void ChannelModelBuilder::add_boundary(const language::Boundary& b, std::size_t r) {
    const bool upstream = b.end == language::End::upstream;
    ChannelBoundary boundary;
    boundary.cell = upstream ? cells_[r].first : cells_[r].end - 1;
    boundary.upstream = upstream;
    BoundaryDriver driver;
    driver.name = b.name;
    driver.concentration = amounts(b.concentration);
    switch (b.kind) {
        case language::BoundaryKind::discharge:
            boundary.kind = BoundaryKind::discharge;
            driver.value = function(*b.discharge);
            note_sign(b, upstream);
            break;
        case language::BoundaryKind::stage:
            boundary.kind = BoundaryKind::stage;
            boundary.distance = upstream ? out_.nodes[boundary.cell].chainage - (cells_[r].cut ? cells_[r].from : 0.0)
                                         : network_.reaches[r].length() - out_.nodes[boundary.cell].chainage;
            if (boundary.distance < nearest_end)
                boundary.distance = 0.0;
            driver.value = function(*b.stage);
            break;
        case language::BoundaryKind::rating:
            boundary.kind = BoundaryKind::rating;
            for (const auto& point : b.rating_points) {
                boundary.rating_stage.push_back(point.first);
                boundary.rating_discharge.push_back(point.second);
            }
            break;
        case language::BoundaryKind::free_outfall:
            boundary.kind = BoundaryKind::free_outfall;
            break;
        case language::BoundaryKind::normal_depth:
        case language::BoundaryKind::runoff:
            boundary.kind = BoundaryKind::normal_depth;
            boundary.slope = b.slope ? *b.slope : end_slope(cells_[r]);
            if (!(boundary.slope > 0.0))
                problems_.push_back(problem_at(b.at, "no-fall", fmt::format("boundary[{}].slope", b.name),
                                               "a bed that does not fall over its last stretch",
                                               "a slope for the normal depth"));
            break;
    }
    out_.mesh.boundaries.push_back(boundary);
    out_.boundaries.push_back(driver);
}

void ChannelModelBuilder::add_source(std::string name, std::int32_t cell, std::int32_t function, double factor,
                                     const std::vector<std::int32_t>& concentration, SourceName of) {
    if (cell < 0)
        return;
    Source source;
    source.name = std::move(name);
    source.of = std::move(of);
    source.cell = cell;
    source.function = function;
    source.factor = factor;
    source.concentration = concentration;
    source.load.assign(constituents_, -1);
    out_.driver.sources.push_back(source);
}

std::int32_t ChannelModelBuilder::runoff_on(const std::string& reach) const {
    const auto own = runoff_.find(reach);
    const auto general = runoff_.find("");
    return own != runoff_.end() ? own->second : general != runoff_.end() ? general->second : -1;
}

void ChannelModelBuilder::find_runoff() {
    for (const language::Boundary& b : scenario_.boundaries)
        if (b.kind == language::BoundaryKind::runoff)
            runoff_.emplace(b.reach, function(*b.specific_discharge));
}

void ChannelModelBuilder::add_runoff() {
    for (const language::Boundary& b : scenario_.boundaries) {
        if (b.kind != language::BoundaryKind::runoff)
            continue;
        const std::int32_t depth = runoff_.at(b.reach);
        const std::vector<std::int32_t> concentration = amounts(b.concentration);
        std::vector<bool> head_done(network_.reaches.size(), false);
        for (const data::registers::CatchmentArea& row : in_.river.catchments) {
            const std::size_t r = reach_index(row.reach);
            if (r == network_.reaches.size() || cells_[r].empty() || runoff_on(row.reach) != depth)
                continue;
            const bool head = !head_done[r] && !cells_[r].cut && !network_.reaches[r].from;
            head_done[r] = true;
            if (cells_[r].cut && row.chainage < cells_[r].from)
                continue;
            const std::int32_t cell = cell_at(row.reach, row.chainage, b.at, "runoff");
            if (head && !scenario_.has_reservoir(row.reach) && row.upstream_area > 0.0)
                add_source(fmt::format("headwater of {}", row.reach), cell, depth, row.upstream_area, concentration,
                           {"boundary", b.name});
            if (row.local_area > 0.0)
                add_source(fmt::format("land along {}", row.reach), cell, depth, row.local_area, concentration,
                           {"boundary", b.name});
        }
    }
}

void ChannelModelBuilder::add_reservoirs() {
    for (const language::Reservoir& dam : scenario_.reservoirs) {
        Release release;
        release.name = dam.name;
        double area = dam.catchment_area.value_or(-1.0);
        if (area < 0.0) {  // the land above the last section at or above the dam
            for (const data::registers::CatchmentArea& row : in_.river.catchments)
                if (row.reach == dam.place.reach && (area < 0.0 || row.chainage <= *dam.place.chainage))
                    area = std::isfinite(row.upstream_area) ? row.upstream_area : -1.0;  // unknown is none
        }
        release.natural = dam.specific_discharge ? function(*dam.specific_discharge) : runoff_on(dam.place.reach);
        if (release.natural >= 0 && area < 0.0)
            problems_.push_back(problem_at(dam.at, "no-area", fmt::format("reservoir[{}].catchment_area", dam.name),
                                           "none, and no catchment table that holds it",
                                           "the area whose natural flow the dam passes on"));
        release.area = std::max(area, 0.0);
        if (dam.release) {
            release.release = function(*dam.release);
            const bool table = dam.release->is_table() && !dam.release->times.empty();
            release.from =
                table ? data::tables::seconds_between(*scenario_.time.start, dam.release->times.front()) : 0.0;
            release.to =
                table ? data::tables::seconds_between(*scenario_.time.start, dam.release->times.back()) : 1e300;
        }
        const std::int32_t cell =
            cell_at(dam.place.reach, *dam.place.chainage, dam.at, fmt::format("reservoir[{}]", dam.name));
        add_source(dam.name, cell, -1, 1.0, amounts(dam.concentration), {"reservoir", dam.name});
        if (cell >= 0) {
            exchange_points_.push_back({cell, dam.name});
            out_.driver.sources.back().reservoir = static_cast<std::int32_t>(out_.driver.reservoirs.size());
        }
        out_.driver.reservoirs.push_back(release);
    }
}

void ChannelModelBuilder::add_inflows() {
    for (const language::Inflow& inflow : scenario_.inflows) {
        const std::int32_t cell =
            cell_at(inflow.place.reach, *inflow.place.chainage, inflow.at, fmt::format("inflow[{}]", inflow.name));
        const std::vector<std::int32_t> concentration = amounts(inflow.concentration);
        if (cell >= 0)
            exchange_points_.push_back({cell, inflow.name});
        if (inflow.discharge)
            add_source(inflow.name, cell, function(*inflow.discharge), 1.0, concentration, {"inflow", inflow.name});
        if (inflow.catchment_area)
            add_source(inflow.name, cell,
                       inflow.specific_discharge ? function(*inflow.specific_discharge) : runoff_on(inflow.place.reach),
                       *inflow.catchment_area, concentration, {"inflow", inflow.name});
    }
}

void ChannelModelBuilder::add_outfalls() {
    for (const language::Outfall& outfall : scenario_.outfalls) {
        const std::int32_t cell =
            cell_at(outfall.place.reach, *outfall.place.chainage, outfall.at, fmt::format("outfall[{}]", outfall.name));
        if (cell < 0)
            continue;
        add_source(outfall.name, cell, outfall.discharge ? function(*outfall.discharge) : -1, 1.0,
                   amounts(outfall.concentration), {"outfall", outfall.name});
        if (outfall.discharge)
            exchange_points_.push_back({cell, outfall.name});
        out_.driver.sources.back().load = amounts(outfall.load);
        out_.driver.add_spills(scenario_, outfall, cell);
    }
}

void ChannelModelBuilder::add_stations() {
    std::vector<std::string> away;  // from the sections that they show
    for (const language::Station& station : scenario_.stations) {
        StationNodes nodes;
        nodes.name = station.name;
        nodes.label = station.label;
        for (const language::PlaceValue& place : station.places) {
            nodes.cells.push_back(
                cell_at(place.reach, *place.chainage, station.at, fmt::format("station[{}]", station.name)));
            if (const auto distance = distance_in_words(place, nodes.cells.back()))
                away.push_back(fmt::format("{} {}", station.name, *distance));
        }
        if (station.target)
            nodes.target = function(*station.target);
        nodes.target_tolerance = station.target_tolerance;
        nodes.gauge_minus_model = station.gauge_minus_model;
        out_.stations.push_back(nodes);
    }
    if (!away.empty())
        out_.notes.push_back(fmt::format("stations show the sections nearest to them: {}", fmt::join(away, "; ")));
}

// Where the section of a cell stands, seen from a place that is farther from it than is worth no word.
std::optional<std::string> ChannelModelBuilder::distance_in_words(const language::PlaceValue& place,
                                                                  std::int32_t cell) const {
    if (cell < 0)
        return std::nullopt;
    const double section = out_.nodes[cell].chainage;
    const double distance = *place.chainage - section;
    if (std::abs(distance) < told_distance)
        return std::nullopt;
    return fmt::format("that at {:.0f} m of {}, {:.0f} m {}stream", section, place.reach, std::abs(distance),
                       distance > 0.0 ? "up" : "down");
}

// Where water is taken out or put in, the discharge changes within the station's section.
void ChannelModelBuilder::note_stations_at_exchanges() {
    for (const StationNodes& station : out_.stations) {
        std::vector<std::string> there;
        for (const ExchangePoint& point : exchange_points_)
            if (std::find(station.cells.begin(), station.cells.end(), point.cell) != station.cells.end() &&
                std::find(there.begin(), there.end(), point.name) == there.end())
                there.push_back(point.name);
        if (!there.empty())
            out_.notes.push_back(
                fmt::format("station {} stands at the section of {}: its discharge is what flows on below it, its "
                            "concentrations are those of the water mixed there",
                            station.name, fmt::join(there, ", ")));
    }
}

}  // namespace liriver::scenarios::runner
