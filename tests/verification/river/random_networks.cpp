#include "tests/verification/river/random_networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace liriver::tests::verification {
namespace {

// The standard fixes this engine's numbers but not its distributions'.
class Random {
  public:
    explicit Random(std::uint32_t seed) : engine_(seed) {}
    double between(double low, double high) {
        return low + (high - low) * (static_cast<double>(engine_()) / 4294967296.0);
    }
    int below(int count) { return static_cast<int>(between(0.0, count)); }
    template <std::size_t N>
    double one_of(const std::array<double, N>& values) {
        return values[static_cast<std::size_t>(below(static_cast<int>(N)))];
    }

  private:
    std::mt19937 engine_;
};

struct Reach {
    double length = 0.0, slope = 0.0, width = 0.0, side_slope = 0.0, manning_n = 0.0, bed = 0.0, base_flow = 0.0;
    int joins = -1;
    double joins_at = 0.0;
    int heads = 1;
};

std::string clock(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds);
    return fmt::format("2025-01-{:02d}T{:02d}:{:02d}:{:02d}Z", 1 + whole / 86400, whole / 3600 % 24, whole / 60 % 60,
                       whole % 60);
}

void write_series(const std::filesystem::path& file, const char* quantity,
                  const std::vector<std::pair<double, double>>& rows) {
    std::ofstream out(file);
    out << "time," << quantity << '\n';
    for (const auto& [time, value] : rows)
        out << clock(time) << ',' << fmt::format("{}", value) << '\n';
}

std::vector<Reach> random_reaches(Random& random, int count) {
    std::vector<Reach> reaches;
    for (int r = 0; r < count; ++r) {
        Reach reach;
        reach.length = std::round(random.between(2000.0, 8000.0));
        reach.slope = random.one_of(std::array{0.0003, 0.0004, 0.0005, 0.0008, 0.001, 0.002, 0.005, 0.01});
        reach.side_slope = random.one_of(std::array{0.0, 1.0, 2.0});
        reach.manning_n = random.one_of(std::array{0.025, 0.035, 0.05});
        reach.base_flow = random.between(0.1, 3.0);
        if (r == 0) {
            reach.bed = 100.0 + reach.slope * reach.length;
        } else {
            reach.joins = random.below(r);
            const Reach& stem = reaches[static_cast<std::size_t>(reach.joins)];
            reach.joins_at = std::round(random.between(0.2, 0.95) * stem.length);
            reach.bed = stem.bed - stem.slope * reach.joins_at + reach.slope * reach.length;
        }
        reaches.push_back(reach);
    }
    for (std::size_t r = reaches.size() - 1; r > 0; --r)
        reaches[static_cast<std::size_t>(reaches[r].joins)].heads += reaches[r].heads;
    for (Reach& reach : reaches)
        reach.width = std::round(40.0 * std::sqrt(static_cast<double>(reach.heads))) / 10.0;
    return reaches;
}

void write_heading(std::ofstream& out, const char* name, const std::string& time, const char* interval) {
    out << fmt::format(
        "schema = 1\n[project]\nname = \"{}\"\ncrs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n"
        "time_zone = \"+00:00\"\n[time]\nstart = 2025-01-01T00:00:00Z\n{}[output]\ninterval = \"{}\"\n",
        name, time, interval);
}

void write_reach(std::ofstream& out, int r, const Reach& reach) {
    out << fmt::format(
        "[[reach]]\nname = \"r{}\"\nlength = {}\nslope = {}\nbottom_width = {}\nside_slope = {}\nbank_height = \"15 "
        "m\"\n"
        "upstream_bed = {:.6f}\nspacing = 200\nmanning_n = {}\n",
        r, reach.length, reach.slope, reach.width, reach.side_slope, reach.bed, reach.manning_n);
    if (reach.joins >= 0)
        out << fmt::format("joins = \"r{}\"\njoins_chainage = {}\n", reach.joins, reach.joins_at);
    out << fmt::format(
        "[[boundary]]\nname = \"head {0}\"\nkind = \"discharge\"\nreach = \"r{0}\"\ndischarge = {{ file = \"q{0}.csv\" "
        "}}\n",
        r);
}

// A weir or a gate across one reach in four.
void write_structures(std::ofstream& out, Random& random, const std::vector<Reach>& reaches) {
    for (std::size_t r = 0; r < reaches.size(); ++r) {
        const Reach& reach = reaches[r];
        if (random.below(4) != 0)
            continue;
        const double chainage = std::round(reach.length * random.between(0.3, 0.7) / 100.0) * 100.0;
        if (random.below(2) == 0)
            out << fmt::format(
                "[[structure]]\nname = \"weir {0}\"\nkind = \"weir\"\nreach = \"r{0}\"\nchainage = "
                "{1}\ncrest_height_above_bed = {2:.4f}\n"
                "width = {3}\n",
                r, chainage, random.between(0.5, 2.0), reach.width);
        else
            out << fmt::format(
                "[[structure]]\nname = \"gate {0}\"\nkind = \"sluice_gate\"\nreach = \"r{0}\"\nchainage = "
                "{1}\ncrest_height_above_bed = 0.05\n"
                "width = {2}\nopening = {3:.3f}\n",
                r, chainage, 0.8 * reach.width, random.between(0.1, 0.8));
    }
}

}  // namespace

