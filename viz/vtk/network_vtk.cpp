#include "viz/vtk/network_vtk.h"

#include <algorithm>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkStringArray.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLUnstructuredGridWriter.h>

#include "data/results/atomic_file.h"
#include "data/results/network_reader.h"

namespace liriver::viz::vtk {

using data::results::NetworkMesh;
using data::results::NetworkReader;
using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;

namespace {

vtkNew<vtkDoubleArray> doubles(const std::string& name, const std::vector<double>& values) {
    vtkNew<vtkDoubleArray> array;
    array->SetName(name.c_str());
    array->SetNumberOfTuples(static_cast<vtkIdType>(values.size()));
    std::copy(values.begin(), values.end(), array->GetPointer(0));
    return array;
}

/// The mesh without heights and fields: cells, and what never changes.
vtkNew<vtkUnstructuredGrid> lines(const NetworkMesh& mesh) {
    vtkNew<vtkUnstructuredGrid> grid;
    grid->Allocate(static_cast<vtkIdType>(mesh.edge_count()));
    for (std::size_t e = 0; e < mesh.edge_count(); ++e) {
        const vtkIdType ends[2] = {mesh.edge_from[e], mesh.edge_to[e]};
        grid->InsertNextCell(VTK_LINE, 2, ends);
    }
    vtkNew<vtkIntArray> reach;
    reach->SetName("reach");
    reach->SetNumberOfTuples(static_cast<vtkIdType>(mesh.node_count()));
    std::copy(mesh.reach.begin(), mesh.reach.end(), reach->GetPointer(0));
    grid->GetPointData()->AddArray(reach);
    grid->GetPointData()->AddArray(doubles("chainage", mesh.chainage));
    grid->GetPointData()->AddArray(doubles("bed_elevation", mesh.bed_elevation));
    grid->GetPointData()->AddArray(doubles("bank_elevation", mesh.bank_elevation));
    vtkNew<vtkStringArray> names;
    names->SetName("reach_name");
    for (const std::string& name : mesh.reach_names)
        names->InsertNextValue(name);
    grid->GetFieldData()->AddArray(names);
    return grid;
}

vtkNew<vtkPoints> points(const NetworkMesh& mesh, const std::vector<double>& height) {
    vtkNew<vtkPoints> points;
    points->SetDataTypeToDouble();
    points->SetNumberOfPoints(static_cast<vtkIdType>(mesh.node_count()));
    for (std::size_t i = 0; i < mesh.node_count(); ++i)
        points->SetPoint(static_cast<vtkIdType>(i), mesh.node_x[i], mesh.node_y[i], height[i]);
    return points;
}

/// The first level at or after each multiple of the interval, and the last level.
std::vector<std::size_t> chosen_levels(const NetworkReader& run, std::chrono::nanoseconds interval) {
    std::vector<std::size_t> chosen;
    const auto& times = run.times();
    std::int64_t next = 0;  // the interval that waits for its first level
    for (std::size_t level = 0; level < times.size(); ++level) {
        const std::chrono::nanoseconds since = times[level] - run.start();
        const bool due = interval.count() <= 0 || since >= next * interval;
        if (due || level + 1 == times.size())
            chosen.push_back(level);
        if (due && interval.count() > 0)
            next = since / interval + 1;
    }
    return chosen;
}

tl::expected<void, Error> write_grid(const std::filesystem::path& path, vtkUnstructuredGrid* grid) {
    vtkNew<vtkXMLUnstructuredGridWriter> writer;
    writer->WriteToOutputStringOn();
    writer->SetInputData(grid);
    writer->SetDataModeToBinary();  // ParaView 5.11 cannot read VTK's default, appended data
    writer->SetCompressorTypeToZLib();
    if (writer->Write() != 1 || writer->GetErrorCode() != 0)
        return tl::unexpected(Error{path.string(), "VTK could not encode it", "a grid"});
    return data::results::write_whole(path, writer->GetOutputString());
}

/// One level as a grid; false values never reach the disk, an unreadable one is the error returned.
tl::expected<void, Error> fill(const NetworkReader& run, std::size_t level, Height height, vtkUnstructuredGrid* grid) {
    const std::vector<Description>& fields = run.fields();
    std::vector<double> z = run.mesh().bed_elevation;
    for (std::size_t f = 0; f < fields.size(); ++f) {
        const auto values = run.values(f, level);
        if (!values)
            return tl::unexpected(values.error());
        const auto array = doubles(fields[f].name, *values);
        switch (fields[f].location) {
            case Location::node:
                grid->GetPointData()->AddArray(array);
                break;
            case Location::edge:
                grid->GetCellData()->AddArray(array);
                break;
            default:
                grid->GetFieldData()->AddArray(array);
                break;
        }
        if (fields[f].name == "stage" && fields[f].location == Location::node && height == Height::stage)
            z = *values;
    }
    const double seconds = static_cast<double>((run.times()[level] - run.start()).count()) * 1e-9;
    grid->GetFieldData()->AddArray(doubles("TimeValue", {seconds}));
    grid->SetPoints(points(run.mesh(), z));
    return {};
}

}  // namespace

tl::expected<std::vector<std::filesystem::path>, Error> export_network_vtk(const std::filesystem::path& folder,
                                                                           const NetworkVtkOptions& options) {
    const auto run = data::results::read_network(folder / "network.nc");
    if (!run)
        return tl::unexpected(run.error());
    const std::filesystem::path target = folder / "vtk";
    std::error_code trouble;
    std::filesystem::create_directories(target, trouble);
    if (trouble)
        return tl::unexpected(Error{target.string(), trouble.message(), "a folder that can be made"});

    const std::filesystem::path collection = target / "network.pvd";
    std::vector<std::filesystem::path> written{collection};
    std::string datasets;
    const vtkNew<vtkUnstructuredGrid> mesh = lines(run->mesh());
    for (const std::size_t level : chosen_levels(*run, options.interval)) {
        vtkNew<vtkUnstructuredGrid> grid;
        grid->DeepCopy(mesh);
        if (auto good = fill(*run, level, options.height, grid); !good)
            return tl::unexpected(good.error());
        const std::string name = fmt::format("network_{:06}.vtu", level);
        if (auto good = write_grid(target / name, grid); !good)
            return tl::unexpected(good.error());
        written.push_back(target / name);
        const double seconds = static_cast<double>((run->times()[level] - run->start()).count()) * 1e-9;
        datasets += fmt::format("    <DataSet timestep=\"{}\" part=\"0\" file=\"{}\"/>\n", seconds, name);
    }
    const std::string text =
        "<?xml version=\"1.0\"?>\n<VTKFile type=\"Collection\" version=\"0.1\" byte_order=\"LittleEndian\">\n"
        "  <Collection>\n" +
        datasets + "  </Collection>\n</VTKFile>\n";
    if (auto good = data::results::write_whole(collection, text); !good)
        return tl::unexpected(good.error());
    return written;
}

}  // namespace liriver::viz::vtk
