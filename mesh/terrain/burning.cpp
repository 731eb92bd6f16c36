#include "mesh/terrain/burning.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace liriver::mesh::terrain {
namespace {

constexpr std::size_t no_line = std::numeric_limits<std::size_t>::max();

/// Lines ordered so that each comes after the one it joins.
std::vector<std::size_t> downstream_first(const std::vector<RiverLine>& lines) {
    std::vector<std::size_t> order;
    std::vector<bool> placed(lines.size(), false);
    while (order.size() < lines.size()) {
        const std::size_t before = order.size();
        for (std::size_t line = 0; line < lines.size(); ++line) {
            const std::optional<std::size_t>& joins = lines[line].joins;
            if (!placed[line] && (!joins || placed[*joins])) {
                placed[line] = true;
                order.push_back(line);
            }
        }
        if (order.size() == before)
            break;  // a ring: its lines are left out, mesh/network does not let one through
    }
    return order;
}

class Burner {
  public:
    Burner(const GridFrame& frame, std::vector<float>& elevation, const std::vector<RiverLine>& lines, double depth)
        : frame_(frame), elevation_(elevation), lines_(lines), depth_(static_cast<float>(depth)) {
        owner_.assign(frame.size(), no_line);
        own_.resize(lines.size());
        result_.next.assign(frame.size(), nowhere);
        result_.is_river.assign(frame.size(), false);
    }

    Burned run() {
        const std::vector<std::size_t> order = downstream_first(lines_);
        for (const std::size_t line : order)
            claim(line);
        for (const std::size_t line : order)
            link(line);
        for (const std::size_t line : order)
            if (!lines_[line].joins && !own_[line].empty())
                lead_out(line);
        result_.first.push_back(0);
        for (const std::vector<RiverCell>& cells : own_) {
            result_.cells.insert(result_.cells.end(), cells.begin(), cells.end());
            result_.first.push_back(result_.cells.size());
        }
        return std::move(result_);
    }

  private:
    /// The line's cells that no line burned before holds. Of a cell passed twice the last passage counts: the bend
    /// between still drains into it, and no ring can arise.
    void claim(std::size_t line) {
        const std::vector<CellOnLine> path = cells_along(frame_, lines_[line].chainage, lines_[line].x, lines_[line].y);
        std::unordered_map<Cell, std::size_t> last;
        for (std::size_t i = 0; i < path.size(); ++i)
            last[path[i].cell] = i;
        for (std::size_t i = 0; i < path.size(); ++i) {
            const Cell cell = path[i].cell;
            if (std::isnan(elevation_[at(cell)]) || owner_[at(cell)] != no_line || last[cell] != i)
                continue;
            own_[line].push_back({.cell = cell, .line = line, .chainage = path[i].chainage});
        }
        float lowest = std::numeric_limits<float>::infinity();
        for (const RiverCell& river : own_[line]) {
            lowest = std::min(lowest, elevation_[at(river.cell)]);
            elevation_[at(river.cell)] = lowest - depth_;
            owner_[at(river.cell)] = line;
            result_.is_river[at(river.cell)] = true;
        }
        if (own_[line].empty())
            result_.notes.push_back(lines_[line].name + ": no cell of its own on the terrain grid");
    }

    void link(std::size_t line) {
        const std::vector<RiverCell>& cells = own_[line];
        for (std::size_t i = 0; i + 1 < cells.size(); ++i)
            result_.next[at(cells[i].cell)] = cells[i + 1].cell;
        if (cells.empty() || !lines_[line].joins)
            return;
        // A joined line without cells hands on to the one it joins itself.
        std::size_t into = *lines_[line].joins;
        double chainage = lines_[line].joins_at;
        while (own_[into].empty() && lines_[into].joins) {
            chainage = lines_[into].joins_at;
            into = *lines_[into].joins;
        }
        result_.next[at(cells.back().cell)] = own_[into].empty() ? leaves : nearest(into, chainage);
    }

