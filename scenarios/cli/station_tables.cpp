#include "scenarios/cli/station_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "data/tables/time.h"
#include "scenarios/cli/columns.h"

namespace liriver::scenarios::cli {
namespace {

using data::results::StationAccount;
using data::results::Summary;

constexpr std::size_t beside = 3;  // constituents or reservoirs that fit beside each other
constexpr std::size_t number = 10;

std::string right(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, columns(text)), ' ') + text;
}

/// Two decimals, or three figures of what is smaller than one.
std::string flow(double value) {
    if (std::isnan(value))
        return right("-", number);
    return std::abs(value) < 1.0 && value != 0.0 ? fmt::format("{:>10.3g}", value) : fmt::format("{:>10.2f}", value);
}

std::string concentration(double value) { return std::isnan(value) ? "-" : fmt::format("{:.3g}", value); }

std::size_t name_width(const Summary& s) {
    std::size_t width = 8;
    for (const StationAccount& station : s.stations)
        width = std::max(width, columns(station.name) + 2);
    return width;
}

// How long after the start.
std::string elapsed(const Summary& s, const std::string& utc) {
    const auto start = data::tables::parse_time(s.start);
    const auto time = data::tables::parse_time(utc);
    return start && time ? in_words(data::tables::seconds_between(*start, *time), 3) : std::string("never");
}

// A reservoir's travel times to stations, whoever knows them.
struct Travel {
    std::string reservoir, station;
    double first = 0.0, last = 0.0;  // h
};

std::vector<Travel> travels(const Summary& s) {
    std::vector<Travel> all;
    for (const auto& reservoir : s.reservoirs)
        for (const auto& travel : reservoir.travel)
            all.push_back({reservoir.name, travel.station, travel.hours_at_start, travel.hours_at_release});
    for (const auto& rule : s.target_flows)
        for (const auto& member : rule.members)
            all.push_back({member.reservoir, rule.station, member.hours_at_start, member.hours_at_target});
    return all;
}

}  // namespace

std::string in_words(double seconds, int figures) {
    struct Unit {
        double seconds;
        const char* name;
    };
    for (const Unit& unit : {Unit{86400.0, "days"}, Unit{3600.0, "h"}, Unit{60.0, "min"}})
        if (seconds >= unit.seconds)
            return fmt::format("{:.{}g} {}", seconds / unit.seconds, figures, unit.name);
    return fmt::format("{:.{}g} s", seconds, figures);
}

std::string station_discharges(const Summary& s) {
    const std::size_t width = name_width(s);
    std::string text = fmt::format("{}{:>10}{:>10}{:>10}{:>10}{:>14}{:>13}{:>14}\n", padded("station", width), "mean",
                                   "smallest", "largest", "target", "hours below", "days below", "first met");
    text +=
        fmt::format("{}{:>10}{:>10}{:>10}{:>10}{:>41}\n", padded("", width), "m3/s", "m3/s", "m3/s", "m3/s", "after");
    for (const StationAccount& station : s.stations) {
        text += padded(station.name, width) + flow(station.mean_discharge) + flow(station.minimum_discharge) +
                flow(station.maximum_discharge);
        if (station.target_discharge)
            text += fmt::format("{:>10.2f}{:>14.1f}{:>13}{:>14}", *station.target_discharge, station.hours_below_target,
                                station.days_below_target, elapsed(s, station.target_first_met));
        text += "\n";
    }
    return text;
}

std::string station_concentrations(const Summary& s) {
    std::size_t count = 0;
    for (const StationAccount& station : s.stations)
        count = std::max(count, station.concentrations.size());
    const std::size_t width = std::max<std::size_t>(name_width(s), 15);
    std::string text;
    for (std::size_t first = 0; first < count; first += beside) {
        const auto& heads = s.stations.front().concentrations;
        const std::size_t last = std::min(count, first + beside);
        std::string names = padded("concentration", width);
        std::string what = padded("", width);
        std::string units = what;
        std::vector<std::size_t> room;
        for (std::size_t k = first; k < last; ++k) {
            const std::size_t half = std::max({number, columns(heads[k].unit) + 2, (columns(heads[k].name) + 3) / 2});
            room.push_back(half);
            names += right(heads[k].name, 2 * half);
            what += right("mean", half) + right("largest", half);
            units += right(heads[k].unit, half) + right(heads[k].unit, half);
        }
        text += fmt::format("{}\n{}\n{}\n", names, what, units);
        for (const StationAccount& station : s.stations) {
            text += padded(station.name, width);
            for (std::size_t k = first; k < std::min(last, station.concentrations.size()); ++k)
                text += right(concentration(station.concentrations[k].mean), room[k - first]) +
                        right(concentration(station.concentrations[k].largest.value), room[k - first]);
            text += "\n";
        }
        text += "\n";
    }
    return text;
}

std::string release_times(const Summary& s) {
    const std::vector<Travel> all = travels(s);
    std::vector<std::string> reservoirs;
    for (const Travel& travel : all)
        if (std::find(reservoirs.begin(), reservoirs.end(), travel.reservoir) == reservoirs.end())
            reservoirs.push_back(travel.reservoir);
    const std::size_t width = std::max<std::size_t>(name_width(s), 17);
    std::string text;
    for (std::size_t first = 0; first < reservoirs.size(); first += beside + 1) {
        const std::size_t last = std::min(reservoirs.size(), first + beside + 1);
        std::string names = padded("travel time, h", width);
        std::string what = padded("", width);
        for (std::size_t r = first; r < last; ++r) {
            names += right(reservoirs[r], std::max<std::size_t>(18, columns(reservoirs[r]) + 2));
            what += right("at first    full", std::max<std::size_t>(18, columns(reservoirs[r]) + 2));
        }
        text += fmt::format("{}\n{}\n", names, what);
        for (const StationAccount& station : s.stations) {
            std::string line;
            bool any = false;
            for (std::size_t r = first; r < last; ++r) {
                const auto found = std::find_if(all.begin(), all.end(), [&](const Travel& travel) {
                    return travel.reservoir == reservoirs[r] && travel.station == station.name;
                });
                any = any || found != all.end();
                line += right(found == all.end() ? "-" : fmt::format("{:>8.1f}{:>8.1f}", found->first, found->last),
                              std::max<std::size_t>(18, columns(reservoirs[r]) + 2));
            }
            if (any)
                text += padded(station.name, width) + line + "\n";
        }
        text += "\n";
    }
    return text;
}

}  // namespace liriver::scenarios::cli
