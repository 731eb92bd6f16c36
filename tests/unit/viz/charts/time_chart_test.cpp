// Charts keep what their lines say: every peak, every gap, local days.
#include "viz/charts/time_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <regex>

#include "viz/charts/time_axis.h"

namespace liriver::viz::charts {
namespace {

using data::tables::Time;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Time time(const char* text) { return data::tables::parse_time(text).value(); }

const Time november = time("2025-11-01T00:00:00+08:00");

TEST(TimeTicks, a_month_is_labelled_by_local_days) {
    const TimeTicks ticks = time_ticks(november, november + hours(30 * 24), hours(8), 8);
    EXPECT_THAT(ticks.labels, ElementsAre("1 Nov", "6 Nov", "11 Nov", "16 Nov", "21 Nov", "26 Nov", "1 Dec"));
    EXPECT_EQ(ticks.times[1], time("2025-11-06T00:00:00+08:00"));
}

TEST(TimeTicks, a_run_that_begins_at_noon_is_labelled_at_midnight) {
    const TimeTicks ticks = time_ticks(november + hours(12), november + hours(10 * 24), hours(8), 8);
    EXPECT_EQ(ticks.times.front(), time("2025-11-02T00:00:00+08:00"));
    EXPECT_EQ(ticks.labels.front(), "2 Nov");
}

TEST(TimeTicks, within_a_day_hours_are_labelled) {
    const TimeTicks ticks = time_ticks(november, november + hours(12), hours(8), 8);
    EXPECT_THAT(ticks.labels, ElementsAre("1 Nov", "02:00", "04:00", "06:00", "08:00", "10:00", "12:00"));
}

TimeChart chart_of(std::vector<double> values) {
    TimeChart chart;
    chart.title = "Discharge";
    chart.unit = "m³/s";
    chart.first = november;
    chart.time_zone = hours(8);
    Line line;
    line.values = std::move(values);
    for (std::size_t i = 0; i < line.values.size(); ++i)
        line.times.push_back(november + minutes(i));
    chart.last = line.times.back();
    chart.lines.push_back(line);
    return chart;
}

/// The y of every point of a chart's paths.
std::vector<double> heights(const std::string& svg) {
    std::vector<double> y;
    const std::regex point("[ML][0-9.]+ ([0-9.]+)");
    const auto paths = svg.substr(svg.find("<path"));
    for (std::sregex_iterator at(paths.begin(), paths.end(), point), end; at != end; ++at)
        y.push_back(std::stod((*at)[1]));
    return y;
}

TEST(TimeChart, one_minute_of_flood_among_weeks_of_quiet_water_is_drawn_to_its_height) {
    std::vector<double> flow(30'000, 10.0);
    flow[12'345] = 100.0;
    const std::vector<double> all = heights(to_svg(chart_of(flow)));
    EXPECT_LT(all.size(), 3'000U);  // at most four points a pixel
    const auto [peak, quiet] = std::minmax_element(all.begin(), all.end());
    // y falls from the axis in proportion to the value: 100 stands ten times as high as 10
    const TimeChart chart = chart_of({1.0, 1.0});
    const double axis = chart.height - 22.0;
    EXPECT_NEAR((axis - *peak) / (axis - *quiet), 10.0, 0.1);
}

TEST(TimeChart, no_water_leaves_a_gap) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::string svg = to_svg(chart_of({1.0, 2.0, none, 3.0, 2.0}));
    const auto path = svg.substr(svg.find("<path"));
    EXPECT_EQ(std::count(path.begin(), path.end(), 'M'), 2);
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(TimeChart, a_line_in_steps_holds_each_value_until_the_next) {
    TimeChart chart = chart_of({1.0, 3.0, 3.0});
    chart.lines[0].steps = true;
    EXPECT_EQ(heights(to_svg(chart)).size(), 6U);
}

TEST(TimeChart, names_are_safe_in_xml) {
    TimeChart chart = chart_of({1.0, 2.0});
    chart.title = "a < b & \"c\"";
    EXPECT_THAT(to_svg(chart), HasSubstr("a &lt; b &amp; &quot;c&quot; (m³/s)"));
}

}  // namespace
}  // namespace liriver::viz::charts
