#include "data/standards/river_quality.h"

#include <gmock/gmock.h>

#include "data/standards/zone.h"
#include "shipped.h"

namespace liriver::data::standards {
namespace {

SectionState section(const ClassTable& table, const std::vector<Reading>& values) {
    return {values, table.assess(values)};
}

/// A section of a class, by NH3-N alone.
SectionState of_class(const ClassTable& table, QualityClass quality) {
    const double ammonia[] = {0.1, 0.4, 0.9, 1.4, 1.9, 3.0};
    return section(table, {{"NH3-N", ammonia[index_of(quality)]}});
}

std::vector<SectionState> of_classes(const ClassTable& table, std::initializer_list<QualityClass> classes) {
    std::vector<SectionState> all;
    for (const QualityClass quality : classes)
        all.push_back(of_class(table, quality));
    return all;
}

using enum QualityClass;

TEST(RiverQuality, OfFourSectionsGoesByMeanConcentrations) {
    const ClassTable table = river_table();
    // (0.4 + 0.4 + 0.4 + 3.0) / 4 = 1.05 mg/L: class IV, although three of four sections are of class II.
    const RiverQuality river = river_quality(table, of_classes(table, {ii, ii, ii, worse_than_v}));
    EXPECT_EQ(river.method, RiverMethod::by_means);
    EXPECT_EQ(river.mean.quality, iv);
    EXPECT_EQ(river.condition, "light pollution");
    EXPECT_EQ(river.condition_zh, "轻度污染");
    ASSERT_EQ(river.pollutants.size(), 1U);
    EXPECT_EQ(river.pollutants[0].item, "NH3-N");
    EXPECT_NEAR(river.pollutants[0].over.value(), 0.05, 1e-9);
}

TEST(RiverQuality, OfFiveSectionsGoesByShares) {
    const ClassTable table = river_table();
    const RiverQuality river = river_quality(table, of_classes(table, {ii, ii, ii, ii, worse_than_v}));
    EXPECT_EQ(river.method, RiverMethod::by_shares);
    EXPECT_DOUBLE_EQ(river.shares[1], 0.8);
    EXPECT_EQ(river.condition, "good") << "80 % of I to III: at least 75, below 90";
    EXPECT_TRUE(river.pollutants.empty());
}

TEST(RiverQuality, ASectionThatIsNotAssessedDoesNotCount) {
    const ClassTable table = river_table();
    auto sections = of_classes(table, {ii, ii, ii, ii});
    sections.push_back(section(table, {}));
    const RiverQuality river = river_quality(table, sections);
    EXPECT_EQ(river.sections, 5U);
    EXPECT_EQ(river.assessed, 4U);
    EXPECT_EQ(river.method, RiverMethod::by_means);
    EXPECT_EQ(river_quality(table, {}).method, RiverMethod::not_assessed);
}

TEST(RiverQuality, TheSharesOfClassesDecide) {
    const ClassTable table = river_table();
    const auto condition = [&](std::initializer_list<QualityClass> classes) {
        return river_quality(table, of_classes(table, classes)).condition_zh;
    };
    EXPECT_EQ(condition({i, ii, iii, ii, ii, ii, ii, ii, ii, worse_than_v}), "优") << "90 %";
    EXPECT_EQ(condition({ii, ii, iii, worse_than_v, ii, iii, iii, v}), "良好") << "75 %";
    EXPECT_EQ(condition({ii, ii, iii, iii, iv, iv}), "轻度污染") << "67 %, none worse than V";
    EXPECT_EQ(condition({ii, ii, iii, iv, worse_than_v}), "中度污染") << "60 %, 20 % worse than V";
    EXPECT_EQ(condition({ii, ii, iii, worse_than_v, worse_than_v}), "重度污染") << "60 %, 40 % worse than V";
}

TEST(RiverQuality, ItsMainPollutantsGoByTheShareOfSections) {
    const ClassTable table = river_table();
    // CODMn is above class III in three of five sections, NH3-N in two, TP (worse than V) in one, COD in one.
    std::vector<SectionState> sections;
    sections.push_back(section(table, {{"CODMn", 7}, {"NH3-N", 1.2}, {"TP", 0.5}}));
    sections.push_back(section(table, {{"CODMn", 7}, {"NH3-N", 1.2}, {"TP", 0.1}}));
    sections.push_back(section(table, {{"CODMn", 7}, {"NH3-N", 0.2}, {"COD", 25}}));
    sections.push_back(section(table, {{"CODMn", 3}, {"NH3-N", 0.2}}));
    sections.push_back(section(table, {{"CODMn", 3}, {"NH3-N", 0.2}}));
    const RiverQuality river = river_quality(table, sections);
    EXPECT_EQ(river.condition, "moderate pollution") << "40 % of I to III, 20 % worse than V";
    ASSERT_EQ(river.pollutants.size(), 3U);
    EXPECT_EQ(river.pollutants[0].item, "CODMn");
    EXPECT_DOUBLE_EQ(river.pollutants[0].share, 0.6);
    EXPECT_EQ(river.pollutants[1].item, "NH3-N");
    EXPECT_EQ(river.pollutants[2].item, "TP") << "as often as COD, and worse";
}

TEST(RiverQuality, ChangesInPointsOfPerCent) {
    const ClassTable table = river_table();
    const auto before = river_quality(table, of_classes(table, {ii, ii, iii, iv, worse_than_v}));
    const auto after = river_quality(table, of_classes(table, {ii, ii, iii, iii, iv}));
    // I to III from 60 to 80 %: +20; worse than V from 20 to 0 %: -20; 20 - (-20) = 40.
    EXPECT_NEAR(change_in_points(before, after), 40.0, 1e-9);
}

TEST(Zone, CompliesWhenFourOfFiveAssessmentsDo) {
    const ClassTable table = sl395_table();
    const std::vector<std::optional<bool>> ten{true, true, true, true, true, true, true, true, false, false};
    EXPECT_EQ(zone_compliance(table, ten, false).complies, true) << "8 of 10: 80 %";
    std::vector<std::optional<bool>> nine = ten;
    nine[0] = std::nullopt;
    EXPECT_EQ(zone_compliance(table, nine, true).complies, false) << "7 of 9: 78 %";
    EXPECT_EQ(zone_compliance(table, nine, true).assessments, 9U);
}

TEST(Zone, OfFewerThanSixAssessmentsGoesByTheYearsMean) {
    const ClassTable table = sl395_table();
    const std::vector<std::optional<bool>> five{true, true, true, true, true};
    const ZoneCompliance zone = zone_compliance(table, five, false);
    EXPECT_TRUE(zone.by_yearly_mean);
    EXPECT_EQ(zone.complies, false);
    EXPECT_EQ(zone_compliance(table, {}, std::nullopt).complies, std::nullopt);
}

TEST(Zone, OfTwoItemsNeedsAmmoniaAndAnOxygenDemand) {
    const ClassTable table = sl395_table();
    const auto two = two_items(table);
    EXPECT_THAT(two, testing::UnorderedElementsAre("NH3-N", "CODMn", "COD"));
    const auto assess = [&](std::vector<Reading> values) { return table.assess(values, iii, two); };
    const Assessment both = assess({{"NH3-N", 0.9}, {"CODMn", 5}, {"TP", 3.0}});
    EXPECT_TRUE(has_two_items(both));
    EXPECT_EQ(both.meets_target, true) << "TP does not count among the two";
    EXPECT_FALSE(has_two_items(assess({{"NH3-N", 0.9}})));
}

TEST(Zone, ColiformSetsTheClassThere) {
    const Assessment section = sl395_table().assess(readings({{"NH3-N", 0.9}, {"coliform", 5e4}}));
    EXPECT_EQ(section.quality, worse_than_v);
}

}  // namespace
}  // namespace liriver::data::standards
