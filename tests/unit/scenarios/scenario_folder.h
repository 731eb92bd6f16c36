#pragma once
// A folder of its own for each test, with a scenario in it that is loaded.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "scenarios/language/load.h"

namespace liriver::scenarios {

class ScenarioFolder : public testing::Test {
  protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::path(testing::TempDir()) /
                  (std::string("liriver 漓江 ") + test->test_suite_name() + " " + test->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

    /// What a file of the folder holds.
    [[nodiscard]] std::string bytes(const std::string& name) const {
        std::ifstream file(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    [[nodiscard]] tl::expected<language::Model, data::tables::Problems> load(const std::string& scenario) const {
        write("river.toml", scenario);
        return language::load(folder_ / "river.toml", {});
    }

    /// All problems of a scenario in one text, a line each; empty: it loads.
    [[nodiscard]] std::string problems_of(const std::string& scenario) const {
        const auto model = load(scenario);
        std::string text;
        if (!model)
            for (const auto& problem : model.error())
                text += to_string(problem) + "\n";
        return text;
    }

    std::filesystem::path folder_;
};

}  // namespace liriver::scenarios
