// The two dry seasons that ship, run on the figures that ship. What they must reach is published (18.7, 60 and 45 m3/s
// at Guilin) or an identity (balances; the same bits however a run is cut or threaded).
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "data/results/network_reader.h"
#include "scenarios/runner/run.h"

namespace liriver::tests {
namespace {

namespace fs = std::filesystem;
using scenarios::runner::RunOptions;
using scenarios::runner::RunReport;

fs::path scenario(const std::string& name) {
    return fs::path(LIRIVER_SOURCE_DIR) / "scenarios/li-river" / (name + ".toml");
}

class Folder {
  public:
    explicit Folder(const std::string& name)
        : path_(fs::temp_directory_path() / ("liriver 漓江 " + name + std::to_string(getpid()))) {
        fs::remove_all(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

RunReport run(const std::string& name, RunOptions options) {
    const auto model = scenarios::language::load(scenario(name));
    EXPECT_TRUE(model.has_value());
    const auto report = scenarios::runner::run(*model, options);
    EXPECT_TRUE(report.has_value());
    EXPECT_EQ(report->exit_code, 0) << report->message;
    return *report;
}

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    EXPECT_TRUE(in.good()) << file;
    return {std::istreambuf_iterator<char>(in), {}};
}

// By local date, m3/s.
std::map<std::string, double> daily_means(const fs::path& folder, const std::string& station) {
    std::ifstream in(folder / "stations_daily.csv");
    std::map<std::string, double> days;
    std::string line;
    while (std::getline(in, line)) {
        const std::size_t a = line.find(',');
        const std::size_t b = line.find(',', a + 1);
        if (line.substr(a + 1, b - a - 1) == station)
            days[line.substr(0, a)] = std::stod(line.substr(b + 1));
    }
    return days;
}

void expect_days(const std::map<std::string, double>& days, int first, int last, double flow) {
    for (int day = first; day <= last; ++day) {
        const std::string date = "2025-11-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
        ASSERT_EQ(days.count(date), 1U) << date;
        EXPECT_NEAR(days.at(date), flow, 0.02 * flow) << "day " << day;
    }
}

TEST(DrySeason, LiftsGuilinToItsTargetsAndBalances) {
    const Folder folder("release");
    RunOptions options;
    options.output = folder.path();
    run("dry-season", options);
    const auto days = daily_means(folder.path(), "Guilin");
    expect_days(days, 4, 4, 18.7);    // natural flow, exceeded on 90 % of days
    expect_days(days, 12, 18, 60.0);  // the replenishment target
    expect_days(days, 24, 29, 45.0);  // the target of 2019-20
    const auto summary = nlohmann::json::parse(content(folder.path() / "summary.json"));
    EXPECT_LE(summary["water"]["relative_error"].get<double>(), 1e-10);
    EXPECT_LE(summary["constituents"]["NH3-N"]["relative_error"].get<double>(), 1e-10);
    EXPECT_GE(summary["constituents"]["NH3-N"]["minimum"].get<double>(), 0.0);
    EXPECT_EQ(summary["simulated_seconds"].get<double>(), 30 * 86400.0);
    // 青狮潭's share of four natural days: its area times the specific discharge
    EXPECT_NEAR(summary["reservoirs"]["青狮潭"]["natural_m3"].get<double>(), 4 * 86400.0 * 464.1925e6 * 6.826e-9, 1.0);
    // 斧子口's schedule, straight lines between its rows
    EXPECT_NEAR(summary["reservoirs"]["斧子口"]["released_m3"].get<double>(),
                86400.0 * (0.5 * (2.15 + 12.37) + 13.25 * 12.37 + 0.75 * 0.5 * (12.37 + 8.61) + 11.0 * 8.61), 1.0);
    // the outfalls that are loads alone: 1.85, 0.35, 0.6 and 0.5 g/s
    EXPECT_NEAR(summary["constituents"]["NH3-N"]["load"].get<double>(), 3.3e-3 * 30 * 86400.0, 1e-3);
}

TEST(DrySeason, StaysNaturalWithoutReleases) {
    const Folder folder("no release");
    RunOptions options;
    options.output = folder.path();
    const RunReport report = run("dry-season-no-release", options);
    expect_days(daily_means(folder.path(), "Guilin"), 1, 30, 18.7);
    EXPECT_EQ(report.summary.reservoirs.size(), 4U);
    for (const auto& reservoir : report.summary.reservoirs)
        EXPECT_EQ(reservoir.released, 0.0);
    EXPECT_LE(report.summary.water.relative_error, 1e-10);
    EXPECT_LE(report.summary.constituents[0].relative_error, 1e-10);
}

TEST(DrySeason, DiffersFromTheOneWithoutReleasesByReleasesOnly) {
    const auto strip = [](const std::string& name) {
        std::ifstream in(scenario(name));
        std::string kept;
        for (std::string line; std::getline(in, line);)
            if (!line.empty() && line[0] != '#' && line.rfind("release = ", 0) != 0 &&
                line.rfind("name = \"Li River dry season", 0) != 0)
                kept += line + "\n";
        return kept;
    };
    EXPECT_NE(content(scenario("dry-season")), content(scenario("dry-season-no-release")));
    EXPECT_NE(strip("dry-season"), "");
    EXPECT_EQ(strip("dry-season"), strip("dry-season-no-release"));
}

nlohmann::json comparable_summary(const fs::path& folder) {
    auto summary = nlohmann::json::parse(content(folder / "summary.json"));
    for (const char* key : {"threads", "wall_seconds", "cpu_seconds", "options"})
        summary.erase(key);
    return summary;
}

TEST(DrySeason, HasTheSameBitsWithTwoThreads) {
    const Folder one("one thread");
    const Folder two("two threads");
    RunOptions options;
    options.output = one.path();
    run("dry-season", options);
    options.output = two.path();
    options.threads = 2;
    run("dry-season", options);
    for (const char* file : {"stations.csv", "stations_daily.csv", "network.nc", "checkpoint.h5"})
        EXPECT_EQ(content(one.path() / file), content(two.path() / file)) << file;
    EXPECT_EQ(comparable_summary(one.path()), comparable_summary(two.path()));
}

TEST(DrySeason, HasTheSameBitsWhenStoppedAndRestarted) {
    const Folder whole("whole");
    const Folder first("first part");
    const Folder second("second part");
    RunOptions options;
    options.output = whole.path();
    run("dry-season", options);
    options.output = first.path();
    options.until = data::tables::parse_time("2025-11-12T00:00:00+08:00").value();
    run("dry-season", options);
    options.output = second.path();
    options.until.reset();
    options.restart = first.path() / "checkpoint.h5";
    run("dry-season", options);

    EXPECT_EQ(content(whole.path() / "checkpoint.h5"), content(second.path() / "checkpoint.h5"));
    EXPECT_EQ(comparable_summary(whole.path()), comparable_summary(second.path()));
    EXPECT_EQ(content(whole.path() / "stations_daily.csv"), content(second.path() / "stations_daily.csv"));
    // the rows of the two parts, one after the other, are those of the whole
    const std::string all = content(whole.path() / "stations.csv");
    const std::string start = content(first.path() / "stations.csv");
    const std::string rest = content(second.path() / "stations.csv");
    EXPECT_EQ(all, start + rest.substr(rest.find('\n') + 1));
    // every field of the second part's levels is that of the whole's last levels
    const auto a = data::results::read_network(whole.path() / "network.nc");
    const auto b = data::results::read_network(second.path() / "network.nc");
    ASSERT_TRUE(a && b);
    ASSERT_EQ(b->times().size(), 19U * 24U);
    const std::size_t skipped = a->times().size() - b->times().size();
    for (std::size_t level = 0; level < b->times().size(); ++level) {
        ASSERT_EQ(a->times()[skipped + level], b->times()[level]);
        for (std::size_t f = 0; f < b->fields().size(); ++f) {
            const auto left = a->values(f, skipped + level);
            const auto right = b->values(f, level);
            ASSERT_TRUE(left && right);
            ASSERT_EQ(left->size(), right->size());
            ASSERT_EQ(std::memcmp(left->data(), right->data(), left->size() * sizeof(double)), 0)
                << "field " << f << ", level " << level;
        }
    }
}

}  // namespace
}  // namespace liriver::tests
