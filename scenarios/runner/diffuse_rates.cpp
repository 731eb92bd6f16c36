#include "scenarios/runner/diffuse_rates.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "scenarios/language/calendar.h"

namespace liriver::scenarios::runner {
namespace {

using language::CalendarSpan;
using language::Series;
using solver::forcing::Function;
using solver::forcing::Outside;

/// Values that each hold over a span, one span after the other.
class Steps {
  public:
    void add(double begin, double value) {
        if (!values_.empty() && values_.back() == value)
            return;
        times_.push_back(begin);
        values_.push_back(value);
    }
    [[nodiscard]] Function function() {
        if (values_.size() == 1)
            return Function::constant(values_.front());
        return Function::blocks(std::move(times_), std::move(values_), Outside::hold, Outside::hold, "diffuse load")
            .value();
    }

  private:
    std::vector<double> times_, values_;
};

/// A series within a span, and nothing outside; as the series goes between its rows, from the value at the span's begin
/// to that at its end.
Function within(const Series& series, const CalendarSpan& span, language::Time start) {
    const double begin = data::tables::seconds_between(start, span.begin);
    const double end = data::tables::seconds_between(start, span.end);
    const Function whole = to_function(series, start);
    std::vector<double> times{begin}, values{whole.value(begin)};
    for (std::size_t i = 0; i < series.times.size(); ++i)
        if (series.times[i] > span.begin && series.times[i] < span.end) {
            times.push_back(data::tables::seconds_between(start, series.times[i]));
            values.push_back(series.values[i]);
        }
    times.push_back(end);
    values.push_back(whole.value_before(end));
    const bool line = !series.constant && series.interpolation == language::Interpolation::linear;
    auto function = line ? Function::linear(std::move(times), std::move(values), Outside::zero, Outside::zero)
                         : Function::blocks(std::move(times), std::move(values), Outside::zero, Outside::zero);
    if (!function)  // rows were checked when the scenario was loaded
        throw std::logic_error(to_string(function.error()));
    return *std::move(function);
}

}  // namespace

Function diffuse_rate(const language::DiffuseLoad& load, const std::string& constituent,
                      const language::Scenario& scenario) {
    const language::Time start = *scenario.time.start;
    const std::chrono::minutes zone = scenario.project.time_zone;
    const Series* followed = load.follows();
    const double sum = std::accumulate(load.monthly_shares.begin(), load.monthly_shares.end(), 0.0);
    const double by_course = 1.0 - load.base_flow_share;
    Steps steps;
    Function rate;
    for (const int year : language::years_of(start, *scenario.time.end, zone)) {
        const CalendarSpan span = language::calendar_year(year, zone);
        const double amount = load.in_year(constituent, span.days);
        const double even = amount / span.seconds();
        const auto from_start = [&](language::Time time) { return data::tables::seconds_between(start, time); };
        if (!load.monthly_shares.empty()) {
            const std::vector<CalendarSpan> months = language::calendar_months(year, zone);
            for (std::size_t m = 0; m < months.size(); ++m)
                steps.add(from_start(months[m].begin),
                          load.base_flow_share * even +
                              by_course * amount * (load.monthly_shares[m] / sum) / months[m].seconds());
        } else if (followed == nullptr) {
            steps.add(from_start(span.begin), even);
        } else {
            steps.add(from_start(span.begin), load.base_flow_share * even);
            const Function course = within(*followed, span, start);
            const double whole = load.mean_followed() ? *load.mean_followed() * span.seconds()
                                                      : course.integral(from_start(span.begin), from_start(span.end));
            rate = rate.plus(course.times(by_course * amount / whole));
        }
    }
    return steps.function().plus(rate);
}

SpreadLoad spread_load(const language::DiffuseLoad& load, std::vector<LoadShare> shares,
                       const language::Scenario& scenario, Driver& driver) {
    SpreadLoad spread{{"diffuse_load", load.name}, load.assumed(), {}, std::move(shares), {}};
    const int days =
        language::calendar_year(language::year_of(*scenario.time.start, scenario.project.time_zone), {}).days;
    for (const language::Constituent& constituent : scenario.constituents) {
        const bool given = std::any_of(load.sources.begin(), load.sources.end(),
                                       [&](const auto& source) { return source.exported.count(constituent.name) > 0; });
        spread.functions.push_back(given ? driver.add(diffuse_rate(load, constituent.name, scenario)) : -1);
        spread.a_year.push_back(load.in_year(constituent.name, days));
    }
    return spread;
}

}  // namespace liriver::scenarios::runner
