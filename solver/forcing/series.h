#pragma once
// A quantity given at points in time, and its exact integral. Times are seconds since the run's start.
#include <cstddef>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"

namespace liriver::solver::forcing {

/// What lies between two given times.
enum class Shape {
    linear,  ///< a straight line from one value to the next
    block,   ///< values[i] holds from times[i] up to, not including, times[i + 1]
};

/// What lies before the first and after the last given time. Always chosen, never guessed.
enum class Outside {
    hold,    ///< the nearest given value
    zero,    ///< nothing: a release or a load that has not begun, or has ended
    refuse,  ///< not known: `Function::uncovered` names it for a window that reaches there
};

/// One immutable series with its running integral. Safe to read from many threads.
class Series {
  public:
    /// `times` (s, strictly growing, at least one) and `values` (any unit) of equal length, all finite. A block series'
    /// last value holds from the last time on only if `after` is `hold`; give the end of the last block as a time of
    /// its own otherwise. Fails naming the first row (counted from 0) that breaks these rules; `place` says what series
    /// it is.
    static tl::expected<Series, mesh::field::Error> make(std::vector<double> times, std::vector<double> values,
                                                         Shape shape, Outside before, Outside after,
                                                         const std::string& place);

    /// The value at time t (s). Outside with `refuse` it is the nearest value; callers check `covers` first.
    [[nodiscard]] double value(double t, std::size_t& hint) const;

    /// Exact integral of the series from t0 to t1 (s), t0 <= t1; unit: the value's times s. Over short spans it is
    /// summed piece by piece, so that it does not lose digits to a long past.
    [[nodiscard]] double integral(double t0, double t1, std::size_t& hint) const;

    /// What the value comes to as time comes up to t: `value`, but before the jump where a block series jumps at t.
    [[nodiscard]] double value_before(double t, std::size_t& hint) const;

    /// The first time after t where the series jumps or bends; +infinity if there is none. Rows that straight lines
    /// between the others miss by at most `smooth` times the series' range are no bends: what a step takes of them is
    /// exact by the integral, and where in the step it comes is within what steps are accurate to.
    [[nodiscard]] double next_break(double t) const;
    static constexpr double smooth = 0.01;

    /// Whether [t0, t1] lies where the series is known.
    [[nodiscard]] bool covers(double t0, double t1) const;

    [[nodiscard]] double first_time() const { return times_.front(); }
    [[nodiscard]] double last_time() const { return times_.back(); }
    [[nodiscard]] const std::string& place() const { return place_; }

  private:
    Series() = default;
    /// Index of the piece that holds t: the last i with times[i] <= t. Needs t >= times[0].
    [[nodiscard]] std::size_t piece(double t, std::size_t& hint) const;
    [[nodiscard]] double inside_value(std::size_t i, double t) const;
    [[nodiscard]] double piece_integral(std::size_t i, double t0, double t1) const;
    void find_jumps();
    void find_bends();
    [[nodiscard]] double inside_integral(double t0, double t1, std::size_t& hint) const;

    std::vector<double> times_, values_;
    std::vector<double> running_;  ///< integral from times[0] to times[i]
    std::vector<double> breaks_;   ///< those of the times where the series jumps or bends
    Shape shape_ = Shape::linear;
    Outside before_ = Outside::refuse, after_ = Outside::refuse;
    std::string place_;
};

}  // namespace liriver::solver::forcing
