#include "data/tables/time.h"

#include <gtest/gtest.h>

namespace liriver::data::tables {
namespace {

std::int64_t nanoseconds(std::string_view text) { return parse_time(text).value().time_since_epoch().count(); }

TEST(Time, ReadsAnOffsetAsUtc) {
    // 2025-11-01T00:00:00Z is 1761955200 s after 1970 (date -u -d 2025-11-01 +%s).
    EXPECT_EQ(nanoseconds("2025-11-01T00:00:00Z"), 1761955200LL * 1000000000LL);
    EXPECT_EQ(nanoseconds("2025-11-01T08:00:00+08:00"), 1761955200LL * 1000000000LL);
    EXPECT_EQ(nanoseconds("2025-10-31 20:30-0330"), 1761955200LL * 1000000000LL);
    EXPECT_EQ(nanoseconds("1970-01-01T00:00:00.000000001Z"), 1);
    EXPECT_EQ(nanoseconds("1969-12-31T23:59:59.5Z"), -500000000LL);
}

TEST(Time, RefusesWhatNamesNoInstant) {
    for (const char* text :
         {"", "2025-11-01", "2025-11-01T00:00:00", "2025/11/01 00:00+08:00", "2025-11-01T00:00:00+8", "now",
          "2025-11-01T00:00:00+08:00x", "2025-11-01T24:00:00Z", "2025-11-01T00:60:00Z", "2025-13-01T00:00:00Z",
          "1500-01-01T00:00:00Z", "2025-11-01T00:00:00.Z", "2025-11-01T00:00:00+99:00", "2025-11-00T00:00:00Z"})
        EXPECT_FALSE(parse_time(text).has_value()) << text;
}

TEST(Time, NamesADateThatDoesNotExist) {
    const auto time = parse_time("2025-02-30T00:00:00+08:00");
    ASSERT_FALSE(time.has_value());
    EXPECT_EQ(time.error().expected, "a day that exists: 2025-02 has 28 days");
    EXPECT_TRUE(parse_time("2024-02-29T00:00:00+08:00").has_value());
}

TEST(Time, SaysThatTheOffsetIsMissing) {
    EXPECT_EQ(parse_time("2025-11-01T00:00:00").error().found, "\"2025-11-01T00:00:00\" without an offset");
}

TEST(Time, PrintsUtcAndLocalClock) {
    const Time time = parse_time("2025-11-01T00:00:00+08:00").value();
    EXPECT_EQ(format_utc(time), "2025-10-31T16:00:00Z");
    EXPECT_EQ(format_local(time, std::chrono::minutes{480}), "2025-11-01T00:00:00+08:00");
    EXPECT_EQ(format_local(time, std::chrono::minutes{-210}), "2025-10-31T12:30:00-03:30");
    EXPECT_EQ(format_utc(after(time, 0.25)), "2025-10-31T16:00:00.25Z");
}

TEST(Time, CountsLocalDaysByTheLocalClock) {
    const std::chrono::minutes china{480};
    const Time evening = parse_time("2025-11-01T23:59:59+08:00").value();
    const Time midnight = parse_time("2025-11-02T00:00:00+08:00").value();
    EXPECT_EQ(local_day(midnight, china) - local_day(evening, china), std::chrono::days{1});
    EXPECT_EQ(local_day(midnight, std::chrono::minutes{0}), local_day(evening, std::chrono::minutes{0}));
}

TEST(Time, SecondsThereAndBackAgainAreExactOverAYear) {
    const Time start = parse_time("2025-01-01T00:00:00Z").value();
    EXPECT_EQ(seconds_between(start, after(start, 31536000.125)), 31536000.125);
    EXPECT_EQ(seconds_between(after(start, 1.5), start), -1.5);
}

TEST(Time, ReadsOffsets) {
    EXPECT_EQ(parse_offset("+08:00").value().count(), 480);
    EXPECT_EQ(parse_offset("-03:30").value().count(), -210);
    EXPECT_FALSE(parse_offset("08:00").has_value());
    EXPECT_FALSE(parse_offset("Asia/Shanghai").has_value());
}

}  // namespace
}  // namespace liriver::data::tables
