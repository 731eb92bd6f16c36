// Structures between cells, or from a cell to outside, and their part of the linear system.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {

constexpr double level_difference = 1e-7;  // m; stages closer than this are level to Newton's method

// The law at two stages, its slopes made fit for Newton's method. Only they are: what flows is the law's.
//
// Drowned flow goes as about the 0.385th power (gates: the square root) of the stages' difference: the tangent would
// swing past its zero further than it came. With 0.7 of the chord from there, errors fall by a factor of two at least;
// with the whole chord, which a flap needs that is flat beyond the zero, they fall without swinging. The chord of
// stages that are level but for rounding is that of a difference which is not.
structures::StructureFlow linearised(const ChannelLink& link, double setting, double left, double right) {
    structures::StructureFlow flow = structures::flow(link.structure, setting, left, right);
    if (link.one_way && flow.discharge < 0.0)
        flow = {};
    const double difference = left - right;
    const bool drowned = flow.by_left != 0.0 && flow.by_right != 0.0;
    if (std::abs(difference) < level_difference) {
        const double upper = std::max(left, right);
        const double lower = upper - level_difference;
        const double chord = structures::flow(link.structure, setting, upper, lower).discharge / level_difference;
        const bool flows_by_difference =
            structures::flow(link.structure, setting, lower, upper).discharge < 0.0 && chord > 0.0;
        if (flows_by_difference) {
            flow.by_left = chord;
            flow.by_right = -chord;
        }
    } else if (drowned) {
        const double least = (link.one_way ? 1.0 : 0.7) * flow.discharge / difference;
        flow.by_left = std::max(flow.by_left, least);
        flow.by_right = std::min(flow.by_right, -least);
    }
    // a rising stage on either side never makes that side's water less
    flow.by_left = std::max(flow.by_left, 0.0);
    flow.by_right = std::min(flow.by_right, 0.0);
    return flow;
}

}  // namespace

void ChannelSolver::assemble_links(double dt, const ChannelForcing& forcing) {
    if (mesh_.links.empty())
        return;
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    std::copy(forcing.source.begin(), forcing.source.end(), side_inflow_.begin());
    std::fill(link_through_.begin(), link_through_.end(), 0.0);
    for (std::size_t k = 0; k < mesh_.links.size(); ++k) {
        const ChannelLink& link = mesh_.links[k];
        const bool inside = link.right != outside;
        const double setting = forcing.setting.empty() ? link.setting : forcing.setting[k];
        const structures::StructureFlow flow =
            linearised(link, setting, z_[link.left], inside ? z_[link.right] : link.outside_stage);
        link_q_[k] = flow.discharge;
        link_slope_left_[k] = flow.by_left;
        link_slope_right_[k] = inside ? flow.by_right : 0.0;
        if (link.side) {
            side_inflow_[link.left] -= flow.discharge;
            if (inside)
                side_inflow_[link.right] += flow.discharge;
        } else {
            link_through_[link.left] += flow.discharge;
            if (inside)
                link_through_[link.right] += flow.discharge;
        }
        // wholly implicit: two pools that a drowned weir joins settle in less than a step
        rhs[link.left].x -= dt * flow.discharge;
        blocks[link.left].a += dt * flow.by_left;
        if (!inside)
            continue;
        rhs[link.right].x += dt * flow.discharge;
        blocks[link_slot_lr_[k]].a += dt * flow.by_right;
        blocks[link.right].a -= dt * flow.by_right;
        blocks[link_slot_rl_[k]].a -= dt * flow.by_left;
    }
}

// A law that fades out is flat above and below: Newton's method would jump from the one to the other and back. Its
// stage enters the fading stretch from above, a tenth of the way left at a time, and then converges from one side.
void ChannelSolver::hold_above_fading(Pair* change) const {
    for (const FadingCell& faded : fading_cells_) {
        const double above = z_[faded.cell] - faded.fading.level;
        double& rise = change[faded.cell].x;
        if (above > 0.05 * faded.fading.depth && above + rise < 0.0)
            rise = -0.9 * above;
    }
}

}  // namespace liriver::solver::channel
