// Each discharge against its published formula, written out once more here in its published form; to 1e-10.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/unit/solver/structures/made_structures.h"

namespace liriver::solver::structures {
namespace {

constexpr double g = 9.81;
constexpr double pi = 3.14159265358979323846;

void expect_close(double found, double formula) { EXPECT_LE(std::abs(found - formula), 1e-10 * std::abs(formula)); }

double villemonte(double up, double down) { return down > 0.0 ? std::pow(1.0 - std::pow(down / up, 1.5), 0.385) : 1.0; }

TEST(BroadCrestedWeir, IsBosDrownedByVillemonteUpToLevelPools) {
    const Structure weir = BroadCrestedWeir{100.0, 20.0, 1.705};
    for (const double up : {1e-3, 0.2, 1.0, 3.0})
        for (const double share : {-1.0, 0.0, 0.3, 0.7, 0.9, 0.99, 0.999, 1.0 - 1e-6}) {
            const double left = 100.0 + up;
            const double right = 100.0 + share * up;
            const double h = left - 100.0;  // as the two stages hold them
            expect_close(flow(weir, 0.0, left, right).discharge,
                         1.705 * 20.0 * std::pow(h, 1.5) * villemonte(h, right - 100.0));
        }
    // without losses the coefficient is (2/3)^1.5 sqrt(g), Bos (1989), eq. 1.35
    EXPECT_NEAR(BroadCrestedWeir{}.coefficient, std::pow(2.0 / 3.0, 1.5) * std::sqrt(g), 5e-4);
}

TEST(SharpCrestedWeir, IsRehbock) {
    const Structure weir = SharpCrestedWeir{2.0, 3.0, 0.5};
    for (const double up : {0.05, 0.4, 1.5})
        for (const double down : {-0.5, 0.3 * up, 0.95 * up}) {
            const double free = 2.0 / 3.0 * (0.611 + 0.08 * up / 0.5) * std::sqrt(2.0 * g) * 3.0 * std::pow(up, 1.5);
            EXPECT_NEAR(flow(weir, 0.0, 2.0 + up, 2.0 + down).discharge, free * villemonte(up, down), 1e-10);
        }
}

TEST(OverflowDam, IsHagersStandardSpillway) {
    const Structure dam = OverflowDam{0.0, 10.0, 2.0};
    // at the design head between the 3.95 ft^0.5/s of the Bureau of Reclamation (Design of Small Dams, 1987, fig. 9-23)
    // and the 4.03 of the WES crest (EM 1110-2-1603)
    const double foot_root = std::sqrt(0.3048);
    EXPECT_GT(flow(dam, 0.0, 2.0, -1.0).discharge / (10.0 * std::pow(2.0, 1.5)), 3.95 * foot_root);
    EXPECT_LT(flow(dam, 0.0, 2.0, -1.0).discharge / (10.0 * std::pow(2.0, 1.5)), 4.03 * foot_root);
    for (const double up : {0.1, 1.0, 2.0, 5.0, 8.0}) {
        const double x = std::min(up / 2.0, 3.0);
        const double free =
            2.0 / (3.0 * std::sqrt(3.0)) * (1.0 + 4.0 * x / (9.0 + 5.0 * x)) * 10.0 * std::sqrt(2.0 * g * up * up * up);
        expect_close(flow(dam, 0.0, up, -1.0).discharge, free);
        expect_close(flow(dam, 0.0, up, 0.67 * up).discharge, free);
        // Fread (1988): 27.8 stands for 1/0.33^3 = 27.826
        expect_close(flow(dam, 0.0, up, 0.9 * up).discharge, free * (1.0 - std::pow(0.23 / 0.33, 3)));
        EXPECT_NEAR(flow(dam, 0.0, up, 0.9 * up).discharge, free * (1.0 - 27.8 * std::pow(0.23, 3)), 4e-4 * free);
    }
}

TEST(SluiceGate, BalancesEnergyAndMomentum) {
    const double contraction = 0.611;
    const Structure gate = SluiceGate{0.0, 1.0, contraction};
    for (const double head : {2.0, 5.0, 10.0})
        for (const double opening : {0.1, 0.5, 1.0}) {
            const double jet = contraction * opening;
            const double free = flow(gate, opening, head, 0.0).discharge;
            expect_close(free, jet * std::sqrt(2.0 * g * (head - jet)));
            const double froude = free / (jet * std::sqrt(g * jet));
            const double conjugate = 0.5 * jet * (std::sqrt(1.0 + 8.0 * froude * froude) - 1.0);
            ASSERT_LT(conjugate, head);
            EXPECT_EQ(flow(gate, opening, head, 0.999 * conjugate).discharge, free);
            // well covered by tailwater: energy gives the depth over the jet, momentum must then balance
            for (const double share : {0.7, 0.9, 0.999}) {
                const double below = conjugate + share * (head - conjugate);
                const double q = flow(gate, opening, head, below).discharge;
                const double over = head - q * q / (2.0 * g * jet * jet);
                const double before = 0.5 * over * over + q * q / (g * jet);
                const double after = 0.5 * below * below + q * q / (g * below);
                EXPECT_NEAR(before, after, 1e-10 * after) << head << " " << opening << " " << share;
                EXPECT_LT(q, free);
            }
        }
}

TEST(SluiceGate, OutOfTheWaterIsCriticalFlowOverTheSill) {
    const Structure gate = SluiceGate{1.0, 4.0};
    const double critical = 4.0 * std::pow(2.0 / 3.0, 1.5) * std::sqrt(g) * std::pow(1.5, 1.5);
    for (const double opening : {1.7, 3.0, 100.0})
        expect_close(flow(gate, opening, 2.5, 1.0).discharge, critical);
    EXPECT_EQ(flow(gate, 0.0, 2.5, 1.0).discharge, 0.0);
}

TEST(RadialGate, ContractsByToch) {
    // Henderson (1966), 6.4: C_c = 1 - 0.75 t + 0.36 t^2; at t = 1 the lip is vertical and C_c is the sluice gate's
    // 0.61
    const Structure gate = RadialGate{0.0, 2.0, 4.0, 2.5};
    const double angle_of = 2.0 / pi;
    for (const double opening : {0.2, 1.0, 2.5}) {
        const double t = angle_of * std::acos((2.5 - opening) / 4.0);
        const double jet = (1.0 - 0.75 * t + 0.36 * t * t) * opening;
        expect_close(flow(gate, opening, 9.0, 0.0).discharge, 2.0 * jet * std::sqrt(2.0 * g * (9.0 - jet)));
    }
    expect_close(flow(gate, 2.5, 9.0, 0.0).discharge, flow(SluiceGate{0.0, 2.0, 0.61}, 2.5, 9.0, 0.0).discharge);
}

// A pipe filled to an angle, the usual way round: theta is measured at the centre.
struct Pipe {
    double area, top_width, depth;
};
Pipe pipe_at(double diameter, double theta) {
    return {diameter * diameter / 8.0 * (theta - std::sin(theta)), diameter * std::sin(0.5 * theta),
            0.5 * diameter * (1.0 - std::cos(0.5 * theta))};
}

TEST(Culvert, InletControlIsHds5) {
    Culvert culvert = pipe();
    culvert.length = 0.0;  // so that the inlet governs
    culvert.entrance_loss = 0.0;
    culvert.barrels = 1.0;
    culvert.invert_right = -5.0;
    const double diameter = culvert.height;
    const double full = 0.25 * pi * diameter * diameter;
    int weir_like = 0;
    for (double theta = 0.5; theta < 6.0; theta += 0.05) {  // form 1: HW/D = H_c/D + K (1.811 Q / (A D^0.5))^M
        const Pipe p = pipe_at(diameter, theta);
        const double q = p.area * std::sqrt(g * p.area / p.top_width);
        const double x = 1.811 * q / (full * std::sqrt(diameter));
        if (x >= 3.5)
            break;
        const double headwater =
            diameter * ((p.depth + q * q / (2.0 * g * p.area * p.area)) / diameter + 0.0098 * x * x);
        EXPECT_NEAR(flow(culvert, 1.0, 1.0 + headwater, -10.0).discharge, q, 1e-10);
        ++weir_like;
    }
    EXPECT_GT(weir_like, 50);
    for (const double x : {4.0, 5.0, 7.0}) {  // submerged: HW/D = c X^2 + Y
        const double headwater = diameter * (0.0398 * x * x + 0.67);
        EXPECT_NEAR(flow(culvert, 1.0, 1.0 + headwater, -10.0).discharge, x * full * std::sqrt(diameter) / 1.811,
                    1e-10);
    }
    Culvert second = box();  // form 2: HW/D = K X^M
    second.length = second.entrance_loss = 0.0;
    second.invert_right = -5.0;
    for (const double x : {0.5, 2.0, 3.4})
        EXPECT_NEAR(flow(second, 1.0, 1.0 + 1.5 * 0.510 * std::pow(x, 0.667), -10.0).discharge,
                    x * 3.0 * std::sqrt(1.5) / 1.811, 1e-10);
}

TEST(Culvert, FullBarrelLosesEntranceFrictionAndExit) {
    // HDS-5, eq. 3.6b: H = (1 + k_e + 2 g n^2 L / R^(4/3)) V^2 / 2g
    const Culvert culvert = pipe();
    const double radius = 1.2 / 4.0;
    const double loss = 1.0 + 0.5 + 2.0 * g * 0.013 * 0.013 * 20.0 / std::pow(radius, 4.0 / 3.0);
    for (const double fall : {1e-6, 0.01, 0.1, 0.3})
        expect_close(flow(culvert, 1.0, 3.0 + fall, 3.0).discharge,
                     2.0 * 0.25 * pi * 1.44 * std::sqrt(2.0 * g * ((3.0 + fall) - 3.0) / loss));
    EXPECT_LT(flow(culvert, 1.0, 3.0, 3.1).discharge, 0.0);
    EXPECT_EQ(flow(culvert, 0.5, 3.1, 3.0).discharge, 0.5 * flow(culvert, 1.0, 3.1, 3.0).discharge);
}

TEST(Culvert, WithoutLossesItsFreeOutletIsCritical) {
    Culvert culvert = box();
    culvert.entrance_loss = 0.0;
    culvert.length = 0.0;
    culvert.k = 1e-9;  // an inlet that lets all through
    culvert.c = 1e-9;
    // without any loss but the exit's: Q = b (2/3 H) sqrt(2 g H/3)
    EXPECT_NEAR(flow(culvert, 1.0, 1.9, 0.0).discharge, 2.0 * 0.6 * std::sqrt(2.0 * g * 0.3), 1e-10);
}

TEST(Bridge, FallsByYarnell) {
    Bridge piers = bridge(1e9);
    piers.loss = 0.0;
    const double a = 2.0 / 20.0;
    for (const double below : {1.0, 2.0, 4.0})
        for (const double q : {2.0, 10.0, 20.0}) {
            const double froude2 = std::pow(q / (20.0 * below), 2) / (g * below);
            const double fall = 1.05 * below * froude2 * (1.05 + 5.0 * froude2 - 0.6) * (a + 15.0 * std::pow(a, 4));
            EXPECT_NEAR(flow(piers, 1.0, 1.0 + below + fall, 1.0 + below).discharge, q, 1e-7);
            const Structure same = piers;
            const double back = flow(same, 1.0, 1.0 + below + fall, 1.0 + below).discharge;
            // the fall itself is only known to the last bits of the stages: compared in the fall
            const double x = std::pow(back / (20.0 * below), 2) / (g * below);
            EXPECT_NEAR(1.05 * below * x * (1.05 + 5.0 * x - 0.6) * (a + 15.0 * std::pow(a, 4)), fall, 1e-10);
        }
    // choked: critical flow through the clear width
    expect_close(flow(piers, 1.0, 3.0, 0.0).discharge,
                 18.0 * std::pow(2.0 / 3.0, 1.5) * std::sqrt(g) * std::pow(2.0, 1.5));
}

TEST(Bridge, WithItsDeckInTheWaterIsAnOrifice) {
    Bridge deck = bridge(2.0);
    deck.piers = 0.0;
    deck.loss = 0.0;
    // Bradley (1978): Q = 0.8 A sqrt(2 g dz)
    expect_close(flow(deck, 1.0, 4.0, 3.5).discharge, 0.8 * 20.0 * 1.0 * std::sqrt(2.0 * g * 0.5));
}

TEST(Pump, FollowsItsCurveAndStopsAtItsLevel) {
    const Structure pump = Pump{{0.0, 2.0, 5.0}, {3.0, 2.0, 0.0}, 10.0, 11.0};
    EXPECT_NEAR(flow(pump, 1.0, 12.0, 13.0).discharge, 2.5, 1e-12);
    EXPECT_NEAR(flow(pump, 2.0, 12.0, 15.5).discharge, 2.0, 1e-12);
    EXPECT_EQ(flow(pump, 1.0, 12.0, 18.0).discharge, 0.0);
    EXPECT_EQ(flow(pump, 1.0, 12.0, 0.0).discharge, 3.0);  // downhill: never more than the first row
    EXPECT_NEAR(flow(pump, 1.0, 10.5, 10.5).discharge, 0.75 * 3.0, 1e-12);
    EXPECT_EQ(flow(pump, 1.0, 10.0, 10.0).discharge, 0.0);
}

TEST(Diversion, FollowsItsRatingToItsLimit) {
    const Structure diversion = Diversion{{1.0, 2.0, 4.0}, {0.0, 3.0, 20.0}, 15.0};
    EXPECT_EQ(flow(diversion, 1.0, 0.5, 0.0).discharge, 0.0);
    EXPECT_NEAR(flow(diversion, 1.0, 3.0, 0.0).discharge, 11.5, 1e-12);
    EXPECT_EQ(flow(diversion, 0.5, 3.9, 0.0).discharge, 7.5);
}

TEST(Withdrawal, TakesTheDemandAndFadesOut) {
    const Structure intake = Withdrawal{1.0, 0.2, 5.0};
    EXPECT_EQ(flow(intake, 3.0, 2.0, 0.0).discharge, 3.0);
    EXPECT_EQ(flow(intake, 9.0, 2.0, 0.0).discharge, 5.0);
    EXPECT_NEAR(flow(intake, 3.0, 1.1, 0.0).discharge, 3.0 * 0.75, 1e-12);
    EXPECT_EQ(flow(intake, 3.0, 1.0, 0.0).discharge, 0.0);
    EXPECT_EQ(flow(intake, -1.0, 2.0, 0.0).discharge, 0.0);
}

TEST(GroundwaterExchange, IsConductanceTimesHeadNeverBelowTheBed) {
    const Structure bed = GroundwaterExchange{0.2, 1.0};
    EXPECT_NEAR(flow(bed, 1.5, 2.0, 0.0).discharge, 0.1, 1e-15);
    EXPECT_NEAR(flow(bed, 3.0, 2.0, 0.0).discharge, -0.2, 1e-15);
    EXPECT_NEAR(flow(bed, -9.0, 2.0, 0.0).discharge, 0.2,
                1e-15);  // a deep aquifer pulls no harder than the water stands
    EXPECT_EQ(flow(bed, 0.0, 1.0, 0.0).discharge, 0.0);
}

}  // namespace
}  // namespace liriver::solver::structures
