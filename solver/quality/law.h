#pragma once
// A rate law: a named C++ kernel on a block of volumes, with what it needs and its equation.
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "solver/quality/quantity.h"

namespace liriver::solver::quality {

/// Volumes that are worked on together; columns of a block are this long.
inline constexpr std::size_t lanes = 32;

using Columns = const double* const*;   ///< [column][lanes], read
using MutableColumns = double* const*;  ///< [column][lanes], written

/// One row of the registry. Rates are in the inputs' amount per volume and day unless `rate_units` says otherwise.
struct Law {
    std::string_view name;
    std::string_view equation;
    std::string_view source;
    std::vector<std::string_view> inputs;      ///< constituents that the rate depends on, by their part in it
    std::vector<std::string_view> parameters;  ///< by their symbol in the equation
    std::vector<Quantity> place;               ///< needed of the place
    std::vector<std::string_view> outputs;     ///< names of the rates, one or more
    std::size_t prepared = 0;                  ///< columns that hold for a whole step
    /// Once a step, before any rate: what depends on the place alone (temperature factors and the like). `place` has a
    /// column for each Quantity; only those of `place` above are filled, `altitude` with 0 where none is offered.
    void (*prepare)(const double* parameter, Columns place, MutableColumns prepared) = nullptr;
    /// The rates, 1/d times the amount. Inputs are at least 0.
    void (*rate)(Columns input, Columns prepared, MutableColumns output) = nullptr;
};

/// All laws, in the order of the reference.
std::span<const Law> laws();

/// The law of that name; none: nullptr.
const Law* find_law(std::string_view name);

}  // namespace liriver::solver::quality
