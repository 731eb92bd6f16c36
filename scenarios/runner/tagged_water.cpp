#include "scenarios/runner/tagged_water.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/runner/gauge_cut.h"
#include "solver/transport/compensated_sum.h"

namespace liriver::scenarios::runner {

std::vector<Tag> tags_of(const ChannelModel& model) {
    std::vector<Tag> tags;
    const auto& pools = model.operation.pools;
    for (std::size_t r = 0; r < pools.size(); ++r)
        if (pools[r].tag_station >= 0)
            tags.push_back(
                {"water_of_" + model.driver.reservoirs[r].name, static_cast<std::int32_t>(r), pools[r].tag_station});
    return tags;
}

void add_tag_concentration(ChannelModel& model, const Tag& tag) {
    const std::int32_t one = model.driver.add(solver::forcing::Function::constant(1.0));
    for (Source& source : model.driver.sources) {
        source.concentration.push_back(source.reservoir == tag.reservoir ? one : -1);
        source.load.push_back(-1);
    }
    for (BoundaryDriver& boundary : model.boundaries)
        boundary.concentration.push_back(-1);
    for (LinkDriver& link : model.links)
        link.concentration.push_back(-1);
}

TagAccounts::TagAccounts(const ChannelModel& model, std::vector<Tag> tags, std::size_t first)
    : model_(&model), tags_(std::move(tags)), first_(first), sums_(tags_.size() * items * 2, 0.0) {
    for (const Tag& tag : tags_)
        above_.push_back(cut_at_gauge(model, static_cast<std::size_t>(tag.station),
                                      model.operation.pools[static_cast<std::size_t>(tag.reservoir)].cell)
                             .above);
}

bool TagAccounts::is_release(std::size_t face, const Tag& tag) const {
    const std::size_t first = model_->source_face(0);
    return face >= first && model_->driver.sources[face - first].reservoir == tag.reservoir;
}

void TagAccounts::add(const solver::transport::Transport& transport) {
    const auto faces = transport.outside_faces();
    for (std::size_t k = 0; k < tags_.size(); ++k) {
        const auto crossed = transport.crossed(first_ + k);
        for (std::size_t j = 0; j < faces.size(); ++j) {
            if (crossed[j] == 0.0)
                continue;
            const auto face = static_cast<std::size_t>(faces[j]);
            const std::int32_t from = model_->graph.from[face];
            const std::int32_t cell = from < 0 ? model_->graph.to[face] : from;
            const double inward = from < 0 ? crossed[j] : -crossed[j];
            const bool end = face >= model_->boundary_face(0) && face < model_->source_face(0);
            const bool is_above = above_[k][static_cast<std::size_t>(cell)] != 0;
            Item item = end ? (is_above ? left_above : left_below) : (is_above ? taken_above : taken_below);
            if (is_release(face, tags_[k]))
                item = released;  // anything else that comes in had been taken out: a sinking stream's spring
            double* const pair = &sums_[2 * (k * items + item)];
            solver::transport::CompensatedSum sum{pair[0], pair[1]};
            sum.add(item == released ? inward : -inward);
            pair[0] = sum.sum;
            pair[1] = sum.rest;
        }
    }
}

data::results::TaggedWater TagAccounts::account(std::size_t tag, const solver::transport::Transport& transport) const {
    const auto total = [&](Item item) { return sums_[2 * (tag * items + item)] + sums_[2 * (tag * items + item) + 1]; };
    data::results::TaggedWater water;
    water.station = model_->stations[static_cast<std::size_t>(tags_[tag].station)].name;
    water.released = total(released);
    water.left = total(left_above) + total(left_below);
    water.abstracted = total(taken_above) + total(taken_below);
    solver::transport::CompensatedSum still;
    solver::transport::CompensatedSum still_above;
    const auto amount = transport.amount(first_ + tag);
    for (std::size_t i = 0; i < amount.size(); ++i) {
        still.add(amount[i]);
        if (above_[tag][i] != 0)
            still_above.add(amount[i]);
    }
    water.in_river = still.value();
    // what is neither above the station any more nor left the river there has passed it
    water.arrived = water.released - total(left_above) - total(taken_above) - still_above.value();
    const double open = std::abs(water.released - water.left - water.abstracted - water.in_river);
    water.relative_error = water.released > 0.0 ? open / water.released : open;
    return water;
}

std::vector<mesh::field::MutableField> TagAccounts::checkpoint_fields() {
    if (sums_.empty())
        return {};
    return {
        {{"tag_sums", "compensated sums of where tagged water went", "", "m3", mesh::field::Location::network}, sums_}};
}

}  // namespace liriver::scenarios::runner
