#pragma once
// A second river, of another place and CRS than the Li: a valley in Belgium on a geographic elevation model, with a
// tributary whose line stops 300 m short.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "data/tables/problem.h"
#include "scenarios/language/reader.h"
#include "tests/unit/mesh/gis/made_raster.h"

namespace liriver::tests {

/// Folder with `terrain.toml` and its inputs. The main valley runs east along 50.1 N from 5.0 E, the tributary south
/// along 5.15 E; slopes rise 5 % from both.
class MadeRiver {
  public:
    explicit MadeRiver(const std::string& name) : folder_(name) {
        write_terrain();
        write_lines();
        write_channel();
        std::ofstream(folder_.file("terrain.toml")) << scenario();
    }

    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_.file(name); }

    [[nodiscard]] static std::string scenario() {
        return R"(schema = 1
[project]
name = "A second river"
crs = "EPSG:3812"
vertical_datum = "DNG"
time_zone = "+01:00"
[terrain]
relief_cell = "500 m"
[[terrain.rasters]]
file = "高程 model.tif"
vertical_datum = "DNG"
source = "made for a test"
confidence = "H"
[network]
close_gaps = "500 m"
reaches = "out/odbl/reaches.csv"
points = "out/odbl/reach_points.csv"
section_places = "out/odbl/section_places.csv"
stations = "out/odbl/stations.csv"
structures = "out/odbl/structures.csv"
sections = ["out/terrain/sections.csv", "out/assumed/channel_sections.csv"]
profile = "out/terrain/profile.csv"
catchments = "out/terrain/catchments.csv"
[[network.lines]]
file = "lines.geojson"
kind_attribute = "waterway"
kinds = ["river"]
source = "made for a test"
confidence = "H"
[[network.barriers]]
file = "lines.geojson"
kind_attribute = "waterway"
kinds = ["weir"]
[sections]
channel = "channel.csv"
spacing = "500 m"
half_length = "300 m"
[[reach]]
name = "Main"
[[reach]]
name = "Side"
[[station]]
name = "End"
reach = "Main"
point = { lon = 5.28, lat = 50.1 }
[output]
relief = "out/terrain/relief.asc"
)";
    }

  private:
    void write_terrain() const {
        MadeRaster raster;
        raster.crs = "EPSG:4326";
        raster.west = 4.98;
        raster.north = 50.2;
        raster.cell = 0.0005;
        raster.columns = 660;
        raster.rows = 400;
        const double metres_north = 111240.0;
        const double metres_east = 71500.0;
        write_raster(file("高程 model.tif"), raster, [&](int column, int row) {
            const double east = (raster.west + (column + 0.5) * raster.cell - 5.0) * metres_east;
            const double north = (raster.north - (row + 0.5) * raster.cell - 50.1) * metres_north;
            const double main_floor = 300.0 - 0.002 * east;
            const double main = main_floor + 0.05 * std::abs(north);
            const double junction_floor = 300.0 - 0.002 * 0.15 * metres_east;
            const double side =
                junction_floor + 0.005 * std::max(north, 0.0) + 0.05 * std::abs(east - 0.15 * metres_east);
            return north > 0.0 ? std::min(main, side) : main;
        });
    }

    void write_lines() const {
        std::ofstream(file("lines.geojson")) << R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Main","waterway":"river"},
 "geometry":{"type":"LineString","coordinates":[[5.0,50.1],[5.07,50.1],[5.15,50.1],[5.22,50.1],[5.29,50.1]]}},
{"type":"Feature","properties":{"name":"Side","waterway":"river"},
 "geometry":{"type":"LineString","coordinates":[[5.15,50.18],[5.15,50.14],[5.15,50.1027]]}},
{"type":"Feature","properties":{"name":"The weir","waterway":"weir"},
 "geometry":{"type":"LineString","coordinates":[[5.2,50.0995],[5.2,50.1005]]}}]}
)";
    }

    void write_channel() const {
        std::ofstream(file("channel.csv"))
            << "reach,from_chainage_m,to_chainage_m,low_flow_width_m,thalweg_width_m,thalweg_depth_m,bank_width_m,"
               "bank_height_m,side_slope,source,confidence,note\n"
               "Main,0,30000,12,8,0.8,40,3,2,assumed,L,\n"
               "Side,0,30000,6,4,0.5,20,2,2,assumed,L,\n";
    }

    ScratchFolder folder_;
};

/// All problems, a line each.
inline std::string words(const data::tables::Problems& problems) {
    std::string text;
    for (const data::tables::Problem& problem : problems)
        text += to_string(problem) + "\n";
    return text;
}

/// The river's scenario; a failure of the test for what is wrong in it.
inline scenarios::language::Scenario read(const MadeRiver& river) {
    data::tables::Problems problems;
    const auto scenario = scenarios::language::read_scenario(river.file("terrain.toml"), {}, problems);
    EXPECT_TRUE(problems.empty()) << words(problems);
    return scenario.value_or(scenarios::language::Scenario{});
}

}  // namespace liriver::tests
