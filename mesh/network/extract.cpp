#include "mesh/network/extract.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace liriver::mesh::network {

namespace {

using Cell = std::int32_t;
constexpr Cell none = -1;

std::size_t at(Cell cell) { return static_cast<std::size_t>(cell); }

/// A watercourse in cells, from mouth to head, and where it joins another.
struct Course {
    std::vector<Cell> cells;
    Cell joins = none;  ///< cell of the receiving watercourse
};

/// Inflowing stream cells of each stream cell, as a linked list in two arrays.
struct Inflows {
    std::vector<Cell> first, next;
};

Inflows inflows_of(const FlowTree& tree, double least_area) {
    const std::size_t count = tree.receiver.size();
    Inflows inflows{.first = std::vector<Cell>(count, none), .next = std::vector<Cell>(count, none)};
    for (std::size_t i = 0; i < count; ++i) {
        const Cell to = tree.receiver[i];
        if (to < 0 || tree.area[i] < least_area)
            continue;
        inflows.next[i] = inflows.first[at(to)];
        inflows.first[at(to)] = static_cast<Cell>(i);
    }
    return inflows;
}

/// The largest inflow; of equal ones the smallest cell number, so that the answer does not hang on list order.
Cell largest_inflow(const FlowTree& tree, const Inflows& inflows, Cell cell) {
    Cell best = none;
    for (Cell from = inflows.first[at(cell)]; from != none; from = inflows.next[at(from)]) {
        const bool larger = best == none || tree.area[at(from)] > tree.area[at(best)] ||
                            (tree.area[at(from)] == tree.area[at(best)] && from < best);
        if (larger)
            best = from;
    }
    return best;
}

/// All watercourses, each after the one it joins.
std::vector<Course> courses_of(const FlowTree& tree, double least_area) {
    const Inflows inflows = inflows_of(tree, least_area);
    std::vector<Course> courses;
    for (std::size_t i = 0; i < tree.receiver.size(); ++i)
        if (tree.area[i] >= least_area && tree.receiver[i] < 0)
            courses.push_back({.cells = {static_cast<Cell>(i)}, .joins = none});
    for (std::size_t c = 0; c < courses.size(); ++c) {
        for (Cell cell = courses[c].cells.front(); cell != none;) {
            const Cell main = largest_inflow(tree, inflows, cell);
            for (Cell from = inflows.first[at(cell)]; from != none; from = inflows.next[at(from)])
                if (from != main)
                    courses.push_back({.cells = {from}, .joins = cell});
            if (main != none)
                courses[c].cells.push_back(main);
            cell = main;
        }
    }
    return courses;
}

/// Vertices averaged over their neighbours along the line; the ends stay.
Polyline smoothed(const Polyline& line, int reach) {
    Polyline result = line;
    const int last = static_cast<int>(line.size()) - 1;
    for (int i = 1; i < last; ++i) {
        const int span = std::min({reach, i, last - i});
        Point sum;
        for (int j = i - span; j <= i + span; ++j) {
            sum.x += line[static_cast<std::size_t>(j)].x;
            sum.y += line[static_cast<std::size_t>(j)].y;
        }
        const double count = 2.0 * span + 1.0;
        result[static_cast<std::size_t>(i)] = {.x = sum.x / count, .y = sum.y / count};
    }
    return result;
}

}  // namespace

std::vector<SourceLine> extract_streams(const FlowTree& tree, const ExtractSettings& settings) {
    const std::vector<Course> courses = courses_of(tree, settings.least_area);
    // Where each stream cell's vertex came to lie after smoothing: tributaries end there.
    std::vector<Point> vertex(tree.receiver.size());
    std::vector<char> has_vertex(tree.receiver.size(), 0);
    struct Drawn {
        Polyline line;
        double area = 0.0;
    };
    std::vector<Drawn> drawn;
    for (const Course& course : courses) {
        if (course.joins != none && has_vertex[at(course.joins)] == 0)
            continue;  // it joins one that was left out
        Polyline line;
        for (auto cell = course.cells.rbegin(); cell != course.cells.rend(); ++cell)
            line.push_back(tree.middle(*cell));
        if (course.joins != none)
            line.push_back(vertex[at(course.joins)]);
        line = smoothed(line, settings.smoothing);
        if (line.size() < 2 || length(line) < settings.least_length)
            continue;
        for (std::size_t i = 0; i < course.cells.size(); ++i) {
            const Cell cell = course.cells[course.cells.size() - 1 - i];
            vertex[at(cell)] = line[i];
            has_vertex[at(cell)] = 1;
        }
        drawn.push_back({.line = std::move(line), .area = tree.area[at(course.cells.front())]});
    }
    std::stable_sort(drawn.begin(), drawn.end(), [](const Drawn& a, const Drawn& b) { return a.area > b.area; });
    std::vector<SourceLine> lines;
    for (Drawn& stream : drawn) {
        SourceLine line;
        line.name = fmt::format("stream {}", lines.size() + 1);
        line.id = line.name;
        line.line = std::move(stream.line);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<ReachRequest> requests_for(const std::vector<SourceLine>& lines) {
    std::vector<ReachRequest> requests;
    for (const SourceLine& line : lines) {
        ReachRequest request;
        request.name = line.name;
        request.leaves = "";
        request.source = "D8 accumulation";
        request.confidence = "L";
        requests.push_back(std::move(request));
    }
    return requests;
}

}  // namespace liriver::mesh::network
