// What is put into the channel model along stretches of its reaches, without water.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenarios/runner/channel_model_builder.h"
#include "scenarios/runner/diffuse_rates.h"

namespace liriver::scenarios::runner {

std::vector<ChannelModelBuilder::CellStretch> ChannelModelBuilder::stretches_of(std::size_t r) const {
    std::vector<CellStretch> stretches;
    const double upper = cells_[r].cut ? cells_[r].from : 0.0;
    for (std::int32_t i = cells_[r].first; i < cells_[r].end; ++i) {
        const double here = out_.nodes[i].chainage;
        stretches.push_back(
            {i, i == cells_[r].first ? upper : 0.5 * (out_.nodes[i - 1].chainage + here),
             i + 1 == cells_[r].end ? network_.reaches[r].length() : 0.5 * (here + out_.nodes[i + 1].chainage)});
    }
    return stretches;
}

void ChannelModelBuilder::add_diffuse_loads() {
    for (const language::DiffuseLoad& load : scenario_.diffuse_loads) {
        const std::string path = fmt::format("diffuse_load[{}]", load.name);
        std::vector<LoadShare> shares;
        if (load.place.chainage) {
            if (const std::int32_t cell = cell_at(load.place.reach, *load.place.chainage, load.at, path); cell >= 0)
                shares.push_back({cell, 1.0});
        } else {
            shares = shares_of(load.place.reach, *load.from_chainage, *load.to_chainage, load.at, path);
        }
        if (!shares.empty())
            out_.driver.spread_loads.push_back(spread_load(load, std::move(shares), scenario_, out_.driver));
    }
}

std::vector<LoadShare> ChannelModelBuilder::shares_of(const std::string& reach, double from, double to,
                                                      const language::Position& at, const std::string& path) {
    const std::size_t r = reach_index(reach);
    const bool missing = r == network_.reaches.size() || cells_[r].empty();
    if (missing || (cells_[r].cut && from < cells_[r].from - 1.0)) {
        problems_.push_back(problem_at(
            at, "above-a-dam", path, fmt::format("a stretch of {}, part of which a reservoir's catchment holds", reach),
            "a stretch below the dam"));
        return {};
    }
    std::vector<LoadShare> shares;
    for (const CellStretch& cell : stretches_of(r))
        if (const double inside = std::min(cell.to, to) - std::max(cell.from, from); inside > 0.0)
            shares.push_back({cell.cell, inside / (to - from)});
    return shares;
}

void ChannelModelBuilder::add_moving_loads() {
    const auto constants = [this](const language::Amounts& given) {
        std::vector<double> values;
        for (const language::Constituent& constituent : scenario_.constituents) {
            const auto found = given.find(constituent.name);
            values.push_back(found == given.end() ? 0.0 : *found->second.constant);
        }
        return values;
    };
    for (const language::MovingLoad& load : scenario_.moving_loads) {
        const std::size_t r = reach_index(load.reach);
        const auto uppermost = std::min_element(load.timetable.begin(), load.timetable.end(),
                                                [](const auto& a, const auto& b) { return a.chainage < b.chainage; });
        if (r == network_.reaches.size() || cells_[r].empty() ||
            (cells_[r].cut && uppermost->chainage < cells_[r].from)) {
            problems_.push_back(problem_at(
                uppermost->at, "above-a-dam", fmt::format("moving_load[{}]", load.name),
                fmt::format("{} m of {}, which a reservoir's catchment holds", uppermost->chainage, load.reach),
                "a way below the dam"));
            continue;
        }
        MovingSource source;
        source.of = {"moving_load", load.name};
        source.assumed = load.provenance.assumed;
        for (const language::TimetableRow& row : load.timetable) {
            source.times.push_back(data::tables::seconds_between(*scenario_.time.start, row.time));
            source.positions.push_back(row.chainage);
        }
        for (const CellStretch& cell : stretches_of(r))
            source.stretches.push_back({cell.cell, cell.from, cell.to});
        source.a_second = constants(load.load);
        source.a_metre = constants(load.load_per_distance);
        out_.driver.moving_sources.push_back(std::move(source));
    }
}

}  // namespace liriver::scenarios::runner
