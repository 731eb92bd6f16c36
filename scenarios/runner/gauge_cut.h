#pragma once
// The part of the river above a station: everything whose water must pass the station's sections.
#include <cstdint>
#include <vector>

#include "scenarios/runner/channel_model.h"

namespace liriver::scenarios::runner {

struct GaugeCut {
    std::vector<std::uint8_t> above;  ///< [cells] 1: above the station
    bool whole = false;               ///< no water from there gets to a lower end beside the station's sections
};

/// What lies above a station's sections, looked for from a place above them (a dam's cell) without crossing the faces
/// just below the sections.
[[nodiscard]] GaugeCut cut_at_gauge(const ChannelModel& model, std::size_t station, std::int32_t from);

}  // namespace liriver::scenarios::runner
