// Surveyed sections beside those cut from terrain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace liriver::scenarios::language
