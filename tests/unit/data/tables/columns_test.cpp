#include "data/tables/columns.h"

#include <gtest/gtest.h>

#include <cmath>

namespace liriver::data::tables {
namespace {

class Columns : public testing::Test {
  protected:
    const CsvTable& read(std::string_view text) {
        table = parse_csv(text, "t.csv", problems).value();
        return table;
    }
    CsvTable table;
    Problems problems;
};

TEST_F(Columns, ReadsNumbersTextsAndTimes) {
    ColumnReader reader(read("time,q,name\n2025-11-01T00:00:00+08:00,1e1,漓江\n2025-11-02T00:00:00+08:00,+2.5,x\n"),
                        problems);
    EXPECT_EQ(reader.numbers("q"), (std::vector<double>{10.0, 2.5}));
    EXPECT_EQ(reader.texts("name").front(), "漓江");
    EXPECT_EQ(reader.times("time")[1] - reader.times("time")[0], std::chrono::days{1});
    EXPECT_TRUE(reader.good());
}

TEST_F(Columns, NamesEveryCellThatIsNoNumber) {
    ColumnReader reader(read("q\nabc\nNaN\ninf\n0x1A\n1 2\n\"\"\n1e999\n3\n"), problems);
    const auto values = reader.numbers("q");
    EXPECT_FALSE(reader.good());
    ASSERT_EQ(problems.size(), 7U);
    for (int i = 0; i < 7; ++i)
        EXPECT_EQ(problems[static_cast<std::size_t>(i)].line, i + 2);
    EXPECT_EQ(problems[0].code, "not-a-number");
    EXPECT_EQ(problems[5].code, "empty-cell");
    EXPECT_TRUE(std::isnan(values[0]));
    EXPECT_EQ(values[7], 3.0);
}

TEST_F(Columns, KeepsToBounds) {
    ColumnReader reader(read("w\n-1\n0\n1\n"), problems);
    NumberRule positive;
    positive.minimum = 0.0;
    positive.above_minimum = true;
    static_cast<void>(reader.numbers("w", positive));
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].expected, "a number above 0");
}

TEST_F(Columns, NamesTheNearestColumnWhenOneIsMissing) {
    ColumnReader reader(read("reach,chainage\na,1\n"), problems);
    static_cast<void>(reader.numbers("chainage_m"));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].code, "missing-column");
    EXPECT_EQ(problems[0].hint, "chainage");
    EXPECT_TRUE(reader.texts("note", Presence::optional).empty());
    EXPECT_EQ(problems.size(), 1U);
}

TEST_F(Columns, NamesTimesOutOfOrderRepeatedOrImpossible) {
    ColumnReader reader(read("time\n2025-11-02T00:00:00+08:00\n2025-11-01T00:00:00+08:00\n2025-11-01T00:00:00+08:00\n"
                             "2025-02-30T00:00:00+08:00\n2025-11-03T00:00:00\n"),
                        problems);
    static_cast<void>(reader.times("time"));
    ASSERT_EQ(problems.size(), 4U);
    EXPECT_EQ(problems[0].code, "out-of-order");
    EXPECT_EQ(problems[0].line, 3);
    EXPECT_EQ(problems[1].code, "out-of-order");
    EXPECT_EQ(problems[2].code, "bad-time");
    EXPECT_EQ(problems[3].code, "bad-time");
}

TEST_F(Columns, StopsListingAfterTwentyOfAKind) {
    std::string text = "q\n";
    for (int i = 0; i < 1000; ++i)
        text += "x\n";
    ColumnReader reader(read(text), problems);
    static_cast<void>(reader.numbers("q"));
    EXPECT_EQ(problems.size(), 21U);
}

}  // namespace
}  // namespace liriver::data::tables
