#pragma once
// Exact solution of the implicit part of transport on graphs that are nearly trees, as river networks are.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "solver/transport/topology.h"
#include "solver/vector_paths.h"

namespace liriver::solver::transport {

/// Solves  (excess_i + sum_j a_ij) d_i - sum_j a_ij d_j = r_i  with all a_ij >= 0 and excess_i >= 0.
///
/// Gaussian elimination in an order fixed at construction (leaves first, then least degree), so a tree fills in
/// nothing. Rows are kept as off-diagonals and excess, as Grassmann, Taksar and Heyman (Operations Research 33, 1985)
/// do: no subtraction ever happens, so no digit is lost however stiff the mixing, and pivots are never negative.
class Elimination {
  public:
    struct Link {
        double into_to, into_from;
    };

    /// Plans the elimination. On a graph that would fill in beyond `fill_limit` times its edges (a 2D mesh), `usable`
    /// is false and nothing else may be called.
    Elimination(const Topology& topology, double fill_limit);

    [[nodiscard]] bool usable() const { return usable_; }

    /// Sets all coefficients. `link(face)` gives a face's two: {a(to, from), a(from, to)}; those of several faces
    /// between the same two volumes add up.
    template <class LinkOfFace>
    void fill(const LinkOfFace& link) {
        for (std::size_t p = 0; p < second_.size(); ++p) {
            const MatrixSlot slot = slots_[p];
            if (slot.face < 0) {
                upper_[p] = lower_[p] = 0.0;
                continue;
            }
            const Link both = link(static_cast<std::size_t>(slot.face));
            upper_[p] = slot.from_first ? both.into_from : both.into_to;
            lower_[p] = slot.from_first ? both.into_to : both.into_from;
        }
        for (const Parallel& more : parallel_) {
            const Link both = link(more.face);
            upper_[more.slot] += more.from_first ? both.into_from : both.into_to;
            lower_[more.slot] += more.from_first ? both.into_to : both.into_from;
        }
    }

    /// Eliminates. `excess` [volumes] is used up.
    void factor(std::span<double> excess);

    /// Solves for several right-hand sides side by side, `parts` values a volume (a value is a double or Lanes of
    /// them); `r` [volumes][parts] is replaced by d. A row of zeros gives 0.
    template <std::size_t parts, class Value>
    LIRIVER_KERNEL void solve(Value* r) const {
        const auto at = [](std::int32_t i) __attribute__((always_inline)) {
            return static_cast<std::size_t>(i) * parts;
        };
        for (std::size_t step = 0; step < order_.size(); ++step) {
            Value* own = r + at(order_[step]);
            Value known[parts];
            for (std::size_t h = 0; h < parts; ++h) {
                known[h] = own[h];
                own[h] = known[h] * inverse_pivot_[step];
            }
            for (std::size_t p = first_slot_[step]; p < first_slot_[step + 1]; ++p)
                for (std::size_t h = 0; h < parts; ++h)
                    r[at(second_[p]) + h] += lower_[p] * known[h];
        }
        for (std::size_t step = order_.size(); step-- > 0;) {
            Value* own = r + at(order_[step]);
            Value sum[parts];
            for (std::size_t h = 0; h < parts; ++h)
                sum[h] = own[h];
            for (std::size_t p = first_slot_[step]; p < first_slot_[step + 1]; ++p)
                for (std::size_t h = 0; h < parts; ++h)
                    sum[h] += upper_[p] * r[at(second_[p]) + h];
            for (std::size_t h = 0; h < parts; ++h)
                own[h] = sum[h];
        }
    }
    void solve(std::span<double> r) const { solve<1>(r.data()); }

  private:
    struct MatrixSlot {
        std::int32_t face = -1;   ///< the first face between the two, -1 if only elimination links them
        bool from_first = false;  ///< whether the face's `from` is eliminated before its `to`
    };
    struct Parallel {  ///< a further face between two volumes
        std::size_t slot, face;
        bool from_first;
    };
    struct Update {  ///< a(second of `by`, second of `with`) += multiplier[by] * upper[with]
        std::uint32_t by, with, target;
        bool target_upper;
    };
    bool usable_ = false;
    std::vector<std::int32_t> order_;        ///< [volumes] who is eliminated when
    std::vector<std::size_t> first_slot_;    ///< [volumes + 1] slots of each elimination
    std::vector<std::size_t> first_update_;  ///< [volumes + 1] updates of each elimination
    std::vector<std::int32_t> second_;       ///< [slots] the other volume, eliminated later
    std::vector<MatrixSlot> slots_;          ///< [slots]
    std::vector<Parallel> parallel_;
    std::vector<double> upper_;  ///< [slots] a(eliminated, second), then over the pivot
    std::vector<double> lower_;  ///< [slots] a(second, eliminated), then the multiplier
    std::vector<Update> updates_;
    std::vector<double> inverse_pivot_;  ///< [volumes], in order of elimination
};

}  // namespace liriver::solver::transport
