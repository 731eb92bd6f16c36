#pragma once
// What observations can tell about parameters, from the sensitivities at the best fit.
//
// Brun, R., Reichert, P., Kuensch, H. R. (2001) Practical identifiability analysis of large environmental simulation
// models, Water Resour. Res. 37(4), 1015-1030: the measure delta^msqr (eq. 9) and the collinearity index gamma (eq.
// 12).
#include <cstddef>
#include <span>
#include <vector>

#include "solver/assimilation/matrix.h"

namespace liriver::solver::assimilation {

/// delta^msqr of each column: sqrt(1/n sum s_ij^2).
[[nodiscard]] std::vector<double> mean_square_sensitivity(const Matrix& jacobian);

/// gamma of a set of columns: 1 / sqrt(smallest eigenvalue of S~'S~), columns scaled to length 1. 1: orthogonal; large:
/// a change of one is made good by the others down to 1/gamma. Infinite when they are linearly dependent to rounding,
/// or one is zero. One column alone has 1.
[[nodiscard]] double collinearity_index(const Matrix& jacobian, std::span<const std::size_t> columns);

/// The set's unit vector in the space of scaled columns that changes the observed values least, its largest part
/// positive: how the parameters make each other good.
[[nodiscard]] std::vector<double> weakest_direction(const Matrix& jacobian, std::span<const std::size_t> columns);

/// Singular values of the Jacobian, falling, and the right vectors they belong to.
struct SingularValues {
    std::vector<double> values;                ///< [columns]
    std::vector<std::vector<double>> vectors;  ///< [columns][columns], of length 1
};
[[nodiscard]] SingularValues singular_values(const Matrix& jacobian);

/// What the linearised fit says about each parameter (Seber & Wild 1989, Nonlinear Regression, sec. 2.1): covariance
/// variance * (J'J)^-1 over the `free` columns. A direction whose singular value is below 1e-7 of the largest has no
/// end; parameters that take part in it (by more than 1e-3) have an infinite standard error, as have those not free.
struct Covariance {
    std::vector<double> standard_error;            ///< [columns]
    std::vector<std::vector<double>> correlation;  ///< [columns][columns]; NaN where a standard error is infinite
};
[[nodiscard]] Covariance covariance(const Matrix& jacobian, const std::vector<bool>& free, double variance);

}  // namespace liriver::solver::assimilation
