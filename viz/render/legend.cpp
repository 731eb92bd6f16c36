#include "viz/render/legend.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "viz/render/markers.h"
#include "viz/render/numbers.h"
#include "viz/render/style.h"

namespace liriver::viz::render {

namespace {

constexpr double padding = 20.0, bar_width = 290.0, bar_height = 18.0, row = 29.0;
constexpr double heading_room = bar_width + 12.0;
constexpr double heading_row = 1.2 * style::heading;

/// m that the scale bar shows.
double scale_metres(double frame_width, double metres_a_pixel, double unit) {
    return round_down(std::min(0.24 * frame_width, 330.0 * unit) * metres_a_pixel);
}

double legend_height(const Legend& legend) {
    const double colours =
        legend.classes.empty() ? bar_height + 34.0 : row * static_cast<double>(legend.classes.size()) + 6.0;
    double height = padding + heading_row * static_cast<double>(legend.heading.size()) + 14.0 + colours;
    if (legend.dry)
        height += row;
    if (!legend.width_heading.empty())
        height += 16.0 + style::text + 46.0;
    const auto signs = static_cast<double>(legend.kinds.size()) + (legend.crests ? 1.0 : 0.0);
    if (signs > 0.0)
        height += 12.0 + row * signs;
    return height + padding;
}

/// As many ticks as fit without their labels touching.
Ticks fitting_ticks(const Legend& legend, const Font& font, double width, double size) {
    for (int wanted = 6; wanted > 1; --wanted) {
        Ticks ticks = nice_ticks(legend.low, legend.high, wanted);
        double widest = 0.0;
        for (const std::string& label : ticks.labels)
            widest = std::max(widest, font.width(label, size));
        if (ticks.values.size() < 2 ||
            (ticks.values[1] - ticks.values[0]) / (legend.high - legend.low) * width > widest + 0.8 * size)
            return ticks;
    }
    return nice_ticks(legend.low, legend.high, 1);
}

void draw_bar(Canvas& canvas, const Fonts& fonts, const Legend& legend, const Rectangle& bar, double unit) {
    const int columns = static_cast<int>(std::ceil(bar.width()));
    for (int column = 0; column < columns; ++column) {
        const double x = bar.left + column;
        canvas.fill(Rectangle{x, bar.top, std::min(x + 1.0, bar.right), bar.bottom},
                    colour_at(legend.map, (column + 0.5) / bar.width()));
    }
    const double tip = 12.0 * unit;
    const double middle = 0.5 * (bar.top + bar.bottom);
    if (legend.below)
        canvas.fill(std::array{Point{bar.left, bar.top}, Point{bar.left - tip, middle}, Point{bar.left, bar.bottom}},
                    colour_at(legend.map, 0.0));
    if (legend.above)
        canvas.fill(std::array{Point{bar.right, bar.top}, Point{bar.right + tip, middle}, Point{bar.right, bar.bottom}},
                    colour_at(legend.map, 1.0));
    const double size = style::text * unit;
    const Ticks ticks = fitting_ticks(legend, fonts.regular, bar.width(), size);
    for (std::size_t i = 0; i < ticks.values.size(); ++i) {
        const double share =
            legend.high > legend.low ? (ticks.values[i] - legend.low) / (legend.high - legend.low) : 0.5;
        const double x = bar.left + share * bar.width();
        canvas.line({x, bar.bottom}, {x, bar.bottom + 5.0 * unit}, 1.3 * unit, style::ink);
        canvas.line({x, bar.top}, {x, bar.bottom}, 0.8 * unit, rgb(0xffffff, 0.35F));
        fonts.regular.draw(
            canvas, ticks.labels[i],
            {x - 0.5 * fonts.regular.width(ticks.labels[i], size), bar.bottom + 8.0 * unit + 0.85 * size}, size,
            style::ink);
    }
}

void draw_classes(Canvas& canvas, const Fonts& fonts, const Legend& legend, const Point& top_left, double unit) {
    const double text = style::text * unit;
    double y = top_left.y;
    for (const auto& [colour, words] : legend.classes) {
        const Rectangle box{top_left.x + 2.0 * unit, y, top_left.x + 34.0 * unit, y + bar_height * unit};
        canvas.fill(box, colour);
        canvas.frame(box, 1.0 * unit, style::rule);
        fonts.regular.draw(canvas, words, {top_left.x + 50.0 * unit, y + 0.85 * text}, text, style::ink);
        y += row * unit;
    }
}

}  // namespace

std::vector<std::string> heading_lines(const std::string& heading, const Fonts& fonts) {
    std::vector<std::string> lines = wrapped(heading, fonts.bold, style::heading, heading_room);
    // As even as they can be, so that no unit stands alone.
    for (double room = heading_room; room > 0.5 * heading_room; room -= 5.0) {
        std::vector<std::string> evener = wrapped(heading, fonts.bold, style::heading, room);
        if (evener.size() > lines.size())
            break;
        lines = std::move(evener);
    }
    return lines;
}

Rectangle legend_box(const Legend& legend, double unit) {
    return {0.0, 0.0, (bar_width + 2.0 * padding + 24.0) * unit, legend_height(legend) * unit};
}

void draw_legend(Canvas& canvas, const Fonts& fonts, const Legend& legend, const Point& top_left, double unit) {
    const Rectangle size = legend_box(legend, unit);
    const Rectangle box{std::round(top_left.x), std::round(top_left.y), std::round(top_left.x + size.right),
                        std::round(top_left.y + size.bottom)};
    canvas.fill(box, style::card);
    canvas.frame(box, 1.2 * unit, style::rule);
    const double left = box.left + (padding + 12.0) * unit;
    double y = box.top + padding * unit;
    for (const std::string& line : legend.heading) {
        y += heading_row * unit;
        fonts.bold.draw(canvas, line, {left, y - 0.25 * style::heading * unit}, style::heading * unit, style::ink);
    }
    y -= 0.1 * style::heading * unit;
    y += 18.0 * unit;
    if (legend.classes.empty()) {
        draw_bar(
            canvas, fonts, legend,
            {std::round(left), std::round(y), std::round(left + bar_width * unit), std::round(y + bar_height * unit)},
            unit);
        y += (bar_height + 34.0) * unit;
    } else {
        draw_classes(canvas, fonts, legend, {left, y}, unit);
        y += (row * static_cast<double>(legend.classes.size()) + 6.0) * unit;
    }

    const double text = style::text * unit;
    if (legend.dry) {
        y += row * unit;
        canvas.line({left + 2.0 * unit, y - 0.35 * text}, {left + 34.0 * unit, y - 0.35 * text}, 6.0 * unit,
                    style::casing);
        canvas.line({left + 2.0 * unit, y - 0.35 * text}, {left + 34.0 * unit, y - 0.35 * text}, 4.0 * unit,
                    style::dry);
        fonts.regular.draw(canvas, legend.classes.empty() ? "Dry, or no value" : "Dry, or not assessed",
                           {left + 50.0 * unit, y}, text, style::ink);
    }
    if (!legend.width_heading.empty()) {
        y += (16.0 + style::text) * unit;
        const double width_size =
            text * std::min(1.0, heading_room * unit / fonts.regular.width(legend.width_heading, text));
        fonts.regular.draw(canvas, legend.width_heading, {left, y}, width_size, style::ink);
        y += 46.0 * unit;
        const double column = bar_width * unit / static_cast<double>(std::max<std::size_t>(legend.widths.size(), 1));
        for (std::size_t i = 0; i < legend.widths.size(); ++i) {
            const double x = left + column * static_cast<double>(i);
            const double line_y = y - 26.0 * unit;
            canvas.line({x + 4.0 * unit, line_y}, {x + 0.62 * column, line_y}, legend.widths[i].second,
                        style::faint_ink);
            const double label = fonts.regular.width(legend.widths[i].first, text);
            fonts.regular.draw(canvas, legend.widths[i].first, {x + 0.31 * column + 2.0 * unit - 0.5 * label, y}, text,
                               style::ink);
        }
    }
    if (!legend.kinds.empty() || legend.crests)
        y += 12.0 * unit;
    if (legend.crests) {
        y += row * unit;
        canvas.line({left + 2.0 * unit, y - 0.35 * text}, {left + 34.0 * unit, y - 0.35 * text},
                    style::crest_width * unit, style::crest);
        fonts.regular.draw(canvas, "Levee, road or wall", {left + 50.0 * unit, y}, text, style::ink);
    }
    for (const std::string& kind : legend.kinds) {
        y += row * unit;
        draw_marker(canvas, kind, {left + 14.0 * unit, y - 0.35 * text}, unit);
        fonts.regular.draw(canvas, kind == "structure" ? legend.structures : marker_name(kind), {left + 50.0 * unit, y},
                           text, style::ink);
    }
}

Rectangle scale_box(double frame_width, double metres_a_pixel, double unit) {
    const double length = scale_metres(frame_width, metres_a_pixel, unit) / metres_a_pixel;
    return {0.0, 0.0, length + 90.0 * unit, 128.0 * unit};
}

void draw_scale(Canvas& canvas, const Fonts& fonts, const Point& top_left, double frame_width, double metres_a_pixel,
                double unit) {
    const double metres = scale_metres(frame_width, metres_a_pixel, unit);
    const double length = metres / metres_a_pixel;
    const double text = style::text * unit;
    const Halo halo{2.2 * unit, style::halo};
    const double left = std::round(top_left.x + 20.0 * unit);
    const double base = std::round(top_left.y + 106.0 * unit);

    const double arrow_x = left + 11.0 * unit;
    const double arrow_top = top_left.y + 10.0 * unit;
    canvas.fill(std::array{Point{arrow_x, arrow_top}, Point{arrow_x + 11.0 * unit, arrow_top + 34.0 * unit},
                           Point{arrow_x, arrow_top + 27.0 * unit}},
                style::ink);
    canvas.fill(std::array{Point{arrow_x, arrow_top}, Point{arrow_x - 11.0 * unit, arrow_top + 34.0 * unit},
                           Point{arrow_x, arrow_top + 27.0 * unit}},
                rgb(0x8d979e));
    fonts.bold.draw(canvas, "N", {arrow_x + 20.0 * unit, arrow_top + 27.0 * unit}, 22.0 * unit, style::ink, halo);

    const double thick = 7.0 * unit;
    const Rectangle bar{left, base - thick, left + length, base};
    canvas.fill(bar.grown(2.2 * unit), style::halo);
    for (int quarter = 0; quarter < 4; ++quarter)
        canvas.fill(
            Rectangle{left + 0.25 * quarter * length, bar.top, left + 0.25 * (quarter + 1) * length, bar.bottom},
            quarter % 2 == 0 ? style::ink : rgb(0xffffff));
    canvas.frame(bar, 1.2 * unit, style::ink);
    const bool kilometres = metres >= 1000.0;
    const double whole = kilometres ? metres / 1000.0 : metres;
    const std::array<std::pair<double, std::string>, 3> marks{
        {{0.0, "0"},
         {0.5, fmt::format("{:g}", 0.5 * whole)},
         {1.0, fmt::format("{:g} {}", whole, kilometres ? "km" : "m")}}};
    for (const auto& [share, label] : marks) {
        const double number = fonts.regular.width(share < 1.0 ? label : fmt::format("{:g}", whole), text);
        fonts.regular.draw(canvas, label, {left + share * length - 0.5 * number, bar.top - 8.0 * unit}, text,
                           style::ink, halo);
    }
}

}  // namespace liriver::viz::render
