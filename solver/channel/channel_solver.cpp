#include "solver/channel/channel_solver.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "solver/channel/parts.h"

namespace liriver::solver::channel {
namespace {

constexpr double film_depth = 1e-6;  // m; water that clings to the bed and does not flow on: a front is where it ends

// Rise of the bed per metre towards an end, from its cell and the next one inward; level where several reaches meet.
double bed_slope_towards(const ChannelMesh& mesh, const ChannelBoundary& boundary) {
    std::int32_t faces = 0;
    double slope = 0.0;
    for (std::size_t f = 0; f < mesh.left.size(); ++f) {
        if (mesh.left[f] != boundary.cell && mesh.right[f] != boundary.cell)
            continue;
        const std::int32_t inner = mesh.left[f] == boundary.cell ? mesh.right[f] : mesh.left[f];
        ++faces;
        slope = mesh.is_lake(inner) ? 0.0 : (mesh.bed[boundary.cell] - mesh.bed[inner]) / mesh.distance[f];
    }
    return faces == 1 ? slope : 0.0;
}

}  // namespace

ChannelSolver::ChannelSolver(const ChannelMesh& mesh, ChannelOptions options)
    : mesh_(mesh),
      options_(options),
      cells_(mesh.bed.size()),
      cell_count_(mesh.cell_count()),
      face_count_(mesh.face_count()),
      threads_(threads_for(cell_count_, options.threads)),
      left_(mesh.left),
      right_(mesh.right),
      distance_(mesh.distance) {
    bed_ = mesh.bed;
    length_ = mesh.length;
    table_ = mesh.table;
    refuse_bad_lakes();
    for (std::int32_t i = 0; i < cell_count_; ++i)
        row_.push_back(i);
    stage_face_of_boundary_.assign(mesh.boundaries.size(), -1);
    for (std::size_t b = 0; b < mesh.boundaries.size(); ++b) {
        const ChannelBoundary& boundary = mesh.boundaries[b];
        if (boundary.kind != BoundaryKind::stage)
            continue;
        const double beyond = boundary.distance < 0.0 ? 0.5 * mesh.length[boundary.cell] : boundary.distance;
        if (beyond == 0.0) {
            stage_ends_.push_back({static_cast<std::int32_t>(b)});
            continue;
        }
        const auto ghost = static_cast<std::int32_t>(bed_.size());  // the same section, on the bed that goes on
        bed_.push_back(mesh.bed[boundary.cell] + beyond * bed_slope_towards(mesh, boundary));
        length_.push_back(0.0);
        table_.push_back(mesh.table[boundary.cell]);
        row_.push_back(-1);
        stage_face_of_boundary_[b] = static_cast<std::int32_t>(left_.size());
        left_.push_back(boundary.upstream ? ghost : boundary.cell);
        right_.push_back(boundary.upstream ? boundary.cell : ghost);
        distance_.push_back(beyond);
    }
    stage_faces_ = static_cast<std::int32_t>(left_.size()) - face_count_;
    add_lake_ends();
    for (const std::int32_t t : table_) {
        film_.push_back(film_depth * mesh.tables.intervals()[mesh.tables.first(t)].top_width);
        first_interval_.push_back(mesh.tables.first(t));
        end_interval_.push_back(mesh.tables.end(t));
    }
    for (const ChannelBoundary& boundary : mesh.boundaries) {
        const bool falls = boundary.kind == BoundaryKind::free_outfall ||
                           (boundary.kind == BoundaryKind::discharge && !mesh.is_lake(boundary.cell)) ||
                           has_stage_end(critical_of_boundary_.size());
        critical_of_boundary_.push_back(falls ? static_cast<std::int32_t>(critical_.size()) : -1);
        if (falls)
            critical_.emplace_back(mesh.tables, mesh.table[boundary.cell], film_[boundary.cell]);
    }
    for (const double d : distance_)
        inverse_distance_.push_back(1.0 / d);
    corrections_.assign(static_cast<std::size_t>(threads_), {});
    draws_all_.assign(mesh.boundaries.size(), 0);
    build_ends();
    find_inner_faces();
    find_energy_faces();
    build_blocks();

    const std::size_t all_cells = bed_.size();
    const std::size_t all_faces = left_.size();
    for (auto* v : {&z_, &area_, &storage_, &top_width_, &conveyance_, &conveyance_slope_, &drag_, &drag_slope_, &z0_,
                    &area0_, &z_before_, &z_start_})
        v->assign(all_cells, 0.0);
    cursor_.assign(all_cells, 0);
    still_water_ = !mesh.tables.still().empty();
    if (still_water_)
        for (auto* v : {&flow_width_, &still_, &still0_})
            v->assign(all_cells, 0.0);
    limiter_down_.assign(all_faces, 1.0);
    volume_.assign(cells_, 0.0);
    volume_next_.assign(cells_, 0.0);
    for (auto* v : {&u_, &u0_, &u_before_, &push0_, &q0_, &theta_, &limiter_area_, &area_share_, &end_share_west_,
                    &end_share_east_, &q_mean_})
        v->assign(all_faces, 0.0);
    for (auto* v : {&flow_.area, &flow_.q_hat, &flow_.u_hat, &flow_.by_u, &flow_.by_left, &flow_.by_right})
        v->assign(all_faces, 0.0);
    for (auto* v : {&limiter_velocity_, &junction_in_})
        v->assign(all_cells, 0.0);
    junction_velocity_.assign(all_cells, {});
    friction_upstream_.assign(all_faces, 0.5);
    plan_links();
    for (const ChannelLink& link : mesh.links)
        if (const structures::Fading fading = structures::fading(link.structure); fading.depth > 0.0)
            fading_cells_.push_back({link.left, fading});
    for (auto* v :
         {&boundary0_, &boundary_q_, &boundary_slope_, &boundary_by_velocity_, &boundary_theta_, &boundary_mean_})
        v->assign(mesh.boundaries.size(), 0.0);
}

CellColumns ChannelSolver::cell_columns() {
    CellColumns c{};
    c.z = z_.data();
    c.storage = storage_.data();
    c.flow_area = area_.data();
    c.top_width = top_width_.data();
    c.conveyance = conveyance_.data();
    c.conveyance_slope = conveyance_slope_.data();
    c.drag = drag_.data();
    c.drag_slope = drag_slope_.data();
    c.bed = bed_.data();
    c.film = film_.data();
    c.length = length_.data();
    c.z0 = z0_.data();
    c.z_before = z_before_.data();
    c.z_start = z_start_.data();
    c.volume = volume_.data();
    c.volume_next = volume_next_.data();
    c.most_depth = lake_head_.empty() ? nullptr : lake_head_.data();
    c.intervals = mesh_.tables.intervals().data();
    c.first_interval = first_interval_.data();
    c.end_interval = end_interval_.data();
    c.cursor = cursor_.data();
    return c;
}

void ChannelSolver::look_up_cells() {
    for (const LakeEnd& end : lake_ends_)
        z_[end.ghost] = z_[end.lake];
    const CellColumns all = cell_columns();
    in_parts(static_cast<std::int32_t>(z_.size()), threads_,
             [&](std::int32_t begin, std::int32_t end) { look_up(from(all, begin), end - begin); });
    if (still_water_)
        leave_out_still_water();
}

// Water in ineffective areas is in the volume and not in the flow.
void ChannelSolver::leave_out_still_water() {
    const DepthInterval* const intervals = mesh_.tables.intervals().data();
    const StillInterval* const still = mesh_.tables.still().data();
    const std::size_t count = z_.size();
    for (std::size_t i = 0; i < count; ++i) {
        const StillWater at = still_water(still[cursor_[i]], z_[i] - bed_[i] - intervals[cursor_[i]].depth);
        still_[i] = at.area;
        area_[i] = std::max(0.0, area_[i] - at.area);
        flow_width_[i] = std::max(0.0, top_width_[i] - at.by_depth);
    }
}

void ChannelSolver::set_state(std::span<const double> stage, std::span<const double> velocity) {
    const bool all_faces = velocity.size() == u_.size();
    if (stage.size() != cells_ || (velocity.size() != mesh_.left.size() && !all_faces))
        throw std::invalid_argument("a state needs one stage a cell and one velocity a face");
    for (std::size_t i = 0; i < cells_; ++i)
        z_[i] = std::max(stage[i], bed_[i]);
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b)
        if (const std::int32_t f = stage_face_of_boundary_[b]; f >= 0)
            z_[mesh_.boundaries[b].upstream ? left_[f] : right_[f]] = z_[mesh_.boundaries[b].cell];
    std::fill(u_.begin(), u_.end(), 0.0);
    std::copy(velocity.begin(), velocity.end(), u_.begin());
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b) {  // a stage boundary's face moves as its neighbour does
        const std::int32_t f = stage_face_of_boundary_[b];
        if (f < 0 || all_faces)
            continue;
        const End& inner = mesh_.boundaries[b].upstream ? east_[f] : west_[f];
        if (inner.kind == EndKind::chain)
            u_[f] = u_[inner.index];
    }
    look_up_cells();
    for (std::size_t i = 0; i < cells_; ++i)
        volume_[i] = storage_[i] * length_[i];
    z_before_ = z_;
    u_before_ = u_;
    dt_before_[0] = 0.0;
    std::fill(limiter_area_.begin(), limiter_area_.end(), 0.0);
    for (std::size_t k = 0; k < mesh_.links.size(); ++k) {
        const ChannelLink& link = mesh_.links[k];
        const double right = link.right != outside ? z_[link.right] : link.outside_stage;
        link0_[k] = structures::flow(link.structure, link.setting, z_[link.left], right).discharge;
        if (link.one_way)
            link0_[k] = std::max(0.0, link0_[k]);
    }
    // What flows at the start is second order too: limiters need the discharges, and these the limiters.
    explicit_terms();
    freeze(0.0);
    explicit_terms();
}

