#include "data/standards/effluent.h"

#include <gtest/gtest.h>

#include "shipped.h"

namespace liriver::data::standards {
namespace {

EffluentBasis works(const char* grade, const char* day = "2025-11-01") {
    EffluentBasis basis;
    basis.grade = grade;
    basis.day = parse_day(day).value();
    return basis;
}

EffluentOutcome outcome(const EffluentBasis& basis, const char* item, double value) {
    return judge_effluent(shipped(), basis, {item, value}).outcome;
}

TEST(Effluent, KeepsToTheDailyMeansOfItsClass) {
    struct Row {
        const char* item;
        double a, b;
    };
    const Row rows[] = {{"COD", 50, 60}, {"BOD5", 10, 20}, {"SS", 10, 20}, {"TN", 15, 20}, {"coliform", 1000, 10000}};
    for (const Row& row : rows) {
        EXPECT_EQ(outcome(works("1A"), row.item, row.a), EffluentOutcome::within) << row.item;
        EXPECT_EQ(outcome(works("1A"), row.item, row.a * 1.01), EffluentOutcome::above) << row.item;
        EXPECT_EQ(outcome(works("1B"), row.item, row.b), EffluentOutcome::within) << row.item;
        EXPECT_EQ(outcome(works("1B"), row.item, row.b * 1.01), EffluentOutcome::above) << row.item;
    }
}

TEST(Effluent, AmmoniaHasABracketForColdWater) {
    EffluentBasis basis = works("1A");
    EXPECT_EQ(outcome(basis, "NH3-N", 4.0), EffluentOutcome::condition_unknown) << "no temperature is given";
    basis.temperature = 12.0;
    EXPECT_EQ(outcome(basis, "NH3-N", 8.0), EffluentOutcome::within);
    EXPECT_EQ(outcome(basis, "NH3-N", 8.1), EffluentOutcome::above);
    basis.temperature = 12.1;
    EXPECT_EQ(outcome(basis, "NH3-N", 5.0), EffluentOutcome::within);
    EXPECT_EQ(outcome(basis, "NH3-N", 8.0), EffluentOutcome::above);
    basis.grade = "1B";
    EXPECT_EQ(outcome(basis, "NH3-N", 8.0), EffluentOutcome::within);
    basis.temperature = 5.0;
    EXPECT_EQ(outcome(basis, "NH3-N", 15.0), EffluentOutcome::within);
}

TEST(Effluent, PhosphorusDependsOnWhenTheWorksWereBuilt) {
    EffluentBasis basis = works("1A");
    basis.built = 2006;
    EXPECT_EQ(outcome(basis, "TP", 0.5), EffluentOutcome::within);
    EXPECT_EQ(outcome(basis, "TP", 0.9), EffluentOutcome::above);
    basis.built = 2005;
    EXPECT_EQ(outcome(basis, "TP", 1.0), EffluentOutcome::within);
    basis.grade = "1B";
    EXPECT_EQ(outcome(basis, "TP", 1.5), EffluentOutcome::within);
}

TEST(Effluent, OfTheAmendmentOf2026IsNotJudgedByFiguresThatCouldNotBeRead) {
    EffluentBasis basis = works("1A", "2026-03-01");
    basis.statistic = "instantaneous";
    const auto verdict = judge_effluent(shipped(), basis, {"COD", 40.0});
    EXPECT_EQ(verdict.outcome, EffluentOutcome::unread);
    ASSERT_NE(verdict.limit, nullptr);
    EXPECT_EQ(verdict.limit->provenance.clause, std::nullopt);
    basis.day = parse_day("2026-02-28").value();
    EXPECT_EQ(outcome(basis, "COD", 40.0), EffluentOutcome::no_limit) << "not in force yet";
    EXPECT_EQ(outcome(works("1A", "2026-03-01"), "COD", 50.0), EffluentOutcome::within) << "the daily mean stays";
    EXPECT_EQ(outcome(works("1A", "2026-02-28"), "coliform", 1001), EffluentOutcome::above);
    EXPECT_EQ(outcome(works("1A", "2026-03-01"), "coliform", 1001), EffluentOutcome::no_limit)
        << "its daily mean is superseded";
}

TEST(Effluent, HasARangeOfPH) {
    EXPECT_EQ(outcome(works("1A"), "pH", 9.0), EffluentOutcome::within);
    EXPECT_EQ(outcome(works("1A"), "pH", 9.5), EffluentOutcome::above);
    EXPECT_EQ(outcome(works("1A"), "pH", 5.5), EffluentOutcome::above);
}

}  // namespace
}  // namespace liriver::data::standards
