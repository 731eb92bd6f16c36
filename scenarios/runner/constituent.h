#pragma once
// A constituent as a run moves it.
#include <cstdint>
#include <string>

#include "solver/quality/first_order_decay.h"

namespace liriver::scenarios::runner {

/// A constituent's own numbers, in SI.
struct Constituent {
    std::string name, unit;
    double si_per_unit = 1e-3;
    double initial = 0.0;  ///< kg/m3
    solver::quality::FirstOrderDecay decay;
    std::int32_t temperature = -1;  ///< function, degC; -1: 20
    bool tagged = false;            ///< its sources are followed
    bool is_water = false;          ///< a mark of the water itself, which evaporates with it
};

}  // namespace liriver::scenarios::runner
