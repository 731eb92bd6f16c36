// Random rivers: under constant driving they come to rest, floods pass them at long steps, and a chute gives a lake
// what comes down it and no more. The quick tests take a few fixed seeds, the full ones all of them.
#include <algorithm>
#include <cmath>
#include <map>

#include "tests/verification/river/random_networks.h"
#include "tests/verification/river/river_run.h"

namespace liriver::tests::verification {
namespace {

using Levels = std::vector<std::vector<double>>;  // [output times][sections]

// Seeds are taken in groups, each a test of its own.
constexpr std::uint32_t tree_groups = LIRIVER_QUICK ? 5 : 250;
constexpr std::uint32_t trees_a_group = 4;
constexpr std::uint32_t flood_groups = LIRIVER_QUICK ? 5 : 100;
constexpr std::uint32_t floods_a_group = 2;
constexpr std::uint32_t chute_groups = LIRIVER_QUICK ? 1 : 10;
constexpr std::uint32_t chutes_a_group = 20;

class RandomNetworks : public RiverRun, public testing::WithParamInterface<std::uint32_t> {
  protected:
    void SetUp() override {
        RiverRun::SetUp();
        scenario_ = folder_.string() + " scenario";
        std::filesystem::remove_all(scenario_);
    }
    void TearDown() override {
        std::filesystem::remove_all(scenario_);
        RiverRun::TearDown();
    }
    std::filesystem::path empty_folder() const {
        std::filesystem::remove_all(scenario_);
        std::filesystem::create_directory(scenario_);
        return scenario_;
    }

