#pragma once
// Times as text, from 64-bit nanoseconds UTC.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liriver::data::results {

/// "+08:00", "-03:30", "+0800", "Z" -> minutes east of UTC; nothing when it is not such.
[[nodiscard]] std::optional<int> zone_minutes(std::string_view zone);

/// "2025-10-31T16:00:00Z". Fractions of a second are printed only where there are any.
[[nodiscard]] std::string utc_text(std::int64_t time);

/// "2025-11-01T00:00:00+08:00".
[[nodiscard]] std::string local_text(std::int64_t time, int minutes_east);

/// "2025-10-31 16:00:00", whole seconds, as NetCDF time units want it. `time` must be a whole second.
[[nodiscard]] std::string reference_text(std::int64_t time);

/// The reverse of reference_text, also with "T" and with a trailing "Z" or "UTC"; nothing when it is not such.
[[nodiscard]] std::optional<std::int64_t> reference_time(std::string_view text);

}  // namespace liriver::data::results
