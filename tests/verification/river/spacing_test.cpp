// Steady profiles are right at their sections whatever the spacing.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tests/verification/river/river_run.h"

namespace liriver::tests::verification {
namespace {

constexpr double width = 10.0, inflow = 15.0, manning_n = 0.03;  // of uniform.toml

// Depth of uniform flow, m: A R^(2/3) S^(1/2) / n = Q, by bisection.
double normal_depth(double slope) {
    double low = 1e-3, high = 50.0;
    for (int k = 0; k < 200; ++k) {
        const double depth = 0.5 * (low + high);
        const double area = width * depth;
        const double radius = area / (width + 2.0 * depth);
        (area * std::pow(radius, 2.0 / 3.0) * std::sqrt(slope) / manning_n < inflow ? low : high) = depth;
    }
    return 0.5 * (low + high);
}

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
            struct Point {
                int above;
                double depth;
            };
            for (const Point point :
                 {Point{2000, 2.465581}, Point{3000, 2.069999}, Point{5000, 1.916485}, Point{10000, 1.911023}}) {
                const auto section = static_cast<std::size_t>((15000 - point.above) / bound.spacing);
                EXPECT_NEAR(depth[section] / point.depth, 1.0, bound.share)
                    << scenario << " at " << bound.spacing << " m, " << point.above << " m above the pool";
                if (point.above == 2000)
                    errors.push_back(std::abs(depth[section] - point.depth));
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
