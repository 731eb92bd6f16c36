#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "data/registers/registers.h"
#include "data/tables/column_names.h"
#include "data/tables/suggest.h"
#include "data/tables/units.h"
#include "scenarios/language/complete.h"
#include "scenarios/language/places.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {

using data::registers::RegisterPlace;
using data::registers::Row;
using data::tables::convert;
using data::tables::Dimension;
using data::tables::parse_unit;
using data::tables::Problems;
using data::tables::Unit;

namespace {
Position position_of(const Row& row) { return {row.file, row.line, 0}; }

PlaceValue place_of(const RegisterPlace& place, const Row& row) {
    PlaceValue value;
    value.reach = place.reach;
    value.chainage = place.chainage;
    value.at = position_of(row);
    if (place.x && place.y)
        value.point = PointValue{*place.x, *place.y, false, value.at};
    return value;
}

template <class Element>
Element* find(std::vector<Element>& elements, const std::string& name) {
    const auto found = std::find_if(elements.begin(), elements.end(),
                                    [&name](const Element& element) { return element.name == name; });
    return found == elements.end() ? nullptr : &*found;
}

/// The element of that name, or a new one that stands in the register.
template <class Element>
Element& find_or_add(std::vector<Element>& elements, const std::string& name, const Row& row) {
    if (Element* element = find(elements, name))
        return *element;
    Element& element = elements.emplace_back();
    element.name = name;
    element.at = position_of(row);
    return element;
}

/// Names in the registers that were read, by list.
using Seen = std::map<std::string, std::vector<std::string>>;

void fill(std::string& text, const std::string& from) {
    if (text.empty())
        text = from;
}

void merge_stations(Scenario& scenario, Seen& seen, Problems& problems) {
    for (const auto& row : data::registers::read_stations(scenario.network.stations.path, problems)) {
        seen["station"].push_back(row.name);
        Station& station = find_or_add(scenario.stations, row.name, row.row);
        const bool placed_by_table = !station.place.reach.empty() || !station.sections.empty();
        if (!placed_by_table)
            station.places.push_back(place_of(row.place, row.row));
        fill(station.label, row.label);
        fill(station.note, row.note);
    }
}

void merge_structures(Scenario& scenario, Seen& seen, Problems& problems) {
    for (const auto& row : data::registers::read_structures(scenario.network.structures.path, problems)) {
        seen["structure"].push_back(row.name);
        Structure* known = find(scenario.structures, row.name);
        if (known != nullptr && !known->place.reach.empty())
            continue;
        Structure& structure = find_or_add(scenario.structures, row.name, row.row);
        structure.place = place_of(row.place, row.row);
        if (known == nullptr || structure.at.is_override())
            structure.kind = row.kind == "weir"  ? StructureKind::weir
                             : row.kind == "dam" ? StructureKind::dam
                                                 : StructureKind::ignored;
        fill(structure.provenance.source, row.source);
        fill(structure.provenance.confidence, row.confidence);
        fill(structure.note, row.note);
    }
}

void merge_weirs(Scenario& scenario, Seen& /* their structures are in it */, Problems& problems) {
    for (const auto& row : data::registers::read_weirs(scenario.network.weirs.path, problems)) {
        Structure* structure = find(scenario.structures, row.name);
        if (structure == nullptr) {
            problems.push_back({row.row.file,
                                row.row.line,
                                0,
                                "unknown-structure",
                                "structure",
                                fmt::format("\"{}\"", row.name),
                                "a structure of the register or a [[structure]]",
                                {}});
            continue;
        }
        const bool crest_by_table = structure->crest || structure->crest_height_above_bed;
        if (!crest_by_table) {
            structure->crest_height_above_bed = row.crest_height_above_bed;
            structure->provenance.assumed = row.assumed;
            if (row.coefficient)
                structure->coefficient = *row.coefficient;
        }
        if (!structure->width)
            structure->width = row.width;
        fill(structure->note, row.note);
        fill(structure->provenance.source, row.source);
        fill(structure->provenance.confidence, row.confidence);
    }
}

/// The SI unit of a register's amounts in that unit; empty: it is none of a concentration or load.
std::string si_of_amount(const std::string& unit) {
    const Dimension dimension = parse_unit(unit)->dimension;
    for (const char* si : {mass_kind.concentration, mass_kind.load, count_kind.concentration, count_kind.load,
                           temperature_kind.concentration})
        if (dimension == parse_unit(si)->dimension)
            return si;
    return {};
}

/// Splits "NH3-N_mg_L" or "NH3-N (mg/L)" into a constituent and what its number is: a concentration or a load.
void take_amount(const Scenario& scenario, Outfall& outfall, const data::registers::AmountCell& cell, const Row& row,
                 Problems& problems) {
    const data::tables::ColumnName header = data::tables::split_column_name(cell.column);
    const std::optional<std::string>& written = header.unit;
    const Unit unit = written ? parse_unit(*written).value() : Unit{};
    const std::string si = written ? si_of_amount(*written) : std::string();
    const bool is_load = si == mass_kind.load || si == count_kind.load;
    if (si.empty()) {
        problems.push_back({row.file,
                            row.line,
                            0,
                            "unknown-column",
                            cell.column,
                            "a column of no meaning here",
                            "a register's column, or a constituent with a unit: NH3-N_mg_L, NH3-N_g_s",
                            {}});
        return;
    }
    Series series;
    series.at = position_of(row);
    series.constant = convert(cell.value, unit, parse_unit(si).value());
    series.si_unit = si;
    const std::string& name = header.quantity;
    if (!is_load && !outfall.discharge) {
        if (cell.value > 0.0)
            problems.push_back({row.file,
                                row.line,
                                0,
                                "missing-key",
                                cell.column,
                                "a concentration without a discharge",
                                "discharge_m3_s too, or a load",
                                {}});
        return;
    }
    // What the scenario does not follow is left out; a register may know more than one scenario needs.
    const auto& followed = scenario.constituents;
    if (std::any_of(followed.begin(), followed.end(), [&](const Constituent& one) { return one.name == name; }))
        (is_load ? outfall.load : outfall.concentration)[name] = series;
}

void merge_outfalls(Scenario& scenario, Seen& seen, std::vector<std::string>& notes, Problems& problems) {
    for (const auto& row :
         data::registers::read_outfalls(scenario.network.outfalls.path, problems, scenario.project.crs)) {
        seen["outfall"].push_back(row.name);
        Outfall* known = find(scenario.outfalls, row.name);
        if (known == nullptr && row.status == data::registers::OutfallStatus::closed) {
            notes.push_back(fmt::format("outfall {} is closed, as line {} of {} has it, and left out", row.name,
                                        row.row.line, std::filesystem::path(row.row.file).filename().string()));
            continue;
        }
        Outfall& outfall = find_or_add(scenario.outfalls, row.name, row.row);
        if (outfall.place.reach.empty())
            outfall.place = place_of(row.place, row.row);
        fill(outfall.label, row.label);
        fill(outfall.note, row.note);
        fill(outfall.limit_class, row.limit_class);
        if (!outfall.built)
            outfall.built = row.built;
        fill(outfall.provenance.source, row.source);
        fill(outfall.provenance.confidence, row.confidence);
        if (known != nullptr && !known->at.is_override())
            continue;
        const Outfall given = outfall;
        outfall.provenance.assumed = row.assumed || given.provenance.assumed;
        outfall.allow_dry = row.allow_dry || given.allow_dry;
        if (row.discharge && !outfall.discharge) {
            outfall.discharge.emplace();
            outfall.discharge->constant = row.discharge;
            outfall.discharge->at = position_of(row.row);
        }
        for (const auto& cell : row.amounts)
            take_amount(scenario, outfall, cell, row.row, problems);
        // What was set of a constituent stands in place of all that the register has of it.
        for (const Amounts* amounts : {&given.concentration, &given.load})
            for (const auto& [name, series] : *amounts) {
                outfall.concentration.erase(name);
                outfall.load.erase(name);
            }
        for (const auto& [name, series] : given.concentration)
            outfall.concentration[name] = series;
        for (const auto& [name, series] : given.load)
            outfall.load[name] = series;
    }
}

void merge_reservoirs(Scenario& scenario, Seen& seen, Problems& problems) {
    for (const auto& row : data::registers::read_reservoirs(scenario.network.reservoirs.path, problems)) {
        seen["reservoir"].push_back(row.name);
        Reservoir& reservoir = find_or_add(scenario.reservoirs, row.name, row.row);
        if (reservoir.place.reach.empty())
            reservoir.place = place_of(row.place, row.row);
        if (!reservoir.catchment_area)
            reservoir.catchment_area = row.catchment_area;
        fill(reservoir.label, row.label);
        fill(reservoir.provenance.source, row.source);
        fill(reservoir.provenance.confidence, row.confidence);
    }
}

/// An element that `--set` named and no register holds is a mistake; it is told once and taken away.
template <class Element>
void refuse_unknown(std::vector<Element>& elements, const std::string& list, std::vector<std::string> known,
                    Problems& problems) {
    const std::set<std::string> in_registers(known.begin(), known.end());
    const auto unknown = [&](const Element& element) {
        return element.at.is_override() && in_registers.count(element.name) == 0;
    };
    for (const Element& element : elements)
        if (!element.at.is_override())
            known.push_back(element.name);
    for (const Element& element : elements)
        if (unknown(element))
            problems.push_back({element.at.file, 0, 0, "bad-override", list, fmt::format("no \"{}\"", element.name),
                                fmt::format("the name of one of [[{}]], or of the register's", list),
                                data::tables::suggest(element.name, known)});
    elements.erase(std::remove_if(elements.begin(), elements.end(), unknown), elements.end());
}
}  // namespace

