// Faults of other programs' meshes: what makes a wall that nobody drew is found, listed and mended as told.
#include "data/meshes/mesh_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "data/meshes/boundary_sides.h"
#include "data/meshes/node_elevations.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::data::meshes {
namespace {

using ::testing::HasSubstr;

/// Squares of 10 m, `columns` x `rows`, numbered from 101 row by row from the south-west; nodes from 1.
MeshFile squares(int columns, int rows) {
    MeshFile file;
    for (int j = 0; j <= rows; ++j)
        for (int i = 0; i <= columns; ++i) {
            file.mesh.add_node(10.0 * i, 10.0 * j);
            file.node_z.push_back(150.0 + 0.1 * i);
            file.node_code.push_back(0);
            file.node_number.push_back(file.mesh.node_count());
        }
    const auto node = [columns](int i, int j) { return j * (columns + 1) + i; };
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i) {
            file.mesh.add_cell(
                std::vector<std::int32_t>{node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)});
            file.material.push_back(1 + i);
            file.cell_number.push_back(101 + j * columns + i);
            file.cell_line.push_back(2 + j * columns + i);
        }
    return file;
}

void replace_node(MeshFile& file, std::int32_t cell, std::int32_t node, std::int32_t with) {
    for (auto at = static_cast<std::size_t>(file.mesh.first_corner[static_cast<std::size_t>(cell)]);
         at < static_cast<std::size_t>(file.mesh.first_corner[static_cast<std::size_t>(cell) + 1]); ++at)
        if (file.mesh.cell_nodes[at] == node)
            file.mesh.cell_nodes[at] = with;
}

/// A second node in the place of node 1 (and of its upper neighbour) for the right-hand column: a seam.
MeshFile with_seam(double apart) {
    MeshFile file = squares(2, 1);
    for (const std::int32_t node : {1, 4}) {
        const auto at = static_cast<std::size_t>(node);
        const std::int32_t copy = file.mesh.add_node(file.mesh.node_x[at] + apart, file.mesh.node_y[at]);
        file.node_z.push_back(file.node_z[at] + 0.2);
        file.node_code.push_back(0);
        file.node_number.push_back(1000 + node);
        replace_node(file, 1, node, copy);
    }
    return file;
}

/// Two squares on the left, one of 20 m on their right: node 4 (at 10, 10) hangs on its side.
MeshFile with_hanging_node() {
    MeshFile file = squares(1, 2);
    const std::int32_t low = file.mesh.add_node(30.0, 0.0);
    const std::int32_t high = file.mesh.add_node(30.0, 20.0);
    for (int i = 0; i < 2; ++i) {
        file.node_z.push_back(149.0);
        file.node_code.push_back(0);
        file.node_number.push_back(90 + i);
    }
    file.mesh.add_cell(std::vector<std::int32_t>{1, low, high, 5});
    file.material.push_back(7);
    file.cell_number.push_back(200);
    file.cell_line.push_back(20);
    return file;
}

std::string text_of(const tables::Problems& problems) {
    std::string text;
    for (const tables::Problem& problem : problems)
        text += to_string(problem) + "\n";
    return text;
}

std::size_t faces_on_boundary(const MeshFile& file) { return boundary_sides(file.mesh).size(); }

double area_of(const MeshFile& file) {
    double sum = 0.0;
    for (std::int32_t cell = 0; cell < file.mesh.cell_count(); ++cell)
        sum += 0.5 * std::abs(file.mesh.twice_area(cell));
    return sum;
}

TEST(MeshFaults, ASoundMeshHasNoneWhateverItsTurningAndPlace) {
    for (const double far : {0.0, 2.8e6}) {
        MeshFile file = squares(6, 5);
        for (std::size_t node = 0; node < file.mesh.node_x.size(); ++node) {
            const double x = file.mesh.node_x[node];  // turned by 30 degrees
            const double y = file.mesh.node_y[node];
            file.mesh.node_x[node] = far + std::cos(0.5236) * x - std::sin(0.5236) * y;
            file.mesh.node_y[node] = far + std::sin(0.5236) * x + std::cos(0.5236) * y;
        }
        std::swap(file.mesh.cell_nodes[1], file.mesh.cell_nodes[3]);  // one clockwise
        const FaultReport report = mend_faults(file, "a.2dm", {});
        EXPECT_TRUE(report.problems.empty()) << text_of(report.problems);
        EXPECT_TRUE(report.notes.empty());
        EXPECT_TRUE(check_node_elevations(file, "a.2dm", {}).problems.empty());
    }
}

