#include "scenarios/runner/bare_inflow.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace liriver::scenarios::runner {
namespace {

constexpr std::size_t most_named = 4;
constexpr double least_water = 1.0;  // m3 that came in, of which a word is said

}  // namespace

std::vector<bool> which_are_given(const std::vector<std::int32_t>& functions, std::size_t constituents) {
    std::vector<bool> given(constituents, false);
    for (std::size_t k = 0; k < std::min(constituents, functions.size()); ++k)
        given[k] = functions[k] >= 0;
    return given;
}

void report_bare_inflow(std::span<const Inflow> inflows, std::span<const Constituent> constituents,
                        data::results::Summary& summary) {
    struct Bare {
        double volume = 0.0;
        std::vector<std::string> names;
    };
    std::map<std::string, Bare> by_constituents;
    for (const Inflow& inflow : inflows) {
        std::string missing;
        for (std::size_t k = 0; k < inflow.given.size(); ++k)
            if (!inflow.given[k])
                missing += (missing.empty() ? "" : ", ") + constituents[k].name;
        if (missing.empty() || !(inflow.volume > least_water))
            continue;
        Bare& bare = by_constituents[missing];
        bare.volume += inflow.volume;
        bare.names.push_back(inflow.name);
    }
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

SourceWater::SourceWater(const ChannelModel& model, std::size_t constituents) {
    std::vector<bool> springs(model.driver.sources.size(), false);
    for (const Loss& loss : model.losses)
        if (loss.spring >= 0)
            springs[static_cast<std::size_t>(loss.spring)] = true;
    for (std::size_t s = 0; s < model.driver.sources.size(); ++s) {
        const Source& source = model.driver.sources[s];
        if (source.on_water || springs[s])  // rain carries nothing, a spring what its stream lost
            continue;
        std::vector<bool> given = which_are_given(source.concentration, constituents);
        for (std::size_t k = 0; k < std::min(constituents, source.load.size()); ++k)
            given[k] = given[k] || source.load[k] >= 0;
        const auto same = std::find_if(origins_.begin(), origins_.end(), [&](const Origin& other) {
            return other.name == source.name && other.given == given;
        });
        if (same == origins_.end())
            origins_.push_back({source.name, given, {s}});
        else
            same->indices.push_back(s);
    }
    brought_.assign(origins_.size(), 0.0);
}

void SourceWater::add(double dt, std::span<const double> source_flow) {
    for (std::size_t s = 0; s < origins_.size(); ++s)
        for (const std::size_t index : origins_[s].indices)
            brought_[s] += std::max(0.0, dt * source_flow[index]);
}

std::vector<Inflow> SourceWater::inflows() const {
    std::vector<Inflow> inflows;
    for (std::size_t s = 0; s < origins_.size(); ++s)
        inflows.push_back({origins_[s].name, origins_[s].given, brought_[s]});
    return inflows;
}

std::vector<mesh::field::MutableField> SourceWater::checkpoint_fields() {
    using mesh::field::Location;
    if (brought_.empty())
        return {};
    return {{{"source_water", "m3 of each kind of source", "", "1", Location::network}, brought_}};
}

}  // namespace liriver::scenarios::runner
