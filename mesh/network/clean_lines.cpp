#include "mesh/network/clean_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "mesh/network/doubling.h"
#include "mesh/network/stray_vertices.h"

namespace liriver::mesh::network {

namespace {

const double back_on_itself = -std::cos(5.0 * std::acos(-1.0) / 180.0);

std::string name_of(const SourceLine& line) {
    if (line.id.empty())
        return line.name.empty() ? "a line without a name" : "line " + line.name;
    return line.name.empty() ? "line " + line.id : fmt::format("line {} ({})", line.id, line.name);
}

/// m of the spikes whose tips were taken off.
double remove_spikes(Polyline& line, double same_line) {
    double removed = 0.0;
    for (std::size_t i = 1; i + 1 < line.size();) {
        const Point a{line[i].x - line[i - 1].x, line[i].y - line[i - 1].y};
        const Point b{line[i + 1].x - line[i].x, line[i + 1].y - line[i].y};
        const double out = std::hypot(a.x, a.y);
        const double back = std::hypot(b.x, b.y);
        const bool flat = out == 0.0 || back == 0.0;
        const double apart = std::abs(a.x * b.y - a.y * b.x) / std::max(std::max(out, back), 1e-12);
        if (!flat && (a.x * b.x + a.y * b.y > back_on_itself * out * back || apart > same_line)) {
            ++i;
            continue;
        }
        removed += flat ? 0.0 : std::min(out, back);
        line.erase(line.begin() + static_cast<std::ptrdiff_t>(i));
        i = std::max<std::size_t>(i, 2) - 1;
    }
    return removed;
}

/// Where a line meets itself, and the length of what lies between.
struct Loop {
    std::size_t first = 0, last = 0;  ///< segments that meet
    Point point;
    double length = 0.0;
};

std::optional<Loop> shortest_loop(const Polyline& line) {
    std::optional<Loop> shortest;
    const std::vector<double> along = distances_along(line);
    const bool ring = line.size() > 3 && distance(line.front(), line.back()) == 0.0;
    for (std::size_t i = 0; i + 2 < line.size(); ++i) {
        const auto [west, east] = std::minmax(line[i].x, line[i + 1].x);
        for (std::size_t j = i + 2; j + 1 < line.size(); ++j) {
            if (along[j] - along[i + 1] > (shortest ? shortest->length : along.back()))
                break;
            if (std::max(line[j].x, line[j + 1].x) < west || std::min(line[j].x, line[j + 1].x) > east ||
                (ring && i == 0 && j + 2 == line.size()))
                continue;
            const auto met = meet(line[i], line[i + 1], line[j], line[j + 1]);
            if (!met)
                continue;
            const double from = along[i] + met->first * (along[i + 1] - along[i]);
            const double to = along[j] + met->second * (along[j + 1] - along[j]);
            if (to > from && (!shortest || to - from < shortest->length))
                shortest = Loop{i, j, point_along(line, from), to - from};
        }
    }
    return shortest;
}

Polyline without(const Polyline& line, const Loop& loop) {
    Polyline cut(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(loop.first) + 1);
    const auto add = [&cut](Point point) {
        if (distance(cut.back(), point) > 0.0)
            cut.push_back(point);
    };
    add(loop.point);
    for (std::size_t i = loop.last + 1; i < line.size(); ++i)
        add(line[i]);
    return cut;
}

/// m from a line's beginning over which it keeps within `near` of another.
double run_beside(const Polyline& line, const Polyline& other, double near) {
    const double whole = length(line);
    const double step = std::max(std::min(2.0 * near, whole / 20.0), 1e-3);
    for (double run = 0.0;; run = std::min(run + step, whole)) {
        const auto place = project(other, point_along(line, run));
        if (!place || place->distance > near)
            return std::max(0.0, run - step);
        if (run == whole)
            return whole;
    }
}

class Cleaner {
  public:
    Cleaner(const std::vector<const SourceLine*>& lines, const std::string& reach, const BuildSettings& settings,
            std::vector<BuildNote>& notes)
        : sources_(lines), reach_(reach), settings_(settings), notes_(notes) {
        for (const SourceLine* line : lines)
            lines_.push_back(line->line);
    }

    tl::expected<std::vector<Polyline>, field::Error> run() {
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (auto fault = find_stray(i))
                return tl::make_unexpected(std::move(*fault));
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (auto fault = straighten(i))
                return tl::make_unexpected(std::move(*fault));
        drop_repeats();
        std::vector<Polyline> kept;
        for (Polyline& line : lines_)
            if (line.size() >= 2)
                kept.push_back(std::move(line));
        return kept;
    }

  private:
    void note(double metres, Point where, std::string text) {
        notes_.push_back({BuildNote::Kind::left_out, reach_, metres, where, std::move(text)});
    }

