#include "solver/quality/law_paths.h"
#include "solver/quality/law_rows.h"
#include "solver/quality/vector_math.h"

namespace liriver::solver::quality {

namespace {

/// Saturation as `oxygen_saturation` has it, in lanes.
LIRIVER_KERNEL double saturation(double temperature, double altitude) {
    const double x = 1.0 / (temperature + 273.15);
    const double at_sea =
        exponential(-139.34411 + x * (1.575701e5 + x * (-6.642308e7 + x * (1.243800e10 - x * 8.621949e11))));
    const double pressure = power(1.0 - 2.25577e-5 * altitude, 5.25588);
    const double vapour = exponential(11.8571 + x * (-3840.70 - x * 216961.0));
    const double theta = 9.75e-4 + temperature * (-1.426e-5 + temperature * 6.436e-8);
    return at_sea * ((pressure - vapour) * (1.0 - theta * pressure) / ((1.0 - vapour) * (1.0 - theta)));
}

LIRIVER_KERNEL double oconnor_dobbins(double velocity, double depth) {
    return 3.93 * __builtin_sqrt(velocity) / (depth * __builtin_sqrt(depth));
}
LIRIVER_KERNEL double churchill(double velocity, double depth) { return 5.026 * velocity / power(depth, 1.67); }
LIRIVER_KERNEL double owens_gibbs(double velocity, double depth) {
    return 5.32 * power(velocity, 0.67) / power(depth, 1.85);
}

struct OConnorDobbins {
    LIRIVER_KERNEL static double rate(double u, double h) { return oconnor_dobbins(u, h); }
};
struct Churchill {
    LIRIVER_KERNEL static double rate(double u, double h) { return churchill(u, h); }
};
struct OwensGibbs {
    LIRIVER_KERNEL static double rate(double u, double h) { return owens_gibbs(u, h); }
};
struct Covar {
    LIRIVER_KERNEL static double rate(double u, double h) {
        const double deep = oconnor_dobbins(u, h), fast = churchill(u, h), shallow = owens_gibbs(u, h);
        const double beyond = h > 3.45 * (u * u * __builtin_sqrt(u)) ? deep : fast;
        return h < 0.61 ? shallow : beyond;
    }
};

/// The exchange itself, with k_a(T) and k_a(T) O_s prepared.
struct Exchange {
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double* const oxygen = input[0];
        const double *const coefficient = prepared[0], *const from_air = prepared[1];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l)
            out[l] = from_air[l] - coefficient[l] * oxygen[l];
    }
};

template <class Formula>
struct FromFlow : Exchange {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        const double log_theta = logarithm(parameter[0]);
        const double *const depth = place[index(Quantity::depth)], *const velocity = place[index(Quantity::velocity)],
                            *const temperature = place[index(Quantity::temperature)],
                            *const altitude = place[index(Quantity::altitude)];
        double *const coefficient = prepared[0], *const from_air = prepared[1];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            const double at_20 = Formula::rate(velocity[l] < 0.0 ? -velocity[l] : velocity[l], depth[l]);
            coefficient[l] = at_20 * exponential(log_theta * (temperature[l] - 20.0));
            from_air[l] = coefficient[l] * saturation(temperature[l], altitude[l]);
        }
    }
};

struct Given : Exchange {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        const double at_20 = parameter[0], log_theta = logarithm(parameter[1]);
        const double *const temperature = place[index(Quantity::temperature)], *const altitude =
                                                                                   place[index(Quantity::altitude)];
        double *const coefficient = prepared[0], *const from_air = prepared[1];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            coefficient[l] = at_20 * exponential(log_theta * (temperature[l] - 20.0));
            from_air[l] = coefficient[l] * saturation(temperature[l], altitude[l]);
        }
    }
};

template <class Formula>
Law from_flow(std::string_view name, std::string_view equation, std::string_view source) {
    return with_kernels<FromFlow<Formula>>({name,
                                            equation,
                                            source,
                                            {"oxygen"},
                                            {"theta"},
                                            {Quantity::depth, Quantity::velocity, Quantity::temperature},
                                            {"reaeration"},
                                            2});
}

}  // namespace

void add_reaeration_laws(std::vector<Law>& rows) {
    rows.push_back(with_kernels<Given>({"reaeration-given",
                                        "k_a theta^(T - 20) (O_s - O)",
                                        "first order in the deficit; Chapra 1997, section 20.2",
                                        {"oxygen"},
                                        {"k_a", "theta"},
                                        {Quantity::temperature},
                                        {"reaeration"},
                                        2}));
    rows.push_back(from_flow<OConnorDobbins>("reaeration-oconnor-dobbins",
                                             "3.93 U^0.5 / H^1.5 theta^(T - 20) (O_s - O)",
                                             "O'Connor and Dobbins 1958, Trans. ASCE 123; metric: Chapra 1997"));
    rows.push_back(from_flow<Churchill>("reaeration-churchill", "5.026 U / H^1.67 theta^(T - 20) (O_s - O)",
                                        "Churchill, Elmore and Buckingham 1962; metric: Chapra 1997"));
    rows.push_back(from_flow<OwensGibbs>("reaeration-owens-gibbs", "5.32 U^0.67 / H^1.85 theta^(T - 20) (O_s - O)",
                                         "Owens, Edwards and Gibbs 1964; metric: Chapra 1997"));
    rows.push_back(from_flow<Covar>(
        "reaeration-covar",
        "Owens-Gibbs where H < 0.61 m, else O'Connor-Dobbins where H > 3.45 U^2.5, else Churchill; theta^(T - 20) (O_s "
        "- O)",
        "Covar 1976; in metric units Chapra 1997, section 20.3"));
}

}  // namespace liriver::solver::quality
