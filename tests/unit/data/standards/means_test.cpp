#include "data/standards/means.h"

#include <gmock/gmock.h>

#include "data/standards/length_in_class.h"

namespace liriver::data::standards {
namespace {

using namespace std::chrono_literals;

tables::Time at(const char* text) { return tables::parse_time(text).value(); }

constexpr auto beijing = std::chrono::minutes{480};

TEST(Means, SamplesOfALocalDayGoAcrossMidnightUtc) {
    // 23:00 UTC on the 1st is 07:00 on the 2nd at +08:00; 15:59 UTC is 23:59 of the same local day, 16:00 is the next.
    const Series series{{at("2025-11-01T15:00:00Z"), at("2025-11-01T23:00:00Z"), at("2025-11-02T15:59:00Z"),
                         at("2025-11-02T16:00:00Z")},
                        {1.0, 2.0, 4.0, 10.0}};
    const auto days = means(series, Averaging::samples, Period::day, beijing);
    ASSERT_EQ(days.size(), 3U);
    EXPECT_EQ(format_day(days[0].first), "2025-11-01");
    EXPECT_EQ(days[0].mean, 1.0);
    EXPECT_EQ(format_day(days[1].first), "2025-11-02");
    EXPECT_EQ(days[1].mean, 3.0) << "(2 + 4) / 2";
    EXPECT_EQ(days[1].values, 2U);
    EXPECT_EQ(days[2].mean, 10.0);
    const auto utc = means(series, Averaging::samples, Period::day, 0min);
    ASSERT_EQ(utc.size(), 2U);
    EXPECT_EQ(utc[0].mean, 1.5) << "(1 + 2) / 2";
}

TEST(Means, OfARunAreOverTimeAndCutAtMidnight) {
    // From 12:00 to 12:00 of the next local day, a straight line from 0 to 24: 0 to 12 before midnight, 12 to 24 after.
    const Series series{{at("2025-11-01T12:00:00+08:00"), at("2025-11-02T12:00:00+08:00")}, {0.0, 24.0}};
    const auto days = means(series, Averaging::continuous, Period::day, beijing);
    ASSERT_EQ(days.size(), 2U);
    EXPECT_DOUBLE_EQ(days[0].mean, 6.0);
    EXPECT_DOUBLE_EQ(days[0].hours, 12.0);
    EXPECT_DOUBLE_EQ(days[1].mean, 18.0);
}

TEST(Means, OfARunWeighTheirIntervals) {
    // 2 for 6 h, then up to 4 over 12 h, then 4 for 6 h: (12 + 36 + 24) / 24 = 3.
    const Series series{{at("2025-11-01T00:00:00+08:00"), at("2025-11-01T06:00:00+08:00"),
                         at("2025-11-01T18:00:00+08:00"), at("2025-11-02T00:00:00+08:00")},
                        {2.0, 2.0, 4.0, 4.0}};
    const auto days = means(series, Averaging::continuous, Period::day, beijing);
    ASSERT_EQ(days.size(), 1U) << "an instant at midnight is no day";
    EXPECT_DOUBLE_EQ(days[0].mean, 3.0);
    EXPECT_DOUBLE_EQ(days[0].hours, 24.0);
}

TEST(Means, LeaveTimesWithoutAValueOut) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const Series series{{at("2025-11-01T00:00:00+08:00"), at("2025-11-01T06:00:00+08:00"),
                         at("2025-11-01T12:00:00+08:00"), at("2025-11-01T18:00:00+08:00")},
                        {2.0, 2.0, none, 8.0}};
    const auto days = means(series, Averaging::continuous, Period::day, beijing);
    ASSERT_EQ(days.size(), 1U);
    EXPECT_DOUBLE_EQ(days[0].mean, 2.0) << "no straight line across a gap";
    EXPECT_DOUBLE_EQ(days[0].hours, 6.0);
}

TEST(Means, OfMonthsSeasonsAndYears) {
    const Series series{
        {at("2024-12-31T12:00:00+08:00"), at("2025-03-31T23:00:00+08:00"), at("2025-04-01T00:00:00+08:00"),
         at("2025-09-30T23:00:00+08:00"), at("2025-10-01T00:00:00+08:00"), at("2025-10-09T00:00:00+08:00")},
        {1.0, 2.0, 4.0, 6.0, 3.0, 7.0}};
    const auto of = [&](Period period) { return means(series, Averaging::samples, period, beijing); };
    const auto months = of(Period::month);
    ASSERT_EQ(months.size(), 5U);
    EXPECT_EQ(format_day(months.back().first), "2025-10-01");
    EXPECT_EQ(months.back().mean, 5.0) << "(3 + 7) / 2";
    const auto flood = of(Period::flood_season);
    ASSERT_EQ(flood.size(), 1U);
    EXPECT_EQ(flood[0].mean, 5.0) << "(4 + 6) / 2, April to September";
    const auto other = of(Period::other_months);
    ASSERT_EQ(other.size(), 2U);
    EXPECT_EQ(other[1].mean, 4.0) << "(2 + 3 + 7) / 3";
    const auto years = of(Period::year);
    ASSERT_EQ(years.size(), 2U);
    EXPECT_EQ(years[1].mean, 4.4) << "(2 + 4 + 6 + 3 + 7) / 5";
}

TEST(Means, ASeasonMayGoOnOverTheNewYear) {
    const FloodSeason season{11, 2};
    EXPECT_TRUE(season.holds(12) && season.holds(1) && !season.holds(3));
    const Series series{{at("2024-12-01T00:00:00+08:00"), at("2025-01-01T00:00:00+08:00")}, {1.0, 3.0}};
    const auto flood = means(series, Averaging::samples, Period::flood_season, beijing, season);
    ASSERT_EQ(flood.size(), 1U);
    EXPECT_EQ(format_day(flood[0].first), "2024-11-01");
    EXPECT_EQ(flood[0].mean, 2.0);
}

TEST(HoursInClass, EachTimeStandsForHalfTheIntervalsBesideIt) {
    const std::vector<tables::Time> times{at("2025-11-01T00:00:00Z"), at("2025-11-01T02:00:00Z"),
                                          at("2025-11-01T03:00:00Z"), at("2025-11-01T05:00:00Z")};
    const std::vector<std::optional<QualityClass>> classes{QualityClass::ii, QualityClass::iii, std::nullopt,
                                                           QualityClass::ii};
    const HoursInClass hours = hours_in_class(times, classes);
    EXPECT_DOUBLE_EQ(hours.hours[1], 2.0) << "1 h at the beginning and 1 h at the end";
    EXPECT_DOUBLE_EQ(hours.hours[2], 1.5);
    EXPECT_DOUBLE_EQ(hours.not_assessed, 1.5);
}

TEST(LengthInClass, EachPlaceStandsForTheStretchToHalfwayToItsNeighbours) {
    const std::vector<ClassPlace> places{
        {10000, QualityClass::ii}, {0, QualityClass::i}, {4000, QualityClass::worse_than_v}, {12000, std::nullopt}};
    const LengthInClass between = length_in_class(places);
    EXPECT_DOUBLE_EQ(between.metres[0], 2000.0);
    EXPECT_DOUBLE_EQ(between.metres[5], 5000.0) << "2000 to 7000";
    EXPECT_DOUBLE_EQ(between.metres[1], 4000.0) << "7000 to 11000";
    EXPECT_DOUBLE_EQ(between.not_assessed, 1000.0);
    const LengthInClass whole = length_in_class(places, 0.0, 20000.0);
    EXPECT_DOUBLE_EQ(whole.not_assessed, 9000.0) << "11000 to 20000";
}

}  // namespace
}  // namespace liriver::data::standards
