// The channel solver's kernels are compiled for several kinds of vectors, and threads share large networks. Whatever a
// machine has, and however many threads there are, it computes the same bits.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "solver/channel/channel_solver.h"
#include "solver/vector_paths.h"

namespace liriver::solver::channel {
namespace {

constexpr std::int32_t sections = 220;
constexpr double spacing = 50.0;

// A reach of `sections` cells that ends in the middle of an earlier one, the first at a free outfall: gentle, steep
// (supercritical) and dry ones by turns.
struct Tree {
    ChannelMesh mesh;
    std::vector<double> stage;

    explicit Tree(std::int32_t reaches) {
        const std::int32_t table = mesh.tables.add(
            std::vector<OutlinePoint>{{0, 10, 0.03, 0}, {20, 0, 0.03, 0}, {40, 0, 0.03, 0}, {60, 10, 0.03, 0}});
        for (std::int32_t r = 0; r < reaches; ++r)
            add_reach(r, table);
        ChannelBoundary outlet;
        outlet.cell = sections - 1;
        outlet.upstream = false;
        outlet.kind = BoundaryKind::free_outfall;
        mesh.boundaries.push_back(outlet);
    }

    void add_reach(std::int32_t r, std::int32_t table) {
        const double slope = r % 3 == 1 ? 0.02 : 5e-4;
        const std::int32_t joined = (r - 1) / 3 * sections + sections / 2;
        const double foot = r == 0 ? 0.0 : mesh.bed[static_cast<std::size_t>(joined)];
        for (std::int32_t i = 0; i < sections; ++i) {
            const std::int32_t cell = r * sections + i;
            mesh.table.push_back(table);
            mesh.bed.push_back(foot + slope * spacing * (sections - i));
            mesh.length.push_back(spacing);
            mesh.reach.push_back(r);
            stage.push_back(mesh.bed.back() + (r % 3 == 2 ? 0.0 : 1.0 + 0.1 * std::sin(0.3 * i)));
            if (i > 0)
                join(cell - 1, cell);
        }
        if (r > 0)
            join(r * sections + sections - 1, joined);
        ChannelBoundary head;
        head.cell = r * sections;
        mesh.boundaries.push_back(head);
    }

    void join(std::int32_t left, std::int32_t right) {
        mesh.left.push_back(left);
        mesh.right.push_back(right);
        mesh.distance.push_back(spacing);
    }
};

// Bits of all stages, velocities and volumes after some steps of a growing flood.
std::vector<std::uint64_t> flooded(const Tree& tree, int threads, Vectors widest) {
    widest_vectors = widest;
    ChannelOptions options;
    options.threads = threads;
    ChannelSolver solver(tree.mesh, options);
    solver.set_state(tree.stage, std::vector<double>(tree.mesh.left.size(), 0.2));
    const std::vector<double> none(tree.mesh.bed.size(), 0.001);
    double dt = 0.05;
    for (int step = 0; step < 20; ++step, dt *= 1.3) {
        std::vector<double> inflow(tree.mesh.boundaries.size(), 1.0 + step);
        EXPECT_TRUE(solver.step(dt, {none, inflow}).converged) << "step " << step;
    }
    widest_vectors = Vectors::avx512;
    std::vector<std::uint64_t> bits;
    for (const std::span<const double> values : {solver.stage(), solver.velocity(), solver.volume()})
        for (const double value : values)
            bits.push_back(std::bit_cast<std::uint64_t>(value));
    return bits;
}

// Given a flood into gentle, steep and dry reaches, when the kernels use narrower vectors, then each stage, velocity
// and volume holds the same bits. (On a machine without AVX-512 or AVX2 two of the three are one.)
TEST(ChannelSameBits, WithVectorsOfAnyWidth) {
    const Tree tree(7);
    const std::vector<std::uint64_t> widest = flooded(tree, 1, Vectors::avx512);
    EXPECT_EQ(flooded(tree, 1, Vectors::avx2), widest);
    EXPECT_EQ(flooded(tree, 1, Vectors::plain), widest);
}

// Given the same flood into a network that is large enough to be shared, when two or three threads share it, then each
// stage, velocity and volume holds the bits that one thread gives.
TEST(ChannelSameBits, WithAnyNumberOfThreads) {
    const Tree tree(40);
    ASSERT_GT(tree.mesh.cell_count(), 8000);
    const std::vector<std::uint64_t> alone = flooded(tree, 1, Vectors::avx512);
    EXPECT_EQ(flooded(tree, 2, Vectors::avx512), alone);
    EXPECT_EQ(flooded(tree, 3, Vectors::avx512), alone);
}

}  // namespace
}  // namespace liriver::solver::channel