std::vector<mesh::field::MutableField> ChannelSolver::checkpoint_fields() {
    using mesh::field::Location;
    return {
        {{"channel_stage", "stage of cells and outer cells", "", "m", Location::network}, z_},
        {{"channel_volume", "water in each cell", "", "m3", Location::network}, volume_},
        {{"channel_velocity", "velocity of each face", "", "m s-1", Location::network}, u_},
        {{"channel_stage_before", "stage one step earlier", "", "m", Location::network}, z_before_},
        {{"channel_velocity_before", "velocity one step earlier", "", "m s-1", Location::network}, u_before_},
        {{"channel_discharge", "discharge of each face at the state held", "", "m3 s-1", Location::network}, q0_},
        {{"channel_push", "surface slope and friction at the state held", "", "m2", Location::network}, push0_},
        {{"channel_link_discharge", "discharge through each structure at the state held", "", "m3 s-1",
          Location::network},
         link0_},
        {{"channel_boundary_discharge", "discharge at each boundary at the state held", "", "m3 s-1",
          Location::network},
         boundary0_},
        {{"channel_area_share", "weight of each face's central area", "", "1", Location::network}, area_share_},
        {{"channel_velocity_share", "weight of each cell's central velocity", "", "1", Location::network},
         limiter_velocity_},
        {{"channel_friction_weight", "weight of the upstream friction of each face", "", "1", Location::network},
         friction_upstream_},
        {{"channel_end_share_upstream", "weight of an end section's velocity", "", "1", Location::network},
         end_share_west_},
        {{"channel_end_share_downstream", "weight of an end section's velocity", "", "1", Location::network},
         end_share_east_},
        {{"channel_last_step", "length of the last step", "", "s", Location::network}, dt_before_},
    };
}

void ChannelSolver::restore() { look_up_cells(); }

}  // namespace liriver::solver::channel
