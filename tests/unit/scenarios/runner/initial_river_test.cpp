// Given an [[initial]] of reaches, when a scenario sets out, then its first output holds that state to rounding, and
// what cannot be is told with its key.
#include <gmock/gmock.h>

#include <cmath>

#include "scenarios/runner/channel_model.h"
#include "tests/unit/scenarios/runner/initial_states.h"

namespace liriver::scenarios::runner {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string river = R"(schema = 1
[project]
name = "river"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00Z
duration = "20 min"
[output]
interval = "10 min"
[[reach]]
name = "main"
length = "2 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "150 m"
spacing = "50 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "main"
discharge = "5 m3/s"
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "main"
end = "downstream"
[[constituent]]
name = "NH3-N"
initial = 1
)";

class InitialOfARiver : public InitialTest {
  protected:
    [[nodiscard]] std::vector<double> level(const std::string& folder, const char* field, std::size_t number) const {
        const auto results = data::results::read_network(folder_ / folder / "network.nc");
        return results->values(*results->find(field), number).value();
    }
    [[nodiscard]] std::vector<double> chainages() const {
        return data::results::read_network(folder_ / "out" / "network.nc")->mesh().chainage;
    }
};

TEST_F(InitialOfARiver, ATableAlongAReachGivesLevelsDischargesAndConcentrations) {
    write("start.csv", "chainage_m,stage_m,discharge_m3_s,NH3-N_ug_L\n0,152,5,0\n1000,151,7,3000\n2000,149.5,9,3000\n");
    run_out(river + "[[initial]]\nname = \"profile\"\nreach = \"main\"\ntable = \"start.csv\"\n");
    const std::vector<double> chainage = chainages();
    const std::vector<double> stages = level("out", "stage", 0);
    const std::vector<double> ammonia = level("out", "NH3-N", 0);
    for (std::size_t i = 0; i < chainage.size(); ++i) {
        const double x = chainage[i];
        EXPECT_NEAR(stages[i], x <= 1000 ? 152 - x / 1000 : 151 - 1.5 * (x - 1000) / 1000, 1e-9);
        EXPECT_NEAR(ammonia[i], x <= 1000 ? 3 * x / 1000 : 3.0, 1e-9);
    }
    const std::vector<double> flow = level("out", "edge_discharge", 0);  // between two sections: the mean of both
    for (std::size_t e = 0; e < flow.size(); ++e)
        EXPECT_NEAR(flow[e], 5.0 + 4.0 * (chainage[e] + chainage[e + 1]) / 2.0 / 2000.0, 1e-6);
}

TEST_F(InitialOfARiver, WhatIsNotSaidIsAsTheSteadyStateHasIt) {
    run_out(river);
    std::filesystem::rename(folder_ / "out", folder_ / "before");
    run_out(river +
            "[[initial]]\nname = \"spill\"\nreach = \"main\"\nfrom_chainage = \"500 m\"\nto_chainage = "
            "\"800 m\"\nconcentration = { NH3-N = \"9 mg/L\" }\n");
    for (const char* field : {"stage", "discharge", "velocity"})
        EXPECT_EQ(level("out", field, 0), level("before", field, 0)) << field;
    const std::vector<double> chainage = chainages();
    const std::vector<double> ammonia = level("out", "NH3-N", 0);
    for (std::size_t i = 0; i < chainage.size(); ++i)
        EXPECT_NEAR(ammonia[i], chainage[i] >= 500 && chainage[i] <= 800 ? 9.0 : 1.0, 1e-12);
}

TEST_F(InitialOfARiver, AnotherRunsLastStateIsTaken) {
    write("start.csv", "chainage_m,stage_m,velocity_m_s\n0,152,0\n2000,150,1\n");
    run_out(river + "[[initial]]\nname = \"profile\"\nreach = \"main\"\ntable = \"start.csv\"\n");
    std::filesystem::rename(folder_ / "out", folder_ / "before");
    run_out(river + "[[initial]]\nname = \"go on\"\nrun = \"before/network.nc\"\n");
    const std::vector<double> stage = level("out", "stage", 0);
    const std::vector<double> was = level("before", "stage", 2);
    for (std::size_t i = 0; i < stage.size(); ++i)
        EXPECT_NEAR(stage[i], was[i], 1e-12);
}

