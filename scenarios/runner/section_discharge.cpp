#include "scenarios/runner/section_discharge.h"

namespace liriver::scenarios::runner {
namespace {

// How much of what flows in through a side has reached the section, 0 to 1.
double reached(const SideFlow& side, double area) {
    if (area >= side.area)
        return 1.0;
    const double ratio = area / side.area;
    return ratio * ratio;
}

}  // namespace

double section_discharge(const SideFlow& above, const SideFlow& below, bool exchanged, double area) {
    const bool enters_above = above.discharge > 0.0;
    const bool enters_below = below.discharge < 0.0;
    const double from_above = enters_above ? reached(above, area) : 1.0;
    const double from_below = enters_below ? reached(below, area) : 1.0;
    if (!above.open || (exchanged && below.open))
        return from_below * below.discharge;
    if (!below.open)
        return from_above * above.discharge;
    if (enters_above == enters_below)  // both in, or both out
        return 0.5 * (from_above * above.discharge + from_below * below.discharge);
    const double share_above = enters_above ? 0.5 * from_above : 1.0 - 0.5 * from_below;
    return share_above * above.discharge + (1.0 - share_above) * below.discharge;
}

}  // namespace liriver::scenarios::runner
