// Surveyed sections beside those cut from terrain.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "loaded.h"

namespace liriver::scenarios::language {
namespace {

TEST(Surveys, TakeThePlaceOfOtherSections) {
    RiverFolder folder;
    folder.change("river.toml", "section_places", "surveyed = \"survey.csv\"\nsection_places");
    folder.texts["survey.csv"] =
        "reach,chainage_m,offset_m,elevation_m,zone\n漓江,10,0,145,channel\n漓江,10,40,138.5,channel\n"
        "漓江,10,90,145,channel\n";
    const Model model = good(folder);
    ASSERT_EQ(model.river.sections.size(), 4U);
    EXPECT_EQ(model.river.sections.front().chainage, 10.0);
    EXPECT_EQ(model.river.notes.size(), 1U);
}

// The bed cut from the terrain falls from 140 m to 139 m: at 10 m it lies at 139.9975 m, its ends at 144.9975 m.
TEST(Surveys, OnAnotherDatumAreToldWithTheDifferenceAndItsSign) {
    RiverFolder folder;
    folder.change("river.toml", "section_places", "surveyed = \"survey.csv\"\nsection_places");
    folder.texts["survey.csv"] =
        "reach,chainage_m,offset_m,elevation_m,zone\n漓江,10,0,125,channel\n漓江,10,40,118.5,channel\n"
        "漓江,10,90,125,channel\n";
    EXPECT_THAT(good(folder).river.notes,
                testing::Contains(testing::HasSubstr("the surveyed section of 漓江 at 10 m lies -21.5 m from its "
                                                     "neighbours cut from the terrain: its lowest point is at 118.5 m, "
                                                     "theirs at 140.0 m, its ends are -20.0 m off")));
}

TEST(Surveys, OfADeeperBedAreOnNoOtherDatum) {
    RiverFolder folder;
    folder.change("river.toml", "section_places", "surveyed = \"survey.csv\"\nsection_places");
    folder.texts["survey.csv"] =
        "reach,chainage_m,offset_m,elevation_m,zone\n漓江,10,0,145,channel\n漓江,10,40,136,channel\n"
        "漓江,10,90,145,channel\n";
    EXPECT_EQ(good(folder).river.notes.size(), 1U);  // that it took the place of another
}

// The terrain lies at 150 m; the tributary's two sections, surveyed alone, have their beds at 170 and 168 m, and then,
// 40 m lower, their highest points at 132 and 131 m.
TEST(Surveys, OfAReachOfTheirOwnAreComparedWithTheTerrain) {
    struct Case {
        const char *table, *told;
    };
    const Case cases[] = {{"桃花江,0,0,172,channel\n桃花江,0,10,170,channel\n桃花江,0,20,172,channel\n"
                           "桃花江,1000,0,171,channel\n桃花江,1000,10,168,channel\n桃花江,1000,20,171,channel\n",
                           "2 of 2 sections of 桃花江 lie off the terrain by +18.0 to +20.0 m, the first, at 0 m, from "
                           "the terrain at 150.0 m"},
                          {"桃花江,0,0,132,channel\n桃花江,0,10,130,channel\n桃花江,0,20,132,channel\n"
                           "桃花江,1000,0,131,channel\n桃花江,1000,10,128,channel\n桃花江,1000,20,131,channel\n",
                           "2 of 2 sections of 桃花江 lie off the terrain by -19.0 to -18.0 m"}};
    for (const Case& one : cases) {
        RiverFolder folder;
        std::string& cut = folder.texts.at("数据 1/sections.csv");
        cut.resize(cut.find("桃花江"));
        folder.change("river.toml", "section_places", "surveyed = \"survey.csv\"\nsection_places");
        folder.texts["survey.csv"] = std::string("reach,chainage_m,offset_m,elevation_m,zone\n") + one.table;
        const Model model = good(folder);
        EXPECT_THAT(model.river.notes, testing::Contains(testing::HasSubstr(one.told)));
    }
}

// A bed that falls 1 m a kilometre from 140 m, with banks 5 m higher; the section at 2 km stands 20 m higher.
TEST(Surveys, OneAmongItsLikeIsToldOnceWhereverItIsListed) {
    const std::string header = "reach,chainage_m,offset_m,elevation_m,zone\n";
    std::string rows;
    for (int km = 0; km <= 4; ++km) {
        const double bed = 140.0 - km + (km == 2 ? 20.0 : 0.0);
        for (const auto& [offset, height] : {std::pair{0, 5.0}, std::pair{50, 0.0}, std::pair{100, 5.0}})
            rows += fmt::format("漓江,{},{},{},channel\n", 1000 * km, offset, bed + height);
    }
    for (const bool in_sections : {true, false}) {
        RiverFolder folder;
        std::string& cut = folder.texts.at("数据 1/sections.csv");
        cut = fmt::format("{}{}{}", header, in_sections ? rows : "", cut.substr(cut.find("桃花江")));
        if (!in_sections) {
            folder.change("river.toml", "section_places", "surveyed = \"survey.csv\"\nsection_places");
            folder.texts["survey.csv"] = header + rows;
        }
        const Model model = good(folder);
        ASSERT_EQ(model.river.notes.size(), 1U) << testing::PrintToString(model.river.notes);
        EXPECT_THAT(model.river.notes.front(),
                    testing::HasSubstr("the section of 漓江 at 2000 m lies +20.0 m from its neighbours: its lowest "
                                       "point is at 158.0 m, theirs at 138.0 m, its ends are +20.0 m off"));
    }
}

TEST(Surveys, TheTerrainSaysNothingOfSectionsThatLieOnIt) { EXPECT_TRUE(good(RiverFolder()).river.notes.empty()); }

}  // namespace
}  // namespace liriver::scenarios::language
