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

// The bureau's table of ../shared/cases/surveys: 6 km, and the elevations as they stand there.
TEST(SectionTable, ReadsABureausSurvey) {
    const WrittenFile file("s.csv",
                           "河名,断面编号,桩号,起点距(m),高程(m),备注\n遇龙河,CS12,K6+000,0.0,121.5,左岸\n"
                           "遇龙河,CS12,K6+000,20.0,118.2,\n遇龙河,CS12,K6+000,28.0,117.1,深泓\n");
    tables::Problems problems;
    const auto sections = read_sections(file.path, problems);
    ASSERT_TRUE(problems.empty()) << to_string(problems.front());
    ASSERT_EQ(sections.size(), 1U);
    EXPECT_EQ(sections[0].section.reach, "遇龙河");
    EXPECT_EQ(sections[0].section.chainage, 6000.0);
    EXPECT_EQ(sections[0].section.points.at(2).offset, 28.0);
    EXPECT_EQ(sections[0].section.points[2].elevation, 117.1);
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
