#include "solver/quality/plan.h"
#include "solver/quality/expression_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "solver/quality/expression_words.h"

namespace liriver::solver::quality {
namespace {

ProcessSet small_set() {
    ProcessSet set;
    set.name = "mine";
    set.constituents = {{"NH3-N", "mg/L", ""}, {"DO", "mg/L", ""}};
    set.parameters = {{"k", "1/d", 0.2, 0.0, 1.0, "measured", ""},
                      {"theta", "1", 1.05, 1.0, 1.2, "measured", ""},
                      {"r", "g/g", 4.57, 4.0, 5.0, "NH4 + 2 O2", ""}};
    set.processes = {
        {"loss", "first-order", {"NH3-N"}, {"k", "theta"}, "", "", {{"loss", {{"NH3-N", "-1"}, {"DO", "-r"}}}}}};
    return set;
}

bool has(const std::vector<Problem>& problems, Problem::Kind kind, const std::string& where, const std::string& key,
         const std::string& found) {
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        return problem.kind == kind && problem.where == where && problem.key == key && problem.found == found;
    });
}

TEST(Plan, TurnsNamesAndFormulasIntoNumbers) {
    const auto plan = make_plan(small_set());
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->stoichiometry.size(), 2U);
    EXPECT_EQ(plan->stoichiometry[0].value, -1.0);
    EXPECT_EQ(plan->stoichiometry[1].constituent, 1U);
    EXPECT_EQ(plan->stoichiometry[1].value, -4.57);
    EXPECT_TRUE(plan->needed[index(Quantity::temperature)]);
    EXPECT_FALSE(plan->needed[index(Quantity::depth)]);
}

TEST(Plan, TellsAllThatIsWrongAtOnce) {
    ProcessSet set = small_set();
    set.parameters[0].value = 3.0;
    set.processes[0].reactions[0].terms.push_back({"NO3-N", "1"});
    set.processes.push_back({"odd", "no-such-law", {"DO"}, {}, "", "", {{"odd", {}}}});
    set.processes.push_back({"short", "settling", {"DO", "NH3-N"}, {}, "", "", {{"short", {{"DO", "-1/s"}}}}});
    set.processes.push_back({"own", "", {}, {}, "k*NH3_N*depht", "mg/L/week", {{"own", {{"DO", "-1"}}}}});
    set.processes.push_back({"own", "", {}, {}, "k*NH3_N", "mg/L/d", {}});
    const auto plan = make_plan(set);
    ASSERT_FALSE(plan);
    const auto& told = plan.error();
    using Kind = Problem::Kind;
    EXPECT_TRUE(has(told, Kind::out_of_range, "parameter k", "value", "3.000000"));
    EXPECT_TRUE(has(told, Kind::unknown_name, "process loss", "stoichiometry", "NO3-N"));
    EXPECT_TRUE(has(told, Kind::unknown_name, "process odd", "law", "no-such-law"));
    EXPECT_TRUE(has(told, Kind::wrong_count, "process short", "inputs", "2"));
    EXPECT_TRUE(has(told, Kind::wrong_count, "process short", "parameters", "0"));
    EXPECT_TRUE(has(told, Kind::unknown_name, "process short", "coefficient of DO", "s"));
    EXPECT_TRUE(has(told, Kind::unknown_name, "process own", "expression", "depht"));
    EXPECT_TRUE(has(told, Kind::unknown_unit, "process own", "unit", "mg/L/week"));
    EXPECT_TRUE(has(told, Kind::repeated_name, "process own", "name", "own"));
    EXPECT_TRUE(has(told, Kind::wrong_count, "process own", "reactions", "0"));
    EXPECT_EQ(told.size(), 10U);
}

TEST(Plan, RefusesNamesThatExpressionsWouldConfuse) {
    ProcessSet set = small_set();
    set.parameters.push_back({"depth", "m", 0.0, 0.0, 1.0, "", ""});
    set.constituents.push_back({"NH3_N", "mg/L", ""});
    const auto plan = make_plan(set);
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().size(), 2U);
}

