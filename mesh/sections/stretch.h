#pragma once
// A section with a wider or narrower channel.
#include "mesh/sections/section.h"

namespace liriver::mesh::sections {

/// Stretches the pieces of zone `channel` (or of no zone) across the river by `factor` (> 0); elevations stay, and the
/// land beside the channel moves aside with its shape.
void stretch_channel(Section& section, double factor);

}  // namespace liriver::mesh::sections
