#include "scenarios/language/study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace liriver::scenarios::language {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class StudyFile : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 率定 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
        std::ofstream(folder / "river.toml") << "schema = 1\n";
        std::ofstream(folder / "observed.csv") << "time,station,stage_m\n";
    }
    void TearDown() override { fs::remove_all(folder); }

    std::optional<Study> read(const std::string& text) {
        std::ofstream(folder / "study.toml") << text;
        return read_study(folder / "study.toml", problems);
    }
    [[nodiscard]] std::string words() const {
        std::string all;
        for (const auto& problem : problems)
            all += to_string(problem) + "\n";
        return all;
    }

    fs::path folder;
    data::tables::Problems problems;
};

TEST_F(StudyFile, IsReadWithItsDefaults) {
    const auto study = read(R"(schema = 1
[study]
kind = "calibrate"
scenario = "river.toml"
[[parameter]]
name = "n of the upper river"
what = "manning_n"
reaches = ["a", "b"]
lower = 0.02
upper = 0.06
start = 0.03
assumed = true
[[observations]]
name = "gauges"
file = "observed.csv"
stage_error = "2 cm"
[method]
warm_up = "1 d"
)");
    ASSERT_TRUE(study);
    EXPECT_TRUE(problems.empty()) << words();
    EXPECT_EQ(study->study.name, "study");
    EXPECT_EQ(study->study.scenario.path, folder / "river.toml");
    EXPECT_EQ(study->parameters.at(0).zone, "channel");
    EXPECT_THAT(study->parameters[0].reaches, testing::ElementsAre("a", "b"));
    EXPECT_TRUE(study->parameters[0].provenance.assumed);
    EXPECT_EQ(study->observations.at(0).stage_error, 0.02);
    EXPECT_EQ(study->method.warm_up, 86400.0);
    EXPECT_EQ(study->method.confidence, 0.95);
}

TEST_F(StudyFile, NamesEveryMistakeAtOnce) {
    static_cast<void>(read(R"(schema = 1
[study]
kind = "sweep"
scenario = "none.toml"
[[parameter]]
name = "n"
what = "manning_n"
lower = 0.06
upper = 0.02
start = 0.03
[[parameter]]
name = "n"
what = "manning_n"
reaches = "a"
lower = 0.02
upper = 0.06
start = 0.03
[[parameter]]
name = "w"
what = "width_factor"
zone = "channel"
lower = 0.5
upper = 2
start = 3
[[parameter]]
name = "far"
what = "manning_n"
lower = 0.5
upper = 2
start = 1
reach = "a"
[[observations]]
name = "gauges"
file = "gone.csv"
stage_error = "2 m3/s"
[method]
iterations = 0
)"));
    const std::string all = words();
    EXPECT_THAT(all, HasSubstr("study.toml:3:8: error[unknown-word]: study.kind: found \"sweep\""));
    EXPECT_THAT(all, HasSubstr("error[missing-file]: study.scenario"));
    EXPECT_THAT(all,
                HasSubstr("error[out-of-order]: parameter[n].upper: found 0.02, expected more than `lower`, 0.06"));
    EXPECT_THAT(all, HasSubstr("error[repeated-name]: parameter[n]: found a second \"n\""));
    EXPECT_THAT(all, HasSubstr("error[not-used]: parameter[w].zone"));
    EXPECT_THAT(all, HasSubstr("error[out-of-bounds]: parameter[w].start: found 3, expected a number from 0.5 to 2"));
    EXPECT_THAT(all,
                HasSubstr("error[out-of-bounds]: parameter[far].upper: found 2, expected at most 1 for manning_n"));
    EXPECT_THAT(all, HasSubstr("error[unknown-key]: parameter[far].reach"));
    EXPECT_THAT(all, HasSubstr("error[missing-file]: observations[gauges].file"));
    EXPECT_THAT(all, HasSubstr("error[wrong-unit]: observations[gauges].stage_error"));
    EXPECT_THAT(all, HasSubstr("error[out-of-bounds]: method.iterations"));
    EXPECT_EQ(problems.size(), 11U) << all;
}

TEST_F(StudyFile, AsksForParametersAndObservations) {
    static_cast<void>(read("schema = 1\n[study]\nkind = \"calibrate\"\nscenario = \"river.toml\"\n"));
    EXPECT_THAT(words(), HasSubstr("error[missing-table]: parameter"));
    EXPECT_THAT(words(), HasSubstr("error[missing-table]: observations"));
    EXPECT_EQ(problems.size(), 2U);
}

}  // namespace
}  // namespace liriver::scenarios::language
