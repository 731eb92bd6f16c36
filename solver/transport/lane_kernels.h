#pragma once
// The kernels of a sub-step for any number of lanes; substep.cpp compiles them for each kind of vectors. The equations
// and why they keep a uniform concentration uniform and stay bounded stand in docs/explanation/transport.md.
// Nothing here passes vectors by value: functions compiled for different vectors would not agree on how.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "solver/transport/substep.h"

namespace liriver::solver::transport {

LIRIVER_KERNEL std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

/// How the lanes of a block are worked on: `parts` vectors of `width` lanes each, as wide as the machine's at most.
/// Compilers would take wider ones apart into single numbers wherever they are compared.
template <std::size_t lanes, std::size_t widest>
struct Split {
    static constexpr std::size_t width = std::min(lanes, widest);
    static constexpr std::size_t parts = lanes / width;
    using V = Lanes<width>;

    LIRIVER_KERNEL static V* vectors(double* values) { return reinterpret_cast<V*>(values); }
};

/// difference_i = sum of inflow times (its concentration - the volume's): 0 exactly where all are equal. The right side
/// begins with it and what mixing exchanges.
template <bool mixing>
struct Differences {
    template <class S, class Range>
    LIRIVER_KERNEL static void run(const Substep& substep, const Range& range) {
        using V = typename S::V;
        const Topology& topology = *substep.topology;
        const V* c = S::vectors(substep.block->concentration.data());
        V* difference = S::vectors(substep.difference);
        V* change = S::vectors(substep.change);
        const std::size_t* first = topology.first.data();
        const std::int32_t* neighbour = topology.neighbour.data();
        const std::int32_t* face = topology.face.data();
        const double* inward = substep.weights->inward.data();
        const double* exchanged = substep.weights->mixing.data();
        for (std::size_t n = 0; n < range.volume_count(); ++n) {
            const std::size_t i = range.volume(n);
            V here[S::parts], advected[S::parts], mixed[S::parts];
            for (std::size_t h = 0; h < S::parts; ++h) {
                here[h] = c[i * S::parts + h];
                advected[h] = mixed[h] = V{};
            }
            for (std::size_t e = first[i]; e < first[i + 1]; ++e) {
                const std::size_t beyond = index(neighbour[e]) * S::parts;
                const double entering = std::max(inward[e], 0.0);
                const double exchange = mixing ? exchanged[face[e]] : 0.0;
                for (std::size_t h = 0; h < S::parts; ++h) {
                    const V step = c[beyond + h] - here[h];
                    advected[h] += entering * step;
                    if (mixing)
                        mixed[h] += exchange * step;
                }
            }
            for (std::size_t h = 0; h < S::parts; ++h) {
                difference[i * S::parts + h] = advected[h];
                change[i * S::parts + h] = mixing ? advected[h] + mixed[h] : advected[h];
            }
        }
    }
};

/// Faces: the limited antidiffusive flux, what crosses beyond first-order upwind. The value at the face is the upstream
/// volume's plus delta, of fifth order on a line (line_weights.h), else
///   delta = kept/(W_u + W_d) (2 - C)/3 (c_d - c_u) + kept/(W_u + W_in) (1 + C)/3 (c_u - c_in),
/// of third order on an even grid (Leonard 1979, in the coordinate "water"), limited to
///   0 <= delta/(c_d - c_u) <= 1  and  0 <= delta/(c_u - c_in) <= kept/out,
/// which makes every new concentration a mean of old ones with weights >= 0 (Sweby 1984; Leonard 1991; Arora and Roe
/// 1997).
template <bool lines>
struct Antidiffusion {
    template <class S, class Range>
    LIRIVER_KERNEL static void run(const Substep& substep, const Range& range) {
        using V = typename S::V;
        const WaterWeights& weights = *substep.weights;
        V* flux = S::vectors(substep.flux);
        if constexpr (S::parts * S::width == 1 && Range::all) {
            // written first and gathered by the volumes, so that this loop can become vectors; the order of each sum is
            // the same: that of the faces
            const std::size_t count = range.face_count();
            LIRIVER_INDEPENDENT_LOOP
            for (std::size_t f = 0; f < count; ++f)
                at_face<S>(substep, f, flux + f);
        } else {
            V* change = S::vectors(substep.change);
            const bool keeps_flux = substep.keeps_flux;
            for (std::size_t n = 0; n < range.face_count(); ++n) {
                const std::size_t f = range.face(n);
                V moved[S::parts];
                for (std::size_t h = 0; h < S::parts; ++h)
                    moved[h] = V{};
                if (weights.antidiffusive_crossing[f] != 0.0)
                    at_face<S>(substep, f, moved);
                else if (!keeps_flux)
                    continue;
                const std::size_t to = index(substep.topology->to[f]) * S::parts;
                const std::size_t from = index(substep.topology->from[f]) * S::parts;
                for (std::size_t h = 0; h < S::parts; ++h) {
                    change[to + h] += moved[h];
                    change[from + h] -= moved[h];
                }
                if (keeps_flux)
                    for (std::size_t h = 0; h < S::parts; ++h)
                        flux[f * S::parts + h] = moved[h];
            }
        }
    }

