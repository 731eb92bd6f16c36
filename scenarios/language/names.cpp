#include "scenarios/language/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "scenarios/language/reporter.h"

namespace liriver::scenarios::language {

namespace {

/// Of network.nc, surface.nc and what VTK files and pictures make of them.
constexpr std::array<std::string_view, 31> names_of_results{"time",         "projected_coordinate_system",
                                                            "network",      "surface",
                                                            "reach",        "chainage",
                                                            "reach_name",   "bed_elevation",
                                                            "stage",        "bank_elevation",
                                                            "depth",        "discharge",
                                                            "velocity",     "top_width",
                                                            "velocity_x",   "edge_discharge",
                                                            "velocity_y",   "unit_discharge",
                                                            "cell_area",    "unit_discharge_x",
                                                            "manning_n",    "unit_discharge_y",
                                                            "duration",     "crest_elevation",
                                                            "arrival_time", "greatest_depth",
                                                            "TimeValue",    "greatest_speed",
                                                            "two",          "greatest_unit_discharge",
                                                            "station"};
constexpr std::array<std::string_view, 3> beginnings{"network_", "surface_", "place_"};

constexpr std::size_t longest = 200;  // bytes; netCDF has room for 256, of which a unit's column takes some

constexpr std::size_t longest_label = 60;  // of a name in a key's path, as the reader shortens it

bool is_control(char letter) {
    return static_cast<unsigned char>(letter) < 0x20 || static_cast<unsigned char>(letter) == 0x7F;
}

// NetCDF's rule for the first letter of a variable's name (NUG, appendix B: an ASCII letter, digit or underscore, or
// any letter beyond ASCII).
bool begins_as_variables_do(const std::string& name) {
    const auto first = static_cast<unsigned char>(name.empty() ? 'a' : name.front());
    return first >= 0x80 || std::isalnum(first) != 0 || first == '_';
}

/// What is wrong with any name; empty: nothing.
std::string fault_of(const std::string& name) {
    if (name.empty())
        return "";
    if (std::any_of(name.begin(), name.end(), is_control))
        return "a control character";
    if (name.front() == ' ' || name.back() == ' ')
        return "a blank at its end";
    return name.size() > longest ? fmt::format("{} bytes", name.size()) : "";
}

class Names {
  public:
    explicit Names(Reporter& report) : report_(report) {}

    template <class Elements>
    void check(const Elements& elements, const char* list) {
        for (const auto& element : elements)
            if (const std::string fault = fault_of(element.name); !fault.empty())
                refuse(element, list, fmt::format("{} in \"{}\"", fault, shown(element.name)),
                       fmt::format("a name without it, of at most {} bytes", longest));
    }

    void check_constituent(const Constituent& constituent) {
        const std::string& name = constituent.name;
        if (!fault_of(name).empty())
            return;  // told
        if (name.find('/') != std::string::npos)
            refuse(constituent, "constituent", fmt::format("\"{}\"", name),
                   "a name without \"/\", which no variable of a result file can have");
        else if (!begins_as_variables_do(name))
            refuse(constituent, "constituent", fmt::format("\"{}\"", name),
                   "a name that begins with a letter, a digit or \"_\", as the variables of a result file must");
        else if (is_name_of_results(name))
            refuse(constituent, "constituent", fmt::format("\"{}\"", name),
                   "another name: a variable of the results has this one");
    }

  private:
    template <class Element>
    void refuse(const Element& element, const char* list, const std::string& found, const std::string& expected) {
        const std::string key = fmt::format("{}[{}].name", list, element.name.substr(0, longest_label));
        if (!report_.told(key))
            report_.add_at_key(key, element.at, "bad-name", found, expected);
    }

    static std::string shown(const std::string& name) {
        std::string text;
        for (const char letter : name.substr(0, 60))
            text += is_control(letter) ? '?' : letter;
        return text;
    }

    Reporter& report_;
};

}  // namespace

bool is_name_of_results(const std::string& name) {
    const auto begins = [&](std::string_view start) { return name.compare(0, start.size(), start) == 0; };
    return std::find(names_of_results.begin(), names_of_results.end(), name) != names_of_results.end() ||
           std::any_of(beginnings.begin(), beginnings.end(), begins);
}

void check_written_names(const Scenario& scenario, data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    Names names(report);
    names.check(scenario.reaches, "reach");
    names.check(scenario.surfaces, "surface");
    for (const SurfaceSettings& surface : scenario.surfaces)
        names.check(surface.boundaries, "boundary");
    names.check(scenario.boundaries, "boundary");
    names.check(scenario.reservoirs, "reservoir");
    names.check(scenario.lakes, "lake");
    names.check(scenario.inflows, "inflow");
    names.check(scenario.abstractions, "abstraction");
    names.check(scenario.groundwater, "groundwater");
    names.check(scenario.weather, "weather");
    names.check(scenario.sinking_streams, "sinking_stream");
    names.check(scenario.structures, "structure");
    names.check(scenario.target_flows, "target_flow");
    names.check(scenario.outfalls, "outfall");
    names.check(scenario.diffuse_loads, "diffuse_load");
    names.check(scenario.moving_loads, "moving_load");
    names.check(scenario.stations, "station");
    names.check(scenario.constituents, "constituent");
    for (const Constituent& constituent : scenario.constituents)
        names.check_constituent(constituent);
}

}  // namespace liriver::scenarios::language
