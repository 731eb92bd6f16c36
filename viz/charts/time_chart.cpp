#include "viz/charts/time_chart.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "viz/charts/time_axis.h"
#include "viz/render/numbers.h"

namespace liriver::viz::charts {

using data::tables::Time;

namespace {

struct Point {
    double x, y;
};

/// The drawing's inner rectangle and its two scales.
struct Frame {
    double left, right, top, bottom;
    Time first, last;
    double highest;

    [[nodiscard]] double x(Time time) const {
        const double span = data::tables::seconds_between(first, last);
        return left + (right - left) * (span > 0.0 ? data::tables::seconds_between(first, time) / span : 0.0);
    }
    [[nodiscard]] double y(double value) const { return bottom - (bottom - top) * value / highest; }
};

/// Of the points in one pixel's column: the first, the lowest, the highest and the last, in their order.
void keep_extremes(const std::vector<Point>& column, std::vector<Point>& kept) {
    if (column.size() <= 4) {
        kept.insert(kept.end(), column.begin(), column.end());
        return;
    }
    const auto [low, high] =
        std::minmax_element(column.begin(), column.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
    kept.push_back(column.front());
    for (auto at : {std::min(low, high), std::max(low, high)})
        if (at != column.begin() && at != std::prev(column.end()))
            kept.push_back(*at);
    kept.push_back(column.back());
}

std::vector<Point> thinned(const std::vector<Point>& points) {
    std::vector<Point> kept;
    std::vector<Point> column;
    for (const Point& point : points) {
        if (!column.empty() && std::floor(point.x) != std::floor(column.front().x)) {
            keep_extremes(column, kept);
            column.clear();
        }
        column.push_back(point);
    }
    keep_extremes(column, kept);
    return kept;
}

/// A path without gaps.
void draw(std::string& path, const std::vector<Point>& points) {
    char command = 'M';
    for (const Point& point : thinned(points)) {
        fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", command, point.x, point.y);
        command = 'L';
    }
}

std::string path_of(const Line& line, const Frame& frame) {
    std::string path;
    std::vector<Point> points;
    const std::size_t count = std::min(line.times.size(), line.values.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (std::isnan(line.values[i])) {
            draw(path, points);
            points.clear();
            continue;
        }
        const double y = frame.y(line.values[i]);
        points.push_back({frame.x(std::max(line.times[i], frame.first)), y});
        if (line.steps)
            points.push_back({frame.x(i + 1 < count ? line.times[i + 1] : frame.last), y});
    }
    draw(path, points);
    return path;
}

std::string text(double x, double y, const char* anchor, const char* kind, const std::string& words) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n", x, y, anchor,
                       kind, escaped(words));
}

/// Names at the right of the title's row, each with a piece of its line.
std::string legend(const TimeChart& chart, double right) {
    std::string svg;
    for (auto line = chart.lines.rbegin(); line != chart.lines.rend(); ++line) {
        if (line->name.empty())
            continue;
        svg += text(right, 14.0, "end", "small", line->name);
        right -= 6.4 * static_cast<double>(line->name.size()) + 8.0;
        svg +=
            fmt::format("<line x1=\"{:.1f}\" y1=\"10\" x2=\"{:.1f}\" y2=\"10\" stroke=\"{}\" stroke-width=\"2\"{}/>\n",
                        right - 22.0, right, line->colour, line->dashed ? " stroke-dasharray=\"5 4\"" : "");
        right -= 36.0;
    }
    return svg;
}

double highest_of(const TimeChart& chart) {
    double highest = 0.0;
    for (const Line& line : chart.lines)
        for (const double value : line.values)
            if (std::isfinite(value))
                highest = std::max(highest, value);
    return highest > 0.0 ? 1.06 * highest : 1.0;
}

}  // namespace

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text)
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    return safe;
}

std::string to_svg(const TimeChart& chart) {
    const Frame frame{44.0, chart.width - 10.0, 26.0, chart.height - 22.0, chart.first, chart.last, highest_of(chart)};
    const std::string name = chart.title + (chart.unit.empty() ? "" : " (" + chart.unit + ")");
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" role=\"img\" aria-label=\"{2}\">\n",
        chart.width, chart.height, escaped(name));
    svg +=
        "<style>text{font:11px system-ui,'Noto Sans','Noto Sans CJK SC',sans-serif;fill:#52606d}"
        ".name{font-weight:600;font-size:12.5px;fill:#1f2933}</style>\n";
    svg += text(2.0, 14.0, "start", "name", name) + legend(chart, frame.right);
    const auto values = render::nice_ticks(0.0, frame.highest, 4);
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        const double y = frame.y(values.values[i]);
        svg += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n",
                           frame.left, y, frame.right, y, i == 0 ? "#7b8794" : "#e4e7eb");
        svg += text(frame.left - 6.0, y + 4.0, "end", "small", values.labels[i]);
    }
    const TimeTicks times = time_ticks(chart.first, chart.last, chart.time_zone, 8);
    for (std::size_t i = 0; i < times.times.size(); ++i) {
        const double x = frame.x(times.times[i]);
        svg += fmt::format("<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" stroke=\"#7b8794\"/>\n",
                           x, frame.bottom, frame.bottom + 4.0);
        svg += text(x, frame.bottom + 16.0, x > frame.right - 15.0 ? "end" : "middle", "small", times.labels[i]);
    }
    for (const Line& line : chart.lines)
        svg += fmt::format(
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{}/>\n",
            path_of(line, frame), line.colour, line.dashed ? "1.3" : "1.7",
            line.dashed ? " stroke-dasharray=\"5 4\"" : "");
    return svg + "</svg>\n";
}

}  // namespace liriver::viz::charts
