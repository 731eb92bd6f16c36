#pragma once
// Narrow spikes of rings and lines. Private to mesh/surface.
#include <cstddef>
#include <vector>

#include "mesh/surface/ring.h"
#include "mesh/surface/size_field.h"

namespace liriver::mesh::surface {

/// What was taken off.
struct Spike {
    Point tip;
    double length = 0.0;  ///< m
};

/// Cuts spikes off where they are narrower than half an edge: a corner sharper than 25 degrees, or two corners so near
/// each other that stand at the end of two sides as nearly parallel. A ring closes on itself, a line does not.
[[nodiscard]] std::vector<Spike> cut_spikes(std::vector<Point>& points, bool ring, const SizeField& lengths);

}  // namespace liriver::mesh::surface
