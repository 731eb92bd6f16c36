// Values given on the command line by name: --set reaches what registers hold.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "loaded.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;
using testing::HasSubstr;

TEST(SetByName, ReachesAnOutfallThatOnlyTheRegisterHolds) {
    const Scenario s = good(RiverFolder(), {"outfall.first.load.NH3-N=0"}).scenario;
    ASSERT_EQ(s.outfalls.size(), 2U);
    const Outfall& first = s.outfalls[1];
    EXPECT_EQ(first.name, "first");
    EXPECT_EQ(first.label, "甲");
    EXPECT_EQ(first.place.chainage, 2500.0);
    EXPECT_EQ(first.discharge->constant, 1.85) << "what was not set stays the register's";
    EXPECT_EQ(first.load.at("NH3-N").constant, 0.0);
    EXPECT_EQ(first.concentration.count("NH3-N"), 0U) << "the load stands in place of the register's concentration";
}

TEST(SetByName, TwoKeysOfOneOutfallAreOneElement) {
    const Scenario s =
        good(RiverFolder(), {"outfall.first.discharge=0.5 m3/s", "outfall.first.concentration.NH3-N=4"}).scenario;
    ASSERT_EQ(s.outfalls.size(), 2U);
    EXPECT_EQ(s.outfalls[1].discharge->constant, 0.5);
    EXPECT_DOUBLE_EQ(*s.outfalls[1].concentration.at("NH3-N").constant, 0.004);
}

TEST(SetByName, ReachesStationsAndWeirsOfRegisters) {
    const Scenario s = good(RiverFolder(), {"station.mouth.target=3 m3/s", "structure.weir 1.width=70"}).scenario;
    ASSERT_EQ(s.stations.size(), 2U);
    EXPECT_EQ(s.stations[1].name, "mouth");
    EXPECT_EQ(s.stations[1].target->constant, 3.0);
    EXPECT_NEAR(*s.stations[1].places.at(0).chainage, 900.0, 1e-6);
    ASSERT_EQ(s.structures.size(), 1U);
    EXPECT_EQ(s.structures[0].width, 70.0);
    EXPECT_EQ(s.structures[0].crest_height_above_bed, 1.2);
}

TEST(SetByName, OfNoneIsOneProblemWithTheNameThatWasMeant) {
    const Problem problem = only(RiverFolder(), {"outfall.frist.load.NH3-N=0"});
    EXPECT_EQ(problem.code, "bad-override");
    EXPECT_EQ(problem.file, "--set outfall.frist.load.NH3-N=0");
    EXPECT_EQ(problem.found, "no \"frist\"");
    EXPECT_EQ(problem.hint, "first");
}

TEST(SetByName, ReachesAReachThatOnlyTheRegisterHolds) {
    const Scenario s = good(RiverFolder(), {"reach.漓江.manning_n=0.05"}).scenario;
    const auto own = std::find_if(s.roughness.begin(), s.roughness.end(),
                                  [](const Roughness& roughness) { return roughness.reach == "漓江"; });
    ASSERT_NE(own, s.roughness.end());
    EXPECT_EQ(own->zone, "channel");
    EXPECT_EQ(own->manning_n, 0.05);
}

TEST(SetByName, OfAReachBlamesTheArgumentAndNotTheFile) {
    const Problem unknown = only(RiverFolder(), {"reach.漓河.manning_n=0.05"});
    EXPECT_EQ(unknown.code, "unknown-reach");
    EXPECT_EQ(unknown.hint, "漓江");
    EXPECT_EQ(unknown.file, "--set reach.漓河.manning_n=0.05");
    EXPECT_EQ(unknown.found, "\"漓河\"");
    const Problem bound = only(RiverFolder(), {"reach.漓江.manning_n=-1"});
    EXPECT_EQ(bound.file, "--set reach.漓江.manning_n=-1");
}

TEST(SetByName, NamesCurlyQuotes) {
    const Problem problem = only(RiverFolder(), {"time.duration=“2 d”"});
    EXPECT_EQ(problem.code, "bad-override");
    EXPECT_THAT(problem.found, HasSubstr("“2 d”"));
    EXPECT_THAT(problem.expected, HasSubstr("straight quotes"));
}

}  // namespace
}  // namespace liriver::scenarios::language
