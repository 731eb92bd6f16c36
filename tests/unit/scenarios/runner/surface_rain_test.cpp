// Given rain on a surface from one number, gauges or rasters, when it is run, then on every cell falls what they say,
// less what the ground takes, and what cannot be is named with its line.
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "data/results/surface_reader.h"
#include "tests/unit/scenarios/runner/scenario_test.h"
#include "tests/unit/scenarios/runner/squares.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

constexpr double area = 200.0 * 50.0;  // m2

std::string ground(const std::string& keys) {
    return R"(schema = 1
[project]
name = "rain"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "2 h"
[output]
interval = "1 h"
[[surface]]
name = "plane"
mesh = "plane.2dm"
manning_n = 0.03
)" + keys;
}

// 200 m x 50 m of squares of 10 m, falling to the east by 1 in 100, walls all around.
class SurfaceRainTest : public ScenarioTest {
  protected:
    void SetUp() override {
        ScenarioTest::SetUp();
        write_squares(folder_ / "plane.2dm", [](int i) { return 5.0 - 0.1 * i; });
    }

    // Bands of pixels of 40 m over the plane and beyond; each with one number in its west (x < 120) and one in its
    // east.
    void write_raster(const std::string& name, const std::vector<std::array<float, 2>>& bands) const {
        GDALAllRegister();
        GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
        GDALDataset* const file = driver->Create((folder_ / name).string().c_str(), 7, 3,
                                                 static_cast<int>(bands.size()), GDT_Float32, nullptr);
        std::array<double, 6> frame{-40.0, 40.0, 0.0, 80.0, 0.0, -40.0};
        file->SetGeoTransform(frame.data());
        for (std::size_t b = 0; b < bands.size(); ++b) {
            std::vector<float> values;
            for (int row = 0; row < 3; ++row)
                for (int column = 0; column < 7; ++column)
                    values.push_back(bands[b][column < 4 ? 0 : 1]);
            ASSERT_EQ(file->GetRasterBand(static_cast<int>(b) + 1)
                          ->RasterIO(GF_Write, 0, 0, 7, 3, values.data(), 7, 3, GDT_Float32, 0, 0),
                      CE_None);
        }
        GDALClose(file);
    }

    [[nodiscard]] std::vector<double> last_depths() const {
        const auto results = data::results::read_surface(folder_ / "out" / "surface.nc");
        return *results->values(*results->find("depth"), results->times().size() - 1);
    }

    [[nodiscard]] std::string refusal(const std::string& keys) const {
        const auto loaded = load(ground(keys));
        if (loaded)
            return "none";
        std::string text;
        for (const auto& problem : loaded.error())
            text += to_string(problem) + '\n';
        return text;
    }
};

constexpr const char* rasters = "[surface.rain_rasters]\ntable = \"rain.csv\"\nunit = \"mm/h\"\ncrs = \"EPSG:32649\"\n";
constexpr const char* one_raster = "from,to,file\n2025-11-01T00:00:00+08:00,2025-11-01T03:00:00+08:00,rain.tif\n";

TEST_F(SurfaceRainTest, a_raster_of_one_number_is_rain_of_that_number) {
    const auto plain = run_well(ground("rain = \"5 mm/h\"\n"));
    const auto depths = last_depths();
    write_raster("rain.tif", {{5.0F, 5.0F}});
    write("rain.csv", one_raster);
    const auto report = run_well(ground(rasters));
    const auto others = last_depths();
    ASSERT_EQ(depths.size(), others.size());
    for (std::size_t i = 0; i < depths.size(); ++i)
        EXPECT_NEAR(others[i], depths[i], 1e-12);
    EXPECT_NEAR(report.summary.water.sources, 0.010 * area, 1e-12 * area);
    EXPECT_NEAR(plain.summary.water.sources, 0.010 * area, 1e-12 * area);
    ASSERT_TRUE(report.summary.rain);
    EXPECT_NEAR(report.summary.rain->fallen, 0.010 * area, 1e-12 * area);
    EXPECT_EQ(report.summary.rain->lost, 0.0);
    EXPECT_LT(report.summary.water.relative_error, 1e-12);
}

