#pragma once
// `[[network.hec_ras]]`: sections of HEC-RAS as sections of a reach.
#include <filesystem>
#include <string>
#include <vector>

#include "data/registers/section_table.h"
#include "data/tables/problem.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// What the scenario takes from geometry files, in metres and by reach and chainage.
struct HecRasSections {
    std::vector<data::registers::SectionRows> sections;
    std::vector<std::filesystem::path> inputs;
    std::vector<std::string> notes;  ///< what the files have and is not taken, a sentence each
};

/// Problems: those of the files; a river or reach that is not in one, or is not said where there are several; a unit
/// that is no length.
[[nodiscard]] HecRasSections read_hec_ras_sections(const Scenario& scenario, data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
