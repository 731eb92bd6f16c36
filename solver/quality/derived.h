#pragma once
// What is judged but not carried: sums and conversions of constituents.
#include <span>

#include "solver/quality/plan.h"

namespace liriver::solver::quality {

/// BOD5 at 20 degC of an ultimate demand whose bottle rate is k20 (1/d): L (1 - exp(-5 k20)); Chapra 1997,
/// section 19.1.
double bod5(double ultimate, double rate_at_20);

/// An element's total in each volume, in the constituents' unit, live algae included: `total`[volumes] from the
/// concentrations [constituents][volumes], in the plan's order and unit. What lies on the bed is left out.
void element_total(const ElementPlan& element, const Plan& plan,
                   std::span<const std::span<const double>> concentrations, std::span<double> total);

}  // namespace liriver::solver::quality
