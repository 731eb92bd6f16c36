#pragma once
// Which volumes a moving source passes in a step.
#include <cstdint>
#include <vector>

#include "scenarios/runner/driver.h"

namespace liriver::scenarios::runner {

/// What a source spends in a volume.
struct Passage {
    std::int32_t volume = 0;
    double seconds = 0.0, metres = 0.0;
};

/// Where the source is in [t0, t1] (s): a passage for each volume, in the order of the volumes. Their seconds add up to
/// the time that it is under way or waits between its first and its last row, their metres to the way that it goes, to
/// round-off whatever the step.
void find_passages(const MovingSource& source, double t0, double t1, std::vector<Passage>& passages);

}  // namespace liriver::scenarios::runner
