// What crosses between groups of cells, and that no cell gives more than it holds.
#include <algorithm>

#include "solver/surface/surface_solver.h"
#include "solver/surface/vector_paths.h"

namespace liriver::solver::surface {
namespace {

// Shares of a cell's water. Sums in another order may differ by their last digits: a cell that gives all but
// `looked_at_again` is summed once more, and `rounding` stays in it, so that no cut leaves less than nothing.
constexpr double looked_at_again = 1e-12;
constexpr double rounding = 1e-14;

}  // namespace

// Adds what finer faces brought to some of the shared cells, and closes their accounts.
void SurfaceSolver::add_account(List cells, double* water, double* push_x, double* push_y) {
    const auto first = static_cast<std::size_t>(cells.data() - shared_.data());
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const std::size_t at = first + k;
        water[k] += shared_water_[at];
        push_x[k] += shared_x_[at];
        push_y[k] += shared_y_[at];
        shared_water_[at] = shared_x_[at] = shared_y_[at] = 0.0;
    }
    for (std::size_t k = cells.size(); k < block_size; ++k) {
        water[k] = water[cells.size() - 1];
        push_x[k] = push_x[cells.size() - 1];
        push_y[k] = push_y[cells.size() - 1];
    }
}

int SurfaceSolver::level_of_face(std::int32_t face) const {
    const std::int32_t right = mesh_.right[face];
    return right < 0 ? level_[mesh_.left[face]] : std::min(level_[mesh_.left[face]], level_[right]);
}

// A cell beside a finer group keeps account of what the finer faces bring within its own step. Most of them lie beside
// none of the faces of a sub-step: those come last among the accounts.
void SurfaceSolver::gather_shared() {
    for (std::size_t account = 0; account < due_accounts(); ++account) {
        const auto at = static_cast<std::size_t>(accounts_[account]);
        for (const AccountFace& f : faces_of_account(account)) {
            if (f.level > due_)
                continue;
            const FaceFlux& flux = flux_[f.face];
            const double over = f.length * seconds_[static_cast<std::size_t>(f.level)];
            const double push = over * (over < 0.0 ? flux.push_on_left : flux.push_on_right);
            const double along = over * flux.along;
            shared_water_[at] += over * flux.water;
            shared_x_[at] += push * f.normal_x - along * f.normal_y;
            shared_y_[at] += push * f.normal_y + along * f.normal_x;
        }
    }
}

// The push on a cell's water at a face over which nothing flows.
double SurfaceSolver::still_push(std::int32_t face, std::int32_t cell) const {
    if (level_[cell] == asleep)
        return 0.0;
    const double half = 0.5 * seconds_[static_cast<std::size_t>(level_of_face(face))];
    const FaceSide at = side(face, cell, elapsed_[level_[cell]] + half);
    return 0.5 * gravity * at.depth * at.depth + at.push_within;
}

// What leaves a shared cell over faces of its own level is fixed when its own step begins: it is set aside from there
// on.
void SurfaceSolver::promise_outflow(std::size_t account) {
    const auto at = static_cast<std::size_t>(accounts_[account]);
    const std::int32_t cell = shared_[at];
    if (level_[cell] > due_)
        return;
    promised_[at] = 0.0;
    each_outflow(cell, [&](std::int32_t, int level, double out) {
        if (level == level_[cell])
            promised_[at] += out;
    });
}

// Whether more leaves a shared cell in this sub-step than is left in it. It gives to finer faces several times in its
// own step, each time a little.
bool SurfaceSolver::overdraws(std::size_t account) const {
    const auto at = static_cast<std::size_t>(accounts_[account]);
    const std::int32_t cell = shared_[at];
    const bool starts = level_[cell] <= due_;
    double leaving = starts ? promised_[at] : 0.0;
    for (const AccountFace& f : faces_of_account(account))
        if (f.level <= due_)
            leaving += std::max(f.length * -flux_[f.face].water, 0.0) * seconds_[static_cast<std::size_t>(f.level)];
    const double left =
        std::max(state_[cell].depth, 0.0) * mesh_.area[cell] + shared_water_[at] - (starts ? 0.0 : promised_[at]);
    return leaving > std::max(left, 0.0) * (1.0 - looked_at_again);
}

