#pragma once
// Levees and ineffective areas of sections, from tables.
#include <filesystem>
#include <string>
#include <vector>

#include "data/registers/registers.h"
#include "data/tables/problem.h"
#include "mesh/sections/section.h"

namespace liriver::data::registers {

struct LeveeRow {
    std::string reach;
    double chainage = 0.0;  ///< m, of the section it stands on
    mesh::sections::Levee levee;
    Row row;
};
struct IneffectiveRow {
    std::string reach;
    double chainage = 0.0;
    mesh::sections::IneffectiveArea area;
    Row row;
};

/// Reads `reach,chainage_m,bank,offset_m,crest_m`; bank is left or right.
[[nodiscard]] std::vector<LeveeRow> read_levees(const std::filesystem::path& path, tables::Problems& problems);

/// Reads `reach,chainage_m,from_offset_m,to_offset_m,until_m`; an empty `until_m`: it never conveys. Areas that end
/// where they begin, or before, are problems.
[[nodiscard]] std::vector<IneffectiveRow> read_ineffective_areas(const std::filesystem::path& path,
                                                                 tables::Problems& problems);

}  // namespace liriver::data::registers
