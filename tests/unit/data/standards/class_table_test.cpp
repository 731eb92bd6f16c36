#include "data/standards/class_table.h"

#include <gmock/gmock.h>

#include "data/standards/main_pollutants.h"
#include "data/standards/reason.h"
#include "shipped.h"

namespace liriver::data::standards {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(ClassTable, TheWorstItemGoverns) {
    const ClassTable table = river_table();
    // DO 6.2 is II, CODMn 3.1 is II, NH3-N 1.2 is IV (above 1.0, at most 1.5), TP 0.15 is III.
    const Assessment section =
        table.assess(readings({{"DO", 6.2}, {"CODMn", 3.1}, {"NH3-N", 1.2}, {"TP", 0.15}}), QualityClass::iii);
    EXPECT_EQ(section.quality, QualityClass::iv);
    EXPECT_THAT(section.governing, ElementsAre("NH3-N"));
    EXPECT_EQ(section.meets_target, false);
    const auto verdict = std::find_if(section.items.begin(), section.items.end(),
                                      [](const ItemVerdict& v) { return v.item == "NH3-N"; });
    ASSERT_NE(verdict, section.items.end());
    EXPECT_NEAR(verdict->over_class_iii.value(), 1.2 / 1.0 - 1.0, 1e-12);
}

TEST(ClassTable, AMissingItemIsNotAssessedAndNeverGood) {
    const ClassTable table = river_table();
    EXPECT_EQ(table.items().size(), 21U) << "table 1 less temperature, TN and faecal coliform";
    const Assessment section = table.assess(readings({{"NH3-N", 0.1}}));
    EXPECT_EQ(section.quality, QualityClass::i);
    EXPECT_EQ(section.not_assessed.size(), 20U);
    EXPECT_THAT(section.not_assessed, Contains("DO"));
    EXPECT_THAT(section.not_assessed, Not(Contains("NH3-N")));
    const Assessment nothing = table.assess({});
    EXPECT_EQ(nothing.quality, std::nullopt);
    EXPECT_EQ(nothing.meets_target, std::nullopt);
    EXPECT_THAT(reason_of(table, nothing).english, HasSubstr("not assessed"));
    const Assessment no_number = table.assess(readings({{"NH3-N", std::numeric_limits<double>::quiet_NaN()}}));
    EXPECT_EQ(no_number.quality, std::nullopt);
}

TEST(ClassTable, TemperatureNitrogenAndColiformNeverSetTheClassByTheMinistrysRule) {
    const ClassTable table = lake_table();
    EXPECT_THAT(table.reported_items(), testing::UnorderedElementsAre("TN", "coliform"));
    const Assessment lake = table.assess(readings({{"TP", 0.02}, {"TN", 5.0}, {"coliform", 1e5}}));
    EXPECT_EQ(lake.quality, QualityClass::ii) << "TP alone";
    ASSERT_EQ(lake.items.size(), 3U);
    EXPECT_EQ(lake.items[1].quality, QualityClass::worse_than_v) << "told all the same";
    EXPECT_FALSE(lake.items[1].sets_class);
}

TEST(ClassTable, ValuesAreRoundedHalfToEvenBeforeTheyAreCompared) {
    const ClassTable table = river_table();
    EXPECT_EQ(class_of(table, "NH3-N", 1.005), "III") << "1.00";
    EXPECT_EQ(class_of(table, "NH3-N", 1.0051), "IV") << "1.01";
    EXPECT_EQ(class_of(table, "DO", 4.95), "III") << "5.0: the 9 is odd";
    EXPECT_EQ(class_of(table, "DO", 4.85), "IV") << "4.8: the 8 is even";
}

TEST(ClassTable, ClassOneOxygenIsAChoiceByName) {
    Basis basis = basis_on("2025-11-01");
    basis.oxygen = "saturation";
    const ClassTable saturation = ClassTable::make(shipped(), basis).value();
    // 468 / (31.6 + 10) = 11.25 mg/L; 90 % of it is 10.125.
    EXPECT_EQ(saturation.judge({"DO", 10.2}, 10.0, {})->quality, QualityClass::i);
    EXPECT_EQ(saturation.judge({"DO", 10.0}, 10.0, {})->quality, QualityClass::ii);
    // At 30 degC: 468 / 61.6 = 7.597, of which 90 % are 6.838: less than 7.5.
    EXPECT_EQ(saturation.judge({"DO", 6.9}, 30.0, {})->quality, QualityClass::i);
    EXPECT_EQ(river_table().judge({"DO", 6.9}, 30.0, {})->quality, QualityClass::ii);
    EXPECT_EQ(saturation.judge({"DO", 12.0}, std::nullopt, {}), std::nullopt) << "no temperature, not assessed";
    basis.oxygen = "either";
    const ClassTable either = ClassTable::make(shipped(), basis).value();
    EXPECT_EQ(either.judge({"DO", 8.0}, 10.0, {})->quality, QualityClass::i) << "7.5 is met";
    EXPECT_EQ(either.judge({"DO", 6.9}, 30.0, {})->quality, QualityClass::i) << "90 % are met";
    EXPECT_EQ(either.judge({"DO", 6.5}, 30.0, {})->quality, QualityClass::ii);
    EXPECT_EQ(either.judge({"DO", 8.0}, std::nullopt, {})->quality, QualityClass::i);
    basis.oxygen = "none";
    EXPECT_EQ(ClassTable::make(shipped(), basis).error().key, "class-one-oxygen");
}

TEST(ClassTable, NoExceedanceOfOxygenAndPH) {
    const ClassTable table = river_table();
    EXPECT_EQ(table.judge({"DO", 1.0}, {}, QualityClass::ii)->over_class_iii, std::nullopt);
    EXPECT_EQ(table.judge({"pH", 9.5}, {}, QualityClass::ii)->over_target, std::nullopt);
    const auto verdict = table.judge({"COD", 36.0}, {}, QualityClass::ii);
    EXPECT_NEAR(verdict->over_class_iii.value(), 36.0 / 20.0 - 1.0, 1e-12);
    EXPECT_NEAR(verdict->over_target.value(), 36.0 / 15.0 - 1.0, 1e-12);
}

TEST(ClassTable, WhyThisClassIsAnsweredWithItemValueLimitAndClause) {
    const ClassTable table = river_table();
    const Reason reason = reason_of(table, table.assess(readings({{"NH3-N", 1.2}, {"DO", 8.0}})));
    EXPECT_EQ(reason.english,
              "NH3-N 1.2 mg/L: above 1.0 mg/L, the limit of class III (GB 3838-2002, table 1 no. 7); meets 1.5 mg/L of "
              "class IV. 2 of 21 items assessed");
    EXPECT_EQ(
        reason.chinese,
        "氨氮 1.2 mg/L：高于Ⅲ类限值 1.0 mg/L（GB 3838-2002 表1第7项）；符合Ⅳ类限值 1.5 mg/L。参评 2 项（共 21 项）");
    const Reason worst = reason_of(shipped(), *table.judge({"DO", 1.5}, {}, {}));
    EXPECT_THAT(worst.english, HasSubstr("below 2 mg/L, the limit of class V"));
    EXPECT_THAT(worst.chinese, HasSubstr("不符合任何类别"));
}

TEST(ClassTable, RefusesAStandardARuleAndADayThatAreNotThere) {
    Basis basis = basis_on("2025-11-01");
    basis.standard = "GB 3838-2020";
    const auto unknown = ClassTable::make(shipped(), basis);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().hint, "GB 3838-2002");
    basis = basis_on("2001-01-01");
    const auto early = ClassTable::make(shipped(), basis);
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().code, "not-in-force");
    basis = basis_on("2025-11-01");
    basis.rule = "mee-2012";
    EXPECT_FALSE(ClassTable::make(shipped(), basis));
}

