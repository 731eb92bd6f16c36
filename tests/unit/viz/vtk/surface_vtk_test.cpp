// Given a run's surface.nc, when it is exported, then VTK's own reader finds the terrain and each level's water, every
// cell in its place.
#include "viz/vtk/surface_vtk.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkIdList.h>
#include <vtkNew.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLUnstructuredGridReader.h>

#include "tests/unit/data/results/example_surface.h"

namespace liriver::viz::vtk {
namespace {

namespace example = data::results::example;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Opened {
    vtkNew<vtkXMLUnstructuredGridReader> reader;
    explicit Opened(const std::filesystem::path& path) {
        reader->SetFileName(path.c_str());
        reader->Update();
    }
    [[nodiscard]] vtkUnstructuredGrid* grid() const { return reader->GetOutput(); }
    [[nodiscard]] double cell(const char* name, vtkIdType i) const {
        return grid()->GetCellData()->GetArray(name)->GetTuple1(i);
    }
};

TEST(SurfaceVtk, the_terrain_holds_all_cells_on_their_bed) {
    const example::Folder folder;
    ASSERT_TRUE(example::write_surface_example(folder.path() / "surface.nc", 2));
    const auto files = export_surface_vtk(folder.path(), {});
    ASSERT_TRUE(files) << to_string(files.error());
    EXPECT_EQ((*files)[0], folder.path() / "vtk" / "terrain.pvd");
    EXPECT_EQ((*files)[1], folder.path() / "vtk" / "water.pvd");
    const Opened terrain(folder.path() / "vtk" / "terrain.vtu");
    const auto mesh = example::surface();
    ASSERT_EQ(terrain.grid()->GetNumberOfPoints(), 9);
    ASSERT_EQ(terrain.grid()->GetNumberOfCells(), 5);
    EXPECT_EQ(terrain.grid()->GetCellType(0), VTK_QUAD);
    EXPECT_EQ(terrain.grid()->GetCellType(4), VTK_TRIANGLE);
    for (vtkIdType i = 0; i < 5; ++i) {
        EXPECT_EQ(terrain.cell("bed_elevation", i), mesh.bed_elevation[static_cast<std::size_t>(i)]);
        vtkNew<vtkIdList> corners;
        terrain.grid()->GetCellPoints(i, corners);
        const auto wanted = mesh.corners(static_cast<std::int32_t>(i));
        ASSERT_EQ(corners->GetNumberOfIds(), static_cast<vtkIdType>(wanted.size()));
        for (std::size_t k = 0; k < wanted.size(); ++k) {
            const double* point = terrain.grid()->GetPoint(corners->GetId(static_cast<vtkIdType>(k)));
            EXPECT_EQ(point[0], mesh.node_x[static_cast<std::size_t>(wanted[k])]);
            EXPECT_EQ(point[1], mesh.node_y[static_cast<std::size_t>(wanted[k])]);
        }
    }
    EXPECT_EQ(terrain.cell("greatest_depth", 1), 0.5);
    // The first node touches the first cell alone; the middle one all five, three of 1 and two of 0.5 ha.
    EXPECT_EQ(terrain.grid()->GetPoint(0)[2], 140.0);
    const double middle = (140.0 + 140.5 + 141.0 + 0.5 * 141.5 + 0.5 * 142.0) / 4.0;
    bool found = false;
    for (vtkIdType p = 0; p < 9; ++p)
        if (const double* point = terrain.grid()->GetPoint(p); point[0] == 430'100.0 && point[1] == 2'800'100.0) {
            found = true;
            EXPECT_NEAR(point[2], middle, 1e-12);
        }
    EXPECT_TRUE(found);
}

TEST(SurfaceVtk, the_water_holds_the_wet_cells_at_their_stage) {
    const example::Folder folder;
    ASSERT_TRUE(example::write_surface_example(folder.path() / "surface.nc", 3));
    ASSERT_TRUE(export_surface_vtk(folder.path(), {}));
    const auto mesh = example::surface();
    for (std::size_t level = 0; level < 3; ++level) {
        const Opened water(folder.path() / "vtk" / ("water_00000" + std::to_string(level) + ".vtu"));
        ASSERT_EQ(water.grid()->GetNumberOfCells(), 4) << "the fifth is dry";
        ASSERT_EQ(water.grid()->GetNumberOfPoints(), 9);
        const example::SurfaceLevel wanted(mesh, level);
        for (std::size_t i = 0; i < 4; ++i) {
            EXPECT_EQ(water.cell("depth", static_cast<vtkIdType>(i)), wanted.depth[i]);
            EXPECT_EQ(water.cell("stage", static_cast<vtkIdType>(i)), wanted.stage[i]);
            const double* velocity =
                water.grid()->GetCellData()->GetArray("velocity")->GetTuple(static_cast<vtkIdType>(i));
            EXPECT_EQ(velocity[0], wanted.u[i]);
            EXPECT_EQ(velocity[1], wanted.v[i]);
            EXPECT_EQ(velocity[2], 0.0);
        }
        EXPECT_EQ(water.grid()->GetCellData()->GetArray("velocity_x"), nullptr);
        EXPECT_DOUBLE_EQ(water.grid()->GetPoint(0)[2], wanted.stage[0]) << "the node that touches one cell alone";
        EXPECT_EQ(water.grid()->GetFieldData()->GetArray("TimeValue")->GetTuple1(0),
                  3600.0 * static_cast<double>(level));
        EXPECT_EQ(water.grid()->GetFieldData()->GetArray("water_volume")->GetTuple1(0), wanted.volume[0]);
    }
}

TEST(SurfaceVtk, collections_name_the_files_and_arrays_are_inline_and_compressed) {
    const example::Folder folder;
    ASSERT_TRUE(example::write_surface_example(folder.path() / "surface.nc", 12));  // hours 0 to 11
    SurfaceVtkOptions options;
    options.interval = std::chrono::hours(5);
    const auto files = export_surface_vtk(folder.path(), options);
    ASSERT_TRUE(files);
    std::vector<std::string> names;
    for (const auto& file : *files)
        names.push_back(file.filename().string());
    EXPECT_THAT(names, ElementsAre("terrain.pvd", "water.pvd", "terrain.vtu", "water_000000.vtu", "water_000005.vtu",
                                   "water_000010.vtu", "water_000011.vtu"));
    EXPECT_THAT(text((*files)[0]), HasSubstr("timestep=\"0\" part=\"0\" file=\"terrain.vtu\""));
    EXPECT_THAT(text((*files)[1]), HasSubstr("timestep=\"18000\" part=\"0\" file=\"water_000005.vtu\""));
    for (const std::size_t file : {2U, 3U}) {
        EXPECT_THAT(text((*files)[file]), HasSubstr("vtkZLibDataCompressor"));
        EXPECT_THAT(text((*files)[file]), HasSubstr("format=\"binary\""));
        EXPECT_THAT(text((*files)[file]), Not(HasSubstr("AppendedData")));
    }
}

TEST(SurfaceVtk, a_folder_without_results_is_an_error_that_names_the_file) {
    const example::Folder folder;
    const auto files = export_surface_vtk(folder.path(), {});
    ASSERT_FALSE(files);
    EXPECT_THAT(to_string(files.error()), HasSubstr("surface.nc"));
}

}  // namespace
}  // namespace liriver::viz::vtk
