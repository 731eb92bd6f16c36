// Lines with faults: gaps, vertices that are none of the river's, a river given twice, two banks, loops and spikes.
// Rivers run on a plane that falls one metre a kilometre to the east.
#include <gtest/gtest.h>

#include "built_network.h"
#include "mesh/network/build.h"

namespace liriver::mesh::network {
namespace {

TEST(FaultyLines, TellsAGapOfItsLinesAsAGap) {
    // given two ways of a river that falls east, 1500 m apart, and a start and an end that lie on different ones
    const std::vector<SourceLine> lines = {{"main", "1", {{0, 0}, {4000, 0}}}, {"main", "2", {{5500, 0}, {9000, 0}}}};
    ReachRequest both = reach("main");
    both.start = Point{0, 0};
    both.end = Point{9000, 0};
    const auto refused = build_network(lines, {both}, falls_east, settings);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().front().found.find("a gap of 1500 m from (4000, 0) to (5500, 0)"), std::string::npos)
        << refused.error().front().found;
    // then without them what is left out is told with the gap that it lies behind
    const auto built = build_network(lines, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built);
    bool told = false;
    for (const BuildNote& note : built->notes)
        told = told || note.text.find("a gap of 1500 m") != std::string::npos;
    EXPECT_TRUE(told);
    // and where the part that is left would run uphill, the gap is what is wrong
    ReachRequest uphill = reach("main");
    uphill.end = Point{0, 0};
    const auto climbs = build_network(lines, {uphill}, falls_steeply_east, settings);
    ASSERT_FALSE(climbs);
    EXPECT_NE(climbs.error().front().found.find("lines with a gap of 1500 m"), std::string::npos)
        << climbs.error().front().found;
}

TEST(FaultyLines, RefusesAVertexThatIsNoneOfTheRivers) {
    // given a vertex with a digit too few, one with its coordinates swapped, at the end too, and two of them
    struct Case {
        Polyline line;
        const char *found, *expected;
    };
    const std::vector<Case> cases = {
        {{{404550, 2793500}, {404560, 2789000}, {404540, 785000}, {404550, 2781500}},
         "vertex 3 of 4 at (404540, 785000) lies 2004.0 km",
         "wrong"},
        {{{404550, 2793500}, {404560, 2789000}, {2785000, 404540}, {404550, 2781500}}, "vertex 3 of 4", "swapped"},
        {{{404550, 2793500}, {404560, 2789000}, {404540, 2785000}, {2781500, 404550}}, "vertex 4 of 4", "swapped"},
        {{{2793500, 404550}, {404560, 2789000}, {404540, 2785000}, {404550, 2781500}}, "vertex 1 of 4", "swapped"},
        {{{404550, 2793500},
          {0, 0},
          {404560, 2791000},
          {404560, 2789000},
          {0, 0},
          {404550, 2781500},
          {404550, 2780500}},
         "as 1 more do",
         "wrong"},
        // one digit that puts it 10 km upstream, beyond the head
        {{{404550, 2793500}, {404560, 2789000}, {404840, 2795800}, {404550, 2781500}},
         "vertex 3 of 4 at (404840, 2795800)",
         "wrong"},
        // 4 km aside between vertices 200 m apart
        {{{404550, 2793500}, {404550, 2787100}, {408550, 2787000}, {404550, 2786900}, {404550, 2781500}},
         "vertex 3 of 5 at (408550, 2787000) lies 4.0 km",
         "wrong"}};
    for (const Case& one : cases) {
        const auto built = build_network({{"main", "7", one.line}}, {reach("main")}, {}, settings);
        ASSERT_FALSE(built) << one.found;
        ASSERT_EQ(built.error().size(), 1U);
        const field::Error& error = built.error().front();
        EXPECT_NE(error.found.find("line 7 (main)"), std::string::npos) << error.found;
        EXPECT_NE(error.found.find(one.found), std::string::npos) << error.found;
        EXPECT_NE(error.expected.find(one.expected), std::string::npos) << error.expected;
    }
}

// Lines that are not one river's: given twice, two banks, loops and spikes. A valley of 9 km runs east.
const SourceLine valley{"main", "a", {{0, 0}, {3000, 0}, {6000, 0}, {9000, 0}}};

TEST(FaultyLines, TakesALineGivenTwiceOnce) {
    // given the same line again, turned, with other vertices, up to 5 m beside it, or only a part of it
    const std::vector<Polyline> again = {{{0, 0}, {3000, 0}, {6000, 0}, {9000, 0}},
                                         {{9000, 0}, {0, 0}},
                                         {{0, 5}, {4500, 4}, {9000, 5}},
                                         {{9000, -5}, {0, -5}},
                                         {{2000, 3}, {7000, 3}},
                                         {{7000, 3}, {2000, 3}}};
    for (const Polyline& line : again) {
        const auto built = build_network({valley, {"main", "b", line}}, {reach("main")}, falls_east, settings);
        ASSERT_TRUE(built) << to_string(built.error().front());
        EXPECT_NEAR(named(*built, "main").length(), 9000.0, 15.0);
        EXPECT_GT(noted(*built, BuildNote::Kind::left_out, "main"), 4000.0);
    }
}

TEST(FaultyLines, JoinsTwoMapsOfOneRiverThatOverlap) {
    const std::vector<SourceLine> lines = {{"main", "a", {{0, 0}, {6000, 0}}}, {"main", "b", {{4000, 5}, {9000, 5}}}};
    const auto built = build_network(lines, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built) << to_string(built.error().front());
    EXPECT_NEAR(named(*built, "main").length(), 9000.0, 15.0);
}

TEST(FaultyLines, RefusesTwoBanksWithBothNamesAndTheirDistance) {
    for (const Polyline& bank :
         {Polyline{{0, 40}, {3000, 40}, {9000, 40}}, Polyline{{9000, 60}, {5000, 40}, {0, 60}}}) {
        const std::vector<SourceLine> lines = {valley, {"main", "b", bank}};
        const auto built = build_network(lines, {reach("main")}, falls_east, settings);
        ASSERT_FALSE(built);
        const std::string text = to_string(built.error().front());
        EXPECT_NE(text.find("a (main) and b (main)"), std::string::npos) << text;
        EXPECT_NE(text.find(bank.front().y == 40 ? "40.0 m apart" : "60.0 m apart"), std::string::npos) << text;
        // and with `same_line` wide enough the longer is kept
        BuildSettings wide = settings;
        wide.same_line = 70.0;
        const auto one = build_network(lines, {reach("main")}, falls_east, wide);
        ASSERT_TRUE(one) << to_string(one.error().front());
        EXPECT_NEAR(named(*one, "main").length(), 9000.0, 15.0);
    }
}

TEST(FaultyLines, CutsLoopsAndSpikesOffAndSaysSo) {
    // given a loop of 400 m at 5 km, and a spike of 700 m at 2 km
    const SourceLine lasso{"main",
                           "a",
                           {{0, 0},
                            {2000, 0},
                            {2010, 700},
                            {2005, 0},
                            {5000, 0},
                            {5100, 0},
                            {5100, 100},
                            {5000, 100},
                            {5000, -5},
                            {9000, -5}}};
    const auto built = build_network({lasso}, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built) << to_string(built.error().front());
    EXPECT_NEAR(named(*built, "main").length(), 9005.0, 1.0);
    // and a loop longer than `cut_loops` is refused with its place and length
    const SourceLine ox{"main", "a", {{0, 0}, {9000, 0}, {9000, 3000}, {6000, 3000}, {6000, -3000}, {12000, -3000}}};
    const auto refused = build_network({ox}, {reach("main")}, falls_east, settings);
    ASSERT_FALSE(refused);
    const std::string text = to_string(refused.error().front());
    EXPECT_NE(text.find("(6000, 0) after a loop of 12000 m"), std::string::npos) << text;
}

TEST(FaultyLines, KeepsMeandersAndArmsAsTheyAre) {
    // given bends whose limbs lie 300 m apart over 1200 m, and an arm around an island of 200 m
    Polyline bends;
    for (int i = 0; i < 8; ++i)
        for (const double y : {0.0, 1200.0})
            bends.push_back({300.0 * i, i % 2 == 0 ? y : 1200.0 - y});
    const auto built = build_network({{"main", "a", bends}}, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built) << to_string(built.error().front());
    EXPECT_NEAR(named(*built, "main").length(), length(bends), 1e-9);
    const auto island = build_network({valley, {"main", "b", {{3000, 0}, {3500, 100}, {5500, 100}, {6000, 0}}}},
                                      {reach("main")}, falls_east, settings);
    ASSERT_TRUE(island);
    EXPECT_NEAR(named(*island, "main").length(), 9000.0, 1e-9);
}

TEST(FaultyLines, RefusesTwoReachesAlongOneLine) {
    const std::vector<SourceLine> lines = {valley, {"Main River", "b", {{0, 3}, {9000, 3}}}};
    const auto built = build_network(lines, {reach("main"), reach("Main River")}, falls_east, settings);
    ASSERT_FALSE(built);
    const std::string text = to_string(built.error().front());
    EXPECT_NE(text.find("the same river as reach"), std::string::npos) << text;
    EXPECT_NE(text.find("3.0 m half way"), std::string::npos) << text;
}

}  // namespace
}  // namespace liriver::mesh::network
