#pragma once
// A folder of its own for each test, with a scenario in it that is run.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
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

    [[nodiscard]] static double mean_at(const data::results::Summary& summary, const std::string& name) {
        for (const auto& station : summary.stations)
            if (station.name == name)
                return station.mean_discharge;
        return std::nan("");
    }
};

}  // namespace liriver::scenarios::runner
