// What runs that others depend on ask of a scenario: --set reaches what registers hold, names can be written into every
// file, a restart needs its tables from its checkpoint on, and sizes are foretold.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "river_folder.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using testing::HasSubstr;

Model good(const RiverFolder& folder, const std::vector<std::string>& overrides) {
    auto model = load(folder.write(), overrides);
    if (!model)
        for (const Problem& problem : model.error())
            ADD_FAILURE() << to_string(problem);
    return model.value_or(Model{});
}

Problem only(const RiverFolder& folder, const std::vector<std::string>& overrides = {}) {
    const auto model = load(folder.write(), overrides);
    if (model || model.error().size() != 1) {
        ADD_FAILURE() << "not one problem";
        if (!model)
            for (const Problem& problem : model.error())
                ADD_FAILURE() << to_string(problem);
    }
    return model ? Problem{} : model.error().front();
}

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

TEST(SetByName, NamesCurlyQuotes) {
    const Problem problem = only(RiverFolder(), {"time.duration=“2 d”"});
    EXPECT_EQ(problem.code, "bad-override");
    EXPECT_THAT(problem.found, HasSubstr("“2 d”"));
    EXPECT_THAT(problem.expected, HasSubstr("straight quotes"));
}

struct Name {
    std::string given;
    bool writable;
};

class NameOfAConstituent : public testing::TestWithParam<Name> {};

TEST_P(NameOfAConstituent, IsRefusedWhereAResultFileCouldNotHaveIt) {
    RiverFolder folder;
    folder.append("river.toml", "[[constituent]]\nname = \"" + GetParam().given + "\"\ninitial = 0\n");
    if (GetParam().writable) {
        static_cast<void>(good(folder, {}));
        return;
    }
    const Problem problem = only(folder);
    EXPECT_EQ(problem.code, "bad-name") << to_string(problem);
    EXPECT_EQ(problem.line, folder.line_of("river.toml", "name = \"" + GetParam().given + "\""));
}

INSTANTIATE_TEST_SUITE_P(Names, NameOfAConstituent,
                         testing::Values(Name{"COD/BOD", false}, Name{"TP ", false}, Name{" TP", false},
                                         Name{"depth", false}, Name{"time", false}, Name{"stage", false},
                                         Name{"bed_elevation", false}, Name{"network_node_x", false},
                                         Name{std::string(300, 'a'), false}, Name{"A<B", true}, Name{"N&P", true},
                                         Name{"(N)", false}, Name{"-x", false}, Name{"#1", false}, Name{".", false},
                                         Name{"N(3)", true}, Name{"_n", true}, Name{"氨氮", true},
                                         Name{"Chl-a (µg)", true}));

TEST(Names, OfStationsInARegisterAreAskedToo) {
    RiverFolder folder;
    folder.append("数据 1/stations.csv", "\"two\nlines\",x,漓江,1500,,,\n");
    const Problem problem = only(folder);
    EXPECT_EQ(problem.code, "bad-name");
    EXPECT_EQ(std::filesystem::path(problem.file), folder.path / "数据 1/stations.csv");
}

TEST(Restart, NeedsTablesOnlyFromItsCheckpointOn) {
    RiverFolder folder;
    folder.change("flow.csv", "2025-11-01T00:00:00+08:00,20000\n", "");
    EXPECT_EQ(only(folder).code, "not-covered");
    const auto from = [&](const char* time) {
        return load(folder.write(), {}, data::tables::parse_time(time).value()).has_value();
    };
    EXPECT_TRUE(from("2025-11-02T00:00:00+08:00"));
    EXPECT_FALSE(from("2025-11-01T23:59:59+08:00"));
}

TEST(Sizes, AreForetold) {
    for (const std::string key : {"output.interval", "output.vtk_interval", "output.checkpoint_interval", "time.step",
                                  "time.control_interval"}) {
        const Problem problem = only(RiverFolder(), {key + "=1e-9 s"});
        EXPECT_EQ(problem.code, "out-of-bounds") << key;
        EXPECT_EQ(problem.key, key);
    }
}

TEST(TablesWithoutRows, AreRefusedAndEndNoProgram) {
    for (const std::string file : {"flow.csv", "数据 1/points.csv", "数据 1/reaches.csv", "数据 1/sections.csv"}) {
        RiverFolder folder;
        std::string& text = folder.texts.at(file);
        text.resize(text.find('\n') + 1);
        const auto model = load(folder.write());
        ASSERT_FALSE(model) << file;
        EXPECT_THAT(model.error(), testing::Contains(testing::Field(&Problem::code, "no-rows"))) << file;
    }
}

TEST(TablesWithoutRows, OfALakeAreRefused) {
    for (const std::string rows :
         {"level_m,area_m2\n", "level_m,area_m2\n1\n", "level_m,volume_m3\n", "level_m,area_m2\n1,5\n"}) {
        RiverFolder folder;
        folder.texts["pond.csv"] = rows;
        folder.append("river.toml",
                      "[[lake]]\nname = \"pond\"\nstorage = \"pond.csv\"\nstage = \"1 m\"\nto_reaches = [\"漓江\"]\n");
        const auto model = load(folder.write());
        ASSERT_FALSE(model) << rows;
    }
}

}  // namespace
}  // namespace liriver::scenarios::language
