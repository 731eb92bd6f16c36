// The shipped table of the Guilin tile's terrain, remade from the raster.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "data/registers/terrain_points.h"
#include "data/tables/file.h"
#include "mesh/gis/raster.h"
#include "mesh/terrain/simplify.h"

namespace liriver::mesh::terrain {
namespace {

const std::filesystem::path shipped =
    std::filesystem::path(LIRIVER_SOURCE_DIR) / "data/li-river/terrain/guilin_points.csv";

const gis::Grid& tile() {
    static const gis::Grid grid =
        gis::read_raster({.file = std::string(LIRIVER_TERRAIN) + "/dem/guilin_city_12p5m_egm96.tif"}, "EPSG:32649")
            .value()
            .grid;
    return grid;
}

TEST(GuilinPoints, AreRemadeToTheByte) {
    SimplifySettings settings;
    settings.rmse = 1.0;
    settings.largest_error = 10.0;
    const auto simplified = simplify(tile(), settings);
    ASSERT_TRUE(simplified) << to_string(simplified.error());
    const std::string text = data::registers::terrain_points_text(
        *simplified, tile().frame,
        {"Terrain of the Guilin city tile, EPSG:32649, decimetres above EGM96, picked by liriver's simplification.",
         "Source: Terrain Tiles (Mapzen/AWS); SRTM courtesy NASA/USGS. ASF DAAC ALOS PALSAR RTC, includes material (c) "
         "JAXA/METI; confidence M"});
    EXPECT_EQ(data::tables::read_file(shipped).value(), text);
    EXPECT_LE(text.size(), 1200000U);
}

TEST(GuilinPoints, GiveTheTerrainBackWithinOneAndAHalfMetresAndKeepEveryKarstPeak) {
    data::tables::Problems problems;
    const auto points = data::registers::read_terrain_points(shipped, problems);
    ASSERT_TRUE(problems.empty()) << to_string(problems.front());
    const auto back = interpolate(tile().frame, points);
    ASSERT_TRUE(back) << to_string(back.error());
    double squares = 0.0;
    for (std::size_t i = 0; i < back->values.size(); ++i) {
        const double error = static_cast<double>(back->values[i]) - static_cast<double>(tile().values[i]);
        squares += error * error;
    }
    EXPECT_LE(std::sqrt(squares / static_cast<double>(back->values.size())), 1.5);
    // A summit: the highest cell within 200 m, 100 m above the lowest there.
    int summits = 0;
    const gis::GridFrame& frame = tile().frame;
    for (int row = 16; row < frame.rows - 16; ++row)
        for (int column = 16; column < frame.columns - 16; ++column) {
            const double here = tile().at(column, row);
            double lowest = here;
            bool highest = true;
            for (int j = row - 16; j <= row + 16 && highest; ++j)
                for (int i = column - 16; i <= column + 16; ++i) {
                    highest = highest && tile().at(i, j) <= here;
                    lowest = std::min(lowest, tile().at(i, j));
                }
            if (!highest || here - lowest < 100.0)
                continue;
            ++summits;
            EXPECT_NEAR(back->at(column, row), here, 0.1) << column << " " << row;
        }
    EXPECT_GT(summits, 40);
}

}  // namespace
}  // namespace liriver::mesh::terrain