    template <class S>
    LIRIVER_KERNEL static void at_face(const Substep& substep, std::size_t f, typename S::V* moved) {
        using V = typename S::V;
        const WaterWeights& weights = *substep.weights;
        const V* c = S::vectors(substep.block->concentration.data());
        const V* difference = S::vectors(substep.difference);
        const std::size_t up = index(weights.up[f]);
        const std::size_t down = index(weights.down[f]) * S::parts;
        const double bound = weights.bound[up], to_upstream = weights.to_upstream[up];
        const double down_weight = weights.down_weight[f], crossing = weights.antidiffusive_crossing[f];
        const V none{};
        for (std::size_t h = 0; h < S::parts; ++h) {
            const V here = c[up * S::parts + h];
            const V there = c[down + h];
            const V downstream = there - here;
            const V upstream = -difference[up * S::parts + h];  // inflow times (c_u - c_in)
            V wanted = down_weight * downstream + to_upstream * upstream;
            if constexpr (lines) {
                const V above = c[index(weights.up2[f]) * S::parts + h];
                wanted += weights.up2_weight[f] * (here - above);
                wanted += weights.up3_weight[f] * (above - c[index(weights.up3[f]) * S::parts + h]);
                wanted += weights.down2_weight[f] * (c[index(weights.down2[f]) * S::parts + h] - there);
            }
            const V by_downstream = downstream < none ? -downstream : downstream;
            const V by_upstream = bound * (upstream < none ? -upstream : upstream);
            const V most = by_downstream < by_upstream ? by_downstream : by_upstream;
            const V along = downstream < none ? -wanted : wanted;
            const V below_most = along < most ? along : most;
            const V limited = below_most > none ? below_most : none;
            const V delta = downstream < none ? -limited : limited;
            const V product = downstream * upstream;
            moved[h] = crossing * (product > none ? delta : none);
        }
    }
};

struct GatherFluxes {
    template <class S, class Range>
    LIRIVER_KERNEL static void run(const Substep& substep, const Range& range) {
        const Topology& topology = *substep.topology;
        for (std::size_t n = 0; n < range.volume_count(); ++n) {
            const std::size_t i = range.volume(n);
            double sum = substep.change[i];
            for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e)
                sum += topology.sign[e] * substep.flux[index(topology.face[e])];
            substep.change[i] = sum;
        }
    }
};

struct Solve {
    template <class S, class Range>
    LIRIVER_KERNEL static void run(const Substep& substep, const Range& range) {
        const WaterWeights& weights = *substep.weights;
        auto* change = S::vectors(substep.change);
        if (weights.implicit) {
            weights.elimination.solve<S::parts>(change);
            return;
        }
        for (std::size_t n = 0; n < range.volume_count(); ++n) {
            const std::size_t i = range.volume(n);
            for (std::size_t h = 0; h < S::parts; ++h)
                change[i * S::parts + h] *= weights.divisor[i];
        }
    }
};

/// Symmetric Gauss-Seidel for graphs too tangled to eliminate, until nothing changes beyond rounding; each lane stops
/// when it has, as if it were alone.
struct Iterate {
    template <class S, class Range>
    LIRIVER_KERNEL static void run(const Substep& substep, const Range& range) {
        for (std::size_t h = 0; h < S::parts; ++h)
            run_part<S>(substep, range, h);
    }

    template <class S, class Range>
    LIRIVER_KERNEL static void run_part(const Substep& substep, const Range& range, std::size_t h) {
        using V = typename S::V;
        constexpr int most_sweeps = 2000;
        constexpr double rounding_share = 1e-16;
        const V none{};
        V scale{};
        V* right = S::vectors(substep.difference);  // no longer needed
        V* change = S::vectors(substep.change);
        const V* c = S::vectors(substep.block->concentration.data());
        for (std::size_t n = 0; n < range.volume_count(); ++n) {
            const std::size_t i = range.volume(n) * S::parts + h;
            const V here = c[i] < none ? -c[i] : c[i];
            right[i] = change[i];
            change[i] *= substep.weights->divisor[range.volume(n)];
            const V first = change[i] < none ? -change[i] : change[i];
            scale = scale < here ? here : scale;
            scale = scale < first ? first : scale;
        }
        V open = none + 1.0;
        for (int sweep = 0; sweep < most_sweeps && any<S>(open); ++sweep) {
            V moved{};
            for (std::size_t n = 0; n < range.volume_count(); ++n)
                relax<S>(substep, range.volume(n), h, open, moved);
            for (std::size_t n = range.volume_count(); n-- > 0;)
                relax<S>(substep, range.volume(n), h, open, moved);
            open = moved > rounding_share * scale ? open : none;
        }
        *substep.converged = *substep.converged && !any<S>(open);
    }

