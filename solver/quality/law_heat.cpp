#include "solver/quality/law_paths.h"
#include "solver/quality/law_rows.h"
#include "solver/quality/vector_math.h"

namespace liriver::solver::quality {

namespace {

constexpr double stefan_boltzmann = 5.670374e-8;   // W/m2/K4
constexpr double heat_capacity = 1000.0 * 4184.0;  // of water, J/m3/K
constexpr double langley = 4.184e4 / 86400.0;      // cal/cm2/d in W/m2
constexpr double mmhg = 1.333224;                  // hPa
constexpr double bowen = 0.47 * mmhg;              // hPa/K
constexpr double seconds_per_day = 86400.0;

LIRIVER_KERNEL double fourth_power(double celsius) {
    const double kelvin = celsius + 273.15, square = kelvin * kelvin;
    return square * square;
}

// Parameters: A, R_L.
struct SurfaceHeat {
    LIRIVER_KERNEL static void prepare(const double* parameter, Columns place, MutableColumns prepared) {
        const double *const depth = place[index(Quantity::depth)], *const air = place[index(Quantity::air_temperature)],
                            *const vapour = place[index(Quantity::vapour_pressure)],
                            *const cloud = place[index(Quantity::cloud)], *const wind = place[index(Quantity::wind)],
                            *const shortwave = place[index(Quantity::shortwave)];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            const double at_7_m = wind[l] * 0.94790;                                     // (7 / 10)^0.15
            const double transfer = (19.0 + 0.95 * at_7_m * at_7_m) * (langley / mmhg);  // W/m2/hPa
            const double sky = stefan_boltzmann * fourth_power(air[l]) *
                               (parameter[0] + 0.031 * __builtin_sqrt(vapour[l] / mmhg)) *
                               (1.0 + 0.17 * cloud[l] * cloud[l]) * (1.0 - parameter[1]);
            prepared[0][l] = shortwave[l] + sky + transfer * (vapour[l] + bowen * air[l]);
            prepared[1][l] = transfer;
            prepared[2][l] = seconds_per_day / (heat_capacity * depth[l]);
        }
    }
    LIRIVER_KERNEL static void rate(Columns input, Columns prepared, MutableColumns output) {
        const double *const from_air = prepared[0], *const transfer = prepared[1], *const warming = prepared[2],
                            *const water = input[0];
        double* const out = output[0];
#pragma omp simd
        for (std::size_t l = 0; l < lanes; ++l) {
            const double saturated = 4.596 * mmhg * exponential(17.27 * water[l] / (237.3 + water[l]));
            const double lost =
                0.97 * stefan_boltzmann * fourth_power(water[l]) + transfer[l] * (saturated + bowen * water[l]);
            out[l] = (from_air[l] - lost) * warming[l];
        }
    }
};

}  // namespace

void add_heat_laws(std::vector<Law>& rows) {
    rows.push_back(with_kernels<SurfaceHeat>(
        {"surface-heat",
         "(J_s + sigma (T_a + 273.15)^4 (A + 0.031 e_a^0.5)(1 + 0.17 C^2)(1 - R_L) - 0.97 sigma (T + 273.15)^4 - "
         "f (e_s - e_a) - 0.47 f (T - T_a)) / (rho c_p H), f = 19.0 + 0.95 W^2 in cal/cm2/d/mmHg, W at 7 m, e in mmHg, "
         "e_s = 4.596 exp(17.27 T / (237.3 + T))",
         "Chapra 1997, chapter 30; wind function: Brady, Graves and Geyer 1969; sky: Brunt 1932",
         {"T"},
         {"A", "R_L"},
         {Quantity::depth, Quantity::air_temperature, Quantity::vapour_pressure, Quantity::cloud, Quantity::wind,
          Quantity::shortwave},
         {"rate"},
         3}));
}

}  // namespace liriver::solver::quality
