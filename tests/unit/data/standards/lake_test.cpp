#include "data/standards/lake.h"

#include <gmock/gmock.h>

#include <cmath>

#include "shipped.h"

namespace liriver::data::standards {
namespace {

ClassTable sl395_lakes() {
    Basis basis = basis_on("2025-11-01");
    basis.rule = "sl-395-2007";
    basis.water = Water::lake;
    return ClassTable::make(shipped(), basis).value();
}

TEST(TrophicLevelIndex, IsTheWeightedSumOfItsParts) {
    // With every value 1 the logarithms are 0: 10 (0.2663 2.5 + 0.1879 9.436 + 0.1790 5.453 + 0.1834 5.118
    // + 0.1834 0.109) = 10 (0.66575 + 1.7730244 + 0.976087 + 0.9386412 + 0.0199906) = 43.734932
    const auto state = trophic_level_index(
        lake_table(), readings({{"chlorophyll-a", 1}, {"TP", 1}, {"TN", 1}, {"transparency", 1}, {"CODMn", 1}}));
    EXPECT_NEAR(state.index.value(), 43.734932, 1e-9);
    EXPECT_EQ(state.grade, "mesotrophic");
    EXPECT_EQ(state.grade_zh, "中营养");
}

TEST(TrophicLevelIndex, OfARichLake) {
    // chlorophyll 60 mg/m3: 10 (2.5 + 1.086 ln 60) = 25 + 10.86 4.0943446 = 69.464582
    // TP 0.15: 94.36 + 16.24 (-1.8971200) = 63.550771; TN 2.5: 54.53 + 16.94 0.9162907 = 70.051965
    // transparency 0.4 m: 51.18 - 19.4 (-0.9162907) = 68.956040; CODMn 8: 1.09 + 26.61 2.0794415 = 56.423939
    // 18.498418 + 11.941190 + 12.539302 + 0.1834 (68.956040 + 56.423939) = 65.973598
    const auto state = trophic_level_index(
        lake_table(),
        readings({{"chlorophyll-a", 60}, {"TP", 0.15}, {"TN", 2.5}, {"transparency", 0.4}, {"CODMn", 8}}));
    EXPECT_NEAR(state.index.value(), 65.973598, 1e-5);
    EXPECT_EQ(state.grade, "middle eutrophic");
}

TEST(TrophicLevelIndex, IsNotMadeUpWithoutAllItsItems) {
    const auto state = trophic_level_index(lake_table(), readings({{"TP", 0.15}, {"TN", 2.5}, {"CODMn", 8}}));
    EXPECT_EQ(state.index, std::nullopt);
    EXPECT_THAT(state.missing, testing::UnorderedElementsAre("chlorophyll-a", "transparency"));
    EXPECT_EQ(state.parts.size(), 3U);
}

TEST(EutrophicIndex, InterpolatesItsScores) {
    // TP 0.075: between 0.050 (50) and 0.10 (60): 55. TN 1.5: between 1.0 (60) and 2.0 (70): 65. Chlorophyll 18 mg/m3 =
    // 0.018 mg/L: between 0.010 (50) and 0.026 (60): 55. CODMn 8.0: 60. Transparency 0.75 m: between 1.0 (50) and 0.5
    // (60): 55. Mean 58.
    const auto state = eutrophic_index(
        sl395_lakes(),
        readings({{"TP", 0.075}, {"TN", 1.5}, {"chlorophyll-a", 18}, {"CODMn", 8.0}, {"transparency", 0.75}}));
    EXPECT_NEAR(state.index.value(), 58.0, 1e-9);
    EXPECT_EQ(state.grade_zh, "轻度富营养");
    EXPECT_TRUE(
        std::none_of(state.parts.begin(), state.parts.end(), [](const TrophicPart& p) { return p.beyond_end; }));
}

TEST(EutrophicIndex, TellsValuesBeyondItsScores) {
    const auto state = eutrophic_index(
        sl395_lakes(),
        readings({{"TP", 2.0}, {"TN", 0.01}, {"chlorophyll-a", 0.5}, {"CODMn", 0.15}, {"transparency", 20}}));
    // 100, 10, 10 (at the table's end), 10 (at the end), 10: mean 28
    EXPECT_NEAR(state.index.value(), 28.0, 1e-9);
    std::vector<std::string> beyond;
    for (const TrophicPart& part : state.parts)
        if (part.beyond_end)
            beyond.push_back(part.item);
    EXPECT_THAT(beyond, testing::UnorderedElementsAre("TP", "TN", "transparency"));
}

TEST(TrophicState, IsOfTheRuleThatHasIt) {
    EXPECT_TRUE(trophic_level_index(sl395_lakes(), readings({{"TP", 1}})).parts.empty());
    EXPECT_TRUE(eutrophic_index(lake_table(), readings({{"TP", 1}})).parts.empty());
}

}  // namespace
}  // namespace liriver::data::standards
