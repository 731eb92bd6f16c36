#pragma once
// Discharge at critical flow as a function of depth, for free outfalls.
#include <cstdint>
#include <vector>

#include "solver/channel/boundary_laws.h"
#include "solver/channel/hydraulic_table.h"

namespace liriver::solver::channel {

/// Q = A sqrt(g A / B) of a section's flow area A and its width B = dA/dz (Chow 1959, 4-1), continuous and never
/// falling with depth: where the width grows at once, as at a flat bench, a section has several critical depths for one
/// discharge, and the discharge is held until the deeper flow passes as much; where the width falls at once, above land
/// behind a levee that has filled, it rises over `critical_ramp`. In between cubics meet values and slopes.
class CriticalDischarge {
  public:
    /// `film`: m2 of the section that does not flow.
    CriticalDischarge(const HydraulicTables& tables, std::int32_t table, double film);

    /// At a depth, m, with its derivative; nothing at and below the bed.
    [[nodiscard]] BoundaryFlow at(double depth) const;

  private:
    // From its depth to the next one's: c0 + c1 s + c2 s^2 + c3 s^3.
    struct Piece {
        double depth, c0, c1, c2, c3;
    };
    void add_piece(double from, double to, BoundaryFlow begin, BoundaryFlow end);

    std::vector<Piece> pieces_;
    // above the last interval's beginning, where the section goes on between upright walls
    double top_ = 0.0, top_area_ = 0.0, top_width_ = 1.0, above_exact_ = 0.0;
};

inline constexpr double critical_ramp = 0.05;  // m

}  // namespace liriver::solver::channel
