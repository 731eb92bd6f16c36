#pragma once
// The assumed channel that is burned into sections where nothing is surveyed: banks, bars, and a low-water channel with
// an incised thalweg. Every number comes from the user's table.
#include <optional>
#include <string>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/network.h"
#include "mesh/sections/cut.h"
#include "mesh/sections/long_profile.h"
#include "mesh/sections/section.h"

namespace liriver::mesh::sections {

/// One row of `assumed/channel.csv`: the channel of a stretch. From the middle of one stretch of a reach to the middle
/// of the next the numbers pass over evenly, so that no section differs abruptly from its neighbour.
struct AssumedChannel {
    std::string reach;
    double from_chainage = 0.0;      ///< m
    double to_chainage = 0.0;        ///< m; the last stretch of a reach may end beyond it
    double low_flow_width = 0.0;     ///< m, of the low-water channel at its rim
    double thalweg_width = 0.0;      ///< m, of the low-water channel's floor
    double thalweg_depth = 0.0;      ///< m from the rim to the thalweg
    double bank_width = 0.0;         ///< m from bank top to bank top
    double bank_height = 0.0;        ///< m from the rim (the fitted low-water surface) to the bank tops
    double side_slope = 2.0;         ///< of the banks, horizontal to one vertical
    double bar_slope = 0.01;         ///< of the bars from the rim to the banks' feet, vertical to one horizontal
    double undulation = 0.0;         ///< m, half the height from pool to riffle in the thalweg
    double undulation_length = 0.0;  ///< m from riffle to riffle; 0: none
};

struct ChannelSettings {
    double offset_step = 0.1;        ///< m: offsets of the channel are rounded to this
    double elevation_step = 0.01;    ///< m: and its elevations
    double terrain_step = 0.1;       ///< m: and those of the terrain beside it
    double floodplain_rise = 0.002;  ///< terrain is at least the bank top plus this much per metre from the channel
    double bend_swing = 0.8;         ///< of the room between the banks, how far sharp bends throw the thalweg outwards
    double bar_swing = 0.25;         ///< and how far alternate bars do in straight reaches
    double bar_widths = 12.0;        ///< bank widths from one alternate bar to the next on the same side
};

/// A channel burned into a cut.
struct BurnedSection {
    Section terrain;           ///< the points outside the channel, none below the bank tops
    Section channel;           ///< the points of the channel, zone `channel`; offsets within the gap of the terrain's
    double thalweg = 0.0;      ///< m, lowest point
    double low_rim = 0.0;      ///< m, rim of the low-water channel
    double bank_top = 0.0;     ///< m
    int raised_points = 0;     ///< terrain points that stood below the bank and were raised
    double most_raised = 0.0;  ///< m
};

/// The table's numbers at a chainage; nothing when the reach has no row.
[[nodiscard]] std::optional<AssumedChannel> channel_at(const std::vector<AssumedChannel>& table,
                                                       const std::string& reach, double chainage);

/// Every fault of the table: a reach of the network without rows or not covered from end to end, stretches that overlap
/// or go back, a number that is not finite or not positive, widths out of order (thalweg <= low flow < bank), banks
/// that do not fit between their tops and the low-water channel, a reach the network lacks.
[[nodiscard]] std::vector<field::Error> check_channels(const std::vector<AssumedChannel>& table,
                                                       const network::Network& network);

/// Burns the channel into every cut. The rim of the low-water channel lies at the fitted low-water surface and the
/// thalweg below it, towards the outer bank of bends and from side to side with alternate bars in straight reaches.
/// Apart from the undulation thalwegs never rise downstream; at its end (a branch: also at its head) a reach's thalweg
/// is not below the one it meets. Every reach must pass `check_channels` and have a profile; cuts come by reach and
/// chainage.
[[nodiscard]] std::vector<BurnedSection> burn_channels(const network::Network& network,
                                                       const std::vector<CutSection>& cuts,
                                                       const std::vector<LongProfile>& profiles,
                                                       const std::vector<AssumedChannel>& table,
                                                       const ChannelSettings& settings);

}  // namespace liriver::mesh::sections
