#include "solver/assimilation/least_squares.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace liriver::solver::assimilation {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

// A column this much shorter than the longest moves nothing: its parameter stays.
constexpr double least_column = 1e-12;

Eigen::Map<const MatrixXd> view(const Matrix& m) {
    return {m.values.data(), static_cast<Eigen::Index>(m.rows), static_cast<Eigen::Index>(m.columns)};
}

Eigen::Map<const VectorXd> view(const std::vector<double>& v) {
    return {v.data(), static_cast<Eigen::Index>(v.size())};
}

}  // namespace

double sum_of_squares(std::span<const double> values) {
    double sum = 0.0;
    for (const double value : values)
        sum += value * value;
    return sum;
}

std::string in_words(SearchState state) {
    switch (state) {
        case SearchState::searching:
            return "searching";
        case SearchState::converged:
            return "converged";
        case SearchState::stalled:
            return "no better point was found along the descent";
        case SearchState::exhausted:
            return "stopped at the most iterations allowed";
        case SearchState::failed:
            return "the model could not be run about the start";
    }
    return {};
}

LeastSquares::LeastSquares(std::vector<double> start, std::vector<double> lower, std::vector<double> upper,
                           const LeastSquaresOptions& options)
    : lower_(std::move(lower)), upper_(std::move(upper)), options_(options), damping_(options.first_damping) {
    assert(start.size() == lower_.size() && start.size() == upper_.size());
    best_.point = std::move(start);
    for (std::size_t j = 0; j < lower_.size(); ++j)
        best_.point[j] = std::clamp(best_.point[j], lower_[j], upper_[j]);
    asked_ = {best_.point};
}

LeastSquares::LeastSquares(Linearisation known, std::vector<double> lower, std::vector<double> upper,
                           const LeastSquaresOptions& options)
    : lower_(std::move(lower)),
      upper_(std::move(upper)),
      options_(options),
      best_(std::move(known)),
      sum_(sum_of_squares(best_.residuals)),
      damping_(options.first_damping),
      iterations_(1) {
    ask_for_trial();
}

void LeastSquares::tell(std::vector<std::vector<double>> residuals) {
    assert(residuals.size() == asked_.size());
    switch (awaiting_) {
        case Awaiting::start:
            if (residuals.front().empty()) {
                end(SearchState::failed);
                return;
            }
            best_.residuals = std::move(residuals.front());
            sum_ = sum_of_squares(best_.residuals);
            ask_for_jacobian();
            return;
        case Awaiting::jacobian:
            take_quotients(std::move(residuals), false);
            return;
        case Awaiting::other_side:
            take_quotients(std::move(residuals), true);
            return;
        case Awaiting::trial:
            take_trial(std::move(residuals.front()));
            return;
    }
}

// Upwards, unless the bound is nearer than the step; then towards the farther bound.
double LeastSquares::difference(std::size_t j) const {
    const double above = upper_[j] - best_.point[j];
    const double below = best_.point[j] - lower_[j];
    if (above >= options_.difference)
        return options_.difference;
    return below > above ? -std::min(below, options_.difference) : above;
}

void LeastSquares::ask_for_jacobian() {
    if (iterations_ == options_.most_iterations) {
        end(SearchState::exhausted);
        return;
    }
    ++iterations_;
    awaiting_ = Awaiting::jacobian;
    best_.jacobian = Matrix(best_.residuals.size(), best_.point.size());
    steps_.assign(best_.point.size(), 0.0);
    asked_.clear();
    for (std::size_t j = 0; j < best_.point.size(); ++j) {
        steps_[j] = difference(j);
        asked_.push_back(best_.point);
        asked_.back()[j] += steps_[j];
    }
}

