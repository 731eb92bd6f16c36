#pragma once
// Which column of a time table a series is, and what unit its numbers have. Internal to this module.
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/csv.h"
#include "data/tables/problem.h"
#include "data/tables/units.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// What the numbers of a series are, and how much of the run they must cover.
struct SeriesUse {
    std::string key;        ///< for messages: "boundary[head].discharge"
    std::string unit;       ///< SI, of the key
    bool negative = false;  ///< numbers below 0 are allowed
    bool whole_run = true;  ///< it must reach from the run's start to its end
    bool balance = false;   ///< it may follow from a balance: `negative = "accept"` is allowed
    double minimum = -std::numeric_limits<double>::infinity();  ///< SI; `negative` apart
    double maximum = std::numeric_limits<double>::infinity();   ///< SI
    bool along = false;  ///< of a length: a chainage, and no level of water or ground
};

struct SeriesColumn {
    std::size_t index = 0;
    std::string name;     ///< the header
    std::string written;  ///< its unit
    data::tables::Unit unit;
    bool depth = false;  ///< of a length where a rate is wanted: `depth_over` says over what time
};

/// The column that `series` names, or the only one that can be meant: the only one beside times and notes, or the only
/// one whose header has a unit of the kind asked for. Problems: no such column, several, no unit anywhere, one that is
/// not known, two that differ, one of another kind.
[[nodiscard]] std::optional<SeriesColumn> choose_column(const data::tables::CsvTable& table,
                                                        const std::vector<std::size_t>& times, const Series& series,
                                                        const SeriesUse& use, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
