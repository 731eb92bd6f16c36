#pragma once
// How long a reservoir's wave takes to a station: the time that a target-flow rule allows for.
//
// A kinematic wave covers dx in dx / c, c = dQ/dA (Lighthill and Whitham 1955), so its travel time is the sum of
// dA/dQ dx: the change of the water held between dam and station with the dam's release, taken between two steady
// states. It is also the mean delay of any small change of release, whatever the river does to the wave's shape. With
// the steady profiles of the whole network, ponds behind weirs count as they fill and not as their slow water flows.
#include <span>
#include <string>
#include <vector>

#include "scenarios/runner/channel_model.h"

namespace liriver::scenarios::runner {

/// Travel times of a rule's reservoirs at one or two flows of the station.
struct TravelTimes {
    std::vector<double> flow;               ///< m3/s at the station, growing
    std::vector<std::vector<double>> time;  ///< [flows][members] s

    /// Straight lines between the flows, held beyond.
    [[nodiscard]] double at(std::size_t member, double station_flow) const;
    [[nodiscard]] double longest() const;
};

/// What the river does at the start of a run.
struct SteadyRiver {
    std::span<const double> stage, velocity;                       ///< [cells], [faces]
    std::span<const double> cell_source, boundary_value, setting;  ///< what keeps it so, m3/s or m
    double station_flow = 0.0;                                     ///< m3/s at the rule's station
};

/// At the flow of the start and at the rule's largest target (the difference released by all members by their
/// `weight`). Members with a travel time of their own keep it at any flow. `notes` gets a sentence where a steady
/// state was not reached.
[[nodiscard]] TravelTimes find_travel_times(const ChannelModel& model, const TargetFlowDriver& rule,
                                            const SteadyRiver& start, std::span<const double> weight,
                                            std::vector<std::string>& notes);

/// How long a change of a reservoir's release takes to a station, s.
struct ReleaseTime {
    std::size_t reservoir = 0, station = 0;
    double at_start = 0.0;    ///< at the flow of the start
    double at_release = 0.0;  ///< with every reservoir at the largest release of its table
};

/// Of every reservoir that releases by a table and every station that all its water passes. `start.station_flow` is not
/// used.
[[nodiscard]] std::vector<ReleaseTime> find_release_times(const ChannelModel& model, const SteadyRiver& start,
                                                          std::vector<std::string>& notes);

}  // namespace liriver::scenarios::runner