std::vector<std::string> merge_registers(Scenario& scenario, std::vector<std::filesystem::path>& inputs,
                                         Problems& problems) {
    const NetworkSettings files = scenario.network;
    std::vector<std::string> notes;
    Seen seen;
    const auto merge = [&](const FileName& file, const char* key, auto&& reader) {
        if (!file.given() || refuse_unreadable(file, key, problems))
            return;
        inputs.push_back(file.path);
        reader(scenario, seen, problems);
    };
    merge(files.stations, "network.stations", merge_stations);
    merge(files.structures, "network.structures", merge_structures);
    merge(files.weirs, "network.weirs", merge_weirs);
    merge(files.outfalls, "network.outfalls",
          [&notes](Scenario& all, Seen& names, Problems& faults) { merge_outfalls(all, names, notes, faults); });
    merge(files.reservoirs, "network.reservoirs", merge_reservoirs);
    merge(files.diffuse_loads, "network.diffuse_loads", [](Scenario& all, Seen& names, Problems& faults) {
        names["diffuse_load"] = merge_diffuse_loads(all, faults);
    });
    refuse_unknown(scenario.stations, "station", seen["station"], problems);
    refuse_unknown(scenario.structures, "structure", seen["structure"], problems);
    refuse_unknown(scenario.outfalls, "outfall", seen["outfall"], problems);
    refuse_unknown(scenario.reservoirs, "reservoir", seen["reservoir"], problems);
    refuse_unknown(scenario.diffuse_loads, "diffuse_load", seen["diffuse_load"], problems);
    return notes;
}

}  // namespace liriver::scenarios::language
