#pragma once
// Cross-sections from tables: one format for surveyed and for shipped ones.
#include <filesystem>
#include <vector>

#include "data/registers/registers.h"
#include "data/tables/problem.h"
#include "mesh/sections/section.h"

namespace liriver::data::registers {

/// A section, or the part of one that a file holds, and the row it begins at.
struct SectionRows {
    mesh::sections::Section section;
    Row row;
};

/// Reads `reach,chainage_m,offset_m,elevation_m,zone`: rows of equal reach and chainage are one section, points in the
/// order of the file. Problems: offsets that go back, elevations beyond -500 to 9000 m. A section of one point is for
/// the caller to judge, once the parts of all files are united.
[[nodiscard]] std::vector<SectionRows> read_sections(const std::filesystem::path& path, tables::Problems& problems);

}  // namespace liriver::data::registers
