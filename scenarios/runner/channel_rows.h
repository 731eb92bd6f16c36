#pragma once
// The assumed channel's rows for each reach of a network: its own, those of "*", and those by the land above.
#include <functional>
#include <string>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/network.h"
#include "mesh/sections/channel.h"
#include "scenarios/runner/mesh_inputs.h"

namespace liriver::scenarios::runner {

/// What rows by area are laid out with.
struct ChannelLayout {
    std::function<double(const mesh::network::Reach& reach)> spacing;                ///< m, of sections
    std::function<double(const mesh::network::Reach& reach, double chainage)> area;  ///< m2, land above
};

/// Rows for every reach: those of its name, or else those of "*" (every reach without rows of its own). Rows by area
/// become a stretch a section's spacing, their numbers taken at its middle: between two areas a power of the area
/// (linear in logarithms, as hydraulic geometry; Leopold and Maddock 1953), beyond them the nearest row's. Errors: a
/// reach with rows of both kinds, an area given twice.
[[nodiscard]] std::vector<mesh::sections::AssumedChannel> channel_rows(const MeshInputs& inputs,
                                                                       const mesh::network::Network& network,
                                                                       const ChannelLayout& layout,
                                                                       std::vector<mesh::field::Error>& errors);

}  // namespace liriver::scenarios::runner
