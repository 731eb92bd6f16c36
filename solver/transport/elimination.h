#pragma once
// Exact solution of the implicit part of transport on graphs that are nearly trees, as river networks are.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "solver/transport/topology.h"

namespace liriver::solver::transport {

/// Solves  (excess_i + sum_j a_ij) d_i - sum_j a_ij d_j = r_i  with all a_ij >= 0 and excess_i >= 0.
///
/// Gaussian elimination in an order fixed at construction (leaves first, then least degree), so a tree fills in
/// nothing. Rows are kept as off-diagonals and excess, as Grassmann, Taksar and Heyman (Operations Research 33, 1985)
/// do: no subtraction ever happens, so no digit is lost however stiff the mixing, and pivots are never negative.
class Elimination {
  public:
    /// Plans the elimination. On a graph that would fill in beyond `fill_limit` times its edges (a 2D mesh), `usable`
    /// is false and nothing else may be called.
    Elimination(const Topology& topology, double fill_limit);

    [[nodiscard]] bool usable() const { return usable_; }

    /// Forgets all coefficients.
    void clear();

    /// Adds to the coefficients over face f, both sides volumes: `into_to` to a(to, from), `into_from` to a(from, to).
    void add(std::size_t f, double into_to, double into_from) {
        const Slot& slot = slot_of_face_[f];
        upper_[slot.index] += slot.from_first ? into_from : into_to;
        lower_[slot.index] += slot.from_first ? into_to : into_from;
    }

    /// Eliminates. `excess` [volumes] is used up.
    void factor(std::span<double> excess);

    /// Solves for one right-hand side; `r` [volumes] is replaced by d. A row of zeros gives 0.
    void solve(std::span<double> r) const;

  private:
    struct Slot {
        std::uint32_t index = 0;
        bool from_first = false;  ///< whether the face's `from` is eliminated before its `to`
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
    std::vector<double> upper_;              ///< [slots] a(eliminated, second)
    std::vector<double> lower_;              ///< [slots] a(second, eliminated), then the multiplier
    std::vector<Update> updates_;
    std::vector<double> inverse_pivot_;  ///< [volumes]
    std::vector<Slot> slot_of_face_;     ///< [faces]
};

}  // namespace liriver::solver::transport
