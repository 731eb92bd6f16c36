#pragma once
// The assumed channel that is burned into sections where nothing is surveyed: low-water channel with an incised
// thalweg, bars, banks. Every number comes from the user's table.
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/network/network.h"
#include "mesh/sections/cut.h"
#include "mesh/sections/long_profile.h"
#include "mesh/sections/section.h"

namespace liriver::mesh::sections {

/// One row of `assumed/channel.csv`: the channel of a stretch. Between the middles of neighbouring stretches of a reach
/// the numbers pass over evenly, so that no section differs abruptly from the next.
struct AssumedChannel {
    std::string reach;
    double from_chainage = 0.0;   ///< m
    double to_chainage = 0.0;     ///< m
    double low_flow_width = 0.0;  ///< m, of the incised low-water channel at its rim
    double bank_width = 0.0;      ///< m from bank top to bank top
    double bank_height = 0.0;     ///< m from the fitted low-water surface to the bank tops
    double thalweg_depth = 0.0;   ///< m from the rim of the low-water channel to the thalweg
    double thalweg_width = 0.0;   ///< m, of the low-water channel's floor
    double side_slope = 2.0;      ///< banks, horizontal to one vertical
    double bar_slope = 0.01;      ///< the bars rise so much from the rim to the banks' feet, vertical to one horizontal
    double undulation = 0.0;      ///< m, half height of riffle and pool in the thalweg
    double undulation_length = 0.0;  ///< m from riffle to riffle; 0: none
};

struct ChannelSettings {
    double offset_step = 1.0;      ///< m: offsets are rounded to this
    double elevation_step = 0.01;  ///< m
    double floodplain_rise =
        0.002;  ///< terrain beside the channel is at least the bank top plus this much per metre away
};

/// A channel burned into a cut.
struct BurnedSection {
    Section terrain;             ///< the points outside the channel, none below the bank tops
    Section channel;             ///< the points of the channel, zone `channel`
    double thalweg = 0.0;        ///< m, lowest point
    double low_water_rim = 0.0;  ///< m, top of the low-water channel
    double bank_top = 0.0;       ///< m
    int raised_points = 0;       ///< terrain points that stood below the bank and were raised
    double most_raised = 0.0;    ///< m
};

/// The table's numbers at a chainage; null when the reach has no row.
[[nodiscard]] std::optional<AssumedChannel> channel_at(const std::vector<AssumedChannel>& table,
                                                       const std::string& reach, double chainage);

/// Checks the table against the network: every reach covered from end to end, widths in order (thalweg <= low flow <
/// bank), all positive. Returns all faults.
[[nodiscard]] std::vector<field::Error> check_channels(const std::vector<AssumedChannel>& table,
                                                       const network::Network& network);

/// Burns the channel into every cut. The rim of the low-water channel lies at the fitted low-water surface, the thalweg
/// `thalweg_depth` below it, swung towards the outer bank of bends; thalwegs never rise downstream by more than the
/// undulation and a tributary's end is never below the thalweg it meets. All cuts' reaches must pass `check_channels`
/// and have a profile.
[[nodiscard]] std::vector<BurnedSection> burn_channels(const network::Network& network,
                                                       const std::vector<CutSection>& cuts,
                                                       const std::vector<LongProfile>& profiles,
                                                       const std::vector<AssumedChannel>& table,
                                                       const ChannelSettings& settings);

}  // namespace liriver::mesh::sections
