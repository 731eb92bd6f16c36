#include "scenarios/language/hec_ras_sections.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "data/registers/hec_ras_geometry.h"
#include "data/tables/suggest.h"
#include "data/tables/units.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {
namespace {

using data::registers::HecRasReach;
using data::registers::HecRasSection;

bool is_meant(const HecRasReach& reach, const HecRasInput& input) {
    return (input.river.empty() || input.river == reach.river) &&
           (input.river_reach.empty() || input.river_reach == reach.reach);
}

std::string name_of(const HecRasReach& reach) { return fmt::format("{}, {}", reach.river, reach.reach); }

/// The one reach of the file that is meant; nullptr: told.
const HecRasReach* chosen(const std::vector<HecRasReach>& reaches, const HecRasInput& input, Reporter& report) {
    std::vector<std::string> names;
    const HecRasReach* found = nullptr;
    std::size_t count = 0;
    for (const HecRasReach& reach : reaches) {
        names.push_back("\"" + name_of(reach) + "\"");
        if (!is_meant(reach, input))
            continue;
        found = &reach;
        ++count;
    }
    if (count == 1)
        return found;
    report.add(input.at, count == 0 ? "unknown-name" : "missing-key", "network.hec_ras.river",
               count == 0 ? fmt::format("\"{}, {}\"", input.river, input.river_reach)
                          : fmt::format("{} reaches in {} that it may be", count, input.file.path.filename().string()),
               fmt::format("`river` and `river_reach` of one of {}", fmt::join(names, "; ")));
    return nullptr;
}

std::string manning_note(const HecRasReach& reach, const std::string& file) {
    double least = 0.0, largest = 0.0;
    for (const HecRasSection& section : reach.sections) {
        if (section.largest_manning <= 0.0)
            continue;
        least = largest == 0.0 ? section.least_manning : std::min(least, section.least_manning);
        largest = std::max(largest, section.largest_manning);
    }
    return largest <= 0.0
               ? std::string()
               : fmt::format("{}: its Manning's n, {:g} to {:g}, is not taken: [[roughness]] of the zones counts", file,
                             least, largest);
}

void add_notes(const HecRasReach& reach, const std::string& file, std::vector<std::string>& notes) {
    const auto interpolated = std::count_if(reach.sections.begin(), reach.sections.end(),
                                            [](const HecRasSection& section) { return section.interpolated; });
    if (interpolated > 0)
        notes.push_back(fmt::format("{}: {} of {} sections of {} were interpolated by HEC-RAS, not surveyed", file,
                                    interpolated, reach.sections.size(), name_of(reach)));
    if (reach.other_nodes > 0)
        notes.push_back(
            fmt::format("{}: {} culverts, bridges or structures of {} are not taken: [[structure]] adds them", file,
                        reach.other_nodes, name_of(reach)));
    if (reach.has_overbank_rules)
        notes.push_back(
            fmt::format("{}: ineffective areas, levees and blocked obstructions of {} are not taken: "
                        "`levees` and `ineffective` of [network] add them",
                        file, name_of(reach)));
    if (const std::string note = manning_note(reach, file); !note.empty())
        notes.push_back(note);
}

}  // namespace

HecRasSections read_hec_ras_sections(const Scenario& scenario, data::tables::Problems& problems) {
    HecRasSections result;
    Reporter report(scenario, problems);
    for (const HecRasInput& input : scenario.network.hec_ras) {
        const auto unit = data::tables::parse_unit(input.unit);
        const auto metre = data::tables::parse_unit("m").value();
        const bool is_length = unit && unit->dimension == metre.dimension;
        if (!is_length && !report.told("network.hec_ras.unit"))
            report.add(input.at, "wrong-unit", "network.hec_ras.unit", fmt::format("\"{}\"", input.unit),
                       "the unit of the file's lengths and heights, \"m\" or \"ft\": the file does not say");
        if (!input.file.given() || refuse_unreadable(input.file, "network.hec_ras.file", problems))
            continue;
        result.inputs.push_back(input.file.path);
        const std::size_t before = problems.size();
        const auto reaches = data::registers::read_hec_ras_geometry(input.file.path, problems);
        if (problems.size() != before)
            continue;
        const HecRasReach* reach = chosen(reaches, input, report);
        if (reach == nullptr || !is_length)
            continue;
        double chainage = input.first_chainage;
        for (const HecRasSection& section : reach->sections) {
            data::registers::SectionRows rows{{input.reach, chainage, section.points},
                                              {input.file.path.string(), section.line}};
            for (auto& point : rows.section.points) {
                point.offset = convert(point.offset, *unit, metre);
                point.elevation = convert(point.elevation, *unit, metre);
            }
            result.sections.push_back(std::move(rows));
            chainage += convert(section.length_to_next, *unit, metre);
        }
        add_notes(*reach, input.file.path.filename().string(), result.notes);
    }
    return result;
}

}  // namespace liriver::scenarios::language
