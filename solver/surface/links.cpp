// Structures that join cells: what passes through them is exchanged at the end of every go, link by link in their
// order, so that the same water leaves one cell and enters the other.
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {

using mesh::surface::outside;

void SurfaceSolver::set_links(std::vector<SurfaceLink> links) {
    for (const SurfaceLink& link : links) {
        if (link.left < 0 || link.left >= mesh_.cell_count() || link.right < outside ||
            link.right >= mesh_.cell_count())
            throw std::invalid_argument("a link joins a cell that is not there");
        if (link.left == link.right)
            throw std::invalid_argument("a link joins a cell to itself");
    }
    links_ = std::move(links);
    link_flows_.assign(links_.size(), 0);
    link_states_.assign(links_.size(), {});
    link_water_.assign(2 * links_.size(), 0.0);
    link_gain_.assign(links_.empty() ? 0 : state_.size(), 0.0);
}

double SurfaceSolver::setting_of(std::size_t link, const SurfaceForcing& forcing) const {
    return forcing.link_setting.empty() ? links_[link].setting : forcing.link_setting[link];
}

LinkSide SurfaceSolver::side_of(std::int32_t cell) const {
    if (cell == outside)
        return {};
    const CellState& s = state_[static_cast<std::size_t>(cell)];
    return {s.bed, mesh_.area[static_cast<std::size_t>(cell)], s.depth * mesh_.area[static_cast<std::size_t>(cell)]};
}

double SurfaceSolver::link_discharge(std::size_t link, double setting) const {
    const SurfaceLink& l = links_[link];
    const auto stage = [&](std::int32_t cell) {
        return cell == outside
                   ? free_fall
                   : state_[static_cast<std::size_t>(cell)].bed + state_[static_cast<std::size_t>(cell)].depth;
    };
    return link_flow(l, setting, stage(l.left), stage(l.right)).discharge;
}

// Which links let anything through in the go that begins, and how fast: their cells wake, and take no longer steps than
// this flow allows. Between levels that are equal but for rounding nothing passes.
void SurfaceSolver::prepare_links(double seconds, const SurfaceForcing& forcing) {
    constexpr double still_depth = 1e-13;  // m, as of cells that rest
    for (const SurfaceLink& link : links_)
        for (const std::int32_t cell : {link.left, link.right})
            if (cell != outside)
                link_gain_[static_cast<std::size_t>(cell)] = 0.0;
    for (std::size_t k = 0; k < links_.size(); ++k) {
        const double setting = setting_of(k, forcing);
        const double water = std::abs(
            exchanged_water(links_[k], setting, seconds, side_of(links_[k].left), side_of(links_[k].right)).water);
        const double discharge = std::abs(link_discharge(k, setting));
        link_flows_[k] = 0;
        for (const std::int32_t cell : {links_[k].left, links_[k].right})
            if (cell != outside) {
                const auto i = static_cast<std::size_t>(cell);
                const double rounding = 4.0 * std::numeric_limits<double>::epsilon() * std::abs(state_[i].bed);
                if (water / mesh_.area[i] > still_depth + rounding)
                    link_flows_[k] = 1;
            }
        if (link_flows_[k] != 0)
            for (const std::int32_t cell : {links_[k].left, links_[k].right})
                if (cell != outside)
                    link_gain_[static_cast<std::size_t>(cell)] +=
                        discharge / mesh_.area[static_cast<std::size_t>(cell)];
    }
}

void SurfaceSolver::exchange(double seconds, const SurfaceForcing& forcing) {
    for (std::size_t k = 0; k < links_.size(); ++k) {
        const SurfaceLink& link = links_[k];
        const Exchange now = exchanged_water(link, setting_of(k, forcing), link_flows_[k] != 0 ? seconds : 0.0,
                                             side_of(link.left), side_of(link.right));
        const double water = now.water;
        link_states_[k] = {water / seconds, now.stage_left, now.stage_right};
        if (water == 0.0)
            continue;
        const bool forward = water > 0.0;
        take(forward ? link.left : link.right, std::abs(water));
        give(forward ? link.right : link.left, std::abs(water));
        link_water_[2 * k + (forward ? 0 : 1)] += std::abs(water);
        if (link.right == outside)
            account_link_outflow(water);
        if (sink_)
            hand_over_link(k, water);
    }
}

// What is taken carries its share of momentum away: the rest goes on at its velocity.
void SurfaceSolver::take(std::int32_t cell, double water) {
    const auto i = static_cast<std::size_t>(cell);
    CellState& s = state_[i];
    s.depth = std::max(s.depth - water / mesh_.area[i], 0.0);
    if (s.depth <= options_.dry_depth)
        s.u = s.v = 0.0;
    wave_speed_[i] = wave_speed(s.depth, s.u, s.v);
    lively_[i / 64] |= std::uint64_t{1} << (i % 64);
}

// What comes arrives at rest: the laws count the jet's velocity head as lost (HDS-5's exit loss; the hydraulic jump
// below a gate or weir), which happens over a stretch shorter than a cell. So momentum stays and velocity falls.
void SurfaceSolver::give(std::int32_t cell, double water) {
    if (cell == outside)
        return;
    const auto i = static_cast<std::size_t>(cell);
    CellState& s = state_[i];
    const double depth = s.depth + water / mesh_.area[i];
    const double share = depth > options_.dry_depth ? s.depth / depth : 0.0;
    s.depth = depth;
    s.u *= share;
    s.v *= share;
    wave_speed_[i] = wave_speed(s.depth, s.u, s.v);
    lively_[i / 64] |= std::uint64_t{1} << (i % 64);
}

// The link's own face of transport's graph, behind those of the mesh and of gains. No time passes: the go's is told.
void SurfaceSolver::hand_over_link(std::size_t link, double water) {
    const SurfaceLink& l = links_[link];
    const auto face = static_cast<std::size_t>(mesh_.face_count() + mesh_.cell_count()) + link;
    moved_.assign({l.left});
    water_after_[static_cast<std::size_t>(l.left)] =
        std::max(water_before_[static_cast<std::size_t>(l.left)] - water, 0.0);
    if (l.right != outside) {
        moved_.push_back(l.right);
        water_after_[static_cast<std::size_t>(l.right)] =
            std::max(water_before_[static_cast<std::size_t>(l.right)] + water, 0.0);
    }
    moved_faces_.assign({static_cast<std::int32_t>(face)});
    crossed_[face] = water;
    sink_({0.0, water_before_, water_after_, crossed_, {}, moved_, moved_faces_, moved_});
    for (const std::int32_t i : moved_)
        water_before_[static_cast<std::size_t>(i)] = water_after_[static_cast<std::size_t>(i)];
}

}  // namespace liriver::solver::surface
