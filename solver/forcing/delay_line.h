#pragma once
// Water that leaves at one time and comes back a fixed time later, with what it carries: an underground stream.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace liriver::solver::forcing {

/// What is under way lies in bins of equal time by when it comes out, so that the state has one size whatever the steps
/// were. What came in over a step comes out over a step of the same length `lag` later, blurred by at most one bin.
/// Nothing is lost: what came in = what came out + what is under way, to round-off.
class DelayLine {
  public:
    static constexpr std::size_t bins_a_lag = 128;

    /// `lag` in s, above 0; `quantities`: how many amounts the water carries. Empty at first. Times are seconds since
    /// the run's start.
    DelayLine(double lag, std::size_t quantities);

    /// The longest step that may be taken from anywhere, s: what comes out must have gone in before.
    [[nodiscard]] double longest_step() const { return lag_ - 2.0 * bin_; }

    /// What comes out from t0 to t1: quantity 0 is water (m3), the others as they were put in. Changes nothing, so that
    /// a step may be tried again; needs t1 - t0 <= longest_step() and that nothing before t0 was left inside.
    [[nodiscard]] double coming_out(std::size_t quantity, double t0, double t1) const;

    /// Moves on from t0 to t1: takes out what comes out, and puts in what went in evenly over that time. `went_in` has
    /// water (m3) first, then each amount.
    void advance(double t0, double t1, std::span<const double> went_in);

    [[nodiscard]] double under_way(std::size_t quantity) const;
    [[nodiscard]] std::size_t quantities() const { return quantities_; }

    /// All that a restart needs; [bins * quantities].
    [[nodiscard]] std::span<double> state() { return content_; }

  private:
    [[nodiscard]] std::size_t slot(std::int64_t bin, std::size_t quantity) const;
    [[nodiscard]] std::int64_t bin_of(double t) const;
    // Visits each bin that [t0, t1] meets with the share of the bin's rest from t0 on that lies inside.
    template <class Visit>
    void visit(double t0, double t1, const Visit& visit) const;

    double lag_, bin_;
    std::size_t quantities_;
    std::vector<double> content_;
};

}  // namespace liriver::solver::forcing
