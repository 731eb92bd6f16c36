#pragma once
// What land, people and animals put into the water along a stretch: part of `Scenario`.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/losses.h"
#include "scenarios/language/surface_make.h"
#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// What one counted thing gives off: kg (or what a constituent of another kind is counted in) a person, an animal or a
/// m2, in a calendar year or in a day.
struct ExportCoefficient {
    double amount = 0.0;
    bool a_day = false;
};

/// `[[diffuse_load.sources]]`: so many people, animals or m2, of which a share of what they give off reaches the river.
struct DiffuseSource {
    std::string name;
    std::optional<double> people, livestock;            ///< their number; one of these three
    std::optional<double> land;                         ///< m2
    std::map<std::string, std::string> written;         ///< by constituent: "4.4 kg/(person a)"
    std::map<std::string, ExportCoefficient> exported;  ///< the same, read by `complete_diffuse_loads`
    double entry_ratio = 0.0;                           ///< of what is given off, what enters the river
    Provenance provenance;
    Position at;

    [[nodiscard]] double count() const { return people.value_or(livestock.value_or(land.value_or(0.0))); }
};

/// `[[diffuse_load]]`, or rows of the register of diffuse loads.
struct DiffuseLoad {
    std::string name;
    std::string label;
    // where: an inflow, a point, or a stretch of a reach (a polygon of a surface)
    std::string inflow;
    PlaceValue place;                                  ///< with its reach alone: a stretch
    std::optional<double> from_chainage, to_chainage;  ///< m; `find_places` fills both for a stretch
    GroundArea area;
    std::vector<DiffuseSource> sources;
    // when: evenly, by months, or as a discharge or runoff goes
    std::vector<double> monthly_shares;                 ///< twelve, or none
    std::optional<Series> discharge;                    ///< m3/s
    std::optional<Series> runoff;                       ///< m/s
    std::optional<double> mean_discharge, mean_runoff;  ///< of many years; none: each year's own
    double base_flow_share = 0.0;                       ///< of the year's load, spread evenly over the year
    Provenance provenance;
    std::string note;
    Position at;

    [[nodiscard]] const Series* follows() const { return discharge ? &*discharge : runoff ? &*runoff : nullptr; }
    [[nodiscard]] std::optional<double> mean_followed() const { return discharge ? mean_discharge : mean_runoff; }
    /// Whether its own numbers or any of its sources' are assumed.
    [[nodiscard]] bool assumed() const {
        for (const DiffuseSource& source : sources)
            if (source.provenance.assumed)
                return true;
        return provenance.assumed;
    }
    /// What it puts in of a constituent in a year of so many days, kg (or what the constituent is counted in).
    [[nodiscard]] double in_year(const std::string& constituent, int days) const {
        double sum = 0.0;
        for (const DiffuseSource& source : sources)
            if (const auto found = source.exported.find(constituent); found != source.exported.end())
                sum += source.count() * found->second.amount * (found->second.a_day ? days : 1.0) * source.entry_ratio;
        return sum;
    }
};

}  // namespace liriver::scenarios::language
