#pragma once
// The pseudo-2D MacDonald channels of SWASHES, 3.5: widths that vary along the channel, walls that count in the wetted
// perimeter, rectangular (200 m long) and trapezoidal (400 m). Delestre et al. (2013), IJNMF 72(3), 269-300.
#include <vector>

#include "tests/verification/channel/cases.h"

namespace liriver::tests::verification {

enum class VaryingChannelKind {
    short_subcritical,
    short_supercritical,
    short_transition,  ///< sub- to supercritical, smoothly
    short_jump,        ///< with a jump at 120 m
    long_subcritical,
    long_transition_and_jump,  ///< sub- to supercritical, then a jump at 120 m
};

/// 20 m3/s, Manning's n 0.03; the depth is laid down and the bed follows from the steady Saint-Venant equation.
struct VaryingChannel {
    VaryingChannelKind kind;
    static constexpr double discharge = 20.0;  ///< m3/s
    static constexpr double manning_n = 0.03;
    [[nodiscard]] bool is_long() const;
    [[nodiscard]] double length() const;             ///< m
    [[nodiscard]] double side_slope() const;         ///< horizontal to vertical
    [[nodiscard]] double bed_width(double x) const;  ///< m
    [[nodiscard]] double depth(double x) const;      ///< m
    [[nodiscard]] double fall(double x) const;       ///< -dz/dx of the bed
    [[nodiscard]] bool leaves_subcritical() const;   ///< the stage at the outlet has to be given
};

/// L1 of depth, relative, of the steady state from 1 m of water everywhere.
double varying_channel_error(VaryingChannelKind kind, int cells);

/// The rows of the table: L1 at 200 cells.
std::vector<Case> varying_channel_cases();

/// Rows of the 1000 m channels: what is left of the error when the mesh is halved, over 50, 100, 200 and 400 cells. 0.5
/// is first order, 0.25 second.
std::vector<Case> macdonald_order_cases();

}  // namespace liriver::tests::verification
