#pragma once
// A calibration's results in a few lines for a terminal.
#include <string>

#include "scenarios/studies/calibrate.h"

namespace liriver::scenarios::cli {

/// Fitted parameters with their intervals, fit before and after per series, what leaving each out does, what the data
/// cannot identify.
[[nodiscard]] std::string calibration_table(const studies::LoadedStudy& study, const studies::Calibration& result);

}  // namespace liriver::scenarios::cli
