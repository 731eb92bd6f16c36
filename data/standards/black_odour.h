#pragma once
// Black and odorous waters (黑臭水体) of towns: the grade of a point and of a water, by shares of their data.
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/standards/class_table.h"

namespace liriver::data::standards {

enum class BlackOdour { none, light, severe };
[[nodiscard]] const char* in_english(BlackOdour grade);
[[nodiscard]] const char* in_chinese(BlackOdour grade);

/// Values of one time at a point: of transparency (m), DO and NH3-N (mg/L), ORP (mV), whichever there are.
struct BlackOdourSample {
    std::vector<Reading> readings;
    std::optional<double> depth;  ///< m; shallow water has a transparency limit of its own
};

/// The grade of one value; nothing: the item is none of the four. Where the water is shallower than the table says, the
/// limit of transparency is a share of the depth, of the severe grade where that is less than its own.
[[nodiscard]] std::optional<BlackOdour> black_odour_grade(const Standards& standards, Day day, const Reading& reading,
                                                          std::optional<double> depth);

struct BlackOdourPoint {
    std::optional<BlackOdour> grade;  ///< nothing: not assessed
    struct Counts {
        std::size_t data = 0, light = 0, severe = 0;
    };
    std::map<std::string, Counts> items;    ///< those used
    std::vector<std::string> not_assessed;  ///< of the four
};

/// A point is severe when at least 60 % of the data of one item are severe, or at least 30 % of those of two; else
/// light when any datum is light or severe; else none. (That a point without any such datum is none is this program's
/// reading.)
[[nodiscard]] BlackOdourPoint black_odour_point(const Standards& standards, Day day,
                                                std::span<const BlackOdourSample> samples);

struct BlackOdourWater {
    std::optional<BlackOdour> grade;                               ///< of the whole water
    std::vector<std::pair<std::size_t, std::size_t>> severe_runs;  ///< first and last of successive severe points
};

/// Points in their order along the water. Three severe ones in a row: the stretch between them is severe; at least 60 %
/// of all points: the whole water.
[[nodiscard]] BlackOdourWater black_odour_water(const Standards& standards, Day day,
                                                std::span<const BlackOdourPoint> points);

/// Transparency (m) from suspended solids (mg/L) and chlorophyll a (mg/m3) by a relation that is declared, and assumed:
/// constant / (background + per_solids TSS + per_chlorophyll chlorophyll a).
struct TransparencyRelation {
    double constant = 0.0;                                             ///< 1
    double background = 0.0, per_solids = 0.0, per_chlorophyll = 0.0;  ///< 1/m, and per mg/L, per mg/m3

    [[nodiscard]] double operator()(double solids, double chlorophyll) const {
        return constant / (background + per_solids * solids + per_chlorophyll * chlorophyll);
    }
};

}  // namespace liriver::data::standards
