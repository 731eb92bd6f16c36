// The Li River's own rasters, as their README describes them.
#include <gtest/gtest.h>

#include "mesh/gis/raster.h"

namespace liriver::mesh::gis {
namespace {

TEST(LiRiverRasters, BasinInDecimetresAgreesWithTheCityTileInMetres) {
    const std::string folder = std::string(LIRIVER_TERRAIN) + "/dem/";
    const auto basin = read_raster({.file = folder + "li_basin_105m_egm96_dequant_dm.tif", .scale = 0.1}, "EPSG:32649");
    const auto city = read_raster({.file = folder + "guilin_city_12p5m_egm96.tif"}, "EPSG:32649");
    ASSERT_TRUE(basin) << to_string(basin.error());
    ASSERT_TRUE(city) << to_string(city.error());
    EXPECT_EQ(basin->grid.frame.columns, 1452);
    EXPECT_EQ(basin->grid.frame.rows, 2048);
    double sum = 0.0;
    int count = 0;
    for (int row = 4; row < 1128; row += 8) {
        for (int column = 4; column < 1128; column += 8) {
            const double difference = basin->grid.sample(city->grid.frame.x_of(column), city->grid.frame.y_of(row)) -
                                      city->grid.at(column, row);
            if (std::isfinite(difference)) {
                sum += difference;
                ++count;
            }
        }
    }
    ASSERT_GT(count, 10000);
    EXPECT_LT(std::abs(sum / count), 0.5);  // the published bias is at most half a metre
}

}  // namespace
}  // namespace liriver::mesh::gis
