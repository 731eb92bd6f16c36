#pragma once
// Fronts and plumes that travel far in a steady channel, against exact solutions.
namespace liriver::tests::verification {

/// The channel of these cases: 60 m3/s in 82.06636 m2, volumes of 100 m.
inline constexpr double long_channel_speed = 60.0 / 82.06636;

struct FrontErrors {
    double place;      ///< of the point of 50 %, relative to u t
    double spreading;  ///< variance of -dC/dx over 2 t, m2/s: the scheme's own dispersion
    double overshoot;  ///< over- and undershoot
};
/// A front let in at the upper end, when u t = 50 km, in steps of Courant number `courant`.
FrontErrors long_front(double courant);

/// A front with dispersion let in with the water (a flux inlet), D = 30 m2/s: the largest error of C(t) at 20 and 50
/// km, of every step, as a share of the inflow's concentration.
double flux_inlet_error(double courant);

/// C / C0 of that front (van Genuchten and Alves 1982, A2; the flux form of Ogata and Banks 1961).
double flux_inlet_solution(double x, double t, double u, double dispersion);

/// A steady source of 100 g/s in 0.5 m/s, 20 m2, D = 50 m2/s, decay 0.5 a day, volumes of 20 m: the largest relative
/// error at 0, 10, 50 and 100 km.
double steady_source_below(double courant);

/// The same 1 km above the source.
double steady_source_above(double courant);

}  // namespace liriver::tests::verification
