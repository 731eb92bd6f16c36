#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "scenarios/language/complete.h"
#include "scenarios/language/reporter.h"

namespace liriver::scenarios::language {

namespace {
constexpr double near_a_dam = 500.0;  // m

class Needs {
  public:
    Needs(const Scenario& scenario, data::tables::Problems& problems)
        : scenario_(scenario), problems_(problems), report_(scenario, problems) {}

    void runoff() {
        std::set<std::string> reaches;
        for (const Boundary& boundary : scenario_.boundaries) {
            if (!is_runoff(boundary))
                continue;
            const std::string path = fmt::format("boundary[{}]", boundary.name);
            if (!scenario_.network.catchments.given())
                report_.add(boundary.at, "missing-key", path, "runoff without a table of areas", "network.catchments");
            if (!reaches.insert(boundary.reach).second)
                report_.add(
                    boundary.at, "two-boundaries", path,
                    boundary.reach.empty() ? "a second runoff for every reach" : "a second runoff of " + boundary.reach,
                    "one, and beside it one for each reach that differs");
        }
    }

    void weirs() {
        const std::string register_file = scenario_.network.weirs.path.string();
        const bool faulty_register =
            scenario_.network.weirs.given() &&
            std::any_of(problems_.begin(), problems_.end(),
                        [&](const data::tables::Problem& problem) { return problem.file == register_file; });
        for (const Structure& structure : scenario_.structures) {
            const std::string path = fmt::format("structure[{}]", structure.name);
            const bool named = listed(path + ".crest") || listed(path + ".crest_height_above_bed");
            const bool gate =
                structure.kind == StructureKind::sluice_gate || structure.kind == StructureKind::radial_gate;
            const bool weir = structure.kind == StructureKind::weir ||
                              structure.kind == StructureKind::sharp_crested_weir ||
                              structure.kind == StructureKind::overflow_dam;
            if ((!weir && !gate) || structure.crest || structure.crest_height_above_bed || named || faulty_register)
                continue;
            report_.add(structure.at, "missing-key", path + ".crest",
                        gate ? "a gate without a sill" : "a weir without a crest",
                        "`crest`, `crest_height_above_bed` or a row in network.weirs");
        }
    }

    // Its reach would carry on as if no dam stood there.
    void dams() {
        for (const Structure& dam : scenario_.structures) {
            if (dam.kind != StructureKind::dam)
                continue;
            const bool fed =
                std::any_of(scenario_.reservoirs.begin(), scenario_.reservoirs.end(), [&](const Reservoir& r) {
                    return r.name == dam.name ||
                           (r.place.reach == dam.place.reach && r.place.chainage && dam.place.chainage &&
                            std::abs(*r.place.chainage - *dam.place.chainage) <= near_a_dam);
                });
            if (!fed)
                report_.add(dam.at, "dam-without-reservoir", fmt::format("structure[{}]", dam.name),
                            "a dam that no reservoir stands at",
                            fmt::format("a [[reservoir]] named \"{}\" or within {:g} m of it, or a [[structure]] of "
                                        "that name with kind = \"ignored\"",
                                        dam.name, near_a_dam));
        }
    }

    void gauges() {
        for (const Station& station : scenario_.stations)
            if (station.gauge_minus_model && station.provenance.source.empty() && !station.provenance.assumed)
                report_.add_at_key(fmt::format("station[{}].gauge_minus_model_m", station.name), station.at,
                                   "missing-key", "an offset of unknown origin",
                                   "`source` and `confidence` beside it, or `assumed = true`");
    }

    void catchment_shares() {
        for (const Inflow& inflow : scenario_.inflows)
            if (inflow.catchment_area && !has_share(inflow, fmt::format("inflow[{}]", inflow.name), inflow.place))
                report_.add(inflow.at, "missing-key", fmt::format("inflow[{}].specific_discharge", inflow.name),
                            "a catchment without runoff", "`specific_discharge`, or a runoff boundary");
        for (const Reservoir& reservoir : scenario_.reservoirs) {
            const std::string path = fmt::format("reservoir[{}]", reservoir.name);
            if (!reservoir.release && !listed(path + ".release") && !listed(path + ".inflow") &&
                !has_share(reservoir, path, reservoir.place))
                report_.add(reservoir.at, "missing-key", path + ".release", "a dam that nothing comes from",
                            "`release`, `specific_discharge`, or a runoff boundary");
        }
    }

    // One river mixes all that is dissolved in it alike.
    void dispersion() {
        for (const Constituent& constituent : scenario_.constituents)
            if (const double first = scenario_.constituents.front().dispersion; constituent.dispersion != first)
                report_.add_at_key(fmt::format("constituent[{}].dispersion", constituent.name), constituent.at,
                                   "two-dispersions", fmt::format("{} m2/s", constituent.dispersion),
                                   fmt::format("{} m2/s, as for the first constituent", first));
    }

  private:
    [[nodiscard]] bool listed(const std::string& key) const { return scenario_.positions.count(key) > 0; }

    [[nodiscard]] bool is_runoff(const Boundary& boundary) const {
        return boundary.kind == BoundaryKind::runoff && listed(fmt::format("boundary[{}].kind", boundary.name));
    }

    template <class Source>
    [[nodiscard]] bool has_share(const Source& source, const std::string& path, const PlaceValue& place) const {
        if (source.specific_discharge || listed(path + ".specific_discharge"))
            return true;
        return std::any_of(scenario_.boundaries.begin(), scenario_.boundaries.end(), [&](const Boundary& boundary) {
            return is_runoff(boundary) && (boundary.reach.empty() || boundary.reach == place.reach);
        });
    }

    const Scenario& scenario_;
    const data::tables::Problems& problems_;
    Reporter report_;
};
}  // namespace

void check_needs(const Scenario& scenario, data::tables::Problems& problems) {
    Needs needs(scenario, problems);
    needs.runoff();
    needs.weirs();
    needs.dams();
    needs.gauges();
    needs.catchment_shares();
    needs.dispersion();
}

}  // namespace liriver::scenarios::language
