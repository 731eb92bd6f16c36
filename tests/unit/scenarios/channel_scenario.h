#pragma once
// The small river of many tests: one reach "r", 20 m wide between walls, in uniform flow from a discharge at "head" to
// normal depth at "end".
#include <fmt/format.h>

#include <string>

namespace liriver::scenarios {

/// At the slope that is given here 20 m3/s are 2 m deep and go at 0.5 m/s: sqrt(S) = n u / R^(2/3), R = 40/24 m.
struct ChannelScenario {
    std::string time = {};  ///< of [time], beside `start`: "steady = true\n"
    std::string length = "20 km";
    std::string slope = "0.000113864";
    std::string discharge = "20";
    std::string head = {};    ///< further keys of the head: "concentration = { A = 1 }\n"
    std::string output = {};  ///< the interval of outputs; empty: none is said
};

/// The scenario with `more` tables behind it.
inline std::string text_of(const ChannelScenario& channel, const std::string& more) {
    return fmt::format(R"(schema = 1
[project]
name = "channel"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[time]
start = 2025-11-01T00:00:00+08:00
{}[[reach]]
name = "r"
length = "{}"
slope = {}
bottom_width = "20 m"
side_slope = 0
upstream_bed = "140 m"
spacing = "200 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = {}
{}[[boundary]]
name = "end"
kind = "normal_depth"
reach = "r"
end = "downstream"
{}{})",
                       channel.time, channel.length, channel.slope, channel.discharge, channel.head,
                       channel.output.empty() ? "" : "[output]\ninterval = \"" + channel.output + "\"\n", more);
}

}  // namespace liriver::scenarios