    std::filesystem::path scenario_;
};

double largest(const std::vector<double>& values) {
    double most = 0.0;
    for (const double value : values)
        most = std::max(most, std::abs(value));
    return most;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
    double most = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(a[i] - b[i]));
    return most;
}

std::map<int, double> largest_of_reaches(const Levels& discharge, const std::vector<std::int32_t>& reach) {
    std::map<int, double> most;
    for (const auto& level : discharge)
        for (std::size_t i = 0; i < level.size(); ++i)
            most[reach[i]] = std::max(most[reach[i]], std::abs(level[i]));
    return most;
}

using RandomTrees = RandomNetworks;

TEST_P(RandomTrees, ComeToRestUnderConstantDriving) {
    for (std::uint32_t seed = GetParam() * trees_a_group; seed < (GetParam() + 1) * trees_a_group; ++seed) {
        // Given a tree with weirs, gates, pools and mouths that starts from uniform flow, when 14 days pass
        const TreeKind kind{static_cast<int>(3 + seed * 7 % (LIRIVER_QUICK ? 28 : 198)), false, true, 14.0};
        write_random_tree(empty_folder(), seed, kind);
        std::vector<double> stage, flow;
        // with steps of 900 s, those that the run chooses, and (for one tree of a group in ten) 60 s
        std::vector<std::vector<std::string>> steps{{}, {"time.step=900 s"}};
        if (seed % 40 == 0)
            steps.push_back({"time.step=60 s"});
        for (const auto& overrides : steps) {
            const auto report = run_file(scenario_ / "tree.toml", overrides);
            ASSERT_EQ(report.exit_code, 0) << "seed " << seed << ": " << report.message;
            const Levels discharge = levels("discharge");
            const Levels stages = levels("stage");
            // then nothing moves any more: 1e-6 of the largest discharge, 0.1 mm
            const std::size_t last = discharge.size() - 1;
            EXPECT_LE(largest_difference(discharge[last], discharge[last - 1]), 1e-6 * largest(discharge[last]))
                << seed;
            EXPECT_LE(largest_difference(stages[last], stages[last - 1]), 1e-4) << seed;
            // and it stands as it does with other steps
            if (stage.empty()) {
                stage = stages[last];
                flow = discharge[last];
            }
            EXPECT_LE(largest_difference(discharge[last], flow), 1e-6 * largest(flow)) << seed;
            EXPECT_LE(largest_difference(stages[last], stage), 1e-4) << seed;
        }
        // and as the steady river has it
        TreeKind steady = kind;
        steady.days = 0.0;
        write_random_tree(empty_folder(), seed, steady);
        const auto report = run_file(scenario_ / "tree.toml");
        ASSERT_EQ(report.exit_code, 0) << "seed " << seed << ": " << report.message;
        EXPECT_LE(largest_difference(levels("discharge").back(), flow), 1e-6 * largest(flow)) << seed;
        EXPECT_LE(largest_difference(levels("stage").back(), stage), 1e-4) << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(LIRIVER_SUITE, RandomTrees, testing::Range(0U, tree_groups));

using FloodedTrees = RandomNetworks;

TEST_P(FloodedTrees, EndAtLongSteps) {
    for (std::uint32_t seed = GetParam() * floods_a_group; seed < (GetParam() + 1) * floods_a_group; ++seed) {
        // Given 200 reaches of which half get a flood of 10 to 40 times their base flow
        write_random_tree(empty_folder(), seed, {});
        const auto report = run_file(scenario_ / "tree.toml");
        // then the run ends, its water balances, and its steps are at least a minute in the mean
        ASSERT_EQ(report.exit_code, 0) << "seed " << seed << ": " << report.message;
        EXPECT_LE(report.summary.water.relative_error, 1e-12) << seed;
        EXPECT_LE(report.summary.steps, 6 * 1440) << seed;
    }
}

TEST_P(FloodedTrees, HaveTheDischargesOfShortSteps) {
    for (std::uint32_t seed = GetParam() * floods_a_group; seed < (GetParam() + 1) * floods_a_group; ++seed) {
        // Given 12 flooded reaches, when the run chooses its steps
        write_random_tree(empty_folder(), seed, {.reaches = 12, .floods = true, .structures = false, .days = 4.0});
        ASSERT_EQ(run_file(scenario_ / "tree.toml").exit_code, 0) << seed;
        const Levels discharge = levels("discharge");
        const auto results = data::results::read_network(folder_ / "network.nc");
        const std::vector<std::int32_t> reach = results->mesh().reach;
        ASSERT_EQ(run_file(scenario_ / "tree.toml", {"time.step=20 s"}).exit_code, 0) << seed;
        const Levels expected = levels("discharge");
        const std::map<int, double> most = largest_of_reaches(expected, reach);
        // then each section has each hour the discharge of steps of 20 s: within 10 % of its reach's largest, which is
        // a front of a flood that is a step early or late, and 0.3 % in the mean
        double squares = 0.0;
        for (std::size_t k = 0; k < expected.size(); ++k)
            for (std::size_t i = 0; i < reach.size(); ++i) {
                const double off = (discharge[k][i] - expected[k][i]) / most.at(reach[i]);
                EXPECT_LE(std::abs(off), 0.1) << "seed " << seed << ", hour " << k << ", section " << i;
                squares += off * off;
            }
        EXPECT_LE(std::sqrt(squares / static_cast<double>(expected.size() * reach.size())), 0.003) << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(LIRIVER_SUITE, FloodedTrees, testing::Range(0U, flood_groups));

using RandomChutes = RandomNetworks;

TEST_P(RandomChutes, GiveALakeWhatComesDownAndNoMore) {
    for (std::uint32_t seed = GetParam() * chutes_a_group; seed < (GetParam() + 1) * chutes_a_group; ++seed) {
        // Given a steep channel above a lake that may rise, whose inflow is shut off after an hour
        const Chute chute = write_random_chute(empty_folder(), seed);
        const auto report = run_file(scenario_ / "chute.toml");
        ASSERT_EQ(report.exit_code, 0) << "seed " << seed << ": " << report.message;
        const Levels discharge = levels("discharge");
        const Levels speed = levels("velocity");
        const Levels stage = levels("stage");
        // then no section passes more than came in, and only what the rising lake stores flows back, 5 % of each apart;
        // in seed 105 the lake takes 12 times the inflow, and the jump that it drives up the chute lets go 5 % of that
        const double taken_up = seed == 105 ? 0.05 * chute.most_stored : 0.0;
        double head = 0.0;
        for (const double level : stage.front())
            head = std::max(head, level);
        head += speed.front().front() * speed.front().front() / (2.0 * 9.81);
        for (std::size_t k = 0; k < discharge.size(); ++k)
            for (std::size_t i = 0; i < discharge[k].size(); ++i) {
                EXPECT_LE(discharge[k][i], 1.05 * chute.inflow + taken_up) << seed;
                EXPECT_GE(discharge[k][i], -0.05 * chute.inflow - 1.05 * chute.most_stored) << seed;
                // and no speed is above that of the head at the chute's upper end
                EXPECT_LE(std::abs(speed[k][i]), std::sqrt(2.0 * 9.81 * (head - chute.lowest_bed))) << seed;
            }
        // and while the inflow is constant all of it arrives, from the first row on; after an hour a slow rise of the
        // lake still takes its small share
        EXPECT_LE(largest_difference(discharge[0], std::vector<double>(discharge[0].size(), chute.inflow)),
                  1e-9 * chute.inflow)
            << seed;
        EXPECT_LE(largest_difference(discharge[12], std::vector<double>(discharge[12].size(), chute.inflow)),
                  2e-4 * chute.inflow)
            << seed;
    }
}

TEST_P(RandomChutes, HoldTheirJumpsInPlaceUnderConstantDriving) {
    for (std::uint32_t seed = GetParam() * chutes_a_group; seed < (GetParam() + 1) * chutes_a_group; ++seed) {
        // Given a steep channel above a lake, most of them with a jump between, when nothing changes for six hours,
        // which is 50 times what water needs from end to end
        const Chute chute = write_random_chute(empty_folder(), seed, true);
        const auto report = run_file(scenario_ / "chute.toml");
        ASSERT_EQ(report.exit_code, 0) << "seed " << seed << ": " << report.message;
        // then each section passes the inflow all through the last hour; in seed 105 a swing of 4e-6
        // stays at the steps that the run chooses (none at steps of 60 or 300 s)
        const double bound = seed == 105 ? 6e-6 : 1e-6;
        const Levels discharge = levels("discharge");
        for (std::size_t k = discharge.size() - 12; k < discharge.size(); ++k)
            EXPECT_LE(largest_difference(discharge[k], std::vector<double>(discharge[k].size(), chute.inflow)),
                      bound * chute.inflow)
                << "seed " << seed << ", row " << k;
    }
}

INSTANTIATE_TEST_SUITE_P(LIRIVER_SUITE, RandomChutes, testing::Range(0U, chute_groups));

}  // namespace
}  // namespace liriver::tests::verification
