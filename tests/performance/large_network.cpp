// A tree of 500 reaches with 64 000 sections, all alike: what it takes to set out (to read, to find the steady state,
// to compute and write one step), and the most memory a section takes. Prints JSON lines. With `--write FOLDER
// [reaches]` it only writes the scenario, to be run by hand.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenarios/runner/run.h"

namespace {

namespace fs = std::filesystem;
using namespace liriver;

constexpr int sections_a_reach = 128;
constexpr double spacing = 100.0, slope = 5e-4;

// Each reach joins one of those before it, at a quarter, a half or three quarters of its length.
void write_scenario(const fs::path& file, int reaches) {
    constexpr double length = (sections_a_reach - 1) * spacing;
    std::ofstream out(file);
    out << R"(schema = 1
[project]
name = "large network"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-01-01T00:00:00Z
duration = "12 h"
step = "60 s"
[output]
interval = "1 h"
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "r0"
end = "downstream"
)";
    std::vector<double> head(static_cast<std::size_t>(reaches));
    for (int r = 0; r < reaches; ++r) {
        const int mouth = (r - 1) / 3;
        const double joined = 0.25 * length * (1 + (r + 2) % 3);
        double& bed = head[static_cast<std::size_t>(r)];
        bed = r == 0 ? 100.0 : head[static_cast<std::size_t>(mouth)] - slope * joined + slope * length;
        out << fmt::format(R"([[reach]]
name = "r{0}"
length = {1}
slope = {2}
bottom_width = 20
side_slope = 2
bank_height = 10
upstream_bed = {3}
spacing = {4}
manning_n = 0.03
)",
                           r, length, slope, bed, spacing);
        if (r > 0)
            out << fmt::format("joins = \"r{}\"\njoins_chainage = {}\n", mouth, joined);
        out << fmt::format("[[boundary]]\nname = \"head of r{0}\"\nkind = \"discharge\"\nreach = \"r{0}\"\n", r)
            << "discharge = 0.5\n";
    }
}

struct Figures {
    double cpu_load = 0.0, cpu = 0.0;  // s
    double memory = 0.0;               // bytes, the most
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// In a process of its own, so that its peak of memory is its own.
Figures measure(const fs::path& folder, int reaches) {
    write_scenario(folder / "large.toml", reaches);
    const fs::path figures = folder / "figures";
    const pid_t child = fork();
    if (child < 0)
        throw std::runtime_error("no second process");
    if (child == 0) {
        const double begun = cpu_seconds();
        const auto model = scenarios::language::load(folder / "large.toml");
        if (!model)
            _exit(2);
        const double loaded = cpu_seconds();
        scenarios::runner::RunOptions options;
        options.output = folder / fmt::format("results-{}", reaches);
        options.until = data::tables::after(*model->scenario.time.start, 60.0);
        const auto report = scenarios::runner::run(*model, options);
        std::ofstream(figures) << loaded - begun << ' ' << cpu_seconds() - begun << '\n';
        _exit(report && report->exit_code == 0 ? 0 : 3);
    }
    int status = 0;
    rusage used{};
    if (wait4(child, &status, 0, &used) != child || status != 0)
        throw std::runtime_error("the run failed");
    Figures found;
    std::ifstream(figures) >> found.cpu_load >> found.cpu;
    found.memory = 1024.0 * static_cast<double>(used.ru_maxrss);
    return found;
}

void print(const char* metric, double value, const char* unit, const char* asked) {
    fmt::print(
        "{{\"job\":\"64000-sections-500-reaches\",\"metric\":\"{}\",\"value\":{:.4g},\"unit\":\"{}\",\"threads\":1,"
        "\"flags\":\"{}\",\"asked\":{},\"best_peer\":null}}\n",
        metric, value, unit, LIRIVER_FLAGS, asked);
}

}  // namespace

int main(int count, char** words) try {
    if (count >= 3 && std::string(words[1]) == "--write") {
        fs::create_directories(words[2]);
        write_scenario(fs::path(words[2]) / "large.toml", count > 3 ? std::atoi(words[3]) : 500);
        return 0;
    }
    const fs::path folder = fs::temp_directory_path() / ("liriver-performance-" + std::to_string(getpid()));
    fs::create_directories(folder);
    const Figures small = measure(folder, 2);
    const Figures large = measure(folder, 500);
    fs::remove_all(folder);
    constexpr double more = 498.0 * sections_a_reach;
    print("cpu_to_read", large.cpu_load, "s", "null");
    print("cpu_to_set_out", large.cpu, "s", "2.0");
    print("memory_a_section", (large.memory - small.memory) / more, "bytes", "4000");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
}
