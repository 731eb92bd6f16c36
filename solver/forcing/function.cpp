#include "solver/forcing/function.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace liriver::solver::forcing {

Function Function::constant(double value) {
    Function made;
    made.constant_ = value;
    return made;
}

tl::expected<Function, mesh::field::Error> Function::of(tl::expected<Series, mesh::field::Error> series) {
    if (!series)
        return tl::unexpected(std::move(series.error()));
    Function made;
    made.terms_.push_back({1.0, std::make_shared<const Series>(std::move(*series))});
    return made;
}

tl::expected<Function, mesh::field::Error> Function::linear(std::vector<double> times, std::vector<double> values,
                                                            Outside before, Outside after, const std::string& place) {
    return of(Series::make(std::move(times), std::move(values), Shape::linear, before, after, place));
}

tl::expected<Function, mesh::field::Error> Function::blocks(std::vector<double> times, std::vector<double> values,
                                                            Outside before, Outside after, const std::string& place) {
    return of(Series::make(std::move(times), std::move(values), Shape::block, before, after, place));
}

Function Function::plus(const Function& other) const {
    Function made = *this;
    made.constant_ += other.constant_;
    made.terms_.insert(made.terms_.end(), other.terms_.begin(), other.terms_.end());
    return made;
}

Function Function::times(double factor) const {
    Function made = *this;
    made.constant_ *= factor;
    for (Term& term : made.terms_)
        term.factor *= factor;
    return made;
}

double Function::value(double t, Cursor& cursor) const {
    double sum = constant_;
    for (std::size_t i = 0; i < terms_.size(); ++i) {
        std::size_t none = 0;
        sum += terms_[i].factor * terms_[i].series->value(t, i < cursor.at.size() ? cursor.at[i] : none);
    }
    return sum;
}

double Function::value(double t) const {
    Cursor cursor;
    return value(t, cursor);
}

double Function::value_before(double t) const {
    double sum = constant_;
    for (const Term& term : terms_) {
        std::size_t hint = 0;
        sum += term.factor * term.series->value_before(t, hint);
    }
    return sum;
}

double Function::integral(double t0, double t1, Cursor& cursor) const {
    double sum = constant_ * (t1 - t0);
    for (std::size_t i = 0; i < terms_.size(); ++i) {
        std::size_t none = 0;
        sum += terms_[i].factor * terms_[i].series->integral(t0, t1, i < cursor.at.size() ? cursor.at[i] : none);
    }
    return sum;
}

double Function::integral(double t0, double t1) const {
    Cursor cursor;
    return integral(t0, t1, cursor);
}

double Function::mean(double t0, double t1) const { return t1 > t0 ? integral(t0, t1) / (t1 - t0) : value(t0); }

double Function::next_break(double t) const {
    double next = std::numeric_limits<double>::infinity();
    for (const Term& term : terms_)
        next = std::min(next, term.series->next_break(t));
    return next;
}

std::optional<mesh::field::Error> Function::uncovered(double t0, double t1) const {
    for (const Term& term : terms_)
        if (!term.series->covers(t0, t1))
            return mesh::field::Error{term.series->place(),
                                      "values from " + std::to_string(term.series->first_time()) + " s to " +
                                          std::to_string(term.series->last_time()) + " s of the run",
                                      "values from " + std::to_string(t0) + " s to " + std::to_string(t1) + " s"};
    return std::nullopt;
}

}  // namespace liriver::solver::forcing
