// Every limit of the published tables, typed here again from GB 3838-2002, GB 18918-2002 and the guideline on
// black-odorous waters: what the shipped tables hold is held against it.
#include <gmock/gmock.h>

#include "shipped.h"

namespace liriver::data::standards {
namespace {

struct Row {
    const char* item;
    double limits[5];
};

constexpr Row rivers[] = {
    {"CODMn", {2, 4, 6, 10, 15}},
    {"COD", {15, 15, 20, 30, 40}},
    {"BOD5", {3, 3, 4, 6, 10}},
    {"NH3-N", {0.15, 0.5, 1.0, 1.5, 2.0}},
    {"TP", {0.02, 0.1, 0.2, 0.3, 0.4}},
    {"Cu", {0.01, 1, 1, 1, 1}},
    {"Zn", {0.05, 1, 1, 2, 2}},
    {"F", {1, 1, 1, 1.5, 1.5}},
    {"Se", {0.01, 0.01, 0.01, 0.02, 0.02}},
    {"As", {0.05, 0.05, 0.05, 0.1, 0.1}},
    {"Hg", {0.00005, 0.00005, 0.0001, 0.001, 0.001}},
    {"Cd", {0.001, 0.005, 0.005, 0.005, 0.01}},
    {"Cr6", {0.01, 0.05, 0.05, 0.05, 0.1}},
    {"Pb", {0.01, 0.01, 0.05, 0.05, 0.1}},
    {"CN", {0.005, 0.05, 0.2, 0.2, 0.2}},
    {"phenol", {0.002, 0.002, 0.005, 0.01, 0.1}},
    {"petroleum", {0.05, 0.05, 0.05, 0.5, 1.0}},
    {"surfactant", {0.2, 0.2, 0.2, 0.3, 0.3}},
    {"sulphide", {0.05, 0.1, 0.2, 0.5, 1.0}},
    {"coliform", {200, 2000, 10000, 20000, 40000}},
};
constexpr Row lakes[] = {{"TP", {0.01, 0.025, 0.05, 0.1, 0.2}}, {"TN", {0.2, 0.5, 1.0, 1.5, 2.0}}};

// A value at a limit has that class or a better one with the same limit; a little above it the class is worse.
void expect_limits(const ClassTable& table, const Row& row) {
    for (std::size_t k = 0; k < 5; ++k) {
        const double limit = row.limits[k];
        std::size_t at = k, above = k + 1;
        while (at > 0 && row.limits[at - 1] == limit)
            --at;
        while (above < 5 && row.limits[above] == limit)
            ++above;
        const auto met = table.judge({row.item, limit}, {}, {}), broken = table.judge({row.item, limit * 1.2}, {}, {});
        ASSERT_TRUE(met && broken) << row.item;
        EXPECT_STREQ(in_english(met->quality), in_english(all_classes[at])) << row.item << " of class " << k + 1;
        while (above < 5 && limit * 1.2 > row.limits[above])
            ++above;
        EXPECT_STREQ(in_english(broken->quality), in_english(all_classes[above]))
            << row.item << " above class " << k + 1;
    }
}

TEST(ShippedLimits, OfRiversAreThoseOfTable1) {
    for (const Row& row : rivers)
        expect_limits(river_table(), row);
}

TEST(ShippedLimits, OfLakesDifferInPhosphorusAndHaveNitrogen) {
    for (const Row& row : lakes)
        expect_limits(lake_table(), row);
    EXPECT_EQ(class_of(river_table(), "TN", 9.0), "not assessed") << "total nitrogen is of lakes only";
}

TEST(ShippedLimits, OfOxygenAreLeastOnes) {
    const double least[] = {7.5, 6, 5, 3, 2};
    for (std::size_t k = 0; k < 5; ++k) {
        EXPECT_EQ(class_of(river_table(), "DO", least[k]), in_english(all_classes[k]));
        EXPECT_EQ(class_of(river_table(), "DO", least[k] - 0.1), in_english(all_classes[k + 1]));
    }
}

TEST(ShippedLimits, OfPHAreOneRangeForAllClasses) {
    for (const double good : {6.0, 7.4, 9.0})
        EXPECT_EQ(class_of(river_table(), "pH", good), "I");
    for (const double bad : {5.9, 9.1})
        EXPECT_EQ(class_of(river_table(), "pH", bad), "worse than V");
}

TEST(ShippedLimits, OfDrinkingWaterSourcesAreThoseOfTable2) {
    const std::pair<const char*, double> table2[] = {
        {"SO4", 250}, {"Cl", 250}, {"NO3-N", 10}, {"Fe", 0.3}, {"Mn", 0.1}};
    for (const auto& [item, value] : table2) {
        const auto found =
            std::find_if(shipped().limits.begin(), shipped().limits.end(),
                         [item = item](const Limit& l) { return l.item == item && l.grade == "drinking"; });
        ASSERT_NE(found, shipped().limits.end()) << item;
        EXPECT_EQ(found->value, value) << item;
    }
}

TEST(ShippedLimits, ThatCouldNotBeReadAreEmptyAndShowNoClause) {
    std::size_t unread = 0;
    for (const Limit& limit : shipped().limits)
        if (limit.provenance.confidence == Confidence::unread) {
            ++unread;
            EXPECT_FALSE(limit.value) << limit.item;
            EXPECT_FALSE(limit.provenance.clause) << limit.item;
        }
    // Toluene of table 3, and of the amendment of 2026 seven items in three classes.
    EXPECT_EQ(unread, 1U + 7U * 3U);
}

TEST(ShippedLimits, OfMemoryAloneShowNoClause) {
    for (const Limit& limit : shipped().limits)
        EXPECT_FALSE(limit.provenance.confidence == Confidence::low && limit.provenance.clause) << limit.item;
    for (const RuleValue& rule : shipped().rules)
        EXPECT_FALSE(rule.provenance.clause) << rule.parameter << ": no clause of the rules was read";
}

TEST(ShippedLimits, AllHaveASourceUnlessTheyAreFromMemory) {
    for (const Limit& limit : shipped().limits) {
        const bool read =
            limit.provenance.confidence == Confidence::high || limit.provenance.confidence == Confidence::medium;
        EXPECT_FALSE(read && limit.provenance.source.empty()) << limit.standard << " " << limit.item;
    }
}

}  // namespace
}  // namespace liriver::data::standards
