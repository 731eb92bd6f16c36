#include "scenarios/runner/add_event.h"

#include <algorithm>
#include <cmath>

namespace liriver::scenarios::runner {

void add_event(data::results::Summary& summary, const char* kind, const std::string& message, std::int64_t count) {
    if (count > 0)
        summary.events.push_back({kind, message, count});
}

double larger_error(double a, double b) { return std::isnan(a) || std::isnan(b) ? std::nan("") : std::max(a, b); }

}  // namespace liriver::scenarios::runner
