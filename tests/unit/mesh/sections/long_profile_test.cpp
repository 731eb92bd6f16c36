// A falling water surface out of noisy terrain. The noise is drawn with a fixed seed; the truth is known.
#include "mesh/sections/long_profile.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "made_valley.h"
#include "mesh/sections/banded.h"

namespace liriver::mesh::sections {
namespace {

TEST(Banded, SystemGivesBackWhatMadeIt) {
    // Minimise (f0-1)^2 + (f1-f0-2)^2 + (f2-f1-3)^2 + 4 (f1-2 f2+f3)^2: all terms vanish for 1, 3, 6, 9.
    Pentadiagonal system(4);
    system.add_value(0, 1.0, 1.0);
    system.add_difference(0, 2.0, 1.0);
    system.add_difference(1, 3.0, 1.0);
    system.add_bend(1, 4.0);
    const std::vector<double> f = system.solve();
    EXPECT_NEAR(f[0], 1.0, 1e-12);
    EXPECT_NEAR(f[1], 3.0, 1e-12);
    EXPECT_NEAR(f[2], 6.0, 1e-12);
    EXPECT_NEAR(f[3], 9.0, 1e-12);
}

struct Line {
    std::vector<double> chainage, height, spacing;
};

/// 60 km at 100 m steps falling from 200 m with slope 4e-4, plus normal noise.
Line noisy_line(double noise, double spacing) {
    std::mt19937 random(42);
    std::normal_distribution<double> draw(0.0, noise);
    Line line;
    for (int i = 0; i <= 600; ++i) {
        line.chainage.push_back(100.0 * i);
        line.height.push_back(200.0 - 0.04 * i + (noise > 0.0 ? draw(random) : 0.0));
        line.spacing.push_back(spacing);
    }
    return line;
}

TEST(LongProfile, KeepsALineThatFallsEvenly) {
    const Line line = noisy_line(0.0, 10.0);
    const auto fitted = fit_falling_profile(line.chainage, line.height, line.spacing, {}, {});
    ASSERT_EQ(fitted.size(), 601U);
    for (std::size_t i = 0; i < fitted.size(); ++i)
        EXPECT_NEAR(fitted[i], line.height[i], 1e-6);
}

TEST(LongProfile, FallsEverywhereAndStaysNearTheTruthUnderNoise) {
    const Line line = noisy_line(3.0, 10.0);
    const auto fitted = fit_falling_profile(line.chainage, line.height, line.spacing, {}, {});
    ASSERT_EQ(fitted.size(), 601U);
    // About 50 points to a smoothing wave: 3 m of noise become 3 / sqrt(50) = 0.4 m; four times that is the bound.
    for (std::size_t i = 0; i < fitted.size(); ++i)
        EXPECT_NEAR(fitted[i], 200.0 - 0.04 * static_cast<double>(i), 1.7);
    for (std::size_t i = 0; i + 1 < fitted.size(); ++i)
        EXPECT_GE(fitted[i] - fitted[i + 1], 5e-5 * 100.0 * 0.999);
}

TEST(LongProfile, IsNotDrawnIntoPitsNorOverBridges) {
    Line line = noisy_line(1.0, 10.0);
    for (std::size_t i = 200; i < 215; ++i)
        line.height[i] -= 60.0;
    for (std::size_t i = 400; i < 408; ++i)
        line.height[i] += 25.0;
    const auto fitted = fit_falling_profile(line.chainage, line.height, line.spacing, {}, {});
    EXPECT_NEAR(fitted[207], 200.0 - 0.04 * 207, 1.0);
    EXPECT_NEAR(fitted[404], 200.0 - 0.04 * 404, 1.0);
}

TEST(LongProfile, MeetsTheLevelItIsPinnedTo) {
    const Line line = noisy_line(2.0, 10.0);
    const auto fitted = fit_falling_profile(line.chainage, line.height, line.spacing, {{600, 172.0}}, {});
    EXPECT_NEAR(fitted.back(), 172.0, 0.05);
}

TEST(LongProfile, HasNoStepsWhereTheTerrainIsTerraced) {
    // A raster in steps of 5 m, as one recovered from a picture: 12.5 km treads, where the truth falls 4e-4 throughout.
    Line line = noisy_line(0.0, 100.0);
    for (double& height : line.height)
        height = 5.0 * std::floor(height / 5.0);
    const auto fitted = fit_falling_profile(line.chainage, line.height, line.spacing, {}, {});
    ASSERT_EQ(fitted.size(), 601U);
    for (std::size_t i = 0; i + 1 < fitted.size(); ++i) {
        const double slope = (fitted[i] - fitted[i + 1]) / 100.0;
        EXPECT_GT(slope, 1e-4);
        EXPECT_LT(slope, 1e-3);
    }
}

TEST(LongProfiles, MeetAtMouthsAndHeads) {
    network::Network network = tests::straight_river(30000.0);
    network.reaches.insert(network.reaches.begin(), tests::reach_along("brook", {{15000.0, 9000.0}, {15000.0, 0.0}}));
    network.reaches[0].to = network::Place{.reach = "main", .chainage = 15000.0};
    network.reaches.push_back(
        tests::reach_along("loop", {{20000.0, 0.0}, {20000.0, 500.0}, {25000.0, 500.0}, {25000.0, 0.0}}));
    network.reaches[2].from = network::Place{.reach = "main", .chainage = 20000.0};
    network.reaches[2].to = network::Place{.reach = "main", .chainage = 25000.0};
    const auto profiles = fit_long_profiles(network, tests::valley(200.0, 1e-3, 0.01), {});
    ASSERT_TRUE(profiles);
    const LongProfile& main = (*profiles)[1];
    EXPECT_NEAR(main.surface_at(15000.0), 185.0, 0.6);
    EXPECT_NEAR((*profiles)[0].water_surface.back(), main.surface_at(15000.0), 0.02);
    EXPECT_NEAR((*profiles)[2].water_surface.front(), main.surface_at(20000.0), 0.05);
    EXPECT_NEAR((*profiles)[2].water_surface.back(), main.surface_at(25000.0), 0.02);
}

TEST(LongProfiles, TellOnceOfAReachWithoutTerrainAndFromWhereToWhere) {
    network::TerrainSampler holed = tests::valley(200.0, 1e-3, 0.01);
    holed.elevation = [](double x, double) { return x > 4000.0 ? std::nan("") : 100.0; };
    const auto profiles = fit_long_profiles(tests::straight_river(5000.0), holed, {});
    ASSERT_FALSE(profiles);
    ASSERT_EQ(profiles.error().size(), 1U) << "one cause, not one problem for each hundred metres";
    EXPECT_EQ(profiles.error().front().place, "reach main");
    EXPECT_NE(profiles.error().front().found.find("last at 5000 m"), std::string::npos);
}

}  // namespace
}  // namespace liriver::mesh::sections
