// What `check` says of outfalls in protected water and above the limits of sewage works.
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/language/load.h"

namespace liriver::scenarios::language {
namespace {

using testing::HasSubstr;
using testing::Not;

class OutfallNotes : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::path(testing::TempDir()) /
                  (std::string("liriver 排污口 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

    /// All notes of a river of 20 km with that network's keys and outfalls; its problems where it cannot be loaded.
    [[nodiscard]] std::string notes(const std::string& network, const std::string& outfalls) const {
        write("river.toml", R"(schema = 1
[project]
name = "works"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "1 d"
[[reach]]
name = "r"
length = "20 km"
slope = 0.0002
bottom_width = "20 m"
side_slope = 0
upstream_bed = "140 m"
spacing = "200 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = 8
[[boundary]]
name = "end"
kind = "normal_depth"
reach = "r"
end = "downstream"
[[constituent]]
name = "NH3-N"
[[constituent]]
name = "TP"
[[constituent]]
name = "temperature"
unit = "degC"
[output]
interval = "12 h"
[network]
)" + network + outfalls);
        const auto model = load(folder_ / "river.toml", {});
        std::string text;
        if (model)
            for (const std::string& note : model->river.notes)
                text += note + "\n";
        else
            for (const auto& problem : model.error())
                text += to_string(problem) + "\n";
        return text;
    }
    [[nodiscard]] static std::string works(const std::string& values) {
        return "[[outfall]]\nname = \"works\"\nreach = \"r\"\nchainage = \"5 km\"\ndischarge = 1\n" + values;
    }

    std::filesystem::path folder_;
};

// GB 18918-2002, class 1A: NH3-N 5 mg/L, at or below 12 degC 8; TP 0.5, of works built before 2006 1.0; class 1B:
// NH3-N 8.
TEST_F(OutfallNotes, TellsWhatIsAboveTheLimitsOfItsClass) {
    const std::string strong = R"(concentration = { NH3-N = "6 mg/L", TP = "0.8 mg/L", temperature = 20 }
)";
    const std::string told = notes("", works(strong + "limit_class = \"1A\"\nbuilt = 2010\n"));
    EXPECT_THAT(told, HasSubstr("outfall works: NH3-N 6 mg/L is above 5 mg/L of class 1A (GB 18918-2002"));
    EXPECT_THAT(told, HasSubstr("outfall works: TP 0.8 mg/L is above 0.5 mg/L of class 1A"));
    const std::string older = notes("", works(strong + "limit_class = \"1A\"\nbuilt = 2001\n"));
    EXPECT_THAT(older, Not(HasSubstr("TP 0.8"))) << "1 mg/L holds";
    EXPECT_THAT(notes("", works(strong + "limit_class = \"1B\"\nbuilt = 2010\n")), Not(HasSubstr("NH3-N")));
    EXPECT_THAT(notes("", works(strong)), Not(HasSubstr("GB 18918")));
}

TEST_F(OutfallNotes, ALimitThatGoesByWhatIsNotGivenIsNotGuessed) {
    const std::string told = notes("", works(R"(concentration = { NH3-N = "6 mg/L", TP = "0.8 mg/L" }
limit_class = "1A"
)"));
    EXPECT_THAT(
        told,
        HasSubstr("NH3-N 6 mg/L is not judged: its limit of class 1A (GB 18918-2002) goes by the water's temperature"));
    EXPECT_THAT(told, HasSubstr("year it was `built`"));
    EXPECT_THAT(notes("", works("concentration = { TP = \"9 mg/L\" }\nlimit_class = \"1C\"\n")),
                HasSubstr("\"1C\" is none of"));
}

TEST_F(OutfallNotes, TellsOfOutfallsInProtectionZonesAndGoodWater) {
    write("intakes.csv",
          "intake,reach,chainage_m,zone_1_from_chainage_m,zone_1_to_chainage_m,zone_2_from_chainage_m,"
          "zone_2_to_chainage_m\n城北水厂,r,6000,5500,6100,4000,5500\n");
    write("sections.csv", "section,reach,chainage_m,target\n大埠头,r,9000,II\n");
    const std::string told = notes("intakes = \"intakes.csv\"\nquality_sections = \"sections.csv\"\n",
                                   works("concentration = { TP = \"0.1 mg/L\" }\n"));
    EXPECT_THAT(told, HasSubstr("outfall works at 5000 m of r stands in protection zone II (二级保护区) of 城北水厂"));
    EXPECT_THAT(told, HasSubstr("lets into water of class II"));
    EXPECT_THAT(notes("intakes = \"none.csv\"\n", works("")), HasSubstr("network.intakes"));
}

}  // namespace
}  // namespace liriver::scenarios::language
