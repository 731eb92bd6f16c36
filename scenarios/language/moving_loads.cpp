#include "scenarios/language/moving_loads.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "data/tables/csv_writer.h"
#include "data/tables/suggest.h"

namespace liriver::scenarios::language {
namespace {

constexpr double rounding = 1.0;  // m: files are written with few decimals

void check_rows(const Scenario& scenario, const MovingLoad& load, const std::string& path, Reporter& report) {
    const auto shown = [&](Time time) { return data::tables::format_local(time, scenario.project.time_zone); };
    if (load.timetable.size() < 2)
        report.add(load.timetable.front().at, "one-row", path + ".timetable", "one row", "at least two");
    for (std::size_t row = 1; row < load.timetable.size(); ++row)
        if (load.timetable[row].time <= load.timetable[row - 1].time)
            report.add(load.timetable[row].at, "out-of-order", fmt::format("{}.timetable[{}].time", path, row + 1),
                       shown(load.timetable[row].time),
                       fmt::format("a time after {}, that of the row before", shown(load.timetable[row - 1].time)));
}

}  // namespace

void check_moving_rules(const Scenario& scenario, Reporter& report) {
    for (const MovingLoad& load : scenario.moving_loads) {
        const std::string path = fmt::format("moving_load[{}]", load.name);
        const auto given = [&](const char* key) { return scenario.positions.count(path + "." + key) > 0; };
        if (scenario.on_surface())
            report.add(load.at, "not-used", path, "a source that moves along a reach beside a [[surface]]",
                       "outfalls on the surface");
        if (given("timetable") == given("chainage"))
            report.add(load.at, given("chainage") ? "both-given" : "missing-key", path + ".timetable",
                       given("chainage") ? "both `timetable` and `chainage`" : "neither `timetable` nor `chainage`",
                       "one of them");
        if (load.chainage && !load.chainage->is_table())
            report.add(load.chainage->at, "wrong-type", path + ".chainage", "one number", "a table of times");
        if (!given("load") && !given("load_per_distance"))
            report.add(load.at, "missing-key", path + ".load", "neither `load` nor `load_per_distance`",
                       "one of them, or both");
        const bool spoiled = report.told(path + ".timetable");
        if (given("timetable") && !spoiled && load.timetable.empty())
            report.add(load.at, "one-row", path + ".timetable", "no row", "at least two");
        else if (given("timetable") && !spoiled)
            check_rows(scenario, load, path, report);
    }
}

void complete_moving_loads(Scenario& scenario, const mesh::network::Network& network,
                           data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    std::vector<std::string> names;
    for (const auto& reach : network.reaches)
        names.push_back(reach.name);
    for (MovingLoad& load : scenario.moving_loads) {
        const std::string path = fmt::format("moving_load[{}]", load.name);
        if (load.chainage)
            for (std::size_t row = 0; row < load.chainage->times.size(); ++row)
                load.timetable.push_back({load.chainage->times[row],
                                          load.chainage->values[row],
                                          {load.chainage->file.path.string(), load.chainage->lines[row], 0}});
        if (load.chainage && load.chainage->times.size() == 1)
            report.add(load.timetable.front().at, "one-row", path + ".chainage", "one row", "at least two");
        const auto* on = network.find(load.reach);
        if (on == nullptr && !network.reaches.empty() && !load.reach.empty())
            report.add_at_key(path + ".reach", load.at, "unknown-reach", fmt::format("\"{}\"", load.reach),
                              "the name of a reach", data::tables::suggest(load.reach, names));
        if (on == nullptr)
            continue;
        for (TimetableRow& row : load.timetable) {
            if (row.chainage > on->length() + rounding)
                report.add(row.at, "off-reach", path + ".chainage",
                           fmt::format("{} m", data::tables::format_number(row.chainage)),
                           fmt::format("at most the length of {}, {} m", load.reach,
                                       data::tables::format_number(on->length())));
            row.chainage = std::min(row.chainage, on->length());
        }
    }
}

}  // namespace liriver::scenarios::language
