// Names of constituents and stations must be such that every result file can have them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loaded.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;

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

TEST(Names, WrittenWithACombiningMarkAreTheSame) {
    // given a reach that the tables call "Rivi\u00e9re" and the scenario "Rivie\u0301re"
    RiverFolder folder;
    for (auto& [name, text] : folder.texts)
        for (std::size_t at = text.find("桃花江"); at != std::string::npos; at = text.find("桃花江", at))
            text.replace(at, std::string("桃花江").size(), "Rivi\u00e9re");
    folder.append("river.toml",
                  "[[inflow]]\nname = \"works\"\nreach = \"Rivie\u0301re\"\nchainage = 300\ndischarge = 0.1\n");
    EXPECT_EQ(good(folder).scenario.inflows.at(0).place.reach, "Rivi\u00e9re");
}

TEST(Names, OfStationsInARegisterAreAskedToo) {
    RiverFolder folder;
    folder.append("数据 1/stations.csv", "\"two\nlines\",x,漓江,1500,,,\n");
    const Problem problem = only(folder);
    EXPECT_EQ(problem.code, "bad-name");
    EXPECT_EQ(std::filesystem::path(problem.file), folder.path / "数据 1/stations.csv");
}

}  // namespace
}  // namespace liriver::scenarios::language
