#pragma once
// A source that moves along a reach on a timetable: part of `Scenario`.
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// `[[moving_load.timetable]]`: where it is at a time; between two rows it goes at an even speed.
struct TimetableRow {
    Time time;
    double chainage = 0.0;  ///< m
    Position at;
};

/// `[[moving_load]]`: a boat. It discharges from the first row of its timetable to the last.
struct MovingLoad {
    std::string name;
    std::string label;
    std::string reach;
    std::vector<TimetableRow> timetable;  ///< times rising; `load` fills it from `chainage` too
    std::optional<Series> chainage;       ///< m, in place of the timetable: a table
    Amounts load;                         ///< kg/s, while under way or waiting between rows
    Amounts load_per_distance;            ///< kg/m of the way it goes
    Provenance provenance;
    std::string note;
    Position at;
};

}  // namespace liriver::scenarios::language
