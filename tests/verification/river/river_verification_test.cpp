// Whole runs, from scenario file to results, whose outcome is known.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/verification/river/river_run.h"

namespace liriver::tests::verification {
namespace {

class Run : public RiverRun {};

TEST_F(Run, KeepsAUniformConcentrationWhileATributaryDriesAndRewets) {
    // Given one concentration in all water, when a tributary is shut off and opened again
    const auto report = run("drying_tributary.toml");
    EXPECT_EQ(report.exit_code, 0) << report.message;
    // then it fell dry (a film of some millimetres half way down) and came back
    const auto results = data::results::read_network(folder_ / "network.nc");
    ASSERT_TRUE(results.has_value());
    const auto depth = results->find("depth");
    ASSERT_TRUE(depth.has_value());
    const auto& mesh = results->mesh();
    double driest = 1e9;
    double wettest = 0.0;
    for (std::size_t level = 0; level < results->times().size(); ++level) {
        const auto values = results->values(*depth, level);
        for (std::size_t i = 0; i < mesh.node_count(); ++i)
            if (mesh.reach_names[static_cast<std::size_t>(mesh.reach[i])] == "tributary" &&
                std::abs(mesh.chainage[i] - 2500.0) < 60.0) {
                EXPECT_GE((*values)[i], 0.0);
                driest = std::min(driest, (*values)[i]);
                wettest = std::max(wettest, (*values)[i]);
            }
    }
    EXPECT_LT(driest, 0.005);
    EXPECT_GT(wettest, 0.2);
    // and the concentration is still 7 mg/L everywhere, to 1e-12
    const auto& tracer = report.summary.constituents.at(0);
    EXPECT_NEAR(tracer.minimum, 7.0, 7e-12);
    EXPECT_NEAR(tracer.maximum, 7.0, 7e-12);
    EXPECT_LE(tracer.relative_error, 1e-12);
    EXPECT_LE(report.summary.water.relative_error, 1e-12);
}

TEST_F(Run, DecaysAlongASteadyRiverAsTheExponential) {
    // Given steady flow (the tributary shut, 10 m3/s in the main stem) and first-order decay at 20 degrees
    const auto report =
        run("drying_tributary.toml",
            {"boundary.head.discharge=10 m3/s", "boundary.spring.discharge=0 m3/s",
             "constituent.tracer.decay_rate=2 1/d", "constituent.tracer.dispersion=0 m2/s", "time.duration=3 d"});
    EXPECT_EQ(report.exit_code, 0) << report.message;
    const auto results = data::results::read_network(folder_ / "network.nc");
    ASSERT_TRUE(results.has_value());
    const std::size_t last = results->times().size() - 1;
    const auto velocity = results->values(*results->find("velocity"), last);
    const auto tracer = results->values(*results->find("tracer"), last);
    const auto& mesh = results->mesh();
    // then between two sections c falls by exp(-k t), t from the velocities between them
    double time = 0.0;
    double first = -1.0;
    std::size_t before = 0;
    for (std::size_t i = 0; i < mesh.node_count(); ++i) {
        if (mesh.reach_names[static_cast<std::size_t>(mesh.reach[i])] != "main" || mesh.chainage[i] < 1000.0 ||
            mesh.chainage[i] > 11000.0)
            continue;
        if (first < 0.0)
            first = (*tracer)[i];
        else
            time += (mesh.chainage[i] - mesh.chainage[before]) / (0.5 * ((*velocity)[i] + (*velocity)[before]));
        before = i;
    }
    EXPECT_NEAR((*tracer)[before] / first, std::exp(-2.0 / 86400.0 * time), 0.002);
    EXPECT_LT((*tracer)[before] / first, 0.8);
}

}  // namespace
}  // namespace liriver::tests::verification
