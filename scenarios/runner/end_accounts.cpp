#include "scenarios/runner/end_accounts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

namespace liriver::scenarios::runner {
namespace {

using solver::channel::BoundaryKind;

constexpr double short_by = 1e-3;  // of what is drawn: less than that missing is no shortfall
constexpr std::size_t most_named = 4;
constexpr double least_water = 1.0;  // m3 that came in, of which a word is said

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

std::vector<bool> which_are_given(const std::vector<std::int32_t>& functions, std::size_t constituents) {
    std::vector<bool> given(constituents, false);
    for (std::size_t k = 0; k < std::min(constituents, functions.size()); ++k)
        given[k] = functions[k] >= 0;
    return given;
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
    std::vector<bool> springs(model.driver.sources.size(), false);
    for (const Loss& loss : model.losses)
        if (loss.spring >= 0)
            springs[static_cast<std::size_t>(loss.spring)] = true;
    for (std::size_t s = 0; s < model.driver.sources.size(); ++s) {
        const runner::Source& source = model.driver.sources[s];
        if (source.on_water || springs[s])  // rain carries nothing, a spring what its stream lost
            continue;
        std::vector<bool> given = which_are_given(source.concentration, constituents);
        for (std::size_t k = 0; k < std::min(constituents, source.load.size()); ++k)
            given[k] = given[k] || source.load[k] >= 0;
        const auto same = std::find_if(sources_.begin(), sources_.end(), [&](const Source& other) {
            return other.name == source.name && other.given == given;
        });
        if (same == sources_.end())
            sources_.push_back({source.name, given, {s}});
        else
            same->indices.push_back(s);
    }
    water_.assign(ends_.size() * water_items, 0.0);
    carried_.assign(ends_.size() * constituents * 2, 0.0);
    brought_.assign(sources_.size(), 0.0);
    loads_.assign(model.stations.size() * constituents * 2, 0.0);
}

void EndAccounts::add_water(double dt, std::span<const double> discharge, std::span<const double> asked,
                            std::span<const double> source_flow) {
    time_[0] += dt;
    for (std::size_t b = 0; b < ends_.size(); ++b) {
        const double inward = (ends_[b].upstream ? dt : -dt) * discharge[b];
        water(b, inward >= 0.0 ? inflow : outflow) += std::abs(inward);
        const double wanted = (ends_[b].upstream ? -dt : dt) * asked[b];  // outward
        if (!(wanted > 0.0) || -inward >= (1.0 - short_by) * wanted)
            continue;
        water(b, not_drawn) += wanted + inward;
        water(b, seconds_short) += dt;
    }
    for (std::size_t s = 0; s < sources_.size(); ++s)
        for (const std::size_t index : sources_[s].indices)
            brought_[s] += std::max(0.0, dt * source_flow[index]);
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

void EndAccounts::add_load(std::size_t station, std::size_t constituent, double dt, double discharge,
                           double concentration) {
    if (constituent >= constituents_ || !std::isfinite(concentration))
        return;
    loads_[2 * (station * constituents_ + constituent) + (discharge >= 0.0 ? 0 : 1)] +=
        std::abs(discharge) * concentration * dt;
}

void EndAccounts::report(std::span<const Substance> substances, data::results::Summary& summary) const {
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
            account.constituents.push_back(
                {substances[k].name, carried_[2 * (b * constituents_ + k)], carried_[2 * (b * constituents_ + k) + 1]});
        if (account.not_drawn > 0.0)
            summary.events.push_back(
                {"warning",
                 fmt::format("boundary {} was to draw {:.4g} m3 more than could leave there, over {:.4g} h: only what "
                             "there is was drawn",
                             account.name, account.not_drawn, account.hours_short),
                 1});
        summary.boundaries.push_back(std::move(account));
    }
    for (std::size_t s = 0; s < summary.stations.size(); ++s)
        for (std::size_t k = 0; k < constituents_; ++k) {
            const double* const load = &loads_[2 * (s * constituents_ + k)];
            const double days = time_[0] / 86400.0;
            summary.stations[s].loads.push_back({substances[k].name, load[0], load[1],
                                                 days > 0.0 ? load[0] / days : 0.0, days > 0.0 ? load[1] / days : 0.0});
        }
    report_bare(substances, summary);
}

// Water that came in without a concentration carried none of the constituent: that may be meant, or forgotten.
void EndAccounts::report_bare(std::span<const Substance> substances, data::results::Summary& summary) const {
    struct Bare {
        double volume = 0.0;
        std::vector<std::string> names;
    };
    std::map<std::string, Bare> by_constituents;
    const auto add = [&](const std::string& name, const std::vector<bool>& given, double volume) {
        std::string missing;
        for (std::size_t k = 0; k < constituents_; ++k)
            if (!given[k])
                missing += (missing.empty() ? "" : ", ") + substances[k].name;
        if (missing.empty() || !(volume > least_water))
            return;
        Bare& bare = by_constituents[missing];
        bare.volume += volume;
        bare.names.push_back(name);
    };
    for (std::size_t b = 0; b < ends_.size(); ++b)
        add("boundary " + ends_[b].name, ends_[b].given, water(b, inflow));
    for (std::size_t s = 0; s < sources_.size(); ++s)
        add(sources_[s].name, sources_[s].given, brought_[s]);
    for (const auto& [missing, bare] : by_constituents) {
        const std::size_t shown = std::min(bare.names.size(), most_named);
        std::string names = fmt::format(
            "{}", fmt::join(bare.names.begin(), bare.names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
        if (bare.names.size() > shown)
            names += fmt::format(" and {} more", bare.names.size() - shown);
        summary.events.push_back({"warning",
                                  fmt::format("{:.4g} m3 came in without a concentration of {} and carried none: {}",
                                              bare.volume, missing, names),
                                  1});
    }
}

std::vector<mesh::field::MutableField> EndAccounts::checkpoint_fields() {
    using mesh::field::Location;
    std::vector<mesh::field::MutableField> fields{
        {{"end_time", "time counted in the ends' accounts", "", "s", Location::network}, time_}};
    const auto add = [&](const char* name, const char* words, std::vector<double>& values) {
        if (!values.empty())
            fields.push_back({{name, words, "", "1", Location::network}, values});
    };
    add("end_water", "of each end: m3 in, out and not drawn, s short", water_);
    add("end_constituents", "of each end and constituent: amounts in and out", carried_);
    add("source_water", "m3 of each kind of source", brought_);
    add("station_loads", "of each station and constituent: amounts downstream and upstream", loads_);
    return fields;
}

}  // namespace liriver::scenarios::runner
