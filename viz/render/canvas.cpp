#include "viz/render/canvas.h"

#include <algorithm>
#include <cmath>

namespace liriver::viz::render {

namespace {

/// Length that [from, to] shares with the unit interval that starts at `at`.
double share(double from, double to, int at) {
    return std::clamp(std::min(to, at + 1.0) - std::max(from, at * 1.0), 0.0, 1.0);
}

double distance_to_segment(double x, double y, const Point& from, const Point& to) {
    const double along_x = to.x - from.x;
    const double along_y = to.y - from.y;
    const double square = along_x * along_x + along_y * along_y;
    const double t =
        square > 0.0 ? std::clamp(((x - from.x) * along_x + (y - from.y) * along_y) / square, 0.0, 1.0) : 0.0;
    return std::hypot(x - from.x - t * along_x, y - from.y - t * along_y);
}

}  // namespace

Canvas::Canvas(int width, int height, const Colour& paper)
    : width_(width), height_(height), pixels_(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
    for (std::size_t i = 0; i < pixels_.size(); i += 3) {
        pixels_[i] = paper.red;
        pixels_[i + 1] = paper.green;
        pixels_[i + 2] = paper.blue;
    }
}

Colour Canvas::at(int x, int y) const {
    const std::size_t i =
        3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x));
    return {pixels_[i], pixels_[i + 1], pixels_[i + 2], 1.0F};
}

void Canvas::set(int x, int y, const Colour& colour) {
    blend(x, y, {colour.red, colour.green, colour.blue, 1.0F}, 1.0F);
}

void Canvas::blend(int x, int y, const Colour& colour, float cover) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_)
        return;
    const float share = std::clamp(colour.alpha * cover, 0.0F, 1.0F);
    const std::size_t i =
        3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x));
    pixels_[i] += (colour.red - pixels_[i]) * share;
    pixels_[i + 1] += (colour.green - pixels_[i + 1]) * share;
    pixels_[i + 2] += (colour.blue - pixels_[i + 2]) * share;
}

void Canvas::fill(const Mask& mask, int left, int top, const Colour& colour) {
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (const float cover = mask.at(x, y); cover > 0.0F)
                blend(left + x, top + y, colour, cover);
}

void Canvas::fill(const Rectangle& r, const Colour& colour) {
    for (int y = static_cast<int>(std::floor(r.top)); y < r.bottom; ++y)
        for (int x = static_cast<int>(std::floor(r.left)); x < r.right; ++x)
            blend(x, y, colour, static_cast<float>(share(r.left, r.right, x) * share(r.top, r.bottom, y)));
}

void Canvas::fill(std::span<const Point> polygon, const Colour& colour) {
    constexpr int lines_a_row = 8;
    if (polygon.size() < 3)
        return;
    const auto by_y = [](const Point& a, const Point& b) { return a.y < b.y; };
    const auto [highest, lowest] = std::minmax_element(polygon.begin(), polygon.end(), by_y);
    std::vector<double> crossings;
    std::vector<float> row(static_cast<std::size_t>(width_));
    for (int y = std::max(0, static_cast<int>(std::floor(highest->y))); y < std::min<double>(height_, lowest->y); ++y) {
        std::fill(row.begin(), row.end(), 0.0F);
        for (int line = 0; line < lines_a_row; ++line) {
            const double at = y + (line + 0.5) / lines_a_row;
            crossings.clear();
            for (std::size_t i = 0; i < polygon.size(); ++i) {
                const Point& a = polygon[i];
                const Point& b = polygon[(i + 1) % polygon.size()];
                if ((a.y <= at) != (b.y <= at))
                    crossings.push_back(a.x + (at - a.y) / (b.y - a.y) * (b.x - a.x));
            }
            std::sort(crossings.begin(), crossings.end());
            for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
                for (int x = std::max(0, static_cast<int>(std::floor(crossings[i])));
                     x < std::min<double>(width_, crossings[i + 1]); ++x)
                    row[static_cast<std::size_t>(x)] +=
                        static_cast<float>(share(crossings[i], crossings[i + 1], x) / lines_a_row);
        }
        for (int x = 0; x < width_; ++x)
            if (row[static_cast<std::size_t>(x)] > 0.0F)
                blend(x, y, colour, row[static_cast<std::size_t>(x)]);
    }
}

void Canvas::disc(const Point& middle, double radius, const Colour& colour) {
    line(middle, middle, 2.0 * radius, colour);
}

void Canvas::line(const Point& from, const Point& to, double width, const Colour& colour) {
    const double reach = 0.5 * width + 1.0;
    for (int y = static_cast<int>(std::floor(std::min(from.y, to.y) - reach)); y <= std::max(from.y, to.y) + reach; ++y)
        for (int x = static_cast<int>(std::floor(std::min(from.x, to.x) - reach)); x <= std::max(from.x, to.x) + reach;
             ++x) {
            const double away = distance_to_segment(x + 0.5, y + 0.5, from, to);
            blend(x, y, colour, static_cast<float>(std::clamp(0.5 * width - away + 0.5, 0.0, 1.0)));
        }
}

void Canvas::frame(const Rectangle& r, double width, const Colour& colour) {
    const double half = 0.5 * width;
    fill(Rectangle{r.left - half, r.top - half, r.right + half, r.top + half}, colour);
    fill(Rectangle{r.left - half, r.bottom - half, r.right + half, r.bottom + half}, colour);
    fill(Rectangle{r.left - half, r.top + half, r.left + half, r.bottom - half}, colour);
    fill(Rectangle{r.right - half, r.top + half, r.right + half, r.bottom - half}, colour);
}

std::vector<std::uint8_t> Canvas::bytes() const {
    std::vector<std::uint8_t> bytes(pixels_.size());
    std::transform(pixels_.begin(), pixels_.end(), bytes.begin(), [](float value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
    });
    return bytes;
}

}  // namespace liriver::viz::render
