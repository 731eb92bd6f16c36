#pragma once
// Random river networks and chutes as scenario files: the same seed gives the same files.
#include <cstdint>
#include <filesystem>

namespace liriver::tests::verification {

/// What a random tree is driven by and holds besides plain reaches.
struct TreeKind {
    int reaches = 200;
    bool floods = true;       ///< half of the heads get a flood of 10 to 40 times their base flow; else all is
                              ///< constant, and the run starts from uniform flow
    bool structures = false;  ///< weirs and gates across reaches, a stage or a free fall at the outlet
    double days = 6.0;        ///< length of the run; 0: a steady one
};

/// Writes `tree.toml` and its tables into an empty folder. Reach 0 is the main stem; every other joins one before it at
/// the level of its bed. Slopes lie between 0.0003 and 0.01, widths grow with the root of the number of heads above,
/// sections stand 200 m apart.
void write_random_tree(const std::filesystem::path& folder, std::uint32_t seed, const TreeKind& kind);

struct Chute {
    double inflow = 0.0;       ///< m3/s, the largest
    double most_stored = 0.0;  ///< m3/s that the lake's rise stores in the reach at most
    double lowest_bed = 0.0;   ///< m above datum
};

/// Writes `chute.toml`: a reach of slope 0.01 to 0.1, Manning's n of 0.01 to 0.04, rectangular, triangular or
/// trapezoidal, whose inflow is shut off, above a lake whose stage is constant or rises over two hours. With `constant`
/// neither inflow nor stage changes.
Chute write_random_chute(const std::filesystem::path& folder, std::uint32_t seed, bool constant = false);

}  // namespace liriver::tests::verification
