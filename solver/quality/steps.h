#pragma once
// One step of the kinetics of a block, explicit or implicit: returns the largest error relative to the tolerance (1 is
// just allowed; not a number where a rate is none). Both write the change as stoichiometry times the extent of
// each reaction, so that whatever the stoichiometry keeps, the step keeps.
#include <cstddef>

#include "solver/quality/block.h"

namespace liriver::solver::quality {

/// A step of `days` in a time over which the place changes evenly.
struct Interval {
    double days;
    double before, whole;  ///< days of that time gone before the step; all of them

    /// Of the whole time, where `part` of the step is gone.
    [[nodiscard]] double share(double part) const { return (before + part * days) / whole; }
};

/// Kutta's method of fourth order with Zonneveld's third-order companion for the error (Hairer, Norsett and Wanner
/// 1993, Solving Ordinary Differential Equations I, table 4.2), over a step. The new concentrations are in
/// `block.next`, the rates of all stages stay; `fresh`: the rates at the start are there already, of a step that was
/// refused.
double explicit_step(Block& block, const Interval& interval, double relative, bool fresh);

/// Rodas3, L-stable, third order with a second-order companion (Sandu, Verwer, Blom, Spee, Carmichael and Potra 1997,
/// Atmospheric Environment 31, 3459-3472), over a step, with the place as it is in its middle. `fresh`: the derivatives
/// at the start are there.
double implicit_step(Block& block, const Interval& interval, double relative, bool fresh);

/// Extents of the explicit step of `days` that was just made, into `block.extents`; the implicit one leaves them there.
void explicit_extents(Block& block, double days);

/// Scales down, in one lane, the extents of the reactions that would take more than there is, all that a reaction does
/// by one factor, until nothing is below 0; `block.next` is made anew from them.
void limit_lane(Block& block, std::size_t lane);

}  // namespace liriver::solver::quality
