#include "mesh/surface/beside.h"

#include <algorithm>
#include <cmath>

namespace liriver::mesh::surface {

namespace {

struct Box {
    double west, south, east, north;
};

Box box_of(const network::Polyline& line) {
    Box box{line.front().x, line.front().y, line.front().x, line.front().y};
    for (const network::Point& point : line) {
        box.west = std::min(box.west, point.x);
        box.east = std::max(box.east, point.x);
        box.south = std::min(box.south, point.y);
        box.north = std::max(box.north, point.y);
    }
    return box;
}

}  // namespace

BesideRuns runs_beside(const network::Polyline& line, const network::Polyline& other, double near, double least) {
    BesideRuns runs;
    const Box a = box_of(line);
    const Box b = box_of(other);
    if (a.west > b.east + near || b.west > a.east + near || a.south > b.north + near || b.south > a.north + near) {
        runs.rest.push_back(line);
        return runs;
    }
    const double whole = network::length(line);
    const int steps = std::clamp(static_cast<int>(std::ceil(whole / (0.1 * least))), 8, 100000);
    double from = -1.0;     // where the present run began
    double furthest = 0.0;  // m apart within it
    double done = 0.0;      // up to where the line is shared out
    const auto end_run = [&](double to) {
        const double run = to - from;
        if (from >= 0.0 && (run >= least || run >= 0.99 * whole)) {
            if (from > done)
                runs.rest.push_back(network::part(line, done, from));
            runs.beside.push_back(network::part(line, from, to));
            runs.apart = std::max(runs.apart, furthest);
            done = to;
        }
        from = -1.0;
        furthest = 0.0;
    };
    double last = 0.0;
    for (int i = 0; i <= steps; ++i) {
        const double along = whole * i / steps;
        const auto place = network::project(other, network::point_along(line, along));
        if (place && place->distance <= near) {
            if (from < 0.0)
                from = along;
            furthest = std::max(furthest, place->distance);
        } else {
            end_run(last);
        }
        last = along;
    }
    end_run(whole);
    if (done < whole)
        runs.rest.push_back(done > 0.0 ? network::part(line, done, whole) : line);
    return runs;
}

}  // namespace liriver::mesh::surface
