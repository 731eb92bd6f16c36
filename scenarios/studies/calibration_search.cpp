// The search of a calibration: its start, the fit, the Jacobian there, and each series left out in turn.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/studies/calibration_work.h"
#include "scenarios/studies/halton.h"

namespace liriver::scenarios::studies {

using solver::assimilation::Linearisation;
using solver::assimilation::Matrix;
using solver::assimilation::SearchState;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<double> chosen(std::vector<double> values, const std::vector<bool>& kept) {
    if (kept.empty())
        return values;
    std::vector<double> some;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (kept[i])
            some.push_back(values[i]);
    return some;
}

}  // namespace

// The scenario as it stands, the start, and points to look around at.
bool CalibrationWork::begin() {
    stage_ = "start";
    Points points{{}, start_};
    const auto primes = first_primes(start_.size());
    for (int k = 1; k <= method_.screening; ++k) {
        std::vector<double> point;
        point.reserve(start_.size());
        for (std::size_t j = 0; j < start_.size(); ++j)
            point.push_back(std::exp(lower_[j] + (upper_[j] - lower_[j]) * radical_inverse(k, primes[j])));
        points.push_back(point);
    }
    std::vector<MemberResult> results;
    if (!evaluate(points, "start", results))
        return false;
    for (std::size_t k = 0; k < 2; ++k)
        if (results[k].simulated.empty()) {
            out_.exit_code = 3;
            out_.message =
                fmt::format("{}: {}", k == 0 ? "the scenario as it stands" : "the start", results[k].trouble);
            return false;
        }
    as_is_ = results[0].simulated;
    before_ = results[1].simulated;
    out_.sum_as_is = sum(as_is_);
    out_.sum_before = sum(before_);
    double least = infinity;
    for (std::size_t k = 1; k < points.size(); ++k)
        if (!results[k].simulated.empty() && sum(results[k].simulated) < least) {
            least = sum(results[k].simulated);
            begin_at_ = points[k];
        }
    sum_now_ = least;
    return true;
}

// Tells a search what it asks for until it ends. `kept`: rows of the residuals that it may see; none: all.
bool CalibrationWork::feed(const std::vector<LeastSquares*>& searches, const std::vector<std::vector<bool>>& kept,
                           const char* purpose) {
    for (;;) {
        Points wanted;
        for (const LeastSquares* search : searches)
            for (const auto& point : search->asked())
                wanted.push_back(parameters_at(point));
        if (wanted.empty())
            return true;
        std::vector<MemberResult> results;
        if (!evaluate(wanted, purpose, results))
            return false;
        std::size_t next = 0;
        for (std::size_t s = 0; s < searches.size(); ++s) {
            std::vector<std::vector<double>> told;
            for (std::size_t k = searches[s]->asked().size(); k > 0; --k) {
                const auto& simulated = results[next++].simulated;
                told.push_back(simulated.empty() ? std::vector<double>{}
                                                 : chosen(residuals(in_.observations, simulated), kept[s]));
            }
            if (!told.empty())
                searches[s]->tell(std::move(told));
        }
        if (kept.front().empty()) {
            iteration_ = searches.front()->iterations();
            sum_now_ = searches.front()->sum();
        }
    }
}

bool CalibrationWork::search() {
    stage_ = "search";
    std::vector<double> from;
    from.reserve(begin_at_.size());
    for (std::size_t j = 0; j < begin_at_.size(); ++j)
        from.push_back(begin_at_[j] == in_.study.parameters[j].lower   ? lower_[j]
                       : begin_at_[j] == in_.study.parameters[j].upper ? upper_[j]
                                                                       : std::log(begin_at_[j]));
    LeastSquares search(from, lower_, upper_, search_options_);
    if (!feed({&search}, {{}}, "search"))
        return false;
    out_.search = in_words(search.state());
    out_.converged = search.state() == SearchState::converged;
    out_.iterations = search.iterations();
    if (search.state() == SearchState::failed) {
        out_.exit_code = 3;
        out_.message = out_.search + ": " + last_trouble();
        return false;
    }
    best_ = search.best();
    out_.sum_after = search.sum();
    return true;
}

