#include "solver/assimilation/identifiability.h"

#include <Eigen/Dense>
#include <cmath>
#include <limits>

namespace liriver::solver::assimilation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double infinity = std::numeric_limits<double>::infinity();
// A smaller share of the largest singular value is rounding and the model's own noise, not sensitivity.
constexpr double least_share = 1e-7;
constexpr double takes_part = 1e-3;

MatrixXd columns_of(const Matrix& m, std::span<const std::size_t> columns) {
    MatrixXd chosen(static_cast<Index>(m.rows), static_cast<Index>(columns.size()));
    for (std::size_t k = 0; k < columns.size(); ++k)
        for (std::size_t i = 0; i < m.rows; ++i)
            chosen(static_cast<Index>(i), static_cast<Index>(k)) = m.column(columns[k])[i];
    return chosen;
}

Eigen::JacobiSVD<MatrixXd> decompose(const MatrixXd& m) {
    // Only R of a QR decomposition counts: observations are many, parameters few.
    const Eigen::HouseholderQR<MatrixXd> qr(m);
    const Index rows = std::min(m.rows(), m.cols());
    MatrixXd square = MatrixXd::Zero(m.cols(), m.cols());
    square.topRows(rows) = qr.matrixQR().topRows(rows).triangularView<Eigen::Upper>();
    return Eigen::JacobiSVD<MatrixXd>(square, Eigen::ComputeFullV);
}

bool scale_to_length_one(MatrixXd& m) {
    for (Index j = 0; j < m.cols(); ++j) {
        const double length = m.col(j).norm();
        if (!(length > 0.0))
            return false;
        m.col(j) /= length;
    }
    return true;
}

}  // namespace

std::vector<double> mean_square_sensitivity(const Matrix& jacobian) {
    std::vector<double> measure;
    for (std::size_t j = 0; j < jacobian.columns; ++j) {
        double sum = 0.0;
        for (const double s : jacobian.column(j))
            sum += s * s;
        measure.push_back(std::sqrt(sum / static_cast<double>(jacobian.rows)));
    }
    return measure;
}

double collinearity_index(const Matrix& jacobian, std::span<const std::size_t> columns) {
    MatrixXd scaled = columns_of(jacobian, columns);
    if (!scale_to_length_one(scaled))
        return infinity;
    const double smallest = decompose(scaled).singularValues()(scaled.cols() - 1);
    return smallest > 1e-15 ? 1.0 / smallest : infinity;
}

std::vector<double> weakest_direction(const Matrix& jacobian, std::span<const std::size_t> columns) {
    MatrixXd scaled = columns_of(jacobian, columns);
    scale_to_length_one(scaled);
    const auto svd = decompose(scaled);
    VectorXd direction = svd.matrixV().col(scaled.cols() - 1);
    Index largest = 0;
    direction.cwiseAbs().maxCoeff(&largest);
    if (direction(largest) < 0.0)
        direction = -direction;
    return {direction.data(), direction.data() + direction.size()};
}

SingularValues singular_values(const Matrix& jacobian) {
    std::vector<std::size_t> all(jacobian.columns);
    for (std::size_t j = 0; j < all.size(); ++j)
        all[j] = j;
    const auto svd = decompose(columns_of(jacobian, all));
    SingularValues result;
    for (Index k = 0; k < svd.singularValues().size(); ++k) {
        result.values.push_back(svd.singularValues()(k));
        const VectorXd vector = svd.matrixV().col(k);
        result.vectors.emplace_back(vector.data(), vector.data() + vector.size());
    }
    return result;
}

Covariance covariance(const Matrix& jacobian, const std::vector<bool>& free, double variance) {
    std::vector<std::size_t> columns;
    for (std::size_t j = 0; j < jacobian.columns; ++j)
        if (free[j])
            columns.push_back(j);
    const double none = std::numeric_limits<double>::quiet_NaN();
    Covariance result;
    result.standard_error.assign(jacobian.columns, infinity);
    result.correlation.assign(jacobian.columns, std::vector<double>(jacobian.columns, none));
    if (columns.empty())
        return result;
    const auto svd = decompose(columns_of(jacobian, columns));
    const VectorXd& values = svd.singularValues();
    const MatrixXd& vectors = svd.matrixV();
    const auto count = static_cast<Index>(columns.size());
    MatrixXd matrix = MatrixXd::Zero(count, count);
    std::vector<bool> endless(columns.size(), false);
    for (Index k = 0; k < count; ++k) {
        if (values(k) > least_share * values(0) && values(k) > 0.0) {
            matrix += vectors.col(k) * vectors.col(k).transpose() * (variance / (values(k) * values(k)));
            continue;
        }
        for (Index j = 0; j < count; ++j)
            if (std::abs(vectors(j, k)) > takes_part)
                endless[static_cast<std::size_t>(j)] = true;
    }
    for (Index a = 0; a < count; ++a) {
        if (endless[static_cast<std::size_t>(a)])
            continue;
        result.standard_error[columns[static_cast<std::size_t>(a)]] = std::sqrt(matrix(a, a));
        for (Index b = 0; b < count; ++b)
            if (!endless[static_cast<std::size_t>(b)])
                result.correlation[columns[static_cast<std::size_t>(a)]][columns[static_cast<std::size_t>(b)]] =
                    a == b ? 1.0 : matrix(a, b) / std::sqrt(matrix(a, a) * matrix(b, b));
    }
    return result;
}

}  // namespace liriver::solver::assimilation
