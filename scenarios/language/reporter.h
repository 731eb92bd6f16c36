#pragma once
// Adds problems at places in a scenario. Internal to this module.
#include <algorithm>
#include <string>
#include <utility>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

class Reporter {
  public:
    Reporter(const Scenario& scenario, data::tables::Problems& problems) : scenario_(scenario), problems_(problems) {}

    void add(const Position& at, const char* code, std::string key, std::string found, std::string expected,
             std::string hint = {}) {
        problems_.push_back({at.file, at.line, at.column, code, std::move(key), std::move(found), std::move(expected),
                             std::move(hint)});
    }

    /// At the place where the key was given, else at `otherwise` (its table).
    void add_at_key(const std::string& key, const Position& otherwise, const char* code, std::string found,
                    std::string expected, std::string hint = {}) {
        add(scenario_.position_of(key, otherwise), code, key, std::move(found), std::move(expected), std::move(hint));
    }

    /// Whether something was told of this very key already: its value was refused, and what would follow from its
    /// absence is no second mistake.
    [[nodiscard]] bool told(const std::string& key) const {
        return std::any_of(problems_.begin(), problems_.end(), [&](const auto& problem) { return problem.key == key; });
    }

  private:
    const Scenario& scenario_;
    data::tables::Problems& problems_;
};

}  // namespace liriver::scenarios::language
