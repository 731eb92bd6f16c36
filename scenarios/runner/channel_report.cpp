// What a channel network shows at its stations and structures, and what it tells at the end of a run.
#include "scenarios/runner/channel_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/checkpoint/checksum.h"
#include "scenarios/runner/add_event.h"

namespace liriver::scenarios::runner {

std::vector<StationInfo> ChannelDomain::stations() const {
    std::vector<StationInfo> stations;
    for (const StationNodes& station : model_.stations)
        stations.push_back({station.name, true, station.gauge_minus_model.has_value()});
    return stations;
}

double ChannelDomain::station_discharge(std::size_t station) const {
    double flow = 0.0;
    for (const std::int32_t cell : model_.stations[station].cells)
        flow += discharge(cell);
    return flow;
}

// Of several sections the first one's, but for their discharges, which add up.
StationValues ChannelDomain::station_values(std::size_t station) const {
    const StationNodes& at = model_.stations[station];
    const std::int32_t first = at.cells.front();
    StationValues values;
    values.station = at.name;
    values.discharge = station_discharge(station);
    values.stage = solver_.stage()[first];
    if (at.gauge_minus_model)
        values.gauge_stage = values.stage + *at.gauge_minus_model;
    const double area = solver_.area()[first];
    values.velocity = area > 0.0 ? discharge(first) / area : 0.0;
    values.depth = std::max(0.0, depth(first));
    for (std::size_t k = 0; k < quality_.shown_count(); ++k)
        values.concentration.push_back(concentration(k, first));
    return values;
}

std::vector<data::results::StructureRow> ChannelDomain::structure_rows() const {
    std::vector<data::results::StructureRow> rows;
    for (std::size_t k = 0; k < model_.links.size(); ++k) {
        if (*model_.links[k].kind == '\0')
            continue;
        const auto& link = model_.mesh.links[k];
        data::results::StructureRow row;
        row.structure = model_.links[k].name;
        row.kind = model_.links[k].kind;
        row.discharge = link_discharge_now()[k];
        row.setting = settings()[k];
        row.stage_up = solver_.stage()[link.left];
        row.stage_down = link.right == solver::channel::outside ? std::nan("") : solver_.stage()[link.right];
        rows.push_back(row);
    }
    return rows;
}

data::results::WaterBalance ChannelDomain::water() const {
    double held = 0.0;
    for (const double volume : solver_.volume())
        held += volume;
    return accounts_.water(held);
}

std::string ChannelDomain::error_text() const {
    if (!error_text_.empty() || !settings_.steady || settings_.only_start || start_.found)
        return error_text_;
    return fmt::format(
        "no steady state: after {} steps ({:.3g} days) a stage still changes by {:.2g} m a day and in- and "
        "outflow differ by {:.2g} of what flows through, worst {}; likely cause: a structure, a jump or a pump "
        "that swings from one state to another there, or a lake that still fills",
        start_.steps, start_.elapsed / 86400.0, start_.stage_change, start_.imbalance, place_of(start_.worst_cell));
}

double ChannelDomain::report(data::results::Summary& s) const {
    const ChannelModel& model = model_;
    double worst = quality().report(declared_count(), s);
    losses().report(s);
    put_in_.report(constituents(), s);
    for (const double error : report_operation(*this, s))
        worst = larger_error(worst, error);
    for (const ReleaseTime& one : release_times_)
        s.reservoirs[one.reservoir].travel.push_back(
            {model.stations[one.station].name, one.at_start / 3600.0, one.at_release / 3600.0});
    for (std::size_t k = 0; k < model.lakes.size(); ++k) {
        const auto memory = lake_memory().subspan(3 * k, 3);
        s.lakes.push_back(
            {model.lakes[k].name, memory[0], solver().volume()[model.lakes[k].cell], memory[1], memory[2]});
    }
    for (std::size_t k = 0; k < model.stations.size(); ++k)
        s.stations.push_back(settings_.steady ? station_now(k) : station_account(k));
    if (settings_.steady) {
        s.steady = steady_summary();
        s.steps += s.steady->steps;
        s.cell_updates += s.steady->steps * model.mesh.cell_count();
    } else {
        report_exchange(s);
        s.steps += steps();
        s.cell_updates += cell_updates();
    }
    add_event(s, "retry", "steps taken again, shorter", retries());
    add_event(s, "warning",
              "water above the ends of a section, held by walls that are not there (steps times sections), first " +
                  place_of(first_overtopped()),
              overtoppings());
    add_event(s, "warning",
              "water above the last row of a rating, whose last piece was taken to go on (steps times ends)",
              beyond_ratings());
    add_event(s, "clip", "velocities of films held at what the network's energy allows (steps times faces)",
              velocities_cut());
    for (const auto* notes : {&model.notes, &notes_, &release_notes_})
        for (const std::string& text : *notes)
            add_event(s, "warning", text, 1);
    return worst;
}

std::uint64_t ChannelDomain::checksum() const {
    data::checkpoint::Checksum sum;
    const solver::channel::ChannelMesh& mesh = model_.mesh;
    sum.add(mesh.table);
    sum.add(mesh.bed);
    sum.add(mesh.length);
    sum.add(mesh.left);
    sum.add(mesh.right);
    sum.add(mesh.distance);
    const auto intervals = mesh.tables.intervals();
    sum.add(
        std::span<const double>(&intervals.front().depth, intervals.size() * (sizeof(intervals[0]) / sizeof(double))));
    for (const auto& link : mesh.links) {
        sum.add(std::vector<std::int32_t>{link.left, link.right, link.side ? 1 : 0, link.one_way ? 1 : 0});
        sum.add(solver::structures::numbers_of(link.structure));
        sum.add(std::vector<double>{link.outside_stage});
    }
    if (!mesh.lake.empty())
        sum.add(std::vector<std::int32_t>(mesh.lake.begin(), mesh.lake.end()));
    for (const auto& boundary : mesh.boundaries)
        sum.add(std::vector<std::int32_t>{boundary.cell, boundary.upstream ? 1 : 0,
                                          static_cast<std::int32_t>(boundary.kind)});
    return sum.value();
}

}  // namespace liriver::scenarios::runner
