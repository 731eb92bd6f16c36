#include "scenarios/runner/channel_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace liriver::scenarios::runner {
namespace {

using mesh::network::Reach;
using mesh::sections::AssumedChannel;

constexpr const char* any_reach = "*";

constexpr std::array numbers = {
    &AssumedChannel::low_flow_width, &AssumedChannel::thalweg_width, &AssumedChannel::thalweg_depth,
    &AssumedChannel::bank_width,     &AssumedChannel::bank_height,   &AssumedChannel::side_slope,
    &AssumedChannel::bar_slope,      &AssumedChannel::undulation,    &AssumedChannel::undulation_length};

/// A power of the area between two rows; where one of the numbers is zero, linear in the area's logarithm.
AssumedChannel between(const ChannelByArea& below, const ChannelByArea& above, double area) {
    const double share = std::log(area / below.area) / std::log(above.area / below.area);
    AssumedChannel result = below.channel;
    for (double AssumedChannel::*number : numbers) {
        const double a = below.channel.*number;
        const double b = above.channel.*number;
        result.*number = a > 0.0 && b > 0.0 ? a * std::pow(b / a, share) : a + share * (b - a);
    }
    return result;
}

AssumedChannel at_area(const std::vector<ChannelByArea>& rows, double area) {
    if (area <= rows.front().area)
        return rows.front().channel;
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (area < rows[i].area)
            return between(rows[i - 1], rows[i], area);
    return rows.back().channel;
}

void lay_by_area(const std::vector<ChannelByArea>& rows, const Reach& reach, const ChannelLayout& layout,
                 std::vector<AssumedChannel>& all) {
    const double length = reach.length();
    const int stretches = std::max(1, static_cast<int>(std::ceil(length / layout.spacing(reach))));
    for (int i = 0; i < stretches; ++i) {
        const double from = length * i / stretches;
        const double to = length * (i + 1) / stretches;
        AssumedChannel row = at_area(rows, layout.area(reach, 0.5 * (from + to)));
        row.reach = reach.name;
        row.from_chainage = from;
        row.to_chainage = to;
        all.push_back(std::move(row));
    }
}

}  // namespace

std::vector<AssumedChannel> channel_rows(const MeshInputs& inputs, const mesh::network::Network& network,
                                         const ChannelLayout& layout, std::vector<mesh::field::Error>& errors) {
    std::vector<AssumedChannel> all;
    std::set<std::string> by_chainage;
    for (const AssumedChannel& row : inputs.channels) {
        by_chainage.insert(row.reach);
        if (row.reach != any_reach)
            all.push_back(row);
    }
    std::map<std::string, std::vector<ChannelByArea>> by_area;
    for (const ChannelByArea& row : inputs.channels_by_area)
        by_area[row.channel.reach].push_back(row);
    for (auto& [reach, rows] : by_area) {
        std::sort(rows.begin(), rows.end(),
                  [](const ChannelByArea& a, const ChannelByArea& b) { return a.area < b.area; });
        const auto twice = std::adjacent_find(
            rows.begin(), rows.end(), [](const ChannelByArea& a, const ChannelByArea& b) { return a.area == b.area; });
        if (twice != rows.end())
            errors.push_back({"assumed channel of " + reach, fmt::format("area_km2 = {} twice", twice->area / 1e6),
                              "each area once"});
        if (by_chainage.count(reach) > 0)
            errors.push_back(
                {"assumed channel of " + reach, "rows by area and rows by chainage", "rows of one kind for a reach"});
        if (reach != any_reach && network.find(reach) == nullptr)
            errors.push_back({"assumed channel of " + reach, "no reach named " + reach, "a reach of the network"});
    }
    for (const Reach& reach : network.reaches) {
        if (by_chainage.count(reach.name) > 0)
            continue;
        if (const auto own = by_area.find(reach.name); own != by_area.end()) {
            lay_by_area(own->second, reach, layout, all);
        } else if (const auto any = by_area.find(any_reach); any != by_area.end()) {
            lay_by_area(any->second, reach, layout, all);
        } else {
            for (AssumedChannel row : inputs.channels)
                if (row.reach == any_reach) {
                    row.reach = reach.name;
                    all.push_back(std::move(row));
                }
        }
    }
    return all;
}

}  // namespace liriver::scenarios::runner
