// Given a scenario on a surface with structures between its cells, when it is run, then they pass what their formulas
// say, its files and balances show it, and what cannot be is named with its line.
#include "scenarios/runner/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/unit/scenarios/runner/squares.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* ponds = R"(schema = 1
[project]
name = "ponds"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "4 h"
[[surface]]
name = "ponds"
mesh = "ponds.2dm"
manning_n = 0.03
initial_stage = "1 m"
[[surface.boundary]]
name = "east"
kind = "stage"
from = [200, 0]
to = [200, 50]
stage = "1 m"
[[inflow]]
name = "brook"
point = [25, 25]
discharge = "1 m3/s"
concentration = { dye = 3 }
[[constituent]]
name = "dye"
unit = "mg/L"
initial = 3
[output]
interval = "30 min"
)";

constexpr const char* weir = R"([[structure]]
name = "overfall"
kind = "weir"
from = { point = [75, 25] }
to = { point = [125, 25] }
crest = "1.5 m"
width = "3 m"
)";

// Two ponds of 90 m x 50 m on level ground, a ridge between them, of squares of 10 m.
class SurfaceStructuresTest : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 运行 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
        write_squares(folder / "ponds.2dm", [](int i) { return i == 10 ? 10 : 0; });
    }
    void TearDown() override { fs::remove_all(folder); }

    [[nodiscard]] tl::expected<language::Model, data::tables::Problems> load(const std::string& text) const {
        std::ofstream(folder / "ponds.toml") << text;
        return language::load(folder / "ponds.toml");
    }
    [[nodiscard]] static std::string words(const data::tables::Problems& problems) {
        std::string text;
        for (const auto& problem : problems)
            text += to_string(problem) + '\n';
        return text;
    }
    [[nodiscard]] std::string refusal(const std::string& structure) const {
        const auto loaded = load(std::string(ponds) + structure);
        if (!loaded)
            return words(loaded.error());
        RunOptions options;
        options.output = folder / "refused";
        const auto report = run(*loaded, options);
        EXPECT_FALSE(fs::exists(folder / "refused"));
        return report ? "none" : words(report.error());
    }
    RunReport run_into(const char* name, const std::string& structures, RunOptions options = {}) const {
        const auto loaded = load(std::string(ponds) + structures);
        if (!loaded) {
            ADD_FAILURE() << words(loaded.error());
            return {};
        }
        options.output = folder / name;
        auto report = run(*loaded, options);
        if (!report)
            ADD_FAILURE() << words(report.error());
        return report ? *report : RunReport{};
    }
    /// Rows of a structure: discharge, setting, stages up and down.
    [[nodiscard]] std::vector<std::vector<double>> rows(const char* run, const std::string& name) const {
        std::ifstream file(folder / run / "structures.csv");
        std::vector<std::vector<double>> all;
        for (std::string line; std::getline(file, line);) {
            if (line.find("," + name + ",") == std::string::npos)
                continue;
            std::istringstream cells(line);
            std::vector<double> row;
            int column = 0;
            for (std::string cell; std::getline(cells, cell, ','); ++column)
                if (column > 3)
                    row.push_back(cell.empty() ? std::nan("") : std::stod(cell));
            row.resize(4, std::nan(""));  // an empty last cell
            all.push_back(row);
        }
        return all;
    }
    fs::path folder;
};

