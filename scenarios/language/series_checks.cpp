#include "scenarios/language/series_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "data/registers/plausibility.h"
#include "data/tables/csv_writer.h"

namespace liriver::scenarios::language {

using data::registers::OutlierRule;
using data::tables::convert;
using data::tables::Dimension;
using data::tables::parse_unit;
using data::tables::Unit;

namespace {
constexpr Dimension discharge{.length = 3, .time = -1};
constexpr Dimension speed{.length = 1, .time = -1};
constexpr Dimension level{.length = 1};
constexpr Dimension concentration{.length = -3, .mass = 1};

constexpr double largest_river = 4e5;     // m3/s: the Amazon's greatest measured flood is about 3.7e5 (Callede 2004)
constexpr double heaviest_rain = 6.4e-4;  // m/s: 38 mm in a minute, Barot 1970 (WMO archive of extremes)
constexpr double lowest_shore = -500.0;   // m: below the Dead Sea
constexpr double highest_river = 9000.0;  // m: above the highest mountain
constexpr double densest = 1000.0;        // kg/m3: as much as the water itself
constexpr double stage_jump = 20.0;       // m
constexpr double unusual_gap = 8.0;       // typical row distances
constexpr std::size_t least_rows = 8;     // that show what is typical
constexpr std::size_t most_told = 5;      // gaps and values that one message lists
constexpr double hold_until = 1.0;        // s before the next row

/// What is far outside for a kind of quantity.
OutlierRule rule_for(const Dimension& dimension, bool may_be_negative) {
    if (dimension == level)
        return {3.0, 0.0, stage_jump, false, 0.0};
    OutlierRule rule;
    if (dimension == discharge) {
        rule.sign_matters = may_be_negative;
        rule.times_smaller = 100.0;
    }
    return rule;
}

std::string in_days(double seconds) {
    if (seconds >= 86400.0)
        return fmt::format("{:.4g} d", seconds / 86400.0);
    return seconds >= 3600.0 ? fmt::format("{:.4g} h", seconds / 3600.0) : fmt::format("{:.4g} min", seconds / 60.0);
}

/// The rows, each in the words that `words` finds for it; of many the first few and how many more there are.
template <class Words>
std::string list_of(const std::vector<std::size_t>& rows, const Words& words) {
    std::string text;
    for (std::size_t k = 0; k < std::min(rows.size(), most_told); ++k)
        text += (text.empty() ? "" : "; ") + words(rows[k]);
    if (rows.size() > most_told)
        text += fmt::format("; and {} more", rows.size() - most_told);
    return text;
}
}  // namespace

std::string SeriesChecks::shown(Time time) const { return data::tables::format_local(time, window_.zone); }

std::string SeriesChecks::shown(double si) const {
    const Unit wanted = parse_unit(use_.unit).value();
    const Unit unit = column_.depth ? wanted : column_.unit;
    return fmt::format("{:.6g} {}", convert(si, wanted, unit), column_.depth ? use_.unit : column_.written);
}

std::string SeriesChecks::place(std::size_t row) const {
    return fmt::format("{}:{}", series_.file.path.filename().string(), series_.lines[row]);
}

void SeriesChecks::refuse(std::size_t row, const char* code, std::string found, std::string expected) {
    problems_.push_back({series_.file.path.string(),
                         series_.lines[row],
                         0,
                         code,
                         column_.name,
                         std::move(found),
                         std::move(expected),
                         {}});
}

void SeriesChecks::refuse_marks() {
    if (series_.missing && series_.missing->empty())
        return;
    const auto marks = data::registers::undeclared_marks(series_.values);
    if (marks.empty())
        return;
    std::vector<std::string> found;
    std::string list;
    for (const std::size_t row : marks) {
        const std::string number = data::tables::format_number(series_.values[row]);
        if (std::find(found.begin(), found.end(), number) == found.end()) {
            found.push_back(number);
            list += (list.empty() ? "" : ", ") + number;
        }
    }
    const std::size_t first = marks.front();
    std::string text = fmt::format("{} {}, at {}", data::tables::format_number(series_.values[first]), column_.written,
                                   shown(series_.times[first]));
    if (marks.size() > 1)
        text +=
            fmt::format(" (and {} more such rows, the last line {})", marks.size() - 1, series_.lines[marks.back()]);
    refuse(first, "missing-mark", text,
           fmt::format("a measured value; missing = [{}] leaves such rows out, missing = [] says that they are meant",
                       list));
}

void SeriesChecks::spread_depths() {
    if (!column_.depth)
        return;
    const std::size_t n = series_.times.size();
    if (n < 2) {
        refuse(0, "one-row", "one row", "at least two: a depth falls over the time between rows");
        return;
    }
    std::vector<double> rates(n, 0.0);
    const std::size_t shift = series_.depth_over == DepthOver::interval_before ? 1 : 0;
    for (std::size_t i = 0; i + 1 < n; ++i)
        rates[i] = series_.values[i + shift] / data::tables::seconds_between(series_.times[i], series_.times[i + 1]);
    series_.values = std::move(rates);
    series_.interpolation = Interpolation::hold;
    notes_.push_back(fmt::format("{}: depths of column {} are spread over the time {} each row{}", use_.key,
                                 column_.name, shift == 1 ? "before" : "after",
                                 shift == 1 ? "; that of the first row fell before the table begins and is not used"
                                            : "; that of the last row falls after the table ends and is not used"));
}

void SeriesChecks::settle_negative() {
    if (series_.negative == Negative::refuse || use_.negative)
        return;
    std::size_t count = 0, lowest = 0;
    double added = 0.0;
    const std::size_t n = series_.values.size();
    const auto area = [&](auto&& of) {
        double sum = 0.0;
        for (std::size_t i = 0; i + 1 < n; ++i) {
            const double dt = data::tables::seconds_between(series_.times[i], series_.times[i + 1]);
            sum += series_.interpolation == Interpolation::hold
                       ? dt * of(series_.values[i])
                       : 0.5 * dt * (of(series_.values[i]) + of(series_.values[i + 1]));
        }
        return sum;
    };
    added = area([](double v) { return std::max(v, 0.0) - v; });
    for (std::size_t i = 0; i < n; ++i) {
        if (series_.values[i] >= 0.0)
            continue;
        ++count;
        if (series_.values[i] < series_.values[lowest])
            lowest = i;
    }
    if (count == 0)
        return;
    const Unit wanted = parse_unit(use_.unit).value();
    const bool accepted = series_.negative == Negative::accept;
    notes_.push_back(fmt::format(
        "{}: {} of {} values below 0 are {} (the lowest {}, {}){}", use_.key, count, n,
        accepted ? "taken as they are" : "cut to 0", shown(series_.values[lowest]), place(lowest),
        wanted.dimension == discharge && !accepted ? fmt::format(", which adds {:.6g} m3", added) : std::string()));
    for (double& value : series_.values)
        value = accepted ? value : std::max(value, 0.0);
}

void SeriesChecks::check_size() {
    const Dimension dimension = parse_unit(use_.unit).value().dimension;
    double low = use_.minimum;
    double high = use_.maximum;
    if (dimension == concentration)
        high = std::min(high, densest);
    if (dimension == level && !use_.along) {
        low = std::max(low, lowest_shore);
        high = std::min(high, highest_river);
    }
    std::size_t wrong = 0, first = 0;
    for (std::size_t i = 0; i < series_.values.size(); ++i)
        if ((series_.values[i] < low || series_.values[i] > high) && wrong++ == 0)
            first = i;
    if (wrong > 0) {
        refuse(first, "implausible",
               shown(series_.values[first]) +
                   (wrong > 1 ? fmt::format(" (and {} more such rows)", wrong - 1) : std::string()),
               std::isfinite(low) ? fmt::format("from {} to {}", shown(low), shown(high))
                                  : fmt::format("at most {}", shown(high)));
        return;
    }
    if (use_.along)  // a boat goes as far as it likes between two rows
        return;
    std::vector<std::size_t> rows =
        data::registers::outliers(series_.values, rule_for(dimension, use_.negative || use_.balance));
    const double record = dimension == discharge ? largest_river
                          : dimension == speed   ? heaviest_rain
                                                 : std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < series_.values.size(); ++i)
        if (std::abs(series_.values[i]) > record && std::find(rows.begin(), rows.end(), i) == rows.end())
            rows.push_back(i);
    if (rows.empty())
        return;
    const auto told =
        list_of(rows, [&](std::size_t row) { return fmt::format("{} ({})", shown(series_.values[row]), place(row)); });
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (std::size_t i = 0; i < series_.values.size(); ++i)
        if (std::find(rows.begin(), rows.end(), i) == rows.end()) {
            least = std::min(least, series_.values[i]);
            most = std::max(most, series_.values[i]);
        }
    notes_.push_back(fmt::format("{}: implausible: {}{}", use_.key, told,
                                 least <= most ? fmt::format(", where all other rows of column {} hold {} to {}",
                                                             column_.name, shown(least), shown(most))
                                               : ", more than has been measured on any river"));
}

