#pragma once
// Signs for the places on a map.
#include <string>

#include "viz/render/canvas.h"

namespace liriver::viz::render {

/// Draws the sign of that kind of place ("station", "outfall", "reservoir", "structure", "inflow"); nothing for other
/// kinds.
void draw_marker(Canvas& canvas, const std::string& kind, const Point& at, double unit);

/// What a legend calls that kind; empty for kinds without a sign.
[[nodiscard]] std::string marker_name(const std::string& kind);

}  // namespace liriver::viz::render
