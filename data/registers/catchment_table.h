#pragma once
// The land that drains into each section's stretch.
#include <filesystem>
#include <string>
#include <vector>

#include "data/registers/registers.h"
#include "data/tables/problem.h"

namespace liriver::data::registers {

struct CatchmentArea {
    std::string reach;
    double chainage = 0.0;       ///< m
    double upstream_area = 0.0;  ///< m2, all land above; NaN: unknown (an empty cell)
    double local_area = 0.0;     ///< m2, into this section's stretch and not through another reach or a dam at the head
    Row row;
};

/// Reads `reach,chainage_m,upstream_area_km2,local_area_km2`; within a reach chainages rise.
[[nodiscard]] std::vector<CatchmentArea> read_catchments(const std::filesystem::path& path, tables::Problems& problems);

}  // namespace liriver::data::registers