TEST(MeshFaults, CoincidentNodesAreListedWithElementsAndPlace) {
    for (const double apart : {0.0, 0.004}) {
        MeshFile file = with_seam(apart);
        const FaultReport report = mend_faults(file, "a.2dm", {});
        ASSERT_EQ(report.problems.size(), 2U) << text_of(report.problems);
        const std::string text = text_of(report.problems);
        EXPECT_THAT(text, HasSubstr("coincident-nodes"));
        EXPECT_THAT(text, HasSubstr("node 1001 of element 102 and node 2 of element 101 at (10.0"));
        EXPECT_THAT(text, HasSubstr("mesh_faults"));
    }
}

TEST(MeshFaults, CoincidentNodesAreJoinedOrLeftAsToldTo) {
    MeshFile joined = with_seam(0.0);
    const FaultReport report = mend_faults(joined, "a.2dm", {Mending::join, 0.01});
    EXPECT_TRUE(report.problems.empty()) << text_of(report.problems);
    ASSERT_EQ(report.notes.size(), 1U);
    EXPECT_EQ(faces_on_boundary(joined), 6U) << "two squares with a side between them";
    EXPECT_NEAR(joined.node_z[1], 150.2, 1e-12) << "the mean of 150.1 and 150.3";
    MeshFile walls = with_seam(0.0);
    EXPECT_TRUE(mend_faults(walls, "a.2dm", {Mending::walls, 0.01}).problems.empty());
    EXPECT_EQ(faces_on_boundary(walls), 8U);
}

TEST(MeshFaults, AHangingNodeIsToldAndItsElementCut) {
    MeshFile file = with_hanging_node();
    const FaultReport told = mend_faults(file, "a.2dm", {});
    ASSERT_EQ(told.problems.size(), 1U) << text_of(told.problems);
    EXPECT_THAT(text_of(told.problems), HasSubstr("a.2dm:20"));
    EXPECT_THAT(text_of(told.problems), HasSubstr("node 4 at (10.000, 10.000) on the side from node"));
    EXPECT_THAT(text_of(told.problems), HasSubstr("element 200"));
    const double area = area_of(file);
    const FaultReport report = mend_faults(file, "a.2dm", {Mending::join, 0.01});
    EXPECT_TRUE(report.problems.empty()) << text_of(report.problems);
    EXPECT_EQ(file.mesh.cell_count(), 5) << "two squares and a square with five nodes, three triangles";
    EXPECT_EQ(file.material.back(), 7);
    EXPECT_EQ(file.cell_number.back(), 200);
    EXPECT_NEAR(area_of(file), area, 1e-9);
    EXPECT_EQ(faces_on_boundary(file), 7U) << "the hanging node lies on no rim any more";
    MeshFile again = file;
    EXPECT_TRUE(mend_faults(again, "a.2dm", {}).problems.empty()) << "nothing is left to mend";
}

TEST(MeshFaults, ANarrowGapIsToldAndAWideOneIsGround) {
    MeshFile narrow = with_seam(0.1);
    EXPECT_THAT(text_of(mend_faults(narrow, "a.2dm", {}).problems), HasSubstr("a gap of 0.1 m"));
    // given the right-hand square moved by 0.1 m and up by 4 m, so that nodes face sides
    for (const double gap : {0.1, 0.8}) {
        MeshFile file = with_seam(gap);
        for (const std::size_t node : {6U, 7U, 2U, 5U})
            file.mesh.node_y[node] += 4.0;
        const FaultReport found = mend_faults(file, "a.2dm", {});
        EXPECT_EQ(found.problems.empty(), gap > 0.5) << text_of(found.problems);
        if (gap < 0.5) {
            EXPECT_THAT(text_of(found.problems), HasSubstr("a gap of 0.1 m"));
            EXPECT_TRUE(mend_faults(file, "a.2dm", {Mending::walls, 0.01}).problems.empty());
        }
    }
}

