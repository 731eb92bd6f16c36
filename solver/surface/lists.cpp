// The lists of cells and faces that each group computes.
#include <algorithm>
#include <bit>
#include <cmath>

#include "solver/surface/cell_bits.h"
#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {
namespace {

using mesh::surface::outside;

// By how much the numbers of two cells may differ, for a sweep to find both in the cache.
constexpr std::int32_t near_cells = 4096;

}  // namespace

void SurfaceSolver::list_cells() {
    std::array<std::size_t, most_levels + 1> own{};
    std::array<std::size_t, most_levels + 1> both{};
    const auto is_shared = [&](std::int32_t i) {
        bool finer = false;
        for (std::int32_t c = mesh_.first_corner[i]; top_level_ > 0 && c < mesh_.first_corner[i + 1]; ++c)
            finer = finer || level_of_face(mesh_.cell_faces[c]) < level_[i];
        return finer;
    };
    each_of(awake_, [&](std::int32_t i) { ++(is_shared(i) ? both : own)[static_cast<std::size_t>(level_[i]) + 1]; });
    for (std::size_t level = 0; level < most_levels; ++level) {
        own[level + 1] += own[level];
        both[level + 1] += both[level];
    }
    first_cell_ = own;
    first_shared_ = both;
    cells_.resize(own[most_levels]);
    shared_.resize(both[most_levels]);
    each_of(awake_, [&](std::int32_t i) {
        if (is_shared(i))
            shared_[both[level_[i]]++] = i;
        else
            cells_[own[level_[i]]++] = i;
    });
    for (std::vector<double>* v : {&shared_water_, &shared_x_, &shared_y_})
        v->assign(shared_.size(), 0.0);
}

void SurfaceSolver::list_faces() {
    std::array<std::size_t, most_levels + 1> inner{};
    std::array<std::size_t, most_levels + 1> rim{};
    const auto each_face = [&](auto&& act) {
        each_of(awake_, [&](std::int32_t i) {
            for (std::int32_t c = mesh_.first_corner[i]; c < mesh_.first_corner[i + 1]; ++c) {
                const std::int32_t f = mesh_.cell_faces[c];
                const std::int32_t j = beyond(f, i);
                const bool at_rim = j == outside || level_[j] == asleep;
                if (!at_rim && mesh_.left[f] != i)
                    continue;
                std::uint8_t place = at_rim ? level_[i] : std::min(level_[i], level_[j]);
                if (top_level_ == 0 && !at_rim && mesh_.right[f] - mesh_.left[f] > near_cells)
                    place = 1;  // far ones behind the near ones
                act(f, at_rim, place);
            }
        });
    };
    each_face([&](std::int32_t, bool at_rim, std::uint8_t place) {
        ++(at_rim ? rim : inner)[static_cast<std::size_t>(place) + 1];
    });
    for (std::size_t level = 0; level < most_levels; ++level) {
        inner[level + 1] += inner[level];
        rim[level + 1] += rim[level];
    }
    first_face_ = inner;
    first_rim_ = rim;
    near_faces_ = inner[1];
    if (top_level_ == 0)
        first_face_[1] = inner[most_levels];  // all are of the one level
    faces_.resize(inner[most_levels]);
    rim_.resize(rim[most_levels]);
    each_face([&](std::int32_t f, bool at_rim, std::uint8_t place) {
        if (at_rim)
            rim_[rim[place]++] = f;
        else
            faces_[inner[place]++] = f;
    });
}

// Where each group stands within its step at this tick, and which groups begin one.
void SurfaceSolver::set_clock(int tick) {
    due_ = tick == 0 ? top_level_ : std::min(top_level_, std::countr_zero(static_cast<unsigned>(tick)));
    for (int level = 0; level <= top_level_; ++level)
        elapsed_[static_cast<std::size_t>(level)] = tick_ * (tick & ((1 << level) - 1));
}

}  // namespace liriver::solver::surface
