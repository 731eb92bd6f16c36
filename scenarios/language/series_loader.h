#pragma once
// Reads the time tables that a scenario's series name. Private to this room.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/csv.h"
#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// What the numbers of a series are, and how much of the run they must cover.
struct SeriesUse {
    std::string key;        ///< for messages: "boundary[head].discharge"
    std::string unit;       ///< SI, of the key
    std::string bare_unit;  ///< of a column that says nothing; empty: `unit`
    bool negative = false;  ///< numbers below 0 are allowed
    bool whole_run = true;  ///< it must reach from the run's start to its end
};

class SeriesLoader {
  public:
    SeriesLoader(const Scenario& scenario, data::tables::Problems& problems)
        : scenario_(scenario), problems_(problems) {}

    /// Fills `times` and `values` (SI) of a series that names a file; leaves a constant alone. Each file is read once.
    void load(Series& series, const SeriesUse& use);

    /// Columns whose unit nobody says, a sentence each.
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
    /// Every file opened.
    [[nodiscard]] std::vector<std::filesystem::path> files() const;

  private:
    [[nodiscard]] const data::tables::CsvTable* table(const FileName& file, const std::string& key);
    void check_cover(const Series& series, const SeriesUse& use);

    const Scenario& scenario_;
    data::tables::Problems& problems_;
    std::map<std::filesystem::path, std::optional<data::tables::CsvTable>> tables_;
    std::vector<std::string> notes_;
};

/// A file that is missing or cannot be read, as a problem of the scenario at the place that names it. False when the
/// file is there.
[[nodiscard]] bool refuse_unreadable(const FileName& file, const std::string& key, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
