// How what a discharge draws, or a rating lets out, is spread over a boundary's faces, and what of it there is not.
#include <algorithm>
#include <cmath>
#include <limits>

#include "solver/surface/outflow_level.h"
#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {
namespace {

constexpr int most_halvings = 100;    // more than the digits of a number; ends where the level is zero
constexpr double last_digit = 1e-15;  // of a level
constexpr double rounding = 1e-9;     // of the discharge: far above what the level's last digit lets through

double rated(const SurfaceBoundary& boundary, double stage) {
    const std::vector<double>& z = boundary.rating_stage;
    const std::vector<double>& q = boundary.rating_discharge;
    if (z.size() < 2)
        return z.empty() || stage <= z[0] ? 0.0 : q[0];
    const auto above = std::upper_bound(z.begin() + 1, z.end() - 1, stage) - z.begin();
    const auto i = static_cast<std::size_t>(above);
    return std::max(0.0, q[i - 1] + (q[i] - q[i - 1]) * (stage - z[i - 1]) / (z[i] - z[i - 1]));
}

}  // namespace

// All faces let out what they do under one level: that at which together they let out what is wanted. What is wanted of
// a rating grows with the level and what leaves falls, so there is one. Where even critical flow is too little, all
// that can leaves, and the rest is counted (account_rim).
void SurfaceSolver::spread_outflow(std::size_t b, double discharge) {
    const SurfaceBoundary& boundary = boundaries_[b];
    outgoing_waters_.clear();
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    double total_length = 0.0;
    for (const std::int32_t f : boundary.faces) {
        outgoing_waters_.push_back(outgoing_water(side(f, mesh_.left[f], 0.0)));
        const OutgoingWater& w = outgoing_waters_.back();
        low = std::min(low, w.bed);
        high = std::max(high, w.bed + 0.25 * w.outgoing * w.outgoing / gravity);
        total_length += mesh_.length[f];
    }
    const bool rating = boundary.kind == BoundaryKind::rating;
    const auto wanted_under = [&](double level) { return rating ? rated(boundary, level) : discharge; };
    const auto leaves_under = [&](double level) {
        double sum = 0.0;
        for (std::size_t m = 0; m < outgoing_waters_.size(); ++m)
            sum += mesh_.length[boundary.faces[m]] * outflow_under(outgoing_waters_[m], level);
        return sum;
    };
    double level = low;  // everything that can leaves
    if (wanted_under(low) < leaves_under(low)) {
        for (int i = 0; i < most_halvings && high - low > last_digit * (std::abs(low) + std::abs(high)); ++i) {
            level = 0.5 * (low + high);
            (wanted_under(level) < leaves_under(level) ? low : high) = level;
        }
        level = high;
    }
    double sum = 0.0;
    double stage = 0.0;
    for (std::size_t m = 0; m < outgoing_waters_.size(); ++m) {
        const std::int32_t f = boundary.faces[m];
        const double q = outflow_under(outgoing_waters_[m], level);
        rim_discharge_[f - mesh_.inner_faces] = -q;
        sum += mesh_.length[f] * q;
        stage += mesh_.length[f] * q * stage_of_outflow(outgoing_waters_[m], q);
    }
    // A rating is one of the stage that really stands at the rim; where nothing leaves, nothing is missing.
    const double wanted = rating ? (sum > 0.0 ? std::max(rated(boundary, stage / sum), sum) : 0.0) : discharge;
    // What comes quicker than its waves is held back; otherwise the level's last digit is all that is missing.
    const double exact = !rating && sum > (1.0 - rounding) * discharge ? discharge / sum : 1.0;
    for (const std::int32_t f : boundary.faces) {
        double& q = rim_discharge_[f - mesh_.inner_faces];
        q *= exact;
        rim_wanted_[f - mesh_.inner_faces] = sum > 0.0 ? -q * wanted / (sum * exact) : wanted / total_length;
    }
}

}  // namespace liriver::solver::surface
