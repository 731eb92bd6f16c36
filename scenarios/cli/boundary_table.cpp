#include "scenarios/cli/boundary_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/cli/columns.h"

namespace liriver::scenarios::cli {

std::string boundary_table(const std::vector<data::results::BoundaryAccount>& boundaries, bool after_run) {
    if (boundaries.empty())
        return {};
    std::size_t width = 10;
    for (const auto& boundary : boundaries)
        width = std::max(width, columns(boundary.name) + 2);
    std::string text = fmt::format("{}{:14}{:>10}{:>8}{:>12}{:>12}{:>10}", padded("boundary", width), "kind", "length",
                                   "faces", "lowest bed", "from moved", "to moved");
    text += after_run ? fmt::format("{:>14}\n", "net inflow") : "\n";
    text += fmt::format("{}{:14}{:>10}{:>8}{:>12}{:>12}{:>10}", padded("", width), "", "m", "", "m", "m", "m");
    text += after_run ? fmt::format("{:>14}\n", "m3") : "\n";
    for (const auto& b : boundaries) {
        text += fmt::format("{}{:14}{:>10.1f}{:>8}{:>12.2f}{:>12.1f}{:>10.1f}", padded(b.name, width), b.kind, b.length,
                            b.faces, b.lowest_bed, b.from_moved, b.to_moved);
        text += after_run ? fmt::format("{:>14.6g}\n", b.net_inflow) : "\n";
    }
    return text;
}

}  // namespace liriver::scenarios::cli
