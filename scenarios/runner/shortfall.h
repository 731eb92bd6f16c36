#pragma once

namespace liriver::scenarios::runner {

/// Less than this share missing, of what was wanted, is no shortfall.
inline constexpr double shortfall_tolerance = 1e-3;

}  // namespace liriver::scenarios::runner
