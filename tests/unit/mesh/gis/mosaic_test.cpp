#include "mesh/gis/mosaic.h"

#include <gtest/gtest.h>

namespace liriver::mesh::gis {
namespace {

Grid made(GridFrame frame, float value) { return {.frame = frame, .values = std::vector<float>(frame.size(), value)}; }

const GridFrame coarse_frame = {
    .west = 0.0, .north = 1000.0, .cell_x = 100.0, .cell_y = 100.0, .columns = 10, .rows = 10};
const GridFrame fine_frame = {.west = 200.0, .north = 800.0, .cell_x = 25.0, .cell_y = 25.0, .columns = 8, .rows = 8};

TEST(Mosaic, AnswersFromTheFirstGridThatKnows) {
    Mosaic mosaic{{made(fine_frame, 5.0F), made(coarse_frame, 9.0F)}};
    mosaic.grids[0].values[fine_frame.index(0, 0)] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(mosaic.sample(300.0, 700.0), 5.0);
    EXPECT_EQ(mosaic.sample(212.5, 787.5), 9.0);  // nodata of the first falls through
    EXPECT_EQ(mosaic.sample(900.0, 100.0), 9.0);
    EXPECT_TRUE(std::isnan(mosaic.sample(1001.0, 100.0)));
}

TEST(Mosaic, ResampledToItsOwnFrameIsUnchanged) {
    Mosaic mosaic{{made(coarse_frame, 1.0F)}};
    mosaic.grids[0].values[7] = 3.0F;
    mosaic.grids[0].values[8] = std::numeric_limits<float>::quiet_NaN();
    const Grid same = resample(mosaic, coarse_frame);
    EXPECT_EQ(same.values[7], 3.0F);
    EXPECT_TRUE(std::isnan(same.values[8]));
    EXPECT_EQ(same.values[9], 1.0F);
}

TEST(Mosaic, CoarseCellsTakeTheMeanOfFineOnes) {
    Mosaic mosaic{{made(fine_frame, 5.0F), made(coarse_frame, 9.0F)}};
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 2; ++column)  // the west half of the coarse cell at column 2, row 2
            mosaic.grids[0].values[fine_frame.index(column, row)] = 1.0F;
    const Grid mean = resample(mosaic, coarse_frame);
    EXPECT_FLOAT_EQ(mean.values[coarse_frame.index(2, 2)], 3.0F);
    EXPECT_FLOAT_EQ(mean.values[coarse_frame.index(3, 3)], 5.0F);
    EXPECT_FLOAT_EQ(mean.values[coarse_frame.index(4, 4)], 9.0F);
}

TEST(Mosaic, CoarsestFrameGrowsByWholeCellsToHoldEveryGrid) {
    GridFrame shifted = fine_frame;
    shifted.west = -30.0;
    const Mosaic mosaic{{made(shifted, 1.0F), made(coarse_frame, 2.0F)}};
    const GridFrame frame = coarsest_frame(mosaic);
    EXPECT_EQ(frame.west, -100.0);
    EXPECT_EQ(frame.columns, 11);
    EXPECT_EQ(frame.rows, 10);
    EXPECT_EQ(frame.cell_x, 100.0);
}

}  // namespace
}  // namespace liriver::mesh::gis
