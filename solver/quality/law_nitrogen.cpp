#include "solver/quality/law_paths.h"
#include "solver/quality/law_rows.h"
#include "solver/quality/vector_math.h"

namespace liriver::solver::quality {

namespace {

struct Denitrification {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        const double log_theta = logarithm(parameter[1]);
        const double* const temperature = place[index(Quantity::temperature)];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            prepared[0][l] = parameter[0] * exponential(log_theta * (temperature[l] - 20.0));
            prepared[1][l] = -parameter[2];
            prepared[2][l] = parameter[3];
        }
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const k = prepared[0], *const attenuation = prepared[1], *const half = prepared[2];
        const double *const nitrate = input[0], *const oxygen = input[1], *const carbon = input[2];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            out[l] = k[l] * exponential(attenuation[l] * oxygen[l]) * (carbon[l] / (half[l] + carbon[l])) * nitrate[l];
    }
};

}  // namespace

void add_nitrogen_laws(std::vector<Law>& rows) {
    rows.push_back(with_kernels<Denitrification>(
        {"denitrification",
         "k theta^(T - 20) exp(-K O) L / (K_L + L) N",
         "attenuated by oxygen as in QUAL2K (Chapra and Pelletier 2003), limited by carbon as in the activated sludge "
         "models (Henze et al. 2000)",
         {"N", "oxygen", "L"},
         {"k", "theta", "K", "K_L"},
         {Quantity::temperature},
         {"rate"},
         3}));
}

}  // namespace liriver::solver::quality
