// Given cells' means of a state on a mesh of squares and triangles, when it is asked for at a point off their centres,
// then what is linear comes out to rounding, and neither dry cells nor crests out of the water are looked across.
#include "scenarios/runner/point_values.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace liriver::scenarios::runner {
namespace {

using solver::surface::CellState;

/// 4 x 4 squares of 10 m, those of every second column cut into triangles, on a bed of 0.01 x - 0.02 y.
mesh::surface::SurfaceMesh board() {
    std::vector<double> x;
    std::vector<double> y;
    for (int j = 0; j <= 4; ++j)
        for (int i = 0; i <= 4; ++i) {
            x.push_back(10.0 * i);
            y.push_back(10.0 * j);
        }
    std::vector<std::int32_t> first{0};
    std::vector<std::int32_t> corners;
    const auto cell = [&](std::initializer_list<int> nodes) {
        corners.insert(corners.end(), nodes.begin(), nodes.end());
        first.push_back(static_cast<std::int32_t>(corners.size()));
    };
    for (int j = 0; j < 4; ++j)
        for (int i = 0; i < 4; ++i) {
            const int a = 5 * j + i;
            if (i % 2 == 1) {
                cell({a, a + 1, a + 6});
                cell({a, a + 6, a + 5});
            } else {
                cell({a, a + 1, a + 6, a + 5});
            }
        }
    auto mesh = mesh::surface::assemble_mesh(x, y, first, corners).value();
    for (std::size_t i = 0; i < mesh.area.size(); ++i)
        mesh.bed_elevation[i] = 0.01 * mesh.centroid[i].x - 0.02 * mesh.centroid[i].y;
    return mesh;
}

double linear_stage(mesh::network::Point p) { return 3.0 - 0.002 * p.x + 0.003 * p.y; }
double linear_u(mesh::network::Point p) { return 0.5 + 0.01 * p.x - 0.02 * p.y; }
double linear_v(mesh::network::Point p) { return -0.3 + 0.004 * p.x; }

std::vector<CellState> linear_state(const mesh::surface::SurfaceMesh& mesh) {
    std::vector<CellState> state;
    for (std::size_t i = 0; i < mesh.area.size(); ++i) {
        const auto& at = mesh.centroid[i];
        state.push_back({linear_stage(at) - mesh.bed_elevation[i], linear_u(at), linear_v(at), mesh.bed_elevation[i]});
    }
    return state;
}

bool every_face(std::int32_t, std::int32_t, std::int32_t) { return true; }

// Every cell, those in the corners of the board too, where a triangle has a single neighbour.
TEST(PointValues, LinearStageAndVelocitiesComeOutAtPointsOffTheCentre) {
    const auto mesh = board();
    const auto state = linear_state(mesh);
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        const auto& centre = mesh.centroid[static_cast<std::size_t>(cell)];
        for (const auto& [dx, dy] : {std::pair{1.3, -0.7}, {-2.1, 1.9}, {0.0, 2.5}}) {
            const mesh::network::Point point{centre.x + dx, centre.y + dy};
            const double bed = 0.01 * point.x - 0.02 * point.y;
            const PointState water = water_at(mesh, state, cell, point, bed);
            EXPECT_NEAR(water.stage, linear_stage(point), 1e-12) << "cell " << cell;
            EXPECT_NEAR(water.depth, linear_stage(point) - bed, 1e-12);
            EXPECT_NEAR(water.u, linear_u(point), 1e-12);
            EXPECT_NEAR(water.v, linear_v(point), 1e-12);
            double sum = 0.0;
            for (const PointWeight& part : water.weights)
                sum += part.weight;
            EXPECT_NEAR(sum, 1.0, 1e-14);
        }
    }
}

TEST(PointValues, AtTheCentreACellStandsAloneWithItsOwnNumbers) {
    const auto mesh = board();
    const auto state = linear_state(mesh);
    const PointState water = water_at(mesh, state, 5, mesh.centroid[5], mesh.bed_elevation[5]);
    EXPECT_EQ(water.weights.size(), 1U);
    EXPECT_EQ(water.depth, state[5].depth);
    EXPECT_EQ(water.u, state[5].u);
}

// Still water of level 1 m beside dry ground of any height: the level at the point is 1 m, to rounding.
TEST(PointValues, DryCellsAreNotLookedAcross) {
    const auto mesh = board();
    std::vector<CellState> state;
    for (std::size_t i = 0; i < mesh.area.size(); ++i) {
        const bool dry = mesh.centroid[i].x > 20.0;
        state.push_back({dry ? 0.0 : 1.0 - mesh.bed_elevation[i], 0.0, 0.0, dry ? 9.0 : mesh.bed_elevation[i]});
    }
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        const auto& centre = mesh.centroid[static_cast<std::size_t>(cell)];
        const PointState water = water_at(mesh, state, cell, {centre.x + 1.0, centre.y + 1.0}, 0.1);
        if (centre.x > 20.0)
            EXPECT_EQ(water.depth, 0.0);
        else
            EXPECT_NEAR(water.stage, 1.0, 1e-14);
    }
}

// Two levels on both sides of a levee at x = 20 m whose crest stands out of both.
TEST(PointValues, ACrestOutOfTheWaterIsNotLookedAcross) {
    auto mesh = board();
    for (std::int32_t face = 0; face < mesh.inner_faces; ++face)
        if (std::abs(mesh.midpoint[static_cast<std::size_t>(face)].x - 20.0) < 1e-9)
            mesh.set_crest(face, 5.0);
    std::vector<CellState> state;
    for (std::size_t i = 0; i < mesh.area.size(); ++i)
        state.push_back(
            {(mesh.centroid[i].x < 20.0 ? 4.0 : 1.0) - mesh.bed_elevation[i], 0.0, 0.0, mesh.bed_elevation[i]});
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        const auto& centre = mesh.centroid[static_cast<std::size_t>(cell)];
        EXPECT_NEAR(water_at(mesh, state, cell, {centre.x + 1.0, centre.y - 0.5}, 0.0).stage,
                    centre.x < 20.0 ? 4.0 : 1.0, 1e-13);
    }
}

// A row of squares, as a flume has it: along it the gradient is known, across it there is none.
TEST(PointValues, AlongARowOfCellsWhatIsLinearAlongItComesOut) {
    std::vector<double> x;
    std::vector<double> y;
    for (int j = 0; j < 2; ++j)
        for (int i = 0; i <= 5; ++i) {
            x.push_back(3.0 * i);
            y.push_back(4.0 * i + 5.0 * j);
        }
    std::vector<std::int32_t> first{0};
    std::vector<std::int32_t> corners;
    for (int i = 0; i < 5; ++i) {
        corners.insert(corners.end(), {i, i + 1, i + 7, i + 6});
        first.push_back(static_cast<std::int32_t>(corners.size()));
    }
    const auto mesh = mesh::surface::assemble_mesh(x, y, first, corners).value();
    const auto along = [](mesh::network::Point p) { return 2.0 + 0.1 * (0.6 * p.x + 0.8 * p.y); };
    const auto& centre = mesh.centroid[2];
    double value = 0.0;
    const mesh::network::Point point{centre.x + 0.6, centre.y + 0.8};
    for (const PointWeight& part : weights_at(mesh, 2, point, every_face))
        value += part.weight * along(mesh.centroid[static_cast<std::size_t>(part.cell)]);
    EXPECT_NEAR(value, along(point), 1e-13);
}

}  // namespace
}  // namespace liriver::scenarios::runner
