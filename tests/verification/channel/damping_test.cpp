// No small wave on uniform flow grows from step to step.
#include "tests/verification/channel/damping.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "solver/channel/channel_solver.h"
#include "tests/verification/channel/chain.h"

namespace liriver::tests::verification {
namespace {

TEST(Damping, NoWaveGrowsInSubcriticalFlow) {
    // Given uniform flow well below critical, where the solver is as implicit as `theta_of` has it, when waves are 2 to
    // 64 cells long
    for (const double froude : {0.05, 0.2, 0.4})
        for (const double fall : {1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0, 100.0})
            for (double courant = 0.01; courant < 1e5; courant *= 1.5)
                for (const double cells : {2.0, 3.0, 4.0, 8.0, 16.0, 64.0})
                    // then none of them grows, at any step, slope and spacing
                    EXPECT_LE(amplification({cells, courant, fall, froude, theta_of(courant)}), 1.0 + 1e-12)
                        << "Froude " << froude << ", fall " << fall << ", Courant " << courant << ", cells " << cells;
}

TEST(Damping, FrictionAloneLeavesWhatTheAnalysisHas) {
    // A wave so long that nothing differs from section to section keeps its depth, and its velocity decays by
    // 2 g S / U: with theta = 1 a step leaves 1 / (1 + 2 g S dt / U), which is less than the depth's 1.
    const double froude = 0.3, courant = 5.0, fall = 0.01;
    const double dt = courant / (froude + 1.0);  // depth, spacing and celerity are 1
    const auto [depth, velocity] = amplification_factors({1e9, courant, fall, froude, 1.0});
    EXPECT_NEAR(std::abs(depth), 1.0, 1e-6);
    EXPECT_NEAR(std::abs(velocity), 1.0 / (1.0 + 2.0 * fall * dt / froude), 1e-6);
}

// The alternating part of the depth in the middle of a channel too long for its ends to be felt there, step by step.
std::vector<double> deviations(const Wave& wave, int steps) {
    using namespace solver::channel;
    constexpr int cells = 2001;
    constexpr double dx = 100.0, width = 1000.0;
    const double slope = wave.fall_over_depth / dx;
    const double speed = wave.froude * std::sqrt(gravity);
    const double manning_n = std::pow(width / (width + 2.0), 2.0 / 3.0) * std::sqrt(slope) / speed;
    ChannelMesh mesh;
    const std::int32_t table = mesh.tables.add(std::vector<OutlinePoint>{
        {0, 40, manning_n, 0}, {0, 0, manning_n, 0}, {width, 0, manning_n, 0}, {width, 40, manning_n, 0}});
    std::vector<double> beds, stage;
    for (int i = 0; i < cells; ++i) {
        beds.push_back(-slope * dx * i);
        stage.push_back(beds.back() + 1.0 + (i % 2 == 0 ? 1e-5 : -1e-5));
    }
    chain(mesh, beds, table, dx);
    ChannelBoundary in, out;
    out.cell = cells - 1;
    out.upstream = false;
    out.kind = BoundaryKind::normal_depth;
    out.slope = slope;
    mesh.boundaries = {in, out};
    ChannelSolver solver(mesh, {.newton_tolerance = 1e-10});
    solver.set_state(stage, std::vector<double>(mesh.left.size(), speed));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    const double dt = wave.courant * dx / (speed + std::sqrt(gravity));
    const auto middle = static_cast<std::size_t>(cells / 2);
    // the alternating part there
    const auto alternating = [&] {
        const auto depth = [&](std::size_t i) { return solver.stage()[i] - beds[i]; };
        return 0.25 * (2.0 * depth(middle) - depth(middle - 1) - depth(middle + 1));
    };
    std::vector<double> found{alternating()};
    for (int k = 0; k < steps; ++k) {
        must(solver.step(dt, {none, std::vector<double>{width * speed, 0.0}}));
        found.push_back(alternating());
    }
    return found;
}

TEST(Damping, TheSolverDampsTheShortestWaveAsTheAnalysisHasIt) {
    for (const double fall : {0.01, 0.1, 2.0})
        for (const double courant : {0.5, 2.0, 8.0, 60.0, 120.0}) {
            // Given uniform flow whose depths alternate by 0.01 mm, when the solver goes on by steps
            const Wave wave{2.0, courant, fall, 0.3, theta_of(courant)};
            const std::vector<double> a = deviations(wave, 5);
            // then they follow a_(n+2) = (k + l) a_(n+1) - k l a_n, where k and l are the two amplification factors
            const auto [k, l] = amplification_factors(wave);
            for (std::size_t n = 0; n + 2 < a.size(); ++n)
                EXPECT_NEAR(a[n + 2], (k + l).real() * a[n + 1] - (k * l).real() * a[n], 0.002 * std::abs(a[n]))
                    << "fall " << fall << ", Courant " << courant << ", step " << n + 2;
        }
}

}  // namespace
}  // namespace liriver::tests::verification
