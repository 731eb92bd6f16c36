#include "data/results/summary_reader.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "data/tables/file.h"

namespace liriver::data::results {

using Json = nlohmann::ordered_json;

namespace {

// A number that does not exist is written null.
double number(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end())
        return 0.0;
    return found->is_null() ? std::numeric_limits<double>::quiet_NaN() : found->get<double>();
}

Json part(const Json& json, const char* key, Json otherwise) { return json.value(key, std::move(otherwise)); }

WaterBalance water_of(const Json& json) {
    return {number(json, "initial_m3"), number(json, "inflow_m3"), number(json, "outflow_m3"),
            number(json, "sources_m3"), number(json, "final_m3"),  number(json, "relative_error")};
}

ConstituentBalance constituent_of(const std::string& name, const Json& json) {
    return {name,
            json.value("unit", std::string()),
            json.value("amount_unit", json.value("unit", std::string()) == "1" ? "m3" : "kg"),
            number(json, "initial"),
            number(json, "inflow"),
            number(json, "outflow"),
            number(json, "load"),
            number(json, "reaction"),
            number(json, "final"),
            number(json, "relative_error"),
            number(json, "minimum"),
            number(json, "maximum")};
}

std::string time_of(const Json& json, const std::string& key) {
    const auto found = json.find(key);
    return found == json.end() || found->is_null() ? std::string() : found->get<std::string>();
}

Greatest greatest_of(const Json& json, const std::string& name, const char* unit) {
    return {number(json, (name + unit).c_str()), time_of(json, name + "_time")};
}

StationAccount station_of(const std::string& name, const Json& json) {
    StationAccount station;
    station.name = name;
    station.mean_discharge = number(json, "mean_discharge_m3_s");
    station.minimum_discharge = number(json, "minimum_discharge_m3_s");
    station.maximum_discharge = number(json, "maximum_discharge_m3_s");
    if (json.contains("target_discharge_m3_s")) {
        station.target_discharge = number(json, "target_discharge_m3_s");
        station.volume_below_target = json.value("volume_below_target_m3", 0.0);
        station.hours_below_target = number(json, "hours_below_target");
        station.days_below_target = json.value("days_below_target", 0);
        station.target_first_met = time_of(json, "target_first_met");
    }
    if (json.contains("greatest_depth_m"))
        station.greatest = StationMaxima{
            greatest_of(json, "greatest_stage", "_m"), greatest_of(json, "greatest_depth", "_m"),
            greatest_of(json, "greatest_speed", "_m_s"), json.contains("arrival_time"), time_of(json, "arrival_time")};
    const Json concentrations = json.value("concentrations", Json::object());
    for (auto it = concentrations.begin(); it != concentrations.end(); ++it)
        station.concentrations.push_back({it.key(), it.value().value("unit", std::string()), number(it.value(), "mean"),
                                          greatest_of(it.value(), "largest", "")});
    const Json loads = json.value("loads", Json::object());
    for (auto it = loads.begin(); it != loads.end(); ++it)
        station.loads.push_back({it.key(), number(it.value(), "downstream"), number(it.value(), "upstream"),
                                 number(it.value(), "downstream_per_day"), number(it.value(), "upstream_per_day")});
    return station;
}

ReservoirAccount reservoir_of(const std::string& name, const Json& json) {
    ReservoirAccount reservoir{name, number(json, "natural_m3"), number(json, "released_m3")};
    const Json travel = json.value("travel_hours", Json::object());
    for (auto it = travel.begin(); it != travel.end(); ++it)
        reservoir.travel.push_back({it.key(), number(it.value(), "at_start"), number(it.value(), "at_release")});
    return reservoir;
}

BoundaryAccount boundary_of(const std::string& name, const Json& json) {
    BoundaryAccount boundary;
    boundary.name = name;
    boundary.kind = json.value("kind", std::string());
    boundary.net_inflow = number(json, "net_inflow_m3");
    if (json.contains("end")) {
        boundary.reach = json.value("reach", std::string());
        boundary.end = json.value("end", std::string());
        boundary.inflow = number(json, "inflow_m3");
        boundary.outflow = number(json, "outflow_m3");
        boundary.not_drawn = number(json, "not_drawn_m3");
        boundary.hours_short = number(json, "hours_short");
        const Json constituents = json.value("constituents", Json::object());
        for (auto it = constituents.begin(); it != constituents.end(); ++it)
            boundary.constituents.push_back({it.key(), number(it.value(), "inflow"), number(it.value(), "outflow")});
        return boundary;
    }
    boundary.faces = json.value("faces", std::int64_t{0});
    boundary.length = number(json, "length_m");
    boundary.lowest_bed = number(json, "lowest_bed_m");
    boundary.from_moved = number(json, "from_moved_m");
    boundary.to_moved = number(json, "to_moved_m");
    return boundary;
}

/// Older summaries have no status: they were written by runs that came to their end.
RunStatus status_of(const std::string& text) {
    for (const RunStatus status : {RunStatus::stopped, RunStatus::failed, RunStatus::interrupted})
        if (text == to_string(status))
            return status;
    return RunStatus::finished;
}

Summary summary_of(const Json& json) {
    Summary s;
    s.status = status_of(json.value("status", std::string()));
    s.stop_reason = json.value("stop_reason", std::string());
    s.start = json.value("start", std::string());
    s.end = json.value("end", std::string());
    s.scenario = json.at("scenario").get<std::string>();
    s.version = json.value("version", std::string());
    s.git = json.value("git", std::string());
    s.threads = json.value("threads", 1);
    s.options = json.value("options", std::string());
    s.simulated_seconds = number(json, "simulated_seconds");
    s.wall_seconds = number(json, "wall_seconds");
    s.cpu_seconds = number(json, "cpu_seconds");
    s.steps = json.value("steps", std::int64_t{0});
    s.cell_updates = json.value("cell_updates", std::int64_t{0});
    s.water = water_of(json.at("water"));
    const Json constituents = part(json, "constituents", Json::object());
    for (auto it = constituents.begin(); it != constituents.end(); ++it)
        s.constituents.push_back(constituent_of(it.key(), it.value()));
    const Json reservoirs = part(json, "reservoirs", Json::object());
    for (auto it = reservoirs.begin(); it != reservoirs.end(); ++it)
        s.reservoirs.push_back(reservoir_of(it.key(), it.value()));
    const Json boundaries = part(json, "boundaries", Json::object());
    for (auto it = boundaries.begin(); it != boundaries.end(); ++it)
        s.boundaries.push_back(boundary_of(it.key(), it.value()));
    const Json stations = part(json, "stations", Json::object());
    for (auto it = stations.begin(); it != stations.end(); ++it)
        s.stations.push_back(station_of(it.key(), it.value()));
    for (const Json& event : part(json, "events", Json::array()))
        s.events.push_back({event.at("kind").get<std::string>(), event.at("message").get<std::string>(),
                            event.at("count").get<std::int64_t>()});
    s.assumptions = json.value("assumptions", std::vector<std::string>());
    const Json inputs = part(json, "inputs", Json::object());
    for (auto it = inputs.begin(); it != inputs.end(); ++it)
        s.inputs.push_back({it.key(), it.value().get<std::string>()});
    return s;
}

}  // namespace

tl::expected<Summary, mesh::field::Error> read_summary(const std::filesystem::path& path) {
    const auto text = tables::read_file(path);
    if (!text)
        return tl::make_unexpected(mesh::field::Error{path.string(), text.error().found, text.error().expected});
    try {
        return summary_of(Json::parse(*text));
    } catch (const Json::exception& error) {
        return tl::make_unexpected(mesh::field::Error{path.string(),
                                                      std::string("what is no run's summary (") + error.what() + ")",
                                                      "summary.json as `liriver run` writes it"});
    }
}

}  // namespace liriver::data::results
