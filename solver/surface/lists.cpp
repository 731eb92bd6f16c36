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
    if (top_level_ == 0) {
        cells_.clear();
        each_of(awake_, [&](std::int32_t i) { cells_.push_back(i); });
        shared_.clear();
        first_cell_.fill(cells_.size());
        first_cell_[0] = 0;
        first_shared_.fill(0);
        list_accounts();
        return;
    }
    find_finest();
    std::array<std::size_t, most_levels + 1> own{};
    std::array<std::size_t, most_levels + 1> both{};
    const auto each = [&](auto&& act) {
        for (std::size_t k = 0; k < candidates_.size(); ++k)
            if (const std::uint8_t level = level_[candidates_[k]]; level != asleep)
                act(candidates_[k], level, finest_[k] < level);
    };
    each([&](std::int32_t, std::uint8_t level, bool is_shared) {
        ++(is_shared ? both : own)[static_cast<std::size_t>(level) + 1];
    });
    for (std::size_t level = 0; level < most_levels; ++level) {
        own[level + 1] += own[level];
        both[level + 1] += both[level];
    }
    first_cell_ = own;
    first_shared_ = both;
    cells_.resize(own[most_levels]);
    shared_.resize(both[most_levels]);
    each([&](std::int32_t i, std::uint8_t level, bool is_shared) {
        if (is_shared)
            shared_[both[level]++] = i;
        else
            cells_[own[level]++] = i;
    });
    list_accounts();
    for (std::vector<double>* v : {&shared_water_, &shared_x_, &shared_y_, &promised_})
        v->assign(shared_.size(), 0.0);
}

// Shared cells by the finest of their faces, and those faces.
void SurfaceSolver::list_accounts() {
    std::array<std::size_t, most_levels + 1> first{};
    const auto finest = [&](std::int32_t cell) { return finest_[static_cast<std::size_t>(place_[cell])]; };
    for (const std::int32_t i : shared_)
        ++first[static_cast<std::size_t>(finest(i)) + 1];
    for (std::size_t level = 0; level < most_levels; ++level)
        first[level + 1] += first[level];
    first_account_ = first;
    accounts_.resize(shared_.size());
    for (std::size_t at = 0; at < shared_.size(); ++at)
        accounts_[first[finest(shared_[at])]++] = static_cast<std::int32_t>(at);
    account_faces_.clear();
    first_account_face_.assign(1, 0);
    for (const std::int32_t at : accounts_) {
        const std::int32_t i = shared_[static_cast<std::size_t>(at)];
        for (std::int32_t c = mesh_.first_corner[i]; c < mesh_.first_corner[i + 1]; ++c) {
            const std::int32_t f = mesh_.cell_faces[c];
            const bool left = mesh_.left[f] == i;
            const int level = level_of_face(f);
            if (level < level_[i])
                account_faces_.push_back(
                    {left ? -mesh_.length[f] : mesh_.length[f], mesh_.normal[f].x, mesh_.normal[f].y, f, level});
        }
        first_account_face_.push_back(static_cast<std::int32_t>(account_faces_.size()));
    }
}

void SurfaceSolver::list_faces() {
    std::array<std::size_t, most_levels + 1> inner{};
    std::array<std::size_t, most_levels + 1> rim{};
    struct Listed {
        std::int32_t face;
        std::uint8_t place;
        bool at_rim;
    };
    std::vector<Listed> listed;
    listed.reserve(2 * cells_.size());
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
            listed.push_back({f, place, at_rim});
            ++(at_rim ? rim : inner)[static_cast<std::size_t>(place) + 1];
        }
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
    for (const Listed& l : listed) {
        if (l.at_rim)
            rim_[rim[l.place]++] = l.face;
        else
            faces_[inner[l.place]++] = l.face;
    }
}

// Where each group stands within its step at this tick, and which groups begin one.
void SurfaceSolver::set_clock(int tick) {
    due_ = tick == 0 ? top_level_ : std::min(top_level_, std::countr_zero(static_cast<unsigned>(tick)));
    for (int level = 0; level <= top_level_; ++level)
        elapsed_[static_cast<std::size_t>(level)] = tick_ * (tick & ((1 << level) - 1));
}

}  // namespace liriver::solver::surface
