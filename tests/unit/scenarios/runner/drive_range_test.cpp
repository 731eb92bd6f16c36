// Given what drives a river over a run, when its range is asked for, then it is that of the values taken on meanwhile.
#include "scenarios/runner/drive_range.h"

#include "scenario_test.h"

namespace liriver::scenarios::runner {
namespace {

using solver::forcing::Function;
using solver::forcing::Outside;

TEST(DriveRange, IsThatOfTheValuesBetweenStartAndEnd) {
    const auto lines = Function::linear({-10.0, 10.0, 30.0}, {0.0, 4.0, -4.0}, Outside::hold, Outside::hold);
    ASSERT_TRUE(lines);
    EXPECT_DOUBLE_EQ(range_of(*lines, 20.0).low, 0.0);  // 2 at the start, 4 at 10 s, 0 at 20 s
    EXPECT_DOUBLE_EQ(range_of(*lines, 20.0).high, 4.0);
    const auto blocks = Function::blocks({0.0, 5.0, 15.0}, {3.0, 7.0, 1.0}, Outside::hold, Outside::hold);
    ASSERT_TRUE(blocks);
    EXPECT_DOUBLE_EQ(range_of(*blocks, 10.0).low, 3.0);
    EXPECT_DOUBLE_EQ(range_of(*blocks, 10.0).high, 7.0);
    EXPECT_DOUBLE_EQ(range_of(Function::constant(2.5), 1e6).high, 2.5);
}

const std::string river = R"(schema = 1
[project]
name = "range"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00Z
duration = "1 d"
[[reach]]
name = "main"
length = "2 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "50 m"
spacing = "500 m"
manning_n = 0.03
[[inflow]]
name = "spring"
reach = "main"
chainage = "1 km"
discharge = { file = "spring.csv" }
[[boundary]]
name = "pool"
kind = "stage"
reach = "main"
end = "downstream"
)";

using DriveRangeTest = ScenarioTest;

TEST_F(DriveRangeTest, LowAndHighInflowMeetLowAndHighStages) {
    write("spring.csv", "time,q_m3_s\n2025-11-01T00:00:00Z,2\n2025-11-01T12:00:00Z,8\n2025-11-02T00:00:00Z,1\n");
    write("sea.csv", "time,z_m\n2025-11-01T00:00:00Z,49\n2025-11-02T00:00:00Z,51\n");
    const auto both = load(river + "stage = { file = \"sea.csv\" }\n");
    ASSERT_TRUE(both) << to_string(both.error().at(0));
    const auto model = build_channel_model(*both, CellPlan{});
    ASSERT_TRUE(model);
    const auto drives = drives_of(*model, 86400.0);
    ASSERT_EQ(drives.size(), 5U);  // the start's, and two by two
    const auto flow = static_cast<std::size_t>(model->driver.sources.at(0).function);
    const auto stage = static_cast<std::size_t>(model->boundaries.at(0).value);
    const double expected[][2] = {{1, 49}, {1, 51}, {8, 49}, {8, 51}};
    for (std::size_t k = 0; k < 4; ++k) {
        EXPECT_DOUBLE_EQ(drives[k + 1].functions[flow].value(5000.0), expected[k][0]) << k;
        EXPECT_DOUBLE_EQ(drives[k + 1].functions[stage].value(5000.0), expected[k][1]) << k;
    }
    const auto constant = load(river + "stage = 50\n");
    ASSERT_TRUE(constant);
    EXPECT_EQ(drives_of(*build_channel_model(*constant, CellPlan{}), 86400.0).size(), 3U);
}

}  // namespace
}  // namespace liriver::scenarios::runner
