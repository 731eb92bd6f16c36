// Given what a scenario says of a river's lower end, when it runs, then the water stands there as that law has it. The
// river: 5 m3/s on 6 km, 10 m wide between upright walls, n = 0.03, S = 0.001.

#include <algorithm>
#include <cmath>
#include <string>

#include "scenario_test.h"

namespace liriver::scenarios::runner {
namespace {

const std::string river = R"(schema = 1
[project]
name = "boundaries"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "1 h"
[[reach]]
name = "main"
length = "6 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "150 m"
spacing = "50 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "main"
discharge = "5 m3/s"
[[station]]
name = "end"
reach = "main"
chainage = "6 km"
[[boundary]]
name = "outlet"
reach = "main"
)";

class BoundariesTest : public ScenarioTest {
  protected:
    /// Depths from the head to the end once the hour has passed.
    [[nodiscard]] std::vector<double> depths_with(const std::string& outlet) const {
        const RunReport report = run_well(river + outlet);
        if (HasFailure())
            return {};
        EXPECT_LE(report.summary.water.relative_error, 1e-12);
        return last("depth");
    }
};

double normal_depth() {
    double y = 0.7;
    for (int k = 0; k < 100; ++k)
        y = std::pow(5.0 * 0.03 / std::sqrt(0.001), 0.6) * std::pow(10.0 + 2.0 * y, 0.4) / 10.0;
    return y;
}

TEST_F(BoundariesTest, AFreeOutfallIsCritical) {
    const auto depth = depths_with("kind = \"free_outfall\"\nend = \"downstream\"\n");
    ASSERT_FALSE(depth.empty());
    EXPECT_NEAR(depth.back(), std::cbrt(0.5 * 0.5 / 9.81), 1e-4);  // h_c = (q^2/g)^(1/3)
    EXPECT_NEAR(depth[depth.size() / 2], normal_depth(), 1e-4);    // and 3 km up nothing is felt of it
}

TEST_F(BoundariesTest, ANormalDepthIsMannings) {
    const auto depth = depths_with("kind = \"normal_depth\"\nend = \"downstream\"\n");
    ASSERT_FALSE(depth.empty());
    EXPECT_NEAR(depth.back(), normal_depth(), 1e-4);
}

TEST_F(BoundariesTest, ARatingThatEndsBelowTheWaterIsSaidToGoOn) {
    write("rating.csv", "stage_m,discharge_m3_s\n144,0\n144.4,2\n");  // 5 m3/s: 1 m on the line
    const auto model = load(river + "kind = \"rating\"\nend = \"downstream\"\nrating = \"rating.csv\"\n");
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    RunOptions options;
    options.output = folder_ / "out";
    const auto report = run(*model, options);
    ASSERT_TRUE(report);
    const auto& events = report->summary.events;
    EXPECT_TRUE(std::any_of(events.begin(), events.end(), [&](const auto& event) {
        return event.message.find("last row of a rating") != std::string::npos && event.count == report->summary.steps;
    }));
}

TEST_F(BoundariesTest, AColumnWhoseUnitNobodySaysIsTold) {
    write("q.csv", "time,q_l_s\n2025-11-01T00:00:00+08:00,5\n2025-11-02T00:00:00+08:00,5\n");
    std::string text = river + "kind = \"normal_depth\"\nend = \"downstream\"\n";
    const std::string constant = "discharge = \"5 m3/s\"";
    text.replace(text.find(constant), constant.size(), "discharge = { file = \"q.csv\" }");
    const auto model = load(text);
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    const auto& notes = model->river.notes;
    EXPECT_EQ(std::count(notes.begin(), notes.end(),
                         "boundary[head].discharge: column q_l_s of q.csv ends with no unit: taken as m3/s"),
              1);
}

TEST_F(BoundariesTest, AFreeOutfallIsNotAtAHead) {
    const auto model = load(river + "kind = \"free_outfall\"\nend = \"upstream\"\n");
    ASSERT_FALSE(model);
    EXPECT_TRUE(std::any_of(model.error().begin(), model.error().end(),
                            [](const auto& problem) { return problem.code == "wrong-end"; }));
}

}  // namespace
}  // namespace liriver::scenarios::runner