// The Jacobian at the best fit, by central differences where the bounds leave room.
bool CalibrationWork::differentiate() {
    stage_ = "central differences";
    Points points{parameters_at(best_.point)};
    std::vector<std::pair<double, double>> steps;
    for (std::size_t j = 0; j < best_.point.size(); ++j) {
        const double h = method_.difference;
        const double down = std::max(best_.point[j] - h, lower_[j]);
        const double up = std::min(best_.point[j] + h, upper_[j]);
        steps.emplace_back(down, up);
        for (const double x : {down, up}) {
            std::vector<double> point = best_.point;
            point[j] = x;
            points.push_back(parameters_at(point));
        }
    }
    std::vector<MemberResult> results;
    if (!evaluate(points, "central differences", results))
        return false;
    after_ = results.front().simulated;
    best_.residuals = residuals(in_.observations, after_);
    best_.jacobian = Matrix(best_.residuals.size(), best_.point.size());
    for (std::size_t j = 0; j < best_.point.size(); ++j) {
        double down = steps[j].first, up = steps[j].second;
        std::vector<double> low = results[1 + 2 * j].simulated, high = results[2 + 2 * j].simulated;
        if (low.empty()) {
            low = after_;
            down = best_.point[j];
        }
        if (high.empty()) {
            high = after_;
            up = best_.point[j];
        }
        if (!(up > down)) {
            out_.exit_code = 3;
            out_.message = "the model cannot be run on either side of the best fit: " + last_trouble();
            return false;
        }
        const auto r_low = residuals(in_.observations, low);
        const auto r_high = residuals(in_.observations, high);
        const auto column = best_.jacobian.column(j);
        for (std::size_t i = 0; i < column.size(); ++i)
            column[i] = (r_high[i] - r_low[i]) / (up - down);
    }
    return true;
}

// Each series in turn: fit to the others, predict it. All go in step, so that their members fill the processes.
bool CalibrationWork::leave_out() {
    stage_ = "left out in turn";
    const auto& series = in_.observations.series;
    if (!method_.leave_one_out || series.size() < 2)
        return true;
    out_.left_out.resize(series.size());
    std::vector<LeastSquares> searches;
    std::vector<std::vector<bool>> kept;
    std::vector<std::size_t> of;
    for (std::size_t s = 0; s < series.size(); ++s) {
        std::vector<bool> rows(in_.observations.size(), true);
        const std::size_t begin = in_.observations.begin(s);
        std::fill_n(rows.begin() + static_cast<std::ptrdiff_t>(begin), series[s].size(), false);
        if (in_.observations.size() - series[s].size() <= best_.point.size()) {
            out_.left_out[s].trouble = "too few other observations for so many parameters";
            continue;
        }
        Linearisation known;
        known.point = best_.point;
        known.residuals = chosen(best_.residuals, rows);
        known.jacobian = Matrix(known.residuals.size(), best_.point.size());
        for (std::size_t j = 0; j < best_.point.size(); ++j) {
            const auto column = best_.jacobian.column(j);
            const auto some = chosen({column.begin(), column.end()}, rows);
            std::copy(some.begin(), some.end(), known.jacobian.column(j).begin());
        }
        searches.emplace_back(std::move(known), lower_, upper_, search_options_);
        kept.push_back(std::move(rows));
        of.push_back(s);
    }
    if (searches.empty())
        return true;
    std::vector<LeastSquares*> pointers;
    pointers.reserve(searches.size());
    for (LeastSquares& search : searches)
        pointers.push_back(&search);
    if (!feed(pointers, kept, "left out in turn"))
        return false;
    for (std::size_t k = 0; k < searches.size(); ++k) {
        LeftOut& left = out_.left_out[of[k]];
        left.search = in_words(searches[k].state());
        left.parameters = parameters_at(searches[k].best().point);
        std::vector<MemberResult> results;
        if (!evaluate({left.parameters}, "left out in turn", results))
            return false;
        left.prediction = fit(of[k], results.front().simulated);
    }
    return true;
}

}  // namespace liriver::scenarios::studies
