#pragma once
// A folder's scenario as `load` gives it, with what went otherwise than a test expects told in full.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "river_folder.h"
#include "scenarios/language/load.h"

namespace liriver::scenarios::language {

inline void tell(const data::tables::Problems& problems) {
    for (const data::tables::Problem& problem : problems)
        ADD_FAILURE() << to_string(problem);
}

/// The model; a failure of the test for every problem.
inline Model good(const RiverFolder& folder, const std::vector<std::string>& overrides = {}) {
    auto model = load(folder.write(), overrides);
    if (!model)
        tell(model.error());
    return model.value_or(Model{});
}

/// The problems; a failure of the test where there is none.
inline data::tables::Problems bad(const RiverFolder& folder, const std::vector<std::string>& overrides = {}) {
    const auto model = load(folder.write(), overrides);
    EXPECT_FALSE(model.has_value());
    return model ? data::tables::Problems{} : model.error();
}

/// The one problem; a failure of the test where there is none or another.
inline data::tables::Problem only(const RiverFolder& folder, const std::vector<std::string>& overrides = {}) {
    const data::tables::Problems problems = bad(folder, overrides);
    if (problems.size() > 1)
        tell(problems);
    return problems.empty() ? data::tables::Problem{} : problems.front();
}

}  // namespace liriver::scenarios::language
