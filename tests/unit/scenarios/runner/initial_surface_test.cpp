// Given an [[initial]] of a surface, when a scenario sets out, then its first output holds that state to rounding, a
// dam breaks as Ritter has it, and what cannot be is told with its key.
#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <functional>

#include "data/results/surface_reader.h"
#include "tests/unit/scenarios/runner/initial_states.h"
#include "tests/unit/scenarios/runner/squares.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

// 200 m x 50 m of squares of 10 m that rise to the east by 1 in 100, walls all around.
const std::string ground = R"(schema = 1
[project]
name = "ground"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00Z
duration = "20 s"
[output]
interval = "10 s"
[[surface]]
name = "ground"
mesh = "ground.2dm"
manning_n = 0.03
[[constituent]]
name = "dye"
unit = "mg/L"
initial = 1
)";

class InitialOfASurface : public InitialTest {
  protected:
    void SetUp() override {
        ScenarioTest::SetUp();
        write_squares(folder_ / "ground.2dm", [](int i) { return 0.1 * i; });
    }

    /// A field of `file` at one of its levels.
    [[nodiscard]] std::vector<double> level(const std::string& file, const char* field, std::size_t number) const {
        const auto results = data::results::read_surface(folder_ / file);
        return results->values(*results->find(field), number).value();
    }
    [[nodiscard]] data::results::SurfaceReader results() const {
        return data::results::read_surface(folder_ / "out" / "surface.nc").value();
    }
    [[nodiscard]] std::string refusal(const std::string& keys) const {
        const auto model = load(ground + keys);
        return model ? "none" : told(model.error());
    }
    /// Pixels of 10 m from (0, 0) to (200, 50), north first, as an ESRI ASCII grid.
    void write_grid(const std::string& name, const std::function<double(int column)>& value) const {
        std::string text = "ncols 20\nnrows 5\nxllcorner 0\nyllcorner 0\ncellsize 10\nNODATA_value -9999\n";
        for (int row = 0; row < 5; ++row) {
            for (int column = 0; column < 20; ++column)
                text += std::to_string(value(column)) + " ";
            text += "\n";
        }
        write(name, text);
    }
};

// What a later [[initial]] does not say stays as an earlier one has it, and what none says as the old keys do.
TEST_F(InitialOfASurface, ValuesHoldInTheirPolygonsTheLaterOverTheEarlier) {
    run_out(ground + R"([[initial]]
name = "everywhere"
depth = 0.5
velocity_x = 0.1
[[initial]]
name = "western half"
polygon = [[0, 0], [100, 0], [100, 50], [0, 50]]
stage = 3.0
concentration = { dye = 7 }
)");
    const auto read = results();
    const std::vector<double> depths = level("out/surface.nc", "depth", 0);
    const std::vector<double> east = level("out/surface.nc", "velocity_x", 0);
    const std::vector<double> dye = level("out/surface.nc", "dye", 0);
    for (std::size_t i = 0; i < read.mesh().area.size(); ++i) {
        const bool west = read.mesh().centroid[i].x < 100.0;
        const double bed = read.mesh().bed_elevation[i];
        EXPECT_EQ(depths[i], west ? 3.0 - bed : 0.5);
        EXPECT_EQ(east[i], 0.1);
        EXPECT_NEAR(dye[i], west ? 7.0 : 1.0, 1e-12);
    }
}

TEST_F(InitialOfASurface, APolygonOfALayerIsTakenByItsName) {
    write("areas.geojson",
          R"({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:32649"}}, "features": [
{"type": "Feature", "properties": {"name": "west"}, "geometry": {"type": "Polygon", "coordinates":
[[[0, 0], [60, 0], [60, 50], [0, 50], [0, 0]]]}},
{"type": "Feature", "properties": {"name": "east"}, "geometry": {"type": "Polygon", "coordinates":
[[[60, 0], [200, 0], [200, 50], [60, 50], [60, 0]]]}}]})");
    run_out(ground +
            "[[initial]]\nname = \"a\"\npolygon_file = \"areas.geojson\"\npolygon_name = \"west\"\ndepth = 2\n");
    const auto read = results();
    const std::vector<double> depths = level("out/surface.nc", "depth", 0);
    for (std::size_t i = 0; i < read.mesh().area.size(); ++i)
        EXPECT_EQ(depths[i], read.mesh().centroid[i].x < 60.0 ? 2.0 : 0.0);
}

