#include "scenarios/language/surface_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "data/meshes/mesh_file.h"
#include "data/results/surface_reader.h"
#include "mesh/gis/place.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/rim_stretch.h"
#include "scenarios/language/series_loader.h"
#include "scenarios/language/surface_rain.h"
#include "scenarios/language/surface_structures.h"

namespace liriver::scenarios::language {

using data::tables::Problems;
using mesh::surface::SurfaceMesh;

namespace {

const char* word(RimKind kind) {
    switch (kind) {
        case RimKind::discharge:
            return "discharge";
        case RimKind::stage:
            return "stage";
        case RimKind::rating:
            return "rating";
        case RimKind::normal_depth:
            return "normal_depth";
        case RimKind::free:
            break;
    }
    return "free";
}

void check_rim_boundary(const RimBoundary& boundary, const std::string& path, const Scenario& scenario,
                        Reporter& report) {
    const auto given = [&](const char* key) { return scenario.positions.count(path + "." + key) > 0; };
    const auto belongs = [&](const char* key, bool here, bool required) {
        if (here && required && !given(key))
            report.add(boundary.at, "missing-key", path + "." + key, "no such key",
                       fmt::format("`{}` for kind = \"{}\"", key, word(boundary.kind)));
        if (!here && given(key))
            report.add_at_key(path + "." + key, boundary.at, "not-used",
                              fmt::format("a key that kind = \"{}\" does not use", word(boundary.kind)),
                              "no such key here");
    };
    if (!given("kind"))
        return;
    belongs("discharge", boundary.kind == RimKind::discharge, true);
    belongs("stage", boundary.kind == RimKind::stage, true);
    belongs("rating", boundary.kind == RimKind::rating, !given("rating_table"));
    belongs("rating_table", boundary.kind == RimKind::rating, false);
    belongs("slope", boundary.kind == RimKind::normal_depth || boundary.kind == RimKind::discharge,
            boundary.kind == RimKind::normal_depth);
    belongs("concentration", boundary.kind == RimKind::discharge || boundary.kind == RimKind::stage, false);
}

/// The cells of points.
class CellFinder {
  public:
    CellFinder(const SurfaceMesh& mesh, const Scenario& scenario, Reporter& report)
        : mesh_(mesh), scenario_(scenario), report_(report) {}

    /// The point in the project's CRS; a problem and nothing when it has no place there.
    [[nodiscard]] std::optional<mesh::network::Point> projected(const PointValue& point, const std::string& key) {
        if (!point.geographic)
            return mesh::network::Point{point.x, point.y};
        const auto place = mesh::gis::place_in_crs(point.x, point.y, scenario_.project.crs);
        if (place)
            return *place;
        report_.add(point.at, "bad-point", key, place.error().found, place.error().expected);
        return std::nullopt;
    }

    /// The cell that holds the point, or -1 and a problem.
    std::int32_t find(PlaceValue& place, const std::string& path, const Position& owner) {
        if (!place.reach.empty() || place.chainage) {
            report_.add(owner, "not-used", path + ".reach", "a place on a reach", "`point`: there are no reaches");
            return -1;
        }
        if (!place.point) {
            report_.add(owner, "missing-key", path + ".point", "no such key", "its position on the surface");
            return -1;
        }
        const auto point = projected(*place.point, path + ".point");
        if (!point)
            return -1;
        place.point = PointValue{point->x, point->y, false, place.point->at};
        for (std::int32_t cell = 0; cell < mesh_.cell_count(); ++cell)
            if (holds(cell, *point))
                return cell;
        report_.add(place.point->at, "off-surface", path + ".point",
                    fmt::format("({:.1f}, {:.1f}), in no cell", point->x, point->y), "a point on the surface");
        return -1;
    }

  private:
    [[nodiscard]] bool holds(std::int32_t cell, const mesh::network::Point& point) const {
        const auto corners = mesh_.corners(cell);
        for (std::size_t k = 0; k < corners.size(); ++k) {
            const auto a = static_cast<std::size_t>(corners[k]);
            const auto b = static_cast<std::size_t>(corners[(k + 1) % corners.size()]);
            if ((mesh_.node_x[b] - mesh_.node_x[a]) * (point.y - mesh_.node_y[a]) <
                (mesh_.node_y[b] - mesh_.node_y[a]) * (point.x - mesh_.node_x[a]))
                return false;
        }
        return true;
    }

