#pragma once
// What sewage works may let out, by GB 18918: the limit that holds, and whether a value keeps to it.
#include <optional>
#include <string>
#include <vector>

#include "data/standards/class_table.h"

namespace liriver::data::standards {

/// Which limits hold for an outfall.
struct EffluentBasis {
    std::string standard = "GB 18918-2002";
    std::string grade;                       ///< "1A", "1B", "2"
    std::string statistic = "daily mean";    ///< or "instantaneous"
    std::optional<double> temperature = {};  ///< of the water, degC: ammonia's limit depends on it
    std::optional<int> built = {};           ///< year: phosphorus's limit depends on it
    Day day{};
};

enum class EffluentOutcome {
    within,
    above,
    no_limit,          ///< the standard has none for this item, grade and statistic on that day
    unread,            ///< there is one, whose figure could not be read
    condition_unknown  ///< it depends on the temperature or the year, which is not given
};

struct EffluentVerdict {
    std::string item;
    double value = 0.0;
    EffluentOutcome outcome = EffluentOutcome::no_limit;
    const Limit* limit = nullptr;  ///< the one that holds, or that is broken
};

[[nodiscard]] EffluentVerdict judge_effluent(const Standards& standards, const EffluentBasis& basis,
                                             const Reading& reading);

}  // namespace liriver::data::standards
