#include "solver/channel/channel_solver.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace liriver::solver::channel {
namespace {

constexpr double small_depth = 0.05;        // m; what happens in shallower water matters less to the step's length
constexpr double least_speed_limit = 10.0;  // m/s
constexpr double tightest_tolerance = 1e-9;
constexpr double left_by_square = 20.0;  // bound of what a relative correction leaves over, by its square
constexpr int patient_iterations = 4;    // laws that Newton's method only halves the error of are not waited for longer
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
    draws_all_.assign(mesh.boundaries.size(), 0);
    build_ends();
    find_inner_faces();
    find_energy_faces();
    build_blocks();

    const std::size_t all_cells = bed_.size();
    const std::size_t all_faces = left_.size();
    for (auto* v : {&z_, &area_, &storage_, &top_width_, &conveyance_, &conveyance_slope_, &drag_, &drag_slope_, &z0_,
                    &area0_, &z_before_})
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

void ChannelSolver::look_up_cells() {
    const DepthInterval* const intervals = mesh_.tables.intervals().data();
    const std::size_t count = z_.size();
    for (const LakeEnd& end : lake_ends_)
        z_[end.ghost] = z_[end.lake];
    for (std::size_t i = 0; i < count; ++i) {
        const Hydraulics h = look_up(intervals, first_interval_[i], end_interval_[i], z_[i] - bed_[i], cursor_[i]);
        storage_[i] = h.area;
        area_[i] = std::max(0.0, h.area - film_[i]);
        top_width_[i] = h.top_width;
        conveyance_[i] = h.conveyance;
        conveyance_slope_[i] = h.conveyance_slope;
        const double inverse = h.conveyance > 0.0 ? 1.0 / h.conveyance : 0.0;
        drag_[i] = 0.5 * inverse * inverse;
        drag_slope_[i] = -2.0 * drag_[i] * inverse * h.conveyance_slope;
    }
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

// Whether no face turns round, and what each velocity's correction leaves over by its square is within `tolerance`.
bool ChannelSolver::velocities_converge(const Pair* change, double tolerance) const {
    bool converge = true;
    for (std::size_t f = 0; f < u_.size(); ++f) {
        const double corrected = change[block_of_face_[f]].y;
        converge = converge && (u_[f] + corrected) * u_[f] > 0.0 && u_[f] * u0_[f] > 0.0 &&
                   left_by_square * corrected * corrected <= tolerance * u_[f] * u_[f];
    }
    return converge;
}

// Adds Newton's corrections to the stages. Where a stage is to rise far, or to leave the interval of depth that the
// correction was made for, the linear step is taken in volume instead, which is what continuity fixes: in a section
// that begins as a slot, or that comes to fill the land behind a levee, the stage would overshoot by any factor.
void ChannelSolver::apply_stages(const Pair* change) {
    const DepthInterval* const intervals = mesh_.tables.intervals().data();
    for (std::int32_t i = 0; i < cell_count_; ++i) {
        const double rise = change[i].x;
        const double depth = z_[i] - bed_[i];
        const double next = depth + rise;
        const std::int32_t at = cursor_[i];
        const bool far = rise > 0.1 * std::max(depth, 0.0);
        const bool leaves = next < intervals[at].depth || (at + 1 < end_interval_[i] && next > intervals[at + 1].depth);
        const double area = storage_[i] + top_width_[i] * rise;
        if ((far || leaves) && next > 0.0 && area > 0.0)
            z_[i] = bed_[i] + look_up_depth(intervals, first_interval_[i], end_interval_[i], area, cursor_[i]);
        else
            z_[i] += rise;
    }
}

// m/s, beyond any velocity that energy can make in this step: the fastest so far, or well above sqrt(2 g dz).
double ChannelSolver::speed_limit() const {
    double highest = z0_[0];
    double lowest = bed_[0];
    for (std::size_t i = 0; i < z0_.size(); ++i) {
        highest = std::max({highest, z0_[i], z_start_[i]});
        lowest = std::min(lowest, bed_[i]);
    }
    double fastest = 0.0;
    for (const double u : u0_)
        fastest = std::max(fastest, std::abs(u));
    return std::max(fastest, least_speed_limit + 4.0 * std::sqrt(gravity * (highest - lowest)));
}

StepOutcome ChannelSolver::step(double dt, const ChannelForcing& forcing, double largest_change) {
    StepOutcome outcome;
    const auto faces = static_cast<std::int32_t>(left_.size());
    z0_ = z_;
    u0_ = u_;
    area0_ = area_;
    still0_ = still_;
    freeze(dt);
    weigh_links(dt, forcing);
    // Newton starts from the state extrapolated over the last two steps, where that is wet. Changes no larger than what
    // Newton leaves over are not extrapolated, or they would be kept up from step to step.
    const double kept = options_.newton_tolerance * options_.newton_tolerance;
    const auto foretold = [kept](double change, double scale) {
        return change * change * change / (change * change + kept * scale * scale + 1e-300);
    };
    const double reach_out = dt_before_[0] > 0.0 ? dt / dt_before_[0] : 0.0;
    for (std::int32_t i = 0; i < cell_count_; ++i) {
        const double ahead = z0_[i] + reach_out * foretold(z0_[i] - z_before_[i], z0_[i] - bed_[i] + 1e-4);
        z_[i] = ahead - bed_[i] > 0.5 * (z0_[i] - bed_[i]) ? ahead : z0_[i];
    }
    for (std::int32_t f = 0; f < faces; ++f)
        u_[f] = u0_[f] + reach_out * foretold(u0_[f] - u_before_[f], std::abs(u0_[f]));
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b)
        if (const std::int32_t f = stage_face_of_boundary_[b]; f >= 0)
            z_[mesh_.boundaries[b].upstream ? left_[f] : right_[f]] = forcing.boundary[b];
    begin_stage_ends(forcing);
    z_start_ = z_;

    bool done = false;
    double fastest = least_speed_limit;  // most velocities never come to it: the true limit is found when one does
    while (!done && outcome.iterations < options_.newton_limit) {
        ++outcome.iterations;
        look_up_cells();
        for (std::int32_t i = cell_count_; i < cell_count_ + stage_faces_; ++i)
            area0_[i] = area_[i];  // outside, nothing changes
        assemble(dt, forcing);
        if (!system_.solve())
            break;
        const Pair* const change = system_.right_side().data();
        double worst = 0.0;
        double stepped = 0.0;  // largest relative change over the step
        std::int32_t worst_cell = -1;
        for (std::int32_t i = 0; i < cell_count_; ++i) {
            const double moved = std::abs(change[i].x);
            const double scale = std::max(0.0, z_[i] - bed_[i]) + 1e-4;
            if (!(moved <= worst * scale)) {
                worst = moved / scale;
                worst_cell = i;
            }
            if (const double gone = std::abs(z_[i] + change[i].x - z0_[i]); gone > stepped * scale)
                stepped = gone / scale;
        }
        if (!std::isfinite(worst))
            break;
        outcome.worst_cell = worst_cell;
        // What is left over has to be small against what changes, or a steady state would not be reached.
        const double tolerance = outcome.iterations < patient_iterations
                                     ? std::clamp(0.5 * stepped, tightest_tolerance, options_.newton_tolerance)
                                     : options_.newton_tolerance;
        // Where no face turns, Newton's method leaves over what goes with the square of its correction
        // (docs/explanation/channel.md tells what was seen to be left).
        done =
            worst <= tolerance || (worst <= options_.newton_tolerance && left_by_square * worst * worst <= tolerance &&
                                   velocities_converge(change, tolerance));
        if (done) {
            settle_discharges(forcing);
            done = balance(dt, forcing);
        }
        if (!done) {
            hold_above_fading(system_.right_side().data());
            apply_stages(change);
        }
        // Newton's iterates may not run off. What flows converges far inside the limit; a film of some micrometres,
        // whose velocity no volume feels, may not, and is counted when it is cut.
        outcome.velocities_cut = 0;
        for (std::int32_t f = 0; f < faces; ++f) {
            const double u = u_[f] + change[block_of_face_[f]].y;
            // A face that turns round now draws on its other cell. That cell may have been foretold dry by an area that
            // was not its own: it keeps its stage for the next iteration.
            if (!done && u * u_[f] <= 0.0 && u != 0.0) {
                const std::int32_t up = u > 0.0 ? left_[f] : right_[f];
                if (up < cell_count_ && z_[up] <= bed_[up] && z_[up] - change[up].x > bed_[up])
                    z_[up] -= change[up].x;
            }
            if (std::abs(u) > fastest && fastest == least_speed_limit)
                fastest = speed_limit();
            u_[f] = std::clamp(u, -fastest, fastest);
            outcome.velocities_cut += u_[f] != u ? 1 : 0;
        }
    }
    if (!done) {
        z_ = z0_;
        u_ = u0_;
        look_up_cells();
        return outcome;
    }
    outcome.converged = true;
    measure_lake_heads(dt);
    const DepthInterval* const intervals = mesh_.tables.intervals().data();
    for (std::int32_t i = 0; i < cell_count_; ++i) {
        if (volume_next_[i] == volume_[i]) {
            z_[i] = z0_[i];
            continue;
        }
        z_[i] = bed_[i] + look_up_depth(intervals, first_interval_[i], end_interval_[i], volume_next_[i] / length_[i],
                                        cursor_[i]);
        const double departure = std::abs(z_[i] - z_start_[i]);
        const double depth = std::max(z_[i], z0_[i]) - bed_[i] + small_depth;
        const double scale = lake_head_.empty() ? depth : std::min(depth, lake_head_[i]);
        if (departure > outcome.change * scale)
            outcome.change = departure / scale;
    }
    outcome.accepted = outcome.change <= largest_change;
    if (!outcome.accepted) {
        z_ = z0_;
        u_ = u0_;
        look_up_cells();
        return outcome;
    }
    std::swap(volume_, volume_next_);
    look_up_cells();
    z_before_ = z0_;
    u_before_ = u0_;
    dt_before_[0] = dt;
    link0_ = link_end_;
    explicit_terms();
    return outcome;
}

}  // namespace liriver::solver::channel
