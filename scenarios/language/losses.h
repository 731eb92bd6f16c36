#pragma once
// What takes water out of the river on its way, and what karst does with it: part of `Scenario`.
#include <optional>
#include <string>

#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// A place on a reach as the user gave it: by chainage, or by a point to be snapped. `load` fills both.
struct PlaceValue {
    std::string reach;
    std::optional<double> chainage;  ///< m
    std::optional<PointValue> point;
    Position at;
};

/// `[[abstraction]]`: water taken out for good: a drinking-water intake, irrigation.
struct Abstraction {
    std::string name;
    std::string label;
    PlaceValue place;
    std::optional<Series> demand;        ///< m3/s
    std::optional<double> intake_level;  ///< m above the datum: below it nothing can be taken; none: the bed
    Provenance provenance;
    Position at;
};

/// `[[groundwater]]`: exchange with an aquifer along a stretch: conductance times the difference of heads.
struct Groundwater {
    std::string name;
    std::string reach;
    double from_chainage = 0.0;         ///< m
    std::optional<double> to_chainage;  ///< m; none: the reach's end
    double conductance = 0.0;           ///< m2/s, of the whole stretch, spread over its length
    std::optional<Series> head;         ///< m above the datum, of the aquifer
    Amounts concentration;              ///< kg/m3 of what seeps into the river
    Provenance provenance;
    Position at;
};

/// `[[weather]]`: rain on the water of a reach or a lake and evaporation from it.
struct Weather {
    std::string name;
    std::string reach, lake;            ///< one of them; neither: every reach and lake without a weather of its own
    std::optional<Series> rain;         ///< m/s
    std::optional<Series> evaporation;  ///< m/s
    Amounts concentration;              ///< kg/m3 of the rain
    Provenance provenance;
    Position at;
};

/// `[[sinking_stream]]`: a swallow hole that takes what comes up to its capacity, and the spring where it comes back.
struct SinkingStream {
    std::string name;
    PlaceValue place;
    std::optional<Series> capacity;  ///< m3/s
    PlaceValue returns;              ///< empty reach: it does not come back
    std::optional<double> lag;       ///< s, under way
    Provenance provenance;
    Position at;
};

}  // namespace liriver::scenarios::language
