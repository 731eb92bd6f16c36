#pragma once
// A section between two neighbours on one reach, where a computation needs one that nobody surveyed.
#include "mesh/sections/section.h"

namespace liriver::mesh::sections {

/// The section at `share` (above 0, below 1) of the way from `above` down to `below`, two sections of one reach; its
/// chainage lies at that share too. Sections of one shape give that shape, shifted. Others are interpolated between
/// corresponding points: their ends, the tops of the channel's banks (where its zone begins and ends) and the lowest
/// part of the channel correspond; between these the points of both do, by their relative offset. Where all these lie
/// equally high above the lowest point, the area at any depth is linear in `share`. Each piece has the zone of the
/// nearer section. Levees of the same banks, and as many ineffective areas of the same kind, are interpolated; where
/// the two sections differ in that, those of the nearer one are carried over.
[[nodiscard]] Section interpolate_section(const Section& above, const Section& below, double share);

}  // namespace liriver::mesh::sections
