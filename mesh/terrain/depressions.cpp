#include "mesh/terrain/depressions.h"

#include <algorithm>
#include <limits>
#include <queue>

namespace liriver::mesh::terrain {
namespace {

/// Waits in the flood's queue: lowest first, and of equals the one that came first, so that the result is one and the
/// same.
struct Waiting {
    float level;
    std::uint32_t arrival;
    Cell cell;
    bool operator>(const Waiting& other) const {
        return level != other.level ? level > other.level : arrival > other.arrival;
    }
};

bool beside_nothing(const GridFrame& frame, const std::vector<float>& elevation, Cell cell) {
    int neighbours = 0;
    for_each_neighbour(frame, cell, [&](Cell next, std::size_t) {
        if (!std::isnan(elevation[at(next)]))
            ++neighbours;
    });
    return neighbours < 8;
}

/// Floods the grid and calls taken(cell) for each cell in the order in which the flood reaches it for good.
template <typename Taken>
Flooded flood_and_tell(const GridFrame& frame, const std::vector<float>& elevation, const std::vector<bool>& outlet,
                       Taken&& taken) {
    Flooded result;
    result.level = elevation;
    result.parent.assign(frame.size(), nowhere);
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> rim;
    std::queue<Cell> pool;  // cells at or below the present water level: they need no ordering
    std::uint32_t arrivals = 0;
    const Cell count = static_cast<Cell>(frame.size());
    for (Cell cell = 0; cell < count; ++cell) {
        if (std::isnan(elevation[at(cell)]))
            continue;
        if ((!outlet.empty() && outlet[at(cell)]) || beside_nothing(frame, elevation, cell)) {
            result.parent[at(cell)] = leaves;
            rim.push({.level = elevation[at(cell)], .arrival = arrivals++, .cell = cell});
        }
    }
    while (!rim.empty() || !pool.empty()) {
        Cell cell = nowhere;
        if (!pool.empty()) {
            cell = pool.front();
            pool.pop();
        } else {
            cell = rim.top().cell;
            rim.pop();
        }
        taken(cell, result.parent);
        const float level = result.level[at(cell)];
        for_each_neighbour(frame, cell, [&](Cell next, std::size_t) {
            if (result.parent[at(next)] != nowhere || std::isnan(elevation[at(next)]))
                return;
            result.parent[at(next)] = cell;
            const float own = elevation[at(next)];
            if (own > level) {
                rim.push({.level = own, .arrival = arrivals++, .cell = next});
                return;
            }
            if (own < level) {
                result.level[at(next)] = level;
                ++result.raised_cells;
                result.deepest_fill = std::max(result.deepest_fill, static_cast<double>(level - own));
            }
            pool.push(next);
        });
    }
    return result;
}

}  // namespace

Flooded flood(const GridFrame& frame, const std::vector<float>& elevation, const std::vector<bool>& outlet) {
    return flood_and_tell(frame, elevation, outlet, [](Cell, const std::vector<Cell>&) {});
}

std::size_t breach(const GridFrame& frame, std::vector<float>& elevation, const std::vector<bool>& outlet,
                   const BreachLimits& limits) {
    if (!(limits.depth > 0.0))
        return 0;
    const std::vector<float> before = elevation;
    std::size_t lowered = 0;
    std::vector<Cell> path;
    const auto cut = [&](Cell pit, const std::vector<Cell>& parent) {
        if (parent[at(pit)] == leaves)
            return;
        const float bottom = elevation[at(pit)];
        bool lower_neighbour = false;
        for_each_neighbour(frame, pit, [&](Cell next, std::size_t) {
            lower_neighbour = lower_neighbour || elevation[at(next)] < bottom;
        });
        if (lower_neighbour)
            return;
        path.clear();
        Cell cell = parent[at(pit)];
        while (cell != leaves && elevation[at(cell)] >= bottom) {
            const bool fixed = !outlet.empty() && outlet[at(cell)];
            if (fixed || static_cast<double>(elevation[at(cell)] - bottom) > limits.depth ||
                path.size() >= static_cast<std::size_t>(limits.length))
                return;
            path.push_back(cell);
            cell = parent[at(cell)];
        }
        // An outlet at the frame's edge that is higher than the pit is cut level with it; else the cut falls evenly.
        const float end = cell == leaves ? bottom : elevation[at(cell)];
        for (std::size_t i = 0; i < path.size(); ++i) {
            const float share = static_cast<float>(i + 1) / static_cast<float>(path.size() + 1);
            float& level = elevation[at(path[i])];
            const float wanted = bottom + share * (end - bottom);
            if (wanted < level) {
                level = wanted;
                ++lowered;
            }
        }
    };
    flood_and_tell(frame, before, outlet, cut);
    return lowered;
}

std::size_t close_holes(const GridFrame& frame, std::vector<float>& elevation) {
    std::vector<bool> seen(frame.size(), false);
    std::vector<Cell> hole;
    std::size_t closed = 0;
    const Cell count = static_cast<Cell>(frame.size());
    for (Cell start = 0; start < count; ++start) {
        if (!std::isnan(elevation[at(start)]) || seen[at(start)])
            continue;
        hole.assign(1, start);
        seen[at(start)] = true;
        bool at_edge = false;
        float rim = std::numeric_limits<float>::infinity();
        for (std::size_t i = 0; i < hole.size(); ++i) {
            int neighbours = 0;
            for_each_neighbour(frame, hole[i], [&](Cell next, std::size_t) {
                ++neighbours;
                if (!std::isnan(elevation[at(next)])) {
                    rim = std::min(rim, elevation[at(next)]);
                } else if (!seen[at(next)]) {
                    seen[at(next)] = true;
                    hole.push_back(next);
                }
            });
            at_edge = at_edge || neighbours < 8;
        }
        if (at_edge)
            continue;
        for (const Cell cell : hole)
            elevation[at(cell)] = rim;
        closed += hole.size();
    }
    return closed;
}

}  // namespace liriver::mesh::terrain
