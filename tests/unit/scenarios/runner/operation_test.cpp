// Pools and rules in a run: what they do to the river, by identities, and that a restart goes on with their memory.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "scenarios/runner/run.h"

namespace liriver::scenarios::runner {
namespace {

namespace fs = std::filesystem;

constexpr const char* river = R"(schema = 1
[project]
name = "a dam and a weir"
crs = "EPSG:32649"
vertical_datum = "EGM96"
time_zone = "+08:00"
[time]
start = 2025-06-01T00:00:00+08:00
duration = "2 d"
[[reach]]
name = "main"
length = "8 km"
slope = 0.001
bottom_width = "10 m"
upstream_bed = "150 m"
spacing = "400 m"
[[roughness]]
zone = "channel"
manning_n = 0.03
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "main"
end = "downstream"
[[structure]]
name = "weir"
reach = "main"
chainage = 5000
crest_height_above_bed = "2 m"
[[station]]
name = "pond"
reach = "main"
chainage = 4800
[[reservoir]]
name = "dam"
reach = "main"
inflow = "6 m3/s"
storage = "storage.csv"
initial_level = "210 m"
dead_level = "205 m"
tag_station = "pond"
[output]
interval = "1 h"
)";

class OperationRun : public testing::Test {
  protected:
    void SetUp() override {
        folder = fs::path(testing::TempDir()) /
                 (std::string("liriver 水库 ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
        std::ofstream(folder / "storage.csv") << "level_m,volume_m3\n200,1e6\n220,21e6\n";
    }
    void TearDown() override { fs::remove_all(folder); }

    RunReport run(const std::string& tables, const std::string& name, const char* until = nullptr,
                  const char* restart = nullptr) {
        std::ofstream(folder / "river.toml") << river << tables;
        const auto model = language::load(folder / "river.toml", {});
        EXPECT_TRUE(model.has_value()) << to_string(model.error().front());
        RunOptions options;
        options.output = folder / name;
        if (until != nullptr)
            options.until = data::tables::parse_time(until).value();
        if (restart != nullptr)
            options.restart = folder / restart / "checkpoint.h5";
        const auto report = runner::run(*model, options);
        EXPECT_TRUE(report.has_value());
        EXPECT_EQ(report->exit_code, 0) << report->message;
        return *report;
    }

    [[nodiscard]] std::string content(const fs::path& file) const {
        std::ifstream in(folder / file, std::ios::binary);
        EXPECT_TRUE(in.good()) << file;
        return {std::istreambuf_iterator<char>(in), {}};
    }

    // Stage of the last row of stations.csv.
    [[nodiscard]] double last_stage(const std::string& name) const {
        const std::string text = content(name + "/stations.csv");
        const std::size_t line = text.rfind('\n', text.size() - 2);
        std::size_t at = line + 1;
        for (int column = 0; column < 3; ++column)
            at = text.find(',', at) + 1;
        return std::stod(text.substr(at));
    }

    fs::path folder;
};

TEST_F(OperationRun, APoolPassesItsInflowAndKeepsItsLevel) {
    const RunReport report = run("", "out");
    const auto& dam = report.summary.reservoirs.at(0);
    EXPECT_NEAR(dam.natural, 6.0 * 2 * 86400.0, 1e-6);
    EXPECT_EQ(dam.released, 0.0);
    EXPECT_NEAR(dam.pool->final, 11e6, 1e-6);
    EXPECT_LE(dam.pool->relative_error, 1e-10);
    EXPECT_LE(dam.tagged->relative_error, 1e-10);
    EXPECT_NEAR(dam.tagged->released, 6.0 * 2 * 86400.0, 1e-6);
}

TEST_F(OperationRun, ARaisedCrestRaisesThePondBehindItByAsMuch) {
    // given a weir that water falls freely from, when a rule raises its crest by 0.3 m at 0.1 m an hour
    run("", "without");
    run("[[rule]]\nname = \"raise\"\nstructure = \"weir\"\nsetting = 0.3\nrate_up = \"0.1 1/h\"\n", "with");
    // then in steady flow the head on the crest is the same as before
    EXPECT_NEAR(last_stage("with") - last_stage("without"), 0.3, 2e-3);
}

TEST_F(OperationRun, ARuleWhoseConditionFailsChangesNothing) {
    const RunReport report =
        run("[[rule]]\nname = \"high\"\nreservoir = \"dam\"\nrelease = \"1 m3/s\"\n[[rule.when]]\nreservoir = \"dam\"\n"
            "level_above = \"215 m\"\n",
            "out");
    EXPECT_NEAR(report.summary.reservoirs.at(0).natural, 6.0 * 2 * 86400.0, 1e-6);
    EXPECT_NEAR(report.summary.reservoirs.at(0).pool->final, 11e6, 1e-6);
}

TEST_F(OperationRun, ARuleWithHysteresisGoesOnAfterARestartAsIfNeverStopped) {
    // releases of 20 m3/s while the pool stands above 209.9 m, until it has fallen to 209 m; in two days it gets there
    const std::string tables =
        "[[rule]]\nname = \"draw down\"\nreservoir = \"dam\"\nrelease = \"20 m3/s\"\n[[rule.when]]\nreservoir = "
        "\"dam\"\nlevel_above = \"209.9 m\"\nuntil_level = \"209 m\"\n";
    const RunReport whole = run(tables, "whole");
    run(tables, "first", "2025-06-01T07:20:00+08:00");
    run(tables, "second", nullptr, "first");
    EXPECT_EQ(content("whole/checkpoint.h5"), content("second/checkpoint.h5"));
    const std::string rest = content("second/reservoirs.csv");
    EXPECT_EQ(content("whole/reservoirs.csv"), content("first/reservoirs.csv") + rest.substr(rest.find('\n') + 1));
    // 1e6 m3 go at 14 m3/s net, then inflow is passed on: the pool ends within one interval's water below 209 m
    const double final = whole.summary.reservoirs.at(0).pool->final;
    EXPECT_LE(final, 10e6 + 1e-6);
    EXPECT_GE(final, 10e6 - 14.0 * 900.0);
}

}  // namespace
}  // namespace liriver::scenarios::runner
