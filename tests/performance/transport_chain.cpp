// Speed of transport on chains and on a small river network: prints one JSON line a job and metric.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "solver/transport/transport.h"

namespace {

using liriver::solver::transport::Graph;
using liriver::solver::transport::outside;
using liriver::solver::transport::Transport;

Graph chain(std::int32_t count) {
    Graph graph;
    graph.volume_count = count;
    for (std::int32_t i = 0; i <= count; ++i) {
        graph.from.push_back(i == 0 ? outside : i - 1);
        graph.to.push_back(i == count ? outside : i);
        graph.distance.push_back(100.0);
    }
    return graph;
}

struct Job {
    std::string name;
    std::int32_t volumes;
    std::size_t constituents;
    double courant;  ///< of the step handed over; more than 1 is cut into sub-steps
    double mixing;   ///< in volumes per step
    bool tiny;       ///< one volume in fifty a hundred times smaller: moved implicitly
};

/// CPU nanoseconds per volume, sub-step and constituent; the best of five.
double measure(const Job& job) {
    const Graph graph = chain(job.volumes);
    const auto n = static_cast<std::size_t>(job.volumes);
    std::vector<double> water(n, 1000.0), start(n, 0.0);
    for (std::size_t i = 7; job.tiny && i < n; i += 50)
        water[i] = 10.0;
    for (std::size_t i = 0; i < n; ++i)
        start[i] = i % 97 < 30 ? 1.0 : 0.01 * static_cast<double>(i % 13);
    const std::vector<double> crossed(n + 1, 1000.0 * job.courant);
    const std::vector<double> mixing(job.mixing > 0.0 ? n + 1 : 0, 1000.0 * job.mixing);
    std::vector<liriver::solver::transport::Constituent> names(job.constituents);
    for (std::size_t k = 0; k < names.size(); ++k)
        names[k].name = "tracer" + std::to_string(k);
    Transport transport(graph, names);
    for (std::size_t k = 0; k < names.size(); ++k) {
        transport.start(k, water, start);
        transport.set_inflow_concentration(k, 0, 0.5);
    }
    double best = 1e300;
    const int steps = static_cast<int>(4e6 / (static_cast<double>(n) * static_cast<double>(names.size()) *
                                              std::max(job.courant, 1.0))) +
                      1;
    for (int repeat = 0; repeat < 5; ++repeat) {
        const std::int64_t updates = transport.counts().volume_updates;
        const std::clock_t begin = std::clock();
        for (int step = 0; step < steps; ++step)
            transport.step({60.0, water, water, crossed, mixing, {}, {}, {}});
        const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        best = std::min(best, 1e9 * seconds / static_cast<double>(transport.counts().volume_updates - updates));
    }
    return best;
}

}  // namespace

int main() {
    const std::vector<Job> jobs = {
        {"transport-chain-explicit", 1000, 1, 0.7, 0.0, false},
        {"transport-chain-dispersion", 1000, 1, 0.7, 0.1, false},
        {"transport-chain-tiny-volumes", 1000, 1, 0.7, 0.0, true},
        {"transport-chain-courant-5", 1000, 1, 5.0, 0.0, false},
        {"transport-chain-courant-5-dispersion", 1000, 1, 5.0, 0.1, false},
        {"transport-chain-8-constituents-dispersion", 1000, 8, 0.7, 0.1, false},
        {"transport-chain-14-constituents-dispersion", 1000, 14, 0.7, 0.1, false},
        {"transport-chain-100000-explicit", 100000, 1, 0.7, 0.0, false},
    };
    for (const Job& job : jobs)
        std::printf(
            "{\"job\":\"%s\",\"metric\":\"cpu_per_volume_substep_constituent\",\"value\":%.2f,\"unit\":\"ns\","
            "\"threads\":1,\"flags\":\"%s\",\"asked\":%d,\"best_peer\":null}\n",
            job.name.c_str(), measure(job), LIRIVER_FLAGS, job.constituents == 14 ? 5 : 25);
    return 0;
}
