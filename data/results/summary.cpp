#include "data/results/summary.h"

#include <nlohmann/json.hpp>

namespace liriver::data::results {

using Json = nlohmann::ordered_json;

namespace {

Json water_json(const WaterBalance& water) {
    return {{"initial_m3", water.initial}, {"inflow_m3", water.inflow}, {"outflow_m3", water.outflow},
            {"sources_m3", water.sources}, {"final_m3", water.final},   {"relative_error", water.relative_error}};
}

Json constituent_json(const ConstituentBalance& balance) {
    return {{"unit", balance.unit},
            {"amount_unit", balance.amount_unit},
            {"initial", balance.initial},
            {"inflow", balance.inflow},
            {"outflow", balance.outflow},
            {"load", balance.load},
            {"reaction", balance.reaction},
            {"final", balance.final},
            {"relative_error", balance.relative_error},
            {"minimum", balance.minimum},
            {"maximum", balance.maximum}};
}

// What never was is null.
Json time_json(const std::string& time) { return time.empty() ? Json(nullptr) : Json(time); }

void put_greatest(Json& json, const std::string& name, const char* unit, const Greatest& greatest) {
    json[name + unit] = greatest.value;
    json[name + "_time"] = time_json(greatest.time);
}

Json station_json(const StationAccount& station) {
    Json json = {{"mean_discharge_m3_s", station.mean_discharge},
                 {"minimum_discharge_m3_s", station.minimum_discharge},
                 {"maximum_discharge_m3_s", station.maximum_discharge}};
    if (station.target_discharge) {
        json["target_discharge_m3_s"] = *station.target_discharge;
        json["volume_below_target_m3"] = station.volume_below_target;
        json["hours_below_target"] = station.hours_below_target;
        json["days_below_target"] = station.days_below_target;
        json["target_first_met"] = time_json(station.target_first_met);
    }
    if (const auto& greatest = station.greatest) {
        put_greatest(json, "greatest_stage", "_m", greatest->stage);
        put_greatest(json, "greatest_depth", "_m", greatest->depth);
        put_greatest(json, "greatest_speed", "_m_s", greatest->speed);
        if (greatest->dry_at_start)
            json["arrival_time"] = time_json(greatest->arrival_time);
    }
    for (const StationConcentration& of : station.concentrations) {
        Json& one = json["concentrations"][of.name] = {{"unit", of.unit}, {"mean", of.mean}};
        put_greatest(one, "largest", "", of.largest);
    }
    for (const StationLoad& load : station.loads)
        json["loads"][load.name] = {{"downstream", load.downstream},
                                    {"upstream", load.upstream},
                                    {"downstream_per_day", load.downstream_a_day},
                                    {"upstream_per_day", load.upstream_a_day}};
    return json;
}

Json end_json(const BoundaryAccount& boundary) {
    Json json = {{"kind", boundary.kind},
                 {"reach", boundary.reach},
                 {"end", boundary.end},
                 {"inflow_m3", boundary.inflow},
                 {"outflow_m3", boundary.outflow},
                 {"net_inflow_m3", boundary.net_inflow},
                 {"not_drawn_m3", boundary.not_drawn},
                 {"hours_short", boundary.hours_short}};
    for (const CarriedAmount& amount : boundary.constituents)
        json["constituents"][amount.name] = {{"inflow", amount.inflow}, {"outflow", amount.outflow}};
    return json;
}

Json boundary_json(const BoundaryAccount& boundary) {
    if (!boundary.end.empty())
        return end_json(boundary);
    return {{"kind", boundary.kind},
            {"length_m", boundary.length},
            {"faces", boundary.faces},
            {"lowest_bed_m", boundary.lowest_bed},
            {"from_moved_m", boundary.from_moved},
            {"to_moved_m", boundary.to_moved},
            {"net_inflow_m3", boundary.net_inflow}};
}

// Only in runs that have any.
void add_losses(Json& json, const Summary& summary) {
    for (const LoadAccount& load : summary.loads) {
        Json& account = json[load.kind + "s"][load.name] = {{"assumed", load.assumed}};
        for (const LoadedAmount& amount : load.constituents) {
            Json& one = account["constituents"][amount.name] = {{"unit", amount.unit}, {"load", amount.load}};
            if (amount.a_year)
                one["in_year"] = *amount.a_year;
        }
    }
    for (const AbstractionAccount& a : summary.abstractions)
        json["abstractions"][a.name] = {
            {"demanded_m3", a.demanded}, {"taken_m3", a.taken}, {"hours_short", a.hours_short}};
    for (const GroundwaterAccount& g : summary.groundwater)
        json["groundwater"][g.name] = {{"to_river_m3", g.to_river}, {"from_river_m3", g.from_river}};
    for (const WeatherAccount& w : summary.weather)
        json["weather"][w.name] = {{"rain_m3", w.rain}, {"evaporation_m3", w.evaporation}};
    for (const SinkingStreamAccount& s : summary.sinking_streams)
        json["sinking_streams"][s.name] = {{"sunk_m3", s.sunk},
                                           {"returned_m3", s.returned},
                                           {"under_way_at_start_m3", s.under_way_at_start},
                                           {"under_way_m3", s.under_way}};
}

Json reservoir_json(const ReservoirAccount& reservoir) {
    Json json = {{"natural_m3", reservoir.natural}, {"released_m3", reservoir.released}};
    if (const auto& pool = reservoir.pool)
        json["pool"] = {{"initial_m3", pool->initial},     {"inflow_m3", pool->inflow},
                        {"rain_m3", pool->rain},           {"evaporation_m3", pool->evaporation},
                        {"released_m3", pool->released},   {"spilled_m3", pool->spilled},
                        {"final_m3", pool->final},         {"relative_error", pool->relative_error},
                        {"shortfall_m3", pool->shortfall}, {"shortfall_hours", pool->shortfall_hours}};
    if (const auto& tagged = reservoir.tagged)
        json["tagged_water"] = {{"station", tagged->station},
                                {"released_m3", tagged->released},
                                {"arrived_m3", tagged->arrived},
                                {"abstracted_m3", tagged->abstracted},
                                {"left_river_m3", tagged->left},
                                {"in_river_m3", tagged->in_river},
                                {"relative_error", tagged->relative_error}};
    for (const ReleaseTravel& travel : reservoir.travel)
        json["travel_hours"][travel.station] = {{"at_start", travel.hours_at_start},
                                                {"at_release", travel.hours_at_release}};
    return json;
}

Json target_flow_json(const TargetFlowAccount& flow) {
    Json json = {{"station", flow.station}, {"unmet_m3", flow.unmet}, {"unmet_hours", flow.unmet_hours}};
    Json& members = json["travel_hours"] = Json::object();
    for (const TargetFlowAccount::Member& member : flow.members)
        members[member.reservoir] = {{"at_start", member.hours_at_start}, {"at_target", member.hours_at_target}};
    return json;
}

}  // namespace

std::string to_string(RunStatus status) {
    switch (status) {
        case RunStatus::stopped:
            return "stopped";
        case RunStatus::failed:
            return "failed";
        case RunStatus::interrupted:
            return "interrupted";
        case RunStatus::finished:
            break;
    }
    return "finished";
}

std::string to_json(const Summary& summary) {
    Json json = {{"status", to_string(summary.status)},
                 {"stop_reason", summary.stop_reason},
                 {"start", summary.start},
                 {"end", summary.end},
                 {"scenario", summary.scenario},
                 {"version", summary.version},
                 {"git", summary.git},
                 {"threads", summary.threads},
                 {"options", summary.options},
                 {"simulated_seconds", summary.simulated_seconds},
                 {"wall_seconds", summary.wall_seconds},
                 {"cpu_seconds", summary.cpu_seconds},
                 {"steps", summary.steps},
                 {"cell_updates", summary.cell_updates},
                 {"water", water_json(summary.water)}};
    if (const auto& steady = summary.steady)
        json["steady"] = {{"steps", steady->steps},
                          {"inflow_m3_s", steady->inflow},
                          {"outflow_m3_s", steady->outflow},
                          {"stage_change_m_day", steady->stage_change},
                          {"imbalance", steady->imbalance},
                          {"quality_iterations", steady->quality_iterations},
                          {"quality_correction", steady->quality_correction}};
    Json& constituents = json["constituents"] = Json::object();
    for (const ConstituentBalance& balance : summary.constituents)
        constituents[balance.name] = constituent_json(balance);
    Json& reservoirs = json["reservoirs"] = Json::object();
    for (const ReservoirAccount& reservoir : summary.reservoirs)
        reservoirs[reservoir.name] = reservoir_json(reservoir);
    add_losses(json, summary);
    for (const LakeAccount& lake : summary.lakes)
        json["lakes"][lake.name] = {{"initial_m3", lake.initial},
                                    {"final_m3", lake.final},
                                    {"lowest_stage_m", lake.lowest_stage},
                                    {"highest_stage_m", lake.highest_stage}};
    if (summary.rain)
        json["rain"] = {{"fallen_m3", summary.rain->fallen}, {"lost_m3", summary.rain->lost}};
    for (const StructureAccount& structure : summary.structures)
        json["structures"][structure.name] = {{"passed_m3", structure.passed}, {"back_m3", structure.back}};
    for (const BoundaryAccount& boundary : summary.boundaries)
        json["boundaries"][boundary.name] = boundary_json(boundary);
    if (!summary.target_flows.empty()) {
        Json& flows = json["target_flows"] = Json::object();
        for (const TargetFlowAccount& flow : summary.target_flows)
            flows[flow.name] = target_flow_json(flow);
    }
    Json& stations = json["stations"] = Json::object();
    for (const StationAccount& station : summary.stations)
        stations[station.name] = station_json(station);
    Json& events = json["events"] = Json::array();
    for (const Event& event : summary.events)
        events.push_back({{"kind", event.kind}, {"message", event.message}, {"count", event.count}});
    json["assumptions"] = summary.assumptions;
    Json& inputs = json["inputs"] = Json::object();
    for (const InputFile& input : summary.inputs)
        inputs[input.path] = input.checksum;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

tl::expected<void, mesh::field::Error> write_summary(const std::filesystem::path& path, const Summary& summary,
                                                     Ending ending) {
    return write_whole(path, to_json(summary), ending);
}

}  // namespace liriver::data::results
