#include "mesh/terrain/integer_delaunay.h"

#include <algorithm>

namespace liriver::mesh::terrain {

IntegerDelaunay::IntegerDelaunay(int columns, int rows) {
    points_ = {{0, 0}, {columns - 1, 0}, {columns - 1, rows - 1}, {0, rows - 1}};
    triangles_.push_back({{0, 1, 2}, {-1, 1, -1}});
    triangles_.push_back({{0, 2, 3}, {-1, -1, 0}});
}

std::int64_t IntegerDelaunay::turn(std::int32_t a, std::int32_t b, GridPoint c) const {
    const GridPoint& p = points_[static_cast<std::size_t>(a)];
    const GridPoint& q = points_[static_cast<std::size_t>(b)];
    return static_cast<std::int64_t>(q.column - p.column) * (c.row - p.row) -
           static_cast<std::int64_t>(c.column - p.column) * (q.row - p.row);
}

// The determinant of Guibas and Stolfi (1985): positive when `point` lies inside the circle through the corners.
// Differences stay below 2^14, their squares' sums below 2^29 and each product below 2^57.
bool IntegerDelaunay::in_circle(const Triangle& triangle, GridPoint point) const {
    std::array<std::int64_t, 3> x{};
    std::array<std::int64_t, 3> y{};
    std::array<std::int64_t, 3> z{};
    for (std::size_t k = 0; k < 3; ++k) {
        const GridPoint& corner = points_[static_cast<std::size_t>(triangle.point[k])];
        x[k] = corner.column - point.column;
        y[k] = corner.row - point.row;
        z[k] = x[k] * x[k] + y[k] * y[k];
    }
    return z[0] * (x[1] * y[2] - x[2] * y[1]) + z[1] * (x[2] * y[0] - x[0] * y[2]) +
               z[2] * (x[0] * y[1] - x[1] * y[0]) >
           0;
}

std::int32_t IntegerDelaunay::locate(GridPoint point, std::int32_t start) const {
    std::int32_t at = start;
    for (bool moved = true; moved;) {
        moved = false;
        const Triangle& triangle = triangles_[static_cast<std::size_t>(at)];
        for (std::size_t k = 0; k < 3 && !moved; ++k)
            if (turn(triangle.point[(k + 1) % 3], triangle.point[(k + 2) % 3], point) < 0) {
                at = triangle.neighbour[k];
                moved = true;
            }
    }
    return at;
}

void IntegerDelaunay::replace_neighbour(std::int32_t triangle, std::int32_t old_one, std::int32_t new_one) {
    if (triangle < 0)
        return;
    for (std::int32_t& neighbour : triangles_[static_cast<std::size_t>(triangle)].neighbour)
        if (neighbour == old_one) {
            neighbour = new_one;
            return;
        }
}

std::int32_t IntegerDelaunay::insert(GridPoint point, std::vector<std::int32_t>* touched) {
    const std::int32_t home = locate(point, last_);
    for (const std::int32_t corner : triangles_[static_cast<std::size_t>(home)].point)
        if (points_[static_cast<std::size_t>(corner)] == point)
            return corner;
    const auto number = static_cast<std::int32_t>(points_.size());
    points_.push_back(point);
    // On a side, the triangle beyond is split too; corner 0 is turned to face that side.
    Triangle old = triangles_[static_cast<std::size_t>(home)];
    std::int32_t side = -1;
    for (std::int32_t k = 0; k < 3; ++k)
        if (turn(old.point[static_cast<std::size_t>((k + 1) % 3)], old.point[static_cast<std::size_t>((k + 2) % 3)],
                 point) == 0)
            side = k;
    std::vector<std::int32_t> stack;
    const auto next = static_cast<std::int32_t>(triangles_.size());
    if (side < 0) {
        // Three triangles, each with the new point as its corner 0: the old number, next and next + 1.
        triangles_[static_cast<std::size_t>(home)] = {{number, old.point[1], old.point[2]},
                                                      {old.neighbour[0], next, next + 1}};
        triangles_.push_back({{number, old.point[2], old.point[0]}, {old.neighbour[1], next + 1, home}});
        triangles_.push_back({{number, old.point[0], old.point[1]}, {old.neighbour[2], home, next}});
        replace_neighbour(old.neighbour[1], home, next);
        replace_neighbour(old.neighbour[2], home, next + 1);
        stack = {home, next, next + 1};
    } else {
        const auto turned = [](const Triangle& t, std::int32_t k) {
            const auto a = static_cast<std::size_t>(k);
            return Triangle{{t.point[a], t.point[(a + 1) % 3], t.point[(a + 2) % 3]},
                            {t.neighbour[a], t.neighbour[(a + 1) % 3], t.neighbour[(a + 2) % 3]}};
        };
        old = turned(old, side);
        const std::int32_t beyond = old.neighbour[0];
        // a faces the side b-c with the new point on it; beyond has d facing c-b.
        const std::int32_t b_half = next;
        const std::int32_t far_b = beyond < 0 ? -1 : next + 1;
        triangles_[static_cast<std::size_t>(home)] = {{number, old.point[2], old.point[0]},
                                                      {old.neighbour[1], b_half, beyond}};
        triangles_.push_back({{number, old.point[0], old.point[1]}, {old.neighbour[2], far_b, home}});
        replace_neighbour(old.neighbour[2], home, b_half);
        stack = {home, b_half};
        if (beyond >= 0) {
            Triangle other = triangles_[static_cast<std::size_t>(beyond)];
            std::int32_t facing = 0;
            for (std::int32_t k = 0; k < 3; ++k)
                if (other.neighbour[static_cast<std::size_t>(k)] == home)
                    facing = k;
            other = turned(other, facing);  // d, c, b
            triangles_[static_cast<std::size_t>(beyond)] = {{number, other.point[0], other.point[1]},
                                                            {other.neighbour[2], home, far_b}};
            triangles_.push_back({{number, other.point[2], other.point[0]}, {other.neighbour[1], beyond, b_half}});
            replace_neighbour(other.neighbour[1], beyond, far_b);
            stack.push_back(beyond);
            stack.push_back(far_b);
        }
    }
    if (touched != nullptr)
        touched->insert(touched->end(), stack.begin(), stack.end());
    make_delaunay(number, stack, touched);
    last_ = home;
    return number;
}

/// Flips the side facing the new point (corner 0 of every triangle on the stack) while the corner beyond lies inside
/// the circle.
void IntegerDelaunay::make_delaunay(std::int32_t point, std::vector<std::int32_t>& stack,
                                    std::vector<std::int32_t>* touched) {
    while (!stack.empty()) {
        const std::int32_t one = stack.back();
        stack.pop_back();
        const Triangle near = triangles_[static_cast<std::size_t>(one)];
        const std::int32_t two = near.neighbour[0];
        if (two < 0 || near.point[0] != point)
            continue;
        const Triangle far = triangles_[static_cast<std::size_t>(two)];
        std::size_t k = 0;
        while (far.neighbour[k] != one)
            ++k;
        const std::int32_t opposite = far.point[k];
        if (!in_circle(near, points_[static_cast<std::size_t>(opposite)]))
            continue;
        // near = p, a, b; far = o, b, a with k at o. After: p, a, o and p, o, b.
        const std::int32_t beyond_oa = far.neighbour[(k + 1) % 3];  // facing b: the side a-o
        const std::int32_t beyond_bo = far.neighbour[(k + 2) % 3];  // facing a: the side o-b
        triangles_[static_cast<std::size_t>(one)] = {{point, near.point[1], opposite},
                                                     {beyond_oa, two, near.neighbour[2]}};
        triangles_[static_cast<std::size_t>(two)] = {{point, opposite, near.point[2]},
                                                     {beyond_bo, near.neighbour[1], one}};
        replace_neighbour(beyond_oa, two, one);
        replace_neighbour(near.neighbour[1], one, two);
        stack.push_back(one);
        stack.push_back(two);
        if (touched != nullptr) {
            touched->push_back(one);
            touched->push_back(two);
        }
    }
}

}  // namespace liriver::mesh::terrain
