// Kernels are compiled for several kinds of vectors. Whatever a machine has, it computes the same bits.
#include "solver/surface/vector_paths.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/unit/solver/surface/random_terrain.h"

namespace liriver::tests::surface {
namespace {

using solver::surface::CellState;
using solver::surface::SurfaceForcing;
using solver::surface::SurfaceOptions;
using solver::surface::SurfaceSolver;
using solver::surface::Vectors;
using solver::surface::widest_vectors;

using Bits = std::array<std::uint64_t, sizeof(CellState) / sizeof(std::uint64_t)>;

std::vector<Bits> states(const RandomTerrain& t, bool local_steps, Vectors widest) {
    widest_vectors = widest;
    SurfaceOptions options;
    options.local_steps = local_steps;
    SurfaceSolver solver(t.mesh, t.boundaries, t.sources, options);
    const std::vector<double> boundary = {t.discharge, 0.0};
    const std::vector<double> source = {0.5, 0.3};
    SurfaceForcing forcing;
    forcing.boundary = boundary;
    forcing.source = source;
    solver.set_state(t.depth);
    solver.advance(20.0, forcing);
    widest_vectors = Vectors::avx512;
    std::vector<Bits> all;
    for (const CellState& s : solver.state())
        all.push_back(std::bit_cast<Bits>(s));
    return all;
}

// Given rough ground of triangles and of squares, walls, inflow and springs, when the kernels use narrower vectors,
// then each cell holds the same bits. (On a machine without AVX-512 or AVX2 two of the three are one.)
TEST(SurfaceVectors, OfAnyWidthGiveTheSameBits) {
    for (std::uint32_t seed = 1; seed <= 12; ++seed)
        for (const bool local_steps : {true, false}) {
            SCOPED_TRACE(seed);
            const RandomTerrain t = random_terrain(seed, false);
            const std::vector<Bits> widest = states(t, local_steps, Vectors::avx512);
            EXPECT_EQ(states(t, local_steps, Vectors::avx2), widest);
            EXPECT_EQ(states(t, local_steps, Vectors::plain), widest);
        }
}

}  // namespace
}  // namespace liriver::tests::surface
