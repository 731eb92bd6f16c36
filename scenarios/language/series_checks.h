#pragma once
// What is done with a table's rows once they are numbers: gaps, depths that become rates, numbers below 0, and numbers
// that cannot be meant. Internal to this module.
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"
#include "scenarios/language/series_columns.h"

namespace liriver::scenarios::language {

/// The time over which a series is used, and the clock of its messages.
struct SeriesWindow {
    std::optional<Time> start, end;
    std::chrono::minutes zone{0};
};

class SeriesChecks {
  public:
    SeriesChecks(Series& series, const SeriesUse& use, const SeriesColumn& column, const SeriesWindow& window,
                 data::tables::Problems& problems, std::vector<std::string>& notes)
        : series_(series), use_(use), column_(column), window_(window), problems_(problems), notes_(notes) {}

    /// Numbers that stand for missing ones by custom and that `missing` does not declare: a problem each kind.
    /// Before conversion to SI.
    void refuse_marks();
    /// Depths in SI units become rates, held from row to row.
    void spread_depths();
    /// Cuts or accepts numbers below 0, where the series says so, and tells how many and how much.
    void settle_negative();
    /// Refuses numbers that cannot be, and tells those that hardly can: far outside the others, or the record of the
    /// Earth. In SI.
    void check_size();
    /// Gaps between rows longer than `max_gap` are refused or filled; without `max_gap` unusual ones are told.
    void check_gaps();

  private:
    [[nodiscard]] std::string shown(Time time) const;
    [[nodiscard]] std::string shown(double si) const;
    [[nodiscard]] std::string place(std::size_t row) const;
    void refuse(std::size_t row, const char* code, std::string found, std::string expected);
    [[nodiscard]] std::vector<std::size_t> gaps_above(double seconds) const;
    [[nodiscard]] std::string gap_in_words(std::size_t row) const;
    void fill(const std::vector<std::size_t>& gaps);
    void tell_gap();

    Series& series_;
    const SeriesUse& use_;
    const SeriesColumn& column_;
    SeriesWindow window_;
    data::tables::Problems& problems_;
    std::vector<std::string>& notes_;
};

}  // namespace liriver::scenarios::language
