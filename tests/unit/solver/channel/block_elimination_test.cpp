#include "solver/channel/block_elimination.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <random>
#include <set>

namespace liriver::solver::channel {
namespace {

// Given a random graph and random blocks, when solved, then the answer is Eigen's.
TEST(BlockElimination, AgreesWithADenseSolverOnRandomGraphs) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> unit(-1, 1);
    for (int trial = 0; trial < 100; ++trial) {
        const int size = 2 + trial % 40;
        std::vector<std::pair<std::int32_t, std::int32_t>> couplings;
        for (int i = 1; i < size; ++i)  // a tree, then some loops
            couplings.emplace_back(i, static_cast<int>(random() % static_cast<unsigned>(i)));
        for (int loop = 0; loop < trial % 6; ++loop)
            couplings.emplace_back(random() % static_cast<unsigned>(size), random() % static_cast<unsigned>(size));
        BlockElimination system(size, couplings);
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
        const Eigen::VectorXd expected = dense.partialPivLu().solve(right);
        ASSERT_TRUE(system.solve());
        for (int i = 0; i < size; ++i) {
            EXPECT_NEAR(system.right_side()[static_cast<std::size_t>(i)].x, expected[2 * i], 1e-12);
            EXPECT_NEAR(system.right_side()[static_cast<std::size_t>(i)].y, expected[2 * i + 1], 1e-12);
        }
    }
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
