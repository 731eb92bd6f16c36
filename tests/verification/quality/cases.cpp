#include "tests/verification/quality/cases.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "solver/quality/oxygen_saturation.h"
#include "solver/quality/process_set.h"
#include "tests/unit/solver/quality/reactor.h"

namespace liriver::tests::verification {

namespace {

using namespace solver::quality;
constexpr double day = 86400.0;

struct Sag {
    double days, deficit;
};

/// The largest deficit of a reactor of the preset streeter-phelps at 20 degC, and when: the vertex of the parabola
/// through the three largest of values 60 s apart.
Sag sag_of(double demand, double deficit, double oxidation, double reaeration) {
    ProcessSet set = *find_preset("streeter-phelps");
    choose_reaeration(set, "given");
    for (Parameter& row : set.parameters)
        row.value = row.name == "k_d" ? oxidation : row.name == "k_a" ? reaeration : row.value;
    const double saturation = oxygen_saturation(20.0);
    made::Reactor reactor(set, {{saturation - deficit}, {demand}});
    reactor.at(Quantity::temperature, 20.0);
    std::array<double, 3> last = {deficit, deficit, deficit};
    for (int minute = 1;; ++minute) {
        reactor.advance(60.0);
        last = {last[1], last[2], saturation - reactor.values[0][0]};
        const double bend = last[0] - 2.0 * last[1] + last[2];
        if (minute < 3 || last[2] >= last[1] || minute > 20 * 1440)
            continue;
        const double offset = 0.5 * (last[0] - last[2]) / bend;
        return {(minute - 1 + offset) * 60.0 / day, last[1] - 0.25 * (last[0] - last[2]) * offset};
    }
}

double sag_error(double demand, double deficit, double oxidation, double reaeration, const Sag& exact) {
    const Sag found = sag_of(demand, deficit, oxidation, reaeration);
    return std::max(std::abs(found.days / exact.days - 1.0), std::abs(found.deficit / exact.deficit - 1.0));
}

double saturation_error() {
    double worst = 0.0;
    for (const auto& [temperature, right] : {std::pair{0.0, 14.6208}, {10.0, 11.2879}, {20.0, 9.0924}, {30.0, 7.5588}})
        worst = std::max(worst, std::abs(oxygen_saturation(temperature) - right));
    return worst;
}

}  // namespace

const std::vector<Case>& quality_cases() {
    static const std::vector<Case> cases = [] {
        std::vector<Case> all = {
            {"Streeter-Phelps, L 15, D 1.5 mg/L, 0.3 and 0.7 /d", "sag, its time and deficit, relative", 1e-4,
             "closed form: 1.76049 d, 3.79090 mg/L",
             [] {
                 return sag_error(15.0, 1.5, 0.3, 0.7, {1.76049, 3.79090});
             }},
            {"Streeter-Phelps, L 20, D 0 mg/L, 0.23 and 0.46 /d", "sag, its time and deficit, relative", 1e-4,
             "closed form: 3.01368 d, 5.00000 mg/L",
             [] {
                 return sag_error(20.0, 0.0, 0.23, 0.46, {3.01368, 5.00000});
             }},
            {"oxygen saturation at 0, 10, 20, 30 degC", "largest difference (mg/L)", 1e-4, "Benson and Krause 1984",
             saturation_error},
        };
        const std::vector<Case> eutro = eutro_cases();
        all.insert(all.end(), eutro.begin(), eutro.end());
        return all;
    }();
    return cases;
}

}  // namespace liriver::tests::verification
