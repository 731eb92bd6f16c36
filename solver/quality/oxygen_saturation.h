#pragma once
// The oxygen that water holds in equilibrium with air.

namespace liriver::solver::quality {

/// Air pressure at an altitude (m) as a share of 101.325 kPa: (1 - 2.25577e-5 z)^5.25588, the International Standard
/// Atmosphere (ISO 2533:1975), troposphere. 1 at 0 m.
double pressure_at(double altitude);

/// Saturation of fresh water, mg/L, at a temperature in deg C and 101.325 kPa: Benson, B. B. and Krause, D. (1984),
/// Limnol. Oceanogr. 29(3), in the form of Standard Methods for the Examination of Water and Wastewater, 4500-O:
/// exp(-139.34411 + 1.575701e5/K - 6.642308e7/K^2 + 1.243800e10/K^3 - 8.621949e11/K^4), K = T + 273.15.
double oxygen_saturation(double temperature);

/// The same at an altitude in m: times P (1 - w/P)(1 - t P) / ((1 - w)(1 - t)) with P = pressure_at(altitude), the
/// vapour pressure w = exp(11.8571 - 3840.70/K - 216961/K^2) in atm and t = 9.75e-4 - 1.426e-5 T + 6.436e-8 T^2
/// (Benson and Krause 1984; Standard Methods 4500-O).
double oxygen_saturation(double temperature, double altitude);

/// The saturation that the standards' indices use (GB 3838 and HJ texts): 468 / (31.6 + T), mg/L.
double oxygen_saturation_of_standards(double temperature);

/// What is left below a weir of the oxygen deficit above it, as the ratio r = deficit above / deficit below:
/// r = 1 + 0.38 a b h (1 - 0.11 h)(1 + 0.046 T), with the fall h in m, the water's quality a (0.65 heavily, 1.0
/// moderately, 1.6 slightly polluted, 1.8 clean) and the weir's kind b (0.05 sluice gate, 0.6 to 0.8 broad-crested, 1.0
/// sharp-crested with a straight face): Butts, T. A. and Evans, R. L. (1983), Small stream channel dam aeration
/// characteristics, J. Environ. Eng. 109(3), as in Chapra (1997), section 20.5. Falls beyond 1 / 0.22 m, where the
/// formula would turn down, count as that. At least 1.
double weir_deficit_ratio(double fall, double temperature, double quality, double kind);

/// Oxygen below a weir, mg/L, from that above and the saturation: O_s - (O_s - O) / r.
double oxygen_below_weir(double oxygen_above, double saturation, double deficit_ratio);

}  // namespace liriver::solver::quality
