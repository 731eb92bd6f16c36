// What each source contributes to a tagged constituent: in a river with a tributary's inflow, outfalls and a spill, and
// on a surface. Shares are those of mixing: load over discharge, and the decay that is common to all.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "scenario_test.h"
#include "squares.h"
#include "tests/unit/scenarios/channel_scenario.h"

namespace liriver::scenarios::runner {
namespace {

const std::string river = text_of({.time = "duration = \"30 h\"\nstep = \"200 s\"\n",
                                   .length = "40 km",
                                   .head = "concentration = { COD = \"10 mg/L\" }\n",
                                   .output = "10 h"},
                                  R"([[outfall]]
name = "works"
reach = "r"
chainage = "5 km"
load = { COD = "60 g/s" }
[[outfall]]
name = "ditch"
reach = "r"
chainage = "15 km"
load = { COD = "3 g/s" }
[[constituent]]
name = "COD"
initial = "4 mg/L"
decay_rate = "0.5 1/d"
temperature_factor = 1
tag_sources = true
[[station]]
name = "below"
reach = "r"
chainage = "30 km"
)");

struct Row {
    double concentration, share;
};

class TaggedSourcesTest : public ScenarioTest {
  protected:
    /// The last time's rows of a station, by "kind name".
    [[nodiscard]] std::map<std::string, Row> last_rows(const std::string& folder = "out") const {
        std::ifstream in(folder_ / folder / "tagged_sources.csv");
        std::map<std::string, Row> rows;
        std::string line;
        std::getline(in, line);
        EXPECT_EQ(line, "time_utc,time_local,station,constituent,kind,source,concentration,unit,share");
        while (std::getline(in, line)) {
            std::istringstream cells(line);
            std::vector<std::string> row;
            for (std::string cell; std::getline(cells, cell, ',');)
                row.push_back(cell);
            rows[row[4] + " " + row[5]] = {std::stod(row[6]), std::stod(row[8])};
        }
        return rows;
    }
    [[nodiscard]] double last_concentration() const {
        std::ifstream in(folder_ / "out" / "stations.csv");
        std::string line, last;
        while (std::getline(in, line))
            last = line;
        return std::stod(last.substr(last.rfind(',') + 1));
    }
};

TEST_F(TaggedSourcesTest, ShareTheConcentrationByLoadAndDecay) {
    static_cast<void>(run_well(river));
    auto rows = last_rows();
    const auto left = [](double km) { return std::exp(-0.5 * km / 0.5 * 1000.0 / 86400.0); };
    EXPECT_NEAR(rows["boundary head"].concentration, 10.0 * left(30.0), 0.01 * 10.0);
    EXPECT_NEAR(rows["outfall works"].concentration, 3.0 * left(25.0), 0.01 * 3.0);
    EXPECT_NEAR(rows["outfall ditch"].concentration, 0.15 * left(15.0), 0.01 * 0.15);
    EXPECT_LT(rows["initial "].concentration, 1e-6);  // the river has flushed it in 17 h
    EXPECT_EQ(rows["reactions "].concentration, 0.0);
    EXPECT_EQ(rows["other "].concentration, 0.0);
    double sum = 0.0, shares = 0.0;
    for (const auto& [name, row] : rows) {
        sum += row.concentration;
        shares += row.share;
    }
    EXPECT_NEAR(sum, last_concentration(), 1e-8);  // ten digits are written
    EXPECT_NEAR(shares, 1.0, 1e-8);
}

TEST_F(TaggedSourcesTest, GoOnFromACheckpointToTheLastBit) {
    const auto model = load(river);
    ASSERT_TRUE(model);
    RunOptions options;
    options.output = folder_ / "whole";
    ASSERT_EQ(run(*model, options)->exit_code, 0);
    options.output = folder_ / "first";
    options.until = data::tables::after(*model->scenario.time.start, 36000.0);
    ASSERT_EQ(run(*model, options)->exit_code, 0);
    options.until.reset();
    options.restart = folder_ / "first" / "checkpoint.h5";
    options.output = folder_ / "second";
    ASSERT_EQ(run(*model, options)->exit_code, 0);
    const std::string whole = bytes("whole/tagged_sources.csv"), second = bytes("second/tagged_sources.csv");
    const std::string rows = second.substr(second.find('\n') + 1);
    ASSERT_FALSE(rows.empty());
    EXPECT_TRUE(whole.size() > rows.size() && whole.compare(whole.size() - rows.size(), rows.size(), rows) == 0);
}

TEST_F(TaggedSourcesTest, ChangeNothingOfTheRun) {
    static_cast<void>(run_well(river));
    const std::string with = bytes("out/stations.csv");
    std::string plain = river;
    plain.erase(plain.find("tag_sources = true\n"), std::string("tag_sources = true\n").size());
    static_cast<void>(run_well(plain));
    EXPECT_EQ(bytes("out/stations.csv"), with);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "out" / "tagged_sources.csv"));
}

