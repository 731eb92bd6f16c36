#pragma once
// The steady state of transport and reactions on a flow that does not change.
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "solver/transport/water_step.h"

namespace liriver::solver::transport {

/// A flow that stays as it is, for one sub-step of `seconds`.
struct FrozenFlow {
    const Graph* graph = nullptr;
    double seconds = 0.0;
    std::span<const double> water;    ///< [volumes] m3
    std::span<const double> crossed;  ///< [faces] m3 in the sub-step, signed
    std::span<const double> mixing;   ///< [faces] m3 in the sub-step; empty: none
};

/// Moves concentrations [constituents][volumes] on by one sub-step of the run, reactions included.
using StepOnce = std::function<void(std::span<double> concentrations)>;
/// For concentrations [constituents][volumes] writes, for each volume, the matrix d after / d before of what reactions
/// make of them in a sub-step: [volumes][constituents][constituents], rows of `after`.
using ReactionSlopes = std::function<void(std::span<const double> concentrations, std::span<double> slopes)>;

struct SteadyOptions {
    double tolerance = 1e-9;  ///< largest correction, of each constituent's largest concentration
    int most = 400;           ///< iterations
    int slopes_every = 6;     ///< iterations for which slopes are kept; 0: for all
};

struct SteadyOutcome {
    bool converged = false;
    int iterations = 0;
    double correction = 0.0;                  ///< the last one's largest, of that constituent's largest concentration
    std::size_t constituent = 0, volume = 0;  ///< where that was
};

/// Finds concentrations that `step` leaves as they are, beginning with those given: deferred correction. What `step`
/// changes is the residual of the run's own scheme, limiters and splitting included; each correction solves it with
/// first-order upwind fluxes, dispersion and the slopes of reactions (a direct sparse solve), and up to five of them
/// are combined (Anderson, J. ACM 12, 1965). So the solution is that of a run that goes on long enough. Concentrations
/// that a correction would take below 0 are set to 0 on the way. Where limiters keep switching it does not converge:
/// the outcome says so.
[[nodiscard]] SteadyOutcome find_steady_state(const FrozenFlow& flow, std::size_t constituents, const StepOnce& step,
                                              const ReactionSlopes& slopes, std::span<double> concentrations,
                                              const SteadyOptions& options = {});

}  // namespace liriver::solver::transport
