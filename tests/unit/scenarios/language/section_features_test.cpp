// Given tables of levees, ineffective areas and roughness by depth, when a scenario is loaded, then they stand on the
// sections they name, and every mistake is told with its file and line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "river_folder.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;
using data::tables::Problems;

struct Features : RiverFolder {
    Features(const std::string& levees, const std::string& still) {
        std::string keys = "[network]\n";
        if (!levees.empty()) {
            keys += "levees = \"数据 1/levees.csv\"\n";
            texts["数据 1/levees.csv"] = "reach,chainage_m,bank,offset_m,crest_m\n" + levees;
        }
        if (!still.empty()) {
            keys += "ineffective = \"数据 1/still.csv\"\n";
            texts["数据 1/still.csv"] = "reach,chainage_m,from_offset_m,to_offset_m,until_m\n" + still;
        }
        change("river.toml", "[network]\n", keys);
    }
};

void expect_problems(const RiverFolder& folder, const std::vector<std::pair<int, std::string>>& expected) {
    const auto model = load(folder.write());
    ASSERT_FALSE(model.has_value());
    std::vector<std::pair<int, std::string>> found;
    for (const Problem& problem : model.error())
        found.emplace_back(problem.line, problem.code);
    EXPECT_EQ(found, expected);
}

TEST(SectionFeatures, StandOnTheirSections) {
    const Features folder("漓江,0,left,10,146\n漓江,0,right,90,146.5\n", "漓江,4000,0,30,142\n漓江,4000,70,100,\n");
    const auto model = load(folder.write());
    ASSERT_TRUE(model.has_value());
    const auto& head = model->river.sections[0];
    ASSERT_EQ(head.levees.size(), 2U);
    EXPECT_TRUE(head.levees[0].left_bank);
    EXPECT_EQ(head.levees[1].crest, 146.5);
    const auto& outlet = model->river.sections[1];
    ASSERT_EQ(outlet.ineffective.size(), 2U);
    EXPECT_EQ(outlet.ineffective[0].until, 142.0);
    EXPECT_FALSE(outlet.ineffective[1].until.has_value());
}

TEST(SectionFeatures, MistakesOfLeveesAreToldWithTheirLine) {
    expect_problems(Features("漓江,0,left,10,143.9\n"  // the ground there is at 144
                             "漓江,100,left,10,150\n"  // no section there
                             "漓江,0,middle,10,150\n"
                             "漓江,4000,left,60,150\n"
                             "漓江,4000,left,20,150\n"   // a second one
                             "漓江,4000,right,50,150\n"  // left of the left one
                             "桃花江,0,right,20,150\n"   // at the section's end
                             "nowhere,0,right,20,150\n",
                             ""),
                    {{2, "below-ground"},
                     {3, "no-section"},
                     {4, "not-a-word"},
                     {6, "repeated-name"},
                     {7, "out-of-order"},
                     {8, "off-section"},
                     {9, "unknown-reach"}});
}

TEST(SectionFeatures, MistakesOfIneffectiveAreasAreToldWithTheirLine) {
    expect_problems(Features("", "漓江,0,30,30,\n漓江,0,100,130,\n漓江,0,0,x,\n"),
                    {{2, "out-of-order"}, {3, "off-section"}, {4, "not-a-number"}});
}

TEST(SectionFeatures, AnIneffectiveAreaMustLeaveTheLowestPointToTheFlow) {
    expect_problems(Features("", "漓江,4000,0,45,142\n漓江,4000,1,99,\n"), {{3, "no-flow"}});
}

TEST(SectionFeatures, RoughnessIsANumberOrAFileByDepth) {
    RiverFolder folder;
    folder.change("river.toml", "manning_n = 0.03\n", "by_depth = \"n.csv\"\n");
    folder.texts["n.csv"] = "depth_m,manning_n\n0.2,0.08\n1.5,0.035\n";
    const auto model = load(folder.write());
    ASSERT_TRUE(model.has_value());
    EXPECT_THAT(model->scenario.roughness.at(0).course,
                testing::ElementsAre(testing::Pair(0.2, 0.08), testing::Pair(1.5, 0.035)));
    folder.texts["n.csv"] = "depth_m,manning_n\n0.2,0.08\n0.2,0.035\n";
    expect_problems(folder, {{3, "out-of-order"}});
    folder.change("river.toml", "by_depth = \"n.csv\"\n", "");
    expect_problems(folder, {{folder.line_of("river.toml", "[[roughness]]"), "missing-key"}});
}

}  // namespace
}  // namespace liriver::scenarios::language
