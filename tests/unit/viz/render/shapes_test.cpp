#include <cmath>
#include <numbers>
#include <numeric>

#include <gtest/gtest.h>

#include "viz/render/canvas.h"
#include "viz/render/colour_map.h"
#include "viz/render/stroke_layer.h"

namespace liriver::viz::render {
namespace {

constexpr Colour black = rgb(0x000000);
constexpr Colour white = rgb(0xffffff);

/// px that the black on a white canvas covers.
double black_area(const Canvas& canvas) {
    double area = 0.0;
    for (int y = 0; y < canvas.height(); ++y)
        for (int x = 0; x < canvas.width(); ++x)
            area += 1.0 - static_cast<double>(canvas.at(x, y).red);
    return area;
}

TEST(Canvas, shapes_cover_their_exact_areas_wherever_they_lie) {
    Canvas rectangle(40, 40, white);
    rectangle.fill(Rectangle{3.25, 4.5, 20.75, 9.125}, black);
    EXPECT_NEAR(black_area(rectangle), 17.5 * 4.625, 1e-3);
    Canvas disc(60, 60, white);
    disc.disc({30.3, 29.6}, 20.0, black);
    EXPECT_NEAR(black_area(disc), std::numbers::pi * 400.0, 0.002 * std::numbers::pi * 400.0);
    Canvas triangle(60, 60, white);
    const std::vector<Point> corners{{5.2, 7.1}, {50.4, 11.7}, {22.9, 55.3}};
    triangle.fill(corners, black);
    const double twice = (50.4 - 5.2) * (55.3 - 7.1) - (22.9 - 5.2) * (11.7 - 7.1);
    EXPECT_NEAR(black_area(triangle), 0.5 * twice, 0.001 * twice);
    Canvas line(60, 60, white);
    line.line({10.0, 10.0}, {40.0, 50.0}, 4.0, black);  // 50 px long with round ends
    EXPECT_NEAR(black_area(line), 200.0 + std::numbers::pi * 4.0, 0.01 * 212.0);
}

TEST(Canvas, nothing_is_drawn_outside_it) {
    Canvas canvas(10, 10, white);
    canvas.disc({-20.0, -20.0}, 5.0, black);
    canvas.line({-5.0, 30.0}, {30.0, 31.0}, 3.0, black);
    canvas.fill(Rectangle{8.0, 8.0, 99.0, 99.0}, black);
    EXPECT_NEAR(black_area(canvas), 4.0, 1e-6);
}

TEST(StrokeLayer, half_transparent_strokes_that_overlap_darken_a_pixel_once) {
    Canvas canvas(40, 40, white);
    StrokeLayer layer(40, 40);
    const Colour half = rgb(0x000000, 0.5F);
    layer.add({5.0, 20.0}, {20.0, 20.0}, 8.0, 8.0, half, half);
    layer.add({20.0, 20.0}, {35.0, 20.0}, 8.0, 8.0, half, half);
    layer.draw_on(canvas, {0.0, 0.0, 40.0, 40.0});
    EXPECT_NEAR(canvas.at(10, 20).red, 0.5, 1e-6);
    EXPECT_NEAR(canvas.at(20, 20).red, 0.5, 1e-6) << "where both lie";
}

TEST(StrokeLayer, width_and_colour_go_evenly_along_a_stroke_and_stay_inside_the_clip) {
    Canvas canvas(120, 40, white);
    StrokeLayer layer(120, 40);
    layer.add({10.0, 20.0}, {110.0, 20.0}, 4.0, 20.0, black, rgb(0xff0000));
    layer.draw_on(canvas, {0.0, 0.0, 100.0, 40.0});
    EXPECT_NEAR(canvas.at(60, 20).red, 0.5, 0.01);
    EXPECT_NEAR(canvas.at(60, 20).blue, 0.0, 1e-6);
    EXPECT_NEAR(layer.cover().at(60, 20 - 5), 1.0, 0.01) << "12 px wide in the middle";
    EXPECT_EQ(layer.cover().at(60, 20 - 8), 0.0F);
    EXPECT_EQ(canvas.at(105, 20).green, 1.0F) << "beyond the clip";
}

TEST(ColourMap, lightness_falls_in_even_steps_from_little_to_much) {
    for (const ColourMap map : {ColourMap::water, ColourMap::quality}) {
        const double first = lightness(colour_at(map, 0.0));
        const double last = lightness(colour_at(map, 1.0));
        EXPECT_GT(first - last, 60.0);
        for (int i = 0; i < 10; ++i) {
            const double step = lightness(colour_at(map, 0.1 * i)) - lightness(colour_at(map, 0.1 * (i + 1)));
            EXPECT_NEAR(step, 0.1 * (first - last), 0.035 * (first - last)) << i;
        }
    }
}

TEST(ColourMap, lightness_is_that_of_cie_1976) {
    EXPECT_NEAR(lightness(rgb(0xffffff)), 100.0, 1e-4);
    EXPECT_NEAR(lightness(rgb(0x777777)), 50.0, 0.1);  // the sRGB grey of L* = 50 is 119 of 255
    EXPECT_NEAR(lightness(rgb(0xff0000)), 53.24, 0.01);
}

}  // namespace
}  // namespace liriver::viz::render
