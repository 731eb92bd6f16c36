#pragma once
// Delaunay triangulation of points on a grid, exact: columns and rows are whole numbers and so is every test.
#include <array>
#include <cstdint>
#include <vector>

namespace liriver::mesh::terrain {

/// A point of the grid: 0 to 16 000 both ways, so that the test of a circle fits in 64 bits.
struct GridPoint {
    std::int32_t column = 0, row = 0;
    friend bool operator==(const GridPoint& a, const GridPoint& b) { return a.column == b.column && a.row == b.row; }
};

/// Grown point by point inside a rectangle whose four corners are its first points (Lawson 1977: a new point splits the
/// triangle that holds it, and sides are flipped until every circle is empty). Four points on one circle keep the
/// diagonal they have, so the same points in the same order give the same triangles.
class IntegerDelaunay {
  public:
    struct Triangle {
        std::array<std::int32_t, 3> point{};      ///< counter-clockwise with columns to the right and rows up
        std::array<std::int32_t, 3> neighbour{};  ///< across the side from point k + 1 to point k + 2; -1: none
    };

    /// The rectangle from (0, 0) to (columns - 1, rows - 1), in two triangles; points 0 to 3 are its corners.
    IntegerDelaunay(int columns, int rows);

    /// Adds a point of the rectangle and returns its number; that of the point already there, if there is one.
    /// `touched`, if given, receives the triangles made or changed.
    std::int32_t insert(GridPoint point, std::vector<std::int32_t>* touched = nullptr);

    [[nodiscard]] const std::vector<GridPoint>& points() const { return points_; }
    [[nodiscard]] const std::vector<Triangle>& triangles() const { return triangles_; }

    /// The triangle that holds a point (on its sides counts), walking from `start`.
    [[nodiscard]] std::int32_t locate(GridPoint point, std::int32_t start) const;

  private:
    [[nodiscard]] std::int64_t turn(std::int32_t a, std::int32_t b, GridPoint c) const;
    [[nodiscard]] bool in_circle(const Triangle& triangle, GridPoint point) const;
    void replace_neighbour(std::int32_t triangle, std::int32_t old_one, std::int32_t new_one);
    void make_delaunay(std::int32_t point, std::vector<std::int32_t>& stack, std::vector<std::int32_t>* touched);

    std::vector<GridPoint> points_;
    std::vector<Triangle> triangles_;
    std::int32_t last_ = 0;
};

}  // namespace liriver::mesh::terrain
