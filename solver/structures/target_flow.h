#pragma once
// The target-flow rule: several reservoirs release so that a gauge far below them meets its target, each allowing for
// the time its water wave takes to get there and for what the others send.
//
// At a control time t, with travel times tau_r, targets T, releases R_r and the gauge's discharge Q:
//
//   X  = Q(t) - sum over r of R_r(t - tau_r)                                      natural flow at the gauge
//   N1 <- N1 + a (min(X, 3 T_max) - N1), N2 <- N2 + a (N1 - N2)                   smoothed once and twice
//   M  <- M + a (min(X, T_max) - M)                                               of it what can matter; a = 1 -
//   exp(-dt/S) N  = min(2 N1 - N2, M)                                                        what is expected to go on
//   D_r = T(t + tau_r) - N - sum over j of R_j(t + tau_r - tau_j), tau_j > tau_r  what is still wanted when r arrives
//   R_r = its part of D_r among itself and those nearer than it, by priorities and shares within everyone's limits
//
// Q, R and T are means over control intervals dt, so a river that only delays is answered exactly. The farthest decides
// first, and the nearest last makes up for what is missing. A standing error of any kind (losses,
// abstractions, a wrong travel time) is seen as natural flow and so corrected: N is the integral part of the control,
// with S its time, and since the releases on their way are taken off first it does not answer them twice (the
// predictor of Smith, 1957, Chem. Eng. Progr. 53, 217). 2 N1 - N2 is without lag where X rises or falls in a straight
// line (Brown 1963, Smoothing, Forecasting and Prediction, ch. 9): N1 alone stands S behind, and in the recession of a
// flood takes for natural what has long gone. M keeps a flood that is far above every target, during which nobody is
// asked for anything, from being remembered when it has passed (integrator windup); the bound of
// N1 keeps the end of a flood's straight line from being drawn far below what is there.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "solver/structures/reservoir.h"

namespace liriver::solver::structures {

/// One who may give: between `least` and `most`, by `share` among those of one priority; 1 gives first.
struct Giver {
    double least = 0.0, most = 0.0;
    double share = 1.0;
    int priority = 1;
};

/// Splits a demand. Everyone gives at least its least; what is more is asked of each priority in turn, in it in
/// proportion to the shares, and what one cannot give the others of its priority take over (water filling). The sum is
/// the demand, or as near to it as the limits allow. [givers]; no allocation.
void allocate(double demand, std::span<const Giver> givers, std::span<double> given);

/// What each reservoir let go in the past, by control interval.
class ReleaseRecord {
  public:
    /// For looking back up to `longest` seconds.
    ReleaseRecord(std::size_t reservoirs, double interval, double longest);

    /// As if each had always released this, m3/s.
    void fill(std::span<const double> release);
    /// Mean release of each over the interval just past, m3/s.
    void push(std::span<const double> release);
    /// Mean release (m3/s) over the control interval that ended `ago` seconds before the last push.
    [[nodiscard]] double mean(std::size_t reservoir, double ago) const;

    [[nodiscard]] std::span<double> values() { return values_; }
    [[nodiscard]] std::span<std::int64_t> head() { return {&head_, 1}; }

  private:
    std::size_t reservoirs_ = 0;
    std::size_t slots_ = 0;
    double interval_ = 0.0;
    std::vector<double> values_;  // [slots * reservoirs], a ring
    std::int64_t head_ = 0;       // slot of the newest
};

class TargetFlow {
  public:
    /// One rule for so many reservoirs. `interval`: s between decisions; `smoothing`: S, s; `longest`: largest travel
    /// time that will be asked for, s; `largest`: T_max, the largest target ever, m3/s.
    TargetFlow(std::size_t reservoirs, double interval, double smoothing, double longest, double largest);

    /// The river was steady so far: releases and the gauge's flow, m3/s.
    void start(std::span<const double> release, double gauge);

    /// Once each control time: the means over the interval just past of what was released and of the gauge's flow
    /// (m3/s), and everyone's travel time (s).
    void observe(std::span<const double> released, double gauge, std::span<const double> travel_time);

    /// The releases that are wanted, m3/s. `target`: at the gauge when the reservoir's water arrives, m3/s; NaN: none,
    /// and that one's `release` stays as it came in. `givers`: their limits now. Returns the demand (m3/s) that nobody
    /// can meet, at the arrival of the nearest with a target.
    double decide(std::span<const double> travel_time, std::span<const double> target, std::span<const Giver> givers,
                  std::span<double> release);

    /// N, m3/s.
    [[nodiscard]] double natural() const;
    /// What the reservoirs' water brought to the gauge in the interval just past, by the travel times, m3/s.
    [[nodiscard]] double arriving(std::span<const double> travel_time) const;

    [[nodiscard]] ReleaseRecord& record() { return record_; }
    [[nodiscard]] std::span<double> memory() { return natural_; }

  private:
    [[nodiscard]] double meeting(std::size_t j, double ahead, double told) const;

    ReleaseRecord record_;
    double interval_ = 0.0;
    double weight_ = 1.0;
    double largest_ = 0.0;
    std::array<double, 3> natural_{};  // N1, N2, M
    std::vector<std::size_t> order_;   // of the decision at hand, farthest first
    std::vector<Giver> nearer_;
    std::vector<double> parts_;
};

}  // namespace liriver::solver::structures
