#include "viz/vtk/network_vtk.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkIdList.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkStringArray.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLUnstructuredGridReader.h>

#include "data/results/network_file.h"
#include "tests/unit/data/results/example_network.h"
#include "viz/vtk/vtk_files.h"

namespace liriver::viz::vtk {
namespace {

namespace example = data::results::example;
using testing::HasSubstr;
using testing::Not;

/// A run of `levels` hourly levels in a folder with Chinese characters and a space.
class NetworkVtk : public testing::Test {
  protected:
    void write_run(std::size_t levels) {
        auto file =
            data::results::NetworkFile::create(folder.path() / "network.nc", example::mesh(), example::provenance(),
                                               example::start(), example::descriptions());
        ASSERT_TRUE(file);
        for (std::size_t level = 0; level < levels; ++level)
            ASSERT_TRUE(file->append(example::start() + level * std::chrono::hours(1),
                                     example::Level(example::mesh(), level).fields()));
        ASSERT_TRUE(file->close());
    }
    example::Folder folder;
};

std::string text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(NetworkVtk, opened_by_vtks_own_reader_each_level_has_the_values_of_the_run) {
    write_run(3);
    const auto files = export_network_vtk(folder.path(), {});
    ASSERT_TRUE(files) << to_string(files.error());
    ASSERT_EQ(files->size(), 4U);
    EXPECT_EQ(files->front(), folder.path() / "vtk" / "network.pvd");
    for (std::size_t level = 0; level < 3; ++level) {
        vtkNew<vtkXMLUnstructuredGridReader> reader;
        reader->SetFileName((*files)[level + 1].c_str());
        reader->Update();
        vtkUnstructuredGrid* grid = reader->GetOutput();
        const auto mesh = example::mesh();
        ASSERT_EQ(grid->GetNumberOfPoints(), 8);
        ASSERT_EQ(grid->GetNumberOfCells(), 7);
        vtkPointData* nodes = grid->GetPointData();
        for (std::size_t i = 0; i < 8; ++i) {
            const auto id = static_cast<vtkIdType>(i);
            EXPECT_EQ(grid->GetPoint(id)[0], mesh.node_x[i]);
            EXPECT_EQ(grid->GetPoint(id)[1], mesh.node_y[i]);
            EXPECT_EQ(grid->GetPoint(id)[2], example::stage(i, level)) << "the line lies on the water";
            EXPECT_EQ(nodes->GetArray("stage")->GetTuple1(id), example::stage(i, level));
            EXPECT_EQ(nodes->GetArray("NH3-N")->GetTuple1(id), example::concentration(i, level));
            EXPECT_EQ(nodes->GetArray("bed_elevation")->GetTuple1(id), mesh.bed_elevation[i]);
            EXPECT_EQ(nodes->GetArray("reach")->GetTuple1(id), mesh.reach[i]);
        }
        for (std::size_t e = 0; e < 7; ++e) {
            const auto id = static_cast<vtkIdType>(e);
            vtkNew<vtkIdList> ends;
            grid->GetCellPoints(id, ends);
            EXPECT_EQ(ends->GetId(0), mesh.edge_from[e]);
            EXPECT_EQ(ends->GetId(1), mesh.edge_to[e]);
            EXPECT_EQ(grid->GetCellData()->GetArray("discharge")->GetTuple1(id), example::discharge(e, level));
        }
        EXPECT_EQ(grid->GetFieldData()->GetArray("TimeValue")->GetTuple1(0), 3600.0 * static_cast<double>(level));
        EXPECT_EQ(grid->GetFieldData()->GetArray("released")->GetTuple1(0), example::released(level));
        const auto* names = vtkStringArray::SafeDownCast(grid->GetFieldData()->GetAbstractArray("reach_name"));
        ASSERT_NE(names, nullptr);
        const auto* version = vtkStringArray::SafeDownCast(grid->GetFieldData()->GetAbstractArray("liriver_version"));
        ASSERT_NE(version, nullptr);
        EXPECT_EQ(const_cast<vtkStringArray*>(version)->GetValue(0), example::provenance().version);
        auto* inputs = vtkStringArray::SafeDownCast(grid->GetFieldData()->GetAbstractArray("liriver_inputs"));
        ASSERT_NE(inputs, nullptr);
        ASSERT_EQ(inputs->GetNumberOfValues(), 2);
        EXPECT_EQ(inputs->GetValue(1), example::provenance().inputs[1].checksum + "  q in.csv");
    }
}

TEST_F(NetworkVtk, the_collection_names_each_file_with_its_time_and_arrays_are_inline_and_compressed) {
    write_run(3);
    const auto files = export_network_vtk(folder.path(), {});
    ASSERT_TRUE(files);
    const std::string collection = text(files->front());
    EXPECT_THAT(collection, HasSubstr("timestep=\"7200\" part=\"0\" file=\"network_000002.vtu\""));
    const std::string grid = text(files->back());
    EXPECT_THAT(grid, HasSubstr("vtkZLibDataCompressor"));
    EXPECT_THAT(grid, HasSubstr("format=\"binary\""));
    EXPECT_THAT(grid, Not(HasSubstr("AppendedData")));
}

TEST_F(NetworkVtk, an_interval_takes_the_levels_at_its_multiples_and_the_last) {
    write_run(12);  // hours 0 to 11
    NetworkVtkOptions options;
    options.interval = std::chrono::hours(5);
    const auto files = export_network_vtk(folder.path(), options);
    ASSERT_TRUE(files);
    std::vector<std::string> names;
    for (const auto& file : *files)
        names.push_back(file.filename().string());
    EXPECT_THAT(names, testing::ElementsAre("network.pvd", "network_000000.vtu", "network_000005.vtu",
                                            "network_000010.vtu", "network_000011.vtu"));
}

TEST_F(NetworkVtk, heights_can_be_the_bed) {
    write_run(1);
    NetworkVtkOptions options;
    options.height = Height::bed;
    const auto files = export_network_vtk(folder.path(), options);
    ASSERT_TRUE(files);
    vtkNew<vtkXMLUnstructuredGridReader> reader;
    reader->SetFileName(files->back().c_str());
    reader->Update();
    EXPECT_EQ(reader->GetOutput()->GetPoint(2)[2], 139.0);
}

TEST_F(NetworkVtk, a_folder_without_results_is_an_error_that_names_the_file) {
    const auto files = export_network_vtk(folder.path(), {});
    ASSERT_FALSE(files);
    EXPECT_THAT(to_string(files.error()), HasSubstr("network.nc"));
}

// Levels at 49 to 60 h, as a run writes them that went on at 48 h: the first is no multiple of 6 h.
TEST(ChosenLevels, a_restart_takes_the_levels_that_the_whole_run_would_have_taken) {
    using std::chrono::hours;
    std::vector<data::tables::Time> times;
    for (int hour = 49; hour <= 60; ++hour)
        times.push_back(example::start() + hours(hour));
    EXPECT_EQ(chosen_levels(times, example::start(), hours(6)), (std::vector<std::size_t>{5, 11}));
    // Every 7 h, on from 42 h: 48 h falls between it and the first level, 49 h.
    times = {example::start() + hours(49), example::start() + hours(56), example::start() + hours(63)};
    EXPECT_EQ(chosen_levels(times, example::start(), hours(12)), (std::vector<std::size_t>{0, 2}));
    times.insert(times.begin(), example::start());
    EXPECT_EQ(chosen_levels(times, example::start(), hours(12)).front(), 0U);
}

TEST_F(NetworkVtk, names_that_xml_has_a_use_for_are_read_back_as_they_are) {
    auto fields = example::descriptions();
    fields[1].name = "A<B & \"N\">P";
    auto file = data::results::NetworkFile::create(folder.path() / "network.nc", example::mesh(), example::provenance(),
                                                   example::start(), fields);
    ASSERT_TRUE(file);
    const example::Level level(example::mesh(), 0);
    auto values = level.fields();
    values[1].description.name = fields[1].name;
    ASSERT_TRUE(file->append(example::start(), values));
    ASSERT_TRUE(file->close());
    const auto files = export_network_vtk(folder.path(), {});
    ASSERT_TRUE(files) << to_string(files.error());
    vtkNew<vtkXMLUnstructuredGridReader> reader;
    reader->SetFileName((*files)[1].c_str());
    reader->Update();
    EXPECT_EQ(reader->GetErrorCode(), 0UL);
    vtkUnstructuredGrid* grid = reader->GetOutput();
    EXPECT_TRUE(grid->GetPointData()->HasArray(fields[1].name.c_str()) != 0 ||
                grid->GetCellData()->HasArray(fields[1].name.c_str()) != 0);
}

}  // namespace
}  // namespace liriver::viz::vtk
