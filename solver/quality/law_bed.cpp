#include "solver/quality/law_paths.h"
#include "solver/quality/law_rows.h"
#include "solver/quality/vector_math.h"

namespace liriver::solver::quality {

namespace {

/// at_20 theta^(T - 20) / H.
LIRIVER_KERNEL void prepare_areal(double at_20, double theta, Columns place, double* out) {
    const double log_theta = logarithm(theta);
    const double *const temperature = place[index(Quantity::temperature)], *const depth = place[index(Quantity::depth)];
#pragma omp simd
    for (std::size_t l = 0; l < lanes; ++l)
        out[l] = at_20 * exponential(log_theta * (temperature[l] - 20.0)) / depth[l];
}

LIRIVER_KERNEL void fill(double value, double* out) {
#pragma omp simd
    for (std::size_t l = 0; l < lanes; ++l)
        out[l] = value;
}

struct SedimentOxygenDemand {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        prepare_areal(parameter[0], parameter[1], place, prepared[0]);
        fill(-parameter[2], prepared[1]);
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const demand = prepared[0], *const attenuation = prepared[1], *const oxygen = input[0];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            out[l] = demand[l] * (1.0 - exponential(attenuation[l] * oxygen[l]));
    }
};

struct BenthicFlux {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        prepare_areal(parameter[0], parameter[1], place, prepared[0]);
        fill(-parameter[2], prepared[1]);
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const flux = prepared[0], *const attenuation = prepared[1], *const oxygen = input[0];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            out[l] = flux[l] * exponential(attenuation[l] * oxygen[l]);
    }
};

struct BedFirstOrder {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        prepare_areal(parameter[0], parameter[1], place, prepared[0]);
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const k = prepared[0], *const stored = input[0];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            out[l] = k[l] * stored[l];
    }
};

}  // namespace

void add_bed_laws(std::vector<Law>& rows) {
    rows.push_back(with_kernels<SedimentOxygenDemand>(
        {"sediment-oxygen-demand",
         "S theta^(T - 20) / H (1 - exp(-K O))",
         "areal demand over the mean depth; Chapra 1997, section 25.1; attenuation as in QUAL2E",
         {"oxygen"},
         {"S", "theta", "K"},
         {Quantity::depth, Quantity::temperature},
         {"rate"},
         2}));
    rows.push_back(with_kernels<BenthicFlux>(
        {"benthic-flux",
         "J theta^(T - 20) / H exp(-K O)",
         "areal release over the mean depth; Chapra 1997, section 25.4; K = 0: the same whatever the oxygen",
         {"oxygen"},
         {"J", "theta", "K"},
         {Quantity::depth, Quantity::temperature},
         {"rate"},
         2}));
    rows.push_back(with_kernels<BedFirstOrder>({"bed-first-order",
                                                "k theta^(T - 20) B / H",
                                                "first-order kinetics of what lies on the bed, B in g/m2",
                                                {"B"},
                                                {"k", "theta"},
                                                {Quantity::depth, Quantity::temperature},
                                                {"rate"},
                                                1}));
}

}  // namespace liriver::solver::quality
