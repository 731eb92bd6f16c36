#pragma once
// The steady state of a network as a direct solution: Newton's method on the implicit system, by pseudo time steps that
// grow without regard to accuracy (Kelley and Keyes 1998, SIAM J. Numer. Anal. 35, 508: pseudo-transient continuation).
#include <cstdint>
#include <functional>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {

struct SteadyOptions {
    double largest_step = 86400.0;  ///< s of pseudo time
    double stage_change = 1e-9;     ///< m a day: a state that changes less is steady
    /// What flows into a cell and what flows out of it differ by at most this, of what flows through it. Cells through
    /// which less than a millionth of the largest discharge flows are measured by that millionth.
    double imbalance = 1e-9;
    double weight_lag = 1e-6;  ///< of the limiters' weights behind the state
    int step_limit = 4000;
};

struct SteadyOutcome {
    bool found = false;
    int steps = 0;                 ///< tried, those that had to be repeated too
    double elapsed = 0.0;          ///< s of pseudo time
    double stage_change = 0.0;     ///< m a day, the fastest anywhere
    double imbalance = 0.0;        ///< the largest anywhere, relative
    std::int32_t worst_cell = -1;  ///< where the condition that is not met is met least
};

/// The largest relative difference of what flowed into and out of a cell over the last step, and where.
struct Imbalance {
    double value = 0.0;
    std::int32_t cell = -1;
};
[[nodiscard]] Imbalance imbalance_of(const ChannelMesh& mesh, const ChannelSolver& solver,
                                     const ChannelForcing& forcing);

/// Takes the solver from the state it holds to the steady one. `forcing` is asked before every step, since what acts on
/// the network may follow from its state; the spans it gives must last until it is asked again. When a step fails at
/// 0.1 ms, or the limit of steps is reached, the outcome says what is left and where; the solver holds the last state.
[[nodiscard]] SteadyOutcome find_steady_state(const ChannelMesh& mesh, ChannelSolver& solver,
                                              const std::function<ChannelForcing()>& forcing,
                                              const SteadyOptions& options = {});

}  // namespace liriver::solver::channel
