// Constituents that are no masses, germs and temperatures, and what is derived from constituents but not carried.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "scenario_test.h"
#include "tests/unit/scenarios/channel_scenario.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

using ConstituentKindsTest = ScenarioTest;

// 8 m3/s of a river and 2 m3/s of an outfall at 5 km, for two days.
std::string river(const std::string& head, const std::string& outfall, const std::string& constituents) {
    return text_of({.time = "duration = \"2 d\"\nstep = \"300 s\"\n",
                    .slope = "0.0002",
                    .discharge = "8",
                    .head = head + "\n",
                    .output = "12 h"},
                   "[[outfall]]\nname = \"works\"\nreach = \"r\"\nchainage = \"5 km\"\ndischarge = 2\n" + outfall +
                       "\n" + constituents);
}

// (8 x 15 + 2 x 30) / 10 = 18 degC, (8 x 1000 + 2 x 1e6) / 10 = 200 800 germs a litre.
TEST_F(ConstituentKindsTest, WatersMixTheirTemperaturesAndGerms) {
    const RunReport report = run_well(river(R"(concentration = { temperature = "15 degC", FC = "1000 1/L" })",
                                            R"(concentration = { temperature = 30, FC = "1000000 个/L" })",
                                            R"([[constituent]]
name = "temperature"
unit = "degC"
initial = 15
[[constituent]]
name = "FC"
unit = "1/L"
)"));
    EXPECT_NEAR(last("temperature").back(), 18.0, 1e-6);
    EXPECT_NEAR(last("FC").back(), 200800.0, 0.01);
    EXPECT_NEAR(last("temperature").front(), 15.0, 1e-9);
    ASSERT_EQ(report.summary.constituents.size(), 2U);
    EXPECT_EQ(report.summary.constituents[0].amount_unit, "m3 degC");
    EXPECT_EQ(report.summary.constituents[1].amount_unit, "1");
    // Two days of 8 m3/s with 1e6 germs a m3, and of 2 m3/s with 1e9.
    EXPECT_NEAR(report.summary.constituents[1].inflow + report.summary.constituents[1].load,
                172800.0 * (8.0 * 1e6 + 2.0 * 1e9), 1e3);
    for (const auto& constituent : report.summary.constituents)
        EXPECT_LE(constituent.relative_error, 1e-12) << constituent.name;
}

// A rate at 30 degC is 0.3 x 1.1^10 of one at 20 degC: after t it has left exp(-k t), as far as the water has gone.
TEST_F(ConstituentKindsTest, RatesFollowTheTemperatureThatIsCarried) {
    const std::string reacting = R"([[constituent]]
name = "A"
[[constituent]]
name = "temperature"
unit = "degC"
initial = "30 degC"
[[process]]
name = "loss"
rate = "0.3 * 1.1^(temperature - 20) * A"
unit = "mg/L/d"
changes = { A = "-1" }
)";
    const RunReport report = run_well(river(R"(concentration = { temperature = "30 degC", A = "10 mg/L" })",
                                            R"(concentration = { temperature = "30 degC", A = "10 mg/L" })", reacting));
    ASSERT_EQ(report.exit_code, 0);
    const std::vector<double> carried = last("A");
    const std::vector<double> velocity = last("velocity");
    double days = 0.0;
    for (std::size_t i = 1; i < 25; ++i)  // above the outfall, from the first whole section on
        days += 200.0 / velocity[i] / 86400.0;
    EXPECT_NEAR(carried[24] / carried[0], std::exp(-0.3 * std::pow(1.1, 10.0) * days), 0.003);
}

