#include "data/registers/section_table.h"

#include <gtest/gtest.h>

#include "data/registers/catchment_table.h"
#include "written_file.h"

namespace liriver::data::registers {
namespace {

TEST(SectionTable, GroupsRowsByReachAndChainage) {
    const WrittenFile file("s.csv",
                           "reach,chainage_m,offset_m,elevation_m,zone\n"
                           "漓江,0,0,150,left_floodplain\n漓江,0,30,140,channel\n漓江,500,0,149,\n漓江,0,60,151,\n");
    tables::Problems problems;
    const auto sections = read_sections(file.path, problems);
    EXPECT_TRUE(problems.empty());
    ASSERT_EQ(sections.size(), 2U);
    EXPECT_EQ(sections[0].section.points.size(), 3U);
    EXPECT_EQ(sections[0].section.points[1].zone, "channel");
    EXPECT_EQ(sections[1].row.line, 4);
}

TEST(SectionTable, OffsetsThatGoBackAndImpossibleElevationsAreNamed) {
    const WrittenFile file("s.csv", "reach,chainage_m,offset_m,elevation_m\na,0,10,1\na,0,5,1\na,0,20,99999\n");
    tables::Problems problems;
    static_cast<void>(read_sections(file.path, problems));
    tables::sort_problems(problems);
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].code, "out-of-order");
    EXPECT_EQ(problems[0].line, 3);
    EXPECT_EQ(problems[1].code, "out-of-bounds");
}

TEST(CatchmentTable, GivesSquareMetresAndWantsRisingChainages) {
    const WrittenFile file("c.csv", "reach,chainage_m,upstream_area_km2,local_area_km2\na,0,100,2.5\na,0,101,1\n");
    tables::Problems problems;
    const auto areas = read_catchments(file.path, problems);
    EXPECT_EQ(areas.at(0).upstream_area, 1e8);
    EXPECT_EQ(areas.at(0).local_area, 2.5e6);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].code, "out-of-order");
}

}  // namespace
}  // namespace liriver::data::registers
