#pragma once
// Lines over time as an SVG picture, for pages.
#include <chrono>
#include <string>
#include <vector>

#include "data/tables/time.h"

namespace liriver::viz::charts {

/// A line, or one in steps: each value holds until the next time.
struct Line {
    std::string name;
    std::vector<data::tables::Time> times;  ///< rising
    std::vector<double> values;             ///< NaN: a gap
    std::string colour = "#1f5f99";
    bool dashed = false;
    bool steps = false;
};

struct TimeChart {
    std::string title;  ///< "Discharge"
    std::string unit;   ///< "m³/s"; empty: none
    data::tables::Time first, last;
    std::chrono::minutes time_zone{0};
    std::vector<Line> lines;
    double width = 640.0, height = 210.0;  ///< px
};

/// One `<svg>` element. The value axis begins at zero. Where a line has more points than the picture has pixels, each
/// pixel keeps its first, smallest, largest and last value, so that no peak is lost.
[[nodiscard]] std::string to_svg(const TimeChart& chart);

/// "&", "<", ">" and quotes as XML and HTML write them.
[[nodiscard]] std::string escaped(const std::string& text);

}  // namespace liriver::viz::charts
