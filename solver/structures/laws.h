#pragma once
// The laws one by one. What flows both ways is asked from the giving side (`up`) to the receiving one (`down`), which
// stands no higher. Internal to this module.
#include "solver/structures/dual.h"
#include "solver/structures/structure.h"

namespace liriver::solver::structures {

// weirs.cpp
[[nodiscard]] Dual discharge(const BroadCrestedWeir& weir, double setting, const Dual& up, const Dual& down);
[[nodiscard]] Dual discharge(const SharpCrestedWeir& weir, double setting, const Dual& up, const Dual& down);
[[nodiscard]] Dual discharge(const OverflowDam& dam, double setting, const Dual& up, const Dual& down);
// gates.cpp
[[nodiscard]] Dual discharge(const SluiceGate& gate, double setting, const Dual& up, const Dual& down);
[[nodiscard]] Dual discharge(const RadialGate& gate, double setting, const Dual& up, const Dual& down);
// culvert.cpp; `reversed`: from right to left
[[nodiscard]] Dual discharge(const Culvert& culvert, double setting, const Dual& up, const Dual& down, bool reversed);
// bridge.cpp
[[nodiscard]] Dual discharge(const Bridge& bridge, double setting, const Dual& up, const Dual& down);
// transfers.cpp: from left to right, whatever the stages
[[nodiscard]] Dual transfer(const Pump& pump, double setting, const Dual& left, const Dual& right);
[[nodiscard]] Dual transfer(const Diversion& diversion, double setting, const Dual& left, const Dual& right);
[[nodiscard]] Dual transfer(const Withdrawal& withdrawal, double setting, const Dual& left, const Dual& right);
[[nodiscard]] Dual transfer(const GroundwaterExchange& exchange, double setting, const Dual& left, const Dual& right);

}  // namespace liriver::solver::structures
