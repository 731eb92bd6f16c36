// Who moves. Cells that do not, and that nothing can reach in a go, rest: nothing crosses their faces, to rounding.
//
// Finding out costs nearly as much as computing a go. So what is found holds for many goes: `core_` are the cells that
// moved, and a ring around them; as long as what moves lies within the core, awake are the same.
#include <algorithm>
#include <utility>
#include <vector>

#include "solver/surface/cell_bits.h"
#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {
namespace {

using mesh::surface::outside;

}  // namespace

void SurfaceSolver::find_moving() {
    std::swap(moving_, lively_);
    std::fill(lively_.begin(), lively_.end(), 0);
    for (const SurfaceBoundary& boundary : boundaries_)
        for (const std::int32_t f : boundary.faces)
            set(moving_, mesh_.left[f]);
    if (gains_)
        for (std::int32_t i = 0; i < mesh_.cell_count(); ++i)
            if ((gain_.empty() ? 0.0 : gain_[i]) > loss_ || (state_[i].depth > 0.0 && loss_ > 0.0) ||
                (!gain_.empty() && gain_[i] < 0.0))
                set(moving_, i);
    for (std::size_t k = 0; k < links_.size(); ++k)
        if (link_flows_[k] != 0)
            for (const std::int32_t i : {links_[k].left, links_[k].right})
                if (i != outside)
                    set(moving_, i);
}

// Whether all that moves lies within the core, and is not so little that most of the core could rest.
bool SurfaceSolver::core_fits() const {
    if (!options_.rest_where_still)
        return true;
    return within(moving_, core_) && 8 * count(moving_) >= count(core_);
}

// Adds the neighbours of some cells to a set, as far as `passes(cell, neighbour)` lets them in; returns those that are
// new in it.
template <class Cells, class Passes>
std::vector<std::int32_t> SurfaceSolver::add_ring(const Cells& cells, CellBits& all, const Passes& passes) const {
    std::vector<std::int32_t> added;
    each_of(cells, [&](std::int32_t cell) {
        for (std::int32_t c = mesh_.first_corner[cell]; c < mesh_.first_corner[cell + 1]; ++c) {
            const std::int32_t other = beyond(mesh_.cell_faces[c], cell);
            if (other != outside && !is_set(all, other) && passes(cell, other)) {
                set(all, other);
                added.push_back(other);
            }
        }
    });
    return added;
}

// The core, and all cells that a wave from it may reach in a go: those whose steps are chosen.
void SurfaceSolver::find_candidates() {
    if (!options_.rest_where_still) {
        for (std::int32_t i = 0; i < mesh_.cell_count(); ++i)
            set(awake_, i);
        core_ = awake_;
        return;
    }
    const auto any = [](std::int32_t, std::int32_t) { return true; };
    core_ = moving_;
    const std::vector<std::int32_t> margin = add_ring(moving_, core_, any);
    awake_ = core_;
    front_ = add_ring(margin, awake_, any);  // all neighbours of the rest are in the core
    std::vector<std::int32_t> ring = front_;
    for (int k = 0; k < cells_crossed; ++k)
        ring = add_ring(ring, awake_, any);
}

// Of the candidates, whose levels are known by now, only those that something can reach in so many steps stay awake: a
// face's flux changes what lies beyond it once a step. In the first, slopes look one cell farther, though not across
// dry ground; later no farther, as a cell that only one neighbour disturbs has its slope limited to nothing.
void SurfaceSolver::let_rest() {
    if (!options_.rest_where_still)
        return;
    CellBits reached = core_;
    const auto known = [&](std::int32_t, std::int32_t other) { return is_set(awake_, other); };
    std::vector<std::int32_t> front = front_;
    for (const std::int32_t i : front)
        set(reached, i);
    std::vector<std::int32_t> wet;
    for (const std::int32_t i : front)
        if (state_[i].depth > options_.dry_depth)
            wet.push_back(i);
    const std::vector<std::int32_t> behind = add_ring(wet, reached, known);
    front.insert(front.end(), behind.begin(), behind.end());
    for (int step = 2; step <= 1 << top_level_ && !front.empty(); ++step) {
        const auto steps_of = [&](std::int32_t face) { return 1 << (top_level_ - level_of_face(face)); };
        const auto is_done = [&](std::int32_t cell) {
            const auto begin = mesh_.cell_faces.begin();
            return std::none_of(begin + mesh_.first_corner[cell], begin + mesh_.first_corner[cell + 1],
                                [&](std::int32_t f) { return steps_of(f) >= step; });
        };
        std::erase_if(front, is_done);
        const auto again = [&](std::int32_t cell, std::int32_t other) {
            return is_set(awake_, other) && 1 << (top_level_ - std::min(level_[cell], level_[other])) >= step;
        };
        const std::vector<std::int32_t> next = add_ring(front, reached, again);
        front.insert(front.end(), next.begin(), next.end());
    }
    for (std::size_t w = 0; w < awake_.size(); ++w) {
        each_of_word(awake_[w] & ~reached[w], w, [&](std::int32_t i) { level_[i] = asleep; });
        awake_[w] &= reached[w];
    }
}

}  // namespace liriver::solver::surface
