#pragma once
// A surveyed or cut cross-section: the polyline from bank to bank and the roughness zone of each piece of it.
#include <optional>
#include <string>
#include <vector>

namespace liriver::mesh::sections {

/// One vertex of a section. `zone` names the roughness zone of the piece from this point to the next.
struct SectionPoint {
    double offset = 0.0;     ///< m from the left bank, looking downstream
    double elevation = 0.0;  ///< m above the project's vertical datum
    std::string zone;        ///< roughness zone; empty: the default zone
};

/// A part of a section that stores water and conveys none until the stage is above `until`; none: it never conveys.
struct IneffectiveArea {
    double from = 0.0, to = 0.0;  ///< m, offsets
    std::optional<double> until;  ///< m above the datum
};

/// A levee: the land beyond it, seen from the channel, stays dry until the stage passes its crest.
struct Levee {
    double offset = 0.0;     ///< m
    double crest = 0.0;      ///< m above the datum
    bool left_bank = false;  ///< it protects the left bank's land, else the right one's
};

/// Points in order of offset (equal offsets make a vertical wall). At least two points.
struct Section {
    std::string reach;
    double chainage = 0.0;  ///< m from the reach's upstream end
    std::vector<SectionPoint> points;
    std::vector<IneffectiveArea> ineffective{};
    std::vector<Levee> levees{};  ///< at most one for each bank
};

}  // namespace liriver::mesh::sections
