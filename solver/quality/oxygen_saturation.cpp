#include "solver/quality/oxygen_saturation.h"

#include <algorithm>
#include <cmath>

namespace liriver::solver::quality {

double pressure_at(double altitude) { return std::pow(1.0 - 2.25577e-5 * altitude, 5.25588); }

double oxygen_saturation(double temperature) {
    const double x = 1.0 / (temperature + 273.15);
    return std::exp(-139.34411 + x * (1.575701e5 + x * (-6.642308e7 + x * (1.243800e10 - x * 8.621949e11))));
}

double oxygen_saturation(double temperature, double altitude) {
    const double x = 1.0 / (temperature + 273.15);
    const double pressure = pressure_at(altitude);
    const double vapour = std::exp(11.8571 + x * (-3840.70 - x * 216961.0));
    const double theta = 9.75e-4 + temperature * (-1.426e-5 + temperature * 6.436e-8);
    const double factor = (pressure - vapour) * (1.0 - theta * pressure) / ((1.0 - vapour) * (1.0 - theta));
    return oxygen_saturation(temperature) * factor;
}

double oxygen_saturation_of_standards(double temperature) { return 468.0 / (31.6 + temperature); }

double weir_deficit_ratio(double fall, double temperature, double quality, double kind) {
    const double h = std::clamp(fall, 0.0, 1.0 / 0.22);
    return std::max(1.0, 1.0 + 0.38 * quality * kind * h * (1.0 - 0.11 * h) * (1.0 + 0.046 * temperature));
}

double oxygen_below_weir(double oxygen_above, double saturation, double deficit_ratio) {
    return saturation - (saturation - oxygen_above) / deficit_ratio;
}

}  // namespace liriver::solver::quality
