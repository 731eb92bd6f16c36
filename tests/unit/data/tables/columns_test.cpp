#include "data/tables/columns.h"

#include <gtest/gtest.h>

#include <cmath>

#include "data/tables/unicode.h"

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
    ColumnReader reader(read("reach,chainge_m\na,1\n"), problems);
    static_cast<void>(reader.numbers("chainage_m"));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].code, "missing-column");
    EXPECT_EQ(problems[0].hint, "chainge_m");
    EXPECT_TRUE(reader.texts("note", Presence::optional).empty());
    EXPECT_EQ(problems.size(), 1U);
}

TEST_F(Columns, GoByTheirQuantityInAnyUnitOfItsKind) {
    ColumnReader reader(read("河名,Chainage (km),起点距(m),高程（cm）,Catchment area [ha]\n漓江,1.5,20,14250,250\n"),
                        problems);
    EXPECT_EQ(reader.texts("reach").front(), "漓江");
    EXPECT_EQ(reader.numbers("chainage_m").front(), 1500.0);
    EXPECT_EQ(reader.numbers("offset_m").front(), 20.0);
    EXPECT_EQ(reader.numbers("elevation_m").front(), 142.5);
    EXPECT_EQ(reader.numbers("catchment_area_km2").front(), 2.5);
    EXPECT_TRUE(reader.has("offset_m"));
    EXPECT_FALSE(reader.has("discharge_m3_s"));
    EXPECT_TRUE(reader.has_read(4));
    EXPECT_TRUE(reader.good());
}

TEST_F(Columns, OfAnotherKindWithoutAUnitOrGivenTwiceAreRefused) {
    ColumnReader reader(read("水位(m3/s),流量,面积(m2),水面面积(ha)\n1,2,3,4\n"), problems);
    static_cast<void>(reader.numbers("level_m"));
    static_cast<void>(reader.numbers("discharge_m3_s"));
    static_cast<void>(reader.numbers("area_m2", {}, Presence::optional));
    ASSERT_EQ(problems.size(), 3U);
    EXPECT_EQ(problems[0].code, "wrong-unit");
    EXPECT_EQ(problems[0].found, "column \"水位(m3/s)\", a discharge (m3/s)");
    EXPECT_EQ(problems[0].expected, "a length (m)");
    EXPECT_EQ(problems[1].code, "missing-unit");
    EXPECT_EQ(problems[1].expected, "its unit in the header, like \"流量 (m3/s)\"");
    EXPECT_EQ(problems[2].code, "which-column");
}

TEST_F(Columns, TakeChainagesAsSurveyorsWriteThem) {
    ColumnReader reader(read("桩号\nK6+020\n6+020.5\nk12+000\n"), problems);
    EXPECT_EQ(reader.numbers("chainage_m"), (std::vector<double>{6020.0, 6020.5, 12000.0}));
    EXPECT_TRUE(reader.good());
    for (const char* none : {"K6", "6020", "K6+2", "K6+20000", "+020", "K+020", "K6-020", "KM6+020", "K6+0x0", ""})
        EXPECT_FALSE(parse_stationing(none)) << none;
    // and beside plain numbers the header must have the unit
    ColumnReader mixed(read("桩号\nK6+020\n7000\n"), problems);
    static_cast<void>(mixed.numbers("chainage_m"));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].code, "missing-unit");
}

// U+0065 U+0301 and U+00E9 are canonically equivalent (Unicode Standard Annex 15, figure 3).
TEST(Unicode, TextsThatLookTheSameAreTheSame) {
    EXPECT_EQ(composed("Rivi\u00e9re"), composed("Rivie\u0301re"));
    EXPECT_EQ(composed("Rivie\u0301re"), "Rivi\u00e9re");
    EXPECT_EQ(composed("漓江"), "漓江");
    EXPECT_EQ(composed("Aa"), "Aa");
    EXPECT_EQ(composed("\xC0\xEC\xBD\xAD"), "\xC0\xEC\xBD\xAD") << "no UTF-8";
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
