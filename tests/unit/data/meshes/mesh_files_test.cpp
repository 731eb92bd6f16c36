// Other programs' meshes come in whole, and bad ones are refused by line.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "data/meshes/mesh_file.h"
#include "data/tables/file.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::data::meshes {
namespace {

class MeshFiles : public ::testing::Test {
  protected:
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() /
        ("liriver_meshes_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }
    std::filesystem::path written(const std::string& name, const std::string& text) const {
        EXPECT_TRUE(tables::write_file(folder / name, text));
        return folder / name;
    }
};

constexpr const char* two_cells =
    "MESH2D\nMESHNAME \"two cells\"\nND 10 0 0 5\nND 20 1 0 5.25\nND 30 1 1 6\nND 40 0 1 5.5\nND 50 2 0.5 4\n"
    "E4Q 1 10 20 30 40 3\nE3T 2 20 50 30 7\nNS 10 40 -30 1\n";

TEST_F(MeshFiles, AnSmsMeshGivesItsCellsWhateverItsNumbers) {
    const auto file = read_2dm(written("two.2dm", two_cells));
    ASSERT_TRUE(file) << to_string(file.error().front());
    EXPECT_EQ(file->name, "two cells");
    EXPECT_EQ(file->mesh.cell_count(), 2);
    EXPECT_EQ(file->material, (std::vector<std::int32_t>{3, 7}));
    EXPECT_EQ(file->strings, (std::vector<std::vector<std::int32_t>>{{0, 3, 2}}));
    const auto mesh = mesh::surface::assemble_mesh(file->mesh.node_x, file->mesh.node_y, file->mesh.first_corner,
                                                   file->mesh.cell_nodes);
    ASSERT_TRUE(mesh);
    EXPECT_DOUBLE_EQ(mesh->area[0], 1.0);
    EXPECT_DOUBLE_EQ(mesh->area[1], 0.5);
}

TEST_F(MeshFiles, WhatIsWrittenReadsBackTheSame) {
    MeshFile file;
    file.name = "round trip";
    for (int i = 0; i < 4; ++i) {
        file.mesh.add_node(422387.0 + 0.1 * i + 1.0 / 3.0, 2788412.0 + (i % 2) * 7.0 / 9.0 + i * i);
        file.node_z.push_back(-1.0 / 7.0 * i);
    }
    file.mesh.add_cell(std::vector<std::int32_t>{0, 1, 2});
    file.mesh.add_cell(std::vector<std::int32_t>{0, 1, 3, 2});
    file.material = {4, 5};
    file.strings = {{0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3}};
    ASSERT_TRUE(write_2dm(folder / "round.2dm", file));
    const auto again = read_mesh_file(folder / "round.2dm");
    ASSERT_TRUE(again) << to_string(again.error().front());
    EXPECT_EQ(again->mesh.node_x, file.mesh.node_x);
    EXPECT_EQ(again->mesh.node_y, file.mesh.node_y);
    EXPECT_EQ(again->node_z, file.node_z);
    EXPECT_EQ(again->mesh.first_corner, file.mesh.first_corner);
    EXPECT_EQ(again->mesh.cell_nodes, file.mesh.cell_nodes);
    EXPECT_EQ(again->material, file.material);
    EXPECT_EQ(again->strings, file.strings);
}

TEST_F(MeshFiles, EveryFaultOfAnSmsMeshIsNamedByItsLine) {
    const auto file = read_2dm(written("bad.2dm",
                                       "MESH2D\nND 1 0 0 0\nND 2 1 zero 0\nND 1 1 1 0\nE6T 1 1 2 3 4 5 6 1\n"
                                       "WHAT 1\nE3T 2 1 2\nE3T 3 1 1 2 1\n"));
    ASSERT_FALSE(file);
    std::vector<std::pair<int, std::string>> found;
    for (const tables::Problem& problem : file.error())
        found.emplace_back(problem.line, problem.code);
    const std::vector<std::pair<int, std::string>> expected = {{3, "not-a-number"},  {4, "repeated-number"},
                                                               {5, "other-element"}, {6, "unknown-card"},
                                                               {7, "not-a-number"},  {8, "repeated-corner"}};
    EXPECT_EQ(found, expected);
}

TEST_F(MeshFiles, ACornerThatIsNoNodeAndAMeshWithoutCellsAreRefused) {
    const auto corner = read_2dm(written("corner.2dm", "MESH2D\nE3T 1 1 2 9 1\nND 1 0 0 0\nND 2 1 0 0\n"));
    ASSERT_FALSE(corner);
    EXPECT_EQ(corner.error().front().line, 2);
    EXPECT_EQ(corner.error().front().code, "unknown-node");
    EXPECT_EQ(read_2dm(written("none.2dm", "MESH2D\nND 1 0 0 0\n")).error().front().code, "no-cells");
    EXPECT_EQ(read_2dm(written("other.2dm", "MESH3D\nND 1 0 0 0\n")).error().front().code, "not-a-mesh");
    EXPECT_EQ(read_2dm(folder / "absent.2dm").error().front().code, "missing-file");
    EXPECT_EQ(read_mesh_file(folder / "a.msh").error().front().code, "unknown-format");
}

TEST_F(MeshFiles, AMikeMeshOfMixedCellsComesIn) {
    const auto file = read_mike_mesh(written("mixed.mesh",
                                             "100079  1000  5  PROJCS[\"UTM-49\",UNIT[\"Meter\",1]]\n1 0 0 -5 1\n"
                                             "2 1 0 -5 1\n3 1 1 -6 2\n4 0 1 -5 1\n5 2 0.5 -4 0\n"
                                             "2 4 25\n1 1 2 3 4\n2 2 5 3 0\n"));
    ASSERT_TRUE(file) << to_string(file.error().front());
    EXPECT_EQ(file->projection, "PROJCS[\"UTM-49\",UNIT[\"Meter\",1]]");
    EXPECT_EQ(file->mesh.first_corner, (std::vector<std::int32_t>{0, 4, 7}));
    EXPECT_EQ(file->node_code, (std::vector<std::int32_t>{1, 1, 2, 1, 0}));
    EXPECT_DOUBLE_EQ(file->node_z[2], -6.0);
}

TEST_F(MeshFiles, AnOlderMikeMeshOfTrianglesComesIn) {
    const auto file =
        read_mike_mesh(written("old.mesh", "3 UTM-33\n1 0 0 -5 1\n2 1 0 -5 1\n3 1 1 -6 1\n1 3 21\n1 1 2 3\n"));
    ASSERT_TRUE(file) << to_string(file.error().front());
    EXPECT_EQ(file->mesh.cell_count(), 1);
    EXPECT_EQ(file->projection, "UTM-33");
}

TEST_F(MeshFiles, ATruncatedMikeMeshAndOneInFeetAreRefused) {
    const auto truncated = read_mike_mesh(written("short.mesh", "3 UTM-33\n1 0 0 -5 1\n2 1 0 -5 1\n"));
    ASSERT_FALSE(truncated);
    EXPECT_EQ(truncated.error().front().code, "truncated-file");
    const auto feet = read_mike_mesh(
        written("feet.mesh", "100079 1014 3 UTM\n1 0 0 -5 1\n2 1 0 -5 1\n3 1 1 -6 1\n1 3 21\n1 1 2 3\n"));
    ASSERT_FALSE(feet);
    EXPECT_EQ(feet.error().front().line, 1);
    EXPECT_EQ(feet.error().front().code, "wrong-unit");
    const auto kind = read_mike_mesh(written("kind.mesh", "3 UTM\n1 0 0 -5 1\n2 1 0 -5 1\n3 1 1 -6 1\n1 6 22\n"));
    ASSERT_FALSE(kind);
    EXPECT_EQ(kind.error().front().line, 5);
}

// Both formats: numbers are the file's, which need not begin at 1 nor follow one another.
TEST_F(MeshFiles, CellsThatMakeNoMeshAreNamedByTheFilesNumbersAndLines) {
    const auto sms = written("bad.2dm",
                             "MESH2D\nND 10 0 0 5\nND 20 1 0 5\nND 30 1 1 6\nND 40 0 1 5\nND 50 0.2 0.2 4\n"
                             "E3T 7 10 20 30\nE3T 9 10 20 40\nE3T 11 10 20 50\nE4Q 13 10 20 50 40\n");
    const auto problems = bad_cells(read_mesh_file(sms).value(), sms);
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].file, sms.string());
    EXPECT_EQ(problems[0].line, 9);
    EXPECT_EQ(problems[0].found, "element 11, the third at the side from node 10 to node 20 (beside elements 7 and 9)");
    EXPECT_EQ(problems[1].line, 10);
    EXPECT_EQ(problems[1].found.rfind("element 13, a cell without area or with a corner that bends inward", 0), 0U)
        << problems[1].found;

    const auto mike =
        written("bad.mesh", "100079 1000 3 LOCAL\n1 0 0 410 1\n2 10 0 411 1\n3 20 0 412 1\n1 3 21\n4 1 2 3\n");
    const auto flat = bad_cells(read_mesh_file(mike).value(), mike);
    ASSERT_EQ(flat.size(), 1U);
    EXPECT_EQ(flat[0].line, 6);
    EXPECT_EQ(flat[0].found.rfind("element 4, a cell without area", 0), 0U) << flat[0].found;

    EXPECT_TRUE(bad_cells(read_2dm(written("two.2dm", two_cells)).value(), folder / "two.2dm").empty());
}

}  // namespace
}  // namespace liriver::data::meshes
