#pragma once
// What every part of a run adds to its summary: events, and the worst of its balances.
#include <cstdint>
#include <string>

#include "data/results/summary.h"

namespace liriver::scenarios::runner {

/// Adds an event that happened `count` times, if it did.
void add_event(data::results::Summary& summary, const char* kind, const std::string& message, std::int64_t count);

/// The worse of two relative errors; what is no number is worst.
[[nodiscard]] double larger_error(double a, double b);

}  // namespace liriver::scenarios::runner
