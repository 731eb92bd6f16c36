#pragma once
// Cross-sections of a HEC-RAS geometry file (.g01 to .g99), as far as they are surveyed ground.
#include <filesystem>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/sections/section.h"

namespace liriver::data::registers {

/// One cross-section. Lengths are in the file's own unit, which the file does not name.
struct HecRasSection {
    std::string station;          ///< its river station as written: "5300", "5150.5*"
    int line = 0;                 ///< of its "Type RM Length"
    double length_to_next = 0.0;  ///< along the channel, to the next one downstream
    bool interpolated = false;    ///< by HEC-RAS: its station ends in "*"
    std::vector<mesh::sections::SectionPoint>
        points;  ///< zones by the bank stations: left_floodplain, channel, right_floodplain
    double least_manning = 0.0, largest_manning = 0.0;  ///< of the file; 0: it has none
};

/// The sections of one river's reach from upstream to downstream.
struct HecRasReach {
    std::string river, reach;
    int line = 0;
    std::vector<HecRasSection> sections;
    std::size_t other_nodes = 0;      ///< culverts, bridges, inline and lateral structures, which are passed over
    bool has_overbank_rules = false;  ///< ineffective areas, levees or blocked obstructions, which are passed over
};

/// Reads it; numbers stand in columns of eight characters. Problems: no file, none of HEC-RAS, numbers that cannot be
/// read or are fewer than said, offsets that go back, a section without points.
[[nodiscard]] std::vector<HecRasReach> read_hec_ras_geometry(const std::filesystem::path& path,
                                                             tables::Problems& problems);

}  // namespace liriver::data::registers
