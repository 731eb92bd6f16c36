#pragma once
// Each verification case of transport as a function that runs it and returns one error.
#include <cstdint>
#include <vector>

#include "tests/verification/case.h"

namespace liriver::tests::verification {

/// All cases, in the order of the table.
const std::vector<Case>& transport_cases();

/// L1 after one turn of a smooth wave round a ring of `count` volumes.
double wave_error(std::int32_t count, double courant);

/// L1 of a wave carried through a channel whose section and spacing vary.
double uneven_channel_error(std::int32_t count);

/// L1 of steady plug flow with decay against C0 exp(-k x / u).
double plug_flow_error(std::int32_t count, double courant);

struct PlumeErrors {
    double l1, variance, centre, mass;
};
/// A Gaussian plume of 300 m carried 7200 m at 1 m/s with 20 m2/s on 50 m volumes, in steps of `seconds`.
PlumeErrors gaussian_plume(double seconds);

struct PlugErrors {
    double front, mass, overshoot;
};
/// A plug of 4 km carried 60 km at 0.75 m/s on 100 m volumes, in steps of `seconds`: error of the front's way,
/// relative.
PlugErrors plug(double seconds);

}  // namespace liriver::tests::verification
