#include "data/registers/time_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/registers/plausibility.h"

namespace liriver::data::registers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Read {
    std::optional<TimeColumn> column;
    tables::Problems problems;
};

Read read(const std::string& text, const TimeTableForm& form, double minimum = -1e300, char separator = ',') {
    Read result;
    const auto table = tables::parse_csv(text, "q.csv", result.problems, tables::Rows::required, separator);
    if (!table)
        return result;
    const auto times = time_columns(*table, {}, result.problems);
    if (times.empty())
        return result;
    tables::NumberRule rule;
    rule.minimum = minimum;
    result.column = read_time_column(*table, times, table->column_count() - 1, rule, form, result.problems);
    return result;
}

TimeTableForm local() { return {{{}, std::chrono::minutes{480}, '.', {}}, '.', std::nullopt}; }

TEST(TimeTable, FindsTheColumnOfTimesByItsName) {
    for (const char* name : {"time", "DateTime", "TM", "时间", "日期时间", "观测时间"}) {
        const auto result = read(std::string(name) + ",q\n2025-11-01 08:00,5\n", local());
        ASSERT_TRUE(result.column) << name;
        EXPECT_EQ(tables::format_utc(result.column->times.at(0)), "2025-11-01T00:00:00Z");
        EXPECT_EQ(result.column->local_times, 1U);
    }
    EXPECT_EQ(read("when,q\n2025-11-01 08:00,5\n", local()).problems.at(0).code, "missing-column");
    EXPECT_EQ(read("时间,TM,q\n2025-11-01 08:00,x,5\n", local()).problems.at(0).code, "which-column");
}

TEST(TimeTable, ADateAndATimeOfDayAreReadTogether) {
    tables::Problems problems;
    const auto table = tables::parse_csv("日期,时间,q\n2025-11-01,8:00,5\n2025-11-01,24:00,6\n", "q.csv", problems);
    const auto times = time_columns(*table, {"日期", "时间"}, problems);
    const auto column = read_time_column(*table, times, 2, {}, local(), problems);
    ASSERT_TRUE(column) << to_string(problems.at(0));
    EXPECT_EQ(tables::format_utc(column->times.at(1)), "2025-11-01T16:00:00Z");
}

TEST(TimeTable, OneCauseIsOneProblem) {
    std::string text = "time,q\n";
    for (int hour = 10; hour < 20; ++hour)
        text += "1/11/2025 " + std::to_string(hour) + ":00,--\n";
    const auto result = read(text, local());
    ASSERT_EQ(result.problems.size(), 2U);
    EXPECT_EQ(result.problems[0].code, "bad-time");
    EXPECT_EQ(result.problems[0].line, 2);
    EXPECT_THAT(result.problems[0].found, HasSubstr("(and 9 more such cells, the last in line 11)"));
    EXPECT_EQ(result.problems[1].code, "not-a-number");
    EXPECT_THAT(result.problems[1].expected, HasSubstr("missing = [\"--\"]"));
}

TEST(TimeTable, DeclaredMarksAreLeftOutAndCounted) {
    TimeTableForm form = local();
    form.missing = {{"-9999", "缺", "", "—"}};
    const auto result = read(
        "time,q\n2025-11-01 08:00,5\n2025-11-01 09:00,-9999.0\n2025-11-01 10:00,\n2025-11-01 11:00,缺\n"
        "2025-11-01 12:00,—\n2025-11-01 13:00,6\n",
        form, 0.0);
    ASSERT_TRUE(result.column) << to_string(result.problems.at(0));
    EXPECT_THAT(result.column->values, ElementsAre(5.0, 6.0));
    EXPECT_THAT(result.column->lines, ElementsAre(2, 7));
    EXPECT_THAT(result.column->missing_lines, ElementsAre(3, 4, 5, 6));
}

