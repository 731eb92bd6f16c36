// What a surface shows at its stations and structures, and what it tells at the end of a run.
#include <fmt/format.h>

#include <cmath>

#include "data/checkpoint/checksum.h"
#include "scenarios/runner/add_event.h"
#include "scenarios/runner/surface_domain.h"

namespace liriver::scenarios::runner {

std::vector<StationInfo> SurfaceDomain::stations() const {
    std::vector<StationInfo> stations;
    for (const SurfaceStation& station : model_.stations)
        stations.push_back({station.name, !station.section.empty(), false});
    return stations;
}

StationValues SurfaceDomain::station_values(std::size_t station) const {
    const PointState water = water_at_station(station);
    StationValues values;
    values.station = model_.stations[station].name;
    values.depth = water.depth;
    values.stage = water.depth < least_depth ? std::nan("") : water.stage;
    values.velocity = std::hypot(water.u, water.v);
    values.discharge = discharge(station);
    for (std::size_t k = 0; k < quality_.shown_count(); ++k)
        values.concentration.push_back(concentration_at(k, water));
    return values;
}

std::vector<data::results::StructureRow> SurfaceDomain::structure_rows() const {
    const auto shown = [&](std::int32_t cell, double stage) {  // no water has no level
        const bool wet = cell >= 0 && solver_.state()[static_cast<std::size_t>(cell)].depth >= least_depth;
        return wet ? stage : std::nan("");
    };
    std::vector<data::results::StructureRow> rows;
    for (std::size_t k = 0; k < model_.links.size(); ++k) {
        const auto state = structure_state(k);
        data::results::StructureRow row;
        row.structure = model_.structures[k].name;
        row.kind = model_.structures[k].kind;
        row.setting = settings()[k];
        row.discharge = state.discharge;
        row.stage_up = shown(model_.links[k].left, state.stage_left);
        row.stage_down = shown(model_.links[k].right, state.stage_right);
        rows.push_back(row);
    }
    return rows;
}

data::results::WaterBalance SurfaceDomain::water() const {
    const auto budget = solver_.budget();
    return {budget.initial, budget.inflow,        budget.outflow, budget.gained - budget.lost,
            budget.final,   budget.relative_error};
}

double SurfaceDomain::report(data::results::Summary& s) const {
    const auto& counts = solver_.counts();
    s.steps += counts.substeps;
    s.cell_updates += counts.cell_updates;
    const double worst = quality_.report(model_.constituents.size(), s);
    put_in_.report(model_.constituents, s);
    for (std::size_t station = 0; station < model_.stations.size(); ++station)
        s.stations.push_back(station_account(station));
    const auto passed = solver_.link_water();
    for (std::size_t k = 0; k < model_.structures.size(); ++k)
        s.structures.push_back({model_.structures[k].name, passed[2 * k], passed[2 * k + 1]});
    for (std::size_t b = 0; b < model_.boundary_accounts.size(); ++b) {
        s.boundaries.push_back(model_.boundary_accounts[b]);
        s.boundaries.back().net_inflow = solver_.boundary_water()[b];
    }
    if (rain_.any())
        s.rain = data::results::RainAccount{rain_.fallen(), rain_.lost()};
    add_event(s, "clip", "faces through which more water would have flowed in a step than the cell held",
              counts.outflow_cut);
    add_event(s, "clip",
              fmt::format("negative rounding errors of depths set to zero, {:.3g} m3 in all", counts.rounded_m3),
              counts.rounded_to_zero);
    const auto outflow = solver_.boundary_outflow();
    for (std::size_t b = 0; b < model_.boundary_accounts.size(); ++b)
        if (const double wanted = outflow[2 * b], missing = outflow[2 * b + 1]; missing > 1e-9 * wanted)
            add_event(s, "warning",
                      fmt::format("boundary {}: of {:.6g} m3 to go out, {:.6g} m3 were not there: no more leaves than "
                                  "critical flow brings",
                                  model_.boundary_accounts[b].name, wanted, missing),
                      1);
    add_event(s, "warning", fmt::format("{:.6g} m3 were to be drawn where there was no water", counts.unmet_m3),
              counts.unmet_m3 > 0.0 ? 1 : 0);
    return worst;
}

std::uint64_t SurfaceDomain::checksum() const {
    data::checkpoint::Checksum sum;
    sum.add(model_.mesh->node_x);
    sum.add(model_.mesh->node_y);
    sum.add(model_.mesh->first_corner);
    sum.add(model_.mesh->cell_nodes);
    sum.add(model_.mesh->bed_elevation);
    sum.add(model_.mesh->manning_n);
    std::vector<double> crests;
    crests.reserve(model_.mesh->left.size());
    for (std::int32_t f = 0; f < model_.mesh->face_count(); ++f)
        crests.push_back(model_.mesh->crest(f));
    sum.add(crests);
    for (const auto& boundary : model_.boundaries) {
        sum.add(std::vector<std::int32_t>{static_cast<std::int32_t>(boundary.kind)});
        sum.add(boundary.faces);
    }
    for (const auto& link : model_.links) {
        sum.add(std::vector<std::int32_t>{link.left, link.right, link.one_way ? 1 : 0});
        sum.add(solver::structures::numbers_of(link.structure));
    }
    return sum.value();
}

}  // namespace liriver::scenarios::runner
