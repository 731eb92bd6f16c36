#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "mesh/sections/channel.h"

namespace liriver::mesh::sections {

namespace {

struct Number {
    const char* name;
    double AssumedChannel::*member;
    bool may_be_zero;
};

constexpr std::array numbers = {Number{"low_flow_width_m", &AssumedChannel::low_flow_width, false},
                                Number{"thalweg_width_m", &AssumedChannel::thalweg_width, false},
                                Number{"thalweg_depth_m", &AssumedChannel::thalweg_depth, false},
                                Number{"bank_width_m", &AssumedChannel::bank_width, false},
                                Number{"bank_height_m", &AssumedChannel::bank_height, false},
                                Number{"side_slope", &AssumedChannel::side_slope, false},
                                Number{"bar_slope", &AssumedChannel::bar_slope, true},
                                Number{"undulation_m", &AssumedChannel::undulation, true},
                                Number{"undulation_length_m", &AssumedChannel::undulation_length, true}};

std::string place_of(const AssumedChannel& row) {
    return fmt::format("assumed channel of {} from {:.0f} m", row.reach, row.from_chainage);
}

void check_numbers(const AssumedChannel& row, std::vector<field::Error>& errors) {
    for (const Number& number : numbers) {
        const double value = row.*number.member;
        if (!std::isfinite(value) || value < 0.0 || (value == 0.0 && !number.may_be_zero))
            errors.push_back({place_of(row), fmt::format("{} = {}", number.name, value),
                              number.may_be_zero ? "zero or a positive number" : "a positive number"});
    }
    constexpr double narrowest = 0.5;
    if (row.thalweg_width > 0.0 && row.thalweg_width < narrowest)
        errors.push_back({place_of(row), fmt::format("thalweg_width_m = {}", row.thalweg_width),
                          fmt::format("at least {} m: offsets are rounded to decimetres", narrowest)});
    if (row.to_chainage <= row.from_chainage)
        errors.push_back(
            {place_of(row), fmt::format("its end at {:.0f} m", row.to_chainage), "an end further downstream"});
    if (row.thalweg_width > row.low_flow_width || row.low_flow_width >= row.bank_width)
        errors.push_back({place_of(row),
                          fmt::format("widths of {} (thalweg), {} (low flow) and {} m (banks)", row.thalweg_width,
                                      row.low_flow_width, row.bank_width),
                          "each at least the one before, and room between low-water channel and banks"});
    else if (row.low_flow_width + 2.0 * row.side_slope * row.bank_height > row.bank_width)
        errors.push_back({place_of(row),
                          fmt::format("banks {} m high at 1:{} around {} m of low-water channel", row.bank_height,
                                      row.side_slope, row.low_flow_width),
                          fmt::format("that they fit into bank_width_m = {}", row.bank_width)});
}

}  // namespace

std::optional<AssumedChannel> channel_at(const std::vector<AssumedChannel>& table, const std::string& reach,
                                         double chainage) {
    const AssumedChannel* before = nullptr;
    const AssumedChannel* after = nullptr;
    const auto middle = [](const AssumedChannel& row) { return 0.5 * (row.from_chainage + row.to_chainage); };
    for (const AssumedChannel& row : table) {
        if (row.reach != reach)
            continue;
        if (middle(row) <= chainage && (before == nullptr || middle(row) > middle(*before)))
            before = &row;
        if (middle(row) > chainage && (after == nullptr || middle(row) < middle(*after)))
            after = &row;
    }
    if (before == nullptr && after == nullptr)
        return std::nullopt;
    AssumedChannel result = before != nullptr ? *before : *after;
    if (before == nullptr || after == nullptr)
        return result;
    const double weight = (chainage - middle(*before)) / (middle(*after) - middle(*before));
    for (const Number& number : numbers)
        result.*number.member = (1.0 - weight) * (before->*number.member) + weight * (after->*number.member);
    return result;
}

std::vector<field::Error> check_channels(const std::vector<AssumedChannel>& table, const network::Network& network) {
    std::vector<field::Error> errors;
    for (const AssumedChannel& row : table) {
        check_numbers(row, errors);
        if (network.find(row.reach) == nullptr)
            errors.push_back({place_of(row), "no reach named " + row.reach, "a reach of the network"});
    }
    std::vector<std::string> without;
    for (const network::Reach& reach : network.reaches) {
        std::vector<const AssumedChannel*> rows;
        for (const AssumedChannel& row : table)
            if (row.reach == reach.name)
                rows.push_back(&row);
        std::sort(rows.begin(), rows.end(),
                  [](const AssumedChannel* a, const AssumedChannel* b) { return a->from_chainage < b->from_chainage; });
        double covered = 0.0;
        for (const AssumedChannel* row : rows) {
            if (std::abs(row->from_chainage - covered) > 0.5)
                errors.push_back({place_of(*row), fmt::format("the stretch before it ends at {:.0f} m", covered),
                                  "stretches that follow one another without gap or overlap"});
            covered = row->to_chainage;
        }
        if (rows.empty())
            without.push_back(reach.name);
        else if (covered < std::floor(reach.length()))
            errors.push_back({"reach " + reach.name, fmt::format("assumed channels only to {:.0f} m", covered),
                              fmt::format("to its end at {:.0f} m", reach.length())});
    }
    if (!without.empty()) {
        std::string names;
        constexpr std::size_t most = 5;
        for (std::size_t i = 0; i < std::min(most, without.size()); ++i)
            names += (i == 0 ? "" : ", ") + without[i];
        if (without.size() > most)
            names += fmt::format(" and {} more", without.size() - most);
        errors.push_back({"assumed channel", "no row for " + names,
                          "rows from 0 to a reach's end, or rows of the reach \"*\": they hold for every reach without "
                          "rows of its own, by chainage or by area_km2"});
    }
    return errors;
}

}  // namespace liriver::mesh::sections
