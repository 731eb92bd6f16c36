#pragma once
// Dams and weirs on a network: which lines cross which reach, and which are left aside and why.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mesh/network/network.h"
#include "mesh/network/polyline.h"

namespace liriver::mesh::network {

/// A dam or weir as its source draws it: a line, or a single vertex for a point.
struct BarrierLine {
    std::string name{};  ///< may be empty
    std::string id{};    ///< the source's own identifier
    std::string kind{};  ///< "dam" or "weir"
    Polyline line{};
};

/// A barrier that a person has named and placed; it takes the nearest line, or stands alone.
struct StatedBarrier {
    std::string name{};
    std::string kind{};  ///< "dam" or "weir"
    Point point{};
    std::string source{};
    std::string confidence{};
    std::string note{};
};

struct BarrierSettings {
    double report_within = 100.0;  ///< m: lines that come this near a reach without crossing it are listed as ignored
    double same_place = 60.0;      ///< m along the reach: a second barrier so near the first is the same one
    double stated_within = 500.0;  ///< m: a stated barrier must be this near a reach
    std::vector<std::pair<std::string, std::string>>
        ignore_on;                 ///< (reach, reason): drawn barriers there are only listed
    double flattest_angle = 20.0;  ///< degrees: a line that meets the reach at less runs along it and is no barrier
};

struct Barrier {
    std::string
        name;  ///< the source's or the stated name; "weir 漓江 112345" (kind, reach, chainage) where there is none
    std::string id;    ///< the source's identifier, empty for one only stated
    std::string kind;  ///< "weir", "dam" or "ignored"
    Place place;
    Point point;             ///< on the reach
    double line_length = 0;  ///< m, of the line as drawn
    double distance = 0;     ///< m from the reach; 0 when it crosses
    std::string source;
    std::string confidence;
    std::string note;  ///< why it is ignored, or the stated note
};

/// Every barrier that crosses a reach (once for each crossing; kind "weir" unless a stated one makes it a "dam"), every
/// one that comes near, and every stated one, in order of reach and chainage. Ignored, with the reason in `note`: lines
/// that only come near, that run along the reach, or that repeat another at the same place. A stated barrier with no
/// reach within `stated_within` is listed as ignored on the nearest.
[[nodiscard]] std::vector<Barrier> find_barriers(const Network& network, const std::vector<BarrierLine>& lines,
                                                 const std::vector<StatedBarrier>& stated,
                                                 const BarrierSettings& settings);

}  // namespace liriver::mesh::network
