#include "tests/verification/surface/sliver_mesh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>
#include <utility>

#include "tests/verification/surface/made_meshes.h"

namespace liriver::tests::surface {
namespace {

using mesh::surface::SurfaceMesh;

constexpr double length = 3200.0;
constexpr double width = 1600.0;
constexpr double spacing = 20.0;

struct Builder {
    std::vector<double> x, y;
    std::vector<std::int32_t> first{0}, nodes;

    void add(std::int32_t a, std::int32_t b, std::int32_t c) {
        nodes.insert(nodes.end(), {a, b, c});
        first.push_back(static_cast<std::int32_t>(nodes.size()));
    }
    [[nodiscard]] double side(std::int32_t a, std::int32_t b) const {
        return std::hypot(x[static_cast<std::size_t>(a)] - x[static_cast<std::size_t>(b)],
                          y[static_cast<std::size_t>(a)] - y[static_cast<std::size_t>(b)]);
    }
};

// A triangle cut into three from a point so near to the middle of its first side that the piece there has an inscribed
// circle that many times smaller.
void add_cut(Builder& builder, std::array<std::int32_t, 3> corner, double area, double smaller) {
    const std::int32_t a = corner[0];
    const std::int32_t b = corner[1];
    const std::int32_t c = corner[2];
    const double ab = builder.side(a, b);
    const double radius = 2.0 * area / (ab + builder.side(b, c) + builder.side(c, a)) / smaller;
    const double height = 2.0 * radius * (1.0 + radius * radius / (ab * ab));  // of a flat triangle, to second order
    const double share = height / (2.0 * area / ab);
    const auto toward = [&](const std::vector<double>& v) {
        const double middle = 0.5 * (v[static_cast<std::size_t>(a)] + v[static_cast<std::size_t>(b)]);
        return middle + share * (v[static_cast<std::size_t>(c)] - middle);
    };
    const auto point = static_cast<std::int32_t>(builder.x.size());
    builder.x.push_back(toward(builder.x));
    builder.y.push_back(toward(builder.y));
    builder.add(a, b, point);
    builder.add(b, c, point);
    builder.add(c, a, point);
}

double valley_floor(double x, double y) {
    const double middle = 800.0 + 200.0 * std::sin(2.0 * std::numbers::pi * x / 1500.0);
    return 60.0 - 0.015 * x + std::min(4e-4 * (y - middle) * (y - middle), 60.0) +
           0.5 * std::sin(2.0 * std::numbers::pi * x / 170.0) * std::cos(2.0 * std::numbers::pi * y / 130.0);
}

}  // namespace

SliverValley sliver_valley(double smaller) {
    const SurfaceMesh plain = rectangle(length, width, spacing, Shape::triangles, 0.0);
    Builder builder;
    builder.x = plain.node_x;
    builder.y = plain.node_y;
    std::mt19937 random(11);
    std::uniform_real_distribution<double> shift(-0.15 * spacing, 0.15 * spacing);
    for (std::size_t k = 0; k < builder.x.size(); ++k)
        if (builder.x[k] > 1.0 && builder.x[k] < length - 1.0 && builder.y[k] > 1.0 && builder.y[k] < width - 1.0) {
            builder.x[k] += shift(random);
            builder.y[k] += shift(random);
        }
    for (std::int32_t cell = 0; cell < plain.cell_count(); ++cell) {
        const auto corners = plain.corners(cell);
        const std::array<std::int32_t, 3> corner{corners[0], corners[1], corners[2]};
        if (smaller > 1.0 && cell % 100 == 0) {
            const auto at = [](const std::vector<double>& v, std::int32_t node) {
                return v[static_cast<std::size_t>(node)];
            };
            const double area = 0.5 * ((at(builder.x, corner[1]) - at(builder.x, corner[0])) *
                                           (at(builder.y, corner[2]) - at(builder.y, corner[0])) -
                                       (at(builder.y, corner[1]) - at(builder.y, corner[0])) *
                                           (at(builder.x, corner[2]) - at(builder.x, corner[0])));
            add_cut(builder, corner, std::abs(area), smaller);
        } else {
            builder.add(corner[0], corner[1], corner[2]);
        }
    }
    auto mesh = mesh::surface::assemble_mesh(builder.x, builder.y, builder.first, builder.nodes);
    if (!mesh)
        throw std::runtime_error(mesh::field::to_string(mesh.error()));
    SliverValley valley{*std::move(mesh), {}};
    set_bed(valley.mesh, valley_floor);
    set_manning(valley.mesh, 0.033);
    for (std::int32_t i = 0; i < valley.mesh.cell_count(); ++i)
        valley.depth.push_back(valley.mesh.centroid[i].x < 600.0 ? std::max(80.0 - valley.mesh.bed_elevation[i], 0.0)
                                                                 : 0.0);
    return valley;
}

}  // namespace liriver::tests::surface
