// Given a run's surface.nc, when it is drawn, then the water shows the field's colours over the ground, without a
// display.
#include "viz/render/surface_picture.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

#include "tests/unit/data/results/example_surface.h"
#include "viz/render/colour_map.h"
#include "viz/render/legend.h"
#include "viz/render/surface_field.h"
#include "viz/render/surface_layout.h"

namespace liriver::viz::render {
namespace {

namespace example = data::results::example;
using testing::HasSubstr;

class SurfacePicture : public testing::Test {
  protected:
    void SetUp() override {
        unsetenv("DISPLAY");
        unsetenv("WAYLAND_DISPLAY");
        ASSERT_TRUE(example::write_surface_example(folder.path() / "surface.nc", 3));
    }
    example::Folder folder;
};

struct Pixels {
    int width = 0, height = 0;
    std::vector<unsigned char> bytes;
};

Pixels read_png(const std::filesystem::path& path) {
    vtkNew<vtkPNGReader> reader;
    reader->SetFileName(path.c_str());
    reader->Update();
    int size[3];
    reader->GetOutput()->GetDimensions(size);
    Pixels pixels{size[0], size[1], {}};
    const auto* data = static_cast<const unsigned char*>(reader->GetOutput()->GetScalarPointer());
    pixels.bytes.assign(data, data + 3 * static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]));
    return pixels;
}

/// Pixels of the colour that a value has between 0 and `high`, within 3 of 255.
int count_of(const Pixels& pixels, double value, double high) {
    const Colour colour = colour_at(ColourMap::water, value / high);
    const float wanted[3] = {255.0F * colour.red, 255.0F * colour.green, 255.0F * colour.blue};
    int count = 0;
    for (std::size_t i = 0; i < pixels.bytes.size(); i += 3) {
        bool near = true;
        for (std::size_t c = 0; c < 3; ++c)
            near = near && std::abs(static_cast<float>(pixels.bytes[i + c]) - wanted[c]) <= 3.0F;
        count += near ? 1 : 0;
    }
    return count;
}

