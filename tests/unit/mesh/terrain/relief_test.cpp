#include "mesh/terrain/relief.h"

#include <gtest/gtest.h>

#include "made_grid.h"

namespace liriver::mesh::terrain {
namespace {

TEST(Relief, IsAnEsriGridOfWholeMetres) {
    gis::Mosaic mosaic{{tests::make_grid(8, 4, [](int column, int) { return column < 4 ? 12.4 : 99.6; })}};
    const gis::Grid relief = make_relief(mosaic, {.west = 0.0, .south = 0.0, .east = 120.0, .north = 40.0}, 40.0);
    EXPECT_EQ(
        to_esri_ascii(relief),
        "ncols 3\nnrows 1\nxllcorner 0.000\nyllcorner 0.000\ncellsize 40.000\nNODATA_value -9999\n12 100 -9999\n");
}

}  // namespace
}  // namespace liriver::mesh::terrain