void write_random_tree(const std::filesystem::path& folder, std::uint32_t seed, const TreeKind& kind) {
    Random random(seed);
    const std::vector<Reach> reaches = random_reaches(random, kind.reaches);
    std::ofstream out(folder / "tree.toml");
    if (kind.days == 0.0)
        write_heading(out, "tree", "steady = true\n", "1 h");
    else
        write_heading(out, "tree",
                      fmt::format("duration = \"{} h\"\ninitial = \"{}\"\n", 24.0 * kind.days,
                                  kind.floods ? "steady" : "uniform"),
                      kind.floods ? "1 h" : "6 h");
    for (std::size_t r = 0; r < reaches.size(); ++r) {
        write_reach(out, static_cast<int>(r), reaches[r]);
        const double base = reaches[r].base_flow;
        std::vector<std::pair<double, double>> flow{{0.0, base}};
        if (kind.floods && random.below(2) == 0) {
            const double begin = 86400.0 * random.between(0.5, 2.5);
            const double peak = begin + 3600.0 * random.between(2.0, 5.0);
            flow.insert(flow.end(), {{begin, base},
                                     {peak, base * random.between(10.0, 40.0)},
                                     {peak + 3600.0 * random.between(10.0, 20.0), base}});
        }
        flow.emplace_back(86400.0 * std::max(kind.days, 1.0), flow.back().second);
        write_series(folder / fmt::format("q{}.csv", r), "discharge_m3_s", flow);
    }
    const Reach& stem = reaches.front();
    const double bed = stem.bed - stem.slope * stem.length;
    const int outlet = kind.structures ? random.below(3) : 0;
    out << "[[boundary]]\nname = \"outlet\"\nreach = \"r0\"\nend = \"downstream\"\n";
    if (outlet == 0)
        out << "kind = \"normal_depth\"\n";
    else if (outlet == 1)
        out << "kind = \"free_outfall\"\n";
    else
        out << fmt::format("kind = \"stage\"\nstage = {:.4f}\n", bed + random.between(1.0, 4.0));
    if (kind.structures)
        write_structures(out, random, reaches);
}

Chute write_random_chute(const std::filesystem::path& folder, std::uint32_t seed, bool constant) {
    Random random(seed);
    const double slope = std::exp(random.between(std::log(0.01), std::log(0.1)));
    const double manning_n = random.between(0.01, 0.04);
    const int form = random.below(3);
    const double width = form == 1 ? 0.5 : random.between(2.0, 20.0);
    const double side_slope = form == 0 ? 0.0 : random.between(0.5, 5.0);
    const double spacing = random.one_of(std::array{10.0, 20.0, 25.0, 50.0});
    const double length = random.one_of(std::array{400.0, 800.0});
    const double flow = std::round(random.between(0.5, 12.0) * width * 100.0) / 100.0;
    const double bed = 200.0 - slope * length;
    const double stage = bed + random.between(0.1, 3.0);
    const double rise = random.below(2) == 0 || constant ? 0.0 : random.between(0.5, 4.0);
    const double last_flow = constant ? flow : 0.0;
    std::ofstream out(folder / "chute.toml");
    write_heading(out, "chute", "duration = \"6 h\"\n", "5 min");
    out << fmt::format(
        "[[reach]]\nname = \"r\"\nlength = {}\nslope = {}\nbottom_width = {}\nside_slope = {}\nbank_height = \"30 m\"\n"
        "upstream_bed = 200\nspacing = {}\nmanning_n = {}\n"
        "[[boundary]]\nname = \"head\"\nkind = \"discharge\"\nreach = \"r\"\ndischarge = {{ file = \"q.csv\" }}\n"
        "[[boundary]]\nname = \"lake\"\nkind = \"stage\"\nreach = \"r\"\nend = \"downstream\"\nstage = {{ file = "
        "\"h.csv\" }}\n",
        length, slope, width, side_slope, spacing, manning_n);
    write_series(folder / "q.csv", "discharge_m3_s",
                 {{0.0, flow}, {3600.0, flow}, {3600.0 * random.between(1.2, 3.0), last_flow}, {21600.0, last_flow}});
    write_series(folder / "h.csv", "stage_m",
                 {{0.0, stage}, {3600.0, stage}, {10800.0, stage + rise}, {21600.0, stage + rise}});
    const double depth = stage + rise - bed;
    const double pool = std::min(length, depth / slope);
    return {flow, pool * (width + 2.0 * side_slope * depth) * rise / 7200.0, bed};
}

}  // namespace liriver::tests::verification
