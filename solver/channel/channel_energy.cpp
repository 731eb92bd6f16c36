// Junctions where reaches meet at one energy head z + u^2 / 2g instead of one stage.
//
// The stage at the end of a reach is the junction's head less the reach's own velocity head, whichever way the water
// goes: z_end = z_J + e_J - u^2 / 2g. It takes the place of z_J in that face's momentum balance, and nothing more is
// carried over by momentum. e_J, the velocity head of the water that passes the junction's own cell, only makes z_J the
// stage there. A face that leaves has the area of its own reach's section, not of the junction's.
//
// Near critical flow a head has two depths and the balance no single answer: there the junction fades to one of equal
// stage, by the Froude number at the step's start.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {
constexpr double froude_whole = 0.6, froude_none = 0.9;
constexpr double shallow = 0.01;  // m
}  // namespace

void ChannelSolver::find_energy_faces() {
    if (mesh_.energy_junction.empty())
        return;
    energy_share_left_.assign(left_.size(), 0.0);
    energy_share_right_.assign(left_.size(), 0.0);
    energy_head_.assign(bed_.size(), 0.0);
    for (const std::int32_t f : junction_faces_once_) {
        const auto meets = [&](std::int32_t c) {
            return c < cell_count_ && mesh_.energy_junction[c] && is_junction_[c];
        };
        if (meets(left_[f]) || meets(right_[f]))
            energy_faces_.push_back(f);
    }
    for (const LakeEnd& end : lake_ends_)
        if (mesh_.energy_junction[end.lake])
            energy_faces_.push_back(end.face);
    std::sort(energy_faces_.begin(), energy_faces_.end());
    energy_faces_.erase(std::unique(energy_faces_.begin(), energy_faces_.end()), energy_faces_.end());
}

// 1 where a face's flow is well below critical, falling to 0 as it comes near; 0 in shallow water too.
double ChannelSolver::subcritical_share(std::int32_t f) const {
    const std::int32_t l = left_[f];
    const std::int32_t r = right_[f];
    if (std::min(z_[l] - bed_[l], z_[r] - bed_[r]) < shallow || area_[l] <= 0.0 || area_[r] <= 0.0)
        return 0.0;
    const double celerity = std::sqrt(gravity * std::min(area_[l] / top_width_[l], area_[r] / top_width_[r]));
    const double froude = std::abs(u_[f]) / celerity;
    return std::clamp((froude_none - froude) / (froude_none - froude_whole), 0.0, 1.0);
}

// What of the velocity heads counts during the coming step, and the head of the water that passes each junction.
void ChannelSolver::freeze_energy_junctions() {
    for (std::size_t j = 0; j < junction_cells_.size(); ++j) {
        const std::int32_t cell = junction_cells_[j];
        if (!mesh_.energy_junction[cell])
            continue;
        double in = 0.0;
        for (std::int32_t k = first_junction_face_[j]; k < first_junction_face_[j + 1]; ++k) {
            const std::int32_t f = junction_faces_[k];
            in += std::max(0.0, right_[f] == cell ? q0_[f] : -q0_[f]);
        }
        energy_head_[cell] = 0.0;
        if (area_[cell] <= 0.0)
            continue;
        const double critical = std::sqrt(gravity * area_[cell] / top_width_[cell]);
        const double speed = std::min(in / area_[cell], critical);
        energy_head_[cell] = 0.5 * speed * speed / gravity;
    }
    const auto at = [&](std::int32_t f, std::int32_t cell) -> double {
        if (cell >= cell_count_ || !mesh_.energy_junction[cell] || !is_junction_[cell])
            return 0.0;
        return subcritical_share(f);
    };
    for (const std::int32_t f : energy_faces_) {
        energy_share_left_[f] = at(f, left_[f]);
        energy_share_right_[f] = at(f, right_[f]);
        // what leaves goes into its own reach's section, unless the junction is about to run dry
        const bool down = flows_down(f);
        const double leaving = down ? energy_share_left_[f] : energy_share_right_[f];
        const std::int32_t source = row_[down ? left_[f] : right_[f]];
        if (leaving >= 1.0 && volume_next_[source] > -0.5 * volume_[source])
            limiter_area_[f] = 2.0;
    }
    freeze_lake_energy();
}

// What equal energy adds to z_R - z_L of a face, m: the reach's ends stand higher or lower than the junctions' cells.
double ChannelSolver::energy_rise(std::int32_t f) const {
    const double own = 0.5 * u_[f] * u_[f] / gravity;
    return energy_share_right_[f] * (energy_head_[right_[f]] - own) -
           energy_share_left_[f] * (energy_head_[left_[f]] - own);
}

}  // namespace liriver::solver::channel
