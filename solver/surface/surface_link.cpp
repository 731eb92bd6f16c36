#include "solver/surface/surface_link.h"

#include <algorithm>
#include <cmath>

namespace liriver::solver::surface {
namespace {

// V - seconds Q at the stages that V leaves, and its slope by V, which is at least 1.
struct Misfit {
    double value = 0.0, slope = 1.0;
};

double stage(const LinkSide& side, double added) {
    return side.area > 0.0 ? side.bed + std::max(side.water + added, 0.0) / side.area : free_fall;
}

struct Step {
    const SurfaceLink& link;
    double setting, seconds;
    const LinkSide &left, &right;
    double theta = 1.0;

    [[nodiscard]] structures::StructureFlow flow(double passed) const {
        return link_flow(link, setting, stage(left, -theta * passed), stage(right, theta * passed));
    }
    // A rate of each side by its area; outside has none.
    [[nodiscard]] double by_area(double of_left, double of_right) const {
        return of_left / left.area + (right.area > 0.0 ? of_right / right.area : 0.0);
    }
    [[nodiscard]] Misfit misfit(double passed) const {
        const structures::StructureFlow now = flow(passed);
        return {passed - seconds * now.discharge,
                1.0 + theta * seconds * by_area(std::max(now.by_left, 0.0), std::max(-now.by_right, 0.0))};
    }
    [[nodiscard]] Exchange at(double passed) const {
        return {passed, stage(left, -theta * passed), stage(right, theta * passed)};
    }
    [[nodiscard]] double weight() const {
        const structures::StructureFlow now = flow(0.0);
        const double discharge = std::abs(now.discharge);
        const LinkSide& giver = now.discharge > 0.0 ? left : right;
        const double fall = stage(left, 0.0) - stage(right, 0.0);
        double used = by_area(std::max(now.by_left, 0.0), std::max(-now.by_right, 0.0));
        if (now.discharge * fall > 0.0)
            used = std::max(used, by_area(discharge, discharge) / std::abs(fall));
        if (giver.water > 0.0)
            used = std::max(used, discharge / giver.water);
        const double x = std::min(1.0, seconds * used);
        return 0.5 + 0.5 * x * x;
    }
};

}  // namespace

structures::StructureFlow link_flow(const SurfaceLink& link, double setting, double stage_left, double stage_right) {
    const structures::StructureFlow flow = structures::flow(link.structure, setting, stage_left, stage_right);
    return link.one_way && flow.discharge < 0.0 ? structures::StructureFlow{} : flow;
}

Exchange exchanged_water(const SurfaceLink& link, double setting, double seconds, const LinkSide& left,
                         const LinkSide& right) {
    constexpr int most_turns = 200;
    constexpr double accuracy = 1e-15;
    Step step{link, setting, seconds, left, right};
    step.theta = step.weight();
    const Misfit at_rest = step.misfit(0.0);
    if (at_rest.value == 0.0)
        return step.at(0.0);
    const bool forward = at_rest.value < 0.0;
    const double most = forward ? left.water : -right.water;
    if (most == 0.0)
        return step.at(0.0);
    if (const double all = step.misfit(most).value; forward ? all <= 0.0 : all >= 0.0)
        return step.at(most);
    double low = std::min(0.0, most);
    double high = std::max(0.0, most);
    double passed = std::clamp(-at_rest.value / at_rest.slope, low, high);
    double before = std::abs(at_rest.value);
    for (int turn = 0; turn < most_turns && high - low > accuracy * std::max(std::abs(low), std::abs(high)); ++turn) {
        const Misfit here = step.misfit(passed);
        if (std::abs(here.value) <= accuracy * std::abs(passed))  // the slope is at least 1: so near is the solution
            return step.at(passed);
        (here.value < 0.0 ? low : high) = passed;
        double next = passed - here.value / here.slope;
        // where stages meet, the slope is given as none and Newton's method goes to and fro
        if (!(next > low && next < high) || std::abs(here.value) > 0.5 * before)
            next = 0.5 * (low + high);
        before = std::abs(here.value);
        if (next == passed)
            break;
        passed = next;
    }
    return step.at(passed);
}

}  // namespace liriver::solver::surface
