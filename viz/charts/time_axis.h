#pragma once
// Where a time axis is labelled, and with what.
#include <chrono>
#include <string>
#include <vector>

#include "data/tables/time.h"

namespace liriver::viz::charts {

struct TimeTicks {
    std::vector<data::tables::Time> times;
    std::vector<std::string> labels;  ///< "5 Nov", or "06:00" where ticks stand within a day
};

/// Ticks on the local clock, whole hours or days apart, at most `most` of them (at least two) from `first` to `last`.
[[nodiscard]] TimeTicks time_ticks(data::tables::Time first, data::tables::Time last, std::chrono::minutes time_zone,
                                   int most);

}  // namespace liriver::viz::charts
