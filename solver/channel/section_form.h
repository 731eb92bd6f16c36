#pragma once
// A section as it is described: the outline of the ground, and what changes how parts of it fill and convey.
#include <limits>
#include <span>
#include <vector>

namespace liriver::solver::channel {

/// One vertex of a section's wetted outline; `manning_n` and `zone` hold for the piece from this vertex to the next.
struct OutlinePoint {
    double offset = 0.0;     ///< m from the left bank, looking downstream
    double elevation = 0.0;  ///< m above datum
    double manning_n = 0.0;  ///< s m^-1/3
    int zone = 0;            ///< pieces of one zone share one hydraulic radius
};

/// Manning's n of a whole zone by the depth of water over the zone's lowest point, in straight pieces; constant before
/// the first depth and beyond the last. It takes the place of the outline's own n.
struct DepthRoughness {
    int zone = 0;
    std::vector<double> depth;      ///< m, growing
    std::vector<double> manning_n;  ///< s m^-1/3
};

/// A part of a section that stores water but conveys none until the stage is above `until`: dead arms, the lee of a
/// bridge's approach. From there it comes to convey over `effective_ramp`. It may not take in all of the lowest ground.
struct IneffectiveArea {
    double from = 0.0, to = 0.0;                             ///< m, offsets
    double until = std::numeric_limits<double>::infinity();  ///< m above datum; infinite: it never conveys
};

/// A levee: the land on its far side stays dry until the stage passes the crest, and then fills over `levee_ramp`.
struct Levee {
    double offset = 0.0;     ///< m
    double crest = 0.0;      ///< m above datum; higher than the outline there: an upright wall
    bool left_bank = false;  ///< it protects what lies left of it, else what lies right
};

inline constexpr double effective_ramp = 0.1;  // m; a jump of conveyance would have no derivative
inline constexpr double levee_ramp = 0.2;      // m; a jump of volume neither

struct SectionForm {
    std::span<const OutlinePoint> outline;
    std::span<const DepthRoughness> roughness{};
    std::span<const IneffectiveArea> ineffective{};
    std::span<const Levee> levees{};
};

}  // namespace liriver::solver::channel