// No cell gives more than it holds: what leaves such a cell in this sub-step is cut in proportion (Bollermann, Noelle
// and Lukacova, Commun. Comput. Phys. 10, 2011, with the cut in place of their shorter time). Its momentum
// is cut with it, or the little that arrives would come with the momentum of all.
void SurfaceSolver::keep_water() {
    for (std::size_t account = 0; account < due_accounts(); ++account) {
        promise_outflow(account);
        if (overdraws(account))
            suspects_.push_back(shared_[static_cast<std::size_t>(accounts_[account])]);
    }
    std::sort(suspects_.begin(), suspects_.end());
    suspects_.erase(std::unique(suspects_.begin(), suspects_.end()), suspects_.end());
    for (const std::int32_t cell : suspects_)
        cut_outflow(cell);
    suspects_.clear();
}

// What leaves a cell in this sub-step, and what there is for it: `account` is what finer faces brought so far.
SurfaceSolver::Outflow SurfaceSolver::outflow_of(std::int32_t cell, double account) const {
    Outflow sum{0.0, std::max(state_[cell].depth, 0.0) * mesh_.area[cell] + account};
    each_outflow(cell, [&](std::int32_t, int level, double out) {
        if (level <= due_)
            sum.leaving += out;
        else if (level == level_[cell])
            sum.available -= out;  // promised at this cell's own start
    });
    sum.available = std::max(sum.available, 0.0) * (1.0 - rounding);
    return sum;
}

// Calls `act(face, its level, m3 over its step)` for each face through which water leaves a cell.
template <class Act>
void SurfaceSolver::each_outflow(std::int32_t cell, const Act& act) const {
    for (std::int32_t c = mesh_.first_corner[cell]; c < mesh_.first_corner[cell + 1]; ++c) {
        const std::int32_t f = mesh_.cell_faces[c];
        const double out = mesh_.left[f] == cell ? flux_[f].water : -flux_[f].water;
        const int level = level_of_face(f);
        if (out > 0.0)
            act(f, level, out * mesh_.length[f] * seconds_[static_cast<std::size_t>(level)]);
    }
}

void SurfaceSolver::cut_outflow(std::int32_t cell) {
    const auto level = static_cast<std::size_t>(level_[cell]);
    const auto begin = shared_.begin() + static_cast<std::ptrdiff_t>(first_shared_[level]);
    const auto end = shared_.begin() + static_cast<std::ptrdiff_t>(first_shared_[level + 1]);
    const auto at = std::lower_bound(begin, end, cell);
    const bool is_shared = at != end && *at == cell;
    const Outflow out =
        outflow_of(cell, is_shared ? shared_water_[static_cast<std::size_t>(at - shared_.begin())] : 0.0);
    if (out.leaving <= out.available)
        return;
    const double share = out.available / out.leaving;
    if (is_shared && level_[cell] <= due_)
        promised_[static_cast<std::size_t>(at - shared_.begin())] *= share;
    each_outflow(cell, [&](std::int32_t f, int face_level, double) {
        if (face_level > due_)
            return;
        FaceFlux& flux = flux_[f];
        flux.water *= share;
        flux.along *= share;
        flux.push_on_left += (1.0 - share) * (still_push(f, mesh_.left[f]) - flux.push_on_left);
        if (mesh_.right[f] != mesh::surface::outside)
            flux.push_on_right += (1.0 - share) * (still_push(f, mesh_.right[f]) - flux.push_on_right);
        ++counts_.outflow_cut;
    });
}

}  // namespace liriver::solver::surface
