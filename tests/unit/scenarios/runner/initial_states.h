#pragma once
// What the tests of [[initial]] share.
#include <string>

#include "tests/unit/scenarios/runner/scenario_test.h"

namespace liriver::scenarios::runner {

/// A scenario's test whose runs are looked at in their files alone.
class InitialTest : public ScenarioTest {
  protected:
    void run_out(const std::string& scenario) const { static_cast<void>(run_well(scenario)); }
};

inline std::string told(const data::tables::Problems& problems) {
    std::string text;
    for (const auto& problem : problems)
        text += to_string(problem) + '\n';
    return text;
}

}  // namespace liriver::scenarios::runner
