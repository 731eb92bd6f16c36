#include "scenarios/cli/results_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

#include "scenarios/cli/boundary_table.h"
#include "scenarios/cli/columns.h"
#include "scenarios/cli/station_tables.h"

namespace liriver::scenarios::cli {
namespace {

// A balance that does not close must not look like one that does.
const char* verdict(double relative_error) {
    return relative_error <= data::results::balance_tolerance ? "" : "  FAILED";
}

// Where each reservoir's tagged water went.
std::string tagged_water(const data::results::Summary& s, std::size_t width) {
    std::string text;
    for (const auto& reservoir : s.reservoirs) {
        if (!reservoir.tagged)
            continue;
        if (text.empty()) {
            text = fmt::format("{}{:>12}{:>12}{:>12}{:>12}{:>12}  {}\n", padded("tagged water", width), "released",
                               "arrived", "abstracted", "left river", "in river", "arrived at");
            text += fmt::format("{}{:>12}{:>12}{:>12}{:>12}{:>12}\n", padded("", width), "million m3", "million m3",
                                "million m3", "million m3", "million m3");
        }
        const auto& water = *reservoir.tagged;
        text += fmt::format("{}{:>12.3f}{:>12.3f}{:>12.3f}{:>12.3f}{:>12.3f}  {}\n", padded(reservoir.name, width),
                            water.released / 1e6, water.arrived / 1e6, water.abstracted / 1e6, water.left / 1e6,
                            water.in_river / 1e6, water.station);
    }
    return text.empty() ? text : text + "\n";
}

// What intakes wanted and got.
std::string abstractions(const data::results::Summary& s) {
    if (s.abstractions.empty())
        return {};
    std::size_t width = 8;
    for (const auto& intake : s.abstractions)
        width = std::max(width, columns(intake.name) + 2);
    std::string text = fmt::format("{}{:>16}{:>16}{:>16}{:>13}\n", padded("intake", width), "demanded", "taken",
                                   "lacking", "hours short");
    text += fmt::format("{}{:>16}{:>16}{:>16}\n", padded("", width), "million m3", "million m3", "million m3");
    for (const auto& intake : s.abstractions)
        text +=
            fmt::format("{}{:>16.6g}{:>16.6g}{:>16.3g}{:>13.1f}\n", padded(intake.name, width), intake.demanded / 1e6,
                        intake.taken / 1e6, std::max(0.0, intake.demanded - intake.taken) / 1e6, intake.hours_short);
    return text + "\n";
}

}  // namespace

std::string results_table(const data::results::Summary& s) {
    std::string text = s.steady ? fmt::format("{}: steady state in {} steps, {:.6g} m3/s in, {:.6g} out\n\n",
                                              s.scenario, s.steady->steps, s.steady->inflow, s.steady->outflow)
                                : fmt::format("{}: {} in {} steps, {:.1f} s of CPU\n\n", s.scenario,
                                              in_words(s.simulated_seconds), s.steps, s.cpu_seconds);
    if (!s.stations.empty())
        text += station_discharges(s) + "\n" + station_concentrations(s) + release_times(s);
    if (!s.reservoirs.empty()) {
        std::size_t width = 11;
        for (const auto& reservoir : s.reservoirs)
            width = std::max(width, columns(reservoir.name) + 2);
        text += fmt::format("{}{:>16}{:>16}\n", padded("reservoir", width), "natural", "released");
        text += fmt::format("{}{:>16}{:>16}\n", padded("", width), "million m3", "million m3");
        for (const auto& reservoir : s.reservoirs)
            text += fmt::format("{}{:>16.3f}{:>16.3f}\n", padded(reservoir.name, width), reservoir.natural / 1e6,
                                reservoir.released / 1e6);
        text += "\n";
        text += tagged_water(s, std::max<std::size_t>(width, 14));
    }
    text += abstractions(s);
    if (!s.boundaries.empty() && s.boundaries.front().end.empty())  // of a surface
        text += fmt::format("{}\n\n", fmt::join(boundary_rows(s.boundaries, true), "\n"));
    text += fmt::format("balance of water: {:.1e} of {:.4g} million m3{}\n", s.water.relative_error,
                        (s.water.initial + s.water.inflow + s.water.sources) / 1e6, verdict(s.water.relative_error));
    for (const auto& reservoir : s.reservoirs)
        if (reservoir.pool)
            text += fmt::format("balance of {}: {:.1e}; from {:.4g} to {:.4g} million m3{}\n", reservoir.name,
                                reservoir.pool->relative_error, reservoir.pool->initial / 1e6,
                                reservoir.pool->final / 1e6, verdict(reservoir.pool->relative_error));
    for (const auto& c : s.constituents)
        text += fmt::format("balance of {}: {:.1e}; from {:.3g} to {:.3g} {}{}\n", c.name, c.relative_error, c.minimum,
                            c.maximum, c.unit, verdict(c.relative_error));
    for (const auto& event : s.events)
        text += fmt::format("{}: {}{}\n", event.kind, event.message,
                            event.count == 1 ? "" : fmt::format(" ({} times)", event.count));
    return text;
}

}  // namespace liriver::scenarios::cli
