#pragma once
// The few colours and sizes every part of a map shares. Sizes are px in a picture 1600 px high and grow with it.
#include "viz/render/colour.h"

namespace liriver::viz::render::style {

inline constexpr Colour paper = rgb(0xfbfaf6);
inline constexpr Colour ground = rgb(0xeceadf);  ///< where there is no terrain
inline constexpr Colour ink = rgb(0x1f2d38);
inline constexpr Colour faint_ink = rgb(0x5d6a73);
inline constexpr Colour river_name = rgb(0x2b5a78);
inline constexpr Colour casing = rgb(0x1c2b36, 0.62F);
inline constexpr Colour dry = rgb(0xb9b4aa);
inline constexpr Colour card = rgb(0xfdfcf9, 0.90F);
inline constexpr Colour rule = rgb(0x1f2d38, 0.35F);
inline constexpr Colour halo = rgb(0xfdfcf9, 0.88F);

inline constexpr Colour alarm = rgb(0xb42318);  ///< of a run that did not finish

inline constexpr Colour crest = rgb(0xa8321c);  ///< levees, roads, walls

inline constexpr double title = 42.0, subtitle = 25.0, heading = 20.0, text = 18.0, small = 14.5, place = 21.0,
                        river = 18.0;
inline constexpr double margin = 48.0, crest_width = 2.4;

}  // namespace liriver::viz::render::style