std::string bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// In the end the brook's 1 m3/s flows over the weir: Q = 0.385 sqrt(2 g) b H^1.5.
TEST_F(SurfaceStructuresTest, a_weir_passes_what_its_formula_says_and_all_is_counted) {
    const RunReport report = run_into("out", weir);
    EXPECT_EQ(report.exit_code, 0) << report.message;
    const auto all = rows("out", "overfall");
    ASSERT_EQ(all.size(), 9U);
    EXPECT_EQ(all.front()[0], 0.0) << "the pond stands below the crest";
    const auto formula = [](double stage) {
        return 0.385 * std::sqrt(2.0 * 9.81) * 3.0 * std::pow(std::max(stage - 1.5, 0.0), 1.5);
    };
    for (const auto& row : all)
        EXPECT_NEAR(row[0], formula(row[2]), 1e-6);
    EXPECT_NEAR(all.back()[0], 1.0, 0.01);
    EXPECT_NEAR(all.back()[2], 1.5 + std::pow(1.0 / (0.385 * std::sqrt(2.0 * 9.81) * 3.0), 2.0 / 3.0), 0.005);
    EXPECT_NEAR(all.back()[3], 1.0, 0.01);
    const auto& summary = report.summary;
    EXPECT_LT(summary.water.relative_error, 1e-12);
    ASSERT_EQ(summary.structures.size(), 1U);
    EXPECT_EQ(summary.structures[0].name, "overfall");
    EXPECT_GT(summary.structures[0].passed, 9000.0);
    EXPECT_EQ(summary.structures[0].back, 0.0);
    EXPECT_THAT(bytes(folder / "out" / "summary.json"), HasSubstr("\"passed_m3\""));
    ASSERT_EQ(summary.constituents.size(), 1U);
    EXPECT_LT(summary.constituents[0].relative_error, 1e-12);
    EXPECT_NEAR(summary.constituents[0].maximum, 3.0, 3e-12);
}

TEST_F(SurfaceStructuresTest, a_gate_opens_as_its_table_says) {
    std::ofstream(folder / "gate.csv") << "time,opening_m\n2025-11-01T00:00:00+08:00,0\n2025-11-01T01:00:00+08:00,0\n"
                                          "2025-11-01T01:30:00+08:00,0.2\n2025-11-01T04:00:00+08:00,0.2\n";
    const RunReport report = run_into("out", R"([[structure]]
name = "sluice"
kind = "sluice_gate"
from = { point = [75, 25] }
to = { point = [125, 25] }
crest_height_above_bed = 0
width = "1 m"
opening = { file = "gate.csv", column = "opening_m" }
)");
    EXPECT_EQ(report.exit_code, 0) << report.message;
    const auto all = rows("out", "sluice");
    ASSERT_EQ(all.size(), 9U);
    EXPECT_EQ(all[1][0], 0.0);
    EXPECT_EQ(all[2][1], 0.0);
    EXPECT_EQ(all.back()[1], 0.2);
    EXPECT_GT(all.back()[0], 0.1);
    EXPECT_LT(report.summary.water.relative_error, 1e-12);
}

TEST_F(SurfaceStructuresTest, all_kinds_stand_side_by_side_and_restart_and_threads_keep_every_bit) {
    std::ofstream(folder / "rating.csv") << "stage_m,discharge_m3_s\n0.5,0\n2,0.2\n";
    const std::string structures = std::string(weir) + R"([[structure]]
name = "culvert"
kind = "culvert"
from = { point = [75, 15] }
to = { point = [125, 15] }
height = "0.5 m"
length = "40 m"
invert_upstream = "0.5 m"
invert_downstream = "0.4 m"
[[structure]]
name = "pump"
kind = "pump"
from = { point = [155, 15] }
to = { point = [55, 35] }
capacity = "0.1 m3/s"
stop_stage = "0.3 m"
start_stage = "0.5 m"
[[structure]]
name = "off-take"
kind = "diversion"
from = { point = [15, 15] }
table = "rating.csv"
)";
    const RunReport report = run_into("whole", structures);
    EXPECT_EQ(report.exit_code, 0) << report.message;
    EXPECT_LT(report.summary.water.relative_error, 1e-12);
    EXPECT_LT(report.summary.constituents[0].relative_error, 1e-12);
    EXPECT_NEAR(report.summary.constituents[0].maximum, 3.0, 3e-12);
    ASSERT_EQ(report.summary.structures.size(), 4U);
    EXPECT_NEAR(report.summary.structures[2].passed, 0.1 * 4 * 3600, 1e-6);
    for (const auto& structure : report.summary.structures)
        EXPECT_GT(structure.passed, 10.0) << structure.name;
    const auto out = rows("whole", "off-take");
    EXPECT_TRUE(std::isnan(out.back()[3])) << "outside";
    EXPECT_GT(report.summary.water.outflow, report.summary.structures[3].passed);

    RunOptions first;
    first.threads = 2;
    first.until = data::tables::after(*load(std::string(ponds) + structures)->scenario.time.start, 7200.0);
    run_into("first", structures, first);
    RunOptions second;
    second.restart = folder / "first" / "checkpoint.h5";
    run_into("second", structures, second);
    EXPECT_TRUE(bytes(folder / "whole" / "checkpoint.h5") == bytes(folder / "second" / "checkpoint.h5"));
    const std::string whole = bytes(folder / "whole" / "structures.csv");
    const std::string rest = bytes(folder / "second" / "structures.csv");
    EXPECT_EQ(rest.substr(rest.find('\n') + 1), whole.substr(whole.size() - (rest.size() - rest.find('\n') - 1)));
}

