#include "solver/channel/block_elimination.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <bit>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace liriver::solver::channel {
namespace {

using Couplings = std::vector<std::pair<std::int32_t, std::int32_t>>;

// Fills the system with random blocks, dominant on the diagonal, and solves it by Eigen too.
Eigen::VectorXd fill(BlockElimination& system, const Couplings& couplings, std::mt19937& random) {
    std::uniform_real_distribution<double> unit(-1, 1);
    const int size = system.size();
    Eigen::MatrixXd dense = Eigen::MatrixXd::Zero(2 * size, 2 * size);
    Eigen::VectorXd right(2 * size);
    const auto set = [&](int i, int j, double diagonal) {
        const Block b{unit(random) + diagonal, unit(random), unit(random), unit(random) + diagonal};
        system.blocks()[static_cast<std::size_t>(system.slot(i, j))] = b;
        dense.block<2, 2>(2 * i, 2 * j) << b.a, b.b, b.c, b.d;
    };
    for (int i = 0; i < size; ++i) {
        set(i, i, 12.0);
        right[2 * i] = unit(random);
        right[2 * i + 1] = unit(random);
        system.right_side()[static_cast<std::size_t>(i)] = {right[2 * i], right[2 * i + 1]};
    }
    for (const auto& c : couplings)
        if (c.first != c.second) {
            set(c.first, c.second, 0.0);
            set(c.second, c.first, 0.0);
        }
    return dense.partialPivLu().solve(right);
}

void expect_solution(BlockElimination& system, const Eigen::VectorXd& expected) {
    ASSERT_TRUE(system.solve());
    for (int i = 0; i < system.size(); ++i) {
        ASSERT_NEAR(system.right_side()[static_cast<std::size_t>(i)].x, expected[2 * i], 1e-12);
        ASSERT_NEAR(system.right_side()[static_cast<std::size_t>(i)].y, expected[2 * i + 1], 1e-12);
    }
}

// Given a random graph and random blocks, when solved, then the answer is Eigen's.
TEST(BlockElimination, AgreesWithADenseSolverOnRandomGraphs) {
    std::mt19937 random(3);
    for (int trial = 0; trial < 100; ++trial) {
        const int size = 2 + trial % 40;
        Couplings couplings;
        for (int i = 1; i < size; ++i)  // a tree, then some loops
            couplings.emplace_back(i, static_cast<int>(random() % static_cast<unsigned>(i)));
        for (int loop = 0; loop < trial % 6; ++loop)
            couplings.emplace_back(random() % static_cast<unsigned>(size), random() % static_cast<unsigned>(size));
        BlockElimination system(size, couplings);
        const Eigen::VectorXd expected = fill(system, couplings, random);
        expect_solution(system, expected);
    }
}

// Reaches of unknowns in line, each but the first joining an unknown of those before it, some by a corner as the faces
// at a confluence do; numbered downstream or upstream.
Couplings reaches_in_line(int size, int loops, std::mt19937& random) {
    Couplings couplings;
    int begin = 0;
    while (begin < size) {
        const int end = std::min(size, begin + 1 + static_cast<int>(random() % 30U));
        for (int i = begin + 1; i < end; ++i)
            couplings.emplace_back(i - 1, i);
        if (begin > 0) {
            const int joined = static_cast<int>(random() % static_cast<unsigned>(begin));
            const int mouth = random() % 2 == 0 ? begin : end - 1;
            couplings.emplace_back(mouth, joined);
            if (joined > 0 && random() % 2 == 0)
                couplings.emplace_back(mouth, joined - 1);
        }
        begin = end;
    }
    for (int loop = 0; loop < loops; ++loop)
        couplings.emplace_back(random() % static_cast<unsigned>(size), random() % static_cast<unsigned>(size));
    return couplings;
}

// Given reaches of unknowns in line that meet, with and without loops, when solved, then the answer is Eigen's.
TEST(BlockElimination, AgreesWithADenseSolverOnReachesInLine) {
    std::mt19937 random(11);
    for (int trial = 0; trial < 150; ++trial) {
        const int size = 1 + trial;
        const Couplings couplings = reaches_in_line(size, trial % 3 == 0 ? trial % 5 : 0, random);
        BlockElimination system(size, couplings);
        const Eigen::VectorXd expected = fill(system, couplings, random);
        SCOPED_TRACE(trial);
        expect_solution(system, expected);
    }
}

// Given a large tree, when two or three threads share it, then every bit of the answer is that of one thread.
TEST(BlockElimination, GivesTheSameBitsForAnyNumberOfThreads) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> unit(-1, 1);
    const int reaches = 40;
    const int cells = 300;
    Couplings couplings;
    for (int r = 0; r < reaches; ++r) {
        for (int i = 1; i < cells; ++i)
            couplings.emplace_back(r * cells + i - 1, r * cells + i);
        if (r > 0)
            couplings.emplace_back(r * cells + cells - 1, (r - 1) / 3 * cells + cells / 2);
    }
    BlockElimination system(reaches * cells, couplings);
    std::vector<Block> blocks;
    std::vector<Pair> right;
    for (std::size_t i = 0; i < system.blocks().size(); ++i) {
        const double diagonal = i < system.right_side().size() ? 12.0 : 0.0;
        blocks.push_back({unit(random) + diagonal, unit(random), unit(random), unit(random) + diagonal});
    }
    for (std::size_t i = 0; i < system.right_side().size(); ++i)
        right.push_back({unit(random), unit(random)});
    const auto solved = [&](int threads) {
        std::copy(blocks.begin(), blocks.end(), system.blocks().begin());
        std::copy(right.begin(), right.end(), system.right_side().begin());
        EXPECT_TRUE(system.solve(threads));
        std::vector<std::uint64_t> bits;
        for (const Pair& x : system.right_side()) {
            bits.push_back(std::bit_cast<std::uint64_t>(x.x));
            bits.push_back(std::bit_cast<std::uint64_t>(x.y));
        }
        return bits;
    };
    const std::vector<std::uint64_t> alone = solved(1);
    EXPECT_EQ(solved(2), alone);
    EXPECT_EQ(solved(3), alone);
}

TEST(BlockElimination, SaysWhenAPivotIsSingular) {
    BlockElimination system(2, std::vector<std::pair<std::int32_t, std::int32_t>>{{0, 1}});
    system.blocks()[0] = {1, 0, 0, 1};
    EXPECT_FALSE(system.solve());
}

TEST(BlockElimination, RefusesASlotThatWasNotDeclared) {
    const BlockElimination system(3, std::vector<std::pair<std::int32_t, std::int32_t>>{{0, 1}});
    EXPECT_THROW((void)system.slot(0, 2), std::logic_error);
}

}  // namespace
}  // namespace liriver::solver::channel
