#include "solver/quality/quantity.h"

namespace liriver::solver::quality {

std::span<const QuantityRow> quantities() {
    static constexpr std::array<QuantityRow, quantity_count> rows = {{
        {"depth", "m", "mean depth: flow area over top width"},
        {"velocity", "m/s", "mean speed of the water"},
        {"top_width", "m", "width of the water surface"},
        {"flow_area", "m2", "area of the cross section's water"},
        {"shear_velocity", "m/s", "square root of bed shear stress over density"},
        {"temperature", "degC", "of the water"},
        {"light", "W/m2", "usable by algae (400 to 700 nm), just below the surface"},
        {"altitude", "m", "of the water surface above sea level"},
        {"time_of_day", "h", "local time since midnight"},
        {"wind", "m/s", "speed 10 m above the water"},
        {"air_temperature", "degC", "2 m above the water"},
        {"vapour_pressure", "hPa", "of the air 2 m above the water"},
        {"cloud", "1", "share of the sky covered"},
        {"shortwave", "W/m2", "solar radiation that enters the water, its reflected part taken off"},
    }};
    return rows;
}

}  // namespace liriver::solver::quality