// Each cell lies in one pixel: the mean over it is the pixel's number.
TEST_F(InitialOfASurface, RastersGiveLevelsVelocitiesAndConcentrationsInTheirUnits) {
    write_grid("level.asc", [](int column) { return 300.0 + 5.0 * column; });  // cm
    write_grid("east.asc", [](int column) { return 0.25 * column; });
    write_grid("dye.asc", [](int column) { return 1000.0 * column; });  // ug/L
    run_out(ground + R"([[initial]]
name = "rasters"
[[initial.raster]]
file = "level.asc"
quantity = "stage"
unit = "cm"
crs = "EPSG:32649"
[[initial.raster]]
file = "east.asc"
quantity = "velocity_x"
crs = "EPSG:32649"
[[initial.raster]]
file = "dye.asc"
quantity = "dye"
unit = "ug/L"
crs = "EPSG:32649"
)");
    const auto read = results();
    const std::vector<double> stages = level("out/surface.nc", "stage", 0);
    const std::vector<double> east = level("out/surface.nc", "velocity_x", 0);
    const std::vector<double> dye = level("out/surface.nc", "dye", 0);
    for (std::size_t i = 0; i < read.mesh().area.size(); ++i) {
        const double column = std::floor(read.mesh().centroid[i].x / 10.0);
        EXPECT_NEAR(stages[i], 3.0 + 0.05 * column, 1e-12);
        EXPECT_NEAR(east[i], 0.25 * column, 1e-12);
        EXPECT_NEAR(dye[i], column, 1e-12);
    }
}

TEST_F(InitialOfASurface, AnotherRunsStateAtATimeIsTakenToTheLastBit) {
    run_out(ground + "[[initial]]\nname = \"a\"\npolygon = [[0, 0], [80, 0], [80, 50], [0, 50]]\nstage = 2\n");
    std::filesystem::rename(folder_ / "out", folder_ / "before");
    run_out(ground + "[[initial]]\nname = \"a\"\nrun = \"before/surface.nc\"\nrun_time = 2025-11-01T00:00:10Z\n");
    for (const char* field : {"depth", "velocity_x", "velocity_y"})
        EXPECT_EQ(level("out/surface.nc", field, 0), level("before/surface.nc", field, 1)) << field;
    EXPECT_NE(level("out/surface.nc", "depth", 0), level("before/surface.nc", "depth", 0));
}

// Half as large cells: each takes the level of the cell that its centroid lies in.
TEST_F(InitialOfASurface, OnAnotherMeshACellTakesTheLevelOfTheCellUnderIt) {
    run_out(ground + "[[initial]]\nname = \"a\"\nstage = 2.5\n");
    std::filesystem::rename(folder_ / "out", folder_ / "before");
    std::string mesh = "MESH2D\n";
    for (int j = 0; j < 10; ++j)
        for (int i = 0; i < 40; ++i)
            mesh += "E4Q " + std::to_string(40 * j + i + 1) + " " + std::to_string(41 * j + i + 1) + " " +
                    std::to_string(41 * j + i + 2) + " " + std::to_string(41 * j + i + 43) + " " +
                    std::to_string(41 * j + i + 42) + " 1\n";
    for (int node = 0; node < 41 * 11; ++node)
        mesh += "ND " + std::to_string(node + 1) + " " + std::to_string(5 * (node % 41)) + " " +
                std::to_string(5 * (node / 41)) + " " + std::to_string(0.05 * (node % 41)) + "\n";
    write("ground.2dm", mesh);
    run_out(ground + "[[initial]]\nname = \"a\"\nrun = \"before/surface.nc\"\nrun_time = 2025-11-01T00:00:00Z\n");
    const std::vector<double> depth = level("out/surface.nc", "depth", 0);
    const std::vector<double> bed = results().mesh().bed_elevation;
    ASSERT_EQ(depth.size(), 400U);
    for (std::size_t i = 0; i < depth.size(); ++i)
        EXPECT_NEAR(depth[i], 2.5 - bed[i], 1e-12);
}

