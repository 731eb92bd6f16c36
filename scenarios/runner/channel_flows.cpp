// Discharges of sections, from what flows through the faces, structures and ends beside them, and what stations record.
#include <algorithm>
#include <cmath>

#include "scenarios/runner/channel_domain.h"
#include "scenarios/runner/section_discharge.h"

namespace liriver::scenarios::runner {

double ChannelDomain::flow_of(const FlowRef& ref, bool now) const {
    switch (ref.kind) {
        case FlowRef::Kind::face:
            return (now ? face_discharge_now() : solver_.face_discharge())[ref.index];
        case FlowRef::Kind::links: {
            const auto flows = now ? link_discharge_now() : solver_.link_discharge();
            double sum = 0.0;
            for (std::int32_t k = ref.index; k < ref.index + ref.count; ++k)
                sum += flows[k];
            return sum;
        }
        case FlowRef::Kind::boundary:
            return now ? end_discharge_now(static_cast<std::size_t>(ref.index))
                       : solver_.boundary_discharge()[ref.index];
        case FlowRef::Kind::none:
            break;
    }
    return 0.0;
}

// A given inflow is known at this time; the solver holds its mean over the last step, half a step old while it changes.
// What is drawn may be less than asked for: there the mean stands.
double ChannelDomain::end_discharge_now(std::size_t boundary) const {
    const std::int32_t value = model_.boundaries[boundary].value;
    const solver::channel::ChannelBoundary& end = model_.mesh.boundaries[boundary];
    if (!at_start_ && value >= 0 && end.kind == solver::channel::BoundaryKind::discharge)
        if (const double inflow = model_.driver.functions[value].value_before(time()); inflow > 0.0)
            return end.upstream ? inflow : -inflow;
    return boundary_discharge_now()[boundary];
}

// The area of flow in which a section's neighbour passes on what flows in: a face's own; at structures and ends of
// reaches, where there is none, that at which the section itself would be critical.
double ChannelDomain::area_of(const FlowRef& ref, double flow, std::int32_t cell) const {
    if (ref.kind == FlowRef::Kind::face)
        return std::abs(flow / solver_.velocity()[ref.index]);
    const double width = solver_.top_width()[cell];
    return width > 0.0 ? std::cbrt(flow * flow * width / solver::channel::gravity) : 0.0;
}

double ChannelDomain::flow_through(std::int32_t cell, bool now) const {
    const auto side = [&](const FlowRef& ref) {
        const double flow = flow_of(ref, now);
        return SideFlow{ref.kind != FlowRef::Kind::none, flow, flow == 0.0 ? 0.0 : area_of(ref, flow, cell)};
    };
    return section_discharge(side(model_.above[cell]), side(model_.below[cell]), model_.exchanges[cell] != 0,
                             solver_.area()[cell]);
}

double ChannelDomain::discharge(std::int32_t cell) const { return flow_through(cell, true); }
double ChannelDomain::mean_discharge(std::int32_t cell) const { return flow_through(cell, false); }

// As stations.csv has it: of several sections the first one's.
void ChannelDomain::record_stations(double seconds) {
    for (std::size_t s = 0; s < model_.stations.size(); ++s) {
        const auto cell = static_cast<std::size_t>(model_.stations[s].cells.front());
        const double area = solver_.area()[cell];
        for (std::size_t k = 0; k < recorded_.size(); ++k)
            recorded_[k] = concentration(k, model_.stations[s].cells.front());
        const StationState state{solver_.stage()[cell], std::max(0.0, solver_.stage()[cell] - model_.mesh.bed[cell]),
                                 area > 0.0 ? std::abs(discharge(model_.stations[s].cells.front())) / area : 0.0,
                                 recorded_};
        if (seconds > 0.0)
            records_.add(s, clock_[0], seconds, state);
        else
            records_.begin(s, state);
    }
}

// What crossed the ends, and what each station's water carried past it.
void ChannelDomain::account_ends(double dt) {
    for (std::size_t b = 0; b < asked_.size(); ++b)
        asked_[b] = model_.mesh.boundaries[b].kind == solver::channel::BoundaryKind::discharge ? boundary_value_[b]
                                                                                               : std::nan("");
    ends_.add_water(dt, solver_.boundary_discharge(), asked_);
    source_water_.add(dt, source_flow_);
    loads_.pass(dt);
    if (!quality_.any())
        return;
    ends_.add_constituents(*quality_.transport());
    for (std::size_t s = 0; s < model_.stations.size(); ++s)
        for (const std::int32_t cell : model_.stations[s].cells)
            for (std::size_t k = 0; k < constituents().size(); ++k)
                loads_.add(s, k, dt, mean_discharge(cell),
                           quality_.transport()->concentration(k, static_cast<std::size_t>(cell)));
}

void ChannelDomain::report_exchange(data::results::Summary& summary) const {
    const auto declared = std::span(constituents()).first(declared_count());
    ends_.report(declared, summary);
    loads_.report(declared, summary.stations);
    std::vector<Inflow> inflows = ends_.inflows();
    for (Inflow& inflow : source_water_.inflows())
        inflows.push_back(std::move(inflow));
    report_bare_inflow(inflows, declared, summary);
}

data::results::StationAccount ChannelDomain::station_account(std::size_t station) const {
    auto account = accounts_.station(station, model_.stations[station].name);
    records_.report(station, constituents(), settings_.start, account);
    return account;
}

}  // namespace liriver::scenarios::runner