std::string bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// At the start the depths are 1, 1/2, 1/3 in the squares, 1/4 in the upper triangle; the other one is dry. The colours
// run from 0 (a quarter is near it) to 1.
TEST_F(SurfacePicture, each_cell_has_the_colour_of_its_depth_on_its_share_of_the_map) {
    PictureOptions options;
    options.time = example::start();
    options.width = 900;
    options.height = 800;
    const auto picture = draw_surface(folder.path(), options);
    ASSERT_TRUE(picture) << to_string(picture.error());
    EXPECT_EQ(picture->field, "depth");
    EXPECT_EQ(picture->time, example::start());
    EXPECT_EQ(picture->file, folder.path() / "depth.png");
    const Pixels pixels = read_png(picture->file);
    EXPECT_EQ(pixels.width, 900);
    EXPECT_EQ(pixels.height, 800);
    const int second = count_of(pixels, 0.5, 1.0);
    const int third = count_of(pixels, 1.0 / 3.0, 1.0);
    const int fourth = count_of(pixels, 0.25, 1.0);
    EXPECT_GT(second, 10'000);
    EXPECT_NEAR(third, second, 0.1 * second) << "squares of one size";
    EXPECT_NEAR(fourth, 0.5 * second, 0.1 * second) << "half a square";
}

TEST_F(SurfacePicture, a_vector_is_shown_by_its_length) {
    PictureOptions options;
    options.field = "velocity";
    const auto picture = draw_surface(folder.path(), options);
    ASSERT_TRUE(picture) << to_string(picture.error());
    EXPECT_EQ(picture->field, "velocity");
    EXPECT_EQ(picture->time, example::start() + std::chrono::hours(2)) << "the last level";
    // At the third level v = -0.25, and u = 0, 0.25, 0.5, 0.75 in the wet cells: the third's speed is 0.559, the
    // fastest 0.791 m/s; 0.25 is near 0.
    const Pixels pixels = read_png(picture->file);
    EXPECT_GT(count_of(pixels, std::hypot(0.5, 0.25), std::hypot(0.75, 0.25)), 10'000);
}

TEST_F(SurfacePicture, maxima_can_be_drawn_and_equal_runs_give_equal_pictures) {
    PictureOptions options;
    options.field = "greatest_depth";
    options.height = 500;
    options.output = folder.path() / "a.png";
    ASSERT_TRUE(draw_surface(folder.path(), options));
    options.output = folder.path() / "b.png";
    ASSERT_TRUE(draw_surface(folder.path(), options));
    EXPECT_GT(bytes(folder.path() / "a.png").size(), 1000U);
    EXPECT_TRUE(bytes(folder.path() / "a.png") == bytes(folder.path() / "b.png"));
}

// Water comes at 0, 60, 120 and 180 s; the last cell stays dry.
TEST_F(SurfacePicture, a_time_of_minutes_is_shown_in_minutes) {
    const auto run = data::results::read_surface(folder.path() / "surface.nc");
    ASSERT_TRUE(run);
    const auto field = read_surface_field(*run, "arrival_time", 0);
    ASSERT_TRUE(field);
    EXPECT_EQ(field->description.unit, "min");
    EXPECT_EQ(field->values[3], 3.0);
    EXPECT_TRUE(std::isnan(field->values[4]));
    EXPECT_EQ(read_surface_field(*run, "depth", 0)->description.unit, "m");
}

// The wall between the first two squares is 100 m long.
TEST_F(SurfacePicture, a_wall_is_drawn_over_the_water) {
    PictureOptions options;
    const auto picture = draw_surface(folder.path(), options);
    ASSERT_TRUE(picture) << to_string(picture.error());
    const Pixels pixels = read_png(picture->file);
    int red = 0;
    for (std::size_t i = 0; i < pixels.bytes.size(); i += 3)
        red += pixels.bytes[i] == 0xa8 && pixels.bytes[i + 1] == 0x32 && pixels.bytes[i + 2] == 0x1c ? 1 : 0;
    EXPECT_GT(red, 400) << "2 px wide, hundreds long";
}

// A square of a mesh leaves no corner of a map free.
TEST(SurfaceLayout, the_legend_hides_no_cell_and_stands_beside_a_map_that_the_mesh_fills) {
    const auto mesh = example::surface();
    PageWishes wishes;
    wishes.box = {430'000.0, 2'800'000.0, 430'200.0, 2'800'200.0};
    wishes.top = 146.0;
    wishes.bottom = 60.0;
    wishes.legend = {0.0, 0.0, 354.0, 240.0};
    for (const int width : {0, 1400}) {
        wishes.width = width;
        const SurfaceLayout layout = lay_out(mesh, wishes);
        const Point corner = layout.view.pixel(430'200.0, 2'800'000.0);
        const Point other = layout.view.pixel(430'000.0, 2'800'200.0);
        const Rectangle cells{other.x, other.y, corner.x, corner.y};
        EXPECT_FALSE(layout.legend.overlaps(cells));
        EXPECT_FALSE(layout.scale.overlaps(layout.legend));
        EXPECT_GE(layout.legend.left, layout.view.frame.right) << "beside the map";
        EXPECT_LE(layout.legend.right, layout.width);
        EXPECT_GT(cells.height(), 0.9 * layout.view.frame.height() * (width == 0 ? 1.0 : 0.6));
        EXPECT_TRUE(width == 0 || layout.width == width);
    }
    wishes.width = 0;
    wishes.box.east += 2'000.0;  // most of the map is empty: a corner is free
    EXPECT_LT(lay_out(mesh, wishes).legend.right, page_width(wishes));
    EXPECT_EQ(lay_out(mesh, wishes).width, page_width(wishes));
}

TEST(LegendHeading, a_long_one_takes_even_lines_in_place_of_small_letters) {
    const auto fonts = find_fonts();
    ASSERT_TRUE(fonts);
    EXPECT_EQ(heading_lines("Water depth (m)", *fonts), (std::vector<std::string>{"Water depth (m)"}));
    EXPECT_EQ(heading_lines("Arrival of water after the start (h)", *fonts),
              (std::vector<std::string>{"Arrival of water", "after the start (h)"}));
}

TEST_F(SurfacePicture, an_unknown_field_is_refused_with_those_there_are) {
    PictureOptions options;
    options.field = "colour";
    const auto picture = draw_surface(folder.path(), options);
    ASSERT_FALSE(picture);
    EXPECT_THAT(to_string(picture.error()), HasSubstr("velocity_x, velocity, "));
    EXPECT_THAT(to_string(picture.error()), HasSubstr("greatest_depth"));
}

TEST_F(SurfacePicture, a_relief_that_is_not_there_and_a_folder_without_results_are_errors) {
    PictureOptions options;
    options.relief = folder.path() / "none.asc";
    EXPECT_FALSE(draw_surface(folder.path(), options));
    const example::Folder empty;
    const auto picture = draw_surface(empty.path(), {});
    ASSERT_FALSE(picture);
    EXPECT_THAT(to_string(picture.error()), HasSubstr("surface.nc"));
}

}  // namespace
}  // namespace liriver::viz::render
