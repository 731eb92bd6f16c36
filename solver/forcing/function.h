#pragma once
// Functions of time that drive a run: discharges, stages, concentrations, loads. A small value type: a constant plus
// scaled series. Times are seconds since the run's start; what comes before and after a series is stated when it is
// made.
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "solver/forcing/series.h"

namespace liriver::solver::forcing {

/// Where a reader last was in each series of a Function: kept by the caller, so that a Function can be read by many
/// threads. It only saves a search; it never changes a result.
struct Cursor {
    std::array<std::size_t, 4> at{};  ///< series beyond the fourth are searched for anew
};

class Function {
  public:
    /// Zero at all times.
    Function() = default;

    /// The same value at all times.
    static Function constant(double value);

    /// Straight lines between the given points. See Series::make for what is asked of them and how it fails.
    static tl::expected<Function, mesh::field::Error> linear(std::vector<double> times, std::vector<double> values,
                                                             Outside before, Outside after,
                                                             const std::string& place = "series");

    /// values[i] from times[i] up to times[i + 1].
    static tl::expected<Function, mesh::field::Error> blocks(std::vector<double> times, std::vector<double> values,
                                                             Outside before, Outside after,
                                                             const std::string& place = "series");

    /// The sum of two functions, and a function times a number. Both share their series; nothing is copied.
    [[nodiscard]] Function plus(const Function& other) const;
    [[nodiscard]] Function times(double factor) const;

    /// The value at time t (s).
    [[nodiscard]] double value(double t) const;
    [[nodiscard]] double value(double t, Cursor& cursor) const;

    /// What the value comes to as time comes up to t: before the jump, where a series jumps at t.
    [[nodiscard]] double value_before(double t) const;

    /// The exact integral from t0 to t1 (s), t0 <= t1: what a time step adds to a balance. Unit: the value's times s.
    [[nodiscard]] double integral(double t0, double t1) const;
    [[nodiscard]] double integral(double t0, double t1, Cursor& cursor) const;

    /// The exact mean over [t0, t1]; the value at t0 if the two are equal.
    [[nodiscard]] double mean(double t0, double t1) const;

    /// The first time after t where the function jumps, or bends by more than steps are accurate to
    /// (Series::next_break); +infinity if there is none. A time step that ends there sees a smooth function.
    [[nodiscard]] double next_break(double t) const;

    /// Nothing if the function is known over all of [t0, t1]; otherwise which series ends too soon or begins too late.
    [[nodiscard]] std::optional<mesh::field::Error> uncovered(double t0, double t1) const;

    [[nodiscard]] bool is_constant() const { return terms_.empty(); }

  private:
    struct Term {
        double factor;
        std::shared_ptr<const Series> series;
    };
    static tl::expected<Function, mesh::field::Error> of(tl::expected<Series, mesh::field::Error> series);

    double constant_ = 0.0;
    std::vector<Term> terms_;
};

}  // namespace liriver::solver::forcing
