// A calibration on a surface: the roughness that made the observations comes back; what a surface has not is refused
// with file and line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "data/tables/csv_writer.h"
#include "data/tables/file.h"
#include "scenarios/studies/calibrate.h"
#include "scenarios/studies/member.h"

namespace liriver::scenarios::studies {
namespace {

using testing::HasSubstr;

/// A flume of 200 m x 20 m that falls 1 in 500, in cells of 10 m; its lower half bears material 2.
class Flume {
  public:
    explicit Flume(const std::string& name)
        : folder_(std::filesystem::temp_directory_path() / ("liriver flume " + name)) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        std::string mesh = "MESH2D\n";
        for (int i = 0; i <= 20; ++i)
            for (int j = 0; j <= 2; ++j)
                mesh += "ND " + std::to_string(3 * i + j + 1) + " " + std::to_string(10 * i) + " " +
                        std::to_string(10 * j) + " " + data::tables::format_number(100.0 - 0.02 * i) + "\n";
        for (int i = 0; i < 20; ++i)
            for (int j = 0; j < 2; ++j) {
                const int a = 3 * i + j + 1;
                mesh += "E4Q " + std::to_string(2 * i + j + 1) + " " + std::to_string(a) + " " + std::to_string(a + 3) +
                        " " + std::to_string(a + 4) + " " + std::to_string(a + 1) + (i < 10 ? " 1\n" : " 2\n");
            }
        write("flume.2dm", mesh);
    }
    ~Flume() { std::filesystem::remove_all(folder_); }
    Flume(const Flume&) = delete;
    Flume& operator=(const Flume&) = delete;

    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_ / name; }
    void write(const std::string& name, const std::string& text) const { std::ofstream(file(name)) << text; }

    [[nodiscard]] static std::string scenario(const std::string& roughness) {
        return R"(schema = 1
[project]
name = "flume"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "20 min"
[[surface]]
name = "s"
mesh = "flume.2dm"
initial_depth = "0.3 m"
)" + roughness +
               R"([[surface.boundary]]
name = "in"
kind = "discharge"
from = [0, 20]
to = [0, 0]
discharge = "10 m3/s"
[[surface.boundary]]
name = "out"
kind = "normal_depth"
from = [200, 0]
to = [200, 20]
slope = 0.002
[[station]]
name = "upper"
point = [55, 5]
[[station]]
name = "lower"
point = [145, 5]
section_from = [140, 20]
section_to = [140, 0]
[output]
interval = "5 min"
)";
    }

    /// observed.csv: stages and discharges of a run with this roughness, every two minutes.
    void observe(const std::string& roughness) const {
        write("truth.toml", scenario(roughness));
        const auto model = language::load(file("truth.toml"));
        ASSERT_TRUE(model) << to_string(model.error().front());
        Observations wanted;
        for (const char* station : {"upper", "lower"}) {
            ObservedSeries series;
            series.station = station;
            series.quantity = Quantity::stage;
            for (int i = 1; i <= 9; ++i)
                series.time.push_back(120.0 * i);
            wanted.series.push_back(series);
        }
        const MemberResult run = run_member(*model, {}, wanted);
        ASSERT_TRUE(run.trouble.empty()) << run.trouble;
        std::string text = "time,station,stage_m\n";
        for (std::size_t s = 0; s < 2; ++s)
            for (std::size_t i = 0; i < 9; ++i)
                text += data::tables::format_utc(
                            data::tables::after(*model->scenario.time.start, wanted.series[s].time[i])) +
                        "," + wanted.series[s].station + "," + data::tables::format_number(run.simulated[9 * s + i]) +
                        "\n";
        write("observed.csv", text);
    }

  private:
    std::filesystem::path folder_;
};

const std::string head =
    "schema = 1\n[study]\nkind = \"calibrate\"\nscenario = \"flume.toml\"\n[[observations]]\nname = \"o\"\n"
    "file = \"observed.csv\"\nstage_error = \"0.01 m\"\n";

std::string parameter(const std::string& name, const std::string& more) {
    return "[[parameter]]\nname = \"" + name + "\"\nlower = 0.015\nupper = 0.09\nstart = 0.025\n" + more;
}

