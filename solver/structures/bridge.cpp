// A bridge's opening: the fall dz that the discharge needs, solved for the discharge. With y3 the depth below (at most
// the opening's height) and X = V^2 / (g y3), Yarnell (1934, USDA Technical Bulletin 442) has
//
//   dz / y3 = k s X (k - 0.6 + 5 X) + (loss + orifice) X / 2,   s = a + 15 a^4,  a the piers' share of the width,
//
// a quadratic in X.
#include <algorithm>

#include "solver/structures/laws.h"

namespace liriver::solver::structures {

Dual discharge(const Bridge& bridge, double setting, const Dual& up, const Dual& down) {
    const double open = std::clamp(setting, 0.0, 1.0);
    const Dual head = up - bridge.bed;
    if (head.value <= 0.0 || open <= 0.0)
        return {};
    const double share = bridge.piers / bridge.width;
    const double obstruction = bridge.pier_shape * (share + 15.0 * share * share * share * share);
    const double height = bridge.underside - bridge.bed;
    // Tailwater below critical depth is not felt.
    const Dual depth = max(down - bridge.bed, 2.0 / 3.0 * head);
    const Dual flowing = min(depth, height);
    // Where the deck is in the water an orifice's loss, dz = (1/C^2) V^2 / 2g with C = 0.8 (Bradley 1978, Hydraulics of
    // Bridge Waterways), comes in over the first tenth of the opening's height.
    Dual loss = bridge.loss;
    if (head.value > height)
        loss = loss + (1.0 / 0.64) * min((head - height) / (0.1 * height), 1.0);
    const Dual linear = obstruction * (bridge.pier_shape - 0.6) + 0.5 * loss;
    const Dual fall = (head - depth) / flowing;
    if (fall.value <= 0.0)
        return {};
    // 5 s X^2 + linear X = fall, by the form of the root that also holds without piers
    const Dual x = 2.0 * fall / (linear + sqrt(linear * linear + 20.0 * obstruction * fall));
    const Dual gradual = bridge.width * flowing * sqrt(gravity * flowing * x);
    const Dual critical_depth = 2.0 / 3.0 * head;
    const Dual critical = (bridge.width - bridge.piers) * critical_depth * sqrt(gravity * critical_depth);
    return open * min(gradual, critical);
}

}  // namespace liriver::solver::structures
