// Given a scenario that asks for its steady state, when it runs, then what comes in goes out at every section, and a
// run over time that sets out from there stays there.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "scenario_test.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;

const std::string frame = R"(schema = 1
[project]
name = "steady"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
)";

// An M1 backwater: rectangular, b = 10 m, Q = 30 m3/s, n = 0.025, S = 0.001, from 4 m at its end.
const std::string backwater = R"([[reach]]
name = "main"
length = "4 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "104 m"
spacing = "50 m"
manning_n = 0.025
[[boundary]]
name = "head"
kind = "discharge"
reach = "main"
discharge = "30 m3/s"
[[boundary]]
name = "pool"
kind = "stage"
reach = "main"
end = "downstream"
stage = "104 m"
[[station]]
name = "one"
reach = "main"
chainage = "3 km"
[[station]]
name = "two"
reach = "main"
chainage = "2 km"
)";

// A mill race beside the river, a weir across it, an intake.
const std::string loop = R"([[reach]]
name = "main"
length = "8 km"
slope = 0.001
bottom_width = "12 m"
upstream_bed = "108 m"
spacing = "100 m"
manning_n = 0.03
[[reach]]
name = "race"
length = "3 km"
slope = 0.001
bottom_width = "4 m"
upstream_bed = "106.2 m"
spacing = "100 m"
manning_n = 0.025
leaves = "main"
leaves_chainage = "2 km"
joins = "main"
joins_chainage = "5 km"
[[boundary]]
name = "head"
kind = "discharge"
reach = "main"
discharge = "20 m3/s"
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "main"
end = "downstream"
[[structure]]
name = "weir"
kind = "weir"
reach = "main"
chainage = "4 km"
crest = "105.5 m"
width = "12 m"
[[abstraction]]
name = "works"
reach = "main"
chainage = "6 km"
demand = "1.5 m3/s"
[[station]]
name = "race"
reach = "race"
chainage = "1.5 km"
[[station]]
name = "beside it"
reach = "main"
chainage = "3 km"
[[station]]
name = "end"
reach = "main"
chainage = "8 km"
)";

class SteadyTest : public ScenarioTest {
  protected:
    data::results::Summary run_scenario(const std::string& time, const std::string& river) const {
        return run_well(frame + time + river).summary;
    }
};

TEST_F(SteadyTest, ABackwaterIsTheOneOfGraduallyVariedFlow) {
    const auto summary = run_scenario("steady = true\n", backwater);
    ASSERT_TRUE(summary.steady);
    EXPECT_NEAR(summary.steady->outflow, 30.0, 1e-8 * 30.0);
    EXPECT_EQ(summary.simulated_seconds, 0.0);
    const auto depth = last("depth");  // each 50 m; the standard step method in fine steps has these
    ASSERT_EQ(depth.size(), 81U);
    EXPECT_NEAR(depth[60] / 3.153018, 1.0, 1e-3);
    EXPECT_NEAR(depth[40] / 2.465581, 1.0, 1e-3);
    const auto discharge = last("discharge");
    for (const double flow : discharge)
        EXPECT_NEAR(flow, 30.0, 1e-7 * 30.0);
}

// A chute at a Froude number of 2 into a pool: the jump stands in the reach, where a discharge made of the state's own
// areas and velocities is some per cent off what flows.
const std::string jump = R"([[reach]]
name = "chute"
length = "1 km"
slope = 0.02
bottom_width = "10 m"
upstream_bed = "120 m"
spacing = "20 m"
manning_n = 0.02
[[boundary]]
name = "head"
kind = "discharge"
reach = "chute"
discharge = "20 m3/s"
[[boundary]]
name = "pool"
kind = "stage"
reach = "chute"
end = "downstream"
stage = "103 m"
)";

TEST_F(SteadyTest, TheDischargeShownIsWhatFlowsThroughTheFaces) {
    for (const char* time : {"steady = true\n", "duration = \"1 h\"\n"}) {
        run_scenario(time, jump);
        const auto results = data::results::read_network(folder_ / "out" / "network.nc");
        ASSERT_TRUE(results);
        for (const char* field : {"discharge", "edge_discharge"}) {
            const std::vector<double> first = results->values(*results->find(field), 0).value();
            for (std::size_t i = 0; i < first.size(); ++i)
                EXPECT_NEAR(first[i] / 20.0, 1.0, 1e-9) << time << field << ' ' << i;
        }
    }
}

