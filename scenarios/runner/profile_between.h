#pragma once
// The water surface between two neighbouring sections in steady, gradually varied flow (Chow 1959, 9-1): how wrong the
// depth at one of them is when it is computed from the other in given steps, and which steps would make it right.
#include <cstdint>
#include <span>
#include <vector>

#include "solver/channel/hydraulic_table.h"

namespace liriver::scenarios::runner {

/// Two sections and what flows from one to the other. Between them the bed is straight, and area, width and conveyance
/// at a depth are linear. Depths in m, places as shares of the way from the section above (0) to that below (1).
class ProfileBetween {
  public:
    struct End {
        std::int32_t table = 0;
        double bed = 0.0;  ///< m above datum
    };
    /// `discharge` > 0, m3/s; `distance` > 0, m.
    ProfileBetween(const solver::channel::HydraulicTables& tables, End above, End below, double distance,
                   double discharge);

    /// Which way the profile is found: from its control upstream in subcritical flow, downstream in supercritical flow.
    enum class March : std::uint8_t { upstream, downstream };

    /// The depth at the end that is marched to, from that at the other, in steps that end at `places` (growing) and at
    /// the end itself: dE = -Sf dx with the friction weighted as the solver's faces weight it, in the section marched
    /// to by max(1/2, 1 - 1/z) with z = dx dSf/dy / |1 - Fr2| (Spalding 1972; Liniger and Willoughby 1970). Where the
    /// bed or friction asks for flow beyond critical, the depth is critical. `profile`, if given, takes the depth at
    /// every place, the ends included, in the order of places.
    [[nodiscard]] double depth(March march, double control, std::span<const double> places,
                               std::vector<double>* profile = nullptr) const;

    /// The same in steps so short that they no longer count.
    [[nodiscard]] double exact_depth(March march, double control) const;

    [[nodiscard]] double critical_depth(double place) const;
    [[nodiscard]] double froude(double place, double depth) const;

    /// Adds places, halving the step over which the exact profile changes most, until the depth marched to is within
    /// `error` (relative) of the exact one or there are `most` places. Returns the relative error there was before.
    double refine(March march, double control, double error, std::size_t most, std::vector<double>& places) const;

  private:
    struct Flow {
        double area, width, conveyance, conveyance_slope;
    };
    [[nodiscard]] Flow at(double place, double depth) const;
    [[nodiscard]] double step(March march, double from, double depth, double to) const;
    [[nodiscard]] double critical_depth_of(std::int32_t table) const;

    const solver::channel::HydraulicTables& tables_;
    End above_, below_;
    double distance_, discharge_;
    double critical_above_, critical_below_;
    mutable std::int32_t cursor_above_ = 0, cursor_below_ = 0;
};

}  // namespace liriver::scenarios::runner
