// The assumed channel, burned into a straight valley that falls 1 in 1000.
#include "mesh/sections/channel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "made_valley.h"
#include "mesh/sections/survey.h"

namespace liriver::mesh::sections {
namespace {

AssumedChannel stretch(const std::string& reach, double from, double to) {
    AssumedChannel row;
    row.reach = reach;
    row.from_chainage = from;
    row.to_chainage = to;
    row.low_flow_width = 20.0;
    row.thalweg_width = 12.0;
    row.thalweg_depth = 0.8;
    row.bank_width = 100.0;
    row.bank_height = 4.0;
    return row;
}

struct Made {
    network::Network network;
    std::vector<CutSection> cuts;
    std::vector<LongProfile> profiles;
    std::vector<BurnedSection> burned;
};

Made make(const network::Network& network, const std::vector<AssumedChannel>& table,
          const network::TerrainSampler& terrain) {
    Made made;
    made.network = network;
    ReachLayout layout;
    layout.half_length = 300.0;
    const HalfWidth half = [&](const std::string& reach, double chainage) {
        return 0.5 * channel_at(table, reach, chainage)->bank_width;
    };
    made.cuts = cut_sections(lay_sections(network, {layout}, half).lines, terrain, {}).value();
    made.profiles = fit_long_profiles(network, terrain, {}).value();
    made.burned = burn_channels(network, made.cuts, made.profiles, table, {});
    EXPECT_GT(made.burned.size(), 10U);
    return made;
}

const network::TerrainSampler terrain = tests::valley(200.0, 1e-3, 0.02);

TEST(Channel, PassesEvenlyFromOneStretchToTheNext) {
    AssumedChannel wide = stretch("main", 4000.0, 10000.0);
    wide.low_flow_width = 30.0;
    const std::vector<AssumedChannel> table = {stretch("main", 0.0, 4000.0), wide};
    EXPECT_DOUBLE_EQ(channel_at(table, "main", 0.0)->low_flow_width, 20.0);
    EXPECT_DOUBLE_EQ(channel_at(table, "main", 2000.0)->low_flow_width, 20.0);
    EXPECT_DOUBLE_EQ(channel_at(table, "main", 4500.0)->low_flow_width, 25.0) << "half way between 2000 and 7000 m";
    EXPECT_DOUBLE_EQ(channel_at(table, "main", 9000.0)->low_flow_width, 30.0);
    EXPECT_FALSE(channel_at(table, "other", 0.0));
}

TEST(Channel, HasItsThalwegBelowTheFittedWaterAndItsBanksAbove) {
    const Made made = make(tests::straight_river(10000.0), {stretch("main", 0.0, 10000.0)}, terrain);
    for (const BurnedSection& section : made.burned) {
        const double water = made.profiles[0].surface_at(section.channel.chainage);
        EXPECT_NEAR(section.thalweg, water - 0.8, 0.006);
        double lowest = 1e9;
        for (const SectionPoint& point : section.channel.points)
            lowest = std::min(lowest, point.elevation);
        EXPECT_DOUBLE_EQ(lowest, section.thalweg);
        EXPECT_NEAR(section.channel.points.front().elevation, water + 4.0, 0.006);
        EXPECT_NEAR(section.channel.points.back().elevation, water + 4.0, 0.006);
        EXPECT_NEAR(section.channel.points.back().offset - section.channel.points.front().offset, 100.0, 0.1);
    }
}

TEST(Channel, IsNoTrapezoid) {
    const Made made = make(tests::straight_river(10000.0), {stretch("main", 0.0, 10000.0)}, terrain);
    for (const BurnedSection& section : made.burned) {
        EXPECT_GE(section.channel.points.size(), 8U);
        const auto lowest =
            std::min_element(section.channel.points.begin(), section.channel.points.end(),
                             [](const SectionPoint& a, const SectionPoint& b) { return a.elevation < b.elevation; });
        EXPECT_NE(lowest->offset, 0.5 * (section.channel.points.front().offset + section.channel.points.back().offset));
    }
}

TEST(Channel, SwingsItsThalwegToTheOuterBank) {
    // The river turns left (north) through a quarter of a circle of 400 m: the outer bank is the right one.
    network::Polyline line;
    for (double x = 0.0; x < 3000.0; x += 50.0)
        line.push_back({x, 0.0});
    for (double angle = 0.0; angle < 1.57; angle += 0.05)
        line.push_back({3000.0 + 400.0 * std::sin(angle), 400.0 - 400.0 * std::cos(angle)});
    for (double y = 450.0; y < 3000.0; y += 50.0)
        line.push_back({3400.0, y});
    network::Network network{.crs = "", .reaches = {tests::reach_along("main", line)}};
    const network::TerrainSampler plain = {[](double x, double y) { return 200.0 - 1e-3 * (x + y); },
                                           [](double, double) { return 10.0; }};
    const Made made = make(network, {stretch("main", 0.0, 10000.0)}, plain);
    const BurnedSection* in_bend = nullptr;
    for (const BurnedSection& section : made.burned)
        if (in_bend == nullptr ||
            std::abs(section.channel.chainage - 3314.0) < std::abs(in_bend->channel.chainage - 3314.0))
            in_bend = &section;
    const auto lowest =
        std::min_element(in_bend->channel.points.begin(), in_bend->channel.points.end(),
                         [](const SectionPoint& a, const SectionPoint& b) { return a.elevation < b.elevation; });
    const double across = (lowest->offset - in_bend->channel.points.front().offset) / 100.0;
    EXPECT_GT(across, 0.6) << "0 is the left bank, 1 the right";
}

TEST(Channel, NeverRisesDownstreamAndEndsNotBelowTheRiverItMeets) {
    network::Network network = tests::straight_river(12000.0);
    network.reaches.push_back(tests::reach_along("brook", {{6000.0, 5000.0}, {6000.0, 0.0}}));
    network.reaches[1].to = network::Place{.reach = "main", .chainage = 6000.0};
    AssumedChannel brook = stretch("brook", 0.0, 5000.0);
    brook.thalweg_depth = 2.0;  // deeper than the river's 0.8 m
    const Made made = make(network, {stretch("main", 0.0, 12000.0), brook}, terrain);
    double last = 1e9;
    double river = 0.0;
    double end = 0.0;
    for (const BurnedSection& section : made.burned) {
        if (section.channel.reach == "main" && section.channel.chainage <= 6000.0)
            river = section.thalweg;
        if (section.channel.reach == "brook") {
            EXPECT_LE(section.thalweg, last);
            last = end = section.thalweg;
        }
    }
    EXPECT_GE(end, river - 0.5) << "the river's section at the mouth may lie up to half a metre lower";
    EXPECT_GE(end, made.profiles[0].surface_at(6000.0) - 0.8 - 0.01);
}

TEST(Channel, RaisesTerrainThatLiesBelowItsBanksAndCountsIt) {
    const Made made = make(tests::straight_river(10000.0), {stretch("main", 0.0, 10000.0)}, terrain);
    int raised = 0;
    for (const BurnedSection& section : made.burned) {
        raised += section.raised_points;
        for (const SectionPoint& point : section.terrain.points)
            EXPECT_GE(point.elevation, section.bank_top);
    }
    EXPECT_GT(raised, 0) << "the valley rises 1 in 50: out to 200 m it lies below banks 4 m high";
}

TEST(Channel, MakesWholeSectionsTogetherWithItsTerrain) {
    const Made made = make(tests::straight_river(10000.0), {stretch("main", 0.0, 10000.0)}, terrain);
    std::vector<Section> lists;
    for (const BurnedSection& section : made.burned)
        lists.push_back(section.terrain);
    for (const BurnedSection& section : made.burned)
        lists.push_back(section.channel);
    const std::vector<Section> whole = unite_sections(lists);
    EXPECT_EQ(whole.size(), made.burned.size());
    EXPECT_TRUE(check_sections(whole).empty());
    for (const Section& section : whole)
        for (std::size_t i = 1; i < section.points.size(); ++i)
            EXPECT_LT(section.points[i - 1].offset, section.points[i].offset);
}

TEST(ChannelTable, WithFaultsNamesThemAll) {
    AssumedChannel negative = stretch("main", 0.0, 4000.0);
    negative.bank_width = -100.0;                          // two faults: not positive, widths out of order
    AssumedChannel gap = stretch("main", 5000.0, 6000.0);  // two: gap before it, and the reach is longer
    AssumedChannel stranger = stretch("sea", 0.0, 1.0);
    AssumedChannel steep = stretch("main", 6000.0, 7000.0);
    steep.bank_height = 30.0;
    const auto errors = check_channels({negative, gap, stranger, steep}, tests::straight_river(10000.0));
    EXPECT_EQ(errors.size(), 6U);
    EXPECT_TRUE(check_channels({stretch("main", 0.0, 10000.0)}, tests::straight_river(10000.0)).empty());
}

}  // namespace
}  // namespace liriver::mesh::sections
