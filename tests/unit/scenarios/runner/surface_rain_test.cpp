// Given rain on a surface from one number, gauges or rasters, when it is run, then on every cell falls what they say,
// less what the ground takes, and what cannot be is named with its line.
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include <array>
#include <cmath>
#include <functional>

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
        write_pixels(
            name, {-40.0, 40.0, 0.0, 80.0, 0.0, -40.0}, 7, 3, static_cast<int>(bands.size()),
            [&](int band, int column, int) { return bands[static_cast<std::size_t>(band)][column < 4 ? 0 : 1]; });
    }

    // Any grid: x = frame[0] + column frame[1] + row frame[2], y = frame[3] + column frame[4] + row frame[5].
    void write_pixels(const std::string& name, std::array<double, 6> frame, int columns, int rows, int bands,
                      const std::function<double(int band, int column, int row)>& value) const {
        GDALAllRegister();
        GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
        GDALDataset* const file =
            driver->Create((folder_ / name).string().c_str(), columns, rows, bands, GDT_Float64, nullptr);
        file->SetGeoTransform(frame.data());
        for (int band = 0; band < bands; ++band) {
            std::vector<double> values;
            for (int row = 0; row < rows; ++row)
                for (int column = 0; column < columns; ++column)
                    values.push_back(value(band, column, row));
            ASSERT_EQ(file->GetRasterBand(band + 1)->RasterIO(GF_Write, 0, 0, columns, rows, values.data(), columns,
                                                              rows, GDT_Float64, 0, 0),
                      CE_None);
        }
        GDALClose(file);
    }

    // Longitude and latitude, degrees, of a place on the plane.
    static std::array<double, 2> degrees_of(double x, double y) {
        OGRSpatialReference plane;
        plane.importFromEPSG(32649);
        plane.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        OGRSpatialReference earth;
        earth.importFromEPSG(4326);
        earth.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        OGRCoordinateTransformation* const transform = OGRCreateCoordinateTransformation(&plane, &earth);
        EXPECT_EQ(transform->Transform(1, &x, &y), 1);
        OGRCoordinateTransformation::DestroyCT(transform);
        return {x, y};
    }

    // m3 that fall in the two hours from rain.tif.
    double volume_of_rain(const std::string& crs) const {
        const auto report =
            run_well(ground("[surface.rain_rasters]\ntable = \"rain.csv\"\nunit = \"mm/h\"\ncrs = \"" + crs + "\"\n"));
        EXPECT_LT(report.summary.water.relative_error, 1e-12);
        return report.summary.rain ? report.summary.rain->fallen : -1.0;
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

// A mesh within one pixel of a raster of degrees has that pixel's rain, whatever falls beside it. The raster's
// longitudes may run from 0 to 360 or from -180 to 180 degrees.
TEST_F(SurfaceRainTest, a_pixel_of_degrees_rains_its_own_number_on_all_it_covers) {
    write("rain.csv", one_raster);
    const auto [longitude, latitude] = degrees_of(100.0, 25.0);
    for (const double turn : {0.0, -360.0}) {
        write_pixels("rain.tif", {longitude + turn - 1.6 * 0.1, 0.1, 0.0, latitude + 1.3 * 0.1, 0.0, -0.1}, 3, 3, 1,
                     [](int, int column, int row) { return column == 1 && row == 1 ? 0.3 : 40.0 + column; });
        EXPECT_NEAR(volume_of_rain("EPSG:4326"), 2.0 * 0.3e-3 * area, 1e-12 * 2.0 * 0.3e-3 * area) << turn;
    }
}

// Pixels of degrees finer than the cells, with rain that grows by east: its mean is that in the plane's middle.
TEST_F(SurfaceRainTest, pixels_finer_than_the_cells_are_averaged_over_them) {
    write("rain.csv", one_raster);
    const auto [longitude, latitude] = degrees_of(100.0, 25.0);
    const double pixel = 2e-5;  // degrees, 2 m
    write_pixels("rain.tif", {longitude - 100 * pixel, pixel, 0.0, latitude + 100 * pixel, 0.0, -pixel}, 200, 200, 1,
                 [](int, int column, int) { return 10.0 + 0.1 * (column + 0.5 - 100.0); });
    EXPECT_NEAR(volume_of_rain("EPSG:4326"), 2.0 * 10.0e-3 * area, 1e-4 * 2.0 * 10.0e-3 * area);
}

// A raster turned by 45 degrees whose two halves meet in the plane's middle: each covers half of it, by symmetry. South
// up, the same.
TEST_F(SurfaceRainTest, a_turned_raster_keeps_its_volume) {
    write("rain.csv", one_raster);
    const double side = 17.0 * std::sqrt(0.5);
    const auto halves = [](int, int column, int) { return column < 10 ? 12.0 : 20.0; };
    const double exact = 2.0 * 16.0e-3 * area;
    for (const double down : {-1.0, 1.0}) {
        // column 10, row 10 begins at (100, 25)
        write_pixels("rain.tif", {100.0 - 20.0 * side, side, side, 25.0, side * down, -side * down}, 20, 20, 1, halves);
        EXPECT_NEAR(volume_of_rain("EPSG:32649"), exact, 1e-12 * exact) << down;
    }
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
