#pragma once
// A folder of its own for each test, with a scenario in it that is loaded and run.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "data/results/network_reader.h"
#include "scenarios/runner/run.h"

namespace liriver::scenarios::runner {

class ScenarioTest : public testing::Test {
  protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::path(testing::TempDir()) /
                  (std::string("liriver ") + test->test_suite_name() + " " + test->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

    [[nodiscard]] tl::expected<language::Model, data::tables::Problems> load(const std::string& scenario) const {
        write("river.toml", scenario);
        return language::load(folder_ / "river.toml", {});
    }

    /// Runs it into `out`; a failure of the test, and an empty report, when it cannot be loaded or does not end well.
    [[nodiscard]] RunReport run_well(const std::string& scenario) const {
        const auto model = load(scenario);
        if (!model) {
            for (const auto& problem : model.error())
                ADD_FAILURE() << to_string(problem);
            return {};
        }
        RunOptions options;
        options.output = folder_ / "out";
        options.overwrite = true;
        auto report = run(*model, options);
        if (!report || report->exit_code != 0) {
            ADD_FAILURE() << (report ? report->message : to_string(report.error().at(0)));
            return {};
        }
        return *std::move(report);
    }

    /// A field of `out/network.nc` at its last time.
    [[nodiscard]] std::vector<double> last(const std::string& field) const {
        const auto results = data::results::read_network(folder_ / "out" / "network.nc");
        return *results->values(*results->find(field), results->times().size() - 1);
    }

    [[nodiscard]] static double mean_at(const data::results::Summary& summary, const std::string& name) {
        for (const auto& station : summary.stations)
            if (station.name == name)
                return station.mean_discharge;
        return std::nan("");
    }

    std::filesystem::path folder_;
};

}  // namespace liriver::scenarios::runner
