#pragma once
// A constituent as a run moves it.
#include <cstdint>
#include <string>
#include <string_view>

#include "scenarios/language/constituent_kind.h"
#include "solver/quality/first_order_decay.h"

namespace liriver::scenarios::runner {

/// A constituent's own numbers, in SI.
struct Constituent {
    std::string name, unit;
    double si_per_unit = 1e-3;
    language::ConstituentKind kind = language::mass_kind;
    double initial = 0.0;  ///< SI
    solver::quality::FirstOrderDecay decay;
    std::int32_t temperature = -1;  ///< function, degC; -1: 20
    bool tagged = false;            ///< its sources are followed
    bool is_water = false;          ///< a mark of the water itself, which evaporates with it

    /// Whether evaporating water takes its share along: what is dissolved stays.
    [[nodiscard]] bool evaporates() const {
        return is_water || std::string_view(kind.concentration) == language::temperature_kind.concentration;
    }
};

}  // namespace liriver::scenarios::runner
