#include "scenarios/language/surface_loads.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/language/ground_rings.h"

namespace liriver::scenarios::language {
namespace {

using Shares = std::vector<std::pair<std::int32_t, double>>;

Shares inside(const DiffuseLoad& load, const std::string& path, const Scenario& scenario, const SurfaceInput& input,
              Reporter& report) {
    const auto rings = read_ground_rings(load.area, {}, path, load.at, scenario, report);
    Shares shares;
    double area = 0.0;
    for (std::int32_t cell = 0; cell < input.mesh.cell_count(); ++cell) {
        const auto at = static_cast<std::size_t>(cell);
        if (std::any_of(rings.begin(), rings.end(),
                        [&](const auto& ring) { return mesh::surface::inside(ring, input.mesh.centroid[at]); })) {
            shares.emplace_back(cell, input.mesh.area[at]);
            area += input.mesh.area[at];
        }
    }
    for (auto& [cell, share] : shares)
        share /= area;
    if (shares.empty() && !rings.empty())
        report.add(load.at, "no-place", path, "a polygon in which no cell lies", "one with a cell's centroid in it");
    return shares;
}

}  // namespace

void find_diffuse_cells(Scenario& scenario, SurfaceInput& input, CellFinder& finder, Reporter& report) {
    for (DiffuseLoad& load : scenario.diffuse_loads) {
        const std::string path = fmt::format("diffuse_load[{}]", load.name);
        Shares shares;
        if (!load.inflow.empty()) {
            const auto inflow = std::find_if(scenario.inflows.begin(), scenario.inflows.end(),
                                             [&](const Inflow& one) { return one.name == load.inflow; });
            if (inflow == scenario.inflows.end())
                report.add_at_key(path + ".inflow", load.at, "unknown-name", fmt::format("\"{}\"", load.inflow),
                                  "the name of an [[inflow]]");
            else
                shares.emplace_back(input.inflow_cells[static_cast<std::size_t>(inflow - scenario.inflows.begin())],
                                    1.0);
        } else if (load.area.given()) {
            shares = inside(load, path, scenario, input, report);
        } else if (load.place.point) {
            shares.emplace_back(finder.find(load.place, path, load.at), 1.0);
        }
        input.diffuse_cells.push_back(std::move(shares));
    }
}

}  // namespace liriver::scenarios::language
