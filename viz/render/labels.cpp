#include "viz/render/labels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace liriver::viz::render {

namespace {

constexpr int rings = 6, directions = 16;

/// How much less a direction is liked than the right: left a little, straight up and down most.
double dislike(double x, double y) {
    return 0.03 * std::abs(y) + (x < -0.1 ? 0.02 : 0.0) + (std::abs(x) < 0.1 ? 0.03 : 0.0);
}

/// The text's box when its nearest point to the anchor is `gap` px away in direction (x, y).
Rectangle box_beside(const LabelWish& wish, double x, double y, double gap) {
    const double left = wish.anchor.x + x * gap + (std::abs(x) < 0.1 ? -0.5 : x > 0.0 ? 0.0 : -1.0) * wish.width;
    const double top = wish.anchor.y + y * gap + 0.5 * (y - 1.0) * wish.height;
    return {left, top, left + wish.width, top + wish.height};
}

}  // namespace

double covered_share(const Mask& mask, const Rectangle& box) {
    const int left = std::max(0, static_cast<int>(std::floor(box.left)));
    const int top = std::max(0, static_cast<int>(std::floor(box.top)));
    const int right = std::min(mask.width, static_cast<int>(std::ceil(box.right)));
    const int bottom = std::min(mask.height, static_cast<int>(std::ceil(box.bottom)));
    if (right <= left || bottom <= top)
        return 0.0;
    double sum = 0.0;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
            sum += static_cast<double>(mask.at(x, y));
    return sum / (static_cast<double>(right - left) * static_cast<double>(bottom - top));
}

std::vector<PlacedLabel> place_labels(const std::vector<LabelWish>& wishes, const Mask& obstacles,
                                      const Rectangle& frame, std::vector<Rectangle> taken) {
    std::vector<PlacedLabel> placed;
    for (const LabelWish& wish : wishes) {
        PlacedLabel best;
        double least = wish.must ? std::numeric_limits<double>::max() : 0.3;
        for (int ring = 0; ring < rings; ++ring)
            for (int k = 0; k < directions; ++k) {
                const double angle = 2.0 * std::numbers::pi * k / directions;
                const double x = std::cos(angle);
                const double y = std::sin(angle);
                const Rectangle box = box_beside(wish, x, y, wish.gap + ring * 1.1 * wish.height);
                if (!frame.holds(box))
                    continue;
                double cost =
                    dislike(x, y) + 0.09 * ring + 8.0 * covered_share(obstacles, box.grown(0.22 * wish.height));
                for (const Rectangle& other : taken)
                    if (box.overlaps(other))
                        cost += 100.0;
                if (cost < least) {
                    least = cost;
                    best = {true, box, ring > 0};
                }
            }
        if (best.placed)
            taken.push_back(best.box.grown(0.12 * wish.height));
        placed.push_back(best);
    }
    return placed;
}

}  // namespace liriver::viz::render
