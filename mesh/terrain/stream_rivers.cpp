#include "mesh/terrain/stream_rivers.h"

#include <cmath>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace liriver::mesh::terrain {
namespace {

/// Cells by the points of their streams, found again within a centimetre.
class CellsByPoint {
  public:
    explicit CellsByPoint(const std::vector<Stream>& streams) {
        for (const Stream& stream : streams)
            for (std::size_t i = 0; i < stream.cells.size(); ++i)
                cells_[key(of(stream.x[i]), of(stream.y[i]))].push_back({stream.x[i], stream.y[i], stream.cells[i]});
    }
    [[nodiscard]] Cell find(double x, double y) const {
        for (int i = -1; i <= 1; ++i)
            for (int j = -1; j <= 1; ++j)
                if (const auto found = cells_.find(key(of(x) + i, of(y) + j)); found != cells_.end())
                    for (const Entry& entry : found->second)
                        if (std::hypot(entry.x - x, entry.y - y) < same)
                            return entry.cell;
        return nowhere;
    }

  private:
    static constexpr double same = 0.01;  // m: lines that are cut and joined keep their points to round-off
    struct Entry {
        double x, y;
        Cell cell;
    };
    static std::int64_t of(double value) { return static_cast<std::int64_t>(std::floor(value / same)); }
    static std::uint64_t key(std::int64_t i, std::int64_t j) {
        return static_cast<std::uint64_t>(i) * 0x9E3779B97F4A7C15ULL ^ static_cast<std::uint64_t>(j);
    }
    std::unordered_map<std::uint64_t, std::vector<Entry>> cells_;
};

}  // namespace

void follow_streams(Drainage& drainage, const std::vector<Stream>& streams, const std::vector<RiverLine>& lines) {
    const CellsByPoint points(streams);
    std::vector<std::vector<RiverCell>> own(lines.size());
    std::vector<std::unordered_set<Cell>> held(lines.size());
    for (std::size_t line = 0; line < lines.size(); ++line)
        for (std::size_t i = 0; i < lines[line].x.size(); ++i) {
            const Cell cell = points.find(lines[line].x[i], lines[line].y[i]);
            if (cell != nowhere && held[line].insert(cell).second)
                own[line].push_back({.cell = cell, .line = line, .chainage = lines[line].chainage[i]});
        }
    Burned& rivers = drainage.rivers;
    rivers = {};
    rivers.is_river.assign(drainage.frame.size(), false);
    rivers.next.assign(drainage.frame.size(), nowhere);
    rivers.first.push_back(0);
    for (std::size_t line = 0; line < lines.size(); ++line) {
        for (const RiverCell& river : own[line]) {
            if (lines[line].joins && held[*lines[line].joins].count(river.cell) > 0)
                continue;
            rivers.cells.push_back(river);
            rivers.is_river[at(river.cell)] = true;
            rivers.next[at(river.cell)] = drainage.receiver[at(river.cell)];
        }
        if (rivers.cells.size() == rivers.first.back())
            rivers.notes.push_back(lines[line].name + ": no cell of its own on the terrain grid");
        rivers.first.push_back(rivers.cells.size());
    }
}

}  // namespace liriver::mesh::terrain