Calibration run_study(const Flume& flume) {
    const auto study = load_study(flume.file("study.toml"));
    EXPECT_TRUE(study) << (study ? "" : to_string(study.error().front()));
    if (!study)
        return {};
    StudyOptions options;
    options.output = flume.file("out");
    auto result = calibrate(*study, options);
    EXPECT_TRUE(result) << (result ? "" : to_string(result.error().front()));
    return result ? *std::move(result) : Calibration{};
}

TEST(SurfaceStudy, TheRoughnessThatMadeTheObservationsComesBack) {
    const Flume flume("comes back");
    flume.observe("manning_n = 0.042\n");
    flume.write("flume.toml", Flume::scenario("manning_n = 0.03  # a guess\n"));
    flume.write("study.toml", head + parameter("n", "what = \"manning_n\"\n"));
    const Calibration result = run_study(flume);
    ASSERT_EQ(result.exit_code, 0) << result.message;
    ASSERT_EQ(result.parameters.size(), 1U);
    EXPECT_NEAR(result.parameters[0].value, 0.042, 1e-4);
    // and the scenario that is handed over holds it, and reads
    const auto again = language::load(flume.file("out/calibrated.toml"));
    ASSERT_TRUE(again) << to_string(again.error().front());
    EXPECT_DOUBLE_EQ(again->scenario.surfaces.front().manning_n.value_or(0.0), result.parameters[0].value);
}

TEST(SurfaceStudy, EachMaterialHasItsOwn) {
    const auto materials = [](const char* one, const char* two) {
        return std::string("[[surface.material]]\nnumber = 1\nmanning_n = ") + one +
               "\n[[surface.material]]\nnumber = 2\nmanning_n = " + two + "\n";
    };
    const Flume flume("materials");
    flume.observe(materials("0.03", "0.05"));
    flume.write("flume.toml", Flume::scenario(materials("0.04", "0.04")));
    flume.write("study.toml", head + parameter("one", "what = \"manning_n\"\nzone = \"1\"\n") +
                                  parameter("two", "what = \"manning_n\"\nzone = \"2\"\n"));
    const Calibration result = run_study(flume);
    ASSERT_EQ(result.exit_code, 0) << result.message;
    ASSERT_EQ(result.parameters.size(), 2U);
    EXPECT_NEAR(result.parameters[0].value, 0.03, 5e-4);
    EXPECT_NEAR(result.parameters[1].value, 0.05, 5e-4);
    const auto again = language::load(flume.file("out/calibrated.toml"));
    ASSERT_TRUE(again) << to_string(again.error().front());
    EXPECT_DOUBLE_EQ(again->scenario.surfaces.front().materials[1].manning_n.value_or(0.0), result.parameters[1].value);
}

TEST(SurfaceStudy, WhatASurfaceHasNotIsRefusedWithFileAndLine) {
    const Flume flume("refused");
    flume.observe("manning_n = 0.04\n");
    flume.write("flume.toml", Flume::scenario("manning_n = 0.03\n"));
    const auto refused = [&flume](const std::string& study) {
        flume.write("study.toml", study);
        const auto loaded = load_study(flume.file("study.toml"));
        EXPECT_FALSE(loaded);
        std::string text;
        if (!loaded)
            for (const auto& problem : loaded.error())
                text += to_string(problem) + "\n";
        return text;
    };
    EXPECT_THAT(refused(head + parameter("w", "what = \"width_factor\"\n")), HasSubstr("study.toml:14"));
    EXPECT_THAT(refused(head + parameter("n", "what = \"manning_n\"\nreaches = [\"upper\"]\n")),
                HasSubstr("[not-used]"));
    EXPECT_THAT(refused(head + parameter("n", "what = \"manning_n\"\nzone = \"channel\"\n")),
                HasSubstr("unknown-zone"));
    flume.write("flows.csv",
                "time,station,discharge_m3_s\n2025-10-31T16:10:00Z,upper,10\n2025-10-31T16:12:00Z,upper,10\n");
    std::string flows = head + parameter("n", "what = \"manning_n\"\n");
    flows.replace(flows.find("observed.csv"), 12, "flows.csv");
    flows.replace(flows.find("stage_error = \"0.01 m\""), 22, "discharge_error = \"1 m3/s\"");
    EXPECT_THAT(refused(flows), HasSubstr("flows.csv:2"));
}

}  // namespace
}  // namespace liriver::scenarios::studies
