#include "scenarios/runner/unknown_land.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <vector>

namespace liriver::scenarios::runner {
namespace {

namespace terrain = mesh::terrain;
namespace network = mesh::network;

/// A head within so many cells of the terrain's end has its land beyond it.
constexpr int cells_from_edge = 2;

bool at_edge(const terrain::Drainage& drainage, terrain::Cell cell) {
    const mesh::gis::GridFrame& frame = drainage.frame;
    const int column = cell % frame.columns;
    const int row = cell / frame.columns;
    for (int r = row - cells_from_edge; r <= row + cells_from_edge; ++r)
        for (int c = column - cells_from_edge; c <= column + cells_from_edge; ++c)
            if (!frame.contains(c, r) || drainage.receiver[frame.index(c, r)] == terrain::nowhere)
                return true;
    return false;
}

/// Adds land at a place and on everything downstream of it.
void carry_down(MeasuredRiver& river, std::size_t reach, double chainage, double area) {
    for (std::size_t steps = 0; steps <= river.network.reaches.size(); ++steps) {
        river.land_above.push_back({reach, chainage, area});
        const network::Reach& here = river.network.reaches[reach];
        const network::Reach* next = here.to ? river.network.find(here.to->reach) : nullptr;
        if (next == nullptr)
            return;
        chainage = here.to->chainage;
        reach = static_cast<std::size_t>(next - river.network.reaches.data());
    }
}

}  // namespace

double land_above(const MeasuredRiver& river, std::size_t reach, double chainage) {
    double sum = 0.0;
    for (const LandAbove& land : river.land_above)
        if (land.reach == reach && land.chainage <= chainage)
            sum += land.area;
    return sum;
}

void find_land_above(const language::Scenario& scenario, const terrain::Drainage& drainage, MeasuredRiver& river) {
    for (std::size_t r = 0; r < river.network.reaches.size(); ++r) {
        const network::Reach& reach = river.network.reaches[r];
        const std::size_t first = drainage.rivers.first[r];
        if (reach.from || first == drainage.rivers.first[r + 1])
            continue;
        const language::ReachSettings* settings = nullptr;
        for (const language::ReachSettings& one : scenario.reaches)
            settings = one.name == reach.name ? &one : settings;
        const terrain::Cell head = drainage.rivers.cells[first].cell;
        const double own = drainage.area[terrain::at(head)];
        if (settings != nullptr && settings->area_above) {
            carry_down(river, r, 0.0, *settings->area_above - own);
            river.report.push_back(
                fmt::format("{}: {:.1f} km2 above its head, as area_above says; the terrain holds "
                            "{:.1f} km2 of it",
                            reach.name, *settings->area_above / 1e6, own / 1e6));
        } else if (at_edge(drainage, head)) {
            carry_down(river, r, 0.0, std::nan(""));
            river.report.push_back(fmt::format(
                "{}: it comes in at the terrain's edge, at ({:.0f}, {:.0f}); the land above is unknown. Give it as "
                "`area_above` of its [[reach]]: until then the areas of {} and what lies downstream stay empty in the "
                "catchments' table, and `runoff` is refused",
                reach.name, reach.x.front(), reach.y.front(), reach.name));
        }
    }
}

}  // namespace liriver::scenarios::runner
