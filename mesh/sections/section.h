#pragma once
// A surveyed or cut cross-section: the polyline from bank to bank and the roughness zone of each piece of it.
#include <string>
#include <vector>

namespace liriver::mesh::sections {

/// One vertex of a section. `zone` names the roughness zone of the piece from this point to the next.
struct SectionPoint {
    double offset = 0.0;     ///< m from the left bank, looking downstream
    double elevation = 0.0;  ///< m above the project's vertical datum
    std::string zone;        ///< roughness zone; empty: the default zone
};

/// Points in order of offset (equal offsets make a vertical wall). At least two points.
struct Section {
    std::string reach;
    double chainage = 0.0;  ///< m from the reach's upstream end
    std::vector<SectionPoint> points;
};

}  // namespace liriver::mesh::sections
