#include <algorithm>

#include "solver/quality/law_rows.h"

namespace liriver::solver::quality {

std::vector<Law> made_laws() {
    std::vector<Law> all;
    add_first_order_laws(all);
    add_reaeration_laws(all);
    add_nitrogen_laws(all);
    add_bed_laws(all);
    add_algae_laws(all);
    add_coliform_laws(all);
    add_heat_laws(all);
    return all;
}

std::span<const Law> laws() {
    static const std::vector<Law> rows = made_laws();
    return rows;
}

const Law* find_law(std::string_view name) {
    const std::span<const Law> rows = laws();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Law& row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace liriver::solver::quality
