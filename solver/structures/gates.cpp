// Flow under a gate by energy from the pool to the vena contracta and momentum from there to the water below (Henderson
// 1966, Open Channel Flow, 6.6). Per metre of width, with the head H above the sill, the jet's thickness y2 = C_c a,
// the depth y over it, and the depth y3 downstream:
//
//   energy    H = y + q^2 / (2 g y2^2)
//   momentum  y^2 / 2 + q^2 / (g y2) = y3^2 / 2 + q^2 / (g y3)
//
// Free flow has y = y2. Critical flow over the sill lets most through at y2 = 2/3 H: a lip above that is out of the
// water.
#include <algorithm>

#include "solver/structures/laws.h"

namespace liriver::solver::structures {
namespace {

Dual under_gate(const Dual& jet, const Dual& head, const Dual& below) {
    const Dual y2 = min(jet, 2.0 / 3.0 * head);
    if (y2.value <= 0.0)
        return {};
    Dual drop = head - y2;  // H - y
    // Beyond the depth conjugate to the jet, y3 (y3 + y2) = 4 y2 (H - y2), tailwater covers the jet.
    const Dual conjugate = 0.5 * (sqrt(y2 * y2 + 16.0 * y2 * drop) - y2);
    if (below.value > conjugate.value) {
        // Without q the two laws give y^2 - k y + k H - y3^2 = 0 with k = 4 y2 (1 - y2/y3). Its upper root is the
        // covered jet. H - y is taken from (H - y)(H + y - k) = (H - y3)(H + y3), which keeps its digits where stages
        // meet.
        const Dual k = 4.0 * y2 * (1.0 - y2 / below);
        const Dual covered = 0.5 * k + sqrt(max(0.0, 0.25 * k * k - k * head + below * below));
        const Dual covered_drop = (head - below) * (head + below) / (head + covered - k);
        // Just beyond the conjugate depth the theory has two states, the bare and the covered jet (Defina and Susin
        // 2003). Over a rise of the tailwater as high as they differ, the law goes from the one to the other.
        const Dual jump = 4.0 * y2 * (1.0 - y2 / conjugate) - 2.0 * y2;
        if (jump.value > 0.0 && below.value < conjugate.value + jump.value) {
            const Dual share = (below - conjugate) / jump;
            drop = (1.0 - share) * drop + share * covered_drop;
        } else {
            drop = covered_drop;
        }
    }
    return y2 * sqrt(2.0 * gravity * max(0.0, drop));
}

}  // namespace

Dual discharge(const SluiceGate& gate, double setting, const Dual& up, const Dual& down) {
    const double opening = std::max(0.0, setting);
    return gate.width * under_gate(gate.contraction * opening, up - gate.sill, down - gate.sill);
}

// Toch (1955), Trans. ASCE 120, 290, in Henderson (1966), 6.4
Dual discharge(const RadialGate& gate, double setting, const Dual& up, const Dual& down) {
    const double opening = std::max(0.0, setting);
    const double cosine = std::clamp((gate.trunnion - opening) / gate.radius, -1.0, 1.0);
    const double angle = std::acos(cosine) / std::acos(0.0);  // in units of 90 degrees
    const double contraction = 1.0 + angle * (-0.75 + 0.36 * angle);
    return gate.width * under_gate(contraction * opening, up - gate.sill, down - gate.sill);
}

}  // namespace liriver::solver::structures
