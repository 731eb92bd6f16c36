// Structures between cells, or from a cell to outside, and their part of the linear system.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {

constexpr double level_difference = 1e-7;  // m; stages closer than this are level to Newton's method
constexpr double thin_depth = 1e-3;        // m; in shallower water a link is wholly implicit
constexpr double small_head = 0.01;        // m; lower heads on a lake's structures matter less to the step's length
constexpr double no_head = 1e30;           // m; a lake without a structure

// The end's share in the mean flow of a link that the linear rate makes decay by exp(-decay) over the step. With
// 1/(1 - exp(-x)) - 1/x the step is exact for a linear law (exponential fitting, Liniger and Willoughby 1970, SIAM J.
// Numer. Anal. 7, 47): a half in short steps, which is second order, and 1 in long ones. Beyond that the start's share
// moves the levels by no more than half of what drives the flow, the least of which is Q / (2 Q') (an orifice's): so no
// level swings past its rest.
double share_of_end(double decay) {
    if (decay < 1e-3)
        return 0.5 + decay / 12.0;
    return std::max(1.0 / (1.0 - std::exp(-decay)) - 1.0 / decay, 1.0 - 0.25 / decay);
}

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

void ChannelSolver::plan_links() {
    const std::size_t links = mesh_.links.size();
    for (auto* v : {&link0_, &link_q_, &link_slope_left_, &link_slope_right_, &link_start_, &link_end_, &link_mean_})
        v->assign(links, 0.0);
    link_theta_.assign(links, 1.0);
    if (links == 0)
        return;
    for (auto* v : {&link_through_, &link_rate_, &side_inflow_})
        v->assign(cells_, 0.0);
    lake_head_.assign(cells_, no_head);
    for (std::int32_t i = 0; i < cell_count_; ++i)
        if (mesh_.is_lake(i) && std::any_of(mesh_.links.begin(), mesh_.links.end(),
                                            [&](const ChannelLink& link) { return link.left == i || link.right == i; }))
            linked_lakes_.push_back(i);
}

// How much the step's start and its end count in the mean flow of each link, from the state at the start. A law that
// fades out, a film and what could drain a cell by half count at the end alone.
void ChannelSolver::weigh_links(double dt, const ChannelForcing& forcing) {
    if (mesh_.links.empty())
        return;
    const std::span<const double> settings = forcing.setting_before.empty() ? forcing.setting : forcing.setting_before;
    std::vector<double>& rate = link_rate_;
    std::vector<double>& leaving = link_through_;
    std::fill(rate.begin(), rate.end(), 0.0);
    std::fill(leaving.begin(), leaving.end(), 0.0);
    for (std::size_t k = 0; k < mesh_.links.size(); ++k) {
        const ChannelLink& link = mesh_.links[k];
        const bool inside = link.right != outside;
        const structures::StructureFlow flow = linearised(link, settings.empty() ? link.setting : settings[k],
                                                          z_[link.left], inside ? z_[link.right] : link.outside_stage);
        link_start_[k] = flow.discharge;
        rate[link.left] += flow.by_left;
        leaving[link.left] += std::max(flow.discharge, 0.0);
        if (!inside)
            continue;
        rate[link.right] -= flow.by_right;
        leaving[link.right] += std::max(-flow.discharge, 0.0);
    }
    const auto decay = [&](std::int32_t c) { return dt * rate[c] / (top_width_[c] * length_[c]); };
    const auto draining = [&](std::int32_t c) {
        return z_[c] - bed_[c] < thin_depth || dt * leaving[c] > 0.5 * volume_[c];
    };
    for (std::size_t k = 0; k < mesh_.links.size(); ++k) {
        const ChannelLink& link = mesh_.links[k];
        const bool inside = link.right != outside;
        const bool at_end = options_.theta >= 1.0 || structures::fading(link.structure).depth > 0.0 ||
                            draining(link.left) || (inside && draining(link.right));
        link_theta_[k] = at_end ? 1.0 : share_of_end(decay(link.left) + (inside ? decay(link.right) : 0.0));
    }
}

// A lake that a structure empties or fills has the head on the structure for its measure, not its depth below: what
// flows is foretold as well as the depth in a section is. A level that follows another one within the step is none.
void ChannelSolver::measure_lake_heads(double dt) {
    for (const std::int32_t lake : linked_lakes_)
        lake_head_[lake] = link_rate_[lake] = 0.0;
    const auto add = [&](std::int32_t cell, double flow, double rate) {
        if (!mesh_.is_lake(cell))
            return;
        lake_head_[cell] += flow;
        link_rate_[cell] += rate;
    };
    for (std::size_t k = 0; k < mesh_.links.size(); ++k) {
        const ChannelLink& link = mesh_.links[k];
        const double flow = std::max(std::abs(link_start_[k]), std::abs(link_end_[k]));
        add(link.left, flow, link_slope_left_[k]);
        if (link.right != outside)
            add(link.right, flow, -link_slope_right_[k]);
    }
    for (const std::int32_t lake : linked_lakes_)
        lake_head_[lake] =
            link_rate_[lake] > 0.0
                ? small_head + lake_head_[lake] * (1.0 / link_rate_[lake] + dt / (top_width_[lake] * length_[lake]))
                : no_head;
}

// What passes each link at Newton's iterate, and what it brings a cell from the side.
void ChannelSolver::find_link_flows(const ChannelForcing& forcing) {
    if (mesh_.links.empty())
        return;
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
        const double theta = link_theta_[k];
        const double mean = theta * flow.discharge + (1.0 - theta) * link_start_[k];
        std::vector<double>& entering = link.side ? side_inflow_ : link_through_;
        const double sign = link.side ? -1.0 : 1.0;
        entering[link.left] += sign * mean;
        if (inside)
            entering[link.right] += mean;
    }
}

void ChannelSolver::assemble_links(double dt) {
    Block* const blocks = system_.blocks().data();
    Pair* const rhs = system_.right_side().data();
    for (std::size_t k = 0; k < mesh_.links.size(); ++k) {
        const ChannelLink& link = mesh_.links[k];
        const double theta = link_theta_[k];
        const double crossed = dt * (theta * link_q_[k] + (1.0 - theta) * link_start_[k]);
        rhs[link.left].x -= crossed;
        blocks[link.left].a += dt * theta * link_slope_left_[k];
        if (link.right == outside)
            continue;
        rhs[link.right].x += crossed;
        blocks[link_slot_lr_[k]].a += dt * theta * link_slope_right_[k];
        blocks[link.right].a -= dt * theta * link_slope_right_[k];
        blocks[link_slot_rl_[k]].a -= dt * theta * link_slope_left_[k];
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
