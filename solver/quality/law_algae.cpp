#include "solver/quality/law_paths.h"
#include "solver/quality/law_rows.h"
#include "solver/quality/vector_math.h"

namespace liriver::solver::quality {

namespace {

constexpr double tiny = 1e-200;  // keeps quotients of zeros at 0

// Parameters: mu, theta, K_L, k_b, k_1, k_2, K_N, K_P, K_am.
struct AlgalGrowth {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        const double log_theta = logarithm(parameter[1]);
        const double *const temperature = place[index(Quantity::temperature)],
                            *const depth = place[index(Quantity::depth)], *const light = place[index(Quantity::light)];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            prepared[0][l] = parameter[0] * exponential(log_theta * (temperature[l] - 20.0));
            prepared[1][l] = depth[l];
            prepared[2][l] = light[l] / parameter[2];
            prepared[3][l] = parameter[3];
            prepared[4][l] = parameter[4];
            prepared[5][l] = parameter[5];
            prepared[6][l] = parameter[6];
            prepared[7][l] = parameter[7];
            prepared[8][l] = parameter[8];
        }
    }

    /// Mean over the depth of I / (K_L + I) under light that falls as exp(-k_e z); `light` is I / K_L.
    LIRIVER_KERNEL static double light_factor(double light, double extinction, double depth) {
        const double optical = extinction * depth;
        return logarithm((1.0 + light) / (1.0 + light * exponential(-optical))) / optical;
    }

    /// Thomann and Fitzpatrick's share of growth that takes ammonium, at most 1.
    LIRIVER_KERNEL static double preference(double ammonium, double nitrate, double half) {
        const double found =
            (ammonium * nitrate / (half + ammonium) + ammonium * half / (ammonium + nitrate + tiny)) / (half + nitrate);
        return found > 1.0 ? 1.0 : found;
    }

    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const algae = input[0], *const ammonium = input[1], *const nitrate = input[2],
                            *const phosphate = input[3];
        const double *const largest = prepared[0], *const depth = prepared[1], *const light = prepared[2],
                            *const k_b = prepared[3], *const k_1 = prepared[4], *const k_2 = prepared[5],
                            *const half_n = prepared[6], *const half_p = prepared[7], *const half_am = prepared[8];
        double *const on_ammonium = output[0], *const on_nitrate = output[1];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            const double nitrogen = ammonium[l] + nitrate[l];
            const double by_nitrogen = nitrogen / (half_n[l] + nitrogen);
            const double by_phosphorus = phosphate[l] / (half_p[l] + phosphate[l]);
            const double nutrients = by_nitrogen < by_phosphorus ? by_nitrogen : by_phosphorus;
            const double extinction = k_b[l] + k_1[l] * algae[l] + k_2[l] * power(algae[l] + tiny, 2.0 / 3.0);
            const double growth = largest[l] * light_factor(light[l], extinction, depth[l]) * nutrients * algae[l];
            const double share = preference(ammonium[l], nitrate[l], half_am[l]);
            on_ammonium[l] = share * growth;
            on_nitrate[l] = (1.0 - share) * growth;
        }
    }
};

}  // namespace

void add_algae_laws(std::vector<Law>& rows) {
    rows.push_back(with_kernels<AlgalGrowth>(
        {"algal-growth",
         "G = mu theta^(T - 20) F_L min(F_N, F_P) A, p G on ammonium, (1 - p) G on nitrate; F_L = ln((K_L + I) / (K_L "
         "+ "
         "I exp(-k_e H))) / (k_e H), k_e = k_b + k_1 A + k_2 A^(2/3), F_N = N / (K_N + N), F_P = P / (K_P + P), N = "
         "N_a "
         "+ N_n, p = N_a N_n / ((K_am + N_a)(K_am + N_n)) + N_a K_am / (N (K_am + N_n))",
         "half-saturation of light over the depth and least nutrient: Chapra 1997, chapters 32 and 33; extinction: "
         "Riley 1956; preference: Thomann and Fitzpatrick 1982",
         {"A", "N_a", "N_n", "P"},
         {"mu", "theta", "K_L", "k_b", "k_1", "k_2", "K_N", "K_P", "K_am"},
         {Quantity::depth, Quantity::temperature, Quantity::light},
         {"on_ammonium", "on_nitrate"},
         9}));
}

}  // namespace liriver::solver::quality
