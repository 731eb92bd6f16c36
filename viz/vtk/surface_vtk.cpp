#include "viz/vtk/surface_vtk.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <vtkCellData.h>
#include <vtkFieldData.h>
#include <vtkPoints.h>
#include <vtkUnstructuredGrid.h>

#include "data/results/atomic_file.h"
#include "data/results/surface_reader.h"
#include "viz/vtk/vtk_files.h"

namespace liriver::viz::vtk {

using data::results::SurfaceReader;
using mesh::field::Description;
using mesh::field::Error;
using mesh::field::Location;
using mesh::surface::SurfaceMesh;

namespace {

/// Some of the mesh's cells, and the nodes they stand on.
struct Layer {
    std::vector<std::int32_t> cells;
    std::vector<std::int32_t> nodes;
    std::vector<std::int32_t> point_of_node;  ///< -1: on none of them
};

Layer choose(const SurfaceMesh& mesh, const std::vector<double>* depth, double least) {
    Layer layer;
    layer.point_of_node.assign(static_cast<std::size_t>(mesh.node_count()), -1);
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell) {
        if (depth != nullptr && !((*depth)[static_cast<std::size_t>(cell)] >= least))
            continue;
        layer.cells.push_back(cell);
        for (const std::int32_t node : mesh.corners(cell))
            if (std::int32_t& point = layer.point_of_node[static_cast<std::size_t>(node)]; point < 0) {
                point = static_cast<std::int32_t>(layer.nodes.size());
                layer.nodes.push_back(node);
            }
    }
    return layer;
}

/// Means of the layer's cells around each of its nodes, weighted by area; cells without a value do not count.
std::vector<double> at_nodes(const SurfaceMesh& mesh, const Layer& layer, const std::vector<double>& values) {
    std::vector<double> sum(layer.nodes.size(), 0.0);
    std::vector<double> weight(layer.nodes.size(), 0.0);
    for (const std::int32_t cell : layer.cells) {
        const auto i = static_cast<std::size_t>(cell);
        if (!std::isfinite(values[i]))
            continue;
        for (const std::int32_t node : mesh.corners(cell)) {
            const auto point = static_cast<std::size_t>(layer.point_of_node[static_cast<std::size_t>(node)]);
            sum[point] += mesh.area[i] * values[i];
            weight[point] += mesh.area[i];
        }
    }
    for (std::size_t point = 0; point < sum.size(); ++point)
        sum[point] = weight[point] > 0.0 ? sum[point] / weight[point] : 0.0;
    return sum;
}

vtkNew<vtkUnstructuredGrid> grid_of(const SurfaceMesh& mesh, const Layer& layer, const std::vector<double>& height) {
    vtkNew<vtkPoints> points;
    points->SetDataTypeToDouble();
    points->SetNumberOfPoints(static_cast<vtkIdType>(layer.nodes.size()));
    const std::vector<double> z = at_nodes(mesh, layer, height);
    for (std::size_t p = 0; p < layer.nodes.size(); ++p) {
        const auto node = static_cast<std::size_t>(layer.nodes[p]);
        points->SetPoint(static_cast<vtkIdType>(p), mesh.node_x[node], mesh.node_y[node], z[p]);
    }
    vtkNew<vtkUnstructuredGrid> grid;
    grid->SetPoints(points);
    grid->Allocate(static_cast<vtkIdType>(layer.cells.size()));
    for (const std::int32_t cell : layer.cells) {
        vtkIdType corners[4] = {};
        int count = 0;
        for (const std::int32_t node : mesh.corners(cell))
            corners[count++] = layer.point_of_node[static_cast<std::size_t>(node)];
        grid->InsertNextCell(count == 3 ? VTK_TRIANGLE : VTK_QUAD, count, corners);
    }
    return grid;
}

std::vector<double> of_layer(const Layer& layer, const std::vector<double>& values) {
    std::vector<double> chosen;
    chosen.reserve(layer.cells.size());
    for (const std::int32_t cell : layer.cells)
        chosen.push_back(values[static_cast<std::size_t>(cell)]);
    return chosen;
}

/// "velocity_x" -> "velocity", when there is a "velocity_y" too.
std::optional<std::string> vector_name(const SurfaceReader& run, const std::string& name) {
    if (name.size() < 3 || name.compare(name.size() - 2, 2, "_x") != 0)
        return std::nullopt;
    std::string stem = name.substr(0, name.size() - 2);
    if (!run.find(stem + "_y"))
        return std::nullopt;
    return stem;
}

bool is_second_part(const SurfaceReader& run, const std::string& name) {
    return name.size() > 2 && name.compare(name.size() - 2, 2, "_y") == 0 &&
           run.find(name.substr(0, name.size() - 2) + "_x").has_value();
}

/// Adds the fields of that kind (over time, or of the whole run) to the layer's grid.
tl::expected<void, Error> add_fields(const SurfaceReader& run, std::size_t level, bool over_time, const Layer& layer,
                                     vtkUnstructuredGrid* grid) {
    for (std::size_t f = 0; f < run.fields().size(); ++f) {
        const Description& field = run.fields()[f];
        if (run.over_time(f) != over_time || is_second_part(run, field.name))
            continue;
        const auto values = run.values(f, level);
        if (!values)
            return tl::unexpected(values.error());
        if (field.location == Location::network) {
            grid->GetFieldData()->AddArray(doubles(field.name, *values));
            continue;
        }
        const auto stem = vector_name(run, field.name);
        if (!stem) {
            grid->GetCellData()->AddArray(doubles(field.name, of_layer(layer, *values)));
            continue;
        }
        const auto along_y = run.values(*run.find(*stem + "_y"), level);
        if (!along_y)
            return tl::unexpected(along_y.error());
        vtkNew<vtkDoubleArray> both;
        both->SetName(array_name(*stem).c_str());
        both->SetNumberOfComponents(3);
        both->SetNumberOfTuples(static_cast<vtkIdType>(layer.cells.size()));
        for (std::size_t i = 0; i < layer.cells.size(); ++i) {
            const auto cell = static_cast<std::size_t>(layer.cells[i]);
            both->SetTuple3(static_cast<vtkIdType>(i), (*values)[cell], (*along_y)[cell], 0.0);
        }
        grid->GetCellData()->AddArray(both);
    }
    return {};
}

/// The water of one level; its surface lies at bed plus depth.
tl::expected<void, Error> write_water(const std::filesystem::path& path, const SurfaceReader& run, std::size_t level,
                                      std::size_t depth_field, double least_depth) {
    const auto depth = run.values(depth_field, level);
    if (!depth)
        return tl::unexpected(depth.error());
    const SurfaceMesh& mesh = run.mesh();
    const Layer layer = choose(mesh, &*depth, least_depth);
    std::vector<double> stage(depth->size());
    for (std::size_t i = 0; i < stage.size(); ++i)
        stage[i] = mesh.bed_elevation[i] + (*depth)[i];
    const vtkNew<vtkUnstructuredGrid> grid = grid_of(mesh, layer, stage);
    if (auto good = add_fields(run, level, true, layer, grid); !good)
        return good;
    const double seconds = static_cast<double>((run.times()[level] - run.start()).count()) / 1e9;
    grid->GetFieldData()->AddArray(doubles("TimeValue", {seconds}));
    add_provenance(run.provenance(), grid);
    return write_grid(path, grid);
}

tl::expected<void, Error> write_terrain(const std::filesystem::path& path, const SurfaceReader& run) {
    const Layer layer = choose(run.mesh(), nullptr, 0.0);
    const vtkNew<vtkUnstructuredGrid> grid = grid_of(run.mesh(), layer, run.mesh().bed_elevation);
    if (auto good = add_fields(run, 0, false, layer, grid); !good)
        return good;
    add_provenance(run.provenance(), grid);
    return write_grid(path, grid);
}

}  // namespace

