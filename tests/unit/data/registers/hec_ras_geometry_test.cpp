#include "data/registers/hec_ras_geometry.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace liriver::data::registers {
namespace {

using testing::HasSubstr;

// As HEC-RAS 6 writes them: numbers in columns of eight, ten a line, that may touch; the last length is blank.
constexpr const char* two_reaches = R"(Geom Title=demo
Program Version=6.30

River Reach=Yulong          ,Upper
Reach XY= 2
          442100          2740700          450600          2736697

Type RM Length L Ch R = 1 ,5300    ,310,300,290
BEGIN DESCRIPTION:
#Sta/Elev of the bridge
END DESCRIPTION:
#Sta/Elev= 6
       0  121.50      20  118.20      28  117.10      40  118.00      60  121.60
 1234.56 -121.60
#Mann= 3 , 0 , 0
       0    .060       0      20    .035       0      40    .060       0
Bank Sta=20,40
Type RM Length L Ch R = 5 ,5250    ,,,
Type RM Length L Ch R = 1 ,5000*   ,,,
#Sta/Elev= 3
-1000.251200.125    10.51199.500      20  120.10
Levee= 1,2,3
River Reach=Yulong          ,Lower
Type RM Length L Ch R = 1 ,100     ,50,50,50
#Sta/Elev= 2
       0      10      10       9
Bank Sta=5,10
)";

class HecRasGeometry : public testing::Test {
  protected:
    std::vector<HecRasReach> read(const std::string& text) {
        std::ofstream(file_) << text;
        return read_hec_ras_geometry(file_, problems_);
    }
    void SetUp() override {
        file_ =
            std::filesystem::path(testing::TempDir()) /
            (std::string("liriver 遇龙河 ") + testing::UnitTest::GetInstance()->current_test_info()->name() + ".g01");
    }
    void TearDown() override { std::filesystem::remove(file_); }
    [[nodiscard]] std::string told() const {
        std::string text;
        for (const auto& problem : problems_)
            text += to_string(problem) + "\n";
        return text;
    }

    std::filesystem::path file_;
    tables::Problems problems_;
};

TEST_F(HecRasGeometry, SectionsStandUnderTheirReachWithTheLengthToTheNext) {
    const auto reaches = read(two_reaches);
    ASSERT_EQ(told(), "");
    ASSERT_EQ(reaches.size(), 2U);
    EXPECT_EQ(reaches[0].river, "Yulong");
    EXPECT_EQ(reaches[0].reach, "Upper");
    EXPECT_EQ(reaches[0].other_nodes, 1U) << "an inline structure";
    EXPECT_TRUE(reaches[0].has_overbank_rules);
    ASSERT_EQ(reaches[0].sections.size(), 2U);
    const HecRasSection& first = reaches[0].sections[0];
    EXPECT_EQ(first.station, "5300");
    EXPECT_EQ(first.length_to_next, 300.0) << "along the channel, not the banks";
    EXPECT_EQ(first.least_manning, 0.035);
    EXPECT_EQ(first.largest_manning, 0.060);
    ASSERT_EQ(first.points.size(), 6U);
    EXPECT_EQ(first.points[5].offset, 1234.56);
    EXPECT_EQ(first.points[5].elevation, -121.60);
    EXPECT_TRUE(reaches[0].sections[1].interpolated);
    EXPECT_EQ(reaches[0].sections[1].length_to_next, 0.0);
}

TEST_F(HecRasGeometry, NumbersThatTouchAreTakenByTheirColumns) {
    const auto reaches = read(two_reaches);
    const auto& points = reaches.at(0).sections.at(1).points;
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(points[0].offset, -1000.25);
    EXPECT_EQ(points[0].elevation, 1200.125);
    EXPECT_EQ(points[1].offset, 10.5);
    EXPECT_EQ(points[1].elevation, 1199.5);
}

// A zone names the piece from its point to the next; a bank between two points becomes a point on the line.
TEST_F(HecRasGeometry, BankStationsDivideChannelAndFloodplains) {
    const auto reaches = read(two_reaches);
    const auto& points = reaches.at(0).sections.at(0).points;
    EXPECT_EQ(points[0].zone, "left_floodplain");
    EXPECT_EQ(points[1].zone, "channel");
    EXPECT_EQ(points[2].zone, "channel");
    EXPECT_EQ(points[3].zone, "right_floodplain");
    const auto& lower = reaches.at(1).sections.at(0).points;
    ASSERT_EQ(lower.size(), 3U);
    EXPECT_EQ(lower[1].offset, 5.0);
    EXPECT_EQ(lower[1].elevation, 9.5);
    EXPECT_EQ(lower[1].zone, "channel");
}

TEST_F(HecRasGeometry, WhatCannotBeReadIsToldWithItsLine) {
    EXPECT_TRUE(read("reach,chainage_m\n").empty());
    EXPECT_THAT(told(), HasSubstr("River Reach="));
    problems_.clear();
    static_cast<void>(read(
        "River Reach=a,b\nType RM Length L Ch R = 1 ,1,1,x,1\n#Sta/Elev= 3\n       0       1       2\nBank Sta=9,5\n"
        "Type RM Length L Ch R = 1 ,2,1,1,1\n#Sta/Elev= 2\n       5       1       2       1\n"));
    EXPECT_THAT(told(), HasSubstr(":2: "));
    EXPECT_THAT(told(), HasSubstr("3 numbers, expected 6"));
    EXPECT_THAT(told(), HasSubstr("\"9,5\""));
    EXPECT_THAT(told(), HasSubstr("2 after 5"));
}

}  // namespace
}  // namespace liriver::data::registers
