// The register of diffuse loads, declared in places.h.
#include <algorithm>
#include <set>

#include "data/registers/diffuse_register.h"
#include "scenarios/language/places.h"

namespace liriver::scenarios::language {
namespace {

using data::registers::DiffuseRow;

Position position_of(const DiffuseRow& row) { return {row.row.file, row.row.line, 0}; }

bool is_placed(const DiffuseLoad& load) {
    return !load.inflow.empty() || !load.place.reach.empty() || load.place.point.has_value();
}

bool has_course(const DiffuseLoad& load) { return !load.monthly_shares.empty() || load.follows() != nullptr; }

void take_load(DiffuseLoad& load, const DiffuseRow& row) {
    if (!is_placed(load)) {
        load.place.reach = row.place.reach;
        load.place.chainage = row.place.chainage;
        load.place.at = position_of(row);
        if (row.place.x && row.place.y && !row.place.chainage)
            load.place.point = PointValue{*row.place.x, *row.place.y, false, load.place.at};
        load.from_chainage = row.from_chainage;
        load.to_chainage = row.to_chainage;
    }
    if (!has_course(load))
        load.monthly_shares = row.shares;
    if (load.base_flow_share == 0.0)
        load.base_flow_share = row.base_flow_share.value_or(0.0);
    if (load.label.empty())
        load.label = row.label;
    if (load.note.empty())
        load.note = row.note;
}

DiffuseSource source_of(const DiffuseRow& row) {
    DiffuseSource source;
    source.name = row.item;
    (row.kind == "people" ? source.people : row.kind == "livestock" ? source.livestock : source.land) = row.amount;
    source.written.emplace(row.constituent, row.coefficient);
    source.entry_ratio = row.entry_ratio;
    source.provenance.assumed = row.assumed;
    source.provenance.source = row.source;
    source.provenance.confidence = row.confidence;
    source.at = position_of(row);
    return source;
}

}  // namespace

std::vector<std::string> merge_diffuse_loads(Scenario& scenario, data::tables::Problems& problems) {
    std::vector<std::string> names;
    std::set<std::string> own;  // with sources of their own
    for (const DiffuseLoad& load : scenario.diffuse_loads)
        if (!load.sources.empty())
            own.insert(load.name);
    for (const DiffuseRow& row :
         data::registers::read_diffuse_loads(scenario.network.diffuse_loads.path, scenario.project.crs, problems)) {
        const bool fresh = std::find(names.begin(), names.end(), row.name) == names.end();
        if (fresh)
            names.push_back(row.name);
        const auto known = std::find_if(scenario.diffuse_loads.begin(), scenario.diffuse_loads.end(),
                                        [&](const DiffuseLoad& load) { return load.name == row.name; });
        const bool added = known == scenario.diffuse_loads.end();
        DiffuseLoad& load = added ? scenario.diffuse_loads.emplace_back() : *known;
        if (added) {
            load.name = row.name;
            load.at = position_of(row);
        }
        if (fresh)
            take_load(load, row);
        // What the scenario does not follow is left out; a register may know more than one scenario needs.
        const bool followed = std::any_of(scenario.constituents.begin(), scenario.constituents.end(),
                                          [&](const Constituent& one) { return one.name == row.constituent; });
        if (own.count(row.name) == 0 && followed)
            load.sources.push_back(source_of(row));
    }
    // A load of which the scenario follows nothing puts nothing in.
    auto& loads = scenario.diffuse_loads;
    loads.erase(std::remove_if(loads.begin(), loads.end(),
                               [&](const DiffuseLoad& load) {
                                   const bool in_register =
                                       std::find(names.begin(), names.end(), load.name) != names.end();
                                   return in_register && load.sources.empty();
                               }),
                loads.end());
    return names;
}

}  // namespace liriver::scenarios::language