std::vector<std::string> names(const std::vector<MainPollutant>& pollutants) {
    std::vector<std::string> result;
    result.reserve(pollutants.size());
    for (const MainPollutant& one : pollutants)
        result.push_back(one.item);
    return result;
}

TEST(MainPollutants, OfASectionAreTheWorstThree) {
    const ClassTable table = river_table();
    // COD 50: worse than V, 50/20 - 1 = 1.5; NH3-N 2.4: worse than V, 2.4/1 - 1 = 1.4; TP 0.35: V; CODMn 8: IV; DO 6:
    // II.
    const Assessment section =
        table.assess(readings({{"COD", 50}, {"NH3-N", 2.4}, {"TP", 0.35}, {"CODMn", 8}, {"DO", 6}}));
    EXPECT_THAT(names(main_pollutants(table, section)), ElementsAre("COD", "NH3-N", "TP"));
}

TEST(MainPollutants, CyanideAndHeavyMetalsGoFirst) {
    const ClassTable table = river_table();
    // Lead 0.08 is V (at most 0.1), and goes before COD that is worse than V; DO 2.5 (V) has no exceedance: after TP
    // (V).
    const Assessment section = table.assess(readings({{"COD", 50}, {"Pb", 0.08}, {"DO", 2.5}, {"TP", 0.35}}));
    EXPECT_THAT(names(main_pollutants(table, section)), ElementsAre("Pb", "COD", "TP"));
}

TEST(MainPollutants, ThereAreNoneAtClassThree) {
    const ClassTable table = river_table();
    EXPECT_TRUE(main_pollutants(table, table.assess(readings({{"COD", 20}, {"NH3-N", 1.0}}))).empty());
}

}  // namespace
}  // namespace liriver::data::standards
