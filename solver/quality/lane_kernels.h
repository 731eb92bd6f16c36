#pragma once
// The loops over lanes that all steps of the kinetics are made of, compiled for the widest vectors of the machine.
#include <cstddef>
#include <cstdint>
#include <span>

#include "solver/quality/law.h"
#include "solver/quality/plan.h"

namespace liriver::solver::quality {

/// A weighted array.
struct Weighted {
    double weight;
    const double* values;
};

/// An entry of the Jacobian: - coefficient * derivative column of a reaction, into row * n + column.
struct JacobianEntry {
    std::size_t row, entry;  ///< constituent; row * n + column
    std::size_t derivative;  ///< column of derivatives
    double coefficient;      ///< stoichiometric
};

struct LaneKernels {
    /// out = base + sum of weight * values over `size` doubles; at most 5 terms.
    void (*combine)(std::size_t size, const double* base, std::span<const Weighted> terms, double* out);
    /// out[k][lane] = areal[k] sum over j of coefficient * rate[j][lane], areal: 1, or the depth of what is stored.
    void (*apply)(std::span<const Coefficient> stoichiometry, std::size_t constituents, const double* rate,
                  const double* const* areal, double* out);
    /// Largest |error| / (absolute[k] + relative max(|before|, |after|)); not a number if any is.
    double (*error_norm)(std::size_t constituents, const double* error, const double* before, const double* after,
                         const double* absolute, double relative);
    /// out = max(values, floor).
    void (*clamp)(std::size_t constituents, const double* values, const double* floor, double* out);
    /// Whether any value is below 0 where floor[k] is 0; floors are 0 or -infinity.
    bool (*any_below)(std::size_t constituents, const double* values, const double* floor);
    /// matrix = diagonal I - S R', by its entries; `pattern` [n * n] tells which entries may be non-zero after filling.
    void (*assemble)(std::size_t n, const std::uint8_t* pattern, double diagonal,
                     std::span<const JacobianEntry> entries, const double* derivatives, const double* const* areal,
                     double* matrix);
    /// Gauss without pivoting in place, with the inverse diagonal kept.
    void (*factorise)(std::size_t n, const std::uint8_t* pattern, double* matrix);
    void (*solve)(std::size_t n, const std::uint8_t* pattern, const double* matrix, double* right_side);
};

/// Those of this machine.
const LaneKernels& lane_kernels();

}  // namespace liriver::solver::quality
