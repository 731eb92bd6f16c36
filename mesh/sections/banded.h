#pragma once
// A symmetric positive definite system with two bands beside the diagonal, as smoothing on a line gives. Private to
// mesh/sections.
#include <cstddef>
#include <vector>

namespace liriver::mesh::sections {

/// Entry [i] of `first` couples i and i + 1, of `second` i and i + 2.
struct Pentadiagonal {
    explicit Pentadiagonal(std::size_t size)
        : diagonal(size, 0.0), first(size, 0.0), second(size, 0.0), right(size, 0.0) {}

    std::vector<double> diagonal, first, second, right;

    /// Adds weight * (value - f[i])^2 to the sum that is minimised.
    void add_value(std::size_t i, double value, double weight);
    /// Adds weight * (f[i + 1] - f[i] - difference)^2.
    void add_difference(std::size_t i, double difference, double weight);
    /// Adds weight * (f[i] - 2 f[i + 1] + f[i + 2])^2.
    void add_bend(std::size_t i, double weight);
    /// The f that makes the sum smallest (LDL' without pivoting).
    [[nodiscard]] std::vector<double> solve() const;
};

}  // namespace liriver::mesh::sections