TEST_F(TaggedSourcesTest, ASpillIsOfItsOutfallAndWhatIsMadeIsOfReactions) {
    std::string text = river;
    text.replace(text.find("load = { COD = \"3 g/s\" }"), std::string("load = { COD = \"3 g/s\" }").size(),
                 "spill = { COD = \"900 kg\" }\nspill_time = 2025-11-01T22:00:00+08:00");
    text += R"([[process]]
name = "leaching"
rate = "0.4"
unit = "mg/L/d"
changes = { COD = "1" }
)";
    text.erase(text.find("decay_rate"), std::string("decay_rate = \"0.5 1/d\"\ntemperature_factor = 1\n").size());
    static_cast<void>(run_well(text));
    auto rows = last_rows();
    EXPECT_GT(rows["outfall ditch"].concentration, 1.0);  // 8 h at 0.5 m/s are 14.4 km
    EXPECT_NEAR(rows["reactions "].concentration, 0.4 * 60000.0 / 86400.0, 0.01 * 0.4);
    EXPECT_NEAR(rows["boundary head"].concentration, 10.0, 1e-2) << "while a spill passes";
    EXPECT_NEAR(rows["outfall works"].concentration, 3.0, 3e-2);
}

// 200 m x 50 m, 1 m deep, 20 m3/s: 0.4 m/s. Two outfalls stand in one cell, whose water comes in mixed.
TEST_F(TaggedSourcesTest, AddUpOnASurfaceWhereTwoOutfallsShareACell) {
    write_squares(folder_ / "plane.2dm", [](int i) { return 10.0 - 0.0002 * i; });
    const RunReport report = run_well(std::string(flow_on_squares) + R"(concentration = { COD = "10 mg/L" }
[[outfall]]
name = "works"
point = [55, 25]
discharge = "0.3 m3/s"
concentration = { COD = "60 mg/L" }
[[outfall]]
name = "ditch"
point = [55, 25]
discharge = "0.1 m3/s"
concentration = { COD = "120 mg/L" }
[[outfall]]
name = "drain"
point = [55, 25]
load = { COD = "6 g/s" }
[[constituent]]
name = "COD"
initial = "4 mg/L"
tag_sources = true
[[station]]
name = "below"
point = [125, 25]
)");
    EXPECT_LT(report.summary.constituents.at(0).relative_error, 1e-12);
    auto rows = last_rows();
    const double works = rows["outfall works"].concentration;
    EXPECT_GT(works, 0.5);
    EXPECT_NEAR(rows["outfall ditch"].concentration / works, 12.0 / 18.0, 0.01);
    EXPECT_NEAR(rows["outfall drain"].concentration / works, 6.0 / 18.0, 0.02);
    EXPECT_GT(rows["boundary west"].concentration, 9.0);
    EXPECT_LT(rows["initial "].concentration, 0.1);
    double sum = 0.0;
    for (const auto& [name, row] : rows) {
        EXPECT_GE(row.concentration, 0.0) << name;
        sum += row.concentration;
    }
    EXPECT_NEAR(sum, last_concentration(), 1e-8);
}

}  // namespace
}  // namespace liriver::scenarios::runner
