#pragma once
// One law on one volume: its inputs, parameters and place in, its rates out.
#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "solver/quality/law.h"

namespace liriver::solver::quality::made {

using PlaceValues = std::map<Quantity, double>;

/// The rates of the law of that name, per day.
inline std::vector<double> rates(const std::string& name, const std::vector<double>& inputs,
                                 const std::vector<double>& parameters, const PlaceValues& place) {
    const Law* const law = find_law(name);
    if (law == nullptr || law->inputs.size() != inputs.size() || law->parameters.size() != parameters.size())
        throw std::invalid_argument(name);
    using Column = std::vector<double>;
    std::vector<Column> input, quantity(quantity_count, Column(lanes, 0.0)), prepared(law->prepared, Column(lanes)),
        output(law->outputs.size(), Column(lanes));
    for (const double value : inputs)
        input.emplace_back(lanes, value);
    for (const auto& [which, value] : place)
        std::fill(quantity[index(which)].begin(), quantity[index(which)].end(), value);
    const auto pointers = [](std::vector<Column>& columns) {
        std::vector<double*> all(columns.size());
        std::transform(columns.begin(), columns.end(), all.begin(), [](Column& column) { return column.data(); });
        return all;
    };
    const auto in = pointers(input), at = pointers(quantity), kept = pointers(prepared), out = pointers(output);
    law->prepare(parameters.data(), at.data(), kept.data());
    law->rate(in.data(), kept.data(), out.data());
    std::vector<double> found(output.size());
    std::transform(output.begin(), output.end(), found.begin(), [](const Column& column) { return column.back(); });
    return found;
}

/// Of a law with one rate.
inline double rate(const std::string& name, const std::vector<double>& inputs, const std::vector<double>& parameters,
                   const PlaceValues& place) {
    return rates(name, inputs, parameters, place).at(0);
}

}  // namespace liriver::solver::quality::made
