// Steady transport by deferred correction. Equations: docs/explanation/transport.md, "Steady state".
#include "solver/transport/steady.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include <Eigen/Dense>
#include <Eigen/SparseLU>

namespace liriver::solver::transport {

namespace {

using Matrix = Eigen::SparseMatrix<double>;
using Vector = Eigen::VectorXd;

std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }
Eigen::Index row(std::size_t i) { return static_cast<Eigen::Index>(i); }

/// An entry of the two matrices of a sub-step with first-order upwind fluxes,  B (c' - c) = b - A c.
struct Link {
    std::size_t to, from;
    double a, b;
};

/// Row by row: what enters and mixes, and what of it is implicit. Diagonals last.
std::vector<Link> links_of(const FrozenFlow& flow) {
    const Graph& graph = *flow.graph;
    const std::size_t volumes = flow.water.size();
    std::vector<double> in(volumes, 0.0), out(volumes, 0.0), mixed(volumes, 0.0);
    const auto over = [&](std::int32_t from, std::int32_t to, double crossed) {
        if (from != outside)
            out[index(from)] += crossed;
        if (to != outside)
            in[index(to)] += crossed;
    };
    for (std::size_t f = 0; f < graph.from.size(); ++f) {
        const bool forward = flow.crossed[f] > 0.0;
        over(forward ? graph.from[f] : graph.to[f], forward ? graph.to[f] : graph.from[f], std::abs(flow.crossed[f]));
    }
    std::vector<Link> links;
    for (std::size_t f = 0; f < graph.from.size(); ++f) {
        if (graph.from[f] == outside || graph.to[f] == outside)
            continue;
        const bool forward = flow.crossed[f] > 0.0;
        const std::size_t up = index(forward ? graph.from[f] : graph.to[f]);
        const std::size_t down = index(forward ? graph.to[f] : graph.from[f]);
        const double crossed = std::abs(flow.crossed[f]);
        const double mixing = flow.mixing.empty() ? 0.0 : flow.mixing[f];
        const double theta = out[up] > flow.water[up] ? 1.0 - flow.water[up] / out[up] : 0.0;
        links.push_back({down, up, -crossed - mixing, -crossed * theta - mixing});
        links.push_back({up, down, -mixing, -mixing});
        mixed[up] += mixing;
        mixed[down] += mixing;
    }
    for (std::size_t i = 0; i < volumes; ++i) {
        const double b = std::max(flow.water[i] - out[i], 0.0) + in[i] + mixed[i];
        links.push_back({i, i, in[i] + mixed[i], b > 0.0 ? b : 1.0});
    }
    return links;
}

/// Corrections of  step(c) - c  to first order in space: (A E + B (1 - E)) d = B (step(c) - c), with the slopes E of
/// reactions. Unknowns are ordered volume by volume.
class Corrector {
  public:
    Corrector(const FrozenFlow& flow, std::size_t constituents)
        : links_(links_of(flow)), volumes_(flow.water.size()), count_(constituents) {}

    [[nodiscard]] bool factor(std::span<const double> slopes) {
        std::vector<Eigen::Triplet<double>> entries;
        entries.reserve(links_.size() * count_ * (slopes.empty() ? 1 : count_));
        for (const Link& link : links_)
            for (std::size_t p = 0; p < count_; ++p)
                for (std::size_t q = 0; q < count_; ++q) {
                    const double same = p == q ? 1.0 : 0.0;
                    const double e = slopes.empty() ? same : slopes[(link.from * count_ + p) * count_ + q];
                    double value = link.a * e + link.b * (same - e);
                    if (value == 0.0 && same > 0.0 && link.to == link.from)
                        value = 1.0;  // still water in which nothing reacts stays as it is
                    if (value != 0.0)
                        entries.emplace_back(static_cast<int>(link.to * count_ + p),
                                             static_cast<int>(link.from * count_ + q), value);
                }
        Matrix matrix(row(volumes_ * count_), row(volumes_ * count_));
        matrix.setFromTriplets(entries.begin(), entries.end());
        solver_.compute(matrix);
        return solver_.info() == Eigen::Success;
    }

    /// `change` is step(c) - c.
    [[nodiscard]] Vector correction(const Vector& change) const {
        Vector right = Vector::Zero(change.size());
        for (const Link& link : links_)
            for (std::size_t p = 0; p < count_; ++p)
                right[row(link.to * count_ + p)] += link.b * change[row(link.from * count_ + p)];
        return solver_.solve(right);
    }

