#pragma once
// Triangles made for tests, as transport's graph.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include "made_graphs.h"

namespace liriver::solver::transport::made {

/// Triangles over a square of `across` times `across` halved unit squares, inner corners displaced at random, with
/// faces to the outside along the rim and, without an edge of their own, into every fifth volume.
class Triangles {
  public:
    Graph graph;
    std::vector<double> area, length;  ///< [volumes] m2, [faces] m: 0 without an edge

    Triangles(std::int32_t across, std::mt19937_64& random) {
        place_corners(across, random);
        const std::int32_t line = across + 1;
        for (std::int32_t j = 0; j < across; ++j)
            for (std::int32_t i = 0; i < across; ++i) {
                const std::int32_t p = j * line + i, q = p + 1, r = q + line, s = p + line;
                if ((i + j) % 2 == 0) {
                    add_cell({p, q, r});
                    add_cell({p, r, s});
                } else {
                    add_cell({q, r, s});
                    add_cell({q, s, p});
                }
            }
        for (const auto& [edge, cell] : open_)
            put_face(cell, outside, edge[0], edge[1]);
        for (std::int32_t cell = 0; cell < graph.volume_count; cell += 5)
            put_face(outside, cell, -1, -1);
    }

    /// m3 that cross each face in `seconds` where water 1 m deep flows at (u, v).
    [[nodiscard]] std::vector<double> even_flow(double u, double v, double seconds) const {
        std::vector<double> crossed;
        for (std::size_t f = 0; f < length.size(); ++f)
            crossed.push_back(seconds * length[f] * (u * graph.normal_x[f] + v * graph.normal_y[f]));
        return crossed;
    }

  private:
    static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

    void place_corners(std::int32_t across, std::mt19937_64& random) {
        const auto shift = [&] { return 0.4 * (static_cast<double>(random() % 1000) / 1000.0 - 0.5); };
        for (std::int32_t j = 0; j <= across; ++j)
            for (std::int32_t i = 0; i <= across; ++i) {
                const bool inside = i > 0 && j > 0 && i < across && j < across;
                const double dx = shift(), dy = shift();
                x_.push_back(i + (inside ? dx : 0.0));
                y_.push_back(j + (inside ? dy : 0.0));
            }
    }

    void add_cell(std::array<std::int32_t, 3> corners) {
        const std::int32_t cell = graph.volume_count++;
        const std::size_t p = at(corners[0]), q = at(corners[1]), r = at(corners[2]);
        graph.centroid_x.push_back((x_[p] + x_[q] + x_[r]) / 3.0);
        graph.centroid_y.push_back((y_[p] + y_[q] + y_[r]) / 3.0);
        area.push_back(0.5 * ((x_[q] - x_[p]) * (y_[r] - y_[p]) - (x_[r] - x_[p]) * (y_[q] - y_[p])));
        for (std::size_t k = 0; k < 3; ++k) {
            const std::int32_t a = corners[k], b = corners[(k + 1) % 3];
            const auto found = open_.find({b, a});
            if (found == open_.end()) {
                open_[{a, b}] = cell;
                continue;
            }
            put_face(found->second, cell, b, a);  // counter-clockwise round the first of the two
            open_.erase(found);
        }
    }

    void put_face(std::int32_t from, std::int32_t to, std::int32_t a, std::int32_t b) {
        const bool edge = a >= 0;
        const double along_x = edge ? x_[at(b)] - x_[at(a)] : 0.0, along_y = edge ? y_[at(b)] - y_[at(a)] : 0.0;
        const double long_ = std::hypot(along_x, along_y);
        add_face(graph, from, to);
        graph.vertex_a.push_back(a);
        graph.vertex_b.push_back(b);
        graph.midpoint_x.push_back(edge ? 0.5 * (x_[at(a)] + x_[at(b)]) : 0.0);
        graph.midpoint_y.push_back(edge ? 0.5 * (y_[at(a)] + y_[at(b)]) : 0.0);
        graph.normal_x.push_back(edge ? along_y / long_ : 0.0);
        graph.normal_y.push_back(edge ? -along_x / long_ : 0.0);
        length.push_back(long_);
    }

    std::vector<double> x_, y_;
    std::map<std::array<std::int32_t, 2>, std::int32_t> open_;  ///< edges with one volume so far
};

}  // namespace liriver::solver::transport::made