TEST_F(SteadyTest, ALoopWithAWeirAndAnIntakeSharesItsWater) {
    const auto summary = run_scenario("steady = true\n", loop);
    ASSERT_TRUE(summary.steady);
    EXPECT_NEAR(mean_at(summary, "race") + mean_at(summary, "beside it"), 20.0, 1e-7 * 20.0);
    EXPECT_GT(mean_at(summary, "race"), 1.0);
    EXPECT_NEAR(mean_at(summary, "end"), 18.5, 1e-7 * 20.0);
}

TEST_F(SteadyTest, ARunOverTimeThatSetsOutFromThereStaysThere) {
    run_scenario("steady = true\n", loop);
    const auto before = last("stage");
    run_scenario("duration = \"1 d\"\n", loop);
    const auto after = last("stage");
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_NEAR(after[i], before[i], 2e-5) << i;  // m; limiters see other steps
}

// A reach of 8 km of 3 m banks behind a gate that is shut fills without end: there is no such state.
TEST_F(SteadyTest, BehindAShutGateThereIsNone) {
    std::ofstream(folder_ / "river.toml")
        << frame << "duration = \"1 h\"\n"
        << backwater
        << "[[structure]]\nname = \"gate\"\nkind = \"sluice_gate\"\nreach = \"main\"\n"
           "chainage = \"2 km\"\ncrest = \"102.5 m\"\nwidth = \"10 m\"\nopening = 0\n";
    const auto model = language::load(folder_ / "river.toml");
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    RunOptions options;
    options.output = folder_ / "out";
    const auto report = run(*model, options);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->exit_code, 3);
    EXPECT_NE(report->message.find("no steady state to set out from"), std::string::npos) << report->message;
}

TEST_F(SteadyTest, ARunMaySetOutFromADryBedOrUniformFlowInstead) {
    const auto dry = run_scenario("duration = \"1 min\"\ninitial = \"dry\"\n", loop);
    EXPECT_EQ(dry.water.initial, 0.0);
    EXPECT_LE(dry.water.relative_error, 1e-12);
    const auto uniform = run_scenario("duration = \"1 min\"\ninitial = \"uniform\"\n", loop);
    const auto steady = run_scenario("duration = \"1 min\"\n", loop);
    EXPECT_NEAR(uniform.water.initial / steady.water.initial, 1.0, 0.3);
}

TEST_F(SteadyTest, NamesItsInputsFromARelativePath) {
    std::ofstream(folder_ / "q.csv") << "time,q_m3_s\n2025-11-01T00:00:00+08:00,30\n2025-11-02T00:00:00+08:00,30\n";
    std::string river = backwater;
    const std::string constant = "discharge = \"30 m3/s\"";
    river.replace(river.find(constant), constant.size(), "discharge = { file = \"q.csv\" }");
    std::ofstream(folder_ / "river.toml") << frame << "duration = \"10 min\"\n" << river;
    const fs::path here = fs::current_path();
    fs::current_path(folder_);
    const auto model = language::load("river.toml");
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    RunOptions options;
    options.output = folder_ / "out";
    const auto report = run(*model, options);
    fs::current_path(here);
    ASSERT_TRUE(report);
    ASSERT_EQ(report->summary.inputs.size(), 2U);
    EXPECT_EQ(report->summary.inputs[0].path, "river.toml");
    EXPECT_EQ(report->summary.inputs[1].path, "q.csv");
}

TEST_F(SteadyTest, HasNoEndAndFollowsNoSources) {
    std::ofstream(folder_ / "river.toml") << frame << "steady = true\nduration = \"1 d\"\n"
                                          << backwater << "[[constituent]]\nname = \"salt\"\ntag_sources = true\n";
    const auto model = language::load(folder_ / "river.toml");
    ASSERT_FALSE(model);
    ASSERT_EQ(model.error().size(), 2U);
    EXPECT_EQ(model.error()[0].key, "time.duration");
    EXPECT_EQ(model.error()[1].key, "constituent[salt].tag_sources");
}

}  // namespace
}  // namespace liriver::scenarios::runner
