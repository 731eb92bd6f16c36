// Given a channel whose flow is known exactly, when the 1D solver computes it, then its error stays within the bound.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/verification/channel/cases.h"
#include "tests/verification/channel/varying_channels.h"

namespace liriver::tests::verification {
namespace {

class ChannelCase : public testing::TestWithParam<std::size_t> {};

TEST_P(ChannelCase, StaysWithinItsBound) {
    const Case& c = channel_cases()[GetParam()];
    const double value = c.run();
    EXPECT_LE(value, c.bound) << c.name << ": " << c.metric << ", against " << c.source;
    EXPECT_GE(value, 0.0);
}

INSTANTIATE_TEST_SUITE_P(All, ChannelCase, testing::Range<std::size_t>(0, channel_cases().size()));

// Four meshes at one Courant number: each halving must cut the error, by at least this factor over the family.
void expect_convergence(const std::vector<double>& errors, double least_order) {
    for (std::size_t i = 1; i < errors.size(); ++i)
        EXPECT_LT(errors[i], errors[i - 1]);
    const double order = std::log2(errors.front() / errors.back()) / static_cast<double>(errors.size() - 1);
    EXPECT_GE(order, least_order);
}

TEST(ChannelConvergence, DamBreaksFallWithTheMesh) {
    std::vector<double> stoker;
    std::vector<double> small;
    std::vector<double> ritter;
    for (const int cells : {100, 200, 400, 800}) {
        stoker.push_back(dam_break_error(cells, 10.0, 1.0, 1000.0, 20.0));
        small.push_back(dam_break_error(cells, 0.005, 0.001, 10.0, 6.0));
        ritter.push_back(dam_break_error(cells, 0.005, 0.0, 10.0, 6.0));
    }
    expect_convergence(stoker, 0.8);  // a jump converges with order one at best
    expect_convergence(small, 0.8);
    expect_convergence(ritter, 0.8);
}

TEST(ChannelConvergence, MacDonaldChannelsFallWithTheMesh) {
    for (int kind = 0; kind < 4; ++kind) {
        std::vector<double> errors;
        for (const int cells : {50, 100, 200, 400})
            errors.push_back(macdonald_error(kind, cells));
        expect_convergence(errors, 0.7);
    }
}

TEST(ChannelConvergence, VaryingChannelsFallWithTheMesh) {
    using Kind = VaryingChannelKind;
    for (const Kind kind : {Kind::short_subcritical, Kind::short_supercritical, Kind::short_transition,
                            Kind::short_jump, Kind::long_subcritical, Kind::long_transition_and_jump}) {
        std::vector<double> errors;
        for (const int cells : {50, 100, 200, 400})
            errors.push_back(varying_channel_error(kind, cells));
        expect_convergence(errors, 0.7);
    }
}

TEST(VaryingChannel, JumpsWhereMomentumBalances) {
    // The published coefficients hold Q^2/(gA) + A * (depth of the centroid) equal on both sides of the jump
    using Kind = VaryingChannelKind;
    for (const Kind kind : {Kind::short_jump, Kind::long_transition_and_jump}) {
        const VaryingChannel channel{kind};
        const auto momentum = [&](double x) {
            const double h = channel.depth(x);
            const double b = channel.bed_width(120.0);
            const double z = channel.side_slope();
            return 400.0 / (9.81 * h * (b + z * h)) + h * h * (b / 2.0 + z * h / 3.0);
        };
        EXPECT_NEAR(momentum(120.0) / momentum(120.0 + 1e-9), 1.0, 1e-4);
        EXPECT_GT(channel.depth(120.0 + 1e-9), 1.1 * channel.depth(120.0));
    }
}

TEST(FloodWave, PeaksAtThePublishedHours) {
    const FloodPeaks peaks = flood_wave(300.0);
    EXPECT_EQ(peaks.outlet_hour, 57.0);
    EXPECT_EQ(peaks.middle_hour, 53.0);
}

}  // namespace
}  // namespace liriver::tests::verification
