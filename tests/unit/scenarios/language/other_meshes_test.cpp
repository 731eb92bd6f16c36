// Meshes of other programs in a scenario: what its keys make of faults, of nodes without an elevation and of materials.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "scenarios/language/load.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

// Two squares of 10 m. `gap`: m between the right one's nodes 7 and 8 and the left one's 2 and 3; `bed`: of node 1, m.
std::string seam(double gap, double bed = 150.0) {
    const std::string x = std::to_string(10.0 + gap);
    return "MESH2D\nE4Q 1 1 2 3 4 1\nE4Q 2 7 5 6 8 2\nND 1 0 0 " + std::to_string(bed) +
           "\nND 2 10 0 150\nND 3 10 10 150\nND 4 0 10 150\nND 5 20 0 150\nND 6 20 10 150\nND 7 " + x +
           " 0 150\nND 8 " + x + " 10 150\n";
}

class OtherMeshes : public testing::Test {
  protected:
    OtherMeshes() {
        folder_ = std::filesystem::path(testing::TempDir()) /
                  (std::string("meshes ") + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~OtherMeshes() override { std::filesystem::remove_all(folder_); }
    OtherMeshes(const OtherMeshes&) = delete;
    OtherMeshes& operator=(const OtherMeshes&) = delete;

    tl::expected<Model, Problems> read(const std::string& mesh, const std::string& keys,
                                       const std::string& roughness = "manning_n = 0.03\n") {
        std::ofstream(folder_ / "ground.2dm") << mesh;
        std::ofstream(folder_ / "s.toml")
            << "schema = 1\n[project]\nname = \"x\"\ncrs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n[time]\nstart = "
               "2025-11-01T00:00:00+08:00\nduration = \"1 h\"\n[[surface]]\nname = \"s\"\nmesh = \"ground.2dm\"\n"
            << roughness << keys;
        return load(folder_ / "s.toml");
    }

    std::vector<std::string> codes(const std::string& mesh, const std::string& keys,
                                   const std::string& roughness = "manning_n = 0.03\n") {
        std::vector<std::string> codes;
        if (const auto model = read(mesh, keys, roughness); !model)
            for (const Problem& problem : model.error())
                codes.push_back(problem.code);
        return codes;
    }

    std::filesystem::path folder_;
};

TEST_F(OtherMeshes, HaveTheirCoincidentNodesRefusedJoinedOrLeftAsTheKeySays) {
    EXPECT_THAT(codes(seam(0.0), ""), ElementsAre("coincident-nodes", "coincident-nodes"));
    EXPECT_THAT(codes(seam(0.0), "mesh_faults = \"refuse\"\n"), ElementsAre("coincident-nodes", "coincident-nodes"));
    const auto joined = read(seam(0.0), "mesh_faults = \"join\"\n");
    ASSERT_TRUE(joined);
    EXPECT_EQ(joined->surfaces.at(0).mesh.inner_faces, 1) << "the side between the squares";
    EXPECT_THAT(joined->river.notes, Contains(HasSubstr("2 coincident nodes are joined")));
    const auto walls = read(seam(0.0), "mesh_faults = \"walls\"\n");
    ASSERT_TRUE(walls);
    EXPECT_EQ(walls->surfaces.at(0).mesh.inner_faces, 0);
    EXPECT_THAT(walls->river.notes, Contains(HasSubstr("left as walls")));
    EXPECT_THAT(codes(seam(0.0), "mesh_faults = \"mend\"\n"), Contains("unknown-word"));
}

TEST_F(OtherMeshes, JoinWhatLiesWithinTheTolerance) {
    EXPECT_THAT(codes(seam(0.05), "mesh_faults = \"join\"\n"), Contains("narrow-gap"));
    const auto joined = read(seam(0.05), "mesh_faults = \"join\"\nmesh_tolerance = \"6 cm\"\n");
    ASSERT_TRUE(joined);
    EXPECT_EQ(joined->surfaces.at(0).mesh.inner_faces, 1);
}

TEST_F(OtherMeshes, TakeNodesWithoutAnElevationFromTheirNeighboursWhereTheScenarioDeclaresThem) {
    const std::string join = "mesh_faults = \"join\"\n";
    EXPECT_THAT(codes(seam(0.0, -9999.0), join), ElementsAre("implausible-ground"));
    for (const char* key : {"mesh_nodata = -9999\n", "mesh_lowest = \"100 m\"\n"}) {
        const auto model = read(seam(0.0, -9999.0), join + key);
        ASSERT_TRUE(model) << key;
        EXPECT_NEAR(model->surfaces.at(0).mesh.bed_elevation[0], 150.0, 1e-9) << key;
        EXPECT_THAT(model->river.notes, Contains(HasSubstr("1 nodes without an elevation take the mean"))) << key;
    }
    EXPECT_THAT(codes(seam(0.0, -9999.0), join + "mesh_nodata = -999\n"), ElementsAre("implausible-ground"));
}

TEST_F(OtherMeshes, HaveTheRoughnessOfTheirMaterialsOrAreRefused) {
    const std::string join = "mesh_faults = \"join\"\n";
    const auto material = [](int number) {
        return "[[surface.material]]\nnumber = " + std::to_string(number) + "\nmanning_n = 0.0" +
               std::to_string(number) + "\n";
    };
    const auto model = read(seam(0.0), join + material(1) + material(2), "");
    ASSERT_TRUE(model) << to_string(model.error().front());
    EXPECT_THAT(model->surfaces.at(0).mesh.manning_n, ElementsAre(0.01, 0.02));
    EXPECT_THAT(codes(seam(0.0), join + material(1), ""), ElementsAre("no-roughness"));
    EXPECT_THAT(codes(seam(0.0), join + material(1) + material(2) + material(3), ""), ElementsAre("unknown-material"));
    EXPECT_THAT(codes(seam(0.0), join + material(1) + material(2) + material(2), ""), ElementsAre("repeated-number"));
    EXPECT_THAT(codes(seam(0.0), join + material(1) + material(2)), ElementsAre("not-used"))
        << "beside manning_n of all cells";
}

}  // namespace
}  // namespace liriver::scenarios::language
