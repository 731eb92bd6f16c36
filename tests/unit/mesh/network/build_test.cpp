// A bag of lines becomes a directed network. Rivers here run on a plane that falls one metre a kilometre to the east.
#include "mesh/network/build.h"

#include <gtest/gtest.h>

#include "built_network.h"
#include "mesh/network/locate.h"

namespace liriver::mesh::network {
namespace {

TEST(Network, OrdersWaysThatCameInAnyOrderAndDirection) {
    const std::vector<SourceLine> lines = {{"main", "3", {{9000, 0}, {6000, 0}}},  // drawn upstream
                                           {"main", "1", {{0, 0}, {3000, 0}}},
                                           {"main", "2", {{3000, 0}, {6000, 0}}}};
    const auto built = build_network(lines, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built);
    const Reach& main = named(*built, "main");
    EXPECT_DOUBLE_EQ(main.length(), 9000.0);
    EXPECT_DOUBLE_EQ(main.x.front(), 0.0);
    EXPECT_DOUBLE_EQ(main.x.back(), 9000.0);
    EXPECT_FALSE(main.from);
    EXPECT_FALSE(main.to);
}

TEST(Network, FollowsTheTerrainWhereLinesAreDrawnUpstream) {
    const std::vector<SourceLine> lines = {{"main", "1", {{9000, 0}, {0, 0}}}};
    const auto built = build_network(lines, {reach("main")}, falls_steeply_east, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "main").x.front(), 0.0);
    EXPECT_DOUBLE_EQ(noted(*built, BuildNote::Kind::reversed, "main"), 9000.0);
}

TEST(Network, FollowsTheDrawnDirectionWithoutTerrain) {
    const std::vector<SourceLine> lines = {{"main", "1", {{9000, 0}, {0, 0}}}};
    const auto built = build_network(lines, {reach("main")}, {}, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "main").x.front(), 9000.0);
}

TEST(Network, BridgesShortGapsBetweenWaysAndSaysSo) {
    const std::vector<SourceLine> lines = {{"main", "1", {{0, 0}, {4000, 0}}}, {"main", "2", {{4200, 0}, {9000, 0}}}};
    const auto built = build_network(lines, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "main").length(), 9000.0);
    EXPECT_DOUBLE_EQ(noted(*built, BuildNote::Kind::way_gap, "main"), 200.0);
}

TEST(Network, LeavesOutWhatLiesApartByMoreAndSaysSo) {
    const std::vector<SourceLine> lines = {{"main", "1", {{0, 0}, {4000, 0}}}, {"main", "2", {{4400, 0}, {9000, 0}}}};
    const auto built = build_network(lines, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "main").length(), 4600.0);
    EXPECT_NEAR(noted(*built, BuildNote::Kind::left_out, "main"), 4000.0, 1e-9);
}

TEST(Network, TakesTheShorterArmAroundAnIsland) {
    const std::vector<SourceLine> lines = {{"main", "1", {{0, 0}, {3000, 0}, {5000, 0}, {9000, 0}}},
                                           {"main", "2", {{3000, 0}, {4000, 800}, {5000, 0}}}};
    const auto built = build_network(lines, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "main").length(), 9000.0);
}

TEST(Network, RunsFromTheHeadFarthestFromTheMouth) {
    // Two headwaters of one name, both drawn downstream: the longer one is the reach.
    const std::vector<SourceLine> lines = {{"main", "1", {{0, 4000}, {4000, 0}}},
                                           {"main", "2", {{2000, -2000}, {4000, 0}}},
                                           {"main", "3", {{4000, 0}, {5000, 0}}}};
    const auto built = build_network(lines, {reach("main")}, falls_east, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "main").y.front(), 4000.0);
    EXPECT_DOUBLE_EQ(named(*built, "main").x.back(), 5000.0);
}

const SourceLine main_line{"main", "1", {{0, 0}, {10000, 0}, {20000, 0}}};

