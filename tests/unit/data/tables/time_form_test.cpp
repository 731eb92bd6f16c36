#include "data/tables/time_form.h"

#include <gtest/gtest.h>

namespace liriver::data::tables {
namespace {

constexpr std::chrono::minutes china{480};

std::string read(const std::string& text, const std::string& format = {}) {
    const auto time = parse_time(text, {format, china, '.', {}});
    return time ? format_utc(time->time) : "refused: " + time.error().found + ", expected " + time.error().expected;
}

TEST(TimeForm, ReadsLocalTimesWithTheYearFirstWhateverStandsBetween) {
    for (const char* text : {"2025-11-01 08:00", "2025-11-01 08:00:00", "2025/11/01 08:00:00", "2025/11/1 8:00",
                             "2025.11.01 08:00", "2025-11-01T08:00", "2025年11月1日 8时", "2025年11月01日8时0分",
                             "2025年11月1日 8:00", "2025110108", "202511010800", "20251101080000"})
        EXPECT_EQ(read(text), "2025-11-01T00:00:00Z") << text;
}

TEST(TimeForm, AnOffsetOfItsOwnComesBeforeTheZone) {
    EXPECT_EQ(read("2025-11-01T08:00:00+00:00"), "2025-11-01T08:00:00Z");
    EXPECT_EQ(read("2025-11-01 08:00:00.25Z"), "2025-11-01T08:00:00.25Z");
    EXPECT_FALSE(parse_time("2025-11-01T08:00:00+00:00", {{}, china, '.', {}})->local);
    EXPECT_TRUE(parse_time("2025-11-01T08:00:00", {{}, china, '.', {}})->local);
}

TEST(TimeForm, TwentyFourHoursEndsADay) {
    EXPECT_EQ(read("2025-11-01 24:00"), "2025-11-01T16:00:00Z");
    EXPECT_EQ(read("2025-12-31T24:00:00+08:00"), "2025-12-31T16:00:00Z");
    EXPECT_EQ(read("2024年2月28日 24时"), "2024-02-28T16:00:00Z");
    EXPECT_EQ(read("2025-11-01 24:01").substr(0, 7), "refused");
    EXPECT_EQ(read("2025-11-01 25:00").substr(0, 7), "refused");
}

TEST(TimeForm, WhatMayMeanSeveralThingsIsRefused) {
    for (const char* text : {"01/11/2025 08:00", "25-11-01 08:00", "2025-11-01", "08:00", "2025-02-30 08:00", "45962.5",
                             "2025-11-01 08:00 CST", "", "2025/11-01 08:00"})
        EXPECT_EQ(read(text).substr(0, 7), "refused") << text;
    EXPECT_NE(read("45962.5").find("excel"), std::string::npos);
}

TEST(TimeForm, ReadsByADeclaredFormat) {
    EXPECT_EQ(read("01.11.2025 08:00", "%d.%m.%Y %H:%M"), "2025-11-01T00:00:00Z");
    EXPECT_EQ(read("11/1/2025 8:00:00 AM", "%m/%d/%Y %I:%M:%S %p"), "2025-11-01T00:00:00Z");
    EXPECT_EQ(read("1-Nov-25 20:30", "%d-%b-%y %H:%M"), "2025-11-01T12:30:00Z");
    EXPECT_EQ(read("2025-11-01", "%Y-%m-%d"), "2025-10-31T16:00:00Z");
    EXPECT_EQ(read("2025-11-01T08:00:00+0000", "%FT%T%z"), "2025-11-01T08:00:00Z");
    EXPECT_EQ(read("01.11.2025 24:00", "%d.%m.%Y %R"), "2025-11-01T16:00:00Z");
    EXPECT_EQ(read("2025-11-01 08:00", "%d.%m.%Y %H:%M").substr(0, 7), "refused");
    EXPECT_EQ(read("01.11.2025 08:00 x", "%d.%m.%Y %H:%M").substr(0, 7), "refused");
}

// Spreadsheets count days from 1899-12-30: 45962 is 2025-11-01, whatever the program (25569 is 1970-01-01).
TEST(TimeForm, ReadsSerialDaysToTheSecond) {
    EXPECT_EQ(read("25569", "excel"), "1969-12-31T16:00:00Z");
    EXPECT_EQ(read("45962.333333333336", "excel"), "2025-11-01T00:00:00Z");
    EXPECT_EQ(read("45962.33333", "excel"), "2025-11-01T00:00:00Z");
    EXPECT_EQ(read("44500.333333333336", "excel_1904"), "2025-11-01T00:00:00Z");
    EXPECT_EQ(read("1761955200", "unix"), "2025-11-01T00:00:00Z");
    EXPECT_EQ(read("2025-11-01", "excel").substr(0, 7), "refused");
    EXPECT_EQ(read("1e9", "excel").substr(0, 7), "refused");
    EXPECT_EQ(format_utc(parse_time("45962,5", {"excel", china, ',', {}})->time), "2025-11-01T04:00:00Z");
}

TEST(TimeForm, AFormatNeedsADateAndKnownConversions) {
    EXPECT_FALSE(check_time_format(""));
    EXPECT_FALSE(check_time_format("excel"));
    EXPECT_FALSE(check_time_format("%d.%m.%Y %H:%M"));
    EXPECT_NE(check_time_format("%Q")->found.find("%Q"), std::string::npos);
    EXPECT_NE(check_time_format("%H:%M")->found.find("without a year"), std::string::npos);
    EXPECT_NE(check_time_format("%Y %d")->found.find("without a month"), std::string::npos);
    EXPECT_TRUE(check_time_format("%Y-%m-%d %"));
    EXPECT_TRUE(check_time_format("yyyy-mm-dd"));
}

}  // namespace
}  // namespace liriver::data::tables