    const SurfaceMesh& mesh_;
    const Scenario& scenario_;
    Reporter& report_;
};

/// The cells that structures join; -1: out of the surface.
void find_structures(Scenario& scenario, SurfaceInput& input, CellFinder& finder, Reporter& report) {
    for (Structure& structure : scenario.structures) {
        const std::string path = fmt::format("structure[{}]", structure.name);
        const auto given = [&](const char* key) { return scenario.positions.count(path + "." + key) > 0; };
        std::array<std::int32_t, 2> cells{-1, -1};
        if (given("from"))
            cells[0] = finder.find(structure.from, path + ".from", structure.at);
        if (given("to"))
            cells[1] = finder.find(structure.to, path + ".to", structure.at);
        if (cells[0] >= 0 && cells[0] == cells[1])
            report.add(structure.to.point->at, "same-place", path + ".to", "a point in the cell that `from` lies in",
                       "points in two different cells");
        input.structure_cells.push_back(cells);
    }
}

/// The gauge of each cell.
void find_rain(const SurfaceSettings& settings, SurfaceInput& input, CellFinder& finder) {
    std::vector<PointValue> gauges;
    for (const RainGauge& gauge : settings.rain_gauges)
        if (gauge.point)
            if (const auto point = finder.projected(
                    *gauge.point, fmt::format("surface[{}].rain_gauge[{}].point", settings.name, gauge.name)))
                gauges.push_back({point->x, point->y, false, gauge.point->at});
    if (!gauges.empty() && gauges.size() == settings.rain_gauges.size())
        input.gauge_of_cell = nearest_points(input.mesh, gauges);
}

void find_stretches(const SurfaceSettings& settings, SurfaceInput& input, CellFinder& finder, Reporter& report) {
    const Rim rim(input.mesh);
    std::vector<std::int32_t> taken(input.mesh.left.size(), -1);
    for (std::size_t b = 0; b < settings.boundaries.size(); ++b) {
        const RimBoundary& boundary = settings.boundaries[b];
        const std::string path = fmt::format("surface[{}].boundary[{}]", settings.name, boundary.name);
        auto& faces = input.boundary_faces.emplace_back();
        std::int32_t ends[2] = {-1, -1};
        const std::optional<PointValue>* points[2] = {&boundary.from, &boundary.to};
        const char* keys[2] = {"from", "to"};
        for (int e = 0; e < 2; ++e) {
            if (!*points[e])
                continue;  // the reader has said so
            const std::string key = path + "." + keys[e];
            const auto point = finder.projected(**points[e], key);
            if (!point)
                continue;
            const RimNode near = rim.nearest(point->x, point->y);
            if (near.distance > 2.0 * rim.longest_face())
                report.add((*points[e])->at, "off-rim", key,
                           fmt::format("({:.1f}, {:.1f}), {:.0f} m from the rim", point->x, point->y, near.distance),
                           fmt::format("a point within {:.0f} m of the rim", 2.0 * rim.longest_face()));
            else
                ends[e] = near.node;
        }
        if (ends[0] < 0 || ends[1] < 0)
            continue;
        if (ends[0] == ends[1]) {
            report.add(boundary.at, "no-stretch", path, "`from` and `to` at one node of the rim",
                       "two nodes, with at least one side of a cell between them");
            continue;
        }
        faces = rim.walk(ends[0], ends[1]);
        if (faces.empty())
            report.add(boundary.at, "no-stretch", path, "`from` and `to` on two rims that do not touch",
                       "two points of one rim");
        for (const std::int32_t face : faces) {
            std::int32_t& other = taken[static_cast<std::size_t>(face)];
            if (other >= 0) {
                report.add(boundary.at, "two-boundaries", path,
                           fmt::format("a stretch that meets \"{}\"",
                                       settings.boundaries[static_cast<std::size_t>(other)].name),
                           "each side of the rim in one boundary (is `from` before `to`, walking with the surface on "
                           "the left hand?)");
                break;
            }
            other = static_cast<std::int32_t>(b);
        }
    }
}

bool read_ugrid(const SurfaceSettings& settings, const std::string& key, const Scenario& scenario, SurfaceInput& input,
                Reporter& report) {
    const auto read = data::results::read_surface(settings.mesh.path);
    if (!read) {
        report.add(settings.mesh.at, "bad-mesh", key, fmt::format("{}: {}", read.error().place, read.error().found),
                   read.error().expected);
        return false;
    }
    if (!read->provenance().crs.empty() && read->provenance().crs != scenario.project.crs)
        report.add(settings.mesh.at, "wrong-crs", key, fmt::format("a mesh in {}", read->provenance().crs),
                   fmt::format("the project's {}", scenario.project.crs));
    input.mesh = read->mesh();
    input.assumptions = read->provenance().assumptions;
    input.attribution = read->provenance().attribution;
    return true;
}

/// The mean over a cell of what is linear in triangles: a quadrilateral's is that of its two cuts into triangles.
double mean_of_corners(const SurfaceMesh& mesh, std::int32_t cell, const std::vector<double>& z) {
    const auto corners = mesh.corners(cell);
    double sum = 0.0;
    double weight = 0.0;
    const auto add = [&](std::size_t p, std::size_t q, std::size_t r) {
        const auto a = static_cast<std::size_t>(corners[p]);
        const auto b = static_cast<std::size_t>(corners[q]);
        const auto c = static_cast<std::size_t>(corners[r]);
        const double doubled = (mesh.node_x[b] - mesh.node_x[a]) * (mesh.node_y[c] - mesh.node_y[a]) -
                               (mesh.node_x[c] - mesh.node_x[a]) * (mesh.node_y[b] - mesh.node_y[a]);
        sum += doubled * (z[a] + z[b] + z[c]) / 3.0;
        weight += doubled;
    };
    add(0, 1, 2);
    if (corners.size() == 4) {
        add(0, 2, 3);
        add(0, 1, 3);
        add(1, 2, 3);
    }
    return sum / weight;
}

/// SMS's and MIKE's files: elevations on nodes, no roughness.
bool read_other(const SurfaceSettings& settings, const std::string& key, SurfaceInput& input, Reporter& report,
                Problems& problems) {
    auto read = data::meshes::read_mesh_file(settings.mesh.path);
    if (!read) {
        problems.insert(problems.end(), read.error().begin(), read.error().end());
        return false;
    }
    auto mesh = mesh::surface::assemble_mesh(std::move(read->mesh.node_x), std::move(read->mesh.node_y),
                                             std::move(read->mesh.first_corner), std::move(read->mesh.cell_nodes));
    if (!mesh) {
        report.add(settings.mesh.at, "bad-mesh", key, fmt::format("{}: {}", mesh.error().place, mesh.error().found),
                   mesh.error().expected);
        return false;
    }
    input.mesh = std::move(*mesh);
    for (std::int32_t cell = 0; cell < input.mesh.cell_count(); ++cell)
        input.mesh.bed_elevation[static_cast<std::size_t>(cell)] = mean_of_corners(input.mesh, cell, read->node_z);
    input.node_z = std::move(read->node_z);
    input.material = std::move(read->material);
    return true;
}

bool read_mesh(const SurfaceSettings& settings, const Scenario& scenario, SurfaceInput& input, Problems& problems) {
    Reporter report(scenario, problems);
    const std::string key = fmt::format("surface[{}].mesh", settings.name);
    if (!settings.mesh.given()) {
        report.add(settings.at, "missing-key", key, "no such key", "the file of the mesh to run on");
        return false;
    }
    if (refuse_unreadable(settings.mesh, key, problems))
        return false;
    const std::string extension = settings.mesh.path.extension().string();
    const bool read = extension == ".nc" ? read_ugrid(settings, key, scenario, input, report)
                                         : read_other(settings, key, input, report, problems);
    if (!read)
        return false;
    if (settings.manning_n) {
        for (const RimBoundary& boundary : settings.boundaries)
            if (*settings.manning_n == 0.0 && boundary.kind == RimKind::normal_depth)
                report.add(boundary.at, "no-roughness", fmt::format("{}.boundary[{}].kind", key, boundary.name),
                           "a normal depth without roughness", "another kind, or manning_n greater than 0");
        std::fill(input.mesh.manning_n.begin(), input.mesh.manning_n.end(), *settings.manning_n);
        return true;
    }
    const auto smooth =
        std::count_if(input.mesh.manning_n.begin(), input.mesh.manning_n.end(), [](double n) { return !(n > 0.0); });
    if (smooth > 0)
        report.add(settings.mesh.at, "no-roughness", key, fmt::format("{} cells without roughness", smooth),
                   "a mesh with Manning's n, or the key `manning_n`");
    return true;
}

}  // namespace

void check_surface_rules(const Scenario& scenario, Problems& problems) {
    Reporter report(scenario, problems);
    for (std::size_t s = 1; s < scenario.surfaces.size(); ++s)
        report.add(scenario.surfaces[s].at, "not-used", "surface", "a second [[surface]]", "one");
    const auto none = [&report](const auto& elements, const char* list) {
        if (!elements.empty())
            report.add(elements.front().at, "not-used", list, fmt::format("a [[{}]] beside a [[surface]]", list),
                       "a network or a surface: they run one by one");
    };
    none(scenario.reaches, "reach");
    none(scenario.boundaries, "boundary");
    none(scenario.reservoirs, "reservoir");
    none(scenario.lakes, "lake");
    none(scenario.abstractions, "abstraction");
    none(scenario.groundwater, "groundwater");
    none(scenario.sinking_streams, "sinking_stream");
    none(scenario.rules, "rule");
    none(scenario.target_flows, "target_flow");
    if (scenario.positions.count("network") > 0)
        report.add(scenario.network.at, "not-used", "network", "a [network] beside a [[surface]]",
                   "a network or a surface: they run one by one");
    check_surface_structures(scenario, report);
    for (const Inflow& inflow : scenario.inflows)
        if (!inflow.discharge)
            report.add(inflow.at, "missing-key", fmt::format("inflow[{}].discharge", inflow.name), "no such key",
                       "`discharge`: on a surface catchments have no share");
    for (const Constituent& constituent : scenario.constituents)
        if (constituent.dispersion > 0.0)
            report.add_at_key(fmt::format("constituent[{}].dispersion", constituent.name), constituent.at, "not-used",
                              "dispersion on a surface", "none: it is along a channel");
    for (const SurfaceSettings& surface : scenario.surfaces) {
        const std::string path = fmt::format("surface[{}]", surface.name);
        if (surface.initial_stage && surface.initial_depth)
            report.add_at_key(path + ".initial_depth", surface.at, "not-used",
                              "both `initial_stage` and `initial_depth`", "one of them");
        check_rain_rules(scenario, surface, report);
        for (const RimBoundary& boundary : surface.boundaries)
            check_rim_boundary(boundary, fmt::format("{}.boundary[{}]", path, boundary.name), scenario, report);
    }
}

void read_mesh_to_convert(Model& model, Problems& problems) {
    const SurfaceSettings& settings = model.scenario.surfaces.front();
    SurfaceInput input;
    if (!settings.mesh.given() || !read_mesh(settings, model.scenario, input, problems))
        return;
    model.river.inputs.push_back(settings.mesh.path);
    model.surfaces.push_back(std::move(input));
}

void read_surfaces(Model& model, Problems& problems) {
    Scenario& scenario = model.scenario;
    const SurfaceSettings& settings = scenario.surfaces.front();
    SurfaceInput input;
    if (!read_mesh(settings, scenario, input, problems))
        return;
    model.river.inputs.push_back(settings.mesh.path);
    Reporter report(scenario, problems);
    CellFinder finder(input.mesh, scenario, report);
    find_stretches(settings, input, finder, report);
    find_structures(scenario, input, finder, report);
    find_rain(settings, input, finder);
    for (const auto& path : read_rain_rasters(scenario, settings, input, problems))
        model.river.inputs.push_back(path);
    for (Inflow& inflow : scenario.inflows)
        input.inflow_cells.push_back(finder.find(inflow.place, fmt::format("inflow[{}]", inflow.name), inflow.at));
    for (Outfall& outfall : scenario.outfalls)
        input.outfall_cells.push_back(finder.find(outfall.place, fmt::format("outfall[{}]", outfall.name), outfall.at));
    for (Station& station : scenario.stations) {
        const std::string path = fmt::format("station[{}]", station.name);
        if (!station.sections.empty())
            report.add(station.at, "not-used", path + ".sections", "several places", "one `point` on the surface");
        else
            input.station_cells.push_back(finder.find(station.place, path, station.at));
        if (station.section_from.has_value() != station.section_to.has_value())
            report.add(station.at, "missing-key", path + ".section_to", "one end of a section",
                       "both `section_from` and `section_to`");
        if (station.target && !station.section_from)
            report.add(station.at, "missing-key", path + ".section_from", "a target without a section",
                       "`section_from` and `section_to`: the line whose crossing water is the discharge");
        for (auto* end : {&station.section_from, &station.section_to})
            if (*end)
                if (const auto point = finder.projected(**end, path + ".section_from"))
                    *end = PointValue{point->x, point->y, false, (*end)->at};
    }
    model.surfaces.push_back(std::move(input));
}

}  // namespace liriver::scenarios::language