TEST(Network, FindsAMouthWithinTheGapAndCarriesTheLineOnToIt) {
    const std::vector<SourceLine> lines = {main_line, {"brook", "2", {{5000, 8000}, {6000, 600}}}};
    const auto built = build_network(lines, {reach("brook"), reach("main")}, falls_east, settings);
    ASSERT_TRUE(built);
    const Reach& brook = named(*built, "brook");
    ASSERT_TRUE(brook.to);
    EXPECT_EQ(brook.to->reach, "main");
    EXPECT_DOUBLE_EQ(brook.to->chainage, 6000.0);
    EXPECT_DOUBLE_EQ(brook.y.back(), 0.0);
    EXPECT_DOUBLE_EQ(noted(*built, BuildNote::Kind::mouth_gap, "brook"), 600.0);
    EXPECT_EQ(built->network.reaches.front().name, "brook") << "reaches stay in the order they were asked for";
}

TEST(Network, LeavesAMouthOpenBeyondTheGap) {
    const std::vector<SourceLine> lines = {main_line, {"brook", "2", {{5000, 8000}, {6000, 1100}}}};
    const auto built = build_network(lines, {reach("main"), reach("brook")}, falls_east, settings);
    ASSERT_TRUE(built);
    EXPECT_FALSE(named(*built, "brook").to);
}

TEST(Network, JoinsATributaryOfATributaryToItsNearest) {
    // The rill ends 300 m from the brook and 700 m from the main river.
    const std::vector<SourceLine> lines = {
        main_line, {"rill", "3", {{9000, 6000}, {6300, 700}}}, {"brook", "2", {{6000, 8000}, {6000, 0}}}};
    const auto built = build_network(lines, {reach("main"), reach("rill"), reach("brook")}, falls_east, settings);
    ASSERT_TRUE(built);
    ASSERT_TRUE(named(*built, "rill").to);
    EXPECT_EQ(named(*built, "rill").to->reach, "brook");
    EXPECT_DOUBLE_EQ(named(*built, "rill").to->chainage, 7300.0);
}

TEST(Network, LetsALoopLeaveAndReturnInTheDirectionOfItsRiver) {
    // Drawn upstream, its upper end 190 m short.
    const std::vector<SourceLine> lines = {main_line,
                                           {"loop", "2", {{9000, 0}, {9000, 900}, {5000, 900}, {5000, 190}}}};
    const auto built = build_network(lines, {reach("main"), reach("loop")}, falls_east, settings);
    ASSERT_TRUE(built);
    const Reach& loop = named(*built, "loop");
    ASSERT_TRUE(loop.from && loop.to);
    EXPECT_DOUBLE_EQ(loop.from->chainage, 5000.0);
    EXPECT_DOUBLE_EQ(loop.to->chainage, 9000.0);
    EXPECT_DOUBLE_EQ(noted(*built, BuildNote::Kind::head_gap, "loop"), 190.0);
    EXPECT_DOUBLE_EQ(loop.length(), 900.0 + 4000.0 + 900.0);
}

TEST(Network, KeepsASpringNearAnotherRiverASpringUnlessTold) {
    const std::vector<SourceLine> lines = {
        main_line, {"brook", "2", {{5000, 8000}, {5000, 0}}}, {"rill", "3", {{5400, 7000}, {12000, 3000}, {12000, 0}}}};
    const auto apart = build_network(lines, {reach("main"), reach("brook"), reach("rill")}, falls_east, settings);
    ASSERT_TRUE(apart);
    EXPECT_FALSE(named(*apart, "rill").from);
    EXPECT_DOUBLE_EQ(noted(*apart, BuildNote::Kind::not_joined, "rill"), 400.0);
    ReachRequest canal = reach("rill");
    canal.leaves = "brook";
    const auto joined = build_network(lines, {reach("main"), reach("brook"), canal}, falls_east, settings);
    ASSERT_TRUE(joined);
    ASSERT_TRUE(named(*joined, "rill").from);
    EXPECT_DOUBLE_EQ(named(*joined, "rill").from->chainage, 1000.0);
}

