// CPU time of the Li River's dry season as it ships, loading and all output included, on one thread. Prints JSON lines.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>

#include "scenarios/runner/run.h"

namespace {

namespace fs = std::filesystem;
using namespace liriver;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void print(const char* job, const char* metric, double value, const char* unit, const char* asked) {
    std::printf(
        "{\"job\":\"%s\",\"metric\":\"%s\",\"value\":%.4g,\"unit\":\"%s\",\"threads\":1,\"flags\":\"%s\","
        "\"asked\":%s,\"best_peer\":null}\n",
        job, metric, value, unit, LIRIVER_FLAGS, asked);
}

// One run with these keys changed; the best of three in CPU seconds.
void measure(const char* job, const std::vector<std::string>& overrides, const char* asked) {
    const fs::path folder = fs::temp_directory_path() / ("liriver-performance-" + std::to_string(getpid()));
    double best = 1e300;
    double node_steps = 0.0;
    for (int repeat = 0; repeat < 3; ++repeat) {
        const double start = cpu_seconds();
        const auto model =
            scenarios::language::load(fs::path(LIRIVER_SCENARIOS) / "li-river/dry-season.toml", overrides);
        if (!model)
            throw std::runtime_error(to_string(model.error().front()));
        scenarios::runner::RunOptions options;
        options.output = folder;
        options.overwrite = true;
        const auto report = scenarios::runner::run(*model, options);
        if (!report || report->exit_code != 0)
            throw std::runtime_error("the run failed");
        best = std::min(best, cpu_seconds() - start);
        node_steps = static_cast<double>(report->summary.cell_updates);
    }
    fs::remove_all(folder);
    print(job, "cpu_with_output", best, "s", asked);
    print(job, "node_steps", node_steps, "1", "null");
}

}  // namespace

int main() try {
    measure("li-river-30-days", {}, "20.0");
    // five months: after the thirty days of the release table the dams pass their natural share again
    measure(
        "li-river-5-months",
        {"time.duration=150 d", "output.interval=6 h", "output.vtk_interval=10 d", "output.checkpoint_interval=30 d"},
        "15.0");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
}