TEST(TimeTable, ReadsADecimalCommaOnlyWhereItIsDeclared) {
    const std::string german = "time;q\n2025-11-01 08:00;3,5\n2025-11-01 09:00;7,25\n";
    EXPECT_THAT(read(german, local(), 0.0, ';').problems.at(0).expected, HasSubstr("decimal = \",\""));
    TimeTableForm form = local();
    form.decimal = ',';
    EXPECT_THAT(read(german, form, 0.0, ';').column->values, ElementsAre(3.5, 7.25));
    // 1.234 would be one thousand two hundred and thirty-four
    EXPECT_EQ(read("time;q\n2025-11-01 08:00;1.234\n", form, 0.0, ';').problems.at(0).code, "not-a-number");
    EXPECT_EQ(read(german, local()).problems.at(0).code, "not-comma-separated");
}

TEST(TimeTable, RowsAndColumnsThatASpreadsheetLeavesBehindAreNoRows) {
    const auto result = read("time,q,,\n2025-11-01 08:00,3.5,,\n,,,\n,\n", local());
    ASSERT_TRUE(result.column) << to_string(result.problems.at(0));
    EXPECT_THAT(result.column->values, ElementsAre(3.5));
    EXPECT_EQ(read("time,q,\n2025-11-01 08:00,3.5,x\n", local()).problems.at(0).code, "unnamed-column");
}

TEST(TimeTable, TimesThatDoNotRiseAreToldOnce) {
    const auto result =
        read("time,q\n2025-11-01 08:00,1\n2025-11-01 08:00,2\n2025-11-01 07:00,3\n2025-11-01 09:00,4\n", local());
    ASSERT_EQ(result.problems.size(), 1U);
    EXPECT_EQ(result.problems[0].code, "out-of-order");
    EXPECT_EQ(result.problems[0].line, 3);
    EXPECT_THAT(result.problems[0].expected, HasSubstr("line 2"));
}

TEST(Plausibility, MarksByCustomStandOutOnlyFarFromTheOthers) {
    EXPECT_THAT(undeclared_marks(std::vector{3.5, -999.0, 3.5}), ElementsAre(1));
    EXPECT_THAT(undeclared_marks(std::vector{5.0, 9999.0, -9999.0}), ElementsAre(1, 2));
    EXPECT_THAT(undeclared_marks(std::vector{-9999.0, -9999.0}), ElementsAre(0, 1));
    // a large river passes 9999 m3/s
    EXPECT_TRUE(undeclared_marks(std::vector{9800.0, 9999.0, 10200.0}).empty());
    EXPECT_TRUE(undeclared_marks(std::vector{1.0, 100.0}).empty());
}

TEST(Plausibility, AValueFarOutsideTheOthersStandsOutAndAFloodDoesNot) {
    const OutlierRule discharge{10.0, 5.0, 0.0, true, 100.0};
    EXPECT_THAT(outliers(std::vector{5.6, 5.7, 5.5, 5630.0, 5.4, 5.5, 5.6}, discharge), ElementsAre(3));
    EXPECT_THAT(outliers(std::vector{5.6, 5.7, 5.5, -5.4, 5.4, 5.5, 5.6}, discharge), ElementsAre(3));
    EXPECT_THAT(outliers(std::vector{5.6, 5.7, 5.5, 0.0054, 5.4, 5.5, 5.6}, discharge), ElementsAre(3));
    EXPECT_TRUE(outliers(std::vector{5.0, 5.0, 50.0, 500.0, 300.0, 100.0, 20.0, 8.0}, discharge).empty());
    EXPECT_TRUE(outliers(std::vector{5.0, -3.0, 4.0, -6.0, 5.0, -2.0, 4.0}, discharge).empty());  // a tide
    const OutlierRule stage{3.0, 0.0, 20.0, false, 0.0};
    EXPECT_THAT(outliers(std::vector{118.6, 118.7, 118.5, 1186.4, 118.4, 118.5, 11.86}, stage), ElementsAre(3, 6));
    EXPECT_TRUE(outliers(std::vector{118.6, 118.7, 118.5, 126.4, 118.4, 118.5, 118.6}, stage).empty());
}

}  // namespace
}  // namespace liriver::data::registers
