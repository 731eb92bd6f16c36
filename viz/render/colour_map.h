#pragma once
// Colour maps whose lightness changes evenly with the value, so that equal steps look equal, also in grey and to the
// colour-blind.
#include <span>

#include "viz/render/colour.h"

namespace liriver::viz::render {

enum class ColourMap {
    water,    ///< viridis (van der Walt and Smith 2015, CC0), from light for little to dark for much
    quality,  ///< inferno (same source), from light to dark, without its black end
};

/// The colour at `share` of the map, 0 to 1; beyond, the ends.
[[nodiscard]] Colour colour_at(ColourMap map, double share);

/// CIE 1976 lightness L* of an sRGB colour, 0 black to 100 white.
[[nodiscard]] double lightness(const Colour& colour);

}  // namespace liriver::viz::render
