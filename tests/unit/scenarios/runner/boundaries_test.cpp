// Given what a scenario says of a river's lower end, when it runs, then the water stands there as that law has it. The
// river: 5 m3/s on 6 km, 10 m wide between upright walls, n = 0.03, S = 0.001.

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "scenario_test.h"
#include "scenarios/runner/last_change.h"

namespace liriver::scenarios::runner {
namespace {

const std::string river = R"(schema = 1
[project]
name = "boundaries"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "1 h"
[[reach]]
name = "main"
length = "6 km"
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
[[station]]
name = "end"
reach = "main"
chainage = "6 km"
[[boundary]]
name = "outlet"
reach = "main"
)";

class BoundariesTest : public ScenarioTest {
  protected:
    /// Depths from the head to the end once the hour has passed.
    [[nodiscard]] std::vector<double> depths_with(const std::string& outlet) const {
        const RunReport report = run_well(river + outlet);
        if (HasFailure())
            return {};
        EXPECT_LE(report.summary.water.relative_error, 1e-12);
        return last("depth");
    }
};

double normal_depth() {
    double y = 0.7;
    for (int k = 0; k < 100; ++k)
        y = std::pow(5.0 * 0.03 / std::sqrt(0.001), 0.6) * std::pow(10.0 + 2.0 * y, 0.4) / 10.0;
    return y;
}

TEST_F(BoundariesTest, AFreeOutfallIsCritical) {
    const auto depth = depths_with("kind = \"free_outfall\"\nend = \"downstream\"\n");
    ASSERT_FALSE(depth.empty());
    EXPECT_NEAR(depth.back(), std::cbrt(0.5 * 0.5 / 9.81), 1e-4);  // h_c = (q^2/g)^(1/3)
    EXPECT_NEAR(depth[depth.size() / 2], normal_depth(), 1e-4);    // and 3 km up nothing is felt of it
}

TEST_F(BoundariesTest, ANormalDepthIsMannings) {
    const auto depth = depths_with("kind = \"normal_depth\"\nend = \"downstream\"\n");
    ASSERT_FALSE(depth.empty());
    EXPECT_NEAR(depth.back(), normal_depth(), 1e-4);
}

TEST_F(BoundariesTest, ARatingThatEndsBelowTheWaterIsSaidToGoOn) {
    write("rating.csv", "stage_m,discharge_m3_s\n144,0\n144.4,2\n");  // 5 m3/s: 1 m on the line
    const auto model = load(river + "kind = \"rating\"\nend = \"downstream\"\nrating = \"rating.csv\"\n");
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    RunOptions options;
    options.output = folder_ / "out";
    const auto report = run(*model, options);
    ASSERT_TRUE(report);
    const auto& events = report->summary.events;
    EXPECT_TRUE(std::any_of(events.begin(), events.end(), [&](const auto& event) {
        return event.message.find("last row of a rating") != std::string::npos && event.count == report->summary.steps;
    }));
}

const data::results::BoundaryAccount* account_of(const data::results::Summary& summary, const std::string& name) {
    for (const auto& boundary : summary.boundaries)
        if (boundary.name == name)
            return &boundary;
    return nullptr;
}

bool told(const data::results::Summary& summary, const std::string& words) {
    return std::any_of(summary.events.begin(), summary.events.end(),
                       [&](const auto& event) { return event.message.find(words) != std::string::npos; });
}

// What comes in is positive at either end: 3 m3/s drawn out at the lower end of a river of 5 is -3.
TEST_F(BoundariesTest, ADischargeDrawnAtTheLowerEndIsNegativeAndIsCounted) {
    std::string drawing = river + "kind = \"discharge\"\nend = \"downstream\"\ndischarge = \"-5 m3/s\"\n";
    drawing.replace(drawing.find("duration = \"1 h\""), 16, "duration = \"1 h\"\ninitial = \"uniform\"");
    const RunReport report = run_well(drawing);
    const auto* outlet = account_of(report.summary, "outlet");
    ASSERT_NE(outlet, nullptr);
    EXPECT_NEAR(outlet->outflow, 5.0 * 3600.0, 1e-6);
    EXPECT_EQ(outlet->inflow, 0.0);
    EXPECT_EQ(outlet->not_drawn, 0.0);
    EXPECT_EQ(outlet->end, "downstream");
    EXPECT_NEAR(account_of(report.summary, "head")->inflow, 5.0 * 3600.0, 1e-6);
}

TEST_F(BoundariesTest, APositiveDischargeAtTheLowerEndComesInAndIsSaid) {
    std::string filling = river + "kind = \"discharge\"\nend = \"downstream\"\ndischarge = \"2 m3/s\"\n";
    filling.replace(filling.find("duration = \"1 h\""), 16, "duration = \"1 h\"\ninitial = \"uniform\"");
    const RunReport report = run_well(filling);
    EXPECT_NEAR(account_of(report.summary, "outlet")->inflow, 2.0 * 3600.0, 1e-6);
    EXPECT_TRUE(told(report.summary, "brings up to 2 m3/s in at the lower end of main"));
}

// What is not there is not drawn: of 8 m3/s asked for two days the river's 5 and what it holds leave, and no more.
TEST_F(BoundariesTest, WhatIsNotThereIsNotDrawn) {
    for (const char* start : {"uniform", "steady"}) {
        std::string drawing = river + "kind = \"discharge\"\nend = \"downstream\"\ndischarge = \"-8 m3/s\"\n";
        drawing.replace(drawing.find("duration = \"1 h\""), 16,
                        std::string("duration = \"2 d\"\ninitial = \"") + start + "\"");
        const RunReport report = run_well(drawing);
        const auto& water = report.summary.water;
        EXPECT_LE(water.relative_error, 1e-12) << start;
        const auto* outlet = account_of(report.summary, "outlet");
        ASSERT_NE(outlet, nullptr) << start;
        EXPECT_NEAR(outlet->outflow + outlet->not_drawn, 8.0 * 2.0 * 86400.0, 1.0) << start;
        EXPECT_LT(outlet->outflow, 5.0 * 2.0 * 86400.0 + water.initial) << start;
        EXPECT_GT(outlet->hours_short, 40.0) << start;
        EXPECT_TRUE(told(report.summary, "boundary outlet was to draw")) << start;
        // then the end is a free outfall: critical, h_c = (q^2/g)^(1/3)
        EXPECT_NEAR(last("depth").back(), std::cbrt(0.5 * 0.5 / 9.81), 1e-3) << start;
    }
}

// At the head too, where the river's 5 m3/s turn into 50 that are to be drawn.
TEST_F(BoundariesTest, WaterDrawnAtTheHeadIsLimitedToo) {
    write("q.csv",
          "time,q_m3_s\n2025-11-01T00:00:00+08:00,5\n2025-11-01T00:20:00+08:00,5\n2025-11-01T00:40:00+08:00,-50\n"
          "2025-11-01T02:00:00+08:00,-50\n");
    std::string drawing = river + "kind = \"normal_depth\"\nend = \"downstream\"\n";
    drawing.replace(drawing.find("discharge = \"5 m3/s\""), 20, "discharge = { file = \"q.csv\" }");
    const RunReport report = run_well(drawing);
    ASSERT_FALSE(HasFailure());
    EXPECT_GT(account_of(report.summary, "head")->not_drawn, 0.0);
    EXPECT_LE(report.summary.water.relative_error, 1e-12);
}

// 5 m3/s of 2 mg/L over the end for an hour of a river that holds 2 mg/L: 36 kg, 864 kg a day.
TEST_F(BoundariesTest, AmountsAreCountedAtEachEndAndPastEachStation) {
    std::string carrying = river + "kind = \"normal_depth\"\nend = \"downstream\"\n";
    carrying.replace(carrying.find("discharge = \"5 m3/s\""), 20,
                     "discharge = \"5 m3/s\"\nconcentration = { NH3-N = 2 }");
    carrying += "[[constituent]]\nname = \"NH3-N\"\ninitial = 2\n";
    const RunReport report = run_well(carrying);
    const auto* head = account_of(report.summary, "head");
    const auto* outlet = account_of(report.summary, "outlet");
    ASSERT_EQ(head->constituents.size(), 1U);
    EXPECT_NEAR(head->constituents[0].inflow, 36.0, 1e-6);
    EXPECT_NEAR(outlet->constituents[0].outflow, 36.0, 1e-3);
    EXPECT_NEAR(head->constituents[0].inflow + outlet->constituents[0].inflow, report.summary.constituents.at(0).inflow,
                1e-9);
    EXPECT_NEAR(outlet->constituents[0].outflow, report.summary.constituents.at(0).outflow, 1e-9);
    const auto& loads = report.summary.stations.at(0).loads;
    ASSERT_EQ(loads.size(), 1U);
    EXPECT_NEAR(loads[0].downstream, 36.0, 1e-3);
    EXPECT_NEAR(loads[0].downstream_a_day, 864.0, 0.03);
    EXPECT_EQ(loads[0].upstream, 0.0);
    EXPECT_FALSE(told(report.summary, "without a concentration"));
}

TEST_F(BoundariesTest, WaterWithoutAConcentrationIsSaid) {
    const RunReport report = run_well(river +
                                      "kind = \"normal_depth\"\nend = \"downstream\"\n[[constituent]]\nname = "
                                      "\"NH3-N\"\ninitial = 2\n");
    EXPECT_TRUE(
        told(report.summary, "1.8e+04 m3 came in without a concentration of NH3-N and carried none: boundary head"));
}

TEST_F(BoundariesTest, AStationAtAnIntakeSaysWhatItShows) {
    const auto model = load(river +
                            "kind = \"normal_depth\"\nend = \"downstream\"\n[[abstraction]]\nname = \"works\"\n"
                            "reach = \"main\"\nchainage = \"6 km\"\ndemand = \"1 m3/s\"\n");
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    const auto built = build_channel_model(*model);
    ASSERT_TRUE(built);
    EXPECT_TRUE(std::any_of(built->notes.begin(), built->notes.end(), [](const std::string& note) {
        return note.find("station end stands at the section of works") != std::string::npos;
    }));
}

// Sections stand every 50 m (`spacing`): 5020 m is nearest to that at 5000 m.
TEST_F(BoundariesTest, AStationAwayFromItsSectionSaysHowFar) {
    std::string away = river + "kind = \"normal_depth\"\nend = \"downstream\"\n";
    away += "[[station]]\nname = \"bridge\"\nreach = \"main\"\nchainage = \"5020 m\"\n";
    const auto model = load(away);
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    const auto built = build_channel_model(*model);
    ASSERT_TRUE(built);
    EXPECT_THAT(built->notes,
                testing::Contains("stations show the sections nearest to them: bridge that at 5000 m of main, 20 m "
                                  "upstream"));
    EXPECT_THAT(built->notes, testing::Not(testing::Contains(testing::HasSubstr("end that at"))));
}

// An outfall that is a load alone brings no water: the discharge there is one; a dam's release does.
TEST_F(BoundariesTest, AStationAtALoadIsNotSaidToStandWhereTheDischargeChanges) {
    const std::string open = river +
                             "kind = \"normal_depth\"\nend = \"downstream\"\n[[constituent]]\nname = "
                             "\"NH3-N\"\n[[outfall]]\nname = \"drain\"\nreach = \"main\"\nchainage = \"6 km\"\n";
    const auto notes = [&](const std::string& more) {
        const auto model = load(open + more);
        EXPECT_TRUE(model) << to_string(model.error().at(0));
        const auto built = build_channel_model(*model);
        EXPECT_TRUE(built);
        return built ? built->notes : std::vector<std::string>{};
    };
    EXPECT_THAT(notes("load = { NH3-N = \"1 g/s\" }\n"), testing::Not(testing::Contains(testing::HasSubstr("drain"))));
    EXPECT_THAT(notes("discharge = \"1 m3/s\"\nconcentration = { NH3-N = 5 }\n"),
                testing::Contains(testing::HasSubstr("stands at the section of drain")));
}

// 5 m3/s in walls of 0.1 m: a steady run says that water stands above them, as the run over time does.
TEST_F(BoundariesTest, ASteadyRunWarnsOfWhatARunOverTimeWarnsOf) {
    std::string low = river + "kind = \"normal_depth\"\nend = \"downstream\"\n";
    low.replace(low.find("manning_n = 0.03"), 16, "manning_n = 0.03\nbank_height = \"0.1 m\"");
    EXPECT_TRUE(told(run_well(low).summary, "water above the ends of a section"));
    low.replace(low.find("duration = \"1 h\""), 16, "steady = true");
    EXPECT_TRUE(told(run_well(low).summary, "water above the ends of a section"));
}

// When nothing converges, the row that changed last is named: here the jump from 3.5 to 900 m3/s towards line 4.
TEST_F(BoundariesTest, TheRowThatChangedLastIsNamed) {
    write("q.csv",
          "time,q_m3_s\n2025-11-01T00:00:00+08:00,3.5\n2025-11-01T00:20:00+08:00,3.5\n"
          "2025-11-01T00:30:00+08:00,900\n2025-11-01T02:00:00+08:00,900\n");
    std::string text = river + "kind = \"normal_depth\"\nend = \"downstream\"\n";
    text.replace(text.find("discharge = \"5 m3/s\""), 20, "discharge = { file = \"q.csv\" }");
    const auto model = load(text);
    ASSERT_TRUE(model) << to_string(model.error().at(0));
    const auto built = build_channel_model(*model);
    ASSERT_TRUE(built);
    EXPECT_EQ(last_change_near(*built, 3, 600.0), "");
    EXPECT_EQ(last_change_near(*built, 3, 1500.0), "boundary head goes from 3.5 (q.csv:3) to 900 (q.csv:4)");
    EXPECT_EQ(last_change_near(*built, 3, 3000.0), "boundary head went from 3.5 (q.csv:3) to 900 (q.csv:4)");
}

TEST_F(BoundariesTest, AFreeOutfallIsNotAtAHead) {
    const auto model = load(river + "kind = \"free_outfall\"\nend = \"upstream\"\n");
    ASSERT_FALSE(model);
    EXPECT_TRUE(std::any_of(model.error().begin(), model.error().end(),
                            [](const auto& problem) { return problem.code == "wrong-end"; }));
}

}  // namespace
}  // namespace liriver::scenarios::runner
