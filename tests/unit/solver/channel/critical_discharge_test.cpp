// Given a section, when the discharge of critical flow is asked for, then it is the exact one where that is one, and it
// neither jumps nor falls where the section has several critical depths.
#include "solver/channel/critical_discharge.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace liriver::solver::channel {
namespace {

constexpr double g = 9.81;

CriticalDischarge curve(const SectionForm& form) {
    HydraulicTables tables;
    return {tables, tables.add(form), 0.0};
}

TEST(CriticalDischarge, OfARectangleIsTheRootOfGTimesTheCube) {
    const std::vector<OutlinePoint> outline{{0, 5, 0.03, 0}, {0, 0, 0.03, 0}, {10, 0, 0.03, 0}, {10, 5, 0.03, 0}};
    const CriticalDischarge critical = curve({outline});
    for (const double h : {0.01, 0.1, 0.37, 1.0, 2.0, 4.9, 5.0, 9.0})
        EXPECT_NEAR(critical.at(h).discharge / (10.0 * std::sqrt(g * h * h * h)), 1.0, 1e-5) << h;
    EXPECT_EQ(critical.at(0.0).discharge, 0.0);
    EXPECT_EQ(critical.at(-1.0).discharge, 0.0);
}

TEST(CriticalDischarge, OfATrapezoidIsTheTextbooks) {
    const std::vector<OutlinePoint> outline{{0, 5, 0.03, 0}, {10, 0, 0.03, 0}, {16, 0, 0.03, 0}, {26, 5, 0.03, 0}};
    const CriticalDischarge critical = curve({outline});
    for (const double h : {0.05, 0.4, 1.3, 3.0, 4.5}) {
        const double area = h * (6.0 + 2.0 * h);
        EXPECT_NEAR(critical.at(h).discharge / (area * std::sqrt(g * area / (6.0 + 4.0 * h))), 1.0, 1e-5) << h;
    }
}

// Above a bench at 2 m that makes 10 m of width 40: 10 (9.81 x 8)^0.5 = 88.6 m3/s is passed again where
// (20 + 40 s)^1.5 (9.81/40)^0.5 is as much, s = 0.2937 m above it.
TEST(CriticalDischarge, IsHeldAboveABenchUntilTheDeeperFlowPassesAsMuch) {
    const std::vector<OutlinePoint> outline{{-15, 9, 0.03, 0}, {-15, 2, 0.03, 0}, {0, 2, 0.03, 0},  {0, 0, 0.03, 0},
                                            {10, 0, 0.03, 0},  {10, 2, 0.03, 0},  {25, 2, 0.03, 0}, {25, 9, 0.03, 0}};
    const CriticalDischarge critical = curve({outline});
    const double at_bench = 10.0 * std::sqrt(g * 8.0);
    EXPECT_NEAR(critical.at(2.0).discharge, at_bench, 1e-4 * at_bench);
    EXPECT_NEAR(critical.at(2.1).discharge, at_bench, 0.1 * at_bench);
    const double area = 20.0 + 40.0;
    EXPECT_NEAR(critical.at(3.0).discharge / (area * std::sqrt(g * area / 40.0)), 1.0, 1e-3);
}

TEST(CriticalDischarge, NeitherJumpsNorFallsOverALeveeOrADeadArm) {
    const std::vector<OutlinePoint> outline{{0, 6, 0.03, 0},  {20, 1, 0.03, 0}, {40, 4, 0.03, 0}, {50, 0, 0.03, 0},
                                            {60, 4, 0.03, 0}, {90, 3, 0.03, 0}, {100, 8, 0.03, 0}};
    const std::vector<Levee> levees{{40.0, 4.5, true}};
    const std::vector<IneffectiveArea> ineffective{{62.0, 95.0, 5.0}};
    SectionForm form{outline};
    form.levees = levees;
    form.ineffective = ineffective;
    const CriticalDischarge critical = curve(form);
    double before = 0.0;
    for (int step = 0; step < 90000; ++step) {
        const double h = 1e-4 * step;
        const BoundaryFlow flow = critical.at(h);
        EXPECT_GE(flow.discharge, before * (1.0 - 1e-12)) << h;
        EXPECT_LE(flow.discharge - before, 0.02 * std::max(1.0, flow.discharge)) << h;
        EXPECT_GE(flow.by_stage, -1e-9) << h;
        const double slope = (critical.at(h + 1e-7).discharge - flow.discharge) / 1e-7;
        if (std::abs(slope - flow.by_stage) > 1e-3 * (1.0 + std::abs(slope))) {
            const double back = (flow.discharge - critical.at(h - 1e-7).discharge) / 1e-7;
            EXPECT_GT(std::abs(slope - back), 1e-4 * std::abs(slope)) << h;  // a kink
        }
        before = flow.discharge;
    }
}

}  // namespace
}  // namespace liriver::solver::channel