TEST(Plan, RefusesACoefficientThatIsNoNumber) {
    ProcessSet set = small_set();
    set.processes[0].reactions[0].terms[0].coefficient = "1/0";
    const auto plan = make_plan(set);
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error()[0].kind, Problem::Kind::out_of_range);
}

// The preset knows k_a for its given reaeration only, and slow demand where it is carried.
TEST(Presets, ParametersThatNothingUsesAreNotListed) {
    const auto names = [](const ProcessSet& set) {
        std::vector<std::string> all;
        for (const Parameter& parameter : used_parameters(set))
            all.push_back(parameter.name);
        return all;
    };
    EXPECT_THAT(names(*find_preset("streeter-phelps")),
                testing::ElementsAre("k_d", "theta_d", "K_d", "theta_a", "k_5"));
    EXPECT_THAT(names(reduced(*find_preset("eutro"), {})), testing::Not(testing::Contains("k_5s")));
    EXPECT_THAT(names(reduced(*find_preset("eutro"), {"CBOD-slow"})), testing::Contains("k_5s"));
}

TEST(Plan, AsksForWhatThePlaceMustOffer) {
    const auto plan = make_plan(*find_preset("eutro"));
    ASSERT_TRUE(plan);
    const std::vector<double> one = {1.0};
    Place place;
    for (const Quantity quantity : {Quantity::depth, Quantity::velocity, Quantity::temperature, Quantity::cloud,
                                    Quantity::wind, Quantity::shortwave, Quantity::air_temperature})
        place.set(quantity, one);
    std::vector<std::string> missing;
    for (const Problem& problem : missing_quantities(*plan, place))
        missing.push_back(problem.key);
    EXPECT_EQ(missing, (std::vector<std::string>{"light", "vapour_pressure"}));
}

TEST(Presets, CanAllBePlannedWholeAndReduced) {
    ASSERT_EQ(presets().size(), 4U);
    for (const ProcessSet& set : presets()) {
        EXPECT_TRUE(make_plan(set)) << set.name;
        const auto least = make_plan(reduced(set, {}));
        EXPECT_TRUE(least) << set.name;
        for (const Parameter& row : set.parameters)
            EXPECT_FALSE(row.source.empty() || row.says.empty() || row.unit.empty()) << set.name << " " << row.name;
    }
    EXPECT_EQ(make_plan(reduced(*find_preset("eutro"), {}))->constituent_count(), 8U);
    EXPECT_EQ(make_plan(*find_preset("eutro"))->constituent_count(), 15U);
    EXPECT_EQ(find_preset("none"), nullptr);
}

TEST(Presets, LoseAndGainElementsOnlyWhereTheySay) {
    const auto plan = make_plan(*find_preset("eutro"));
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->elements.size(), 2U);
    const std::vector<std::vector<std::string>> sinks = {{"on_settling", "denitrification", "algae_settling"},
                                                         {"op_settling", "algae_settling"}};
    for (std::size_t e = 0; e < 2; ++e)
        for (std::size_t j = 0; j < plan->reaction_count(); ++j) {
            const bool sink = std::find(sinks[e].begin(), sinks[e].end(), plan->reactions[j]) != sinks[e].end();
            EXPECT_EQ(plan->elements[e].gained[j] < -1e-4, sink) << plan->reactions[j];
            EXPECT_NEAR(sink ? 0.0 : plan->elements[e].gained[j], 0.0, 1e-17) << plan->reactions[j];
        }
}

TEST(Presets, LetReaerationBeChosen) {
    ProcessSet set = *find_preset("eutro");
    EXPECT_TRUE(choose_reaeration(set, "given"));
    EXPECT_EQ(set.processes[0].law, "reaeration-given");
    EXPECT_TRUE(make_plan(set));
    EXPECT_TRUE(choose_reaeration(set, "covar"));
    EXPECT_TRUE(make_plan(set));
    EXPECT_FALSE(choose_reaeration(set, "tsivoglou"));
    ProcessSet ammonia = *find_preset("nh3n");
    EXPECT_FALSE(choose_reaeration(ammonia, "covar"));
}

}  // namespace
}  // namespace liriver::solver::quality