std::vector<std::size_t> SeriesChecks::gaps_above(double seconds) const {
    std::vector<std::size_t> gaps;
    for (std::size_t i = 0; i + 1 < series_.times.size(); ++i) {
        const bool used = (!window_.start || series_.times[i + 1] > *window_.start) &&
                          (!window_.end || series_.times[i] < *window_.end);
        if (used && data::tables::seconds_between(series_.times[i], series_.times[i + 1]) > seconds)
            gaps.push_back(i);
    }
    return gaps;
}

std::string SeriesChecks::gap_in_words(std::size_t row) const {
    return fmt::format("{} from {} (line {}) to {} (line {})",
                       in_days(data::tables::seconds_between(series_.times[row], series_.times[row + 1])),
                       shown(series_.times[row]), series_.lines[row], shown(series_.times[row + 1]),
                       series_.lines[row + 1]);
}

void SeriesChecks::check_gaps() {
    if (!series_.max_gap) {
        tell_gap();
        return;
    }
    const auto gaps = gaps_above(*series_.max_gap);
    if (gaps.empty())
        return;
    const auto told = list_of(gaps, [&](std::size_t row) { return gap_in_words(row); });
    if (series_.gap_fill == GapFill::refuse) {
        refuse(gaps.front(), "gap", told,
               fmt::format("at most {} from row to row (`max_gap`), or `gap_fill`, which says how to fill it",
                           in_days(*series_.max_gap)));
        return;
    }
    notes_.push_back(fmt::format("{}: {} {} filled {}: {}", use_.key, gaps.size(), gaps.size() == 1 ? "gap" : "gaps",
                                 series_.gap_fill == GapFill::linear ? "by straight lines" : "with the value before",
                                 told));
    if (series_.gap_fill == GapFill::hold && series_.interpolation == Interpolation::linear)
        fill(gaps);
}

