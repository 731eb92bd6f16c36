// Storage nodes: cells with a stage and a volume, and no momentum.
//
// A reach that ends in a lake goes on to its mouth, a ghost with the reach's end section at the lake's stage. What
// passes the mouth is the lake's in its row of the linear system, so that the whole is solved at once. The face's own
// momentum stays as it is at an open stage: water that enters the reach does so at the lake's stage, or, where reaches
// meet at one energy head, at that less its velocity head. What flows into the lake loses its velocity head.
#include <stdexcept>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {

void ChannelSolver::refuse_bad_lakes() const {
    if (!mesh_.lake.empty() && mesh_.lake.size() != cells_)
        throw std::invalid_argument("lakes are told for every cell or for none");
    for (std::size_t f = 0; f < mesh_.left.size(); ++f) {
        const bool left = mesh_.is_lake(mesh_.left[f]);
        const bool right = mesh_.is_lake(mesh_.right[f]);
        if (left && right)
            throw std::invalid_argument("two lakes meet by a reach or a structure, not by a face");
        const std::int32_t lake = left ? mesh_.left[f] : mesh_.right[f];
        const std::int32_t mouth = left ? mesh_.right[f] : mesh_.left[f];
        if ((left || right) && mesh_.bed[lake] > mesh_.bed[mouth])
            throw std::invalid_argument("a lake reaches down to the bed of each reach that meets it");
    }
    for (const ChannelBoundary& boundary : mesh_.boundaries)
        if (mesh_.is_lake(boundary.cell) && boundary.kind != BoundaryKind::discharge)
            throw std::invalid_argument("a lake has no section that a law of the stage could hold in");
}

void ChannelSolver::add_lake_ends() {
    for (std::int32_t f = 0; f < face_count_; ++f) {
        const bool left = mesh_.is_lake(left_[f]);
        if (!left && !mesh_.is_lake(right_[f]))
            continue;
        const std::int32_t lake = left ? left_[f] : right_[f];
        const std::int32_t mouth = left ? right_[f] : left_[f];
        const auto ghost = static_cast<std::int32_t>(bed_.size());
        bed_.push_back(mesh_.bed[mouth]);
        length_.push_back(0.0);
        table_.push_back(mesh_.table[mouth]);
        row_.push_back(lake);
        (left ? left_ : right_)[f] = ghost;
        lake_ends_.push_back({f, ghost, lake});
    }
}

// Water that leaves a lake has come to its speed from rest.
void ChannelSolver::freeze_lake_energy() {
    for (const LakeEnd& end : lake_ends_) {
        if (!mesh_.energy_junction[end.lake])
            continue;
        const bool west = left_[end.face] == end.ghost;
        (west ? energy_share_left_ : energy_share_right_)[end.face] =
            flows_down(end.face) == west ? subcritical_share(end.face) : 0.0;
    }
}

}  // namespace liriver::solver::channel
