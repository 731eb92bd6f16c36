// Flood job C as a user runs it, from a scenario file, with hourly output: CPU time, node-steps a second, and what two
// threads take of one's wall clock. Prints JSON lines.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "scenarios/runner/run.h"

namespace {

namespace fs = std::filesystem;
using namespace liriver;

constexpr const char* inflow = R"(time,discharge_m3_s
2025-01-01T00:00:00Z,60
2025-01-02T00:00:00Z,60
2025-01-03T00:00:00Z,1500
2025-01-06T00:00:00Z,60
2025-01-11T00:00:00Z,60
)";

constexpr const char* flood = R"(schema = 1
[project]
name = "Flood job C"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-01-01T00:00:00Z
duration = "10 d"
step = "60 s"
[output]
interval = "1 h"
vtk_interval = "10 d"
[[reach]]
name = "channel"
length = "100 km"
slope = 5e-4
bottom_width = "80 m"
side_slope = 2
bank_height = "20 m"
upstream_bed = "150 m"
spacing = "100 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "channel"
discharge = { file = "inflow.csv", column = "discharge_m3_s" }
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "channel"
end = "downstream"
[[station]]
name = "middle"
reach = "channel"
chainage = "50 km"
[[station]]
name = "outlet"
reach = "channel"
chainage = "100 km"
)";

constexpr const char* tracer = R"([[constituent]]
name = "tracer"
initial = "1 mg/L"
)";

struct Figures {
    double cpu = 1e300, wall = 1e300;  // s, the best of the repeats each
    double node_steps = 0.0;
};

Figures measure(const fs::path& folder, const std::string& scenario, int threads) {
    constexpr int repeats = 5;
    Figures best;
    for (int repeat = 0; repeat < repeats; ++repeat) {
        std::ofstream(folder / "job.toml") << scenario;
        const auto begun = std::chrono::steady_clock::now();
        const double start = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
        const auto model = scenarios::language::load(folder / "job.toml");
        if (!model)
            throw std::runtime_error(to_string(model.error().front()));
        scenarios::runner::RunOptions options;
        options.output = folder / "results";
        options.overwrite = true;
        options.threads = threads;
        const auto report = scenarios::runner::run(*model, options);
        if (!report || report->exit_code != 0)
            throw std::runtime_error("the run failed");
        best.cpu = std::min(best.cpu, static_cast<double>(std::clock()) / CLOCKS_PER_SEC - start);
        best.wall =
            std::min(best.wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
        best.node_steps = static_cast<double>(report->summary.cell_updates);
    }
    return best;
}

void print(const char* job, const char* metric, double value, const char* unit, int threads, const char* asked,
           const char* best_peer) {
    fmt::print(
        "{{\"job\":\"{}\",\"metric\":\"{}\",\"value\":{:.4g},\"unit\":\"{}\",\"threads\":{},\"flags\":\"{}\","
        "\"asked\":{},\"best_peer\":{}}}\n",
        job, metric, value, unit, threads, LIRIVER_FLAGS, asked, best_peer);
}

}  // namespace

int main() try {
    const fs::path folder = fs::temp_directory_path() / ("liriver-performance-" + std::to_string(getpid()));
    fs::create_directories(folder);
    std::ofstream(folder / "inflow.csv") << inflow;
    const std::string water = flood;
    const Figures one = measure(folder, water, 1);
    const Figures two = measure(folder, water, 2);
    const Figures with_tracer = measure(folder, water + tracer, 1);
    fs::remove_all(folder);
    print("C-hourly-output-60-s", "cpu_whole_job", one.cpu, "s", 1, "null", "12.2");
    print("C-hourly-output-60-s", "node_steps_a_second", one.node_steps / one.cpu, "1/s", 1, "5e6", "2.3e6");
    print("C-hourly-output-60-s", "wall_of_one_thread", two.wall / one.wall, "1", 2, "1.0", "null");
    print("C-hourly-output-one-constituent-60-s", "cpu_whole_job", with_tracer.cpu, "s", 1, "3.0", "13.9");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
}
