#pragma once
// Longitudinal dispersion coefficients of rivers, and the mixing water that transport wants.

namespace liriver::solver::quality {

/// How the coefficient is found.
enum class DispersionFormula {
    constant,              ///< the given value everywhere
    fischer_1975,          ///< 0.011 u^2 W^2 / (h u*)
    kashefipour_falconer,  ///< (7.428 + 1.775 (W/h)^0.620 (u*/u)^0.572) h u (u/u*)
};

/// What one place of the river gives to the formulas.
struct FlowState {
    double velocity = 0.0;        ///< m/s, mean over the section; its sign does not matter
    double top_width = 0.0;       ///< m
    double depth = 0.0;           ///< m, mean: area over top width
    double shear_velocity = 0.0;  ///< m/s, sqrt(g R S_f)
};

/// Fischer, H. B. (1975), discussion of "Simple method for predicting dispersion in streams" by McQuivey and Keefer,
/// J. Environ. Eng. Div. ASCE 101(3): D = 0.011 u^2 W^2 / (h u*), m2/s. 0 where nothing flows.
double fischer_1975(const FlowState& flow);

/// Kashefipour, S. M. and Falconer, R. A. (2002), Longitudinal dispersion coefficients in natural channels, Water
/// Research 36(6): D = (7.428 + 1.775 (W/h)^0.620 (u*/u)^0.572) h u (u/u*), m2/s. 0 where nothing flows.
double kashefipour_falconer(const FlowState& flow);

struct Dispersion {
    DispersionFormula formula = DispersionFormula::constant;
    double constant = 0.0;  ///< m2/s, of `constant`
    double factor = 1.0;    ///< multiplies whatever the formula gives: calibration
    double largest = 1e4;   ///< m2/s; the formulas run away where the slope vanishes

    /// The coefficient, m2/s, between 0 and `largest`.
    [[nodiscard]] double coefficient(const FlowState& flow) const;
};

/// WaterStep::mixing of one face: m3 exchanged to and fro in `seconds` between volumes whose centroids are `distance` m
/// apart, through a flow area (m2). 0 where distance is 0.
double mixing_water(double coefficient, double area, double distance, double seconds);

}  // namespace liriver::solver::quality
