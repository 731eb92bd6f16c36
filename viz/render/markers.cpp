#include "viz/render/markers.h"

#include <array>

#include "viz/render/style.h"

namespace liriver::viz::render {

namespace {

/// The polygon twice: a white rim, then the sign.
template <std::size_t N>
void rimmed(Canvas& canvas, const std::array<Point, N>& shape, const Point& at, double size, double rim,
            const Colour& colour) {
    std::array<Point, N> outer{};
    std::array<Point, N> inner{};
    for (std::size_t i = 0; i < N; ++i) {
        outer[i] = {at.x + shape[i].x * (size + rim), at.y + shape[i].y * (size + rim)};
        inner[i] = {at.x + shape[i].x * size, at.y + shape[i].y * size};
    }
    canvas.fill(outer, rgb(0xffffff));
    canvas.fill(inner, colour);
}

constexpr std::array<Point, 3> triangle{{{-0.95, -0.75}, {0.95, -0.75}, {0.0, 0.95}}};
constexpr std::array<Point, 4> square{{{-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}}};
constexpr std::array<Point, 4> diamond{{{-1.0, 0.0}, {0.0, -1.0}, {1.0, 0.0}, {0.0, 1.0}}};

}  // namespace

void draw_marker(Canvas& canvas, const std::string& kind, const Point& at, double unit) {
    if (kind == "station") {
        canvas.disc(at, 8.5 * unit, style::ink);
        canvas.disc(at, 5.6 * unit, rgb(0xffffff));
    } else if (kind == "outfall") {
        rimmed(canvas, triangle, at, 8.0 * unit, 2.4 * unit, rgb(0xa3402a));
    } else if (kind == "reservoir") {
        rimmed(canvas, square, at, 8.0 * unit, 2.0 * unit, rgb(0x24506e));
    } else if (kind == "structure") {
        rimmed(canvas, diamond, at, 7.0 * unit, 2.2 * unit, style::faint_ink);
    } else if (kind == "inflow") {
        canvas.disc(at, 7.0 * unit, rgb(0xffffff));
        canvas.disc(at, 5.0 * unit, rgb(0x24506e));
    }
}

std::string marker_name(const std::string& kind) {
    if (kind == "station")
        return "Gauging station";
    if (kind == "outfall")
        return "Outfall";
    if (kind == "reservoir")
        return "Reservoir";
    if (kind == "structure")
        return "Weir or dam";
    if (kind == "inflow")
        return "Point inflow";
    return {};
}

}  // namespace liriver::viz::render
