// Overflow. Q = C b H^1.5 when free; a factor of h/H drowns it, H and h being the heads above the crest up- and
// downstream.
#include "solver/structures/laws.h"

namespace liriver::solver::structures {
namespace {

struct Heads {
    Dual up, ratio;  // H, and h/H
};
Heads heads(double crest, const Dual& up, const Dual& down) {
    const Dual head = max(0.0, up - crest);
    return {head, head.value > 0.0 ? max(0.0, down - crest) / head : Dual{}};
}

Dual to_three_halves(const Dual& head) { return head * sqrt(head); }

// Villemonte (1947), Engineering News-Record 139, 866
Dual villemonte(const Dual& ratio) { return ratio.value > 0.0 ? pow(1.0 - to_three_halves(ratio), 0.385) : Dual{1.0}; }

// Fread (1988), The NWS DAMBRK Model: 1 - 27.8 (h/H - 0.67)^3; 27.8 is 1/0.33^3 rounded
Dual fread(const Dual& ratio) {
    constexpr double modular_limit = 0.67;
    const Dual over = (ratio - modular_limit) / (1.0 - modular_limit);
    return over.value > 0.0 ? 1.0 - over * over * over : Dual{1.0};
}

}  // namespace

// Bos (1989), Discharge Measurement Structures, 1.10
Dual discharge(const BroadCrestedWeir& weir, double setting, const Dual& up, const Dual& down) {
    const Heads h = heads(weir.crest + setting, up, down);
    return weir.coefficient * weir.width * to_three_halves(h.up) * villemonte(h.ratio);
}

// Rehbock (1929), in Henderson (1966), Open Channel Flow, 6.5
Dual discharge(const SharpCrestedWeir& weir, double setting, const Dual& up, const Dual& down) {
    const Heads h = heads(weir.crest + setting, up, down);
    const Dual coefficient = 0.611 + 0.08 * min(h.up / (weir.height + setting), 5.0);
    return 2.0 / 3.0 * coefficient * std::sqrt(2.0 * gravity) * weir.width * to_three_halves(h.up) *
           villemonte(h.ratio);
}

// Hager (1991), Proc. Instn Civ. Engrs 91, 399: from a broad crest's 0.385 at no head to 0.495 at the design head
Dual discharge(const OverflowDam& dam, double setting, const Dual& up, const Dual& down) {
    const Heads h = heads(dam.crest + setting, up, down);
    const Dual x = min(h.up / dam.design_head, 3.0);
    const Dual coefficient = 2.0 / (3.0 * std::sqrt(3.0)) * (1.0 + 4.0 * x / (9.0 + 5.0 * x));
    return coefficient * std::sqrt(2.0 * gravity) * dam.width * to_three_halves(h.up) * fread(h.ratio);
}

}  // namespace liriver::solver::structures
