#include "viz/render/stroke_layer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace liriver::viz::render {

StrokeLayer::StrokeLayer(int width, int height)
    : cover_(width, height),
      outside_(cover_.cover.size(), std::numeric_limits<float>::max()),
      colour_(cover_.cover.size()) {}

void StrokeLayer::add(const Point& from, const Point& to, double from_width, double to_width, const Colour& from_colour,
                      const Colour& to_colour) {
    const double reach = 0.5 * std::max(from_width, to_width) + 1.0;
    const int first_x = std::max(0, static_cast<int>(std::floor(std::min(from.x, to.x) - reach)));
    const int first_y = std::max(0, static_cast<int>(std::floor(std::min(from.y, to.y) - reach)));
    const int last_x = std::min(cover_.width - 1, static_cast<int>(std::ceil(std::max(from.x, to.x) + reach)));
    const int last_y = std::min(cover_.height - 1, static_cast<int>(std::ceil(std::max(from.y, to.y) + reach)));
    const double along_x = to.x - from.x;
    const double along_y = to.y - from.y;
    const double square = along_x * along_x + along_y * along_y;
    for (int y = first_y; y <= last_y; ++y)
        for (int x = first_x; x <= last_x; ++x) {
            const double dx = x + 0.5 - from.x;
            const double dy = y + 0.5 - from.y;
            const double t = square > 0.0 ? std::clamp((dx * along_x + dy * along_y) / square, 0.0, 1.0) : 0.0;
            const double radius = 0.5 * (from_width + t * (to_width - from_width));
            const auto outside = static_cast<float>(std::hypot(dx - t * along_x, dy - t * along_y) - radius);
            const std::size_t i =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(cover_.width) + static_cast<std::size_t>(x);
            if (outside >= 0.5F || outside >= outside_[i])
                continue;
            outside_[i] = outside;
            colour_[i] = mix(from_colour, to_colour, static_cast<float>(t));
            cover_.cover[i] = std::clamp(0.5F - outside, 0.0F, 1.0F);
        }
}

void StrokeLayer::draw_on(Canvas& canvas, const Rectangle& clip) const {
    for (int y = 0; y < cover_.height; ++y)
        for (int x = 0; x < cover_.width; ++x)
            if (x >= clip.left && x + 1 <= clip.right && y >= clip.top && y + 1 <= clip.bottom &&
                cover_.at(x, y) > 0.0F)
                canvas.blend(x, y,
                             colour_[static_cast<std::size_t>(y) * static_cast<std::size_t>(cover_.width) +
                                     static_cast<std::size_t>(x)],
                             cover_.at(x, y));
}

}  // namespace liriver::viz::render
