// Tables of reservoirs: what is read, and where what is wrong stands.
#include "data/registers/reservoir_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "written_file.h"

namespace liriver::data::registers {
namespace {

std::vector<std::string> lines_and_codes(const tables::Problems& problems) {
    std::vector<std::string> found;
    found.reserve(problems.size());
    for (const auto& problem : problems)
        found.push_back(std::to_string(problem.line) + " " + problem.code);
    return found;
}

TEST(ReservoirTables, ReadStorageWithAndWithoutAreas) {
    tables::Problems problems;
    const WrittenFile file("storage.csv",
                           "# press 2007\nlevel_m,volume_m3,source\n205.74,0.601e8,press\n208.81,9.13e7,press\n");
    const StorageTable storage = read_storage(file.path, problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(storage.level, (std::vector<double>{205.74, 208.81}));
    EXPECT_EQ(storage.volume, (std::vector<double>{0.601e8, 0.913e8}));
    EXPECT_TRUE(storage.area.empty());
}

TEST(ReservoirTables, NameTheLineWhereAStorageFalls) {
    tables::Problems problems;
    const WrittenFile file("storage.csv", "level_m,volume_m3\n205,2\n204,3\n206,1\n");
    static_cast<void>(read_storage(file.path, problems));
    EXPECT_EQ(lines_and_codes(problems), (std::vector<std::string>{"3 out-of-order", "4 out-of-order"}));
}

TEST(ReservoirTables, KeepAnOutletsRowsTogether) {
    tables::Problems problems;
    const WrittenFile good("outlets.csv", "outlet,level_m,capacity_m3_s\na,1,0\na,2,5\nb,1,3\n");
    const auto outlets = read_outlets(good.path, problems);
    ASSERT_TRUE(problems.empty());
    ASSERT_EQ(outlets.size(), 2U);
    EXPECT_EQ(outlets[0].capacity, (std::vector<double>{0, 5}));
    const WrittenFile bad("outlets.csv", "outlet,level_m,capacity_m3_s\na,1,0\nb,1,3\na,2,5\n");
    static_cast<void>(read_outlets(bad.path, problems));
    EXPECT_EQ(lines_and_codes(problems), (std::vector<std::string>{"4 repeated-name"}));
}

TEST(ReservoirTables, ReadRuleCurvesByDateAndRefuseDaysThatAreNone) {
    tables::Problems problems;
    const WrittenFile good("curve.csv", "date,level_m,release_m3_s\n04-01,200,5\n04-01,210,9\n09-01,200,7\n");
    const auto rows = read_rule_curve(good.path, problems);
    ASSERT_TRUE(problems.empty());
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[1].release, 9.0);
    const WrittenFile bad("curve.csv", "date,level_m\n02-30,200\n04-01,201\n03-31,202\n");
    static_cast<void>(read_rule_curve(bad.path, problems));
    EXPECT_EQ(lines_and_codes(problems), (std::vector<std::string>{"2 bad-date", "4 out-of-order"}));
}

TEST(ReservoirTables, KnowTheDaysOfAYear) {
    EXPECT_EQ(parse_month_day("02-29"), (MonthDay{2, 29}));
    EXPECT_EQ(parse_month_day("12-31"), (MonthDay{12, 31}));
    for (const char* text : {"", "2-29", "13-01", "04-31", "00-10", "04/01", "04-1"})
        EXPECT_FALSE(parse_month_day(text)) << text;
}

}  // namespace
}  // namespace liriver::data::registers