TEST(Network, BeginsAtTheStatedDam) {
    const std::vector<SourceLine> lines = {main_line, {"brook", "2", {{5000, 8000}, {5000, 0}}}};
    ReachRequest brook = reach("brook");
    brook.start = Point{5100, 3000};
    const auto built = build_network(lines, {reach("main"), brook}, falls_east, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "brook").length(), 3000.0);
    EXPECT_DOUBLE_EQ(named(*built, "brook").y.front(), 3000.0);
    EXPECT_DOUBLE_EQ(noted(*built, BuildNote::Kind::left_out, "brook"), 5000.0);
}

TEST(Network, KeepsTheDownstreamSideOfAStartAndTheUpstreamSideOfAnEnd) {
    // given a line of 20 km, drawn upstream, on terrain that falls 10 m a kilometre to the east
    const std::vector<SourceLine> lines = {{"main", "1", {{20000, 0}, {0, 0}}}};
    // when it starts nearer its mouth than its head, and when it ends nearer its head
    ReachRequest from = reach("main");
    from.start = Point{15000, 50};
    ReachRequest until = reach("main");
    until.end = Point{5000, 50};
    for (const TerrainSampler& terrain : {falls_steeply_east, falls_east}) {
        const auto lower = build_network(lines, {from}, terrain, settings);
        const auto upper = build_network(lines, {until}, terrain, settings);
        ASSERT_TRUE(lower && upper);
        // then 5 km from the start to the east end, and 5 km from the west end to the end, are kept
        EXPECT_DOUBLE_EQ(named(*lower, "main").x.front(), 15000.0);
        EXPECT_DOUBLE_EQ(named(*lower, "main").x.back(), 20000.0);
        EXPECT_DOUBLE_EQ(named(*upper, "main").x.front(), 0.0);
        EXPECT_DOUBLE_EQ(named(*upper, "main").x.back(), 5000.0);
    }
}

TEST(Network, KeepsTheSideALineIsDrawnToWhereTerrainIsEven) {
    const std::vector<SourceLine> lines = {{"main", "1", {{0, 0}, {20000, 0}}}};
    ReachRequest from = reach("main");
    from.start = Point{15000, 0};
    const TerrainSampler even = {[](double, double) { return 3.0; }, [](double, double) { return 10.0; }};
    for (const TerrainSampler& terrain : {even, TerrainSampler{}}) {
        const auto built = build_network(lines, {from}, terrain, settings);
        ASSERT_TRUE(built);
        EXPECT_DOUBLE_EQ(named(*built, "main").x.back(), 20000.0);
    }
    // and where the two sides are drawn against each other, an end is asked for
    const auto unknown =
        build_network({{"main", "1", {{15000, 0}, {0, 0}}}, {"main", "2", {{20000, 0}, {15000, 0}}}}, {[] {
                          ReachRequest up = reach("main");
                          up.start = Point{15000, 0};
                          return up;
                      }()},
                      even, settings);
    ASSERT_TRUE(unknown) << "drawn one way: to the west";
    EXPECT_DOUBLE_EQ(named(*unknown, "main").x.back(), 0.0);
    const auto against = build_network({{"main", "1", {{0, 0}, {15000, 0}}}, {"main", "2", {{20000, 0}, {15000, 0}}}},
                                       {from}, even, settings);
    ASSERT_FALSE(against);
    EXPECT_NE(against.error().front().expected.find("a stated end"), std::string::npos);
}

TEST(Network, ATributaryThatStartsNearAnotherRiverStillFlowsDown) {
    // given a brook whose upper end lies 400 m from one river and whose lower end 900 m from another, and a start
    const std::vector<SourceLine> lines = {{"high", "1", {{0, 0}, {0, 9000}}},
                                           {"brook", "2", {{400, 5000}, {9100, 5000}}},
                                           {"low", "3", {{10000, -20000}, {10000, 20000}}}};
    ReachRequest brook = reach("brook");
    brook.start = Point{2000, 5000};
    const auto built = build_network(lines, {reach("high"), brook, reach("low")}, falls_steeply_east, settings);
    ASSERT_TRUE(built);
    ASSERT_TRUE(named(*built, "brook").to);
    EXPECT_EQ(named(*built, "brook").to->reach, "low");
}

