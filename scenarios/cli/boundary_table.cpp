#include "scenarios/cli/boundary_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/cli/columns.h"

namespace liriver::scenarios::cli {

std::vector<std::string> boundary_rows(const std::vector<data::results::BoundaryAccount>& boundaries, bool after_run) {
    if (boundaries.empty())
        return {};
    std::size_t width = 10;
    for (const auto& boundary : boundaries)
        width = std::max(width, columns(boundary.name) + 2);
    std::vector<std::string> rows;
    rows.push_back(fmt::format("{}{:14}{:>10}{:>8}{:>12}{:>12}{:>10}", padded("boundary", width), "kind", "length",
                               "faces", "lowest bed", "from moved", "to moved"));
    rows.push_back(fmt::format("{}{:14}{:>10}{:>8}{:>12}{:>12}{:>10}", padded("", width), "", "m", "", "m", "m", "m"));
    if (after_run) {
        rows[0] += fmt::format("{:>14}", "net inflow");
        rows[1] += fmt::format("{:>14}", "m3");
    }
    for (const auto& b : boundaries) {
        rows.push_back(fmt::format("{}{:14}{:>10.1f}{:>8}{:>12.2f}{:>12.1f}{:>10.1f}", padded(b.name, width), b.kind,
                                   b.length, b.faces, b.lowest_bed, b.from_moved, b.to_moved));
        if (after_run)
            rows.back() += fmt::format("{:>14.6g}", b.net_inflow);
    }
    return rows;
}

}  // namespace liriver::scenarios::cli