// The reach runs to the east from (430000, 2790000): its chainage is the distance from there, and pixels of 500 m hold
// the sections of 500 m each.
TEST_F(InitialOfARiver, PolygonsAndRastersHoldTheSectionsThatLieInThem) {
    std::string placed = river;
    placed.replace(placed.find("upstream_bed"), 0, "upstream_point = [430000, 2790000]\ndirection = 90\n");
    write("dye.asc",
          "ncols 5\nnrows 2\nxllcorner 430000\nyllcorner 2789500\ncellsize 500\nNODATA_value -9999\n"
          "2 3 4 5 6\n2 3 4 5 6\n");
    run_out(placed + R"([[initial]]
name = "upper half"
polygon = [[429990, 2789000], [431010, 2789000], [431010, 2791000], [429990, 2791000]]
depth = 3
[[initial]]
name = "dye"
[[initial.raster]]
file = "dye.asc"
quantity = "NH3-N"
crs = "EPSG:32649"
)");
    const std::vector<double> chainage = chainages();
    const std::vector<double> depth = level("out", "depth", 0);
    const std::vector<double> ammonia = level("out", "NH3-N", 0);
    for (std::size_t i = 0; i < chainage.size(); ++i) {
        if (chainage[i] <= 1000.0)
            EXPECT_NEAR(depth[i], 3.0, 1e-9) << chainage[i];
        else
            EXPECT_LT(depth[i], 1.0) << chainage[i];
        if (std::fmod(chainage[i], 500.0) == 0.0)
            continue;  // on the line between two pixels it is in either
        EXPECT_NEAR(ammonia[i], 2.0 + std::floor(chainage[i] / 500.0), 1e-9) << chainage[i];
    }
}

TEST_F(InitialOfARiver, WhatCannotBeIsTold) {
    write("short.csv", "chainage_m,stage_m\n0,152\n1000,151\n");
    write("datum.csv", "chainage_m,stage_m\n0,52\n2000,50\n");
    write("columns.csv", "chainage_m,stage_m,NH3N\n0,152,1\n2000,150,1\n");
    const auto refusal = [&](const std::string& keys) {
        const auto model = load(river + "[[initial]]\nname = \"a\"\n" + keys);
        if (!model)
            return told(model.error());
        const auto built = build_channel_model(*model);
        return built ? std::string("none") : told(built.error());
    };
    EXPECT_THAT(refusal("reach = \"main\"\ntable = \"short.csv\"\n"),
                HasSubstr("20 sections without a value of stage, the first the section of main at 1050.0 m"));
    EXPECT_THAT(refusal("reach = \"main\"\ntable = \"datum.csv\"\n"),
                HasSubstr("41 sections with a level below the bed of stage"));
    EXPECT_THAT(refusal("reach = \"main\"\ntable = \"columns.csv\"\n"),
                AllOf(HasSubstr("columns.csv:1:20: error[unknown-column]: NH3N"), HasSubstr("did you mean NH3-N?")));
    EXPECT_THAT(refusal("reach = \"mian\"\nstage = 152\n"),
                AllOf(HasSubstr("unknown-reach"), HasSubstr("did you mean main?")));
    EXPECT_THAT(refusal("reach = \"main\"\nfrom_chainage = \"1 km\"\nto_chainage = \"3 km\"\ndepth = 1\n"),
                HasSubstr("initial[a].to_chainage: found 3000 m, expected at most the length of main"));
    EXPECT_THAT(refusal("polygon = [[0, 0], [9, 0], [9, 9]]\nstage = 152\n"),
                HasSubstr("initial[a].polygon: found the reach main, which has no place on a map"));
    EXPECT_THAT(refusal("velocity_x = 1\n"), HasSubstr("initial[a].velocity_x: found `velocity_x` on reaches"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
