#pragma once
// Places texts on a map where they hide neither each other nor the rivers.
#include <string>
#include <vector>

#include "viz/render/canvas.h"

namespace liriver::viz::render {

/// One text to place beside a point.
struct LabelWish {
    Point anchor;         ///< px
    double width = 0.0;   ///< px of the text
    double height = 0.0;  ///< px
    double gap = 0.0;     ///< px between the anchor and the text at the nearest place
    bool must = false;    ///< true: placed wherever it hides least; false: left out when it would hide something
};

struct PlacedLabel {
    bool placed = false;
    Rectangle box;      ///< px
    bool away = false;  ///< so far from its anchor that a line should lead to it
};

/// Places the wishes in their order, each inside `frame`, off `taken` and earlier labels, and off what `obstacles`
/// covers as well as can be. A label is tried on eight sides of its anchor and at three distances; nearer and right are
/// preferred.
[[nodiscard]] std::vector<PlacedLabel> place_labels(const std::vector<LabelWish>& wishes, const Mask& obstacles,
                                                    const Rectangle& frame, std::vector<Rectangle> taken);

/// Share of the rectangle that the mask covers, 0 to 1.
[[nodiscard]] double covered_share(const Mask& mask, const Rectangle& box);

}  // namespace liriver::viz::render