    /// A vertex that is none of the river's spoils all that follows, so that it is told alone.
    [[nodiscard]] std::optional<field::Error> find_stray(std::size_t i) const {
        const Polyline& line = lines_[i];
        const std::vector<std::size_t> stray = stray_vertices(line, settings_.same_line, settings_.cut_loops);
        if (stray.empty())
            return std::nullopt;
        const std::size_t first = stray.front();
        const std::size_t neighbour = first > 0 ? first - 1 : first + stray.size();
        const Point& there = line[first];
        const Point& beside = line[std::min(neighbour, line.size() - 1)];
        const double away = distance(there, beside);
        const double swapped = distance({there.y, there.x}, beside);
        return field::Error{
            "reach " + reach_,
            fmt::format("{}, whose vertex {} of {} at ({:.0f}, {:.0f}) lies {:.1f} km from the one at ({:.0f}, {:.0f}) "
                        "beside it{}",
                        name_of(*sources_[i]), first + 1, line.size(), there.x, there.y, away / 1000.0, beside.x,
                        beside.y, stray.size() > 1 ? fmt::format(", as {} more do", stray.size() - 1) : ""),
            fmt::format("vertices along the river{}", 10.0 * swapped < away
                                                          ? ": with x and y swapped this one lies beside its neighbour"
                                                          : ": one of its numbers is wrong")};
    }

    std::optional<field::Error> straighten(std::size_t i) {
        Polyline& line = lines_[i];
        const Point start = line.front();
        if (const double spikes = remove_spikes(line, settings_.same_line); spikes > settings_.same_point)
            note(spikes, start,
                 fmt::format("{} turns back on itself: spikes of {:.0f} m are taken off", name_of(*sources_[i]),
                             spikes));
        while (const auto loop = shortest_loop(line)) {
            if (loop->length > settings_.cut_loops)
                return field::Error{"reach " + reach_,
                                    fmt::format("{}, which crosses itself at ({:.0f}, {:.0f}) after a loop of {:.0f} m",
                                                name_of(*sources_[i]), loop->point.x, loop->point.y, loop->length),
                                    fmt::format("a line without loops; those up to cut_loops = {:.0f} m are cut off",
                                                settings_.cut_loops)};
            note(loop->length, loop->point,
                 fmt::format("{} crosses itself at ({:.0f}, {:.0f}): its loop of {:.0f} m is cut off",
                             name_of(*sources_[i]), loop->point.x, loop->point.y, loop->length));
            line = without(line, *loop);
        }
        return std::nullopt;
    }

    void drop_repeats() {
        const double near = settings_.same_line;
        if (!(near > 0.0))
            return;
        std::vector<std::size_t> order(lines_.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(),
                         [this](std::size_t a, std::size_t b) { return length(lines_[a]) > length(lines_[b]); });
        for (std::size_t i = 1; i < order.size(); ++i)
            for (std::size_t k = 0; k < i && lines_[order[i]].size() >= 2; ++k)
                if (lines_[order[k]].size() >= 2)
                    take_out(order[i], order[k], near);
    }

    /// Takes out of a line what runs beside a longer one.
    void take_out(std::size_t which, std::size_t longer, double near) {
        Polyline& line = lines_[which];
        const Polyline& other = lines_[longer];
        const double whole = length(line);
        const double head = run_beside(line, other, near);
        const bool same_ends = distance(line.front(), other.front()) + distance(line.back(), other.back()) == 0.0 ||
                               distance(line.front(), other.back()) + distance(line.back(), other.front()) == 0.0;
        if (head >= whole - 1e-6 && (whole > 4.0 * near || same_ends)) {
            note(whole, line.front(),
                 fmt::format("{} lies within {:.1f} m of {} all along its {:.0f} m: one river given twice, it is left "
                             "out",
                             name_of(*sources_[which]), widest(line, other), name_of(*sources_[longer]), whole));
            line.clear();
            return;
        }
        const double tail = run_beside(reversed(line), other, near);
        const double least = long_beside * near;
        const double from = head > least ? head : 0.0;
        const double to = tail > least ? whole - tail : whole;
        if ((from == 0.0 && to == whole) || from >= to)
            return;
        note(from + whole - to, line.front(),
             fmt::format("{} runs beside {} for {:.0f} m of its {:.0f} m, within {:.0f} m: there it is left out",
                         name_of(*sources_[which]), name_of(*sources_[longer]), from + whole - to, whole, near));
        line = part(line, from, to);
    }

    static double widest(const Polyline& line, const Polyline& other) {
        double most = 0.0;
        for (const Point& point : line)
            most = std::max(most, project(other, point)->distance);
        return most;
    }

    const std::vector<const SourceLine*>& sources_;
    const std::string& reach_;
    const BuildSettings& settings_;
    std::vector<BuildNote>& notes_;
    std::vector<Polyline> lines_;
};

}  // namespace

tl::expected<std::vector<Polyline>, field::Error> clean_lines(const std::vector<const SourceLine*>& lines,
                                                              const std::string& reach, const BuildSettings& settings,
                                                              std::vector<BuildNote>& notes) {
    return Cleaner(lines, reach, settings, notes).run();
}

}  // namespace liriver::mesh::network
