#include "mesh/terrain/streams.h"

#include <algorithm>
#include <queue>
#include <unordered_map>

namespace liriver::mesh::terrain {
namespace {

/// A stream that is still to be followed upstream from its mouth.
struct Mouth {
    double area = 0.0;
    Cell cell = nowhere;               ///< its own lowest cell
    std::optional<std::size_t> joins;  ///< stream and vertex it flows into
    std::size_t joins_at = 0;
    bool operator<(const Mouth& other) const { return area != other.area ? area < other.area : cell > other.cell; }
};

/// Means over three points, twice, ends kept: takes the stairs out of a line through cells.
void smooth(std::vector<double>& values) {
    for (int pass = 0; pass < 2; ++pass) {
        double before = values.front();
        for (std::size_t i = 1; i + 1 < values.size(); ++i) {
            const double mean = 0.25 * before + 0.5 * values[i] + 0.25 * values[i + 1];
            before = values[i];
            values[i] = mean;
        }
    }
}

}  // namespace

std::vector<Stream> extract_streams(const Drainage& drainage, double least_area, std::size_t least_cells) {
    const GridFrame& frame = drainage.frame;
    const auto is_stream = [&](Cell cell) {
        return drainage.area[at(cell)] >= least_area && drainage.area[at(cell)] > 0.0;
    };
    // Streams that flow into each cell, gathered from the cells above: burned rivers may reach over more than one cell.
    std::unordered_map<Cell, std::vector<Cell>> above;
    std::priority_queue<Mouth> mouths;
    for (const Cell cell : drainage.order) {
        if (!is_stream(cell))
            continue;
        const Cell to = drainage.receiver[at(cell)];
        if (to >= 0)
            above[to].push_back(cell);
        else
            mouths.push({.area = drainage.area[at(cell)], .cell = cell, .joins = std::nullopt, .joins_at = 0});
    }

    std::vector<Stream> streams;
    while (!mouths.empty()) {
        const Mouth mouth = mouths.top();
        mouths.pop();
        std::vector<Cell> cells = {mouth.cell};
        const auto more_land = [&](Cell a, Cell b) {
            return drainage.area[at(a)] != drainage.area[at(b)] ? drainage.area[at(a)] < drainage.area[at(b)] : a > b;
        };
        for (auto branches = above.find(mouth.cell); branches != above.end(); branches = above.find(cells.back()))
            cells.push_back(*std::max_element(branches->second.begin(), branches->second.end(), more_land));
        if (cells.size() < std::max<std::size_t>(least_cells, 2))
            continue;
        std::reverse(cells.begin(), cells.end());

        Stream stream;
        stream.area = mouth.area;
        stream.joins = mouth.joins;
        stream.x.reserve(cells.size() + 1);
        stream.y.reserve(cells.size() + 1);
        for (const Cell cell : cells) {
            stream.x.push_back(frame.x_of(cell % frame.columns));
            stream.y.push_back(frame.y_of(cell / frame.columns));
        }
        if (mouth.joins) {
            stream.x.push_back(streams[*mouth.joins].x[mouth.joins_at]);
            stream.y.push_back(streams[*mouth.joins].y[mouth.joins_at]);
        }
        smooth(stream.x);
        smooth(stream.y);
        for (std::size_t i = 1; i < cells.size(); ++i)
            for (const Cell branch : above.at(cells[i]))
                if (branch != cells[i - 1])
                    mouths.push(
                        {.area = drainage.area[at(branch)], .cell = branch, .joins = streams.size(), .joins_at = i});
        stream.cells = std::move(cells);
        streams.push_back(std::move(stream));
    }
    return streams;
}

}  // namespace liriver::mesh::terrain