    [[nodiscard]] Cell nearest(std::size_t line, double chainage) const {
        const auto closer = [chainage](const RiverCell& a, const RiverCell& b) {
            return std::abs(a.chainage - chainage) < std::abs(b.chainage - chainage);
        };
        return std::min_element(own_[line].begin(), own_[line].end(), closer)->cell;
    }

    /// True when water of `line` would come to `target` again.
    [[nodiscard]] bool leads_back(std::size_t line, std::size_t target) const {
        while (line != target) {
            if (lines_[line].joins) {
                line = *lines_[line].joins;
            } else if (const auto on = continues_in_.find(line); on != continues_in_.end()) {
                line = on->second;
            } else {
                return false;
            }
        }
        return true;
    }

    /// The lowest way from an open end: floods outward from it, lowest cell first, until the edge or another river.
    void lead_out(std::size_t line) {
        const Cell end = own_[line].back().cell;
        // Of equal levels the one that came first, so that the way over even ground is straight.
        using Entry = std::tuple<float, std::size_t, Cell>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> rim;
        std::size_t arrivals = 0;
        std::unordered_map<Cell, Cell> came_from;
        rim.emplace(elevation_[at(end)], arrivals++, end);
        came_from.emplace(end, nowhere);
        Cell reached = nowhere;
        Cell onward = leaves;
        while (!rim.empty() && reached == nowhere) {
            const Cell here = std::get<2>(rim.top());
            rim.pop();
            int neighbours = 0;
            for_each_neighbour(frame_, here, [&](Cell next, std::size_t) {
                if (std::isnan(elevation_[at(next)]))
                    return;
                ++neighbours;
                if (reached != nowhere)
                    return;
                if (const std::size_t other = owner_[at(next)]; other != no_line) {
                    if (!leads_back(other, line)) {
                        reached = here;
                        onward = next;
                        continues_in_[line] = other;
                    }
                    return;
                }
                if (came_from.emplace(next, here).second)
                    rim.emplace(elevation_[at(next)], arrivals++, next);
            });
            if (neighbours < 8 && reached == nowhere)
                reached = here;
        }
        if (reached == nowhere) {
            result_.notes.push_back(lines_[line].name + ": no way out of the terrain from its open end");
            result_.next[at(end)] = leaves;
            return;
        }
        for (Cell cell = reached; cell != nowhere; cell = came_from.at(cell)) {
            result_.next[at(cell)] = onward;
            result_.is_river[at(cell)] = true;
            onward = cell;
        }
        lower_way(end, reached);
        for (Cell cell = reached; cell != end; cell = came_from.at(cell))
            owner_[at(cell)] = line;
    }

    /// The way out falls too, from the end of the line's trench on.
    void lower_way(Cell end, Cell reached) {
        float lowest = elevation_[at(end)];
        for (Cell cell = end; cell != reached;) {
            cell = result_.next[at(cell)];
            lowest = std::min(lowest, elevation_[at(cell)]);
            elevation_[at(cell)] = lowest;
        }
    }

    const GridFrame& frame_;
    std::vector<float>& elevation_;
    const std::vector<RiverLine>& lines_;
    float depth_;
    std::vector<std::size_t> owner_;
    std::vector<std::vector<RiverCell>> own_;
    std::unordered_map<std::size_t, std::size_t> continues_in_;
    Burned result_;
};

}  // namespace

Burned burn(const GridFrame& frame, std::vector<float>& elevation, const std::vector<RiverLine>& lines,
            double trench_depth) {
    return Burner(frame, elevation, lines, trench_depth).run();
}

void lower(const GridFrame& frame, std::vector<float>& elevation, const std::vector<RiverLine>& lines, double depth) {
    std::vector<bool> done(frame.size(), false);
    for (const RiverLine& line : lines) {
        for (const CellOnLine& on : cells_along(frame, line.chainage, line.x, line.y)) {
            if (done[at(on.cell)])
                continue;
            done[at(on.cell)] = true;
            elevation[at(on.cell)] -= static_cast<float>(depth);
        }
    }
}

}  // namespace liriver::mesh::terrain
