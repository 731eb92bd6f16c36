#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "viz/render/font.h"
#include "viz/render/hillshade.h"
#include "viz/render/labels.h"
#include "viz/render/numbers.h"

namespace liriver::viz::render {
namespace {

using testing::ElementsAre;

TEST(NiceTicks, are_round_and_have_the_decimals_they_need) {
    EXPECT_THAT(nice_ticks(0.0, 2.63, 5).labels, ElementsAre("0", "1", "2"));
    EXPECT_THAT(nice_ticks(0.0, 2.63, 6).labels, ElementsAre("0.0", "0.5", "1.0", "1.5", "2.0", "2.5"));
    EXPECT_THAT(nice_ticks(0.0, 1.0, 4).labels, ElementsAre("0.00", "0.25", "0.50", "0.75", "1.00"));
    EXPECT_THAT(nice_ticks(92.0, 181.0, 4).labels, ElementsAre("100", "125", "150", "175"));
    EXPECT_THAT(nice_ticks(-3e-4, 3e-4, 3).labels, ElementsAre("-0.0002", "0.0000", "0.0002"));
    EXPECT_THAT(nice_ticks(18.7, 18.7, 5).labels, ElementsAre("18.7"));
}

TEST(RoundDown, gives_one_two_or_five_times_a_power_of_ten) {
    EXPECT_DOUBLE_EQ(round_down(66.2), 50.0);
    EXPECT_DOUBLE_EQ(round_down(49.9), 20.0);
    EXPECT_DOUBLE_EQ(round_down(10.0), 10.0);
    EXPECT_DOUBLE_EQ(round_down(0.03), 0.02);
}

TEST(PrettyUnit, writes_powers_and_slashes) {
    EXPECT_EQ(pretty_unit("m3 s-1"), "m³/s");
    EXPECT_EQ(pretty_unit("m2"), "m²");
    EXPECT_EQ(pretty_unit("kg m-3"), "kg/m³");
    EXPECT_EQ(pretty_unit("mg/L"), "mg/L");
    EXPECT_EQ(pretty_unit("s-1"), "1/s");
    EXPECT_EQ(heading("water depth", "m"), "Water depth (m)");
    EXPECT_EQ(heading("share of ice", "1"), "Share of ice");
}

mesh::gis::Grid plane(double slope_east, double slope_north) {
    mesh::gis::Grid grid;
    grid.frame = {.west = 1000.0, .north = 9000.0, .cell_x = 400.0, .cell_y = 500.0, .columns = 12, .rows = 12};
    for (int row = 0; row < 12; ++row)
        for (int column = 0; column < 12; ++column)
            grid.values.push_back(
                static_cast<float>(slope_east * grid.frame.x_of(column) + slope_north * grid.frame.y_of(row)));
    return grid;
}

TEST(Hillshade, smoothing_leaves_a_plane_as_it_is_and_knows_where_the_grid_ends) {
    const mesh::gis::Grid grid = plane(0.25, -0.5);
    for (const double x : {2600.0, 3111.0, 3999.0})
        for (const double y : {5000.0, 6123.0})
            EXPECT_NEAR(smooth_elevation(grid, x, y), 0.25 * x - 0.5 * y, 1e-3);
    EXPECT_TRUE(std::isnan(smooth_elevation(grid, 900.0, 6000.0)));
}

TEST(Hillshade, light_comes_from_the_north_west) {
    EXPECT_NEAR(shade(0.0, 0.0), 1.0, 1e-12);
    EXPECT_GT(shade(0.5, -0.5), 1.05) << "ground that falls to the north-west";
    EXPECT_LT(shade(-0.5, 0.5), 0.6) << "ground that falls to the south-east";
}

TEST(Hillshade, draws_only_where_there_is_ground) {
    Canvas canvas(200, 200, rgb(0xff00ff));
    MapView view;
    view.frame = {20.0, 20.0, 180.0, 180.0};
    view.metres = 100.0;  // 16 km: more than the grid's 4.8 by 6 km
    view.west = 0.0;
    view.north = 10'000.0;
    draw_hillshade(canvas, view, plane(0.02, 0.0));
    const Point inside = view.pixel(3400.0, 6000.0);
    EXPECT_GT(canvas.at(static_cast<int>(inside.x), static_cast<int>(inside.y)).green, 0.5F);
    EXPECT_EQ(canvas.at(150, 100).green, 0.0F) << "beyond the grid";
    EXPECT_EQ(canvas.at(5, 5).green, 0.0F) << "beyond the frame";
    for (int y = 0; y < 200; ++y)
        for (int x = 0; x < 200; ++x)
            EXPECT_TRUE(canvas.at(x, y).green == 0.0F || canvas.at(x, y).green > 0.5F)
                << "a dark rim at " << x << ' ' << y;
}

TEST(Labels, hide_neither_each_other_nor_the_river_when_there_is_room) {
    Mask river(400, 400);
    for (int y = 0; y < 400; ++y)
        for (int x = 196; x < 204; ++x)
            river.at(x, y) = 1.0F;
    std::vector<LabelWish> wishes;
    wishes.reserve(6);
    for (int i = 0; i < 6; ++i)
        wishes.push_back({{200.0, 60.0 + 12.0 * i}, 90.0, 20.0, 14.0, true});
    const Rectangle frame{0.0, 0.0, 400.0, 400.0};
    const auto placed = place_labels(wishes, river, frame, {});
    for (std::size_t i = 0; i < placed.size(); ++i) {
        ASSERT_TRUE(placed[i].placed);
        EXPECT_TRUE(frame.holds(placed[i].box));
        EXPECT_EQ(covered_share(river, placed[i].box), 0.0) << i;
        for (std::size_t k = 0; k < i; ++k)
            EXPECT_FALSE(placed[i].box.overlaps(placed[k].box)) << i << " and " << k;
    }
}

TEST(Labels, one_that_need_not_be_there_gives_way) {
    const Mask empty(100, 100);
    const auto placed = place_labels({{{50.0, 50.0}, 20.0, 10.0, 5.0, false}}, empty, {0.0, 0.0, 100.0, 100.0},
                                     {Rectangle{0.0, 0.0, 100.0, 100.0}});
    EXPECT_FALSE(placed[0].placed);
}

TEST(Font, a_chinese_character_is_one_em_wide) {
    const auto fonts = find_fonts();
    ASSERT_TRUE(fonts) << to_string(fonts.error());
    EXPECT_NEAR(fonts->regular.width("桂林", 20.0), 40.0, 1e-3);
    EXPECT_NEAR(fonts->bold.width("漓江枯水期", 30.0), 150.0, 1e-3);
    EXPECT_GT(fonts->regular.width("W", 20.0), fonts->regular.width("i", 20.0));
}

TEST(Font, draws_inside_the_em_beside_its_start) {
    const auto fonts = find_fonts();
    ASSERT_TRUE(fonts);
    Canvas canvas(120, 60, rgb(0xffffff));
    fonts->regular.draw(canvas, "江", {40.0, 40.0}, 32.0, rgb(0x000000));
    double inside = 0.0;
    double all = 0.0;
    for (int y = 0; y < 60; ++y)
        for (int x = 0; x < 120; ++x) {
            const double dark = 1.0 - static_cast<double>(canvas.at(x, y).red);
            all += dark;
            inside += x >= 39 && x <= 73 && y >= 10 && y <= 45 ? dark : 0.0;
        }
    EXPECT_GT(all, 40.0);
    EXPECT_DOUBLE_EQ(inside, all);
}

TEST(Font, a_file_that_is_no_font_is_refused) { EXPECT_FALSE(Font::load(LIRIVER_SOURCE_DIR "/CMakeLists.txt")); }

}  // namespace
}  // namespace liriver::viz::render
