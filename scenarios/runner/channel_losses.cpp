// What takes water out of the channel model on its way: abstractions, groundwater, weather, sinking streams.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenarios/runner/channel_model_builder.h"

namespace liriver::scenarios::runner {

using solver::channel::ChannelLink;
using solver::structures::GroundwaterExchange;
using solver::structures::Structure;
using solver::structures::Withdrawal;

namespace {

// Depth over which a taking fades out as its cell falls dry.
constexpr double intake_fade = 0.05;   // m, a pump's strainer draws air
constexpr double drying_fade = 0.001;  // m, of evaporation
constexpr double swallow_fade = 0.01;  // m, a swallow hole takes all but a film

}  // namespace

void ChannelModelBuilder::add_side_link(const std::string& name, std::int32_t cell, Structure structure,
                                        LinkDriver driver) {
    ChannelLink link;
    link.left = cell;
    link.right = solver::channel::outside;
    link.structure = std::move(structure);
    link.side = true;
    out_.mesh.links.push_back(link);
    driver.name = name;
    out_.links.push_back(std::move(driver));
}

void ChannelModelBuilder::add_abstractions() {
    for (const language::Abstraction& abstraction : scenario_.abstractions) {
        const std::int32_t cell = cell_at(abstraction.place.reach, *abstraction.place.chainage, abstraction.at,
                                          fmt::format("abstraction[{}]", abstraction.name));
        if (cell < 0)
            continue;
        exchange_points_.push_back({cell, abstraction.name});
        Withdrawal withdrawal;
        withdrawal.bed = std::max(out_.mesh.bed[cell], abstraction.intake_level.value_or(out_.mesh.bed[cell]));
        withdrawal.fade_depth = intake_fade;
        out_.losses.push_back({Loss::Kind::abstraction, abstraction.name, link_count(), 1, -1, 0.0});
        add_side_link(abstraction.name, cell, withdrawal,
                      {"", function(*abstraction.demand), true, no_concentrations()});
    }
}

void ChannelModelBuilder::add_groundwater() {
    for (const language::Groundwater& groundwater : scenario_.groundwater) {
        const std::vector<LoadShare> shares =
            shares_of(groundwater.reach, groundwater.from_chainage, *groundwater.to_chainage, groundwater.at,
                      fmt::format("groundwater[{}]", groundwater.name));
        if (shares.empty())
            continue;
        const std::int32_t head = function(*groundwater.head);
        const std::vector<std::int32_t> concentration = amounts(groundwater.concentration);
        Loss loss{Loss::Kind::groundwater, groundwater.name, link_count(), 0, -1, 0.0};
        for (const LoadShare& share : shares) {
            GroundwaterExchange exchange;
            exchange.conductance = groundwater.conductance * share.share;
            exchange.bed = out_.mesh.bed[share.volume];
            add_side_link(groundwater.name, share.volume, exchange, {"", head, false, concentration});
            ++loss.links;
        }
        out_.losses.push_back(loss);
    }
}

void ChannelModelBuilder::add_weather() {
    for (const language::Weather& weather : scenario_.weather) {
        const std::int32_t rain = weather.rain ? function(*weather.rain) : -1;
        const std::int32_t evaporation = weather.evaporation ? function(*weather.evaporation) : -1;
        const std::vector<std::int32_t> concentration = amounts(weather.concentration);
        Loss loss{Loss::Kind::weather, weather.name, link_count(), 0, -1, 0.0};
        loss.first_source = static_cast<std::int32_t>(out_.driver.sources.size());
        const auto falls_on = [&](std::int32_t i) {
            if (rain >= 0) {
                add_source(fmt::format("rain of {}", weather.name), i, rain, out_.mesh.length[i], concentration,
                           {"weather", weather.name});
                out_.driver.sources.back().on_water = true;
                ++loss.sources;
            }
            if (evaporation >= 0) {
                Withdrawal drying;
                drying.bed = out_.mesh.bed[i];
                drying.fade_depth = drying_fade;
                LinkDriver driver{"", evaporation, true, no_concentrations()};
                driver.on_water = out_.mesh.length[i];
                add_side_link(weather.name, i, drying, std::move(driver));
                ++loss.links;
            }
        };
        const bool general = weather.reach.empty() && weather.lake.empty();
        for (std::size_t r = 0; r < cells_.size(); ++r) {
            const std::string& reach = network_.reaches[r].name;
            const bool has_own = std::any_of(scenario_.weather.begin(), scenario_.weather.end(),
                                             [&](const language::Weather& other) { return other.reach == reach; });
            if (general ? has_own : weather.reach != reach)
                continue;
            for (std::int32_t i = cells_[r].first; i < cells_[r].end; ++i)
                falls_on(i);
        }
        for (const LakeNode& lake : out_.lakes) {
            const bool has_own = std::any_of(scenario_.weather.begin(), scenario_.weather.end(),
                                             [&](const language::Weather& other) { return other.lake == lake.name; });
            if (general ? !has_own : weather.lake == lake.name)
                falls_on(lake.cell);
        }
        out_.losses.push_back(loss);
    }
}

void ChannelModelBuilder::add_sinking_streams() {
    for (const language::SinkingStream& stream : scenario_.sinking_streams) {
        const std::string key = fmt::format("sinking_stream[{}]", stream.name);
        const std::int32_t cell = cell_at(stream.place.reach, *stream.place.chainage, stream.at, key);
        Loss loss{Loss::Kind::sinking_stream, stream.name, link_count(), 1, -1, 0.0};
        if (!stream.returns.reach.empty()) {
            const std::int32_t spring =
                cell_at(stream.returns.reach, *stream.returns.chainage, stream.returns.at, key + ".returns");
            if (spring < 0)
                continue;
            loss.spring = static_cast<std::int32_t>(out_.driver.sources.size());
            loss.lag = *stream.lag;
            add_source(fmt::format("{}, its spring", stream.name), spring, -1, 1.0, no_concentrations());
        }
        if (cell < 0)
            continue;
        Withdrawal withdrawal;
        withdrawal.bed = out_.mesh.bed[cell];
        withdrawal.fade_depth = swallow_fade;
        out_.losses.push_back(loss);
        add_side_link(stream.name, cell, withdrawal, {"", function(*stream.capacity), true, no_concentrations()});
    }
}

}  // namespace liriver::scenarios::runner
