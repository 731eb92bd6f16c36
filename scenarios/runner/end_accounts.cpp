#include "scenarios/runner/end_accounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "scenarios/runner/shortfall.h"

namespace liriver::scenarios::runner {
namespace {

using solver::channel::BoundaryKind;

const char* word(BoundaryKind kind) {
    switch (kind) {
        case BoundaryKind::discharge:
            return "discharge";
        case BoundaryKind::stage:
            return "stage";
        case BoundaryKind::normal_depth:
            return "normal_depth";
        case BoundaryKind::free_outfall:
            return "free_outfall";
        case BoundaryKind::rating:
            return "rating";
    }
    return "";
}

}  // namespace

EndAccounts::EndAccounts(const ChannelModel& model, std::size_t constituents) : constituents_(constituents) {
    for (std::size_t b = 0; b < model.boundaries.size(); ++b) {
        const solver::channel::ChannelBoundary& boundary = model.mesh.boundaries[b];
        const std::int32_t reach = model.nodes[static_cast<std::size_t>(boundary.cell)].reach;
        ends_.push_back({model.boundaries[b].name, word(boundary.kind),
                         reach < 0 ? std::string() : model.reach_names[static_cast<std::size_t>(reach)],
                         boundary.upstream, model.boundary_face(b),
                         which_are_given(model.boundaries[b].concentration, constituents)});
    }
    water_.assign(ends_.size() * water_items, 0.0);
    carried_.assign(ends_.size() * constituents * 2, 0.0);
}

void EndAccounts::add_water(double dt, std::span<const double> discharge, std::span<const double> asked) {
    for (std::size_t b = 0; b < ends_.size(); ++b) {
        const double inward = (ends_[b].upstream ? dt : -dt) * discharge[b];
        water(b, inward >= 0.0 ? inflow : outflow) += std::abs(inward);
        const double wanted = (ends_[b].upstream ? -dt : dt) * asked[b];  // outward
        if (!(wanted > 0.0) || -inward >= (1.0 - shortfall_tolerance) * wanted)
            continue;
        water(b, not_drawn) += wanted + inward;
        water(b, seconds_short) += dt;
    }
}

void EndAccounts::add_constituents(const solver::transport::Transport& transport) {
    const auto faces = transport.outside_faces();
    for (std::size_t b = 0; b < ends_.size(); ++b) {
        const auto at = std::distance(
            faces.begin(), std::lower_bound(faces.begin(), faces.end(), static_cast<std::int32_t>(ends_[b].face)));
        for (std::size_t k = 0; k < constituents_; ++k) {
            const double along = transport.crossed(k)[static_cast<std::size_t>(at)];
            const double inward = ends_[b].upstream ? along : -along;
            carried_[2 * (b * constituents_ + k) + (inward >= 0.0 ? 0 : 1)] += std::abs(inward);
        }
    }
}

void EndAccounts::report(std::span<const Constituent> constituents, data::results::Summary& summary) const {
    for (std::size_t b = 0; b < ends_.size(); ++b) {
        data::results::BoundaryAccount account;
        account.name = ends_[b].name;
        account.kind = ends_[b].kind;
        account.reach = ends_[b].reach;
        account.end = ends_[b].upstream ? "upstream" : "downstream";
        account.inflow = water(b, inflow);
        account.outflow = water(b, outflow);
        account.net_inflow = account.inflow - account.outflow;
        account.not_drawn = water(b, not_drawn);
        account.hours_short = water(b, seconds_short) / 3600.0;
        for (std::size_t k = 0; k < constituents_; ++k)
            account.constituents.push_back({constituents[k].name, carried_[2 * (b * constituents_ + k)],
                                            carried_[2 * (b * constituents_ + k) + 1]});
        if (account.not_drawn > 0.0)
            summary.events.push_back(
                {"warning",
                 fmt::format("boundary {} was to draw {:.4g} m3 more than could leave there, over {:.4g} h: only what "
                             "there is was drawn",
                             account.name, account.not_drawn, account.hours_short),
                 1});
        summary.boundaries.push_back(std::move(account));
    }
}

std::vector<Inflow> EndAccounts::inflows() const {
    std::vector<Inflow> inflows;
    for (std::size_t b = 0; b < ends_.size(); ++b)
        inflows.push_back({"boundary " + ends_[b].name, ends_[b].given, water(b, inflow)});
    return inflows;
}

std::vector<mesh::field::MutableField> EndAccounts::checkpoint_fields() {
    using mesh::field::Location;
    std::vector<mesh::field::MutableField> fields;
    const auto add = [&](const char* name, const char* words, std::vector<double>& values) {
        if (!values.empty())
            fields.push_back({{name, words, "", "1", Location::network}, values});
    };
    add("end_water", "of each end: m3 in, out and not drawn, s short", water_);
    add("end_constituents", "of each end and constituent: amounts in and out", carried_);
    return fields;
}

}  // namespace liriver::scenarios::runner