TEST_F(InitialOfASurface, EveryMistakeIsToldAtOnceWithItsKey) {
    write_grid("half.asc", [](int column) { return column < 10 ? 1.0 : -9999.0; });
    write_grid("dark.asc", [](int column) { return column == 3 ? -0.5 : 1.0; });
    const std::string problems = refusal(R"([[initial]]
name = "two levels"
stage = 3
depth = 1
[[initial]]
name = "nothing"
[[initial]]
name = "of a river"
discharge = 5
[[initial]]
name = "unknown dye"
concentration = { dry = 7 }
[[initial]]
name = "nowhere"
polygon = [[1000, 0], [1100, 0], [1100, 50]]
stage = 3
[[initial]]
name = "no file"
run = "missing.nc"
[[initial]]
name = "half"
[[initial.raster]]
file = "half.asc"
quantity = "depth"
crs = "EPSG:32649"
[[initial]]
name = "negative"
[[initial.raster]]
file = "dark.asc"
quantity = "depth"
crs = "EPSG:32649"
[[initial]]
name = "unit"
[[initial.raster]]
file = "dark.asc"
quantity = "velocity_x"
unit = "mg/L"
crs = "EPSG:32649"
)");
    for (const char* one :
         {"initial[two levels].depth: found both `stage` and `depth`", "initial[nothing].stage: found a place without",
          "initial[of a river].discharge: found `discharge` on a surface", "unknown-constituent",
          "initial[nowhere]: found a place in which no cell lies", "initial[no file].run",
          "initial[half].raster[1].file: found 50 cells without a value of depth, the first the cell at (105.0, 5.0)",
          "initial[negative].raster[1].file: found 5 cells with less than 0 of depth",
          "initial[unit].raster[1].unit: found \"mg/L\""})
        EXPECT_THAT(problems, HasSubstr(one));
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 9);
}

// Ritter, VDI-Zeitschrift 36 (1892): where the dam stood the depth is 4/9 of that behind it and the discharge a metre
// 8/27 h0 sqrt(g h0), both at all times.
TEST_F(InitialOfASurface, ADamThatBreaksGivesRittersDepthAndDischarge) {
    std::string mesh = "MESH2D\n";
    constexpr int columns = 800;  // of 0.25 m, the dam in the middle
    for (int i = 0; i < columns; ++i)
        mesh += "E4Q " + std::to_string(i + 1) + " " + std::to_string(i + 1) + " " + std::to_string(i + 2) + " " +
                std::to_string(columns + i + 3) + " " + std::to_string(columns + i + 2) + " 1\n";
    for (int j = 0; j < 2; ++j)
        for (int i = 0; i <= columns; ++i)
            mesh += "ND " + std::to_string((columns + 1) * j + i + 1) + " " + std::to_string(0.25 * i) + " " +
                    std::to_string(j) + " 0\n";
    write("ground.2dm", mesh);
    std::string scenario = ground;
    scenario.replace(scenario.find("manning_n = 0.03"), 16, "manning_n = 0");
    run_out(scenario + R"([[initial]]
name = "behind the dam"
polygon = [[0, 0], [100, 0], [100, 1], [0, 1]]
depth = 1
[[station]]
name = "dam"
point = [100, 0.5]
section_from = [100, 1]
section_to = [100, 0]
)");
    std::ifstream rows(folder_ / "out" / "stations.csv");
    std::string row;
    for (std::string line; std::getline(rows, line);)
        row = line;
    const std::size_t at = row.find(",dam,") + 5;
    double stage = 0.0;
    double discharge = 0.0;
    ASSERT_EQ(std::sscanf(row.c_str() + at, "%lf,%lf", &stage, &discharge), 2) << row;
    EXPECT_NEAR(stage, 4.0 / 9.0, 0.005 * 4.0 / 9.0);
    const double ritter = 8.0 / 27.0 * std::sqrt(9.81);
    EXPECT_NEAR(discharge, ritter, 0.005 * ritter);
}

}  // namespace
}  // namespace liriver::scenarios::runner
