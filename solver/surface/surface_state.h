#pragma once
// What the kernels read and write, laid out so that one cell's or face's numbers lie in one or two cache lines.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace liriver::solver::surface {

inline constexpr double gravity = 9.81;  // m/s2

/// A cell's state at the start of its own step.
struct CellState {
    double depth;  ///< m, mean over the cell
    double u, v;   ///< m/s
    double bed;    ///< m above the datum
};

/// |u| + sqrt(g h), m/s, of water that is about to move.
[[gnu::always_inline]] inline float wave_speed(double depth, double u, double v) {
    const double h = depth > 0.0 ? depth : 0.0;
    return static_cast<float>(std::sqrt(u * u + v * v) + std::sqrt(gravity * h) + 1e-9);
}

/// How a cell's state varies within it and with time, from the start of its step: value(x, t) = value + slope . (x - c)
/// + rate t. All that changes keeps its digits: rounding to single precision would turn a difference in the last bit
/// into one a thousand million times larger, and break symmetry.
struct CellSlope {
    double depth_x, depth_y;
    double u_x, u_y, v_x, v_y;
    double bed_x, bed_y;  ///< the ground's, as far as it counts: all of it in flow, none where still water ends
    double shock;         ///< m/s, with which a standing jump's momentum is dissipated; 0 where there is none
    double u_rate, v_rate;
};

/// The rate of a cell's depth: the equation of continuity with its slopes.
[[gnu::always_inline]] inline double depth_rate(const CellState& c, const CellSlope& s) {
    return -(c.u * s.depth_x + c.v * s.depth_y + c.depth * (s.u_x + s.v_y));
}

/// What crosses a face per metre and second, from left to right. Momentum across the face differs between its sides by
/// the push of the bed.
struct FaceFlux {
    double water;                        ///< m2/s
    double push_on_left, push_on_right;  ///< m3/s2 along the normal: as the left cell sees it, as the right one does
    double along;                        ///< m3/s2 along the face
};

// Kernels move these records four numbers at a time.
static_assert(std::is_standard_layout_v<CellState> && sizeof(CellState) == 4 * sizeof(double));
static_assert(std::is_standard_layout_v<FaceFlux> && sizeof(FaceFlux) == 4 * sizeof(double));
static_assert(std::is_standard_layout_v<CellSlope> && sizeof(CellSlope) == 11 * sizeof(double) &&
              offsetof(CellSlope, v_x) == 4 * sizeof(double) && offsetof(CellSlope, bed_y) == 7 * sizeof(double));

}  // namespace liriver::solver::surface
