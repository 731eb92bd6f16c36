#pragma once
// The places worth naming on a map.
#include <string>

namespace liriver::data::results {

/// A named point on or beside the river, for labels and legends. A station made of several sections has several rows.
struct NamedPlace {
    std::string name;   ///< as the scenario spells it
    std::string label;  ///< what a picture prints under or beside the name; may be empty
    std::string kind;   ///< "station", "outfall", "structure", "reservoir", "inflow" or "boundary"
    double x = 0.0;     ///< m, in the project's CRS
    double y = 0.0;     ///< m
};

}  // namespace liriver::data::results
