// Speed and memory of the 2D solver: jobs A and B of the published comparison, small cells, threads. One JSON line a
// figure. An argument names one part: circle, updates, valley, small, slivers, threads, memory.
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "tests/verification/surface/job_a.h"
#include "tests/verification/surface/sliver_mesh.h"

namespace {

using namespace liriver::tests::surface;
using liriver::mesh::surface::SurfaceMesh;
using liriver::solver::surface::SurfaceOptions;
using liriver::solver::surface::SurfaceSolver;

void print(const std::string& job, const char* metric, double value, const char* unit, int threads, double asked,
           double best_peer) {
    std::printf("{\"job\":\"%s\",\"metric\":\"%s\",\"value\":%.4g,\"unit\":\"%s\",\"threads\":%d,\"flags\":\"%s\",",
                job.c_str(), metric, value, unit, threads, LIRIVER_FLAGS);
    std::printf("\"asked\":%g,", asked);
    if (best_peer > 0.0)
        std::printf("\"best_peer\":%g}\n", best_peer);
    else
        std::printf("\"best_peer\":null}\n");
    std::fflush(stdout);
}

double cpu() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

const char* name_of(Shape shape) { return shape == Shape::squares ? "quads" : "triangles"; }

// Job A: CPU seconds on the coarsest mesh whose L1 is at most 0.75 %.
void circle() {
    for (const Shape shape : {Shape::triangles, Shape::squares}) {
        for (std::int64_t cells = 40000; cells <= 400000; cells = cells * 5 / 4) {
            CircularDamBreak best = circular_dam_break(cells, shape, {});
            if (best.l1 > 0.0075)
                continue;
            for (int repeat = 0; repeat < 2; ++repeat)
                best.cpu_seconds = std::min(best.cpu_seconds, circular_dam_break(cells, shape, {}).cpu_seconds);
            const std::string job = std::string("surface-circular-dam-break-") + name_of(shape);
            print(job, "cells_for_0.75_per_cent", static_cast<double>(cells), "1", 1, 250000, 0);
            print(job, "cpu_to_0.75_per_cent", best.cpu_seconds, "s", 1, shape == Shape::triangles ? 4 : 2, 8);
            break;
        }
        const CircularDamBreak full = circular_dam_break(250000, shape, {});
        print(std::string("surface-circular-dam-break-250000-") + name_of(shape), "l1_of_depth", 100.0 * full.l1, "%",
              1, shape == Shape::triangles ? 0.6 : 0.4, shape == Shape::triangles ? 0.59 : 0.553);
    }
}

// Plain speed: every cell in every step, one flux a face and step (a second-order stage).
void updates() {
    for (const Shape shape : {Shape::triangles, Shape::squares}) {
        SurfaceOptions all;
        all.rest_where_still = false;
        all.local_steps = false;
        const CircularDamBreak run = circular_dam_break(250000, shape, all);
        print(std::string("surface-updates-") + name_of(shape), "second_order_updates_per_second",
              1e-6 * static_cast<double>(run.cell_updates) / run.cpu_seconds, "million/s", 1, 10, 2.6);
    }
}

// Job B: a valley, dry at the start.
void valley() {
    SurfaceMesh mesh = rectangle(10000.0, 10000.0, 20.0, Shape::squares, 0.0);
    const double pi = std::acos(-1.0);
    set_bed(mesh, [&](double x, double y) {
        const double middle = 5000.0 + 1000.0 * std::sin(2.0 * pi * x / 5000.0);
        return std::min(50.0 - 0.005 * x + 1e-4 * (y - middle) * (y - middle), 150.0) +
               std::sin(2.0 * pi * x / 200.0) * std::cos(2.0 * pi * y / 170.0);
    });
    set_manning(mesh, 0.033);
    std::vector<double> depth;
    depth.reserve(static_cast<std::size_t>(mesh.cell_count()));
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        depth.push_back(mesh.centroid[i].x < 2000.0 ? std::max(90.0 - mesh.bed_elevation[i], 0.0) : 0.0);
    double best = 1e300;
    for (int repeat = 0; repeat < 3; ++repeat) {
        SurfaceSolver solver(mesh);
        solver.set_state(depth);
        const double begin = cpu();
        solver.advance(300.0);
        best = std::min(best, cpu() - begin);
        if (repeat == 0) {
            std::int64_t wet = 0;
            for (const auto& s : solver.state())
                wet += s.depth > 0.01 ? 1 : 0;
            print("surface-valley-500x500", "wet_share_at_the_end", 100.0 * static_cast<double>(wet) / 250000.0, "%", 1,
                  6, 0);
            print("surface-valley-500x500", "water_balance", solver.budget().relative_error, "1", 1, 1e-12, 0);
        }
    }
    print("surface-valley-500x500", "cpu", best, "s", 1, 3, 16.2);
}

// One cell in a thousand ten times smaller than the others.
void small() {
    const auto plain = rectangle(3000.0, 3000.0, 10.0, Shape::squares, 0.0);
    auto x = plain.node_x;
    for (std::int32_t cell = 500; cell < plain.cell_count(); cell += 1000)
        if (cell % 300 != 0)
            for (const std::size_t corner : {0U, 3U})
                x[static_cast<std::size_t>(plain.corners(cell)[corner])] += 9.4;
    const auto uneven = *liriver::mesh::surface::assemble_mesh(x, plain.node_y, plain.first_corner, plain.cell_nodes);
    const auto cost = [](const SurfaceMesh& mesh) {
        double best = 1e300;
        for (int repeat = 0; repeat < 3; ++repeat) {
            SurfaceSolver solver(mesh);
            std::vector<double> depth;
            depth.reserve(mesh.centroid.size());
            for (const auto& [at, y] : mesh.centroid)
                depth.push_back(2.0 + 0.1 * std::sin(0.05 * at));
            solver.set_state(depth);
            const double begin = cpu();
            solver.advance(60.0);
            best = std::min(best, cpu() - begin);
        }
        return best;
    };
    print("surface-small-cells", "cpu_by_that_without", cost(uneven) / cost(plain), "1", 1, 1.5, 0);
}

// A dam breaks over a dry valley on 26 112 triangles, one in a hundred of them a sliver eight times smaller, and
// without slivers.
void slivers() {
    const auto run = [](double smaller, const std::string& job) {
        const SliverValley valley = sliver_valley(smaller);
        double best = 1e300;
        std::int64_t cell_updates = 0;
        double error = 0.0;
        for (int repeat = 0; repeat < 3; ++repeat) {
            SurfaceSolver solver(valley.mesh);
            solver.set_state(valley.depth);
            const double begin = cpu();
            solver.advance(200.0);
            best = std::min(best, cpu() - begin);
            cell_updates = solver.counts().cell_updates;
            error = solver.budget().relative_error;
        }
        print(job, "cpu", best, "s", 1, 0, 0);
        print(job, "cell_updates", static_cast<double>(cell_updates), "1", 1, 0, 0);
        print(job, "updates_per_second", 1e-6 * static_cast<double>(cell_updates) / best, "million/s", 1, 0, 0);
        print(job, "water_balance", error, "1", 1, 1e-12, 0);
        return best;
    };
    const double without = run(1.0, "surface-valley-25600-triangles");
    const double with = run(8.0, "surface-valley-26112-triangles-with-slivers");
    print("surface-slivers", "cpu_by_that_without", with / without, "1", 1, 0, 0);
}

void threads() {
    double wall[2] = {1e300, 1e300};
    for (int repeat = 0; repeat < 3; ++repeat)
        for (const int count : {1, 2}) {
            SurfaceOptions options;
            options.threads = count;
            options.rest_where_still = false;
            options.local_steps = false;
            const auto mesh = rectangle(1000.0, 1000.0, 2.828, Shape::triangles, 0.0);
            SurfaceSolver solver(mesh, {}, {}, options);
            std::vector<double> depth;
            depth.reserve(mesh.centroid.size());
            for (const auto& [x, y] : mesh.centroid)
                depth.push_back(2.0 + std::sin(0.02 * x));
            solver.set_state(depth);
            const auto begin = std::chrono::steady_clock::now();
            for (int step = 0; step < 40; ++step)
                solver.step(1e9);
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
            wall[count - 1] = std::min(wall[count - 1], took.count());
        }
    print("surface-threads", "two_by_one", wall[0] / wall[1], "1", 2, 1.8, 1.95);
}

// Peak memory of a run at so many cells, kB.
void peak(std::int64_t cells) {
    const double spacing = 1000.0 / std::round(std::sqrt(static_cast<double>(cells) / 2.0));
    const auto mesh = rectangle(1000.0, 1000.0, spacing, Shape::triangles, 0.0);
    SurfaceSolver solver(mesh);
    {
        std::vector<double> depth(mesh.area.size());
        for (std::size_t i = 0; i < depth.size(); ++i)
            depth[i] = 1.0 + 1e-3 * mesh.centroid[i].x;
        solver.set_state(depth);
    }
    malloc_trim(0);
    std::FILE* const clear = std::fopen("/proc/self/clear_refs", "w");  // the mesh's own making is not the solver's
    if (clear != nullptr) {
        std::fputs("5", clear);
        std::fclose(clear);
    }
    for (int step = 0; step < 3; ++step)
        solver.step(1e9);
    std::FILE* const status = std::fopen("/proc/self/status", "r");
    char line[256];
    while (status != nullptr && std::fgets(line, sizeof line, status) != nullptr)
        if (std::string(line).rfind("VmHWM:", 0) == 0)
            std::printf("%s", line + 6);
    if (status != nullptr)
        std::fclose(status);
}

void memory(const std::string& program) {
    const auto run = [&](const char* cells) {
        std::FILE* const pipe = ::popen((program + " peak " + cells).c_str(), "r");
        double kilobytes = 0.0;
        if (pipe == nullptr || std::fscanf(pipe, "%lf", &kilobytes) != 1)
            std::exit(3);
        ::pclose(pipe);
        return kilobytes;
    };
    print("surface-memory", "peak_per_cell", 1024.0 * (run("1000000") - run("1000")) / 1e6, "B", 1, 400, 229);
}

}  // namespace

int main(int count, char** words) {
    const std::string part = count > 1 ? words[1] : "";
    if (part == "peak") {
        peak(std::atoll(words[2]));
        return 0;
    }
    if (part.empty() || part == "updates")
        updates();
    if (part.empty() || part == "valley")
        valley();
    if (part.empty() || part == "small")
        small();
    if (part.empty() || part == "slivers")
        slivers();
    if (part.empty() || part == "threads")
        threads();
    if (part.empty() || part == "memory")
        memory(words[0]);
    if (part.empty() || part == "circle")
        circle();
    return 0;
}
