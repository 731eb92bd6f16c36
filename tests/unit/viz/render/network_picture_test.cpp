#include "viz/render/network_picture.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

#include "data/results/network_file.h"
#include "tests/unit/data/results/example_network.h"

namespace liriver::viz::render {
namespace {

namespace example = data::results::example;
using testing::HasSubstr;

/// A run in a folder with Chinese characters and a space, without a display anywhere.
class NetworkPicture : public testing::Test {
  protected:
    void SetUp() override {
        unsetenv("DISPLAY");
        unsetenv("WAYLAND_DISPLAY");
    }
    void write_run(const data::results::Provenance& from) {
        auto file = data::results::NetworkFile::create(folder.path() / "network.nc", example::mesh(), from,
                                                       example::start(), example::descriptions());
        ASSERT_TRUE(file);
        for (std::size_t level = 0; level < 3; ++level)
            ASSERT_TRUE(file->append(example::start() + level * std::chrono::hours(1),
                                     example::Level(example::mesh(), level).fields()));
        ASSERT_TRUE(file->close());
    }
    /// An ESRI ASCII grid around the example's network that names no CRS: a slope to the south-east.
    void write_relief(const std::filesystem::path& path) const {
        std::ofstream file(path);
        file << "ncols 60\nnrows 60\nxllcorner 415000\nyllcorner 2784000\ncellsize 500\nNODATA_value -9999\n";
        for (int row = 0; row < 60; ++row) {
            for (int column = 0; column < 60; ++column)
                file << 900 - 7 * row - 5 * column << ' ';
            file << '\n';
        }
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

/// Pixels within 6 of 255 of a colour.
int count_near(const Pixels& pixels, int red, int green, int blue) {
    int count = 0;
    for (std::size_t i = 0; i < pixels.bytes.size(); i += 3)
        count += std::abs(pixels.bytes[i] - red) <= 6 && std::abs(pixels.bytes[i + 1] - green) <= 6 &&
                         std::abs(pixels.bytes[i + 2] - blue) <= 6
                     ? 1
                     : 0;
    return count;
}

std::string bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(NetworkPicture, is_drawn_without_a_display_in_the_size_asked_for) {
    write_run(example::provenance());
    PictureOptions options;
    options.field = "stage";
    options.width = 640;
    options.height = 800;
    const auto picture = draw_network(folder.path(), options);
    ASSERT_TRUE(picture) << to_string(picture.error());
    EXPECT_EQ(picture->file, folder.path() / "stage.png");
    EXPECT_EQ(picture->time, example::start() + std::chrono::hours(2)) << "the last level";
    const Pixels pixels = read_png(picture->file);
    EXPECT_EQ(pixels.width, 640);
    EXPECT_EQ(pixels.height, 800);
    // The network is a few hundred px long and 5 px wide at least: its dark edge and the colours of viridis's middle
    // are there.
    EXPECT_GT(count_near(pixels, 0x2a, 0x78, 0x8e) + count_near(pixels, 0x23, 0x88, 0x8e), 30);
}

TEST_F(NetworkPicture, terrain_without_a_crs_of_its_own_is_shaded) {
    data::results::Provenance from = example::provenance();
    from.relief = "地形.asc";  // beside the results
    write_run(from);
    write_relief(folder.path() / "地形.asc");
    PictureOptions options;
    options.height = 400;
    options.output = folder.path() / "with.png";
    const auto with = draw_network(folder.path(), options);
    ASSERT_TRUE(with) << to_string(with.error());
    EXPECT_EQ(with->warning, "");
    std::filesystem::remove(folder.path() / "地形.asc");
    options.output = folder.path() / "without.png";
    const auto without = draw_network(folder.path(), options);
    ASSERT_TRUE(without);
    EXPECT_THAT(without->warning, HasSubstr("地形.asc"));
    const int bare = count_near(read_png(without->file), 0xec, 0xea, 0xdf);
    EXPECT_GT(bare, 10'000) << "plain ground";
    EXPECT_LT(count_near(read_png(with->file), 0xec, 0xea, 0xdf), bare / 2) << "shaded ground";
}

TEST_F(NetworkPicture, equal_runs_give_equal_pictures) {
    write_run(example::provenance());
    PictureOptions options;
    options.height = 400;
    for (const char* name : {"a.png", "b.png"}) {
        options.output = folder.path() / name;
        ASSERT_TRUE(draw_network(folder.path(), options));
    }
    EXPECT_TRUE(bytes(folder.path() / "a.png") == bytes(folder.path() / "b.png"));
}

// The example has 1/3 mg/L of ammonia and less: class II everywhere, whose colour no other class but I has.
TEST_F(NetworkPicture, ByClassTheRiverHasTheColourOfItsClass) {
    write_run(example::provenance());
    PictureOptions options;
    options.height = 800;
    options.by_class = true;
    const auto picture = draw_network(folder.path(), options);
    ASSERT_TRUE(picture) << to_string(picture.error());
    EXPECT_EQ(picture->file, folder.path() / "class.png");
    const Pixels pixels = read_png(picture->file);
    EXPECT_GT(count_near(pixels, 0x2f, 0x7f, 0xd1), 1000);
    EXPECT_GT(count_near(pixels, 0xd7, 0x30, 0x1f), 20) << "in the legend";
    EXPECT_LT(count_near(pixels, 0xd7, 0x30, 0x1f), 400) << "and nowhere else";
    options.field = "stage";
    EXPECT_FALSE(draw_network(folder.path(), options)) << "a stage has no class";
}

TEST_F(NetworkPicture, shows_the_level_nearest_to_the_time_asked_for) {
    write_run(example::provenance());
    PictureOptions options;
    options.height = 400;
    options.field = "discharge";
    options.time = example::start() + std::chrono::minutes(50);
    const auto picture = draw_network(folder.path(), options);
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->time, example::start() + std::chrono::hours(1));
}

TEST_F(NetworkPicture, an_unknown_field_is_refused_with_those_there_are) {
    write_run(example::provenance());
    PictureOptions options;
    options.field = "dpeth";
    const auto picture = draw_network(folder.path(), options);
    ASSERT_FALSE(picture);
    EXPECT_EQ(to_string(picture.error()), "field: found \"dpeth\", expected one of stage, NH3-N, discharge");
    options.field = "released";
    EXPECT_FALSE(draw_network(folder.path(), options)) << "one value for the whole network is no map";
}

TEST_F(NetworkPicture, a_relief_asked_for_that_is_not_there_and_a_folder_without_results_are_errors) {
    EXPECT_THAT(to_string(draw_network(folder.path(), {}).error()), HasSubstr("network.nc"));
    write_run(example::provenance());
    PictureOptions options;
    options.relief = folder.path() / "none.tif";
    EXPECT_THAT(to_string(draw_network(folder.path(), options).error()), HasSubstr("none.tif"));
    options = {};
    options.output = folder.path() / "none" / "a.png";
    EXPECT_THAT(to_string(draw_network(folder.path(), options).error()), HasSubstr("a.png"));
}

TEST(ParseSize, takes_a_height_or_both) {
    EXPECT_EQ(parse_size("1200x1600")->width, 1200);
    EXPECT_EQ(parse_size("1200x1600")->height, 1600);
    EXPECT_EQ(parse_size("900")->width, 0);
    for (const char* wrong : {"", "x", "0x100", "1200x", "12 00", "-5", "99999", "1e3"})
        EXPECT_FALSE(parse_size(wrong)) << wrong;
}

}  // namespace
}  // namespace liriver::viz::render
