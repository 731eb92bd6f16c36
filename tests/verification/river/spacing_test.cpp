// Steady profiles are right at their sections whatever the spacing.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tests/verification/river/gradually_varied.h"
#include "tests/verification/river/river_run.h"

namespace liriver::tests::verification {
namespace {

// Depth of uniform flow in uniform.toml, m.
double normal_depth(double slope) { return RectangularFlow{15.0, 10.0, 0.03, slope}.normal_depth(); }

using Spacing = RiverRun;

TEST_F(Spacing, ABackwaterIsRightAtItsSections) {
    // Given 30 m3/s above a pool of 4 m (width 10 m, n 0.025, slope 0.001), steady and after ten days of a run over
    // time, when sections stand 100, 200 and 500 m apart and no cell is put in
    struct Bound {
        int spacing;
        double share;
    };
    for (const char* scenario : {"backwater_steady.toml", "backwater.toml"}) {
        std::vector<double> errors;
        for (const Bound bound : {Bound{100, 1e-3}, Bound{200, 1e-3}, Bound{500, 3e-3}}) {
            const auto report = run(scenario, {fmt::format("reach.channel.spacing={} m", bound.spacing)});
            ASSERT_EQ(report.exit_code, 0) << report.message;
            const auto depth = levels("depth").back();
            // then depths are those of the equation of gradually varied flow, integrated by Runge and Kutta's method
            for (const int above : {2000, 3000, 5000, 10000}) {
                const double expected = RectangularFlow{30.0, 10.0, 0.025, 0.001}.upstream_of(4.0, above);
                const auto section = static_cast<std::size_t>((15000 - above) / bound.spacing);
                EXPECT_NEAR(depth[section] / expected, 1.0, bound.share)
                    << scenario << " at " << bound.spacing << " m, " << above << " m above the pool";
                if (above == 2000)
                    errors.push_back(std::abs(depth[section] - expected));
            }
        }
        // and they converge faster than by the first order (1.7 on these meshes)
        EXPECT_GT(std::log(errors[2] / errors[0]) / std::log(5.0), 1.6);
    }
}

TEST_F(Spacing, UniformFlowStaysUniform) {
    for (const double slope : {0.0005, 0.005, 0.02, 0.05})
        for (const double spacing : {500.0, 100.0, 20.0, 5.0, 1.0, 0.5}) {
            const double length = spacing >= 5.0 ? 6000.0 : 300.0;
            // Given uniform flow on a slope, when it leaves at its normal depth
            const auto report =
                run("uniform.toml",
                    {fmt::format("reach.channel.spacing={} m", spacing), fmt::format("reach.channel.slope={}", slope),
                     fmt::format("reach.channel.length={} m", length), fmt::format("boundary.outlet.slope={}", slope)});
            ASSERT_EQ(report.exit_code, 0) << report.message;
            // then every section has that depth to 0.1 %
            const double expected = normal_depth(slope);
            const auto depths = levels("depth").back();
            for (const double depth : depths)
                EXPECT_NEAR(depth / expected, 1.0, 1e-3) << "slope " << slope << ", spacing " << spacing;
        }
}

TEST_F(Spacing, TheStageOfItsOwnNormalDepthDoesNotDisturbUniformFlow) {
    for (const double slope : {0.0002, 0.0005, 0.001, 0.005})
        for (const double spacing : {100.0, 200.0, 500.0, 1000.0}) {
            // Given uniform flow, when the stage at its end is that of its normal depth
            const double expected = normal_depth(slope);
            const auto report =
                run("uniform_stage.toml",
                    {fmt::format("reach.channel.spacing={} m", spacing), fmt::format("reach.channel.slope={}", slope),
                     fmt::format("boundary.outlet.stage={:.12f}", 1000.0 - slope * 6000.0 + expected)});
            ASSERT_EQ(report.exit_code, 0) << report.message;
            // then no section is off by more than 1 mm
            const auto depths = levels("depth").back();
            for (const double depth : depths)
                EXPECT_NEAR(depth, expected, 1e-3) << "slope " << slope << ", spacing " << spacing;
        }
}

}  // namespace
}  // namespace liriver::tests::verification