TEST(MeshFaults, CellsOverOneAnotherAreRefusedWhateverTheKeySays) {
    for (const Mending mending : {Mending::refuse, Mending::join, Mending::walls}) {
        MeshFile file = squares(2, 1);
        const std::int32_t first = file.mesh.add_node(6.0, 2.0);
        file.mesh.add_node(14.0, 2.0);
        file.mesh.add_node(10.0, 8.0);
        for (int i = 0; i < 3; ++i) {
            file.node_z.push_back(150.0);
            file.node_code.push_back(0);
            file.node_number.push_back(50 + i);
        }
        file.mesh.add_cell(std::vector<std::int32_t>{first, first + 1, first + 2});
        file.material.push_back(1);
        file.cell_number.push_back(300);
        file.cell_line.push_back(9);
        const FaultReport report = mend_faults(file, "a.2dm", {mending, 0.01});
        EXPECT_EQ(report.problems.size(), 2U) << text_of(report.problems);
        EXPECT_THAT(text_of(report.problems), HasSubstr("element 300 lies over element 101"));
    }
}

TEST(MeshFaults, AtMostTwentyOfAKindAreListedAndTheRestCounted) {
    MeshFile file = squares(2, 40);
    const std::int32_t nodes = file.mesh.node_count();
    for (std::int32_t node = 1; node < nodes; node += 3) {  // the middle column, again for the right-hand cells
        const auto at = static_cast<std::size_t>(node);
        const std::int32_t copy = file.mesh.add_node(file.mesh.node_x[at], file.mesh.node_y[at]);
        file.node_z.push_back(150.0);
        file.node_code.push_back(0);
        file.node_number.push_back(1000 + node);
        for (std::int32_t cell = 1; cell < file.mesh.cell_count(); cell += 2)
            replace_node(file, cell, node, copy);
    }
    const FaultReport report = mend_faults(file, "a.2dm", {});
    ASSERT_EQ(report.problems.size(), 21U);
    EXPECT_THAT(text_of(report.problems), HasSubstr("21 more of them"));
}

TEST(NodeElevations, MarksForNoneAreFoundFromTheirNeighbours) {
    for (const double mark : {-9999.0, -32768.0, -3.4e38, 0.0, -99.0, 9999.0, 12.5}) {
        MeshFile file = squares(5, 5);
        file.node_z[14] = mark;
        const FaultReport report = check_node_elevations(file, "a.2dm", {});
        ASSERT_EQ(report.problems.size(), 1U) << mark;
        const std::string text = text_of(report.problems);
        EXPECT_THAT(text, HasSubstr("the first node 15 at (20.00, 20.00)")) << mark;
        EXPECT_THAT(text, HasSubstr("mesh_nodata")) << mark;
        // and declared, the node takes the mean of its four neighbours
        NodeGround ground;
        ground.nodata = mark;
        const FaultReport filled = check_node_elevations(file, "a.2dm", ground);
        EXPECT_TRUE(filled.problems.empty()) << text_of(filled.problems);
        EXPECT_NEAR(file.node_z[14], 150.2, 1e-9);
    }
}

TEST(NodeElevations, SeaLevelAndDeepPitsThatAreKnownPass) {
    MeshFile coast = squares(5, 5);
    for (std::size_t node = 0; node < coast.node_z.size(); ++node)
        coast.node_z[node] = coast.mesh.node_x[node] > 25.0 ? 0.0 : 3.0;
    EXPECT_TRUE(check_node_elevations(coast, "a.2dm", {}).problems.empty());
    MeshFile quarry = squares(5, 5);
    quarry.node_z[14] = 20.0;
    EXPECT_FALSE(check_node_elevations(quarry, "a.2dm", {}).problems.empty());
    NodeGround known;
    known.lowest = 0.0;
    EXPECT_TRUE(check_node_elevations(quarry, "a.2dm", known).problems.empty());
    EXPECT_EQ(quarry.node_z[14], 20.0);
}

}  // namespace
}  // namespace liriver::data::meshes
