#include "data/standards/black_odour.h"

#include <gmock/gmock.h>

#include "shipped.h"

namespace liriver::data::standards {
namespace {

using enum BlackOdour;

const Day today = parse_day("2025-11-01").value();

std::optional<BlackOdour> grade(const char* item, double value, std::optional<double> depth = {}) {
    return black_odour_grade(shipped(), today, {item, value}, depth);
}

TEST(BlackOdour, GradesOfSingleValues) {
    EXPECT_EQ(grade("transparency", 0.26), none);
    EXPECT_EQ(grade("transparency", 0.25), light);
    EXPECT_EQ(grade("transparency", 0.10), light);
    EXPECT_EQ(grade("transparency", 0.09), severe);
    EXPECT_EQ(grade("DO", 2.1), none);
    EXPECT_EQ(grade("DO", 2.0), light);
    EXPECT_EQ(grade("DO", 0.2), light);
    EXPECT_EQ(grade("DO", 0.19), severe);
    EXPECT_EQ(grade("ORP", 51), none);
    EXPECT_EQ(grade("ORP", 50), light);
    EXPECT_EQ(grade("ORP", -200), light);
    EXPECT_EQ(grade("ORP", -201), severe);
    EXPECT_EQ(grade("NH3-N", 7.9), none);
    EXPECT_EQ(grade("NH3-N", 8.0), light);
    EXPECT_EQ(grade("NH3-N", 15), light);
    EXPECT_EQ(grade("NH3-N", 15.1), severe);
    EXPECT_EQ(grade("COD", 100), std::nullopt) << "none of the four";
}

TEST(BlackOdour, ShallowWaterHasAShareOfItsDepthForTransparency) {
    // 0.20 m deep: 40 % of it is 0.08 m.
    EXPECT_EQ(grade("transparency", 0.09, 0.20), none);
    EXPECT_EQ(grade("transparency", 0.07, 0.20), severe);
    EXPECT_EQ(grade("transparency", 0.20, 0.25), light) << "not below 25 cm";
    EXPECT_EQ(grade("transparency", 0.20, 3.0), light);
}

BlackOdourSample sample(std::initializer_list<std::pair<const char*, double>> values) {
    return {readings(values), std::nullopt};
}

TEST(BlackOdour, APointIsSevereByOneItemInThreeOfFiveData) {
    const std::vector<BlackOdourSample> three{sample({{"DO", 0.1}}), sample({{"DO", 0.1}}), sample({{"DO", 0.1}}),
                                              sample({{"DO", 5}}), sample({{"DO", 5}})};
    EXPECT_EQ(black_odour_point(shipped(), today, three).grade, severe) << "60 %";
    const std::vector<BlackOdourSample> two{sample({{"DO", 0.1}}), sample({{"DO", 0.1}}), sample({{"DO", 5}}),
                                            sample({{"DO", 5}}), sample({{"DO", 5}})};
    const auto point = black_odour_point(shipped(), today, two);
    EXPECT_EQ(point.grade, light) << "40 % of one item only";
    EXPECT_THAT(point.not_assessed, testing::UnorderedElementsAre("transparency", "ORP", "NH3-N"));
    EXPECT_EQ(point.items.at("DO").severe, 2U);
}

TEST(BlackOdour, APointIsSevereByTwoItemsInThreeOfTenData) {
    std::vector<BlackOdourSample> samples(10, sample({{"DO", 5}, {"NH3-N", 1}}));
    for (std::size_t k = 0; k < 3; ++k)
        samples[k] = sample({{"DO", 0.1}, {"NH3-N", 20}});
    EXPECT_EQ(black_odour_point(shipped(), today, samples).grade, severe) << "30 % of two items";
    samples[2] = sample({{"DO", 0.1}, {"NH3-N", 1}});
    EXPECT_EQ(black_odour_point(shipped(), today, samples).grade, light) << "30 % of one, 20 % of the other";
}

TEST(BlackOdour, APointWithoutDataIsNotAssessed) {
    EXPECT_EQ(black_odour_point(shipped(), today, {}).grade, std::nullopt);
    EXPECT_EQ(black_odour_point(shipped(), today, std::vector{sample({{"DO", 6}})}).grade, none);
}

BlackOdourPoint point(BlackOdour grade) {
    BlackOdourPoint made;
    made.grade = grade;
    return made;
}

TEST(BlackOdour, AStretchIsSevereBetweenThreePointsInARowAndAWaterBySixOfTen) {
    const std::vector points{point(light), point(severe), point(severe), point(severe), point(none), point(none)};
    const BlackOdourWater water = black_odour_water(shipped(), today, points);
    ASSERT_EQ(water.severe_runs.size(), 1U);
    EXPECT_EQ(water.severe_runs[0], (std::pair<std::size_t, std::size_t>{1, 3}));
    EXPECT_EQ(water.grade, light) << "3 of 6 points";
    const std::vector most{point(severe), point(severe), point(severe), point(none), point(none)};
    EXPECT_EQ(black_odour_water(shipped(), today, most).grade, severe) << "3 of 5: 60 %";
}

TEST(BlackOdour, TransparencyFollowsADeclaredRelation) {
    const TransparencyRelation relation{1.7, 0.5, 0.06, 0.015};
    EXPECT_DOUBLE_EQ(relation(20.0, 10.0), 1.7 / (0.5 + 1.2 + 0.15));
}

}  // namespace
}  // namespace liriver::data::standards
