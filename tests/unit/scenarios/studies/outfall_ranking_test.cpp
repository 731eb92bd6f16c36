// Given what each source brings to a section, when its outfalls are ranked, then cuts are what is too much by what
// there is to cut.
#include "scenarios/studies/outfall_ranking.h"

#include <gtest/gtest.h>

namespace liriver::scenarios::studies {
namespace {

TEST(OutfallRanking, TheLargestPartComesFirstAndCutsAreTheExcessByTheParts) {
    const std::vector<SourcePart> parts{
        {"boundary", "head", 0.3}, {"outfall", "ditch", 0.25}, {"outfall", "works", 0.75}, {"other", "", 0.2}};
    const OutfallRanking ranking = rank_outfalls(parts, 1.0);
    EXPECT_DOUBLE_EQ(ranking.excess, 0.5);
    ASSERT_EQ(ranking.outfalls.size(), 2U) << "neither the river's own water nor what is unknown can be cut";
    EXPECT_EQ(ranking.outfalls[0].outfall, "works");
    EXPECT_DOUBLE_EQ(ranking.outfalls[0].share, 0.5);
    EXPECT_DOUBLE_EQ(ranking.outfalls[0].cut_alone.value(), 0.5 / 0.75);
    EXPECT_FALSE(ranking.outfalls[1].cut_alone) << "0.25 are less than 0.5";
    EXPECT_DOUBLE_EQ(ranking.equal_cut.value(), 0.5);
}

TEST(OutfallRanking, ASectionThatHoldsNeedsNoCut) {
    const std::vector<SourcePart> parts{{"outfall", "b", 0.4}, {"outfall", "a", 0.4}};
    const OutfallRanking ranking = rank_outfalls(parts, 0.8);
    EXPECT_EQ(ranking.excess, 0.0);
    EXPECT_EQ(ranking.equal_cut, 0.0);
    EXPECT_EQ(ranking.outfalls[0].outfall, "a") << "equal parts by name";
    EXPECT_EQ(ranking.outfalls[0].cut_alone, 0.0);
}

TEST(OutfallRanking, WaterThatComesTooBadCannotBeMendedByOutfalls) {
    const std::vector<SourcePart> parts{{"inflow", "brook", 3.0}, {"outfall", "works", 0.5}};
    EXPECT_FALSE(rank_outfalls(parts, 1.0).equal_cut);
}

TEST(OutfallRanking, WithoutOutfallsOrWaterThereIsNothingToRank) {
    EXPECT_TRUE(rank_outfalls({}, 1.0).outfalls.empty());
    const std::vector<SourcePart> none{{"outfall", "works", 0.0}};
    EXPECT_EQ(rank_outfalls(none, 1.0).outfalls[0].share, 0.0);
}

}  // namespace
}  // namespace liriver::scenarios::studies
