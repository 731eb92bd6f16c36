#include "scenarios/language/surface_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "data/meshes/mesh_faults.h"
#include "data/meshes/mesh_file.h"
#include "data/meshes/node_elevations.h"
#include "data/results/surface_reader.h"
#include "mesh/gis/implausible.h"
#include "scenarios/language/cell_finder.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/rim_boundaries.h"
#include "scenarios/language/series_loader.h"
#include "scenarios/language/start_state.h"
#include "scenarios/language/surface_loads.h"
#include "scenarios/language/surface_rain.h"
#include "scenarios/language/surface_structures.h"

namespace liriver::scenarios::language {

using data::tables::Problems;
using mesh::surface::SurfaceMesh;

namespace {

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
    std::int64_t faulty = 0;
    std::int32_t first = 0;
    for (std::int32_t cell = input.mesh.cell_count() - 1; cell >= 0; --cell) {
        const double bed = input.mesh.bed_elevation[static_cast<std::size_t>(cell)];
        if (!(bed >= mesh::gis::lowest_ground && bed <= mesh::gis::highest_ground)) {
            ++faulty;
            first = cell;
        }
    }
    if (faulty > 0)
        report.add(settings.mesh.at, "implausible-ground", key,
                   fmt::format("{} cells whose bed cannot be ground, the first {} at ({:.1f}, {:.1f}) at {:.6g} m",
                               faulty, first, input.mesh.centroid[static_cast<std::size_t>(first)].x,
                               input.mesh.centroid[static_cast<std::size_t>(first)].y,
                               input.mesh.bed_elevation[static_cast<std::size_t>(first)]),
                   "a bed between -500 and 9000 m in every cell");
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

/// Nodes without an elevation, and what makes walls that nobody drew: mended as the scenario says, or told.
bool mend_other(const SurfaceSettings& settings, data::meshes::MeshFile& file, SurfaceInput& input,
                Problems& problems) {
    const std::size_t before = problems.size();
    const auto take = [&](data::meshes::FaultReport report) {
        problems.insert(problems.end(), report.problems.begin(), report.problems.end());
        input.notes.insert(input.notes.end(), report.notes.begin(), report.notes.end());
    };
    take(data::meshes::check_node_elevations(file, settings.mesh.path, {settings.mesh_nodata, settings.mesh_lowest}));
    take(data::meshes::mend_faults(file, settings.mesh.path, {settings.mesh_faults, settings.mesh_tolerance}));
    if (problems.size() == before)
        return true;
    // A cell that is none lies over its neighbours too: that is told once.
    const Problems bad = data::meshes::bad_cells(file, settings.mesh.path);
    if (!bad.empty())
        problems.erase(std::remove_if(problems.begin() + static_cast<std::ptrdiff_t>(before), problems.end(),
                                      [](const auto& problem) { return problem.code == "overlapping-cells"; }),
                       problems.end());
    problems.insert(problems.end(), bad.begin(), bad.end());
    return false;
}

/// SMS's and MIKE's files: elevations on nodes, no roughness.
bool read_other(const SurfaceSettings& settings, const std::string& key, SurfaceInput& input, Reporter& report,
                Problems& problems) {
    auto read = data::meshes::read_mesh_file(settings.mesh.path);
    if (!read) {
        problems.insert(problems.end(), read.error().begin(), read.error().end());
        return false;
    }
    if (!mend_other(settings, *read, input, problems))
        return false;
    auto mesh = mesh::surface::assemble_mesh(std::move(read->mesh.node_x), std::move(read->mesh.node_y),
                                             std::move(read->mesh.first_corner), std::move(read->mesh.cell_nodes));
    if (!mesh) {
        // The mesh counts cells in its own way; the file, read anew, knows its numbers and lines.
        Problems faults;
        if (const auto again = data::meshes::read_mesh_file(settings.mesh.path))
            faults = data::meshes::bad_cells(*again, settings.mesh.path);
        problems.insert(problems.end(), faults.begin(), faults.end());
        if (faults.empty())
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

/// Roughness by the numbers that a mesh's cells bear.
bool read_materials(const SurfaceSettings& settings, SurfaceInput& input, Reporter& report) {
    const std::string key = fmt::format("surface[{}].material", settings.name);
    if (settings.manning_n) {
        report.add(settings.materials.front().at, "not-used", key, "both `manning_n` and [[surface.material]]",
                   "one of them");
        return false;
    }
    if (input.material.empty()) {
        report.add(settings.materials.front().at, "not-used", key, "a mesh whose cells bear no material",
                   "a `.2dm` mesh, or `manning_n`");
        return false;
    }
    std::map<std::int32_t, double> n;
    std::map<std::int32_t, std::size_t> cells;
    for (const std::int32_t material : input.material)
        ++cells[material];
    bool good = true;
    const auto refuse = [&](const Position& at, const char* code, std::string found, std::string expected) {
        report.add(at, code, key + ".number", std::move(found), std::move(expected));
        good = false;
    };
    for (const Material& material : settings.materials) {
        if (!n.emplace(material.number, material.manning_n.value_or(0.0)).second)
            refuse(material.at, "repeated-number", fmt::format("a second material {}", material.number), "each once");
        if (cells.count(material.number) == 0)
            refuse(material.at, "unknown-material", fmt::format("material {}, which no cell bears", material.number),
                   "a number of the mesh's cells");
    }
    for (const auto& [material, count] : cells)
        if (n.count(material) == 0)
            refuse(settings.mesh.at, "no-roughness", fmt::format("{} cells of material {}", count, material),
                   "a [[surface.material]] of each number");
    for (std::size_t cell = 0; good && cell < input.material.size(); ++cell)
        input.mesh.manning_n[cell] = n.at(input.material[cell]);
    return good;
}

bool read_mesh(const SurfaceSettings& settings, const Scenario& scenario, SurfaceInput& input, Problems& problems) {
    Reporter report(scenario, problems);
    const std::string key = fmt::format("surface[{}].mesh", settings.name);
    if (!settings.mesh.given()) {
        if (!report.told(key))
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
    if (!settings.materials.empty())
        return read_materials(settings, input, report);
    if (settings.manning_n) {
        for (const RimBoundary& boundary : settings.boundaries)
            if (*settings.manning_n == 0.0 && boundary.kind == RimKind::normal_depth)
                report.add(boundary.at, "no-roughness", fmt::format("{}.boundary[{}].kind", key, boundary.name),
                           "a normal depth without roughness", "another kind, or manning_n greater than 0");
        std::fill(input.mesh.manning_n.begin(), input.mesh.manning_n.end(), *settings.manning_n);
        return true;
    }
    if (report.told(fmt::format("surface[{}].manning_n", settings.name)))
        return true;
    const auto smooth =
        std::count_if(input.mesh.manning_n.begin(), input.mesh.manning_n.end(), [](double n) { return !(n > 0.0); });
    if (smooth > 0)
        report.add(settings.mesh.at, "no-roughness", key, fmt::format("{} cells without roughness", smooth),
                   "a mesh with Manning's n, or the key `manning_n`");
    return true;
}

void check_dispersion_rules(const Scenario& scenario, const SurfaceSettings& surface, const std::string& path,
                            Reporter& report) {
    struct Pair {
        const char* key;
        const std::optional<double>& given;
        const std::optional<double>& factor;
    };
    for (const Pair& pair :
         {Pair{"longitudinal_dispersion", surface.longitudinal_dispersion, surface.longitudinal_factor},
          Pair{"transverse_dispersion", surface.transverse_dispersion, surface.transverse_factor}}) {
        const std::string key = fmt::format("{}.{}", path, pair.key);
        if (pair.given && pair.factor)
            report.add_at_key(key + "_factor", surface.at, "not-used",
                              fmt::format("both `{}` and `{}_factor`", pair.key, pair.key), "one of them");
        if ((pair.given || pair.factor) && scenario.constituents.empty())
            report.add_at_key(pair.given ? key : key + "_factor", surface.at, "not-used", "no [[constituent]]",
                              "one that disperses, or no dispersion");
    }
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
        if (const std::string key = fmt::format("inflow[{}].discharge", inflow.name);
            !inflow.discharge && !report.told(key))
            report.add(inflow.at, "missing-key", key, "no such key",
                       "`discharge`: on a surface catchments have no share");
    for (const Constituent& constituent : scenario.constituents)
        if (constituent.dispersion > 0.0)
            report.add_at_key(fmt::format("constituent[{}].dispersion", constituent.name), constituent.at, "not-used",
                              "dispersion on a surface", "`longitudinal_dispersion` of the [[surface]]");
    for (const SurfaceSettings& surface : scenario.surfaces) {
        const std::string path = fmt::format("surface[{}]", surface.name);
        if (surface.initial_stage && surface.initial_depth)
            report.add_at_key(path + ".initial_depth", surface.at, "not-used",
                              "both `initial_stage` and `initial_depth`", "one of them");
        check_dispersion_rules(scenario, surface, path, report);
        check_rain_rules(scenario, surface, report);
        std::set<std::string> names;
        for (const RimBoundary& boundary : surface.boundaries)
            if (names.insert(boundary.name).second)  // of a second one of a name the keys are not known by it
                check_rim_boundary(boundary, fmt::format("{}.boundary[{}]", path, boundary.name), scenario, report);
    }
}

void read_mesh_to_convert(Model& model, Problems& problems) {
    const SurfaceSettings& settings = model.scenario.surfaces.front();
    SurfaceInput input;
    if (!settings.mesh.given() || !read_mesh(settings, model.scenario, input, problems))
        return;
    model.river.inputs.push_back(settings.mesh.path);
    model.river.notes.insert(model.river.notes.end(), input.notes.begin(), input.notes.end());
    model.surfaces.push_back(std::move(input));
}

void read_surfaces(Model& model, Problems& problems) {
    Scenario& scenario = model.scenario;
    const SurfaceSettings& settings = scenario.surfaces.front();
    SurfaceInput input;
    if (!read_mesh(settings, scenario, input, problems))
        return;
    model.river.inputs.push_back(settings.mesh.path);
    model.river.notes.insert(model.river.notes.end(), input.notes.begin(), input.notes.end());
    Reporter report(scenario, problems);
    CellFinder finder(input.mesh, scenario, report);
    find_stretches(settings, input, finder, report);
    find_structures(scenario, input, finder, report);
    find_rain(settings, input, finder);
    for (const auto& path : read_rain_rasters(scenario, settings, input, problems))
        model.river.inputs.push_back(path);
    input.start = read_start_state(
        scenario, {input.mesh.centroid, input.mesh.bed_elevation, &input.mesh, nullptr, {}, {}}, problems);
    for (Inflow& inflow : scenario.inflows)
        input.inflow_cells.push_back(finder.find(inflow.place, fmt::format("inflow[{}]", inflow.name), inflow.at));
    for (Outfall& outfall : scenario.outfalls)
        input.outfall_cells.push_back(finder.find(outfall.place, fmt::format("outfall[{}]", outfall.name), outfall.at));
    find_diffuse_cells(scenario, input, finder, report);
    for (Station& station : scenario.stations) {
        const std::string path = fmt::format("station[{}]", station.name);
        if (!station.sections.empty())
            report.add(station.at, "not-used", path + ".sections", "several places", "one `point` on the surface");
        else
            input.station_cells.push_back(finder.find(station.place, path, station.at));
        const bool spoiled = report.told(path + ".section_from") || report.told(path + ".section_to");
        if (!spoiled && station.section_from.has_value() != station.section_to.has_value())
            report.add(station.at, "missing-key", path + ".section_to", "one end of a section",
                       "both `section_from` and `section_to`");
        if (!spoiled && station.target && !station.section_from)
            report.add(station.at, "missing-key", path + ".section_from", "a target without a section",
                       "`section_from` and `section_to`: the line whose crossing water is the discharge");
        for (const auto& [name, end] : {std::pair{"from", &station.section_from}, {"to", &station.section_to}})
            if (*end)
                *end = finder.section_end(**end, path + ".section_" + name);
    }
    model.surfaces.push_back(std::move(input));
}

}  // namespace liriver::scenarios::language