// The first hour west 10 and east 30 mm/h, from the second band; the second hour the other way round, 2 and 4 mm/h. The
// plane is 120 m in the west and 80 m in the east.
TEST_F(SurfaceRainTest, rasters_follow_one_another_and_keep_their_volume) {
    write_raster("rain.tif", {{2.0F, 4.0F}, {10.0F, 30.0F}});
    write("rain.csv",
          "from,to,file,band\n2025-10-31T23:00:00+08:00,2025-11-01T01:00:00+08:00,rain.tif,2\n"
          "2025-11-01T01:00:00+08:00,2025-11-01T02:00:00+08:00,rain.tif,1\n");
    const auto report = run_well(ground(std::string(rasters) + "scale = 0.5\n"));
    const double depth = 0.5e-3 * ((10.0 + 2.0) * 0.6 + (30.0 + 4.0) * 0.4);
    EXPECT_NEAR(report.summary.water.sources, depth * area, 1e-10 * area);
    EXPECT_LT(report.summary.water.relative_error, 1e-12);
}

// The line half-way between the gauges is at x = 75: seven columns of cells and the eighth's middle on it, the first's.
TEST_F(SurfaceRainTest, each_cell_has_the_rain_of_its_nearest_gauge) {
    const auto report = run_well(ground(R"([[surface.rain_gauge]]
name = "west"
point = [-50, 25]
rain = "10 mm/h"
[[surface.rain_gauge]]
name = "east"
point = [200, 25]
rain = "40 mm/h"
)"));
    EXPECT_NEAR(report.summary.water.sources, 2.0 * (0.010 * 80.0 + 0.040 * 120.0) * 50.0, 1e-9);
    EXPECT_LT(report.summary.water.relative_error, 1e-12);
}

// Of 5 mm/h all is lost, of 20 mm/h half; the loss takes nothing of the water that stands.
TEST_F(SurfaceRainTest, the_loss_takes_rain_alone_and_no_more_than_falls) {
    write("rain.csv",
          "time,rain_mm_h\n2025-11-01T00:00:00+08:00,20\n2025-11-01T01:00:00+08:00,5\n"
          "2025-11-01T02:00:00+08:00,5\n");
    const auto report =
        run_well(ground("rain = { file = \"rain.csv\", interpolation = \"hold\" }\nrain_loss = \"10 mm/h\"\n"));
    ASSERT_TRUE(report.summary.rain);
    EXPECT_NEAR(report.summary.rain->fallen, 0.025 * area, 1e-9);
    EXPECT_NEAR(report.summary.rain->lost, 0.015 * area, 1e-9);
    EXPECT_NEAR(report.summary.water.sources, 0.010 * area, 1e-9);
    EXPECT_NEAR(report.summary.water.final, 0.010 * area, 1e-9);
}

TEST_F(SurfaceRainTest, what_cannot_be_is_refused_with_its_line) {
    write_raster("rain.tif", {{5.0F, -5.0F}});
    write("rain.csv", one_raster);
    EXPECT_THAT(refusal(rasters), HasSubstr("rain.csv:2:"));
    EXPECT_THAT(refusal(rasters), HasSubstr("a number of -5"));
    EXPECT_THAT(refusal(std::string("rain = \"5 mm/h\"\n") + rasters), HasSubstr("rain told in two ways"));
    EXPECT_THAT(refusal("[surface.rain_rasters]\ntable = \"rain.csv\"\nunit = \"mm\"\n"), HasSubstr("a rate of rain"));
    EXPECT_THAT(refusal("[surface.rain_rasters]\ntable = \"none.csv\"\nunit = \"mm/h\"\n"),
                HasSubstr("river.toml:16:"));
    EXPECT_THAT(refusal("rain_loss = \"1 mm/h\"\n"), HasSubstr("a loss of rain without rain"));
    write("rain.csv",
          "from,to,file\n2025-11-01T00:00:00+08:00,2025-11-01T01:00:00+08:00,rain.tif\n"
          "2025-11-01T01:30:00+08:00,2025-11-01T01:45:00+08:00,none.tif\n");
    const std::string gaps = refusal(rasters);
    EXPECT_THAT(gaps, HasSubstr("rain.csv:3:"));
    EXPECT_THAT(gaps, HasSubstr("where the row before ends"));
    EXPECT_THAT(gaps, HasSubstr("rain over the whole run"));
    write("rain.csv", "from,to,file\n2025-11-01T00:00:00+08:00,2025-11-01T03:00:00+08:00,none.tif\n");
    EXPECT_THAT(refusal(rasters), HasSubstr("bad-raster"));
    EXPECT_THAT(refusal("[[surface.rain_gauge]]\nname = \"a\"\nrain = 0\n"), HasSubstr("point"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
