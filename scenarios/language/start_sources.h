#pragma once
// The files that `[[initial]]` takes a state from. Internal to this module.
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/reporter.h"
#include "scenarios/language/start_state.h"

namespace liriver::scenarios::language {

/// One quantity of all places, SI; NaN where the source has none.
struct StartField {
    StartQuantity quantity;
    std::vector<double> values;  ///< [places]
    Position at;                 ///< where the scenario names its source
    std::string key;
    bool gaps = false;  ///< where there is no value nothing is said, as of a concentration where it was dry
};

/// Each returns what could be read, with a problem for what could not.
[[nodiscard]] std::vector<StartField> read_start_table(const Scenario& scenario, const InitialValues& initial,
                                                       const StartPlaces& places, std::vector<bool>& taken,
                                                       data::tables::Problems& problems);
[[nodiscard]] std::optional<StartField> read_start_raster(const Scenario& scenario, const InitialRaster& raster,
                                                          const std::string& path, const StartPlaces& places,
                                                          Reporter& report);
[[nodiscard]] std::vector<StartField> read_start_run(const Scenario& scenario, const InitialValues& initial,
                                                     const StartPlaces& places, Reporter& report);

/// Piecewise linear through points of rising `at`; NaN outside them, but for `slack` at both ends.
[[nodiscard]] double along_line(const std::vector<double>& at, const std::vector<double>& value, double where);

}  // namespace liriver::scenarios::language
