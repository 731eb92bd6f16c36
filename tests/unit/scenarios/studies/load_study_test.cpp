#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/tables/file.h"
#include "scenarios/studies/calibrate.h"
#include "scenarios/studies/member.h"
#include "tests/unit/scenarios/studies/twin_river.h"

namespace liriver::scenarios::studies {
namespace {

using testing::HasSubstr;

std::string problems_of(const TwinRiver& river) {
    const auto study = load_study(river.file("study.toml"));
    std::string all;
    if (!study)
        for (const auto& problem : study.error())
            all += to_string(problem) + "\n";
    return all;
}

TEST(LoadStudy, NamesEveryMistakeOfAllFilesAtOnce) {
    TwinRiver river("mistakes");
    river.write("observed.csv",
                "time,station,stage_m,discharge_m3_s\n2025-11-01T01:00:00+08:00,upper gauge,106,x\n"
                "2025-11-01T02:00:00,upper gauge,106,20\n2025-11-01T03:00:00+08:00,uper gauge,106,20\n");
    river.write("other.csv", "time,station,level\n2025-11-01T01:00:00+08:00,upper gauge,106\n");
    river.write("study.toml", study_head + parameter("a", "manning_n", "\"upper\"", 0.02, 0.08, 0.1) +
                                  parameter("b", "manning_n", "[\"upper\", \"middle\"]", 0.02, 0.08, 0.03) +
                                  parameter("c", "manning_n", "[]", 0.02, 0.08, 0.03) + "zone = \"reeds\"\n" +
                                  "[[observations]]\nname = \"gauges\"\nfile = \"observed.csv\"\nstage_error = 0.01\n"
                                  "[[observations]]\nname = \"others\"\nfile = \"other.csv\"\n");
    const std::string all = problems_of(river);
    EXPECT_THAT(all, HasSubstr("error[out-of-bounds]: parameter[a].start: found 0.1"));
    EXPECT_THAT(all,
                HasSubstr("error[same-number]: parameter[b].reaches: found manning_n of upper, which \"a\" is too"));
    EXPECT_THAT(all, HasSubstr("error[unknown-reach]: parameter[b].reaches: found \"middle\""));
    EXPECT_THAT(all, HasSubstr("error[unknown-zone]: parameter[c].zone: found \"reeds\""));
    EXPECT_THAT(all, HasSubstr("observed.csv:2:"));
    EXPECT_THAT(all, HasSubstr("observed.csv:3:"));
    EXPECT_THAT(all, HasSubstr("observed.csv:4:27: error[unknown-station]: station: found \"uper gauge\""));
    EXPECT_THAT(all, HasSubstr("did you mean upper gauge?"));
    EXPECT_THAT(all, HasSubstr("error[missing-key]: observations[gauges].discharge_error"));
    EXPECT_THAT(all, HasSubstr("other.csv:1: error[missing-column]: stage_m"));
}

TEST(LoadStudy, TellsOfTheScenariosMistakesToo) {
    TwinRiver river("scenario");
    river.write("river.toml", "schema = 1\n");
    river.write("observed.csv", "time,station,stage_m\n");
    river.write("study.toml", study_head + parameter("a", "manning_n", "\"upper\"", 0.02, 0.08, 0.1) +
                                  "[[observations]]\nname = \"gauges\"\nfile = \"observed.csv\"\nstage_error = 0.01\n");
    const std::string all = problems_of(river);
    EXPECT_THAT(all, HasSubstr("study.toml:11:9: error[out-of-bounds]"));
    EXPECT_THAT(all, HasSubstr("error[missing-table]: project"));
}

TEST(LoadStudy, PutsStagesOnTheModelsDatumAndLeavesOutTheWarmUp) {
    TwinRiver river("datum");
    std::string scenario = data::tables::read_file(river.file("river.toml")).value();
    scenario.replace(scenario.find("chainage = \"9 km\""), 17,
                     "chainage = \"9 km\"\ngauge_minus_model_m = 1.5\nassumed = true\n");
    river.write("river.toml", scenario);
    river.write("observed.csv",
                "time,station,stage_m,discharge_m3_s\n2025-11-01T01:00:00+08:00,upper gauge,106,30\n"
                "2025-11-01T05:00:00+08:00,upper gauge,107.25,40\n2025-11-01T06:00:00+08:00,upper gauge,,50\n"
                "2025-12-01T06:00:00+08:00,upper gauge,107,50\n");
    river.write("study.toml", study_head + parameter("a", "manning_n", "\"upper\"", 0.02, 0.08, 0.03) +
                                  "[[observations]]\nname = \"gauges\"\nfile = \"observed.csv\"\nstage_error = 0.01\n"
                                  "stage_datum = \"gauge\"\ndischarge_error = 3\ndischarge_error_relative = 0.1\n"
                                  "weight = 4\n[method]\nwarm_up = \"2 h\"\n");
    const auto study = load_study(river.file("study.toml"));
    ASSERT_TRUE(study) << problems_of(river);
    const Observations& observations = study->observations;
    ASSERT_EQ(observations.series.size(), 2U);
    EXPECT_EQ(observations.series[0].value, std::vector<double>{107.25 - 1.5});
    EXPECT_EQ(observations.series[0].time, std::vector<double>{5 * 3600.0});
    EXPECT_EQ(observations.series[1].value, (std::vector<double>{40.0, 50.0}));
    EXPECT_NEAR(observations.series[1].error[0], 5.0, 1e-12);  // 3 and 4 as root of the sum of squares
    EXPECT_EQ(observations.notes.size(), 4U);
    // A squared residual of weight 4 counts four times.
    const auto r = residuals(observations, {107.25 - 1.5 + 0.02, 40.0, 50.0});
    EXPECT_NEAR(r[0] * r[0], 4.0 * 4.0, 1e-9);
    EXPECT_EQ(r[1], 0.0);
}

}  // namespace
}  // namespace liriver::scenarios::studies
