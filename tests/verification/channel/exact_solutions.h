#pragma once
// Exact solutions of the Saint-Venant equations, from SWASHES: Delestre et al. (2013), IJNMF 72(3), 269-300.
namespace liriver::tests::verification {

/// Dam break on a flat, frictionless, wet bed (Stoker 1957; SWASHES 4.1.1). Depths in m left and right of the dam at
/// `dam`; returns the depth at x, t seconds after the break.
double stoker_depth(double x, double t, double depth_left, double depth_right, double dam);

/// Dam break on a flat, frictionless, dry bed (Ritter 1892; SWASHES 4.1.2).
double ritter_depth(double x, double t, double depth_left, double dam);

/// The four long MacDonald channels of SWASHES 3.2.1: 1000 m, unit width, Manning friction with R = depth.
enum class MacDonald { subcritical, supercritical, sub_to_super, jump };
struct MacDonaldChannel {
    MacDonald kind;
    [[nodiscard]] double unit_discharge() const;  ///< m2/s
    [[nodiscard]] double manning_n() const;
    [[nodiscard]] double depth(double x) const;      ///< m
    [[nodiscard]] double bed_slope(double x) const;  ///< dz/dx from the steady Saint-Venant equation
};

}  // namespace liriver::tests::verification
