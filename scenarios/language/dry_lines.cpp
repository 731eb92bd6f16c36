#include "scenarios/language/dry_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "scenarios/language/reporter.h"

namespace liriver::scenarios::language {

using mesh::network::Reach;

namespace {
bool ever_positive(const std::optional<Series>& series) {
    if (!series)
        return false;
    if (series->constant)
        return *series->constant > 0.0;
    return std::any_of(series->values.begin(), series->values.end(), [](double value) { return value > 0.0; });
}

/// Where on each reach the first water comes in from outside the network.
class WaterFinder {
  public:
    WaterFinder(const Scenario& scenario, const RiverFiles& river) : network_(river.network) {
        for (const Boundary& boundary : scenario.boundaries) {
            // what was given but could not be read is a problem already; it dries nothing
            const auto misread = [&](const auto& series, const char* key) {
                return !series && scenario.positions.count(fmt::format("boundary[{}].{}", boundary.name, key)) > 0;
            };
            if (boundary.kind == BoundaryKind::runoff) {
                if (ever_positive(boundary.specific_discharge) ||
                    misread(boundary.specific_discharge, "specific_discharge"))
                    add_land(boundary.reach, river);
                continue;
            }
            const bool gives = boundary.kind == BoundaryKind::stage || ever_positive(boundary.discharge) ||
                               misread(boundary.discharge, "discharge");
            const bool stage_below = boundary.kind == BoundaryKind::stage && boundary.end == End::downstream;
            if (gives && (boundary.end == End::upstream || stage_below))
                add(boundary.reach, 0.0);
        }
        const bool runoff = std::any_of(scenario.boundaries.begin(), scenario.boundaries.end(), [](const Boundary& b) {
            return b.kind == BoundaryKind::runoff && ever_positive(b.specific_discharge);
        });
        for (const Reservoir& reservoir : scenario.reservoirs)
            if (runoff || ever_positive(reservoir.release) || ever_positive(reservoir.specific_discharge) ||
                reservoir.pool.given())
                add(reservoir.place);
        for (const Inflow& inflow : scenario.inflows) {
            const bool share =
                inflow.catchment_area.value_or(0.0) > 0.0 && (runoff || ever_positive(inflow.specific_discharge));
            if (share || ever_positive(inflow.discharge))
                add(inflow.place);
        }
        for (const Groundwater& groundwater : scenario.groundwater)
            add(groundwater.reach, groundwater.from_chainage);
        for (const SinkingStream& stream : scenario.sinking_streams)
            if (!stream.returns.reach.empty())
                add(stream.returns);
        for (const Lake& lake : scenario.lakes)
            for (const std::string& reach : lake.to_reaches)
                add(reach, 0.0);
        for (const Outfall& outfall : scenario.outfalls)
            if (outfall.allow_dry && ever_positive(outfall.discharge))
                add(outfall.place);
    }

    /// Water reaches that place on the reach.
    [[nodiscard]] bool reaches(const Reach& reach, double chainage) {
        std::map<const Reach*, double> asked;
        return reaches(reach, chainage, asked);
    }

  private:
    void add(const std::string& reach, double chainage) {
        const auto [entry, fresh] = first_.emplace(reach, chainage);
        if (!fresh)
            entry->second = std::min(entry->second, chainage);
    }
    void add(const PlaceValue& place) {
        if (place.chainage)
            add(place.reach, *place.chainage);
    }

    /// A section's land drains into the stretch from half way above it.
    void add_land(const std::string& only_reach, const RiverFiles& river) {
        for (std::size_t i = 0; i < river.catchments.size(); ++i) {
            const CatchmentArea& area = river.catchments[i];
            if (!only_reach.empty() && area.reach != only_reach)
                continue;
            const bool first = i == 0 || river.catchments[i - 1].reach != area.reach;
            if (first && area.upstream_area > 0.0)
                add(area.reach, 0.0);
            if (area.local_area > 0.0)
                add(area.reach, first ? 0.0 : (river.catchments[i - 1].chainage + area.chainage) / 2.0);
        }
    }

    /// `asked`: up to where each reach has been looked at already, without finding any.
    bool reaches(const Reach& reach, double chainage, std::map<const Reach*, double>& asked) {
        const auto source = first_.find(reach.name);
        if (source != first_.end() && source->second <= chainage)
            return true;
        const auto [before, fresh] = asked.emplace(&reach, chainage);
        if (!fresh && before->second >= chainage)
            return false;
        before->second = chainage;
        if (reach.from)
            if (const Reach* parent = network_.find(reach.from->reach))
                if (reaches(*parent, reach.from->chainage, asked))
                    return true;
        for (const Reach& other : network_.reaches)
            if (other.to && other.to->reach == reach.name && other.to->chainage <= chainage &&
                reaches(other, std::numeric_limits<double>::infinity(), asked))
                return true;
        return false;
    }

    const mesh::network::Network& network_;
    std::map<std::string, double> first_;  ///< m, by reach
};
}  // namespace

void check_runoff_areas(const Scenario& scenario, const RiverFiles& river, data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    std::set<std::string> own;
    for (const Boundary& boundary : scenario.boundaries)
        if (boundary.kind == BoundaryKind::runoff && !boundary.reach.empty())
            own.insert(boundary.reach);
    for (const Boundary& boundary : scenario.boundaries) {
        if (boundary.kind != BoundaryKind::runoff)
            continue;
        const CatchmentArea* unknown = nullptr;
        std::size_t reaches = 0;
        for (std::size_t i = 0; i < river.catchments.size(); ++i) {
            const CatchmentArea& area = river.catchments[i];
            const Reach* reach = river.network.find(area.reach);
            const bool head = i == 0 || river.catchments[i - 1].reach != area.reach;
            const bool its = boundary.reach.empty() ? own.count(area.reach) == 0 : boundary.reach == area.reach;
            if (!head || !its || scenario.has_reservoir(area.reach) || reach == nullptr || reach->from ||
                !std::isnan(area.upstream_area))
                continue;
            unknown = unknown == nullptr ? &area : unknown;
            ++reaches;
        }
        if (unknown != nullptr)
            report.add(
                boundary.at, "unknown-area", fmt::format("boundary[{}]", boundary.name),
                fmt::format("runoff of reach {}{}, which comes in at the terrain's edge: the land above its head "
                            "is unknown ({}:{})",
                            unknown->reach, reaches > 1 ? fmt::format(" and {} more", reaches - 1) : "",
                            unknown->row.file, unknown->row.line),
                "`area_above` of its [[reach]] in the scenario for `mesh`, or upstream_area_km2 in that row");
    }
}

void check_dry_outfalls(const Scenario& scenario, const RiverFiles& river, data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    WaterFinder water(scenario, river);
    for (const Outfall& outfall : scenario.outfalls) {
        if (outfall.allow_dry || !outfall.place.chainage)
            continue;
        const Reach* reach = river.network.find(outfall.place.reach);
        if (reach == nullptr || *outfall.place.chainage > reach->length() ||
            water.reaches(*reach, *outfall.place.chainage))
            continue;
        report.add(
            outfall.at, "dry-line", fmt::format("outfall[{}]", outfall.name),
            fmt::format("a place on {} that no water reaches", outfall.place.reach),
            "water at or above it (a boundary, reservoir, inflow, spring, aquifer or runoff), or allow_dry = true");
    }
}

}  // namespace liriver::scenarios::language
