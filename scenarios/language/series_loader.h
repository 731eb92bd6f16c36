#pragma once
// Reads the time tables that a scenario's series name. Internal to this module.
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "data/registers/time_table.h"
#include "data/tables/csv.h"
#include "data/tables/problem.h"
#include "data/tables/workbook.h"
#include "scenarios/language/scenario.h"
#include "scenarios/language/series_columns.h"

namespace liriver::scenarios::language {

class SeriesLoader {
  public:
    SeriesLoader(const Scenario& scenario, data::tables::Problems& problems)
        : scenario_(scenario), problems_(problems) {}

    /// Fills `times` and `values` (SI) of a series that names a file; leaves a constant alone. Each file is read once.
    void load(Series& series, const SeriesUse& use);

    /// What a user should know of the tables though nothing is wrong: a sentence each.
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
    /// Every file opened.
    [[nodiscard]] std::vector<std::filesystem::path> files() const;

  private:
    using Source = std::tuple<std::filesystem::path, std::string, char>;  // file, sheet, separator

    [[nodiscard]] const data::tables::Sheet* table(const Series& series, const std::string& key);
    [[nodiscard]] std::optional<data::tables::Sheet> read(const Series& series, const std::string& key);
    [[nodiscard]] bool check_keys(const Series& series, const SeriesUse& use);
    void refuse(const Series& series, const SeriesUse& use, const char* code, const char* key, std::string found,
                std::string expected);
    void tell_reading(const Series& series, const SeriesUse& use, const data::registers::TimeColumn& column);
    void check_cover(const Series& series, const SeriesUse& use);

    const Scenario& scenario_;
    data::tables::Problems& problems_;
    std::map<Source, std::optional<data::tables::Sheet>> tables_;
    std::vector<std::string> notes_;
};

/// A file that is missing or cannot be read, as a problem of the scenario at the place that names it. False when the
/// file is there.
[[nodiscard]] bool refuse_unreadable(const FileName& file, const std::string& key, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
