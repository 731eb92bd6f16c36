#include "tests/verification/structures/cases.h"

#include <algorithm>
#include <cmath>

#include "tests/unit/solver/structures/made_structures.h"

// Each formula is written out here once more, in its published form, from the source that the case names.
namespace liriver::tests::verification {
namespace {

using namespace solver::structures;

constexpr double g = 9.81;
constexpr double pi = 3.14159265358979323846;

// The largest relative departure of what is found from what is right.
class Worst {
  public:
    void add(double found, double right) {
        const double departure = right == 0.0 ? std::abs(found) : std::abs(found / right - 1.0);
        worst_ = departure <= worst_ ? worst_ : departure;  // a NaN stays
    }
    [[nodiscard]] double value() const { return worst_; }

  private:
    double worst_ = 0.0;
};

double villemonte(double up, double down) { return down > 0.0 ? std::pow(1.0 - std::pow(down / up, 1.5), 0.385) : 1.0; }

double broad_crested_weir() {
    const Structure weir = BroadCrestedWeir{100.0, 20.0, 1.705};
    Worst worst;
    for (const double up : {1e-3, 0.2, 1.0, 3.0})
        for (const double share : {-1.0, 0.0, 0.3, 0.7, 0.9, 0.99, 0.999, 1.0 - 1e-6}) {
            const double left = 100.0 + up;
            const double right = 100.0 + share * up;
            const double h = left - 100.0;  // as the two stages hold them
            worst.add(flow(weir, 0.0, left, right).discharge,
                      1.705 * 20.0 * std::pow(h, 1.5) * villemonte(h, right - 100.0));
        }
    return worst.value();
}

// Without losses C = (2/3)^1.5 sqrt(g), Bos (1989), eq. 1.35.
double broad_crested_coefficient() {
    return std::abs(BroadCrestedWeir{}.coefficient - std::pow(2.0 / 3.0, 1.5) * std::sqrt(g));
}

double sharp_crested_weir() {
    const Structure weir = SharpCrestedWeir{0.0, 3.0, 0.5};
    Worst worst;
    for (const double up : {0.05, 0.4, 1.5})
        for (const double down : {-0.5, 0.3 * up, 0.95 * up}) {
            const double free = 2.0 / 3.0 * (0.611 + 0.08 * up / 0.5) * std::sqrt(2.0 * g) * 3.0 * std::pow(up, 1.5);
            worst.add(flow(weir, 0.0, up, down).discharge, free * villemonte(up, down));
        }
    return worst.value();
}

double free_overflow(double up) {
    const double x = std::min(up / 2.0, 3.0);
    return 2.0 / (3.0 * std::sqrt(3.0)) * (1.0 + 4.0 * x / (9.0 + 5.0 * x)) * 10.0 * std::sqrt(2.0 * g * up * up * up);
}

// Submerged as Fread (1988) has it, whose 27.8 stands for 1/0.33^3 = 27.826.
double overflow_dam() {
    const Structure dam = OverflowDam{0.0, 10.0, 2.0};
    Worst worst;
    for (const double up : {0.1, 1.0, 2.0, 5.0, 8.0}) {
        worst.add(flow(dam, 0.0, up, -1.0).discharge, free_overflow(up));
        worst.add(flow(dam, 0.0, up, 0.67 * up).discharge, free_overflow(up));
        worst.add(flow(dam, 0.0, up, 0.9 * up).discharge, free_overflow(up) * (1.0 - std::pow(0.23 / 0.33, 3)));
    }
    return worst.value();
}

// At the design head: the mean of the Bureau of Reclamation's 3.95 ft^0.5/s and the WES crest's 4.03.
double overflow_dam_at_design_head() {
    const double coefficient =
        flow(OverflowDam{0.0, 10.0, 2.0}, 0.0, 2.0, -1.0).discharge / (10.0 * std::pow(2.0, 1.5));
    return std::abs(coefficient / (3.99 * std::sqrt(0.3048)) - 1.0);
}

constexpr double contraction = 0.611;

double free_jet(double jet, double head) { return jet * std::sqrt(2.0 * g * (head - jet)); }

double conjugate_of(double jet, double free) {
    const double froude = free / (jet * std::sqrt(g * jet));
    return 0.5 * jet * (std::sqrt(1.0 + 8.0 * froude * froude) - 1.0);
}

double free_sluice_gate() {
    const Structure gate = SluiceGate{0.0, 1.0, contraction};
    Worst worst;
    for (const double head : {2.0, 5.0, 10.0})
        for (const double opening : {0.1, 0.5, 1.0}) {
            const double jet = contraction * opening;
            const double free = free_jet(jet, head);
            worst.add(flow(gate, opening, head, 0.0).discharge, free);
            worst.add(flow(gate, opening, head, 0.999 * conjugate_of(jet, free)).discharge, free);
        }
    return worst.value();
}

// Energy gives the depth over the jet; momentum must then balance between there and the tailwater.
double submerged_sluice_gate() {
    const Structure gate = SluiceGate{0.0, 1.0, contraction};
    Worst worst;
    for (const double head : {2.0, 5.0, 10.0})
        for (const double opening : {0.1, 0.5, 1.0}) {
            const double jet = contraction * opening;
            const double conjugate = conjugate_of(jet, free_jet(jet, head));
            for (const double share : {0.7, 0.9, 0.999}) {
                const double below = conjugate + share * (head - conjugate);
                const double q = flow(gate, opening, head, below).discharge;
                const double over = head - q * q / (2.0 * g * jet * jet);
                worst.add(0.5 * over * over + q * q / (g * jet), 0.5 * below * below + q * q / (g * below));
            }
        }
    return worst.value();
}

double gate_out_of_the_water() {
    const Structure gate = SluiceGate{1.0, 4.0};
    Worst worst;
    for (const double opening : {1.7, 3.0, 100.0})
        worst.add(flow(gate, opening, 2.5, 1.0).discharge,
                  4.0 * std::pow(2.0 / 3.0, 1.5) * std::sqrt(g) * std::pow(1.5, 1.5));
    return worst.value();
}

// C_c = 1 - 0.75 t + 0.36 t^2, t the lip's angle by the right angle.
double radial_gate() {
    const Structure gate = RadialGate{0.0, 2.0, 4.0, 2.5};
    Worst worst;
    for (const double opening : {0.2, 1.0, 2.5}) {
        const double t = 2.0 / pi * std::acos((2.5 - opening) / 4.0);
        worst.add(flow(gate, opening, 9.0, 0.0).discharge,
                  2.0 * free_jet((1.0 - 0.75 * t + 0.36 * t * t) * opening, 9.0));
    }
    return worst.value();
}

// Form 1: HW/D = H_c/D + K X^M, X = 1.811 Q / (A D^0.5) < 3.5; theta is the filled pipe's angle at the centre.
double unsubmerged_pipe_inlet() {
    Culvert culvert = pipe();
    culvert.length = 0.0;  // so that the inlet governs
    culvert.entrance_loss = 0.0;
    culvert.barrels = 1.0;
    culvert.invert_left = 0.0;
    culvert.invert_right = -5.0;
    const double diameter = culvert.height;
    const double full = 0.25 * pi * diameter * diameter;
    Worst worst;
    for (int step = 10; step < 120; ++step) {
        const double theta = 0.05 * step;
        const double area = diameter * diameter / 8.0 * (theta - std::sin(theta));
        const double depth = 0.5 * diameter * (1.0 - std::cos(0.5 * theta));
        const double q = area * std::sqrt(g * area / (diameter * std::sin(0.5 * theta)));
        const double x = 1.811 * q / (full * std::sqrt(diameter));
        if (x >= 3.5)
            break;
        const double critical_head = depth + q * q / (2.0 * g * area * area);
        worst.add(flow(culvert, 1.0, critical_head + diameter * 0.0098 * x * x, -10.0).discharge, q);
    }
    return worst.value();
}

double submerged_pipe_inlet() {
    Culvert culvert = pipe();
    culvert.length = 0.0;
    culvert.entrance_loss = 0.0;
    culvert.barrels = 1.0;
    culvert.invert_left = 0.0;
    culvert.invert_right = -5.0;
    const double diameter = culvert.height;
    Worst worst;
    for (const double x : {4.0, 5.0, 7.0})  // HW/D = c X^2 + Y
        worst.add(flow(culvert, 1.0, diameter * (0.0398 * x * x + 0.67), -10.0).discharge,
                  x * 0.25 * pi * diameter * diameter * std::sqrt(diameter) / 1.811);
    return worst.value();
}

double box_inlet() {
    Culvert culvert = box();  // form 2: HW/D = K X^M
    culvert.length = culvert.entrance_loss = 0.0;
    culvert.invert_left = 0.0;
    culvert.invert_right = -5.0;
    Worst worst;
    for (const double x : {0.5, 2.0, 3.4})
        worst.add(flow(culvert, 1.0, 1.5 * 0.510 * std::pow(x, 0.667), -10.0).discharge,
                  x * 3.0 * std::sqrt(1.5) / 1.811);
    return worst.value();
}

// H = (1 + k_e + 2 g n^2 L / R^(4/3)) V^2 / 2g
double full_barrel() {
    const Culvert culvert = pipe();
    const double loss = 1.0 + 0.5 + 2.0 * g * 0.013 * 0.013 * 20.0 / std::pow(1.2 / 4.0, 4.0 / 3.0);
    Worst worst;
    for (const double fall : {1e-6, 0.01, 0.1, 0.3})
        worst.add(flow(culvert, 1.0, 3.0 + fall, 3.0).discharge,
                  2.0 * 0.25 * pi * 1.44 * std::sqrt(2.0 * g * ((3.0 + fall) - 3.0) / loss));
    return worst.value();
}

// Without any loss but the exit's: Q = b (2/3 H) sqrt(2 g H/3).
double free_culvert_outlet() {
    Culvert culvert = box();
    culvert.entrance_loss = 0.0;
    culvert.length = 0.0;
    culvert.k = 1e-9;  // an inlet that lets all through
    culvert.c = 1e-9;
    Worst worst;
    worst.add(flow(culvert, 1.0, 1.9, 0.0).discharge, 2.0 * 0.6 * std::sqrt(2.0 * g * 0.3));
    return worst.value();
}

// Compared in the fall, m, which the stages hold to their last bits only.
double bridge_piers() {
    Bridge piers = bridge(1e9);
    piers.loss = 0.0;
    const double a = 2.0 / 20.0;
    const auto fall_of = [&](double q, double below) {
        const double froude2 = std::pow(q / (20.0 * below), 2) / (g * below);
        return 1.05 * below * froude2 * (1.05 + 5.0 * froude2 - 0.6) * (a + 15.0 * std::pow(a, 4));
    };
    double worst = 0.0;
    for (const double below : {1.0, 2.0, 4.0})
        for (const double q : {2.0, 10.0, 20.0}) {
            const double fall = fall_of(q, below);
            const double found = flow(piers, 1.0, 1.0 + below + fall, 1.0 + below).discharge;
            worst = std::max(worst, std::abs(fall_of(found, below) - fall));
        }
    return worst;
}

double choked_bridge() {
    Bridge piers = bridge(1e9);
    piers.loss = 0.0;
    Worst worst;
    worst.add(flow(piers, 1.0, 3.0, 0.0).discharge,
              18.0 * std::pow(2.0 / 3.0, 1.5) * std::sqrt(g) * std::pow(2.0, 1.5));
    return worst.value();
}

double bridge_deck() {
    Bridge deck = bridge(2.0);
    deck.piers = 0.0;
    deck.loss = 0.0;
    Worst worst;
    worst.add(flow(deck, 1.0, 4.0, 3.5).discharge, 0.8 * 20.0 * 1.0 * std::sqrt(2.0 * g * 0.5));
    return worst.value();
}

// Linear between the rows of its curve; over the last metre above its lowest level it fades as 1 - (1 - s)^2.
double pump() {
    const Structure pump = Pump{{0.0, 2.0, 5.0}, {3.0, 2.0, 0.0}, 10.0, 11.0};
    Worst worst;
    worst.add(flow(pump, 1.0, 12.0, 13.0).discharge, 2.5);
    worst.add(flow(pump, 2.0, 12.0, 15.5).discharge, 2.0);
    worst.add(flow(pump, 1.0, 12.0, 18.0).discharge, 0.0);
    worst.add(flow(pump, 1.0, 12.0, 0.0).discharge, 3.0);  // downhill: never more than the first row
    worst.add(flow(pump, 1.0, 10.5, 10.5).discharge, 0.75 * 3.0);
    worst.add(flow(pump, 1.0, 10.0, 10.0).discharge, 0.0);
    return worst.value();
}

double diversion() {
    const Structure diversion = Diversion{{1.0, 2.0, 4.0}, {0.0, 3.0, 20.0}, 15.0};
    Worst worst;
    worst.add(flow(diversion, 1.0, 0.5, 0.0).discharge, 0.0);
    worst.add(flow(diversion, 1.0, 3.0, 0.0).discharge, 11.5);
    worst.add(flow(diversion, 0.5, 3.9, 0.0).discharge, 7.5);
    return worst.value();
}

double withdrawal() {
    const Structure intake = Withdrawal{1.0, 0.2, 5.0};
    Worst worst;
    worst.add(flow(intake, 3.0, 2.0, 0.0).discharge, 3.0);
    worst.add(flow(intake, 9.0, 2.0, 0.0).discharge, 5.0);
    worst.add(flow(intake, 3.0, 1.1, 0.0).discharge, 3.0 * 0.75);
    worst.add(flow(intake, 3.0, 1.0, 0.0).discharge, 0.0);
    worst.add(flow(intake, -1.0, 2.0, 0.0).discharge, 0.0);
    return worst.value();
}

// An aquifer below the bed pulls no harder than the water stands.
double groundwater() {
    const Structure bed = GroundwaterExchange{0.2, 1.0};
    Worst worst;
    worst.add(flow(bed, 1.5, 2.0, 0.0).discharge, 0.1);
    worst.add(flow(bed, 3.0, 2.0, 0.0).discharge, -0.2);
    worst.add(flow(bed, -9.0, 2.0, 0.0).discharge, 0.2);
    worst.add(flow(bed, 0.0, 1.0, 0.0).discharge, 0.0);
    return worst.value();
}

Case row(const char* name, const char* source, double (*run)()) {
    return {name, "largest relative departure of Q", 1e-10, source, run};
}

}  // namespace

const std::vector<Case>& structure_cases() {
    static const std::vector<Case> cases{
        row("broad-crested weir, free to submerged", "Bos (1989) with Villemonte (1947)", broad_crested_weir),
        {"broad-crested weir, its coefficient", "difference, m^0.5/s", 5e-4, "critical flow: (2/3)^1.5 g^0.5",
         broad_crested_coefficient},
        row("sharp-crested weir, free to submerged", "Rehbock (1929) with Villemonte (1947)", sharp_crested_weir),
        row("overflow dam, free to submerged", "Hager (1991) with Fread (1988)", overflow_dam),
        {"overflow dam at its design head", "relative difference of its coefficient", 0.01,
         "Design of Small Dams (1987), fig. 9-23, and EM 1110-2-1603", overflow_dam_at_design_head},
        row("sluice gate, free", "energy, contraction 0.611 (Henderson 1966)", free_sluice_gate),
        {"sluice gate, submerged", "relative departure from the momentum balance", 1e-10, "Henderson (1966), 6.6",
         submerged_sluice_gate},
        row("sluice gate out of the water", "critical flow over its sill", gate_out_of_the_water),
        row("radial gate, free", "Toch (1955) in Henderson (1966), 6.4", radial_gate),
        row("culvert, pipe with an open inlet", "HDS-5, form 1", unsubmerged_pipe_inlet),
        row("culvert, pipe with a drowned inlet", "HDS-5, submerged inlet", submerged_pipe_inlet),
        row("culvert, box with an open inlet", "HDS-5, form 2", box_inlet),
        row("culvert, full barrel", "HDS-5, eq. 3.6b", full_barrel),
        row("culvert, free outlet without losses", "critical flow", free_culvert_outlet),
        {"bridge piers", "largest difference of the fall, m", 1e-10, "Yarnell (1934)", bridge_piers},
        row("bridge, choked", "critical flow through the clear width", choked_bridge),
        row("bridge deck in the water", "Bradley (1978), orifice with 0.8", bridge_deck),
        row("pump", "its own curve", pump),
        row("diversion", "its own rating", diversion),
        row("intake", "its demand", withdrawal),
        row("exchange with groundwater", "McDonald and Harbaugh (1988), river package", groundwater)};
    return cases;
}

}  // namespace liriver::tests::verification
