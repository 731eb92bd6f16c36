#pragma once
// Graphs and water made for tests.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "solver/transport/water_step.h"

namespace liriver::solver::transport::made {

inline void add_face(Graph& graph, std::int32_t from, std::int32_t to, double distance = 1.0) {
    graph.from.push_back(from);
    graph.to.push_back(to);
    graph.distance.push_back(from == outside || to == outside ? 0.0 : distance);
}

/// Volumes 0 .. count-1 one after the other; face i leads into volume i, the last face out of the last volume.
inline Graph chain(std::int32_t count) {
    Graph graph;
    graph.volume_count = count;
    for (std::int32_t i = 0; i <= count; ++i)
        add_face(graph, i == 0 ? outside : i - 1, i == count ? outside : i);
    return graph;
}

/// The chain's last volume flows into its first: face i leads out of volume i.
inline Graph ring(std::int32_t count) {
    Graph graph;
    graph.volume_count = count;
    for (std::int32_t i = 0; i < count; ++i)
        add_face(graph, i, (i + 1) % count);
    return graph;
}

/// A tree grown at random: volume i flows to or from one of the volumes before it; each may have a face to the outside.
inline Graph tree(std::int32_t count, std::mt19937_64& random) {
    Graph graph;
    graph.volume_count = count;
    for (std::int32_t i = 1; i < count; ++i) {
        const auto other = static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(i));
        const bool out = random() % 2 == 0;
        add_face(graph, out ? i : other, out ? other : i);
    }
    for (std::int32_t i = 0; i < count; i += 3)
        add_face(graph, outside, i);
    return graph;
}

/// A tree with extra faces: loops, parallel faces between the same two volumes.
inline Graph tangle(std::int32_t count, std::int32_t extra, std::mt19937_64& random) {
    Graph graph = tree(count, random);
    while (extra > 0) {
        const auto a = static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(count));
        const auto b = static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(count));
        if (a == b)
            continue;
        add_face(graph, a, b);
        --extra;
    }
    return graph;
}

/// Water that hydraulics might hand over: random crossings, scaled so that nothing falls below 0 and often to exactly
/// 0. Volumes hold from 1e-3 to 1e3 m3; `intensity` is the size of crossings against them.
struct MadeWater {
    std::vector<double> before, after, crossed, mixing;
    std::mt19937_64 random;
    double intensity;

    MadeWater(const Graph& graph, double intensity_, std::uint64_t seed) : random(seed), intensity(intensity_) {
        std::uniform_real_distribution<double> exponent(-3.0, 3.0);
        after.resize(static_cast<std::size_t>(graph.volume_count));
        for (double& water : after)
            water = std::pow(10.0, exponent(random));
        before = after;
        crossed.assign(graph.from.size(), 0.0);
        mixing.assign(graph.from.size(), 0.0);
    }

    /// The next step; with `mixed` also dispersion of up to 100 times the volumes.
    WaterStep next(const Graph& graph, bool mixed) {
        std::normal_distribution<double> normal;
        std::uniform_real_distribution<double> share(0.0, 1.0);
        before = after;
        for (std::size_t f = 0; f < crossed.size(); ++f) {
            crossed[f] = normal(random) * intensity * std::pow(10.0, 3.0 * share(random));
            const bool rim = graph.from[f] == outside || graph.to[f] == outside;
            mixing[f] = mixed && !rim ? 100.0 * share(random) : 0.0;
        }
        for (int pass = 0; pass < 400;
             ++pass) {  // volumes that would fall below 0 pass on less, down to what they have
            bool good = true;
            for (std::size_t i = 0; i < after.size(); ++i) {
                double in = 0.0, out = 0.0;
                flows(graph, i, in, out);
                if (before[i] + in - out >= 0.0)
                    continue;
                good = false;
                const double factor = pass < 390 ? (before[i] + in) / out : 0.0;
                for (std::size_t f = 0; f < crossed.size(); ++f)
                    if (outward(graph, f, i) > 0.0)
                        crossed[f] *= factor;
            }
            if (good)
                break;
        }
        for (std::size_t i = 0; i < after.size(); ++i) {
            double in = 0.0, out = 0.0;
            flows(graph, i, in, out);
            after[i] = before[i] + in - out;
            if (after[i] < 1e-13 * (before[i] + in))
                after[i] = 0.0;  // what is left is rounding
        }
        return {60.0, before, after, crossed, mixing, {}, {}, {}};
    }

  private:
    [[nodiscard]] double outward(const Graph& graph, std::size_t f, std::size_t i) const {
        if (graph.from[f] == static_cast<std::int32_t>(i))
            return crossed[f];
        return graph.to[f] == static_cast<std::int32_t>(i) ? -crossed[f] : 0.0;
    }
    void flows(const Graph& graph, std::size_t i, double& in, double& out) const {
        for (std::size_t f = 0; f < crossed.size(); ++f) {
            const double leaving = outward(graph, f, i);
            in += std::max(-leaving, 0.0);
            out += std::max(leaving, 0.0);
        }
    }
};

/// Steady flow of `discharge` m3/s through a chain or ring of volumes of one size.
struct SteadyWater {
    std::vector<double> water, crossed, mixing;
    WaterStep step;
    SteadyWater(const Graph& graph, double volume, double discharge, double seconds, double mixed = 0.0)
        : water(static_cast<std::size_t>(graph.volume_count), volume),
          crossed(graph.from.size(), discharge * seconds),
          mixing(graph.from.size(), mixed) {
        step.seconds = seconds;
        step.water_before = water;
        step.water_after = water;
        step.water_crossed = crossed;
        step.mixing = mixing;
    }
};

}  // namespace liriver::solver::transport::made
