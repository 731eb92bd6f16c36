#pragma once
// Student's t, for confidence intervals.

namespace liriver::solver::assimilation {

/// Probability that Student's t with `freedom` degrees of freedom (> 0) is at most `t`: by the regularised incomplete
/// beta function (Abramowitz & Stegun 1964, 26.7.1 and 26.5.8), to 1e-12.
[[nodiscard]] double student_t_probability(double t, double freedom);

/// The t of which `probability` (between 0 and 1) lies below: the inverse, to 1e-10 relative.
[[nodiscard]] double student_t_quantile(double probability, double freedom);

}  // namespace liriver::solver::assimilation
