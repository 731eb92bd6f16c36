#include "scenarios/studies/calibrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <nlohmann/json.hpp>

#include "data/tables/file.h"
#include "scenarios/studies/member.h"
#include "solver/assimilation/least_squares.h"
#include "tests/unit/scenarios/studies/twin_river.h"

namespace liriver::scenarios::studies {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

constexpr double stage_error = 0.01;     // m
constexpr double discharge_error = 0.5;  // m3/s

std::string text_of(const std::filesystem::path& file) { return data::tables::read_file(file).value_or("unreadable"); }

std::string flood_study() {
    return study_head + parameter("n upper", "manning_n", "\"upper\"", 0.015, 0.09, 0.025) +
           parameter("n lower", "manning_n", "\"lower\"", 0.015, 0.09, 0.025) +
           parameter("width", "width_factor", "[\"upper\", \"lower\"]", 0.5, 2.0, 1.0) +
           "[[observations]]\nname = \"gauges\"\nfile = \"observed.csv\"\nstage_error = 0.01\ndischarge_error = 0.5\n"
           "[method]\nwarm_up = \"2 h\"\n";
}

Calibration run_study(const TwinRiver& river, const std::string& output, int processes = 2) {
    const auto study = load_study(river.file("study.toml"));
    EXPECT_TRUE(study) << (study ? "" : to_string(study.error().front()));
    StudyOptions options;
    options.output = river.file(output);
    options.processes = processes;
    auto result = calibrate(study.value(), options);
    EXPECT_TRUE(result);
    EXPECT_EQ(result->exit_code, 0) << result->message;
    return std::move(result).value();
}

// Given observations made with known parameters and known errors, the parameters come back within their intervals, and
// what is left of the misfit is the errors.
TEST(Calibrate, ATwinComesBackWithinItsConfidenceIntervals) {
    TwinRiver river("comes back");
    const Truth truth;
    river.observe(truth, stage_error, discharge_error);
    river.write("study.toml", flood_study());
    const Calibration result = run_study(river, "out");

    EXPECT_TRUE(result.converged) << result.search;
    const double expected[] = {truth.n_upper, truth.n_lower, truth.width};
    ASSERT_EQ(result.parameters.size(), 3U);
    for (std::size_t j = 0; j < 3; ++j) {
        const FittedParameter& p = result.parameters[j];
        EXPECT_LT(p.low, expected[j]) << p.asked.name;
        EXPECT_GT(p.high, expected[j]) << p.asked.name;
        EXPECT_LT(p.high / p.low, 1.05) << p.asked.name;  // and the intervals say something
        EXPECT_GT(p.sensitivity, 0.5) << p.asked.name;
    }
    // The sum of squares of n standard normal errors less 3 fitted has mean n - 3 and deviation sqrt(2 (n - 3)).
    const double freedom = 4 * 47 - 3;
    EXPECT_EQ(result.degrees_of_freedom, freedom);
    EXPECT_NEAR(result.sum_after, freedom, 3.0 * std::sqrt(2.0 * freedom));
    EXPECT_GT(result.sum_before, 50.0 * result.sum_after);
    for (std::size_t s = 0; s < 4; ++s) {
        const double error = s < 2 ? stage_error : discharge_error;  // the stages of both gauges come first
        EXPECT_NEAR(result.series[s].after.rmse / error, 1.0, 0.35) << s;
        EXPECT_GT(result.series[s].after.nse, 0.99) << s;
        EXPECT_GT(result.series[s].as_is.rmse, result.series[s].after.rmse);
        // Left out, a series is still predicted, since the other three hold what it would have told.
        EXPECT_LT(result.left_out[s].prediction.rmse, 3.0 * error) << s;
    }
    EXPECT_THAT(result.findings, testing::IsEmpty());

    // calibrated.toml is the scenario with these values.
    const auto calibrated = language::load(river.file("out/calibrated.toml"));
    ASSERT_TRUE(calibrated) << to_string(calibrated.error().front());
    const auto study = load_study(river.file("study.toml")).value();
    const MemberResult run = run_member(*calibrated, runner::CellPlan{}, study.observations);
    EXPECT_NEAR(solver::assimilation::sum_of_squares(residuals(study.observations, run.simulated)), result.sum_after,
                1e-6 * result.sum_after);
    const auto json = nlohmann::json::parse(text_of(river.file("out/calibration.json")));
    EXPECT_EQ(json["parameters"][2]["name"], "width");
    EXPECT_EQ(json["parameters"][2]["value"], result.parameters[2].value);
    EXPECT_EQ(json["fit"].size(), 4U);
    EXPECT_EQ(json["left_out"].size(), 4U);
}

// One stage under a steady flow is one number; the roughness where it stands and that below it both lift it.
TEST(Calibrate, TwoRoughnessesSeenByOneStageAreNotToldApart) {
    TwinRiver river("not told apart", "\"40 m3/s\"");
    river.observe(Truth{0.035, 0.045, 1.0}, 0.0, 0.0, false);
    std::string observed = text_of(river.file("observed.csv"));
    observed.erase(observed.find("lower gauge") - 21);  // the row's time goes too
    river.write("observed.csv", observed);
    river.write("study.toml", study_head + parameter("n upper", "manning_n", "\"upper\"", 0.02, 0.08, 0.03) +
                                  parameter("n lower", "manning_n", "\"lower\"", 0.02, 0.08, 0.03) +
                                  "[[observations]]\nname = \"gauge\"\nfile = \"observed.csv\"\nstage_error = 0.01\n");
    const Calibration result = run_study(river, "out");
    EXPECT_LT(result.sum_after, 1.0);      // the stage itself is met
    EXPECT_GT(result.collinearity, 15.0);  // Brun et al. (2001): not identifiable above 10 to 15
    EXPECT_THAT(result.findings,
                Contains(AllOf(HasSubstr("cannot tell these apart"), HasSubstr("n upper"), HasSubstr("n lower"))));
    for (const FittedParameter& p : result.parameters)
        EXPECT_GT(p.high / p.low, 2.0);  // against 1.05 where a flood is seen by two gauges
}

TEST(Calibrate, AParameterAtItsBoundIsNamed) {
    TwinRiver river("at its bound");
    river.observe(Truth{0.035, 0.03, 1.0}, stage_error, discharge_error);
    std::string observed = text_of(river.file("observed.csv"));
    observed.erase(observed.find("lower gauge") - 21);
    river.write("observed.csv", observed);
    river.write("study.toml", study_head + parameter("n upper", "manning_n", "\"upper\"", 0.02, 0.03, 0.025) +
                                  "[[observations]]\nname = \"gauge\"\nfile = \"observed.csv\"\nstage_error = 0.01\n"
                                  "discharge_error = 0.5\n[method]\nscreening = 3\n");
    const Calibration result = run_study(river, "out");
    EXPECT_EQ(result.parameters[0].value, 0.03);
    EXPECT_TRUE(result.parameters[0].at_upper);
    EXPECT_THAT(result.findings, testing::ElementsAre(HasSubstr("n upper stands at its upper bound, 0.03")));
}

TEST(Calibrate, OneProcessAndThreeGiveTheSameBytes) {
    TwinRiver river("same bytes");
    river.observe(Truth{}, stage_error, discharge_error);
    river.write("study.toml", flood_study() + "iterations = 3\nleave_one_out = false\n");
    static_cast<void>(run_study(river, "one", 1));
    static_cast<void>(run_study(river, "three", 3));
    for (const char* file : {"calibration.json", "calibration.csv", "calibrated.toml", "members/00004.csv"})
        EXPECT_EQ(text_of(river.file("one") / file), text_of(river.file("three") / file)) << file;
}

TEST(Calibrate, AKilledStudyGoesOnWhereItWas) {
    TwinRiver river("goes on");
    river.observe(Truth{}, stage_error, discharge_error);
    river.write("study.toml", flood_study() + "iterations = 3\nleave_one_out = false\n");
    const Calibration whole = run_study(river, "whole");

    const pid_t killed = fork();
    if (killed == 0) {
        const auto study = load_study(river.file("study.toml"));
        StudyOptions options;
        options.output = river.file("out");
        int members = 0;
        options.progress = [&](const StudyProgress&) {
            if (++members == 7)
                std::raise(SIGKILL);
        };
        static_cast<void>(calibrate(study.value(), options));
        _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(killed, &status, 0), killed);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_FALSE(std::filesystem::exists(river.file("out/calibration.json")));

    const auto study = load_study(river.file("study.toml")).value();
    StudyOptions options;
    options.output = river.file("out");
    ASSERT_FALSE(calibrate(study, options));  // a folder in use
    options.resume = true;
    std::atomic<bool> stop{true};  // as Ctrl-C would have it
    options.stop = &stop;
    EXPECT_EQ(calibrate(study, options).value().exit_code, 130);
    stop = false;
    const auto resumed = calibrate(study, options);
    ASSERT_TRUE(resumed);
    EXPECT_EQ(resumed->exit_code, 0) << resumed->message;
    EXPECT_EQ(resumed->taken_from_files, 7U);
    EXPECT_EQ(resumed->members, whole.members);
    for (const char* file : {"calibration.json", "calibration.csv", "calibrated.toml"})
        EXPECT_EQ(text_of(river.file("whole") / file), text_of(river.file("out") / file)) << file;

    // Members of another study are not taken for this one's.
    river.write("study.toml", flood_study() + "iterations = 2\nleave_one_out = false\n");
    EXPECT_EQ(calibrate(load_study(river.file("study.toml")).value(), options).value().taken_from_files, 0U);
}

}  // namespace
}  // namespace liriver::scenarios::studies
