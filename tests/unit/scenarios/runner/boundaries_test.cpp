// Given what a scenario says of a river's lower end, when it runs, then the water stands there as that law has it. The
// river: 5 m3/s on 6 km, 10 m wide between upright walls, n = 0.03, S = 0.001.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "data/results/network_reader.h"
#include "scenarios/runner/run.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;

constexpr const char* river = R"(schema = 1
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

class BoundariesTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::path(testing::TempDir()) /
                  (std::string("liriver boundaries ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    /// Depths from the head to the end once the hour has passed.
    std::vector<double> depths_with(const std::string& outlet) {
        std::ofstream(folder_ / "river.toml") << river << outlet;
        const auto model = language::load(folder_ / "river.toml");
        if (!model) {
            ADD_FAILURE() << to_string(model.error().at(0));
            return {};
        }
        RunOptions options;
        options.output = folder_ / "out";
        const auto report = run(*model, options);
        if (!report || report->exit_code != 0) {
            ADD_FAILURE() << (report ? report->message : to_string(report.error().at(0)));
            return {};
        }
        EXPECT_LE(report->summary.water.relative_error, 1e-12);
        const auto results = data::results::read_network(options.output / "network.nc");
        return *results->values(*results->find("depth"), results->times().size() - 1);
    }

    fs::path folder_;
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
    std::ofstream(folder_ / "rating.csv") << "stage_m,discharge_m3_s\n144,0\n144.4,2\n";  // 5 m3/s: 1 m on the line
    std::ofstream(folder_ / "river.toml")
        << river << "kind = \"rating\"\nend = \"downstream\"\nrating = \"rating.csv\"\n";
    const auto model = language::load(folder_ / "river.toml");
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

TEST_F(BoundariesTest, AFreeOutfallIsNotAtAHead) {
    std::ofstream(folder_ / "river.toml") << river << "kind = \"free_outfall\"\nend = \"upstream\"\n";
    const auto model = language::load(folder_ / "river.toml");
    ASSERT_FALSE(model);
    EXPECT_TRUE(std::any_of(model.error().begin(), model.error().end(),
                            [](const auto& problem) { return problem.code == "wrong-end"; }));
}

}  // namespace
}  // namespace liriver::scenarios::runner
