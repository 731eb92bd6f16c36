// Given sections too far apart for the water surface, when a river is run, then cells between them make the depths at
// them right, and nothing else of the results shows that they are there.
#include "scenarios/runner/computational_cells.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "scenario_test.h"
#include "tests/verification/river/gradually_varied.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

// A brook of 1 %, 20 m wide, 5 m3/s: 0.254 m deep, critical at 0.185 m.
const tests::RectangularFlow brook{5.0, 20.0, 0.04, 0.01};
const std::string steep = R"(slope = 0.01
bottom_width = "20 m"
upstream_bed = "200 m"
manning_n = 0.04
[[boundary]]
name = "head"
kind = "discharge"
reach = "r"
discharge = "5 m3/s"
[[boundary]]
name = "end"
reach = "r"
end = "downstream"
)";
const std::string steady = "steady = true\n";

std::string brook_of(const std::string& time, const std::string& spacing, const std::string& end) {
    return R"(schema = 1
[project]
name = "brook"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00Z
)" + time + "[[reach]]\nname = \"r\"\nlength = \"6 km\"\nspacing = \"" +
           spacing + "\"\n" + steep + end;
}

class ComputationalCellsTest : public ScenarioTest {
  protected:
    // Cells above each section: how many lie between it and the next.
    [[nodiscard]] std::vector<std::size_t> put_in(const std::string& scenario) const {
        const auto model = load(scenario);
        EXPECT_TRUE(model) << to_string(model.error().at(0));
        const auto refined = refine_channel_model(*model);
        EXPECT_TRUE(refined);
        std::vector<std::size_t> counts;
        for (const auto& places : refined->between)
            counts.push_back(places.size());
        return counts;
    }
    [[nodiscard]] std::string content(const std::string& file) const {
        std::ifstream in(folder_ / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

std::size_t sum(const std::vector<std::size_t>& counts) {
    std::size_t all = 0;
    for (const std::size_t count : counts)
        all += count;
    return all;
}

TEST_F(ComputationalCellsTest, DepthsAboveAStageEndAreThoseOfTheIntegratedProfile) {
    for (const double spacing : {50.0, 100.0}) {
        const RunReport report =
            run_well(brook_of(steady, std::to_string(spacing) + " m", "kind = \"stage\"\nstage = \"141 m\"\n"));
        ASSERT_TRUE(report.summary.steady);
        const std::vector<double> depth = last("depth");
        ASSERT_EQ(depth.size(), static_cast<std::size_t>(6000.0 / spacing) + 1);
        for (std::size_t k = 1; k < depth.size(); ++k) {
            const double right = brook.upstream_of(1.0, static_cast<double>(k) * spacing);
            EXPECT_NEAR(depth[depth.size() - 1 - k] / right, 1.0, k == 1 ? 0.03 : 0.01) << spacing << ' ' << k;
        }
    }
}

TEST_F(ComputationalCellsTest, DepthsAboveAMouthAreThoseOfTheIntegratedProfile) {
    const std::string stem = R"([[reach]]
name = "river"
length = "10 km"
slope = 0.0003
bottom_width = "60 m"
upstream_bed = "141.5 m"
spacing = "500 m"
manning_n = 0.03
[[boundary]]
name = "river head"
kind = "discharge"
reach = "river"
discharge = "60 m3/s"
[[boundary]]
name = "river end"
kind = "normal_depth"
reach = "river"
end = "downstream"
)";
    std::string brook_to_it = brook_of(steady, "50 m", "");
    const std::string own_end = "[[boundary]]\nname = \"end\"\nreach = \"r\"\nend = \"downstream\"\n";
    brook_to_it.erase(brook_to_it.find(own_end), own_end.size());
    brook_to_it.insert(brook_to_it.find("slope = "), "joins = \"river\"\njoins_chainage = \"5 km\"\n");
    const RunReport report = run_well(brook_to_it + stem);
    ASSERT_TRUE(report.summary.steady);
    const auto results = data::results::read_network(folder_ / "out" / "network.nc");
    const auto& mesh = results->mesh();
    const std::vector<double> all = last("depth");
    std::vector<double> depth;  // along the brook
    for (std::size_t i = 0; i < all.size(); ++i)
        if (mesh.reach_names[static_cast<std::size_t>(mesh.reach[i])] == "r")
            depth.push_back(all[i]);
    ASSERT_EQ(depth.size(), 121U);
    ASSERT_GT(depth.back(), 1.2);  // the stem backs it up
    for (std::size_t k = 1; k < depth.size(); ++k)
        EXPECT_NEAR(depth[120 - k] / brook.upstream_of(depth.back(), 50.0 * static_cast<double>(k)), 1.0,
                    k == 1 ? 0.03 : 0.01)
            << k;
}

TEST_F(ComputationalCellsTest, TheyStandOnlyWhereTheProfileNeedsThem) {
    const auto stage_end = put_in(brook_of(steady, "200 m", "kind = \"stage\"\nstage = \"141 m\"\n"));
    ASSERT_EQ(stage_end.size(), 31U);
    EXPECT_GE(stage_end[29], 2U);  // the last 200 m, in which the pool ends
    EXPECT_LE(stage_end[29], 8U);
    EXPECT_EQ(sum(stage_end), stage_end[29]);
    EXPECT_EQ(sum(put_in(brook_of(steady, "200 m", "kind = \"normal_depth\"\n"))), 0U);
    // the pool of a weir 1.5 m high reaches 130 m up; between the sections beside the weir none can be
    const auto pool = put_in(brook_of(steady, "200 m",
                                      "kind = \"normal_depth\"\n[[structure]]\nname = \"w\"\nkind = \"weir\"\n"
                                      "reach = \"r\"\nchainage = \"3100 m\"\n"
                                      "crest_height_above_bed = \"1.5 m\"\nwidth = \"20 m\"\n"));
    EXPECT_GE(pool[14], 2U);
    EXPECT_EQ(sum(pool), pool[14]);
}

TEST_F(ComputationalCellsTest, AGentleBackwaterNeedsNone) {
    // The change from section to section is above 5 % of depth, and second order resolves it: b 10, S 0.001
    std::string gentle = brook_of(steady, "500 m", "kind = \"stage\"\nstage = \"198 m\"\n");
    const auto put = [&gentle](const std::string& from, const std::string& to) {
        gentle.replace(gentle.find(from), from.size(), to);
    };
    put("slope = 0.01", "slope = 0.001");
    put("manning_n = 0.04", "manning_n = 0.025");
    put("\"5 m3/s\"", "\"30 m3/s\"");
    put("\"20 m\"", "\"10 m\"");
    EXPECT_EQ(sum(put_in(gentle)), 0U);
}

TEST_F(ComputationalCellsTest, TheKeyTurnsThemOff) {
    const std::string river = brook_of(steady, "200 m", "kind = \"stage\"\nstage = \"141 m\"\n");
    const auto model = load(river + "[network]\ncomputational_cells = \"none\"\n");
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    const auto built = build_channel_model(*model);
    ASSERT_TRUE(built);
    EXPECT_EQ(built->mesh.cell_count(), 31);
    EXPECT_TRUE(built->notes.empty());
}

TEST_F(ComputationalCellsTest, APoolThatOnlyComesLaterHasItsCellsFromTheStart) {
    write("pool.csv", "time,z_m\n2025-11-01T00:00:00Z,140.26\n2025-11-02T00:00:00Z,141\n");
    const auto later =
        put_in(brook_of("duration = \"1 d\"\n", "200 m", "kind = \"stage\"\nstage = { file = \"pool.csv\" }\n"));
    EXPECT_GE(later[29], 2U);
    // while a run that ends before the pool comes needs none
    write("pool.csv", "time,z_m\n2025-11-01T00:00:00Z,140.26\n2025-11-01T23:00:00Z,140.26\n2025-11-02T00:00:00Z,141\n");
    EXPECT_EQ(
        sum(put_in(brook_of("duration = \"12 h\"\n", "200 m", "kind = \"stage\"\nstage = { file = \"pool.csv\" }\n"))),
        0U);
}

TEST_F(ComputationalCellsTest, ResultsStayAtTheSectionsAndEveryBalanceHolds) {
    write("flow.csv", "time,q_m3_s\n2025-11-01T00:00:00Z,5\n2025-11-01T02:00:00Z,25\n2025-11-01T12:00:00Z,5\n");
    std::string river = brook_of("duration = \"12 h\"\n", "200 m",
                                 "kind = \"stage\"\nstage = \"141 m\"\n[[station]]\nname = \"s\"\nreach = \"r\"\n"
                                 "chainage = \"5870 m\"\n[[constituent]]\nname = \"salt\"\ninitial = 7\n");
    const std::string constant = "discharge = \"5 m3/s\"";
    river.replace(river.find(constant), constant.size(),
                  "discharge = { file = \"flow.csv\" }\nconcentration = { salt = 7 }");
    const RunReport report = run_well(river);
    const auto results = data::results::read_network(folder_ / "out" / "network.nc");
    ASSERT_TRUE(results);
    const auto& mesh = results->mesh();
    ASSERT_EQ(mesh.chainage.size(), 31U);
    for (std::size_t i = 0; i < 31; ++i)
        EXPECT_NEAR(mesh.chainage[i], 200.0 * static_cast<double>(i), 1e-9);
    ASSERT_EQ(mesh.edge_from.size(), 30U);
    for (std::int32_t i = 0; i < 30; ++i) {
        EXPECT_EQ(mesh.edge_from[static_cast<std::size_t>(i)], i);
        EXPECT_EQ(mesh.edge_to[static_cast<std::size_t>(i)], i + 1);
    }
    EXPECT_EQ(last("edge_discharge").size(), 30U);
    EXPECT_LE(report.summary.water.relative_error, 1e-12);
    const auto& salt = report.summary.constituents.at(0);
    EXPECT_LE(salt.relative_error, 1e-12);
    EXPECT_NEAR(salt.minimum, 7.0, 7e-12);
    EXPECT_NEAR(salt.maximum, 7.0, 7e-12);
    // the station stands at the nearest section of the river's own, 5800 m
    const std::string stations = content("out/stations.csv");
    EXPECT_THAT(stations, HasSubstr(",s,"));
    ASSERT_EQ(mesh.places.size(), 1U);
    EXPECT_EQ(mesh.places[0].x, mesh.node_x[29]);
    EXPECT_EQ(mesh.places[0].y, mesh.node_y[29]);
    // and the run says how many there are and where
    const auto& events = report.summary.events;
    EXPECT_TRUE(std::any_of(events.begin(), events.end(), [](const auto& event) {
        return event.message.find("on r (5800 to 6000 m)") != std::string::npos;
    }));
}

TEST_F(ComputationalCellsTest, ARestartHasTheSameCellsAndTheSameBits) {
    const std::string river = brook_of("duration = \"4 h\"\n", "200 m", "kind = \"stage\"\nstage = \"141 m\"\n") +
                              "[output]\ncheckpoint_interval = \"2 h\"\n";
    const auto model = load(river);
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    const auto run_to = [&](const language::Model& what, const std::string& out, bool half, const std::string& from) {
        RunOptions options;
        options.output = folder_ / out;
        if (half)
            options.until = data::tables::after(*what.scenario.time.start, 7200.0);
        if (!from.empty())
            options.restart = folder_ / from / "checkpoint.h5";
        const auto report = run(what, options);
        EXPECT_TRUE(report) << to_string(report.error().at(0));
    };
    run_to(*model, "whole", false, "");
    run_to(*model, "first", true, "");
    run_to(*model, "second", false, "first");
    EXPECT_TRUE(content("whole/checkpoint.h5") == content("second/checkpoint.h5"));
    // A flood that is foretold now would have asked for other cells; the run goes on with those it has.
    write("flow.csv", "time,q_m3_s\n2025-11-01T00:00:00Z,5\n2025-11-01T02:00:00Z,5\n2025-11-01T04:00:00Z,120\n");
    std::string flood = river;
    const std::string constant = "discharge = \"5 m3/s\"";
    flood.replace(flood.find(constant), constant.size(), "discharge = { file = \"flow.csv\" }");
    const auto other = load(flood);
    ASSERT_TRUE(other) << to_string(other.error().at(0));
    run_to(*other, "third", false, "first");
}

TEST_F(ComputationalCellsTest, ThereAreNeverMoreThanAllowedAndTheRunSaysSo) {
    std::string weirs = "kind = \"normal_depth\"\n";
    for (int k = 1; k < 29; ++k)
        weirs += "[[structure]]\nname = \"w" + std::to_string(k) +
                 "\"\nkind = \"weir\"\nreach = \"r\"\nchainage = " + std::to_string(200 * k + 150) +
                 "\ncrest_height_above_bed = \"1.2 m\"\nwidth = \"20 m\"\n";
    // pools from weir to weir, with three more sections in each
    const auto model = load(brook_of(steady, "50 m", weirs));
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    const auto refined = refine_channel_model(*model);
    ASSERT_TRUE(refined);
    EXPECT_LE(refined->model.put_in.size(), 100U);
    EXPECT_EQ(refined->model.mesh.cell_count(), 121 + static_cast<int>(refined->model.put_in.size()));
    const auto& notes = refined->model.notes;
    ASSERT_FALSE(notes.empty());
    EXPECT_THAT(notes.back(), HasSubstr("at most 100 are put in"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
