#include "viz/vtk/network_vtk.h"

#include <algorithm>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <vtkCellData.h>
#include <vtkFieldData.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkUnstructuredGrid.h>

#include "data/results/atomic_file.h"
#include "data/results/network_reader.h"
#include "viz/vtk/vtk_files.h"

namespace liriver::viz::vtk {

using data::results::NetworkMesh;
using data::results::NetworkReader;
using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;

namespace {

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
    add_texts("reach_name", mesh.reach_names, grid);
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
    const double seconds = static_cast<double>((run.times()[level] - run.start()).count()) / 1e9;
    grid->GetFieldData()->AddArray(doubles("TimeValue", {seconds}));
    grid->SetPoints(points(run.mesh(), z));
    return {};
}

}  // namespace

tl::expected<std::vector<std::filesystem::path>, Error> export_network_vtk(const std::filesystem::path& folder,
                                                                           const NetworkVtkOptions& options) {
    const auto run = data::results::read_network(data::results::written_name(folder / "network.nc"));
    if (!run)
        return tl::unexpected(run.error());
    const std::filesystem::path target = options.target.empty() ? folder / "vtk" : options.target;
    std::error_code trouble;
    std::filesystem::create_directories(target, trouble);
    if (trouble)
        return tl::unexpected(Error{target.string(), trouble.message(), "a folder that can be made"});

    const std::filesystem::path collection = target / "network.pvd";
    std::vector<std::filesystem::path> written{collection};
    std::vector<CollectionEntry> entries;
    const vtkNew<vtkUnstructuredGrid> mesh = lines(run->mesh());
    add_provenance(run->provenance(), mesh);
    for (const std::size_t level : chosen_levels(run->times(), run->start(), options.interval)) {
        vtkNew<vtkUnstructuredGrid> grid;
        grid->DeepCopy(mesh);
        if (auto good = fill(*run, level, options.height, grid); !good)
            return tl::unexpected(good.error());
        const std::string name = fmt::format("network_{:06}.vtu", level);
        if (auto good = write_grid(target / name, grid); !good)
            return tl::unexpected(good.error());
        written.push_back(target / name);
        const double seconds = static_cast<double>((run->times()[level] - run->start()).count()) / 1e9;
        entries.push_back({seconds, name});
    }
    if (auto good = write_collection(collection, entries); !good)
        return tl::unexpected(good.error());
    return written;
}

}  // namespace liriver::viz::vtk
