#pragma once
// The rivers of a run as values and widths an edge, ready to be drawn.
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/network_reader.h"
#include "mesh/field/error.h"
#include "viz/render/legend.h"

namespace liriver::viz::render {

/// One edge: node indices and the values at its two ends (equal for a field on edges).
struct RiverStroke {
    std::size_t from = 0, to = 0;
    double from_value = 0.0, to_value = 0.0;  ///< NaN: dry
    double from_flow = 0.0, to_flow = 0.0;    ///< what the width shows, not negative
};

struct Rivers {
    std::vector<RiverStroke> strokes;
    mesh::field::Description field;  ///< what the colour shows
    mesh::field::Description flow;   ///< what the width shows; no name: nothing
    double low = 0.0, high = 0.0;    ///< range of the colours: the middle 98 % of values, from 0 where that is near
    bool below = false, above = false, dry = false;
    double largest_flow = 0.0;
};

/// Reads field `field` and the discharge (or the top width) at that level.
[[nodiscard]] tl::expected<Rivers, mesh::field::Error> read_rivers(const data::results::NetworkReader& run,
                                                                   std::size_t field, std::size_t level);

/// The same coloured by the class of that field, or without one by the worst of all: a stroke has the worse class of
/// its ends, as a number (see class_field.h).
[[nodiscard]] tl::expected<Rivers, mesh::field::Error> read_river_classes(const data::results::NetworkReader& run,
                                                                          std::optional<std::size_t> field,
                                                                          std::size_t level);

/// px of a stroke for that flow; its square root grows with the flow, so that small tributaries stay visible.
[[nodiscard]] double stroke_width(double flow, double largest, double unit);

}  // namespace liriver::viz::render
