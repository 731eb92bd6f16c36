// Given a sound scenario on a surface, when one of its values is spoiled, then one problem is told, at that value's
// line: what only follows from it is not told too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "scenarios/runner/surface_model.h"
#include "tests/unit/scenarios/runner/squares.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;
using data::tables::Problems;

constexpr const char* sound = R"(schema = 1
[project]
name = "ponds"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "4 h"
step_max = "1 min"
[[surface]]
name = "ponds"
mesh = "ponds.2dm"
manning_n = 0.03
initial_stage = "1 m"
rain_loss = "1 mm/h"
arrival_depth = "1 cm"
[[surface.rain_gauge]]
name = "hill"
point = [400, 20]
rain = "5 mm/h"
[[surface.boundary]]
name = "east"
kind = "stage"
from = [200, 0]
to = [200, 50]
stage = "1 m"
[[surface.boundary]]
name = "south"
kind = "normal_depth"
slope = 0.001
from = [20, 0]
to = [50, 0]
[[surface.boundary]]
name = "north"
kind = "rating"
rating_table = [{ stage = 0, discharge = 0 }, { stage = 2, discharge = 5 }]
from = [50, 50]
to = [20, 50]
[[surface.boundary]]
name = "west"
kind = "discharge"
discharge = "1 m3/s"
concentration = { dye = 3 }
from = [0, 50]
to = [0, 0]
[[inflow]]
name = "brook"
point = [25, 25]
discharge = "1 m3/s"
concentration = { dye = 3 }
[[outfall]]
name = "pipe"
point = [35, 25]
discharge = "1 m3/s"
concentration = { dye = 3 }
[[outfall]]
name = "drain"
point = [45, 25]
load = { dye = "3 g/s" }
[[station]]
name = "middle"
point = [85, 25]
section_from = [85, 50]
section_to = [85, 0]
target = "5 m3/s"
[[structure]]
name = "overfall"
kind = "weir"
from = { point = [75, 25] }
to = { point = [125, 25] }
crest = "1.5 m"
width = "3 m"
[[structure]]
name = "pipe under the road"
kind = "culvert"
from = { point = [75, 35] }
to = { point = [125, 35] }
height = "0.6 m"
length = "30 m"
invert_upstream = "1.2 m"
invert_downstream = "1.0 m"
[[structure]]
name = "gate"
kind = "sluice_gate"
from = { point = [75, 15] }
to = { point = [125, 15] }
crest_height_above_bed = 0
width = "1 m"
opening = 0.1
[[structure]]
name = "pumps"
kind = "pump"
from = { point = [185, 25] }
capacity = "0.2 m3/s"
stop_stage = "0.5 m"
start_stage = "0.7 m"
[[constituent]]
name = "dye"
unit = "mg/L"
initial = 3
[output]
interval = "30 min"
)";

class OneMistake : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 错 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
        write_squares(folder / "ponds.2dm", [](int) { return 0; });
        std::istringstream text(sound);
        for (std::string line; std::getline(text, line);)
            lines.push_back(line);
    }
    void TearDown() override { fs::remove_all(folder); }

    /// What is told of the scenario with a line replaced.
    [[nodiscard]] Problems told(std::size_t number, const std::string& line) const {
        std::ofstream file(folder / "ponds.toml");
        for (std::size_t i = 0; i < lines.size(); ++i)
            file << (i == number ? line : lines[i]) << '\n';
        file.close();
        const auto model = language::load(folder / "ponds.toml");
        if (!model)
            return model.error();
        const auto built = build_surface_model(*model);
        return built ? Problems{} : built.error();
    }
    /// Expects one problem, in the line that was spoiled.
    void expect_one(std::size_t number, const std::string& line) const {
        const Problems problems = told(number, line);
        std::string words;
        for (const auto& problem : problems)
            words += to_string(problem) + '\n';
        EXPECT_EQ(problems.size(), 1U) << line << "\n" << words;
        if (!problems.empty()) {
            EXPECT_EQ(problems[0].line, static_cast<int>(number) + 1) << line << "\n" << words;
        }
    }
    [[nodiscard]] std::size_t line_of(const std::string& text) const {
        return static_cast<std::size_t>(std::find(lines.begin(), lines.end(), text) - lines.begin());
    }

    fs::path folder;
    std::vector<std::string> lines;
};

TEST_F(OneMistake, nothing_is_told_of_the_sound_scenario) { EXPECT_TRUE(told(lines.size(), "").empty()); }

TEST_F(OneMistake, a_value_of_a_wrong_type_is_told_once) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (const std::size_t equals = lines[i].find(" = "); equals != std::string::npos)
            expect_one(i, lines[i].substr(0, equals) + " = [[true]]");
}

TEST_F(OneMistake, a_word_that_is_none_is_told_once) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].rfind("kind = ", 0) == 0)
            expect_one(i, "kind = \"tpyo\"");
}

TEST_F(OneMistake, a_number_out_of_bounds_is_told_once) {
    for (const char* given : {"manning_n = 0.03", "slope = 0.001", "arrival_depth = \"1 cm\"", "width = \"3 m\"",
                              "height = \"0.6 m\"", "rain_loss = \"1 mm/h\"", "opening = 0.1"}) {
        const std::size_t i = line_of(given);
        ASSERT_LT(i, lines.size()) << given;
        expect_one(i, lines[i].substr(0, lines[i].find(" = ")) + " = -1");
    }
}

TEST_F(OneMistake, a_kind_of_structure_that_no_surface_has_is_told_once) {
    for (const char* kind : {"bridge", "dam", "ignored"})
        expect_one(line_of("kind = \"culvert\""), std::string("kind = \"") + kind + "\"");
}

TEST_F(OneMistake, an_element_that_is_no_cell_is_told_by_the_meshs_file_and_number) {
    std::ofstream(folder / "ponds.2dm") << "MESH2D\nND 1 0 0 0\nND 2 10 0 0\nND 3 20 0 0\nE3T 5 1 2 3 1\n";
    const Problems problems = told(lines.size(), "");
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].file, (folder / "ponds.2dm").string());
    EXPECT_EQ(problems[0].line, 5);
    EXPECT_THAT(problems[0].found, testing::StartsWith("element 5, a cell without area"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
