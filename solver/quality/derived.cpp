#include "solver/quality/derived.h"

#include <algorithm>
#include <cmath>

namespace liriver::solver::quality {

double bod5(double ultimate, double rate_at_20) { return ultimate * -std::expm1(-5.0 * rate_at_20); }

void element_total(const ElementPlan& element, const Plan& plan,
                   std::span<const std::span<const double>> concentrations, std::span<double> total) {
    std::fill(total.begin(), total.end(), 0.0);
    for (std::size_t k = 0; k < plan.constituent_count(); ++k)
        if (element.content[k] != 0.0 && !plan.constituents[k].stored)
            for (std::size_t i = 0; i < total.size(); ++i)
                total[i] += element.content[k] * concentrations[k][i];
}

}  // namespace liriver::solver::quality
