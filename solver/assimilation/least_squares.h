#pragma once
// Bounded nonlinear least squares, asked and told: whoever owns the model evaluates the points in any order, in any
// number of processes, and the answer is the same.
//
// Levenberg-Marquardt: K. Levenberg (1944) Q. Appl. Math. 2, 164-168; D. W. Marquardt (1963) J. SIAM 11, 431-441, with
// his scaling by the diagonal of J'J; damping by the gain ratio after H. B. Nielsen (1999) IMM-REP-1999-05, eq. 2.5;
// bounds by holding the parameters that press against theirs and projecting the rest, after D. P. Bertsekas (1982) SIAM
// J. Control Optim. 20, 221-246.
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "solver/assimilation/matrix.h"

namespace liriver::solver::assimilation {

struct LeastSquaresOptions {
    double difference = 0.01;       ///< step of the difference quotients, in the parameters' own scale
    double step_tolerance = 1e-4;   ///< a step shorter than this in every parameter ends the search
    double gain_tolerance = 1e-6;   ///< so does a promised and found relative fall of the sum below this
    int most_iterations = 30;       ///< linearisations
    double first_damping = 1e-3;    ///< of the diagonal of J'J
    double largest_damping = 1e10;  ///< no better point within this: the search ends
};

enum class SearchState {
    searching,  ///< points are asked for
    converged,  ///< by one of the tolerances
    stalled,    ///< no better point along the descent: the quotients are as good as the model's own noise lets them be
    exhausted,  ///< `most_iterations` were used
    failed,     ///< the model could not be evaluated at the start, or on neither side of it
};

/// A point of the search with what is known there.
struct Linearisation {
    std::vector<double> point;      ///< [parameters]
    std::vector<double> residuals;  ///< [observations]
    Matrix jacobian;                ///< of the residuals; empty before it is known
};

class LeastSquares {
  public:
    /// Searches within [lower, upper] from `start` (clamped into them). Sizes are equal; lower < upper.
    LeastSquares(std::vector<double> start, std::vector<double> lower, std::vector<double> upper,
                 const LeastSquaresOptions& options);
    /// Goes on from a point whose residuals and Jacobian are known.
    LeastSquares(Linearisation known, std::vector<double> lower, std::vector<double> upper,
                 const LeastSquaresOptions& options);

    /// The points whose residuals are wanted now; none when the search has ended.
    [[nodiscard]] const std::vector<std::vector<double>>& asked() const { return asked_; }
    /// One vector of residuals for each point asked; empty where the model could not be evaluated.
    void tell(std::vector<std::vector<double>> residuals);

    [[nodiscard]] SearchState state() const { return state_; }
    [[nodiscard]] const Linearisation& best() const { return best_; }
    /// Sum of squared residuals at `best`.
    [[nodiscard]] double sum() const { return sum_; }
    [[nodiscard]] int iterations() const { return iterations_; }

  private:
    enum class Awaiting { start, jacobian, other_side, trial };

    void ask_for_jacobian();
    void take_quotients(std::vector<std::vector<double>> residuals, bool other_side);
    void take_trial(std::vector<double> residuals);
    void ask_for_trial();
    void reject();
    void end(SearchState state);
    [[nodiscard]] double difference(std::size_t parameter) const;

    std::vector<double> lower_, upper_;
    LeastSquaresOptions options_;
    Linearisation best_;
    double sum_ = std::numeric_limits<double>::infinity();
    SearchState state_ = SearchState::searching;
    Awaiting awaiting_ = Awaiting::start;
    std::vector<std::vector<double>> asked_;
    std::vector<double> steps_;         // [parameters] of the quotients, signed
    std::vector<std::size_t> missing_;  // parameters whose quotient is tried on the other side
    double damping_ = 0.0, growth_ = 2.0, promised_ = 0.0;
    int iterations_ = 0;
};

[[nodiscard]] std::string in_words(SearchState state);

/// Sum of squares, in order.
[[nodiscard]] double sum_of_squares(std::span<const double> values);

}  // namespace liriver::solver::assimilation
