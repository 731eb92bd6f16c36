// Rivers under constant driving come to rest, and what moves in them does not hang on the step.
#include <algorithm>
#include <cmath>

#include "tests/verification/river/river_run.h"

namespace liriver::tests::verification {
namespace {

using Settling = RiverRun;

struct Range {
    double smallest = 1e300, largest = -1e300;
};

Range range_of(const std::vector<std::vector<double>>& levels, std::size_t section) {
    Range range;
    for (const auto& level : levels) {
        range.smallest = std::min(range.smallest, level[section]);
        range.largest = std::max(range.largest, level[section]);
    }
    return range;
}

TEST_F(Settling, AMouthInBackwaterConvergesAsTheStepShrinks) {
    // Given a tributary that a flood of the main stem backs up, when the step goes from 300 s to 10 s
    for (const char* step : {"300 s", "60 s", "10 s"}) {
        const auto report = run("mouth.toml", {std::string("time.step=") + step});
        ASSERT_EQ(report.exit_code, 0) << report.message;
        const auto results = data::results::read_network(folder_ / "network.nc");
        const auto& mesh = results->mesh();
        std::size_t mouth = 0;
        for (std::size_t i = 0; i < mesh.node_count(); ++i)
            if (mesh.reach_names[static_cast<std::size_t>(mesh.reach[i])] == "tributary")
                mouth = i;
        const auto discharge = levels("discharge");
        // then water turns back and comes out again within 2 % of what a solver without momentum from the main stem
        // into the tributary has at every step (-5.70 to 6.26 m3/s at 300, 10 and 1 s)
        const Range range = range_of(discharge, mouth);
        EXPECT_NEAR(range.smallest, -5.70, 0.02 * 5.70) << step;
        EXPECT_NEAR(range.largest, 6.26, 0.02 * 6.26) << step;
        // and no series of differences of alternating sign
        int turns = 0;
        for (std::size_t k = 2; k < discharge.size(); ++k) {
            const double before = discharge[k - 1][mouth] - discharge[k - 2][mouth];
            const double after = discharge[k][mouth] - discharge[k - 1][mouth];
            turns = before * after < 0.0 && std::min(std::abs(before), std::abs(after)) > 0.005 * 6.26 ? turns + 1 : 0;
            EXPECT_LT(turns, 4) << step << " at output " << k;
        }
    }
}

TEST_F(Settling, ABackwaterUnderConstantDrivingComesToRestAtAnyStep) {
    // Given uniform flow that a pool of 4 m comes to hold up, when ten days pass
    std::vector<double> stage_of_first;
    for (const std::vector<std::string>& overrides :
         {std::vector<std::string>{}, {"time.step=60 s"}, {"time.step=900 s"}}) {
        const auto report = run("backwater.toml", overrides);
        ASSERT_EQ(report.exit_code, 0) << report.message;
        // then discharge is what comes in, to 1e-6
        const auto discharge = levels("discharge").back();
        for (const double flow : discharge)
            EXPECT_NEAR(flow, 30.0, 30e-6);
        // and stages are the same for every step, to 0.1 mm, and those of gradually varied flow: 2.465581 m of depth
        // 2 km above the pool and 2.069999 m 3 km above it (the equation integrated)
        const auto stage = levels("stage").back();
        if (stage_of_first.empty())
            stage_of_first = stage;
        for (std::size_t i = 0; i < stage.size(); ++i)
            EXPECT_NEAR(stage[i], stage_of_first[i], 1e-4);
        const auto depth = levels("depth").back();
        EXPECT_NEAR(depth[130] / 2.465581, 1.0, 1e-3);
        EXPECT_NEAR(depth[120] / 2.069999, 1.0, 1e-3);
    }
}

TEST_F(Settling, AStageEndBelowAChuteTakesWhatComesAndNoMore) {
    // Given 60 m3/s down a chute of 8 %, shut off over three hours, above a pool lower than the critical depth
    const auto report = run("chute.toml");
    ASSERT_EQ(report.exit_code, 0) << report.message;
    const auto discharge = levels("discharge");
    const auto speed = levels("velocity");
    for (std::size_t k = 0; k < discharge.size(); ++k)
        for (std::size_t i = 0; i < discharge[k].size(); ++i) {
            // then no section passes more than came in, none flows back, and no speed is beyond the energy's
            EXPECT_LE(discharge[k][i], 1.05 * 60.0);
            EXPECT_GE(discharge[k][i], -1e-6);
            EXPECT_LE(speed[k][i], std::sqrt(2.0 * 9.81 * (200.0 + 2.0 - 168.0)));
        }
    EXPECT_NEAR(discharge.front().back(), 60.0, 1e-3);
    EXPECT_NEAR(discharge.back().back(), 0.0, 1e-2);
}

TEST_F(Settling, AnIntakeThatTakesAllShowsTheSpeedOfWhatFlowsOn) {
    // Given 5 m3/s and an intake at 3 km that takes all it can get
    const auto report = run("emptied.toml");
    ASSERT_EQ(report.exit_code, 0) << report.message;
    const auto discharge = levels("discharge").back();
    const auto depth = levels("depth").back();
    const auto speed = levels("velocity").back();
    // then the section there shows what flows on below: discharge, area and speed of one moment, on this mild bed below
    // the speed of critical flow at its depth
    const std::size_t intake = 30;
    const double area = 10.0 * depth[intake];
    EXPECT_NEAR(speed[intake] * area / discharge[intake], 1.0, 1e-3);
    EXPECT_LE(speed[intake], std::sqrt(9.81 * depth[intake]));
    EXPECT_LT(discharge[intake], 0.2);
    EXPECT_NEAR(discharge[intake - 1], 5.0, 1e-6);
    EXPECT_NEAR(discharge[intake], discharge[intake + 1], 1e-6);
}

}  // namespace
}  // namespace liriver::tests::verification
