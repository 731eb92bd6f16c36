#pragma once
// Runs a scenario that stands beside the tests and reads what it wrote.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "data/results/network_reader.h"
#include "scenarios/runner/run.h"

namespace liriver::tests::verification {

class RiverRun : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("liriver river " + std::to_string(getpid()));
        std::filesystem::remove_all(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    /// Runs tests/verification/river/`name` with the given overrides; results stand in folder_.
    scenarios::runner::RunReport run(const std::string& name, const std::vector<std::string>& overrides = {}) {
        return run_file(std::filesystem::path(LIRIVER_SOURCE_DIR) / "tests/verification/river" / name, overrides);
    }

    /// The same for a scenario that stands anywhere.
    scenarios::runner::RunReport run_file(const std::filesystem::path& file,
                                          const std::vector<std::string>& overrides = {}) {
        const auto model = scenarios::language::load(file, overrides);
        if (!model)
            for (const auto& problem : model.error())
                ADD_FAILURE() << data::tables::to_string(problem);
        scenarios::runner::RunOptions options;
        options.output = folder_;
        options.overwrite = true;
        return scenarios::runner::run(*model, options).value();
    }

    /// A field at every section, one row an output time.
    [[nodiscard]] std::vector<std::vector<double>> levels(const std::string& field) const {
        const auto results = data::results::read_network(folder_ / "network.nc");
        std::vector<std::vector<double>> all;
        for (std::size_t level = 0; level < results->times().size(); ++level)
            all.push_back(*results->values(*results->find(field), level));
        return all;
    }

    std::filesystem::path folder_;
};

}  // namespace liriver::tests::verification
