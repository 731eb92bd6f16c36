#include "scenarios/runner/make_surface.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

#include "data/meshes/mesh_file.h"
#include "data/results/surface_file.h"
#include "data/tables/file.h"
#include "viz/vtk/surface_vtk.h"

namespace liriver::scenarios::runner {

using mesh::field::Error;
using mesh::surface::SurfaceMesh;

namespace {

Error from_problem(const data::tables::Problem& problem) { return {problem.file, problem.found, problem.expected}; }

/// The mean of the cells around each node, by area.
std::vector<double> node_elevations(const SurfaceMesh& mesh) {
    std::vector<double> sum(mesh.node_x.size(), 0.0);
    std::vector<double> area(mesh.node_x.size(), 0.0);
    for (std::int32_t cell = 0; cell < mesh.cell_count(); ++cell)
        for (const std::int32_t node : mesh.corners(cell)) {
            sum[static_cast<std::size_t>(node)] +=
                mesh.area[static_cast<std::size_t>(cell)] * mesh.bed_elevation[static_cast<std::size_t>(cell)];
            area[static_cast<std::size_t>(node)] += mesh.area[static_cast<std::size_t>(cell)];
        }
    for (std::size_t node = 0; node < sum.size(); ++node)
        sum[node] /= area[node];
    return sum;
}

data::meshes::MeshFile as_mesh_file(const MadeSurface& made) {
    const SurfaceMesh& mesh = made.surface.mesh;
    data::meshes::MeshFile file;
    file.name = made.name;
    file.mesh.node_x = mesh.node_x;
    file.mesh.node_y = mesh.node_y;
    file.mesh.first_corner = mesh.first_corner;
    file.mesh.cell_nodes = mesh.cell_nodes;
    file.node_z = made.node_z.empty() ? node_elevations(mesh) : made.node_z;
    file.material = made.material;
    if (!file.material.empty())
        return file;
    for (const mesh::surface::CellPlace& place : made.surface.places)
        file.material.push_back(place.reach < 0 ? 1 : 2);  // flood plain, channel
    return file;
}

nlohmann::ordered_json as_json(const MadeSurface& made) {
    const mesh::surface::Quality& q = made.quality;
    nlohmann::ordered_json json;
    json["name"] = made.name;
    json["cells"] = {{"triangles", q.triangles}, {"quadrilaterals", q.quadrilaterals}};
    json["nodes"] = q.nodes;
    json["faces"] = q.faces;
    json["area_m2"] = q.area;
    json["domain_area_m2"] = q.domain_area;
    json["channel_area_m2"] = made.surface.channel_area;
    json["channel_area_in_quadrilaterals_m2"] = made.surface.quad_area;
    json["smallest_angle_degree"] = q.smallest_angle;
    json["largest_angle_degree"] = q.largest_angle;
    json["mean_smallest_angle_of_triangles_degree"] = q.mean_smallest_angle;
    json["cells_by_smallest_angle_in_steps_of_5_degrees"] = q.angles;
    json["largest_jump_in_size"] = q.largest_jump;
    json["smallest_step_length_m"] = q.smallest_step;
    json["median_step_length_m"] = q.median_step;
    for (const mesh::surface::SmallCell& cell : q.small_cells)
        json["small_cells"].push_back(
            {{"cell", cell.cell}, {"x_m", cell.x}, {"y_m", cell.y}, {"step_length_m", cell.step_length}});
    json["bad_spots"] = nlohmann::ordered_json::array();
    for (const mesh::surface::BadSpot& spot : q.bad_spots)
        json["bad_spots"].push_back({{"kind", spot.kind}, {"x_m", spot.x}, {"y_m", spot.y}, {"value", spot.value}});
    json["channel_ends"] = nlohmann::ordered_json::array();
    for (const RimCrossing& end : rim_crossings(made))
        json["channel_ends"].push_back({{"reach", end.reach},
                                        {"chainage_m", end.chainage},
                                        {"from", {end.from.x, end.from.y}},
                                        {"to", {end.to.x, end.to.y}}});
    json["bed"] = {{"terrain_volume_m3", made.bed.terrain_volume},   {"channel_volume_m3", made.bed.channel_volume},
                   {"raised_volume_m3", made.bed.raised_volume},     {"raised_cells", made.bed.raised_cells},
                   {"most_raised_m", made.bed.most_raised},          {"channel_cells", made.bed.channel_cells},
                   {"channel_triangles", made.bed.channel_triangles}};
    json["notes"] = made.report;
    return json;
}

}  // namespace

std::vector<RimCrossing> rim_crossings(const MadeSurface& made) {
    const SurfaceMesh& mesh = made.surface.mesh;
    std::vector<RimCrossing> crossings;
    for (const mesh::surface::BuiltSurface::ChannelEnd& end : made.surface.ends) {
        // A boundary face runs from end to end with its cell on the left: the walk begins where none arrives.
        const auto arrives = [&](std::int32_t node) {
            return std::any_of(end.faces.begin(), end.faces.end(),
                               [&](std::int32_t face) { return mesh.ends(face)[1] == node; });
        };
        const auto leaves = [&](std::int32_t node) {
            return std::any_of(end.faces.begin(), end.faces.end(),
                               [&](std::int32_t face) { return mesh.ends(face)[0] == node; });
        };
        RimCrossing crossing;
        crossing.reach = made.reaches[static_cast<std::size_t>(end.reach)];
        crossing.chainage = end.chainage;
        for (const std::int32_t face : end.faces) {
            const auto [first, last] = mesh.ends(face);
            const std::int32_t a = first;  // lambdas take no structured bindings
            const std::int32_t b = last;
            const auto at = [&](std::int32_t node) {
                return mesh::network::Point{mesh.node_x[static_cast<std::size_t>(node)],
                                            mesh.node_y[static_cast<std::size_t>(node)]};
            };
            if (!arrives(a))
                crossing.from = at(a);
            if (!leaves(b))
                crossing.to = at(b);
        }
        crossings.push_back(std::move(crossing));
    }
    return crossings;
}

tl::expected<MadeSurface, Error> make_surface(const SurfacePlan& plan, const mesh::network::Network& network,
                                              const std::vector<mesh::sections::Section>& sections) {
    if (plan.crests.size() != plan.geometry.lines.size())
        return tl::make_unexpected(Error{plan.name, fmt::format("{} crests", plan.crests.size()),
                                         fmt::format("one for each of {} lines", plan.geometry.lines.size())});
    mesh::surface::SurfaceRequest request = plan.geometry;
    std::vector<std::vector<mesh::surface::ChannelProfile>> profiles;
    for (const MeshedReach& wanted : plan.reaches) {
        const mesh::network::Reach* reach = network.find(wanted.name);
        if (reach == nullptr)
            return tl::make_unexpected(Error{plan.name, "the reach " + wanted.name, "a reach of the network"});
        mesh::surface::ChannelReach channel;
        channel.name = wanted.name;
        for (std::size_t i = 0; i < reach->x.size(); ++i)
            channel.line.push_back({reach->x[i], reach->y[i]});
        channel.chainage = reach->chainage;
        channel.banks = mesh::surface::bank_widths(sections, wanted.name);
        channel.across = wanted.across;
        channel.stretch = wanted.stretch;
        if (channel.banks.empty())
            return tl::make_unexpected(Error{wanted.name, "no section with a channel", "at least one"});
        request.reaches.push_back(std::move(channel));
        profiles.push_back(mesh::surface::channel_profiles(sections, wanted.name));
    }
    auto built = mesh::surface::build_surface(request);
    if (!built)
        return tl::make_unexpected(built.error());
    MadeSurface made;
    made.name = plan.name;
    for (const MeshedReach& reach : plan.reaches)
        made.reaches.push_back(reach.name);
    made.surface = *std::move(built);
    made.bed = mesh::surface::fill_bed(made.surface, plan.terrain, profiles, plan.bed);
    if (!made.bed.missing.empty()) {
        const auto first = static_cast<std::size_t>(made.bed.missing.front());
        return tl::make_unexpected(
            Error{plan.name,
                  fmt::format("{} cells without terrain, the first at ({:.1f}, {:.1f})", made.bed.missing.size(),
                              made.surface.mesh.centroid[first].x, made.surface.mesh.centroid[first].y),
                  "terrain under every cell outside the channels"});
    }
    mesh::surface::RoughnessSettings roughness = plan.roughness;
    for (const MeshedReach& reach : plan.reaches)
        roughness.channel_n.push_back(reach.channel_n);
    const std::int32_t of_rasters = mesh::surface::fill_roughness(made.surface, roughness);
    const std::int32_t raised_faces = mesh::surface::fill_crests(made.surface, plan.terrain, plan.crests);
    made.quality = mesh::surface::measure_quality(made.surface.mesh, made.surface.domain_area);
    made.report = made.surface.notes;
    for (std::string& line : mesh::surface::in_words(made.quality))
        made.report.push_back(std::move(line));
    if (made.surface.channel_area > 0.0)
        made.report.push_back(fmt::format("channels: {:.2f} % of their {:.3f} km2 in quadrilaterals",
                                          100.0 * made.surface.quad_area / made.surface.channel_area,
                                          made.surface.channel_area / 1e6));
    made.report.push_back(fmt::format(
        "bed: {} cells of channel, {} of them triangles; beside them {} cells below their bank raised by up to "
        "{:.2f} m, {:.0f} m3",
        made.bed.channel_cells, made.bed.channel_triangles, made.bed.raised_cells, made.bed.most_raised,
        made.bed.raised_volume));
    if (!roughness.rasters.empty())
        made.report.push_back(
            fmt::format("roughness: {} of {} cells from the raster", of_rasters, made.surface.mesh.cell_count()));
    for (const RimCrossing& crossing : rim_crossings(made))
        made.report.push_back(fmt::format(
            "{} crosses the mesh's boundary at {:.0f} m: from = [{:.2f}, {:.2f}], to = [{:.2f}, {:.2f}]",
            crossing.reach, crossing.chainage, crossing.from.x, crossing.from.y, crossing.to.x, crossing.to.y));
    if (!plan.geometry.lines.empty())
        made.report.push_back(fmt::format("lines: {} faces follow them, {} with a crest above the bed beside it",
                                          made.surface.line_faces.size(), raised_faces));
    return made;
}

tl::expected<std::vector<std::filesystem::path>, Error> write_surface(const MadeSurface& made,
                                                                      const std::filesystem::path& folder,
                                                                      const data::results::Provenance& provenance,
                                                                      data::tables::Time start) {
    if (const auto written = data::meshes::write_2dm(folder / "surface.2dm", as_mesh_file(made)); !written)
        return tl::make_unexpected(from_problem(written.error()));
    auto file = data::results::SurfaceFile::create(folder / "surface.nc", made.surface.mesh, provenance, start, {});
    if (!file)
        return tl::make_unexpected(file.error());
    if (auto closed = file->close(); !closed)
        return tl::make_unexpected(closed.error());
    std::string text;
    for (const std::string& line : made.report)
        text += line + '\n';
    if (const auto written = data::tables::write_file(folder / "report.txt", text); !written)
        return tl::make_unexpected(from_problem(written.error()));
    if (const auto written = data::tables::write_file(folder / "report.json", as_json(made).dump(2) + '\n'); !written)
        return tl::make_unexpected(from_problem(written.error()));
    auto vtu = viz::vtk::export_mesh_vtk(folder);
    if (!vtu)
        return tl::make_unexpected(vtu.error());
    return std::vector<std::filesystem::path>{folder / "surface.nc", folder / "surface.2dm", *vtu,
                                              folder / "report.json", folder / "report.txt"};
}

}  // namespace liriver::scenarios::runner