// Total nitrogen and phosphorus are sums of what holds them, live algae by 7.2 and 1 to 1000 of chlorophyll; BOD5 is
// 1 - exp(-5 x 0.23) = 0.683363 of ultimate demand.
TEST_F(ConstituentKindsTest, TotalsAndBodAreShownThoughNotCarried) {
    const std::string all =
        R"(concentration = { DO = "8 mg/L", CBOD = "6 mg/L", ON = "0.4 mg/L", NH3-N = "0.5 mg/L", NO3-N = "1.1 mg/L", OP = "0.02 mg/L", PO4-P = "0.05 mg/L", CHLA = "10 ug/L" })";
    std::string constituents;
    for (const char* name : {"DO", "CBOD", "ON", "NH3-N", "NO3-N", "OP", "PO4-P"})
        constituents += fmt::format("[[constituent]]\nname = \"{}\"\n", name);
    constituents += R"([[constituent]]
name = "CHLA"
unit = "ug/L"
[quality]
processes = "eutro"
temperature = "20 degC"
light = "100 W/m2"
)";
    ASSERT_EQ(run_well(river(all, all, constituents)).exit_code, 0);
    const auto last_section = [this](const char* field) { return last(field).back(); };
    EXPECT_NEAR(last_section("TN"),
                last_section("ON") + last_section("NH3-N") + last_section("NO3-N") + 0.0072 * last_section("CHLA"),
                1e-9);
    EXPECT_NEAR(last_section("TP"), last_section("OP") + last_section("PO4-P") + 0.001 * last_section("CHLA"), 1e-9);
    EXPECT_NEAR(last_section("BOD5"), 0.683363 * last_section("CBOD"), 1e-5);
    const auto stations = data::results::read_network(folder_ / "out" / "network.nc");
    EXPECT_EQ(stations->fields()[*stations->find("TN")].unit, "mg/L");
}

TEST_F(ConstituentKindsTest, UnitsOfAnotherKindAreRefusedWhereTheyStand) {
    const std::string germs = "[[constituent]]\nname = \"FC\"\nunit = \"1/L\"\n";
    EXPECT_THAT(problems_of(river(R"(concentration = { FC = "3 mg/L" })", "", germs)),
                HasSubstr("boundary[head].concentration.FC: found a number in kg/m3, expected one in a unit like 1/L"));
    EXPECT_THAT(problems_of(river("", R"(load = { FC = "3 g/s" })", germs)), HasSubstr("outfall[works].load.FC"));
    const std::string warm = "[[constituent]]\nname = \"temperature\"\nunit = \"degC\"\n";
    EXPECT_THAT(problems_of(river("", "load = { temperature = 3 }", warm)),
                HasSubstr("an amount of a temperature, expected water with a `concentration`"));
    EXPECT_THAT(problems_of(river(
                    "", "", "[[constituent]]\nname = \"temperature\"\nunit = \"degC\"\ndecay_rate = \"1 1/d\"\n")),
                HasSubstr("a first-order decay of a temperature"));
    EXPECT_THAT(problems_of(river("", "", "[[constituent]]\nname = \"x\"\nunit = \"m/s\"\n")), HasSubstr("1/L"));
}

TEST_F(ConstituentKindsTest, AmmoniaAboveTotalNitrogenIsRefused) {
    const std::string both = "[[constituent]]\nname = \"NH3-N\"\n[[constituent]]\nname = \"TN\"\n";
    EXPECT_THAT(problems_of(river(R"(concentration = { NH3-N = "2 mg/L", TN = "1.5 mg/L" })", "", both)),
                HasSubstr("boundary[head].concentration.NH3-N"));
    EXPECT_EQ(problems_of(river(R"(concentration = { NH3-N = "1.5 mg/L", TN = "1.5 mg/L" })", "", both)), "");
}

// "g/L" is a unit of 1 kg/m3, as a plain tracer's is 1: what another run's file has of it is still a mass.
TEST_F(ConstituentKindsTest, GramsALitreAreNoPlainTracer) {
    const auto model =
        load(river(R"(concentration = { salt = "35 g/L" })", "", "[[constituent]]\nname = \"salt\"\nunit = \"g/L\"\n"));
    ASSERT_TRUE(model);
    EXPECT_STREQ(model->scenario.constituents[0].kind.concentration, "kg/m3");
    EXPECT_EQ(*model->scenario.boundaries[0].concentration.at("salt").constant, 35.0);
}

}  // namespace
}  // namespace liriver::scenarios::runner
