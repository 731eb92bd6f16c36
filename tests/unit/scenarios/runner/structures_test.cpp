// Structures of a scenario as the run takes them: where they stand, what they join, what they pass.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>

#include "scenario_test.h"
#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

const std::string river = R"(schema = 1
[project]
name = "structures"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "4 h"
[[reach]]
name = "main"
length = "6 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "150 m"
spacing = "300 m"
manning_n = 0.03
[[reach]]
name = "side"
length = "3 km"
slope = 0.001
bottom_width = "5 m"
upstream_bed = "146 m"
spacing = "300 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "main"
end = "upstream"
discharge = "5 m3/s"
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "main"
end = "downstream"
[[boundary]]
name = "side outlet"
kind = "normal_depth"
reach = "side"
end = "downstream"
)";

class StructuresTest : public ScenarioTest {
  protected:
    [[nodiscard]] tl::expected<language::Model, data::tables::Problems> load(const std::string& structures) const {
        return ScenarioTest::load(river + structures);
    }
};

TEST_F(StructuresTest, StandSideBySideAndPassTheRiverTogether) {
    const auto model = load(R"([[structure]]
name = "dam"
kind = "overflow_dam"
reach = "main"
chainage = 3000
crest_height_above_bed = 2
width = 10
design_head = 1.5
[[structure]]
name = "gate"
kind = "sluice_gate"
reach = "main"
chainage = 3000
crest_height_above_bed = 0
width = 4
opening = 0.3
)");
    ASSERT_TRUE(model);
    RunOptions options;
    options.output = folder_ / "out";
    const auto report = run(*model, options);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->exit_code, 0) << report->message;
    EXPECT_LE(report->summary.water.relative_error, 1e-10);
    std::ifstream rows(folder_ / "out" / "structures.csv");
    double together = 0.0;
    int count = 0;
    for (std::string line; std::getline(rows, line);)
        if (line.find("T20:00:00Z") != std::string::npos) {  // the last of the four hours
            std::size_t at = 0;
            for (int comma = 0; comma < 4; ++comma)
                at = line.find(',', at) + 1;
            together += std::stod(line.substr(at));
            ++count;
        }
    EXPECT_EQ(count, 2);
    EXPECT_NEAR(together, 5.0, 1e-3);  // steady: what comes down the river goes through both
}

TEST_F(StructuresTest, LeadFromPlaceToPlaceAndOut) {
    const auto model = load(R"([[structure]]
name = "pump"
kind = "pump"
from = { reach = "side", chainage = 2000 }
to = { reach = "main", chainage = 1000 }
capacity = 1
stop_stage = 145
start_stage = 145.5
[[structure]]
name = "off-take"
kind = "diversion"
reach = "main"
chainage = 3000
share = 0.2
)");
    ASSERT_TRUE(model);
    const auto built = build_channel_model(*model);
    ASSERT_TRUE(built);
    ASSERT_EQ(built->mesh.links.size(), 2U);
    const auto& pump = built->mesh.links[0];
    EXPECT_TRUE(pump.side);
    EXPECT_EQ(built->reach_names[built->nodes[pump.left].reach], "side");
    EXPECT_EQ(built->reach_names[built->nodes[pump.right].reach], "main");
    EXPECT_EQ(built->nodes[pump.left].chainage, 2100.0);  // the nearest section
    EXPECT_EQ(pump.setting, 1.0);
    EXPECT_EQ(built->mesh.links[1].right, solver::channel::outside);
    EXPECT_EQ(built->links[1].share, 0.2);
    RunOptions options;
    options.output = folder_ / "out";
    const auto report = run(*model, options);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->exit_code, 0) << report->message;
    EXPECT_LE(report->summary.water.relative_error, 1e-10);
    EXPECT_NEAR(report->summary.water.outflow, 5.0 * 4 * 3600.0, 50.0);  // a fifth of it through the off-take
}

TEST_F(StructuresTest, WhatDoesNotFitItsKindIsRefusedAllAtOnce) {
    const auto model = load(R"([[structure]]
name = "gate"
kind = "sluice_gate"
reach = "main"
chainage = 3000
crest = 148
radius = 3
[[structure]]
name = "pipe"
kind = "culvert"
from = { reach = "main", chainage = 1000 }
to = { reach = "side", chainage = 1000 }
height = 1
width = 2
length = 10
invert_upstream = 150
invert_downstream = 149
)");
    ASSERT_FALSE(model);
    std::vector<std::string> said;
    for (const auto& problem : model.error())
        said.push_back(problem.code + " " + problem.key);
    EXPECT_THAT(
        said, testing::UnorderedElementsAre("missing-key structure[gate].width", "missing-key structure[gate].opening",
                                            "not-used structure[gate].radius", "not-used structure[pipe].width"));
}

TEST_F(StructuresTest, ASillBelowTheBedIsRefused) {
    const auto model = load(R"([[structure]]
name = "weir"
reach = "main"
chainage = 3000
crest = 140
)");
    ASSERT_TRUE(model);
    const auto built = build_channel_model(*model);
    ASSERT_FALSE(built);
    ASSERT_EQ(built.error().size(), 1U);
    EXPECT_EQ(built.error()[0].code, "below-the-bed");
    EXPECT_THAT(built.error()[0].expected, HasSubstr("147.000 m"));
}

// An off-take takes its share of the river's 5 m3/s; a rule that opens it by half, half of that.
TEST_F(StructuresTest, ARuleOpensAnOffTakeByAPartOfItsShare) {
    const auto report = run_well(river + R"([[structure]]
name = "off-take"
kind = "diversion"
reach = "main"
chainage = 3000
share = 0.2
[[rule]]
name = "half"
structure = "off-take"
setting = 0.5
)");
    EXPECT_LE(report.summary.water.relative_error, 1e-12);
    std::ifstream table(folder_ / "out" / "structures.csv");
    std::string last_row;  // time_utc,time_local,structure,kind,discharge_m3_s,setting,...
    for (std::string line; std::getline(table, line);)
        last_row = line;
    double discharge = 0.0;
    double setting = 0.0;
    ASSERT_EQ(std::sscanf(last_row.c_str(), "%*[^,],%*[^,],off-take,diversion,%lf,%lf", &discharge, &setting), 2)
        << last_row;
    EXPECT_EQ(setting, 0.5);
    EXPECT_NEAR(discharge, 0.5 * 0.2 * 5.0, 0.005);
}

}  // namespace
}  // namespace liriver::scenarios::runner
