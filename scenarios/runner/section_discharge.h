#pragma once
// The discharge of a section from what flows through the faces on its upstream and downstream side.

namespace liriver::scenarios::runner {

/// What flows through one side of a section's control volume.
struct SideFlow {
    bool open = false;       ///< false: a closed end
    double discharge = 0.0;  ///< m3/s, downstream positive
    double area = 0.0;       ///< m2, the area in which it flows there
};

/// Discharge of a section, m3/s, downstream positive; divided by the section's area of flow it is its velocity. In
/// steady flow both sides carry it. While a volume fills or empties they differ and the section carries their mean,
/// except that water which flows in counts at the section by the square of the section's share of the inflow's area
/// where that is below one: a front that reaches a dry section has not passed it. So the velocity stays within 9/8 of
/// the greater velocity of both sides, however shallow the section is. Where water is `exchanged` with the outside or
/// another reach at this place, the section shows what flows on below.
[[nodiscard]] double section_discharge(const SideFlow& above, const SideFlow& below, bool exchanged, double area);

}  // namespace liriver::scenarios::runner
