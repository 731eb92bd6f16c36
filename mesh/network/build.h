#pragma once
// From a bag of river lines to a network: ways ordered and joined into reaches, directed downstream, split at mouths,
// gaps closed and reported.
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/network.h"
#include "mesh/network/polyline.h"
#include "mesh/network/terrain_sampler.h"

namespace liriver::mesh::network {

/// One line as its source gives it, in the network's CRS. Its direction is only a hint.
struct SourceLine {
    std::string name{};  ///< may be empty
    std::string id{};    ///< the source's own identifier, may be empty
    Polyline line{};
};

/// One reach that the user wants.
struct ReachRequest {
    std::string name{};                     ///< of the reach
    std::vector<std::string> line_names{};  ///< lines of these names make it; empty: the reach's own name
    std::vector<std::string> line_ids{};    ///< and these lines, whatever their name
    bool only_ids = false;                  ///< take the lines by `line_ids` alone
    std::optional<Point> start{};  ///< the reach begins beside this point (a dam); what lies upstream is left out
    std::optional<Point> end{};    ///< and ends beside this one
    bool against_terrain = false;  ///< built, with a note, even where terrain rises along it
    std::optional<std::string> leaves{};  ///< the reach it branches off from; "" : none, its head is a source
    std::optional<std::string> joins{};   ///< the reach it flows into; "" : none, its end is an outlet
    std::string source{};                 ///< for reports
    std::string confidence{};             ///< "H", "M" or "L"
};

struct BuildSettings {
    std::string crs;               ///< of all lines, passed on to the network
    double close_gaps = 1000.0;    ///< m: an end this near another reach is joined to it by a straight line
    double join_ways = 300.0;      ///< m: gaps up to this long are bridged between the ways of one reach
    double same_point = 0.5;       ///< m: ends this near are one point
    double start_within = 1000.0;  ///< m: `start` and `end` must be this near the line
    double same_line = 10.0;       ///< m: lines of one reach this near each other all along are one given twice
    double cut_loops = 2000.0;     ///< m: loops of a line up to this long are cut off
};

/// What was done to a reach, in words and numbers a person can check.
struct BuildNote {
    enum class Kind { way_gap, head_gap, mouth_gap, trimmed, reversed, left_out, not_joined, terrain_disagrees };
    Kind kind = Kind::left_out;
    std::string reach{};
    double metres = 0.0;  ///< length of the gap closed or of the line trimmed or left out
    Point where{};
    std::string text{};  ///< one sentence
};

struct BuiltNetwork {
    Network network;
    std::vector<BuildNote> notes;
};

/// Builds the network. Each reach runs along the shortest way through its lines from the head farthest from its mouth
/// (or from `start`) to the mouth; side arms are left out and reported. The mouth is the end nearest another reach
/// within `close_gaps`; a reach whose both ends lie near one other reach is a loop beside it, and the end at the
/// smaller chainage is its head. The largest reach and any that meets nothing are directed by terrain, then by the
/// lines' own direction. A head is joined only when it is no stated start, within `close_gaps`, and the gap is under a
/// fifth of the reach's length. A stated start alone keeps what lies downstream of it, a stated end alone what lies
/// upstream. `terrain` may be null functions: then lines' own direction decides. Fails with every fault: a reach
/// without lines, a start too far from the line, a name given twice, an unknown reach in `leaves` or `joins`, a reach
/// that would join itself, a reach along which terrain rises (both elevations are told) and not `against_terrain`, a
/// line with a longer loop than `cut_loops`, lines that run beside each other as two banks do, two reaches along one
/// line.
[[nodiscard]] tl::expected<BuiltNetwork, std::vector<field::Error>> build_network(
    const std::vector<SourceLine>& lines, const std::vector<ReachRequest>& requests, const TerrainSampler& terrain,
    const BuildSettings& settings);

}  // namespace liriver::mesh::network