void LeastSquares::take_quotients(std::vector<std::vector<double>> residuals, bool other_side) {
    const std::vector<std::size_t> taken = std::exchange(missing_, {});
    asked_.clear();
    for (std::size_t k = 0; k < residuals.size(); ++k) {
        const std::size_t j = other_side ? taken[k] : k;
        if (residuals[k].empty()) {
            if (other_side) {
                end(SearchState::failed);
                return;
            }
            missing_.push_back(j);
            steps_[j] = -steps_[j];
            asked_.push_back(best_.point);
            asked_.back()[j] = std::clamp(best_.point[j] + steps_[j], lower_[j], upper_[j]);
            steps_[j] = asked_.back()[j] - best_.point[j];
            if (steps_[j] == 0.0) {
                end(SearchState::failed);
                return;
            }
            continue;
        }
        const auto column = best_.jacobian.column(j);
        for (std::size_t i = 0; i < column.size(); ++i)
            column[i] = (residuals[k][i] - best_.residuals[i]) / steps_[j];
    }
    if (!missing_.empty())
        awaiting_ = Awaiting::other_side;
    else
        ask_for_trial();
}

// Solves (J'J + damping diag(J'J)) step = -J'r over the free parameters, and projects.
void LeastSquares::ask_for_trial() {
    const auto jacobian = view(best_.jacobian);
    const VectorXd gradient = jacobian.transpose() * view(best_.residuals);
    const VectorXd length = jacobian.colwise().squaredNorm();
    std::vector<Eigen::Index> free;
    for (Eigen::Index j = 0; j < gradient.size(); ++j) {
        const auto k = static_cast<std::size_t>(j);
        const bool held =
            (best_.point[k] <= lower_[k] && gradient[j] > 0.0) || (best_.point[k] >= upper_[k] && gradient[j] < 0.0);
        if (!held && length[j] > least_column * least_column * length.maxCoeff() && length[j] > 0.0)
            free.push_back(j);
    }
    if (free.empty()) {
        end(SearchState::converged);
        return;
    }
    MatrixXd columns(jacobian.rows(), static_cast<Eigen::Index>(free.size()));
    for (std::size_t k = 0; k < free.size(); ++k)
        columns.col(static_cast<Eigen::Index>(k)) = jacobian.col(free[k]);
    MatrixXd normal = columns.transpose() * columns;
    normal.diagonal() *= 1.0 + damping_;
    const VectorXd reduced = normal.ldlt().solve(-columns.transpose() * view(best_.residuals));

    std::vector<double> trial = best_.point;
    VectorXd step = VectorXd::Zero(gradient.size());
    for (std::size_t k = 0; k < free.size(); ++k) {
        const auto j = static_cast<std::size_t>(free[k]);
        trial[j] = std::clamp(best_.point[j] + reduced[static_cast<Eigen::Index>(k)], lower_[j], upper_[j]);
        step[free[k]] = trial[j] - best_.point[j];
    }
    // What the linear model says the sum of squares will fall by.
    promised_ = -(2.0 * gradient.dot(step) + (jacobian * step).squaredNorm());
    if (step.lpNorm<Eigen::Infinity>() < options_.step_tolerance || promised_ <= options_.gain_tolerance * sum_) {
        end(SearchState::converged);
        return;
    }
    awaiting_ = Awaiting::trial;
    asked_ = {std::move(trial)};
}

void LeastSquares::take_trial(std::vector<double> residuals) {
    if (residuals.empty()) {
        reject();
        return;
    }
    const double sum = sum_of_squares(residuals);
    if (!(sum < sum_)) {
        reject();
        return;
    }
    const double gain = (sum_ - sum) / promised_;
    damping_ *= std::max(1.0 / 3.0, 1.0 - std::pow(2.0 * gain - 1.0, 3.0));
    growth_ = 2.0;
    const bool little = sum_ - sum <= options_.gain_tolerance * sum_;
    best_.point = std::move(asked_.front());
    best_.residuals = std::move(residuals);
    sum_ = sum;
    best_.jacobian = Matrix();
    if (little)
        end(SearchState::converged);
    else
        ask_for_jacobian();
}

void LeastSquares::reject() {
    damping_ *= growth_;
    growth_ *= 2.0;
    if (damping_ > options_.largest_damping)
        end(SearchState::stalled);
    else
        ask_for_trial();
}

void LeastSquares::end(SearchState state) {
    state_ = state;
    asked_.clear();
}

}  // namespace liriver::solver::assimilation
