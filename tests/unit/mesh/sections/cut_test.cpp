// Heights under a section, thinned.
#include "mesh/sections/cut.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "made_valley.h"

namespace liriver::mesh::sections {
namespace {

SectionPlan plan_of_straight_river() {
    ReachLayout layout;
    layout.spacing = 500.0;
    layout.half_length = 300.0;
    return lay_sections(tests::straight_river(1000.0), {layout}, [](const std::string&, double) { return 30.0; });
}

TEST(Cut, ReadsTheValleysHeightsAtItsOffsets) {
    // 200 m at the head, falling 1 in 1000, sides rising 1 in 10: at chainage 500, 300 m left: 200 - 0.5 + 30 = 229.5.
    const auto cuts = cut_sections(plan_of_straight_river().lines, tests::valley(200.0, 1e-3, 0.1), {});
    ASSERT_TRUE(cuts);
    ASSERT_EQ(cuts->size(), 3U);
    const CutSection& cut = (*cuts)[1];
    EXPECT_DOUBLE_EQ(cut.left.front().offset, 0.0);
    EXPECT_NEAR(cut.left.front().elevation, 229.5, 1e-9);
    EXPECT_DOUBLE_EQ(cut.right.back().offset, 600.0);
    EXPECT_NEAR(cut.right.back().elevation, 229.5, 1e-9);
    for (const SectionPoint& point : cut.left)
        EXPECT_NEAR(point.elevation, 199.5 + 0.1 * (300.0 - point.offset), 0.051);
}

TEST(Cut, HasFifteenPointsOutsideTheChannelAndNoneInIt) {
    const auto cuts = cut_sections(plan_of_straight_river().lines, tests::valley(200.0, 1e-3, 0.1), {});
    ASSERT_TRUE(cuts);
    ASSERT_EQ(cuts->size(), 3U);
    for (const CutSection& cut : *cuts) {
        EXPECT_GE(cut.left.size() + cut.right.size(), 15U);
        EXPECT_LT(cut.left.back().offset, 300.0 - 30.0);
        EXPECT_GT(cut.right.front().offset, 300.0 + 30.0);
        for (const SectionPoint& point : cut.left)
            EXPECT_DOUBLE_EQ(point.offset, std::round(point.offset));
    }
}

TEST(Cut, TellsOnceOfAReachWithSectionsWithoutTerrain) {
    network::TerrainSampler holed = tests::valley(200.0, 1e-3, 0.1);
    holed.elevation = [](double x, double y) {
        return x > 250.0 && y < -200.0 ? std::numeric_limits<double>::quiet_NaN() : 100.0;
    };
    const auto cuts = cut_sections(plan_of_straight_river().lines, holed, {});
    ASSERT_FALSE(cuts);
    ASSERT_EQ(cuts.error().size(), 1U) << "one cause";
    EXPECT_NE(cuts.error()[0].place.find("main"), std::string::npos);
    EXPECT_NE(cuts.error()[0].place.find("500"), std::string::npos);
    EXPECT_NE(cuts.error()[0].found.find("1 more of its sections, to 1000 m"), std::string::npos);
}

TEST(Thinning, KeepsTheCornersOfAPolyline) {
    std::vector<double> offset, elevation;
    for (int i = 0; i <= 100; ++i) {
        offset.push_back(i);
        elevation.push_back(i < 40 ? 10.0 : i < 60 ? 10.0 - 0.5 * (i - 40) : 0.0);
    }
    EXPECT_EQ(thin(offset, elevation, 2, 20, 0.01), (std::vector<std::size_t>{0, 40, 60, 100}));
}

TEST(Thinning, StaysWithinItsToleranceIfItMay) {
    std::vector<double> offset, elevation;
    for (int i = 0; i <= 200; ++i) {
        offset.push_back(i);
        elevation.push_back(5.0 * std::sin(i / 20.0));
    }
    const std::vector<std::size_t> kept = thin(offset, elevation, 2, 100, 0.2);
    EXPECT_LT(kept.size(), 40U);
    for (std::size_t k = 0; k + 1 < kept.size(); ++k)
        for (std::size_t i = kept[k]; i < kept[k + 1]; ++i) {
            const double fraction = (offset[i] - offset[kept[k]]) / (offset[kept[k + 1]] - offset[kept[k]]);
            const double line = elevation[kept[k]] + fraction * (elevation[kept[k + 1]] - elevation[kept[k]]);
            EXPECT_LE(std::abs(line - elevation[i]), 0.2);
        }
}

TEST(Thinning, SpreadsPointsEvenlyWhereTheGroundIsFlat) {
    std::vector<double> offset, elevation;
    for (int i = 0; i <= 64; ++i) {
        offset.push_back(i);
        elevation.push_back(3.0);
    }
    EXPECT_EQ(thin(offset, elevation, 5, 10, 0.1), (std::vector<std::size_t>{0, 16, 32, 48, 64}));
}

}  // namespace
}  // namespace liriver::mesh::sections
