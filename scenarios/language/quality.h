#pragma once
// `[quality]` and `[[process]]`: what changes the constituents on their way.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// `[[quality.parameter]]`: a number of the process set in place of its default, or one of the user's own.
struct QualityParameter {
    std::string name;
    double value = 0.0;  ///< in the unit that the process set says
    Provenance provenance;
    Position at;
};

/// `[quality]`
struct QualitySettings {
    std::string processes;       ///< a preset's name; empty: only what [[process]] declares
    std::string reaeration;      ///< the formula of the preset's reaeration; empty: the preset's own
    std::optional<double> step;  ///< s, between reactions; none: from the fastest rate
    double altitude = 0.0;       ///< m, of the water's surface above sea level
    std::optional<Series> temperature, light, wind, air_temperature, vapour_pressure, cloud, shortwave;
    std::vector<QualityParameter> parameters;
    Position at;
};

/// `[[process]]`: a rate of the user's own.
struct QualityProcess {
    std::string name;
    std::string rate;                            ///< an expression
    std::string unit;                            ///< of the rate: "mg/L/d", "g/m2/d"
    std::map<std::string, std::string> changes;  ///< what one unit of the rate does to each constituent: "-1"
    Provenance provenance;
    Position at;
};

}  // namespace liriver::scenarios::language
