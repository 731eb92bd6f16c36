#include "solver/quality/dispersion.h"

#include <algorithm>
#include <cmath>

namespace liriver::solver::quality {

namespace {
bool flows(const FlowState& flow) {
    return flow.velocity != 0.0 && flow.depth > 0.0 && flow.shear_velocity > 0.0 && flow.top_width > 0.0;
}
}  // namespace

double fischer_1975(const FlowState& flow) {
    if (!flows(flow))
        return 0.0;
    const double across = flow.velocity * flow.top_width;
    return 0.011 * across * across / (flow.depth * flow.shear_velocity);
}

double kashefipour_falconer(const FlowState& flow) {
    if (!flows(flow))
        return 0.0;
    const double speed = std::abs(flow.velocity);
    const double shape =
        7.428 + 1.775 * std::pow(flow.top_width / flow.depth, 0.620) * std::pow(flow.shear_velocity / speed, 0.572);
    return shape * flow.depth * speed * speed / flow.shear_velocity;
}

double Dispersion::coefficient(const FlowState& flow) const {
    double found = constant;
    if (formula == DispersionFormula::fischer_1975)
        found = fischer_1975(flow);
    else if (formula == DispersionFormula::kashefipour_falconer)
        found = kashefipour_falconer(flow);
    return std::clamp(factor * found, 0.0, largest);
}

double mixing_water(double coefficient, double area, double distance, double seconds) {
    return distance > 0.0 ? coefficient * area / distance * seconds : 0.0;
}

}  // namespace liriver::solver::quality
