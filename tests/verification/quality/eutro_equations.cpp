#include "tests/verification/quality/eutro_equations.h"

#include <algorithm>
#include <cmath>

namespace liriver::tests::verification {

namespace {

double saturation(double temperature) {
    const double k = temperature + 273.15;
    return std::exp(-139.34411 + 1.575701e5 / k - 6.642308e7 / std::pow(k, 2) + 1.243800e10 / std::pow(k, 3) -
                    8.621949e11 / std::pow(k, 4));
}

}  // namespace

EutroState eutro_change(const EutroValues& v, const EutroState& state) {
    const auto [o, l, n_o, n_a, n_n, p_o, p_i, a] = state;
    const double h = v.depth, warmer = v.temperature - 20.0;
    const double r_c = 0.040, r_n = 0.0072, r_p = 0.0010, r_oc = 32.0 / 12.0, r_on = 64.0 / 14.0, r_od = 40.0 / 14.0;
    const double f_ox = 1.0 - std::exp(-v.k_ox * o), f_nit = 1.0 - std::exp(-v.k_nitrf * o);
    const double k_a = v.k_a >= 0.0 ? v.k_a : 3.93 * std::sqrt(v.velocity) / std::pow(h, 1.5) * std::pow(1.024, warmer);
    const double reaeration = k_a * (saturation(v.temperature) - o);
    const double oxidation = v.k_c * std::pow(1.047, warmer) * f_ox * l;
    const double hydrolysis_n = v.k_hn * std::pow(1.047, warmer) * n_o;
    const double nitrification = v.k_n * std::pow(v.theta_n, warmer) * f_nit * n_a;
    const double denitrification = v.k_dn * std::pow(1.045, warmer) * (1.0 - f_nit) * (l / (v.k_dc + l)) * n_n;
    const double hydrolysis_p = v.k_hp * std::pow(1.047, warmer) * p_o;
    const double k_e = v.ke_b + v.ke_1 * a + v.ke_2 * std::pow(a, 2.0 / 3.0);
    const double f_l = std::log((v.half_light + v.light) / (v.half_light + v.light * std::exp(-k_e * h))) / (k_e * h);
    const double f_n = (n_a + n_n) / (v.k_nit + n_a + n_n), f_p = p_i / (v.k_phos + p_i);
    const double growth = v.mu * std::pow(1.066, warmer) * f_l * std::min(f_n, f_p) * a;
    const double share =
        n_a + n_n > 0.0 ? n_a * n_n / ((v.k_am + n_a) * (v.k_am + n_n)) + n_a * v.k_am / ((n_a + n_n) * (v.k_am + n_n))
                        : 0.0;
    const double respiration = v.k_r * std::pow(1.070, warmer) * f_ox * a;
    const double death = v.k_d * std::pow(1.047, warmer) * a;
    const double sediment = f_ox * v.sod * std::pow(1.060, warmer) / h;
    return {reaeration - oxidation - r_on * nitrification +
                r_oc * r_c * ((138.0 * growth - 32.0 * share * growth) / 106.0 - respiration) - sediment,
            -oxidation - v.v_c / h * l - r_od * denitrification + r_oc * r_c * death,
            -hydrolysis_n - v.v_on / h * n_o + r_n * death,
            hydrolysis_n - nitrification - r_n * share * growth + r_n * respiration,
            nitrification - denitrification - r_n * (1.0 - share) * growth,
            -hydrolysis_p - v.v_op / h * p_o + r_p * death,
            hydrolysis_p - r_p * growth + r_p * respiration,
            growth - respiration - death - v.v_a / h * a};
}

EutroState eutro_after(EutroValues values, EutroState state, double days, int steps,
                       const std::function<double(double)>& light) {
    const double h = days / steps;
    const auto change = [&](double now, const EutroState& at) {
        if (light)
            values.light = light(now);
        return eutro_change(values, at);
    };
    const auto moved = [&](const EutroState& by, double time) {
        EutroState out = state;
        for (std::size_t k = 0; k < out.size(); ++k)
            out[k] += time * by[k];
        return out;
    };
    for (int step = 0; step < steps; ++step) {
        const double now = step * h;
        const EutroState k1 = change(now, state), k2 = change(now + h / 2, moved(k1, h / 2)),
                         k3 = change(now + h / 2, moved(k2, h / 2)), k4 = change(now + h, moved(k3, h));
        for (std::size_t k = 0; k < state.size(); ++k)
            state[k] += h / 6.0 * (k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]);
    }
    return state;
}

}  // namespace liriver::tests::verification