tl::expected<std::filesystem::path, Error> export_mesh_vtk(const std::filesystem::path& folder) {
    const auto run = data::results::read_surface(data::results::written_name(folder / "surface.nc"));
    if (!run)
        return tl::unexpected(run.error());
    std::filesystem::path file = folder / "surface.vtu";
    if (auto good = write_terrain(file, *run); !good)
        return tl::unexpected(good.error());
    return file;
}

tl::expected<std::vector<std::filesystem::path>, Error> export_surface_vtk(const std::filesystem::path& folder,
                                                                           const SurfaceVtkOptions& options) {
    const auto run = data::results::read_surface(data::results::written_name(folder / "surface.nc"));
    if (!run)
        return tl::unexpected(run.error());
    const auto depth = run->find("depth");
    if (!depth || !run->over_time(*depth))
        return tl::unexpected(Error{(folder / "surface.nc").string(), "no field depth", "one over time"});
    const std::filesystem::path target = options.target.empty() ? folder / "vtk" : options.target;
    std::error_code trouble;
    std::filesystem::create_directories(target, trouble);
    if (trouble)
        return tl::unexpected(Error{target.string(), trouble.message(), "a folder that can be made"});

    std::vector<std::filesystem::path> written{target / "terrain.pvd", target / "water.pvd", target / "terrain.vtu"};
    if (auto good = write_terrain(target / "terrain.vtu", *run); !good)
        return tl::unexpected(good.error());
    std::vector<CollectionEntry> entries;
    for (const std::size_t level : chosen_levels(run->times(), run->start(), options.interval)) {
        const std::string name = fmt::format("water_{:06}.vtu", level);
        if (auto good = write_water(target / name, *run, level, *depth, options.least_depth); !good)
            return tl::unexpected(good.error());
        written.push_back(target / name);
        entries.push_back({static_cast<double>((run->times()[level] - run->start()).count()) / 1e9, name});
    }
    // The terrain stands at the first level's time: ParaView shows it at all later ones too.
    const double first = entries.empty() ? 0.0 : entries.front().seconds;
    if (auto good = write_collection(target / "terrain.pvd", {{first, "terrain.vtu"}}); !good)
        return tl::unexpected(good.error());
    if (auto good = write_collection(target / "water.pvd", entries); !good)
        return tl::unexpected(good.error());
    return written;
}

}  // namespace liriver::viz::vtk