TEST_F(SurfaceStructuresTest, what_cannot_be_is_refused_with_its_line) {
    const auto with = [](const std::string& keys) { return "[[structure]]\nname = \"s\"\n" + keys; };
    const std::string both = "from = { point = [75, 25] }\nto = { point = [125, 25] }\n";
    const std::string outside = refusal(
        with("kind = \"weir\"\ncrest = 1.5\nwidth = 3\nfrom = { point = [75, 25] }\nto = { point = [900, 25] }\n"));
    EXPECT_THAT(outside, HasSubstr("ponds.toml:37:"));
    EXPECT_THAT(outside, HasSubstr("structure[s].to.point: found (900.0, 25.0), 700.0 m off the surface"));
    EXPECT_THAT(refusal(with("kind = \"weir\"\ncrest = 1.5\nwidth = 3\nfrom = { point = [75, 25] }\n"
                             "to = { point = [76, 26] }\n")),
                HasSubstr("same-place"));
    EXPECT_THAT(refusal(with("kind = \"weir\"\ncrest = 1.5\nwidth = 3\nhoist = 3\n" + both)), HasSubstr("hoist"));
    const std::string bare = refusal(with("kind = \"weir\"\n" + both));
    EXPECT_THAT(bare, HasSubstr("structure[s].crest"));
    EXPECT_THAT(bare, HasSubstr("structure[s].width"));
    EXPECT_THAT(refusal(with("kind = \"pump\"\ncapacity = 1\nstop_stage = 1\nstart_stage = 2\n")),
                HasSubstr("structure[s].from"));
    EXPECT_THAT(refusal(with("kind = \"weir\"\ncrest = 1.5\nwidth = 3\nreach = \"r\"\nchainage = 3\n")),
                HasSubstr("`reach` of a structure on a surface"));
    EXPECT_THAT(refusal(with("kind = \"weir\"\ncrest = 1.5\nwidth = 3\nfrom = { reach = \"r\", chainage = 3 }\n")),
                HasSubstr("a place on a reach"));
    EXPECT_THAT(refusal(with("kind = \"bridge\"\nwidth = 3\n")), HasSubstr("a bridge on a surface"));
    EXPECT_THAT(refusal(with("kind = \"diversion\"\nshare = 0.1\n" + both)), HasSubstr("a share of what comes down"));
    EXPECT_THAT(refusal(with("kind = \"weir\"\nwidth = 3\ncrest = -1\n" + both)),
                HasSubstr("at least the bed of the cells it joins, 0.000 m"));
    EXPECT_THAT(refusal(with("kind = \"weir\"\nwidth = 3\ncrest = -1\n" + both)), HasSubstr("ponds.toml:35:"));
    EXPECT_THAT(refusal("[[lake]]\nname = \"l\"\n"), HasSubstr("a [[lake]] beside a [[surface]]"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
