// What `check` says of outfalls in protected water and above the limits of sewage works.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenarios/channel_scenario.h"
#include "tests/unit/scenarios/scenario_folder.h"

namespace liriver::scenarios::language {
namespace {

using testing::HasSubstr;
using testing::Not;

class OutfallNotes : public ScenarioFolder {
  protected:
    /// All notes of a river of 20 km with that network's keys and outfalls; its problems where it cannot be loaded.
    [[nodiscard]] std::string notes(const std::string& network, const std::string& outfalls) const {
        const std::string scenario =
            text_of({.time = "duration = \"1 d\"\n", .discharge = "8", .output = "12 h"}, R"([[constituent]]
name = "NH3-N"
[[constituent]]
name = "TP"
[[constituent]]
name = "temperature"
unit = "degC"
[network]
)" + network + outfalls);
        const auto model = load(scenario);
        if (!model)
            return problems_of(scenario);
        std::string text;
        for (const std::string& note : model->river.notes)
            text += note + "\n";
        return text;
    }
    [[nodiscard]] static std::string works(const std::string& values) {
        return "[[outfall]]\nname = \"works\"\nreach = \"r\"\nchainage = \"5 km\"\ndischarge = 1\n" + values;
    }
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
