// What holds for every law: nothing between equal stages, the same from either side, no jump in the stages or the
// setting, slopes that are those of the discharge.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/unit/solver/structures/made_structures.h"

namespace liriver::solver::structures {
namespace {

double discharge(const Made& made, double left, double right) {
    return flow(made.structure, made.setting, left, right).discharge;
}

class EveryStructure : public testing::TestWithParam<Made> {};

TEST_P(EveryStructure, PassesNothingBetweenEqualStages) {
    if (!GetParam().drowns)
        return;  // what is taken does not ask for a fall
    for (double stage = 0.0; stage < 6.0; stage += 0.01)
        EXPECT_EQ(discharge(GetParam(), stage, stage), 0.0) << stage;
}

TEST_P(EveryStructure, PassesAsMuchFromEitherSide) {
    if (!GetParam().drowns || GetParam().name == "pipe")  // the pipe slopes
        return;
    std::mt19937 random(1);
    std::uniform_real_distribution<double> stage(0.0, 6.0);
    for (int i = 0; i < 2000; ++i) {
        const double a = stage(random);
        const double b = stage(random);
        EXPECT_EQ(discharge(GetParam(), a, b), -discharge(GetParam(), b, a)) << a << " " << b;
    }
}

// Along a line through the stages or the setting, halving the spacing of the points halves the largest change between
// neighbours, or (as the square root and Villemonte's 0.385th power at equal stages do) makes it at least a fifth less.
// A jump would stay.
double largest_change(const Made& made, const std::vector<double>& from, const std::vector<double>& to, int points) {
    double largest = 0.0;
    double before = flow(made.structure, from[0], from[1], from[2]).discharge;
    for (int i = 1; i <= points; ++i) {
        const double t = static_cast<double>(i) / points;
        const auto at = [&](std::size_t k) { return from[k] + t * (to[k] - from[k]); };
        const double now = flow(made.structure, at(0), at(1), at(2)).discharge;
        largest = std::max(largest, std::abs(now - before));
        before = now;
    }
    return largest;
}

TEST_P(EveryStructure, JumpsNowhere) {
    const Made& made = GetParam();
    std::mt19937 random(2);
    std::uniform_real_distribution<double> stage(0.0, 6.0);
    for (int line = 0; line < 20; ++line) {
        const std::vector<double> from{made.setting, stage(random), stage(random)};
        const std::vector<double> to{line % 2 == 0 ? made.setting : made.other_setting, stage(random), stage(random)};
        const double coarse = largest_change(made, from, to, 1000);
        const double fine = largest_change(made, from, to, 8000);
        EXPECT_LE(fine, 0.55 * coarse + 1e-12) << "line " << line;  // (1/8)^0.385 = 0.45
    }
}

TEST_P(EveryStructure, HasTheSlopesOfItsDischarge) {
    const Made& made = GetParam();
    std::mt19937 random(3);
    std::uniform_real_distribution<double> stage(0.0, 6.0);
    int kinks = 0;
    constexpr int points = 1000;
    for (int i = 0; i < points; ++i) {
        const double left = stage(random);
        const double right = stage(random);
        if (made.drowns && std::abs(left - right) < 0.01)
            continue;
        constexpr double e = 1e-6;
        const StructureFlow at = flow(made.structure, made.setting, left, right);
        const double by_left = (discharge(made, left + e, right) - discharge(made, left - e, right)) / (2.0 * e);
        const double by_right = (discharge(made, left, right + e) - discharge(made, left, right - e)) / (2.0 * e);
        kinks += std::abs(at.by_left - by_left) > 1e-4 * (1.0 + std::abs(by_left)) ? 1 : 0;
        kinks += std::abs(at.by_right - by_right) > 1e-4 * (1.0 + std::abs(by_right)) ? 1 : 0;
    }
    EXPECT_LE(kinks, 3);  // of 2000: a point within 1e-6 of where two branches meet
}

TEST_P(EveryStructure, IsFiniteOverAnEndlessFall) {
    const Made& made = GetParam();
    for (double left = -1e6; left < 1e6; left = left < 0.0 ? left * 0.1 + 0.1 : left * 3.0 + 0.1) {
        const StructureFlow at = flow(made.structure, made.setting, left, -1e6);
        EXPECT_TRUE(std::isfinite(at.discharge) && std::isfinite(at.by_left) && std::isfinite(at.by_right)) << left;
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryStructure, testing::ValuesIn(one_of_each()),
                         [](const auto& made) { return made.param.name; });

}  // namespace
}  // namespace liriver::solver::structures
