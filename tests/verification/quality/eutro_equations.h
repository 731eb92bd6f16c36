#pragma once
// The equations of `eutro` written out once more, and a plain integrator: nothing is shared with the solver.
#include <array>
#include <functional>

namespace liriver::tests::verification {

/// DO, CBOD, organic N, ammonium N, nitrate N, organic P, phosphate P in mg/L, chlorophyll a in ug/L.
using EutroState = std::array<double, 8>;

/// Every value that the equations use, with those of the reference cases.
struct EutroValues {
    double temperature = 24.0, depth = 1.5, velocity = 0.4, light = 127.32395447351627;
    double half_light = 30.0, ke_b = 1.0, ke_1 = 0.0088, ke_2 = 0.054;
    double k_c = 0.30, v_c = 0.05, k_ox = 1.0, k_hn = 0.15, v_on = 0.08, k_n = 0.50, theta_n = 1.083, k_nitrf = 0.6;
    double k_dn = 0.40, k_dc = 0.5, k_hp = 0.20, v_op = 0.06, mu = 2.0, k_nit = 0.025, k_phos = 0.005, k_am = 0.025;
    double k_r = 0.10, k_d = 0.08, v_a = 0.15, sod = 1.5;
    double k_a = -1.0;  ///< 1/d, at any temperature; below 0: O'Connor and Dobbins with 1.024
};

/// The rates of change, 1/d.
EutroState eutro_change(const EutroValues& values, const EutroState& state);

/// After `days` in `steps` steps of the classical method of Kutta; `light` of days gone, if given.
EutroState eutro_after(EutroValues values, EutroState state, double days, int steps,
                       const std::function<double(double)>& light = {});

}  // namespace liriver::tests::verification
