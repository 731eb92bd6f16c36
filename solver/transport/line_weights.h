#pragma once
// Face values of fifth order along a channel, as weights of the differences between its volumes.
#include <algorithm>
#include <cmath>

#include "solver/vector_paths.h"

namespace liriver::solver::transport {

/// Water of the volumes round a face (m3), upstream to downstream, and what crosses it.
struct LineWater {
    double up3, up2, up, down, down2;
    double crossing;  ///< m3, not negative
    double kept;      ///< m3 of `up` that do not leave
};

/// Of c_u2 - c_u3, c_u - c_u2, c_d - c_u, c_d2 - c_d.
struct LineWeights {
    double up3, up2, down, down2;
};

/// The concentration in the last q m3 of a line before a face, less that of the volume they are in. P(w), the amount in
/// the first w m3 of the line, is a polynomial through the ends of five volumes (of three if `five` is 0 and not 1);
/// the face carries (P(0) - P(-q)) / q. That is exact in time: what crosses the face is what was the nearest to it.
/// Newton's form with nodes in the order 0, -W_u, W_d, -(W_u + W_u2), W_d + W_d2, -(W_u + W_u2 + W_u3):
///   delta = kept { s_1 - (q + W_d) [ t_u + (W_u + W_u2 - q) (y_f - (q + W_d + W_d2) z_u) ] }
/// with divided differences s of c, t of s, y of t, z of y. On an even grid: Leonard 1991, fifth order.
LIRIVER_KERNEL LineWeights line_weights(const LineWater& w, double five) {
    const double least = std::max(1e-3 * w.up, 1e-9);  // no quotient by almost nothing; limiters bound what comes of it
    const auto over = [least](double sum) __attribute__((always_inline)) { return 1.0 / std::max(sum, least); };
    const double three = w.up2 + w.up + w.down;
    const double five_sum = w.up3 + three + w.down2;
    const double a = w.crossing + w.down;
    const double b = w.up2 + w.up - w.crossing;
    const double rest = (w.up3 + w.up2 + w.up - w.crossing) * over(five_sum);  // 1 - (q + W_d + W_d2) / sum
    const double k1 = five * b * rest * over(three + w.down2);
    const double k2 = five * b * (1.0 - rest) * over(w.up3 + three);
    const double t1 = a * k1 * over(w.up + w.down + w.down2);
    const double t0 = a * (1.0 - k1 + k2) * over(three);
    const double t2 = a * k2 * over(w.up3 + w.up2 + w.up);
    return {-w.kept * t2 * over(w.up3 + w.up2), w.kept * (t0 + t2) * over(w.up2 + w.up),
            w.kept * (1.0 + t1 - t0) * over(w.up + w.down), -w.kept * t1 * over(w.down + w.down2)};
}

}  // namespace liriver::solver::transport
