#include "solver/assimilation/student_t.h"

#include <cmath>
#include <initializer_list>

namespace liriver::solver::assimilation {
namespace {

// The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8) by the modified method of Lentz
// (Thompson & Barnett 1986, J. Comput. Phys. 64, 490-509).
double beta_fraction(double x, double a, double b) {
    constexpr double tiny = 1e-300;
    constexpr double close = 1e-15;
    double c = 1.0;
    double d = 1.0 - (a + b) * x / (a + 1.0);
    d = 1.0 / (std::abs(d) < tiny ? tiny : d);
    double fraction = d;
    for (int m = 1; m < 10000; ++m) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        double change = 1.0;
        for (const double term : {even, odd}) {
            d = 1.0 + term * d;
            d = 1.0 / (std::abs(d) < tiny ? tiny : d);
            c = 1.0 + term / c;
            c = std::abs(c) < tiny ? tiny : c;
            change = c * d;
            fraction *= change;
        }
        if (std::abs(change - 1.0) < close)
            break;
    }
    return fraction;
}

double incomplete_beta(double x, double a, double b) {
    if (x <= 0.0 || x >= 1.0)
        return x <= 0.0 ? 0.0 : 1.0;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1.0) / (a + b + 2.0) ? front * beta_fraction(x, a, b) / a
                                         : 1.0 - front * beta_fraction(1.0 - x, b, a) / b;
}

}  // namespace

double student_t_probability(double t, double freedom) {
    const double tail = 0.5 * incomplete_beta(freedom / (freedom + t * t), 0.5 * freedom, 0.5);
    return t > 0.0 ? 1.0 - tail : tail;
}

double student_t_quantile(double probability, double freedom) {
    if (probability < 0.5)
        return -student_t_quantile(1.0 - probability, freedom);
    double low = 0.0, high = 1.0;
    while (student_t_probability(high, freedom) < probability && high < 1e150)
        high *= 2.0;
    for (int i = 0; i < 200 && high - low > 1e-13 * high; ++i) {
        const double middle = 0.5 * (low + high);
        (student_t_probability(middle, freedom) < probability ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

}  // namespace liriver::solver::assimilation
