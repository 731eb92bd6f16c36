// What is wrong with diffuse and moving loads, all at once; the register; and export coefficients.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "scenarios/language/diffuse_loads.h"
#include "scenarios/language/export_coefficient.h"
#include "tests/unit/scenarios/channel_scenario.h"
#include "tests/unit/scenarios/scenario_folder.h"

namespace liriver::scenarios::language {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string head = text_of({.time = "duration = \"1 d\"\n"}, "[[constituent]]\nname = \"TP\"\n");

class LoadsTest : public ScenarioFolder {};

TEST(ExportCoefficient, IsReadAsPeopleWriteIt) {
    const auto read = [](const char* text, CountedIn counted) {
        return parse_export_coefficient(text, counted, "kg").value();
    };
    EXPECT_DOUBLE_EQ(read("4.4 kg/(person a)", CountedIn::persons).amount, 4.4);
    EXPECT_DOUBLE_EQ(read("4.4 kg/person/a", CountedIn::persons).amount, 4.4);
    EXPECT_DOUBLE_EQ(read("12 g/(人 d)", CountedIn::persons).amount, 0.012);
    EXPECT_TRUE(read("12 g/(人 d)", CountedIn::persons).a_day);
    EXPECT_DOUBLE_EQ(read("3 t/(km2 a)", CountedIn::area).amount, 3e-3);  // kg a m2
    EXPECT_DOUBLE_EQ(read("1 kg/(亩 a)", CountedIn::area).amount, 15.0 / 10000.0);
    EXPECT_DOUBLE_EQ(parse_export_coefficient("1e9 1/(head d)", CountedIn::heads, "1").value().amount, 1e9);
    for (const char* text : {"4.4", "kg", "4.4 kg/(head a)", "4.4 kg/(person s)", "4.4 m3/(person a)",
                             "4.4 kg/((person a)", "-1 kg/(person a)", "4.4 kg/(person a d)"})
        EXPECT_FALSE(parse_export_coefficient(text, CountedIn::persons, "kg").has_value()) << text;
}

TEST_F(LoadsTest, TellsEveryMistakeOfADiffuseLoadAtOnce) {
    const std::string problems = problems_of(head + R"toml([[diffuse_load]]
name = "village"
reach = "rr"
monthly_shares = [0.5, 0.5, 0.1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
[[diffuse_load.sources]]
name = "people"
people = 100
coefficient = { TP = "1 kg/(head a)", TN = "2 kg/(person a)" }
entry_ratio = 1.2
[[diffuse_load]]
name = "farms"
reach = "r"
from_chainage = "5 km"
to_chainage = "25 km"
monthly_shares = [0.5, 0.5]
[[diffuse_load.sources]]
name = "pigs"
livestock = 10
land = "3 ha"
coefficient = { TP = "1 kg/(head a)" }
entry_ratio = 0.5
[[diffuse_load]]
name = "town"
inflow = "brook"
base_flow_share = 0.4
)toml");
    EXPECT_THAT(problems, AllOf(HasSubstr("unknown-reach"), HasSubstr("shares that sum to 1.1"),
                                HasSubstr("coefficient.TP: found \"1 kg/(head a)\""), HasSubstr("unknown-constituent"),
                                HasSubstr("a number from 0 to 1")));
    EXPECT_THAT(problems, AllOf(HasSubstr("off-reach"), HasSubstr("2 shares"), HasSubstr("`livestock` and `land`"),
                                HasSubstr("unknown-name"), HasSubstr("no source"),
                                HasSubstr("a share of base flow of a load that is spread evenly")));
    EXPECT_THAT(problems, HasSubstr("river.toml:"));
}

TEST_F(LoadsTest, AsksForADischargeOverWholeYears) {
    write("q.csv", "time,discharge_m3_s\n2025-10-01T00:00:00+08:00,1\n2025-12-01T00:00:00+08:00,1\n");
    const std::string load = R"toml([[diffuse_load]]
name = "farms"
reach = "r"
discharge = { file = "q.csv" }
[[diffuse_load.sources]]
name = "pigs"
livestock = 10
coefficient = { TP = "1 kg/(head a)" }
entry_ratio = 0.5
)toml";
    EXPECT_THAT(problems_of(head + load), AllOf(HasSubstr("not-covered"), HasSubstr("all of 2025")));
    std::string mean = load;
    mean.insert(mean.find("[[diffuse_load.sources]]"), "mean_discharge = 3\n");
    EXPECT_EQ(problems_of(head + mean), "");
    write("q.csv", "time,discharge_m3_s\n2025-01-01T00:00:00+08:00,0\n2026-01-01T00:00:00+08:00,0\n");
    EXPECT_THAT(problems_of(head + load), HasSubstr("nothing in all of 2025"));
}

constexpr const char* columns =
    "diffuse_load,reach,from_chainage_m,to_chainage_m,item,kind,amount,amount_unit,constituent,coefficient,"
    "coefficient_unit,entry_ratio,assumed\n";

TEST_F(LoadsTest, ComeFromARegister) {
    write("land.csv", std::string(columns) + "上村,r,1000,4000,residents,people,1000,,TP,0.5,kg/(person a),0.1,yes\n" +
                          "上村,r,1000,4000,paddy,land,20,ha,TP,1.5,kg/(ha a),0.2,no\n" +
                          "上村,r,1000,4000,paddy,land,20,ha,TN,30,kg/(ha a),0.2,no\n" +
                          "下村,r,,,pigs,livestock,50,head,TP,2,kg/(head a),0.3,no\n");
    const auto model = load(head + "[network]\ndiffuse_loads = \"land.csv\"\n[[diffuse_load]]\nname = \"下村\"\n" +
                            "monthly_shares = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n");
    ASSERT_TRUE(model) << to_string(model.error().front());
    const auto& loads = model->scenario.diffuse_loads;
    ASSERT_EQ(loads.size(), 2U);
    EXPECT_EQ(loads[0].name, "下村");  // tables stand before what the register adds
    EXPECT_DOUBLE_EQ(loads[0].in_year("TP", 365), 50 * 2 * 0.3);
    EXPECT_EQ(loads[0].monthly_shares.size(), 12U);
    EXPECT_DOUBLE_EQ(*loads[0].to_chainage, 20000.0);
    EXPECT_FALSE(loads[0].assumed());
    EXPECT_DOUBLE_EQ(loads[1].in_year("TP", 365), 1000 * 0.5 * 0.1 + 20 * 1.5 * 0.2);
    EXPECT_TRUE(loads[1].assumed());
    EXPECT_DOUBLE_EQ(*loads[1].from_chainage, 1000.0);
    const auto notes = notes_on_diffuse_loads(model->scenario);
    EXPECT_THAT(notes, testing::Contains("diffuse load 上村: 56 kg of TP in 2025 (assumed)"));
    EXPECT_THAT(notes, testing::Contains("diffuse load 下村: 30 kg of TP in 2025"));
}

TEST_F(LoadsTest, TellsWhatIsWrongInARegisterByItsLines) {
    write("land.csv", std::string(columns) + "a,r,4000,1000,residents,people,1000,,TP,0.5,kg/(person a),0.1,yes\n" +
                          "b,r,,,paddy,land,20,,TP,1.5,kg/(ha a),1.2,no\n" +
                          "c,r,,,cows,cattle,20,,TP,1.5,kg/(head a),0.2,no\n" +
                          "d,r,,,pigs,livestock,20,head,TP,1.5,kg/(ha a),0.2,no\n" +
                          "d,r,500,,pigs,livestock,20,head,TP,1.5,kg/(head a),0.2,no\n");
    const std::string problems = problems_of(head + "[network]\ndiffuse_loads = \"land.csv\"\n");
    EXPECT_THAT(problems,
                AllOf(HasSubstr("land.csv:2"), HasSubstr("a stretch from 4000 to 1000 m"), HasSubstr("land.csv:3"),
                      HasSubstr("a unit of area"), HasSubstr("land.csv:4"), HasSubstr("\"cattle\"")));
    EXPECT_THAT(problems, AllOf(HasSubstr("land.csv:6"), HasSubstr("another value than in the load's first row"),
                                HasSubstr("land.csv:5"), HasSubstr("\"1.5 kg/(ha a)\"")));
}

TEST_F(LoadsTest, TellsEveryMistakeOfAMovingLoadAtOnce) {
    const std::string problems = problems_of(head + R"toml([[moving_load]]
name = "ferry"
reach = "r"
timetable = [
    { time = 2025-11-01T02:00:00+08:00, chainage = "5 km" },
    { time = 2025-11-01T01:00:00+08:00, chainage = "25 km" },
]
load = { TN = "1 g/s" }
[[moving_load]]
name = "raft"
reach = "brook"
timetable = [{ time = 2025-11-01T02:00:00+08:00, chainage = "5 km" }]
load_per_distance = { TP = "1 kg" }
[[moving_load]]
name = "barge"
reach = "r"
)toml");
    EXPECT_THAT(problems, AllOf(HasSubstr("a time after 2025-11-01T02:00:00+08:00"), HasSubstr("25000 m"),
                                HasSubstr("unknown-constituent"), HasSubstr("unknown-reach"), HasSubstr("one row"),
                                HasSubstr("wrong-unit")));
    EXPECT_THAT(problems, AllOf(HasSubstr("neither `timetable` nor `chainage`"),
                                HasSubstr("neither `load` nor `load_per_distance`")));
}

TEST_F(LoadsTest, AMovingSourceHasNoSteadyState) {
    const std::string steady = text_of({.time = "steady = true\n"}, R"toml([[constituent]]
name = "TP"
[[moving_load]]
name = "ferry"
reach = "r"
timetable = [
    { time = 2025-11-01T01:00:00+08:00, chainage = "5 km" },
    { time = 2025-11-01T02:00:00+08:00, chainage = "9 km" },
]
load = { TP = "1 g/s" }
)toml");
    EXPECT_THAT(problems_of(steady), HasSubstr("a moving source in a steady state"));
}

}  // namespace
}  // namespace liriver::scenarios::language
