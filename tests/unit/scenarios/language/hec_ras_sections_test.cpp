// Sections of HEC-RAS in a scenario: their place along the reach, their unit, and what is told.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenarios/scenario_folder.h"

namespace liriver::scenarios::language {
namespace {

using testing::HasSubstr;

class HecRasSectionsTest : public ScenarioFolder {
  protected:
    void SetUp() override {
        ScenarioFolder::SetUp();
        write("reaches.csv", "reach,from_reach,from_chainage_m,to_reach,to_chainage_m\n遇龙河,,,,\n");
        write("points.csv", "reach,chainage_m,x_m,y_m\n遇龙河,0,425000,2750000\n遇龙河,2000,425000,2748000\n");
        write("a.g01", R"(Geom Title=demo
River Reach=Yulong          ,Lower
Type RM Length L Ch R = 1 ,5000    ,3000,3280.84,3000
#Sta/Elev= 3
       0     400      50     385     100     400
#Mann= 1 , 0 , 0
       0    .035       0
Bank Sta=0,100
Type RM Length L Ch R = 2 ,4000    ,,,
Type RM Length L Ch R = 1 ,1719    ,,,
#Sta/Elev= 3
       0     398      50     383     100     398
Bank Sta=0,100
)");
    }

    [[nodiscard]] static std::string with(const std::string& input) {
        return R"(schema = 1
[project]
name = "surveyed"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "UTC"
[time]
start = 2025-11-01T00:00:00Z
steady = true
[network]
reaches = "reaches.csv"
points = "points.csv"
[[network.hec_ras]]
file = "a.g01"
reach = "遇龙河"
)" + input + R"([[roughness]]
zone = "channel"
manning_n = 0.035
[[roughness]]
zone = "right_floodplain"
manning_n = 0.06
[[boundary]]
name = "head"
kind = "discharge"
reach = "遇龙河"
discharge = "8 m3/s"
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "遇龙河"
end = "downstream"
)";
    }
};

// 3280.84 international feet are 1000.000 m, 383 ft 116.7384 m.
TEST_F(HecRasSectionsTest, FeetBecomeMetresAndLengthsChainages) {
    const auto model = load(with("first_chainage = \"500 m\"\nunit = \"ft\"\n"));
    ASSERT_TRUE(model) << to_string(model.error().front());
    const auto& sections = model->river.sections;
    ASSERT_EQ(sections.size(), 2U);
    EXPECT_EQ(sections[0].chainage, 500.0);
    EXPECT_NEAR(sections[1].chainage, 1500.0, 1e-3);
    EXPECT_NEAR(sections[1].points[1].elevation, 116.7384, 1e-9);
    EXPECT_NEAR(sections[1].points[2].offset, 30.48, 1e-9);
    std::string notes;
    for (const auto& note : model->river.notes)
        notes += note + "\n";
    EXPECT_THAT(notes, HasSubstr("1 culverts, bridges or structures"));
    EXPECT_THAT(notes, HasSubstr("0.035"));
}

TEST_F(HecRasSectionsTest, ARiverThatIsNotInTheFileAndAWrongUnitAreToldAtOnceAndAlone) {
    const std::string text = problems_of(with("first_chainage = 0\nunit = \"mg\"\nriver = \"Lijiang\"\n"));
    EXPECT_THAT(text, HasSubstr("network.hec_ras.unit: found \"mg\""));
    EXPECT_THAT(text, HasSubstr("\"Yulong, Lower\""));
    EXPECT_THAT(text, testing::Not(HasSubstr("0 sections"))) << "one cause is told once";
}

TEST_F(HecRasSectionsTest, SectionsBeyondTheReachAreRefusedWithTheirLine) {
    EXPECT_THAT(problems_of(with("first_chainage = \"1500 m\"\nunit = \"ft\"\n")),
                HasSubstr("a.g01:10: error[off-reach]"));
}

}  // namespace
}  // namespace liriver::scenarios::language
