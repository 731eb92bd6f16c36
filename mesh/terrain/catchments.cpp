#include "mesh/terrain/catchments.h"

#include <algorithm>

namespace liriver::mesh::terrain {
namespace {

std::size_t nearest(const std::vector<double>& chainages, double chainage) {
    const auto after = std::lower_bound(chainages.begin(), chainages.end(), chainage);
    if (after == chainages.begin())
        return 0;
    const std::size_t right = static_cast<std::size_t>(after - chainages.begin());
    if (after == chainages.end() || chainage - chainages[right - 1] <= chainages[right] - chainage)
        return right - 1;
    return right;
}

}  // namespace

std::vector<std::vector<SectionCatchment>> section_catchments(const Drainage& drainage,
                                                              const std::vector<std::vector<double>>& sections,
                                                              const std::vector<bool>& starts_on_river) {
    // Land beside the rivers, gathered down to the first river cell and no further.
    std::vector<double> beside(drainage.frame.size(), 0.0);
    const std::vector<bool>& is_river = drainage.rivers.is_river;
    const double own = drainage.frame.cell_area();
    for (const Cell cell : drainage.order) {
        beside[at(cell)] += own;
        const Cell to = drainage.receiver[at(cell)];
        if (to >= 0 && !is_river[at(cell)])
            beside[at(to)] += beside[at(cell)];
    }

    std::vector<std::vector<SectionCatchment>> result(sections.size());
    for (std::size_t line = 0; line < sections.size(); ++line) {
        result[line].resize(sections[line].size());
        const std::size_t first = drainage.rivers.first[line];
        const std::size_t end = drainage.rivers.first[line + 1];
        if (sections[line].empty() || first == end)
            continue;
        for (std::size_t i = first; i < end; ++i) {
            const RiverCell& river = drainage.rivers.cells[i];
            if (i == first && !starts_on_river[line])
                continue;  // the head's own catchment
            result[line][nearest(sections[line], river.chainage)].local += beside[at(river.cell)];
        }
        std::size_t i = first;
        for (std::size_t section = 0; section < sections[line].size(); ++section) {
            while (i + 1 < end && drainage.rivers.cells[i + 1].chainage <= sections[line][section])
                ++i;
            result[line][section].upstream = drainage.area[at(drainage.rivers.cells[i].cell)];
        }
        result[line][0].upstream = starts_on_river[line] ? 0.0 : drainage.area[at(drainage.rivers.cells[first].cell)];
    }
    return result;
}

std::optional<double> area_along(const Drainage& drainage, std::size_t line, double chainage) {
    const auto first = drainage.rivers.cells.begin() + static_cast<std::ptrdiff_t>(drainage.rivers.first[line]);
    const auto end = drainage.rivers.cells.begin() + static_cast<std::ptrdiff_t>(drainage.rivers.first[line + 1]);
    if (first == end)
        return std::nullopt;
    const auto closest = std::min_element(first, end, [chainage](const RiverCell& a, const RiverCell& b) {
        return std::abs(a.chainage - chainage) < std::abs(b.chainage - chainage);
    });
    return drainage.area[at(closest->cell)];
}

}  // namespace liriver::mesh::terrain
