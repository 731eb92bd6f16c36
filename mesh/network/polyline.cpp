#include "mesh/network/polyline.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::network {

namespace {

Point between(Point a, Point b, double fraction) {
    return {.x = a.x + (b.x - a.x) * fraction, .y = a.y + (b.y - a.y) * fraction};
}

}  // namespace

double distance(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

double length(const Polyline& line) {
    double sum = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i)
        sum += distance(line[i - 1], line[i]);
    return sum;
}

std::vector<double> distances_along(const Polyline& line) {
    std::vector<double> along(line.size(), 0.0);
    for (std::size_t i = 1; i < line.size(); ++i)
        along[i] = along[i - 1] + distance(line[i - 1], line[i]);
    return along;
}

std::optional<Projection> project(const Polyline& line, Point point) {
    if (line.empty())
        return std::nullopt;
    Projection best{.distance = distance(line.front(), point), .along = 0.0, .segment = 0, .point = line.front()};
    double start = 0.0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Point a = line[i];
        const Point b = line[i + 1];
        const double segment_length = distance(a, b);
        if (segment_length > 0.0) {
            const double dot = (point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y);
            const double fraction = std::clamp(dot / (segment_length * segment_length), 0.0, 1.0);
            const Point nearest = between(a, b, fraction);
            const double away = distance(nearest, point);
            if (away < best.distance)
                best = {.distance = away, .along = start + fraction * segment_length, .segment = i, .point = nearest};
        }
        start += segment_length;
    }
    return best;
}

Point point_along(const Polyline& line, double along) {
    if (line.empty())
        return {};
    double start = 0.0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double segment_length = distance(line[i], line[i + 1]);
        if (along <= start + segment_length && segment_length > 0.0)
            return between(line[i], line[i + 1], std::max(0.0, (along - start) / segment_length));
        start += segment_length;
    }
    return line.back();
}

Polyline part(const Polyline& line, double from, double to) {
    if (line.size() < 2 || from >= to)
        return {};
    const std::vector<double> along = distances_along(line);
    Polyline result{point_along(line, from)};
    for (std::size_t i = 0; i < line.size(); ++i)
        if (along[i] > from && along[i] < to)
            result.push_back(line[i]);
    result.push_back(point_along(line, to));
    return result;
}

std::optional<SegmentMeeting> meet(Point a, Point b, Point c, Point d) {
    const double ux = b.x - a.x;
    const double uy = b.y - a.y;
    const double vx = d.x - c.x;
    const double vy = d.y - c.y;
    const double cross = ux * vy - uy * vx;
    if (cross == 0.0)
        return std::nullopt;
    const double first = ((c.x - a.x) * vy - (c.y - a.y) * vx) / cross;
    const double second = ((c.x - a.x) * uy - (c.y - a.y) * ux) / cross;
    if (first < 0.0 || first > 1.0 || second < 0.0 || second > 1.0)
        return std::nullopt;
    return SegmentMeeting{.first = first, .second = second};
}

Polyline reversed(Polyline line) {
    std::reverse(line.begin(), line.end());
    return line;
}

std::vector<Crossing> crossings(const Polyline& first, const Polyline& second) {
    std::vector<Crossing> found;
    if (first.size() < 2 || second.size() < 2)
        return found;
    const std::vector<double> along_first = distances_along(first);
    const std::vector<double> along_second = distances_along(second);
    for (std::size_t i = 0; i + 1 < first.size(); ++i) {
        const double west = std::min(first[i].x, first[i + 1].x);
        const double east = std::max(first[i].x, first[i + 1].x);
        for (std::size_t j = 0; j + 1 < second.size(); ++j) {
            if (std::max(second[j].x, second[j + 1].x) < west || std::min(second[j].x, second[j + 1].x) > east)
                continue;
            const std::optional<SegmentMeeting> meeting = meet(first[i], first[i + 1], second[j], second[j + 1]);
            if (meeting)
                found.push_back(
                    {.along_first = along_first[i] + meeting->first * (along_first[i + 1] - along_first[i]),
                     .along_second = along_second[j] + meeting->second * (along_second[j + 1] - along_second[j]),
                     .point = between(first[i], first[i + 1], meeting->first)});
        }
    }
    std::sort(found.begin(), found.end(),
              [](const Crossing& a, const Crossing& b) { return a.along_first < b.along_first; });
    // A crossing at a vertex is met by both of its segments.
    const auto same = [](const Crossing& a, const Crossing& b) { return distance(a.point, b.point) < 1e-6; };
    found.erase(std::unique(found.begin(), found.end(), same), found.end());
    return found;
}

}  // namespace liriver::mesh::network
