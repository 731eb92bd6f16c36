#include "tests/verification/surface/made_meshes.h"

#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace liriver::tests::surface {
namespace {

using mesh::surface::SurfaceMesh;

struct Point {
    double x, y;
};
using Polygon = std::vector<Point>;

// Cuts a convex polygon along the line where `distance` is zero and keeps the side where it is positive.
template <class Distance>
Polygon cut(const Polygon& polygon, const Distance& distance) {
    Polygon kept;
    for (std::size_t k = 0; k < polygon.size(); ++k) {
        const Point a = polygon[k];
        const Point b = polygon[(k + 1) % polygon.size()];
        const double da = distance(a);
        const double db = distance(b);
        if (da >= 0.0)
            kept.push_back(a);
        if ((da > 0.0 && db < 0.0) || (da < 0.0 && db > 0.0)) {
            const bool forward = std::pair(a.x, a.y) < std::pair(b.x, b.y);  // the same point from both cells
            const Point p = forward ? a : b;
            const Point q = forward ? b : a;
            const double t = distance(p) / (distance(p) - distance(q));
            kept.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
        }
    }
    return kept;
}

class Builder {
  public:
    explicit Builder(double tolerance) : tolerance_(tolerance) {}

    void add(const Polygon& polygon) {
        for (const Point& p : polygon)
            cells_.push_back(node(p));
        first_.push_back(static_cast<std::int32_t>(cells_.size()));
    }

    SurfaceMesh finish() {
        auto mesh = mesh::surface::assemble_mesh(std::move(x_), std::move(y_), std::move(first_), std::move(cells_));
        if (!mesh)
            throw std::runtime_error(mesh::field::to_string(mesh.error()));
        return std::move(*mesh);
    }

  private:
    std::int32_t node(Point p) {
        const std::pair key(std::llround(p.x / tolerance_), std::llround(p.y / tolerance_));
        for (const auto& [i, j] :
             {std::pair(0, 0), std::pair(-1, 0), std::pair(1, 0), std::pair(0, -1), std::pair(0, 1)}) {
            const auto found = nodes_.find({key.first + i, key.second + j});
            if (found != nodes_.end())
                return found->second;
        }
        const auto number = static_cast<std::int32_t>(x_.size());
        x_.push_back(p.x);
        y_.push_back(p.y);
        nodes_.emplace(key, number);
        return number;
    }

    double tolerance_;
    std::map<std::pair<long long, long long>, std::int32_t> nodes_;
    std::vector<double> x_, y_;
    std::vector<std::int32_t> first_{0}, cells_;
};

double area(const Polygon& p) {
    double twice = 0.0;
    for (std::size_t k = 1; k + 1 < p.size(); ++k)
        twice += (p[k].x - p[0].x) * (p[k + 1].y - p[0].y) - (p[k + 1].x - p[0].x) * (p[k].y - p[0].y);
    return 0.5 * twice;
}

void add_triangles(Builder& builder, const Polygon& p, bool other_way) {
    const std::size_t n = p.size();
    const std::size_t apex = other_way ? 1 : 0;
    for (std::size_t k = 1; k + 1 < n; ++k)
        builder.add({p[apex], p[(apex + k) % n], p[(apex + k + 1) % n]});
}

void add_cells(Builder& builder, const Polygon& p) {
    if (p.size() <= 4) {
        builder.add(p);
        return;
    }
    builder.add({p[0], p[1], p[2], p[3]});
    add_cells(builder, [&] {
        Polygon rest{p[0]};
        rest.insert(rest.end(), p.begin() + 3, p.end());
        return rest;
    }());
}

}  // namespace

SurfaceMesh rectangle(double length, double width, double spacing, Shape shape, double degrees) {
    const double angle = degrees * std::numbers::pi / 180.0;
    const bool straight = std::fmod(degrees, 90.0) == 0.0;
    const double c = straight ? 1.0 : std::cos(angle);
    const double s = straight ? 0.0 : std::sin(angle);
    const double dx = straight ? length / std::round(length / spacing) : spacing;
    const double dy = straight ? width / std::round(width / spacing) : spacing;
    Builder builder(1e-7 * spacing);
    // Lattice points near a side are moved onto it: no slivers.
    const auto point = [&](int i, int j) {
        Point p{c * i * dx - s * j * dy, s * i * dx + c * j * dy};
        for (const double side : {0.0, length})
            if (std::abs(p.x - side) < 0.3 * spacing)
                p.x = side;
        for (const double side : {0.0, width})
            if (std::abs(p.y - side) < 0.3 * spacing)
                p.y = side;
        return p;
    };
    const auto reach = static_cast<int>(std::ceil((length + width) / spacing)) + 1;
    for (int j = straight ? 0 : -reach; j < reach; ++j)
        for (int i = straight ? 0 : -reach; i < reach; ++i) {
            const Point middle{c * (i + 0.5) * dx - s * (j + 0.5) * dy, s * (i + 0.5) * dx + c * (j + 0.5) * dy};
            if (middle.x < -spacing || middle.x > length + spacing || middle.y < -spacing || middle.y > width + spacing)
                continue;
            Polygon p{point(i, j), point(i + 1, j), point(i + 1, j + 1), point(i, j + 1)};
            p = cut(p, [](Point q) { return q.x; });
            p = cut(p, [&](Point q) { return length - q.x; });
            p = cut(p, [](Point q) { return q.y; });
            p = cut(p, [&](Point q) { return width - q.y; });
            Polygon clean;  // without corners that coincide or lie on a straight line
            for (std::size_t k = 0; k < p.size(); ++k) {
                const Point a = p[(k + p.size() - 1) % p.size()];
                const Point b = p[(k + 1) % p.size()];
                if (std::abs(area({a, p[k], b})) > 1e-7 * spacing * spacing)
                    clean.push_back(p[k]);
            }
            if (clean.size() < 3 || area(clean) < 1e-5 * spacing * spacing)
                continue;
            if (shape == Shape::triangles)
                add_triangles(builder, clean, ((i + j) % 2 + 2) % 2 == 1);
            else
                add_cells(builder, clean);
        }
    return builder.finish();
}

void set_bed(SurfaceMesh& mesh, const std::function<double(double, double)>& bed) {
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        mesh.bed_elevation[i] = bed(mesh.centroid[i].x, mesh.centroid[i].y);
}

void set_manning(SurfaceMesh& mesh, double n) {
    for (double& value : mesh.manning_n)
        value = n;
}

std::vector<std::int32_t> rim_where(const SurfaceMesh& mesh, const std::function<bool(double, double)>& condition) {
    std::vector<std::int32_t> faces;
    for (std::int32_t f = mesh.inner_faces; f < mesh.face_count(); ++f)
        if (condition(mesh.midpoint[f].x, mesh.midpoint[f].y))
            faces.push_back(f);
    return faces;
}

}  // namespace liriver::tests::surface