// The value before the gap once more, just before its end: a straight line from there is the jump.
void SeriesChecks::fill(const std::vector<std::size_t>& gaps) {
    for (auto gap = gaps.rbegin(); gap != gaps.rend(); ++gap) {
        const auto at = static_cast<std::ptrdiff_t>(*gap) + 1;
        const double value = series_.values[*gap];
        series_.times.insert(series_.times.begin() + at, data::tables::after(series_.times[*gap + 1], -hold_until));
        series_.values.insert(series_.values.begin() + at, value);
        series_.lines.insert(series_.lines.begin() + at, 0);
    }
}

void SeriesChecks::tell_gap() {
    const std::size_t n = series_.times.size();
    if (n < least_rows)
        return;
    std::vector<double> distance;
    for (std::size_t i = 0; i + 1 < n; ++i)
        distance.push_back(data::tables::seconds_between(series_.times[i], series_.times[i + 1]));
    const auto middle = distance.begin() + static_cast<std::ptrdiff_t>(distance.size() / 2);
    std::nth_element(distance.begin(), middle, distance.end());
    const auto gaps = gaps_above(unusual_gap * *middle);
    if (gaps.empty())
        return;
    const auto told = list_of(gaps, [&](std::size_t row) { return gap_in_words(row); });
    notes_.push_back(
        fmt::format("{}: no row with a value for {}; bridged {} (`max_gap` refuses or fills it)", use_.key, told,
                    series_.interpolation == Interpolation::hold ? "with the value before" : "by a straight line"));
}

}  // namespace liriver::scenarios::language