  private:
    std::vector<Link> links_;
    std::size_t volumes_, count_;
    Eigen::SparseLU<Matrix> solver_;
};

/// Combines the last corrections so that what is left of them is least.
class Mixer {
  public:
    /// The next state from this one and its correction.
    [[nodiscard]] Vector next(const Vector& state, const Vector& correction) {
        if (state_.size() > 0) {
            states_.push_back(state - state_);
            corrections_.push_back(correction - correction_);
            if (states_.size() > depth) {
                states_.pop_front();
                corrections_.pop_front();
            }
        }
        state_ = state;
        correction_ = correction;
        Vector next = state + correction;
        if (states_.empty())
            return next;
        Eigen::MatrixXd differences(correction.size(), row(corrections_.size()));
        for (std::size_t k = 0; k < corrections_.size(); ++k)
            differences.col(row(k)) = corrections_[k];
        const Vector weights = differences.colPivHouseholderQr().solve(correction);
        for (std::size_t k = 0; k < states_.size(); ++k)
            next -= weights[row(k)] * (states_[k] + corrections_[k]);
        return next;
    }
    void forget() {
        states_.clear();
        corrections_.clear();
        state_.resize(0);
    }

  private:
    static constexpr std::size_t depth = 5;
    std::deque<Vector> states_, corrections_;
    Vector state_, correction_;
};

}  // namespace

SteadyOutcome find_steady_state(const FrozenFlow& flow, std::size_t constituents, const StepOnce& step,
                                const ReactionSlopes& slopes, std::span<double> concentrations,
                                const SteadyOptions& options) {
    const std::size_t volumes = flow.water.size();
    const auto at = [&](std::size_t i, std::size_t p) { return row(i * constituents + p); };
    std::vector<double> moved(concentrations.begin(), concentrations.end());
    std::vector<double> slope(slopes ? volumes * constituents * constituents : 0);
    Vector state(row(volumes * constituents)), change(state.size());
    for (std::size_t p = 0; p < constituents; ++p)
        for (std::size_t i = 0; i < volumes; ++i)
            state[at(i, p)] = concentrations[p * volumes + i];
    Corrector corrector(flow, constituents);
    Mixer mixer;
    SteadyOutcome outcome;
    for (; outcome.iterations < options.most && !outcome.converged; ++outcome.iterations) {
        for (std::size_t p = 0; p < constituents; ++p)
            for (std::size_t i = 0; i < volumes; ++i)
                concentrations[p * volumes + i] = moved[p * volumes + i] = state[at(i, p)];
        const int every = options.slopes_every;
        if (outcome.iterations == 0 || (slopes && every > 0 && outcome.iterations % every == 0)) {
            if (slopes)
                slopes(concentrations, slope);
            if (!corrector.factor(slope)) {
                outcome.correction = std::numeric_limits<double>::infinity();
                return outcome;
            }
            mixer.forget();
        }
        step(moved);
        for (std::size_t p = 0; p < constituents; ++p)
            for (std::size_t i = 0; i < volumes; ++i)
                change[at(i, p)] = moved[p * volumes + i] - concentrations[p * volumes + i];
        const Vector correction = corrector.correction(change);
        outcome.correction = 0.0;
        for (std::size_t p = 0; p < constituents; ++p) {
            double largest = 0.0, most = 0.0;
            std::size_t where = 0;
            for (std::size_t i = 0; i < volumes; ++i) {
                largest = std::max(largest, std::abs(state[at(i, p)] + correction[at(i, p)]));
                if (const double size = std::abs(correction[at(i, p)]); !(size <= most)) {
                    most = size;
                    where = i;
                }
            }
            const double share = largest > 0.0 ? most / largest : most;
            if (!(share <= outcome.correction))
                outcome = {false, outcome.iterations, share, p, where};
        }
        if (!std::isfinite(outcome.correction)) {
            outcome.correction = std::numeric_limits<double>::infinity();
            return outcome;
        }
        outcome.converged = outcome.correction <= options.tolerance;
        if (!outcome.converged)
            state = mixer.next(state, correction).cwiseMax(0.0);
    }
    return outcome;
}

}  // namespace liriver::solver::transport
