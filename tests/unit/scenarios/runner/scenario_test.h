#pragma once
// A folder of its own for each test, with a scenario in it that is run.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "data/results/network_reader.h"
#include "scenarios/runner/run.h"
#include "tests/unit/scenarios/scenario_folder.h"

namespace liriver::scenarios::runner {

class ScenarioTest : public ScenarioFolder {
  protected:
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

    /// The last column of `out/stations.csv`, row by row: of one station and constituent its concentrations.
    [[nodiscard]] std::vector<double> concentrations() const {
        std::ifstream in(folder_ / "out" / "stations.csv");
        std::vector<double> values;
        std::string line;
        std::getline(in, line);
        while (std::getline(in, line))
            values.push_back(std::stod(line.substr(line.rfind(',') + 1)));
        return values;
    }

    /// Runs the scenario whole into `out`, and again with a restart after a while; both end in the same bits.
    void expect_same_bits_after_a_restart(const std::string& scenario, std::chrono::seconds after) const {
        const auto model = load(scenario);
        ASSERT_TRUE(model) << to_string(model.error().front());
        RunOptions whole, first, second;
        whole.output = folder_ / "out";
        first.output = folder_ / "first";
        first.until = *model->scenario.time.start + after;
        second.output = folder_ / "second";
        second.restart = folder_ / "first" / "checkpoint.h5";
        for (const RunOptions& options : {whole, first, second})
            ASSERT_EQ(run(*model, options)->exit_code, 0) << options.output;
        EXPECT_TRUE(bytes("second/checkpoint.h5") == bytes("out/checkpoint.h5"));
    }

    [[nodiscard]] static double mean_at(const data::results::Summary& summary, const std::string& name) {
        for (const auto& station : summary.stations)
            if (station.name == name)
                return station.mean_discharge;
        return std::nan("");
    }
};

}  // namespace liriver::scenarios::runner
