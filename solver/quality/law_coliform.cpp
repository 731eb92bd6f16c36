#include "solver/quality/law_paths.h"
#include "solver/quality/law_rows.h"
#include "solver/quality/vector_math.h"

namespace liriver::solver::quality {

namespace {

// Parameters: k, theta, alpha, k_b, k_s.
struct ColiformDieOff {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        const double log_theta = logarithm(parameter[1]);
        const double *const temperature = place[index(Quantity::temperature)],
                            *const depth = place[index(Quantity::depth)], *const light = place[index(Quantity::light)];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            prepared[0][l] = parameter[0] * exponential(log_theta * (temperature[l] - 20.0));
            prepared[1][l] = parameter[2] * light[l];
            prepared[2][l] = parameter[3] * depth[l];
            prepared[3][l] = parameter[4] * depth[l];
        }
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const coliform = input[0], *const solids = input[1];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            const double optical = prepared[2][l] + prepared[3][l] * solids[l];
            const double by_light = prepared[1][l] * (1.0 - exponential(-optical)) / optical;
            out[l] = (prepared[0][l] + by_light) * coliform[l];
        }
    }
};

}  // namespace

void add_coliform_laws(std::vector<Law>& rows) {
    rows.push_back(with_kernels<ColiformDieOff>(
        {"coliform-die-off",
         "(k theta^(T - 20) + alpha I (1 - exp(-k_e H)) / (k_e H)) C, k_e = k_b + k_s S",
         "Mancini 1978, J. WPCF 50(11); Thomann and Mueller 1987; Chapra 1997, section 27.3",
         {"C", "S"},
         {"k", "theta", "alpha", "k_b", "k_s"},
         {Quantity::depth, Quantity::temperature, Quantity::light},
         {"rate"},
         4}));
}

}  // namespace liriver::solver::quality