TEST(Network, RefusesAReachThatClimbsWithBothElevationsUnlessToldTo) {
    // given a start below its end on terrain that falls 10 m a kilometre
    const std::vector<SourceLine> lines = {{"main", "1", {{0, 0}, {20000, 0}}}};
    ReachRequest turned = reach("main");
    turned.start = Point{20000, 0};
    turned.end = Point{0, 0};
    const auto refused = build_network(lines, {turned}, falls_steeply_east, settings);
    ASSERT_FALSE(refused);
    // then the medians of the first and the last fifth, around 18 km and 2 km, are told: 720 and 880 m
    EXPECT_NE(refused.error().front().found.find("rises from 720"), std::string::npos) << refused.error().front().found;
    EXPECT_NE(refused.error().front().found.find("to 880"), std::string::npos) << refused.error().front().found;
    turned.against_terrain = true;
    const auto built = build_network(lines, {turned}, falls_steeply_east, settings);
    ASSERT_TRUE(built);
    EXPECT_NEAR(noted(*built, BuildNote::Kind::terrain_disagrees, "main"), 160.0, 5.0);
}

TEST(Network, CutsALineThatRunsOnBeyondItsMouth) {
    const std::vector<SourceLine> lines = {main_line, {"brook", "2", {{5000, 8000}, {5000, -300}}}};
    const auto built = build_network(lines, {reach("main"), reach("brook")}, falls_east, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "brook").length(), 8000.0);
    EXPECT_DOUBLE_EQ(noted(*built, BuildNote::Kind::trimmed, "brook"), 300.0);
}

TEST(Network, TakesLinesByIdWhateverTheirName) {
    const std::vector<SourceLine> lines = {
        main_line, {"", "839", {{5000, 8000}, {5000, 4000}}}, {"other", "840", {{5000, 4000}, {5000, 0}}}};
    ReachRequest brook = reach("brook");
    brook.line_ids = {"839", "840"};
    const auto built = build_network(lines, {reach("main"), brook}, falls_east, settings);
    ASSERT_TRUE(built);
    EXPECT_DOUBLE_EQ(named(*built, "brook").length(), 8000.0);
}

TEST(Network, RefusesARingWithoutStatedEnds) {
    const std::vector<SourceLine> lines = {{"moat", "1", {{0, 0}, {500, 0}, {500, 500}, {0, 500}, {0, 0}}}};
    const auto ring = build_network(lines, {reach("moat")}, {}, settings);
    ASSERT_FALSE(ring);
    EXPECT_NE(ring.error().front().found.find("ring"), std::string::npos);
    ReachRequest moat = reach("moat");
    moat.start = Point{250, 0};
    moat.end = Point{500, 250};
    const auto half = build_network(lines, {moat}, {}, settings);
    ASSERT_TRUE(half);
    EXPECT_DOUBLE_EQ(named(*half, "moat").length(), 500.0);
}

TEST(Network, RefusesAStartAndAnEndWithNoWayBetweenThem) {
    const std::vector<SourceLine> lines = {{"main", "1", {{0, 0}, {4000, 0}}}, {"main", "2", {{9000, 0}, {12000, 0}}}};
    ReachRequest main = reach("main");
    main.start = Point{0, 0};
    main.end = Point{12000, 0};
    EXPECT_FALSE(build_network(lines, {main}, falls_east, settings));
    main.end = main.start;
    EXPECT_FALSE(build_network(lines, {main}, falls_east, settings));
}

TEST(Network, NamesEveryFaultAtOnce) {
    ReachRequest lost = reach("brook");
    lost.joins = "sea";
    ReachRequest far = reach("main");
    far.start = Point{0, 50000};
    const auto built = build_network({main_line}, {reach("main"), far, lost}, falls_east, settings);
    ASSERT_FALSE(built);
    EXPECT_EQ(built.error().size(), 4U) << "a name twice, no reach to join, a start too far, no lines";
}

}  // namespace
}  // namespace liriver::mesh::network