    template <class S>
    LIRIVER_KERNEL static void relax(const Substep& substep, std::size_t i, std::size_t h, const typename S::V& open,
                                     typename S::V& moved) {
        using V = typename S::V;
        const Topology& topology = *substep.topology;
        const WaterWeights& weights = *substep.weights;
        V* change = S::vectors(substep.change);
        V sum = S::vectors(substep.difference)[i * S::parts + h];
        double weight = weights.excess[i];
        for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e) {
            const std::size_t beyond = index(topology.neighbour[e]);
            const double link =
                std::max(weights.inward[e], 0.0) * weights.theta[beyond] + weights.mixing[index(topology.face[e])];
            sum += link * change[beyond * S::parts + h];
            weight += link;
        }
        const V none{};
        const V solved = weight > tiny ? sum / weight : none;
        const V old = change[i * S::parts + h];
        const V next = open > none ? solved : old;
        const V step = next - old;
        const V size = step < none ? -step : step;
        moved = moved < size ? size : moved;
        change[i * S::parts + h] = next;
    }

    template <class S>
    LIRIVER_KERNEL static bool any(const typename S::V& open) {
        bool found = false;
        for (std::size_t l = 0; l < S::width; ++l)
            found = found || reinterpret_cast<const double*>(&open)[l] > 0.0;
        return found;
    }
};

struct Boundary {
    template <class S, class Range>
    LIRIVER_KERNEL static void run(const Substep& substep, const Range&) {
        for (const std::int32_t boundary : substep.weights->boundary_faces)
            for (std::size_t h = 0; h < S::parts; ++h)
                account<S>(substep, index(boundary), h);
    }

    template <class S>
    LIRIVER_KERNEL static void account(const Substep& substep, std::size_t boundary, std::size_t h) {
        using V = typename S::V;
        const WaterWeights& weights = *substep.weights;
        const std::size_t f = index(substep.topology->outside_faces[boundary]);
        const std::size_t up = index(weights.up[f]);
        const bool leaves = up < substep.topology->volume_count;
        V value = S::vectors(substep.block->concentration.data())[up * S::parts + h];
        if (leaves)
            value += weights.theta[up] * S::vectors(substep.change)[up * S::parts + h];
        S::vectors(substep.block->crossed.data())[boundary * S::parts + h] += weights.crossing[f] * value;
        V* sum = S::vectors(substep.block->account.data()) + 2 * (leaves ? outflow : inflow) * S::parts + h;
        V* rest = sum + S::parts;
        const V term = std::abs(weights.crossing[f]) * value;
        const V before = *sum;
        const V next = before + term;  // CompensatedSum, lane by lane
        const V none{};
        const V size = before < none ? -before : before;
        const V added = term < none ? -term : term;
        const V lost_of_term = (before - next) + term;
        const V lost_of_sum = (term - next) + before;
        *rest += size >= added ? lost_of_term : lost_of_sum;
        *sum = next;
    }
};

struct ChangeConcentrations {
    template <class S, class Range>
    LIRIVER_KERNEL static void run(const Substep& substep, const Range& range) {
        using V = typename S::V;
        V* c = S::vectors(substep.block->concentration.data());
        const V* change = S::vectors(substep.change);
        if constexpr (S::parts * S::width == 1) {  // as a flag, so that the loop can become vectors
            int negative = 0;
            const std::size_t count = range.volume_count();
            LIRIVER_INDEPENDENT_LOOP
            for (std::size_t n = 0; n < count; ++n) {
                const std::size_t i = range.volume(n);
                const double next = c[i] + change[i];
                negative |= static_cast<int>(next < 0.0);
                c[i] = next;
            }
            *substep.lowest = negative != 0 ? -1.0 : 0.0;
            return;
        }
        V lowest[S::parts];
        for (std::size_t h = 0; h < S::parts; ++h)
            lowest[h] = V{};
        for (std::size_t n = 0; n < range.volume_count(); ++n) {
            const std::size_t i = range.volume(n);
            for (std::size_t h = 0; h < S::parts; ++h) {
                const V next = c[i * S::parts + h] + change[i * S::parts + h];
                lowest[h] = next < lowest[h] ? next : lowest[h];
                c[i * S::parts + h] = next;
            }
        }
        for (std::size_t h = 0; h < S::parts; ++h)
            S::vectors(substep.lowest)[h] = lowest[h];
    }
};

struct Extremes {
    template <class S>
    LIRIVER_KERNEL static void run(const Substep& substep, std::span<const std::int32_t> volumes, double* lowest,
                                   double* highest) {
        using V = typename S::V;
        const V* c = S::vectors(substep.block->concentration.data());
        V low[S::parts], high[S::parts];
        for (std::size_t h = 0; h < S::parts; ++h) {
            low[h] = S::vectors(lowest)[h];
            high[h] = S::vectors(highest)[h];
        }
        for (const std::int32_t volume : volumes)
            for (std::size_t h = 0; h < S::parts; ++h) {
                const V value = c[index(volume) * S::parts + h];
                low[h] = value < low[h] ? value : low[h];
                high[h] = value > high[h] ? value : high[h];
            }
        for (std::size_t h = 0; h < S::parts; ++h) {
            S::vectors(lowest)[h] = low[h];
            S::vectors(highest)[h] = high[h];
        }
    }
};

}  // namespace liriver::solver::transport
