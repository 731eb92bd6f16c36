#pragma once
// Flood job C with tracers: the 1D solver and transport together on 100 km of channel, ten days.
#include <cstddef>
#include <cstdint>

namespace liriver::tests::verification {

struct FloodTracerFigures {
    double uniform_error;  ///< largest |c/c0 - 1| of a tracer that is everywhere the same
    double balance_error;  ///< relative, of a pulse let in from hour 24 to 36
    double lost;           ///< relative: pulse in - pulse out - what is left
    double front_error;    ///< largest |x - x_exact| / distance gone of the pulse's front, hourly from 10 km on; the
                           ///< exact front is where the channel downstream of the inlet holds the water let in since
    double overshoot;      ///< beyond 0 or 1
    double largest_substeps;
    double channel_seconds, transport_seconds;  ///< CPU
    std::int64_t volume_updates;
};

/// Steps of `seconds`; with `uniform` a second tracer is carried along.
FloodTracerFigures flood_with_tracer(double seconds, bool uniform);

}  // namespace liriver::tests::verification
