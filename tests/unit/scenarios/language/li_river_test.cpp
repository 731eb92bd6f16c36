// The river that ships, read as any user's river is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "scenarios/language/load.h"

namespace liriver::scenarios::language {
namespace {

class ShippedLiRiver : public testing::Test {
  protected:
    void SetUp() override {
        const std::string data = std::string(LIRIVER_SOURCE_DIR) + "/data/li-river/";
        folder = std::filesystem::path(testing::TempDir()) / "shipped li river";
        std::filesystem::create_directories(folder);
        std::ofstream file(folder / "river.toml");
        file << "schema = 1\n[project]\nname = \"x\"\ncrs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n"
             << "[time]\nstart = 2025-11-01T00:00:00+08:00\nduration = \"30 d\"\n[network]\n";
        for (const auto& [key, name] : std::map<std::string, std::string>{{"reaches", "odbl/reaches.csv"},
                                                                          {"points", "odbl/reach_points.csv"},
                                                                          {"stations", "odbl/stations.csv"},
                                                                          {"structures", "odbl/structures.csv"},
                                                                          {"reservoirs", "odbl/reservoirs.csv"},
                                                                          {"weirs", "assumed/weirs.csv"},
                                                                          {"outfalls", "assumed/outfalls.csv"},
                                                                          {"catchments", "terrain/catchments.csv"}})
            file << key << " = \"" << data << name << "\"\n";
        file << "sections = [\"" << data << "terrain/sections.csv\", \"" << data << "assumed/channel_sections.csv\"]\n";
        for (const char* zone : {"channel", "left_floodplain", "right_floodplain"})
            file << "[[roughness]]\nzone = \"" << zone << "\"\nmanning_n = 0.035\n";
        file << "[[boundary]]\nname = \"land\"\nkind = \"runoff\"\nspecific_discharge = \"6.77 L/s/km2\"\n"
             << "[[constituent]]\nname = \"NH3-N\"\n";
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::filesystem::path folder;
};

TEST_F(ShippedLiRiver, IsWholeAndSound) {
    const auto model = load(folder / "river.toml");
    if (!model)
        for (const auto& problem : model.error())
            ADD_FAILURE() << to_string(problem);
    ASSERT_TRUE(model);
    for (const char* name : {"漓江上段", "漓江", "川江", "小溶江", "甘棠江", "桃花江", "小东江", "灵剑溪", "南溪",
                             "相思江", "潮田河", "遇龙河"})
        EXPECT_NE(model->river.network.find(name), nullptr) << name;
    // facts.md: the main line is about 205 km long, and about 166 km from 川江's mouth to its end.
    const double upper = model->river.network.find("漓江上段")->length();
    const double main_stem = model->river.network.find("漓江")->length();
    EXPECT_NEAR(upper + main_stem, 205e3, 5e3);
    EXPECT_NEAR(main_stem - model->river.network.find("川江")->to->chainage, 166e3, 3e3);
    // The issue: about 1000 sections or more, each with at least 15 points of terrain outside the channel.
    EXPECT_GE(model->river.sections.size(), 1000U);
    for (const auto& section : model->river.sections)
        EXPECT_GE(section.points.size(), 20U) << section.reach << " " << section.chainage;
    std::vector<std::string> stations;
    for (const Station& station : model->scenario.stations)
        stations.push_back(station.name);
    EXPECT_THAT(stations, testing::UnorderedElementsAre("Guilin", "Daxu", "Yangdi", "Xingping", "Yangshuo", "Pingle"));
    EXPECT_GE(model->scenario.outfalls.size(), 4U);
    for (const Outfall& outfall : model->scenario.outfalls)
        EXPECT_TRUE(outfall.provenance.assumed) << outfall.name;
    EXPECT_GE(model->scenario.structures.size(), 3U);
    for (const Structure& structure : model->scenario.structures)
        EXPECT_TRUE(structure.kind != StructureKind::weir || structure.crest_height_above_bed) << structure.name;
}

}  // namespace
}  // namespace liriver::scenarios::language
