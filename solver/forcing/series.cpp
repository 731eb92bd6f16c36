#include "solver/forcing/series.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace liriver::solver::forcing {

namespace {
/// Spans of at most this many pieces are summed piece by piece; longer ones by the difference of two running integrals.
constexpr std::size_t few_pieces = 32;
}  // namespace

tl::expected<Series, mesh::field::Error> Series::make(std::vector<double> times, std::vector<double> values,
                                                      Shape shape, Outside before, Outside after,
                                                      const std::string& place) {
    const auto fail = [&](const std::string& found, const std::string& expected) {
        return tl::unexpected(mesh::field::Error{place, found, expected});
    };
    if (times.empty())
        return fail("no rows", "at least one time and value");
    if (times.size() != values.size())
        return fail(std::to_string(times.size()) + " times and " + std::to_string(values.size()) + " values",
                    "as many values as times");
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (!std::isfinite(times[i]) || !std::isfinite(values[i]))
            return fail("a time or value that is not a finite number in row " + std::to_string(i), "finite numbers");
        if (i > 0 && !(times[i] > times[i - 1]))
            return fail("row " + std::to_string(i) + " not later than the row before it", "times in growing order");
    }
    Series series;
    series.times_ = std::move(times);
    series.values_ = std::move(values);
    series.shape_ = shape;
    series.before_ = before;
    series.after_ = after;
    series.place_ = place;
    series.running_.assign(series.times_.size(), 0.0);
    for (std::size_t i = 0; i + 1 < series.times_.size(); ++i)
        series.running_[i + 1] = series.running_[i] + series.piece_integral(i, series.times_[i], series.times_[i + 1]);
    if (shape == Shape::block)
        series.find_jumps();
    else
        series.find_bends();
    return series;
}

std::size_t Series::piece(double t, std::size_t& hint) const {
    const std::size_t last = times_.size() - 1;
    const auto holds = [&](std::size_t i) { return times_[i] <= t && (i == last || t < times_[i + 1]); };
    if (hint <= last && holds(hint))
        return hint;
    if (hint < last && holds(hint + 1))
        return ++hint;
    const auto after = std::upper_bound(times_.begin(), times_.end(), t);
    hint = static_cast<std::size_t>(after - times_.begin()) - 1;
    return hint;
}

double Series::inside_value(std::size_t i, double t) const {
    if (shape_ == Shape::block || i + 1 == times_.size())
        return values_[i];
    const double share = (t - times_[i]) / (times_[i + 1] - times_[i]);
    return values_[i] * (1.0 - share) + values_[i + 1] * share;
}

double Series::piece_integral(std::size_t i, double t0, double t1) const {
    if (shape_ == Shape::block)
        return values_[i] * (t1 - t0);
    return inside_value(i, 0.5 * (t0 + t1)) * (t1 - t0);  // the midpoint rule is exact for a straight line
}

double Series::value(double t, std::size_t& hint) const {
    if (t < times_.front())
        return before_ == Outside::zero ? 0.0 : values_.front();
    if (t >= times_.back())
        return after_ == Outside::zero && (t > times_.back() || shape_ == Shape::block) ? 0.0 : values_.back();
    return inside_value(piece(t, hint), t);
}

double Series::inside_integral(double t0, double t1, std::size_t& hint) const {
    const std::size_t first = piece(t0, hint);
    std::size_t last = piece(t1, hint);
    if (last > first && t1 == times_[last])
        --last;  // ends exactly on a break: the piece that begins there has no part
    if (first == last)
        return piece_integral(first, t0, t1);
    double sum = piece_integral(first, t0, times_[first + 1]);
    if (last - first <= few_pieces)
        for (std::size_t i = first + 1; i < last; ++i)
            sum += piece_integral(i, times_[i], times_[i + 1]);
    else
        sum += running_[last] - running_[first + 1];
    return sum + piece_integral(last, times_[last], t1);
}

double Series::integral(double t0, double t1, std::size_t& hint) const {
    double sum = 0.0;
    if (t0 < times_.front() && before_ != Outside::zero)
        sum += values_.front() * (std::min(t1, times_.front()) - t0);
    const double a = std::clamp(t0, times_.front(), times_.back());
    const double b = std::clamp(t1, times_.front(), times_.back());
    if (b > a)
        sum += inside_integral(a, b, hint);
    if (t1 > times_.back() && after_ != Outside::zero)
        sum += values_.back() * (t1 - std::max(t0, times_.back()));
    return sum;
}

double Series::value_before(double t, std::size_t& hint) const {
    if (shape_ == Shape::linear)
        return t == times_.front() && before_ == Outside::zero ? 0.0 : value(t, hint);
    if (t <= times_.front())
        return before_ == Outside::zero ? 0.0 : values_.front();
    if (t > times_.back())
        return after_ == Outside::zero ? 0.0 : values_.back();
    const std::size_t at = piece(t, hint);
    return values_[times_[at] == t ? at - 1 : at];
}

// A block series jumps where a value differs from the one before; its ends are kept, since what lies outside differs.
void Series::find_jumps() {
    for (std::size_t i = 0; i < times_.size(); ++i)
        if (i == 0 || i + 1 == times_.size() || values_[i] != values_[i - 1])
            breaks_.push_back(times_[i]);
}

// The fewest rows that straight lines need to be within the tolerance of all others, by Douglas and Peucker (1973,
// Cartographica 10, 112): the row farthest from the line between two is a bend if it is too far, and so on between.
// Stretches of many rows are taken one by one, since the method may take the square of their number.
void Series::find_bends() {
    constexpr std::size_t stretch = 4096;
    const auto [least, largest] = std::minmax_element(values_.begin(), values_.end());
    const double tolerance = smooth * (*largest - *least);
    const std::size_t last = times_.size() - 1;
    breaks_.push_back(times_.front());
    std::vector<std::pair<std::size_t, std::size_t>> open;
    for (std::size_t begin = 0; begin < last; begin += stretch) {
        open.emplace_back(begin, std::min(begin + stretch, last));
        while (!open.empty()) {
            const auto [from, to] = open.back();
            open.pop_back();
            double farthest = 0.0;
            std::size_t bend = from;
            const double slope = (values_[to] - values_[from]) / (times_[to] - times_[from]);
            for (std::size_t i = from + 1; i < to; ++i) {
                const double off = std::abs(values_[i] - values_[from] - slope * (times_[i] - times_[from]));
                if (off > farthest) {
                    farthest = off;
                    bend = i;
                }
            }
            if (farthest <= tolerance) {
                breaks_.push_back(times_[to]);
                continue;
            }
            open.emplace_back(bend, to);
            open.emplace_back(from, bend);
        }
    }
}

double Series::next_break(double t) const {
    const auto next = std::upper_bound(breaks_.begin(), breaks_.end(), t);
    return next == breaks_.end() ? std::numeric_limits<double>::infinity() : *next;
}

bool Series::covers(double t0, double t1) const {
    return (before_ != Outside::refuse || t0 >= times_.front()) && (after_ != Outside::refuse || t1 <= times_.back());
}

}  // namespace liriver::solver::forcing
