#include "solver/channel/time_stepper.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace liriver::solver::channel {

double TimeStepper::propose(double remaining) const {
    if (wanted_[0] >= remaining)
        return remaining;
    return wanted_[0] > 0.5 * remaining ? 0.5 * remaining : wanted_[0];
}

double TimeStepper::largest_change(double dt) const {
    return dt <= options_.least ? std::numeric_limits<double>::infinity() : 4.0 * options_.tolerance;
}

bool TimeStepper::judge(double dt, const StepOutcome& outcome) {
    if (!outcome.converged || !outcome.accepted) {
        ++retries_[0];
        exhausted_ = !outcome.converged && dt <= options_.least;
        wanted_[0] = std::max(
            options_.least,
            dt * (outcome.converged ? std::clamp(std::sqrt(options_.tolerance / outcome.change), 0.2, 0.5) : 0.5));
        return false;
    }
    const double factor = 0.9 * std::sqrt(options_.tolerance / std::max(outcome.change, 1e-6));
    const double grown = dt * std::clamp(factor, 0.5, outcome.iterations > 6 ? 1.0 : 1.6);
    // A step cut short to meet an output time says little against the longer one that was wanted before.
    wanted_[0] = std::clamp(factor >= 1.0 ? std::max(grown, std::min(wanted_[0], dt * factor)) : grown, options_.least,
                            options_.largest);
    return true;
}

}  // namespace liriver::solver::channel
