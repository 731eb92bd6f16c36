#include "solver/quality/law_paths.h"
#include "solver/quality/law_rows.h"
#include "solver/quality/vector_math.h"

namespace liriver::solver::quality {

namespace {

/// k20 theta^(T - 20) into the first prepared column.
LIRIVER_KERNEL void prepare_rate(double at_20, double theta, Columns place, double* rate) {
    const double log_theta = logarithm(theta);
    const double* const temperature = place[index(Quantity::temperature)];
#pragma omp simd
    for (std::size_t l = 0; l < lanes; ++l)
        rate[l] = at_20 * exponential(log_theta * (temperature[l] - 20.0));
}

struct FirstOrder {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        prepare_rate(parameter[0], parameter[1], place, prepared[0]);
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const k = prepared[0], *const c = input[0];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            out[l] = k[l] * c[l];
    }
};

struct FirstOrderOxic {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        prepare_rate(parameter[0], parameter[1], place, prepared[0]);
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            prepared[1][l] = -parameter[2];
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const k = prepared[0], *const attenuation = prepared[1], *const c = input[0],
                            *const oxygen = input[1];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            out[l] = k[l] * (1.0 - exponential(attenuation[l] * oxygen[l])) * c[l];
    }
};

struct FirstOrderMonod {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        prepare_rate(parameter[0], parameter[1], place, prepared[0]);
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            prepared[1][l] = parameter[2];
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const k = prepared[0], *const half = prepared[1], *const c = input[0], *const oxygen = input[1];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            out[l] = k[l] * (oxygen[l] / (half[l] + oxygen[l])) * c[l];
    }
};

struct Settling {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        const double* const depth = place[index(Quantity::depth)];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            prepared[0][l] = parameter[0] / depth[l];
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        FirstOrder::rate(input, prepared, output);
    }
};

}  // namespace

void add_first_order_laws(std::vector<Law>& rows) {
    rows.push_back(with_kernels<FirstOrder>({"first-order",
                                             "k theta^(T - 20) C",
                                             "first-order kinetics, Arrhenius factor; Chapra 1997, section 2.3",
                                             {"C"},
                                             {"k", "theta"},
                                             {Quantity::temperature},
                                             {"rate"},
                                             1}));
    rows.push_back(with_kernels<FirstOrderOxic>({"first-order-oxic",
                                                 "k theta^(T - 20) (1 - exp(-K O)) C",
                                                 "exponential attenuation by oxygen: Brown and Barnwell 1987, QUAL2E",
                                                 {"C", "oxygen"},
                                                 {"k", "theta", "K"},
                                                 {Quantity::temperature},
                                                 {"rate"},
                                                 2}));
    rows.push_back(with_kernels<FirstOrderMonod>({"first-order-monod",
                                                  "k theta^(T - 20) O / (K_O + O) C",
                                                  "half-saturation of oxygen: Monod 1949; Chapra 1997, section 23.3",
                                                  {"C", "oxygen"},
                                                  {"k", "theta", "K_O"},
                                                  {Quantity::temperature},
                                                  {"rate"},
                                                  2}));
    rows.push_back(with_kernels<Settling>({"settling",
                                           "v / H C",
                                           "settling out of a mixed depth; Chapra 1997, section 17.2",
                                           {"C"},
                                           {"v"},
                                           {Quantity::depth},
                                           {"rate"},
                                           1}));
}

}  // namespace liriver::solver::quality
