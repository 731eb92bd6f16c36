#pragma once
// A picture in memory and the few shapes a map is made of, all with smooth edges. Pixel (0, 0) is the top left one; its
// middle is at (0.5, 0.5). Drawn without any display, so the same picture comes out everywhere, to the bit.
#include <cstdint>
#include <span>
#include <vector>

#include "viz/render/colour.h"

namespace liriver::viz::render {

struct Point {
    double x = 0.0, y = 0.0;
};

struct Rectangle {
    double left = 0.0, top = 0.0, right = 0.0, bottom = 0.0;

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
    [[nodiscard]] bool overlaps(const Rectangle& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    [[nodiscard]] bool holds(const Rectangle& other) const {
        return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
    }
    [[nodiscard]] Rectangle grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
};

/// One value a pixel, row by row: how much of the pixel a shape covers.
struct Mask {
    int width = 0, height = 0;
    std::vector<float> cover;

    Mask() = default;
    Mask(int w, int h) : width(w), height(h), cover(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
    [[nodiscard]] float& at(int x, int y) {
        return cover[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    }
    [[nodiscard]] float at(int x, int y) const {
        return cover[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    }
};

class Canvas {
  public:
    Canvas(int width, int height, const Colour& paper);

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] Colour at(int x, int y) const;
    void set(int x, int y, const Colour& colour);

    /// Lays `colour` over the pixel, as much as it and `cover` say. Outside the picture nothing happens.
    void blend(int x, int y, const Colour& colour, float cover);

    /// A mask whose pixel (0, 0) lies at (left, top).
    void fill(const Mask& mask, int left, int top, const Colour& colour);
    void fill(const Rectangle& rectangle, const Colour& colour);
    void fill(std::span<const Point> polygon, const Colour& colour);
    void disc(const Point& middle, double radius, const Colour& colour);
    void line(const Point& from, const Point& to, double width, const Colour& colour);
    void frame(const Rectangle& rectangle, double width, const Colour& colour);

    /// Eight bits a channel, red, green, blue, row by row from the top.
    [[nodiscard]] std::vector<std::uint8_t> bytes() const;

  private:
    int width_, height_;
    std::vector<float> pixels_;  ///< three a pixel
};

}  // namespace liriver::viz::render
