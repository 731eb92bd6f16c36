#pragma once
// One-dimensional unsteady flow in a river network: a staggered, semi-implicit, mass-exact scheme with Newton's method.
//
// Unknowns are the stage z of each control volume and the velocity u of each face. Over a step from n to n+1
//
//   V(z') - V(z) = dt sum of (theta A' u' + (1 - theta) A u) + dt q                                        (mass)
//   A* (u' - u) + dt/D [Q_R (u_R - u^) - Q_L (u_L - u^)]
//     + dt g theta A' (dz'/D + S_f') + dt g (1 - theta) A (dz/D + S_f) = 0                                 (momentum)
//
// with the face area A and the advected velocities u_L, u_R upwind plus a limited correction (channel_weights.cpp). The
// staggered momentum balance is that of Stelling and Duinmeijer (2003, IJNMF 43, 1329) in the mass-consistent form of
// Doyen and Gunawan (2014), so jumps and bores move at the right speed; upwind areas taken at the new time keep every
// volume non-negative for any step, as in Casulli and Stelling (2013). Friction slope: S_f = Q|Q|
// (w/K_up^2 + (1 - w)/K_down^2).
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "mesh/field/field.h"
#include "solver/channel/block_elimination.h"
#include "solver/channel/cell_kernels.h"
#include "solver/channel/chain_run.h"
#include "solver/channel/channel_mesh.h"
#include "solver/channel/critical_discharge.h"
#include "solver/channel/face_momentum.h"

namespace liriver::solver::channel {

struct ChannelOptions {
    double theta = 0.52;             ///< implicitness where flow varies gently, in [0.5, 1]
    double theta_rapid = 1.0;        ///< where it varies rapidly
    double newton_tolerance = 5e-4;  ///< relative change of depth and velocity at which an iteration is the last
    int newton_limit = 12;           ///< iterations before a step is given up
    bool limited_second_order = true;
    int threads = 1;  ///< that share the work of large networks; the bits are the same for any number
};

/// What acts on the network during one step.
struct ChannelForcing {
    std::span<const double> source;        ///< [cells] m3/s, mean over the step (lateral inflow, outfalls, abstraction)
    std::span<const double> boundary;      ///< [boundaries] mean discharge over the step, or stage at its end
    std::span<const double> setting = {};  ///< [links] of each structure at the step's end; empty: as the mesh has them
    std::span<const double> setting_before = {};  ///< [links] the same at its start; empty: as at the end
};

struct StepOutcome {
    bool converged = false;
    bool accepted = false;  ///< converged, and within the largest change allowed
    int iterations = 0;
    std::int32_t worst_cell = -1;     ///< where the last correction was largest
    std::int32_t velocities_cut = 0;  ///< faces whose velocity was held at the limit that energy sets
    double change = 0.0;  ///< largest relative departure from the extrapolated state: the local error's measure
};

class ChannelSolver {
  public:
    ChannelSolver(const ChannelMesh& mesh, ChannelOptions options);

    /// Sets the state: stage [cells] m (at or below the bed: dry) and velocity [faces] m/s, or [all that velocity()
    /// gives]: without them water at a stage boundary moves as its neighbour does.
    void set_state(std::span<const double> stage, std::span<const double> velocity);

    /// How implicit the steps to come are where the flow varies gently, in [0.5, 1].
    void set_theta(double theta) { options_.theta = theta; }
    [[nodiscard]] double theta() const { return options_.theta; }

    /// These cells keep their stage, whatever flows in or out, until told otherwise: while a river is sought that is
    /// steady beside lakes of given stages. Their water does not balance meanwhile.
    void hold_stages(std::vector<std::int32_t> cells) { held_ = std::move(cells); }
    [[nodiscard]] std::span<const std::int32_t> held_stages() const { return held_; }

    /// Advances by dt seconds. When Newton fails, or the depths depart from the foretold by more than `largest_change`
    /// (relative), the state is as before and the outcome says so.
    StepOutcome step(double dt, const ChannelForcing& forcing,
                     double largest_change = std::numeric_limits<double>::infinity());

    [[nodiscard]] std::span<const double> stage() const { return {z_.data(), cells_}; }
    [[nodiscard]] std::span<const double> volume() const { return volume_; }
    [[nodiscard]] std::span<const double> velocity() const { return u_; }
    [[nodiscard]] std::span<const double> area() const { return {area_.data(), cells_}; }
    [[nodiscard]] std::span<const double> top_width() const { return {top_width_.data(), cells_}; }
    [[nodiscard]] std::span<const double> conveyance() const { return {conveyance_.data(), cells_}; }
    /// Mean discharge over the last step through faces, links (from left to right) and boundaries (downstream), m3/s.
    [[nodiscard]] std::span<const double> face_discharge() const { return q_mean_; }
    [[nodiscard]] std::span<const double> link_discharge() const { return link_mean_; }
    [[nodiscard]] std::span<const double> boundary_discharge() const { return boundary_mean_; }

    /// Largest difference between a limiter's weight and the one that the state at the last step's start calls for.
    [[nodiscard]] double weight_lag() const { return weight_lag_; }

    /// Discharge at the state held, m3/s, as above.
    [[nodiscard]] std::span<const double> face_discharge_now() const { return {q0_.data(), mesh_.left.size()}; }
    [[nodiscard]] std::span<const double> link_discharge_now() const { return link0_; }
    [[nodiscard]] std::span<const double> boundary_discharge_now() const { return boundary0_; }

    /// All that a restart needs, to the last bit. After reading them back call restore().
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();
    void restore();

  private:
    // Where a face's momentum meets the rest of the network.
    enum class EndKind : std::uint8_t { closed, chain, boundary, links, junction };
    struct End {
        EndKind kind = EndKind::closed;
        std::int32_t index = -1;  // the neighbouring face or boundary
    };
    struct FaceSlots {
        std::int32_t p_left, p_right, p_self, p_west, p_east, p_far_left;  // momentum row
        std::int32_t left_left, left_right, left_self;                     // left cell's continuity row
        std::int32_t right_right, right_left, right_self;                  // right cell's
    };

    // Velocity of what leaves a junction, by the side it came from: m/s toward the junction's cell.
    struct JunctionVelocity {
        double from_upstream = 0.0, from_downstream = 0.0;
    };
    // [faces] What flows at Newton's present iterate: means over the step and their derivatives.
    struct FaceFlows {
        std::vector<double> area;  // zero: closed
        std::vector<double> q_hat, u_hat;
        std::vector<double> by_u, by_left, by_right;  // of q_hat
    };
    struct Beyond {
        double velocity = 0.0, discharge = 0.0;
        double follows = 0.0;  // change of that discharge with the face's own
        // changes of that velocity with the stage of the end's cell, and with the face's own discharge
        double velocity_by_stage = 0.0, velocity_by_own = 0.0;
        double discharge_by_stage = 0.0;
        // and with the face's own velocity, where what leaves is supercritical
        double velocity_by_u = 0.0, discharge_by_u = 0.0;
    };

    void build_ends();
    void find_carrying_ends();
    void build_blocks();
    void find_runs();
    [[nodiscard]] RunColumns columns(const ChainRun& run);
    // act(run, its columns), act(f): by all threads, each of them writing what is its own; the largest of what act
    // returns, and not less than zero (parts.h)
    template <class Act>
    void each_run(const Act& act);
    template <class Act>
    void each_end_face(const Act& act);
    template <class Act>
    double largest_of_runs(const Act& act);
    template <class Act>
    double largest_of_end_faces(const Act& act);
    [[nodiscard]] MomentumFace momentum_face(std::int32_t f) const;
    void plan_links();
    void weigh_links(double dt, const ChannelForcing& forcing);
    void measure_lake_heads(double dt);
    void look_up_cells();
    void leave_out_still_water();
    [[nodiscard]] const double* flow_widths() const { return still_water_ ? flow_width_.data() : top_width_.data(); }
    void freeze(double dt);
    void prepare_faces();
    void gather_junctions();
    void assemble(double dt, const ChannelForcing& forcing);
    void begin_end_rows(double dt, const ChannelForcing& forcing);
    void assemble_runs(double dt, std::span<const double> source, std::span<const double> side);
    void assemble_end_faces(double dt, std::span<const double> side);
    void assemble_end_continuity(double dt);
    void prepare_end_face(std::int32_t f);
    void explicit_terms_of(std::int32_t f);
    void keep_state();
    [[nodiscard]] StageCorrections measure_all_corrections();
    void assemble_end_face(std::int32_t f, double dt, std::span<const double> side);
    void advect_end(MomentumRow& row, const MomentumFace& face, double toward, const Beyond& other,
                    const Carried& carried) const;
    void assemble_junctions(double dt);
    void find_energy_faces();
    void refuse_bad_lakes() const;
    void add_lake_ends();
    [[nodiscard]] double subcritical_share(std::int32_t f) const;
    void freeze_lake_energy();
    void freeze_energy_junctions();
    [[nodiscard]] double energy_rise(std::int32_t f) const;
    void find_link_flows(const ChannelForcing& forcing);
    void assemble_links(double dt);
    [[nodiscard]] BoundaryFlow flow_at_boundary(std::size_t b) const;
    // What leaves freely over an end, m3/s outward, and its derivatives by stage and by the inner face's velocity.
    struct FreeOutflow {
        double discharge = 0.0, by_stage = 0.0, by_velocity = 0.0;
    };
    [[nodiscard]] FreeOutflow free_outflow(std::size_t b) const;
    // Whether the discharge that the forcing draws at an end is more than can leave there.
    [[nodiscard]] bool draws_more_than_leaves(std::size_t b, const ChannelForcing& forcing) const;
    void assemble_boundaries(double dt, const ChannelForcing& forcing);
    [[nodiscard]] bool has_stage_end(std::size_t b) const {
        return mesh_.boundaries[b].kind == BoundaryKind::stage && stage_face_of_boundary_[b] < 0;
    }
    [[nodiscard]] bool stage_holds(std::size_t b) const;
    [[nodiscard]] double volume_at(std::int32_t cell, double stage) const;
    void find_inner_faces();
    void assemble_free_end(std::size_t b, double dt);
    void begin_stage_ends(const ChannelForcing& forcing);
    void assemble_stage_ends(double dt, const ChannelForcing& forcing);
    void settle_discharges(const ChannelForcing& forcing);
    [[nodiscard]] bool balance(double dt, const ChannelForcing& forcing);
    void explicit_terms();
    void apply_stages(const Pair* change);
    enum class Iteration : std::uint8_t { more, last, failed };
    [[nodiscard]] CellColumns cell_columns();
    void foretell(double dt, const ChannelForcing& forcing);
    Iteration iterate(double dt, const ChannelForcing& forcing, StepOutcome& outcome);
    void keep_stages_of_turning_faces();
    std::int32_t correct_velocities();
    [[nodiscard]] bool velocities_converge(double tolerance);
    void hold_above_fading(Pair* change) const;
    [[nodiscard]] double speed_limit() const;
    [[nodiscard]] bool flows_down(std::int32_t f) const;
    [[nodiscard]] AreaWeights weights(std::int32_t f, bool down) const;
    double limit_velocity(std::int32_t f, double rise);
    double limit_area(std::int32_t f, double rise);
    double weigh_end_face(std::int32_t f, double dt, double rise);
    void sum_at_cells(double dt, std::span<const double> discharge);
    [[nodiscard]] bool ends_in_a_section(const End& end, std::int32_t cell) const;
    [[nodiscard]] bool holds_jump(std::int32_t f) const;
    void damp_jumps(double dt);
    [[nodiscard]] double end_share(std::int32_t cell, double q) const;
    [[nodiscard]] Friction friction(std::int32_t f, bool downstream) const;
    [[nodiscard]] double entry_velocity(double flow, std::int32_t cell, double u) const;
    [[nodiscard]] bool is_held(double velocity, double flow, std::int32_t cell) const;
    [[nodiscard]] Beyond beyond(const End& end, std::int32_t f, std::int32_t cell, double u, double q) const;

    const ChannelMesh& mesh_;
    ChannelOptions options_;
    std::size_t cells_ = 0;
    std::int32_t cell_count_ = 0, face_count_ = 0, stage_faces_ = 0;
    int threads_ = 1;

    // faces with momentum: the mesh's, then one for each stage boundary (its outer cell is a ghost)
    std::vector<std::int32_t> left_, right_;
    std::vector<double> distance_, inverse_distance_;
    std::vector<End> west_, east_;
    // [faces] where two faces meet in a chain: the own distance's share of both, by which a velocity at the section
    // between them is interpolated
    std::vector<double> nearness_west_, nearness_east_;
    std::vector<std::int32_t> stage_face_of_boundary_;  // [boundaries] -1: none
    // stages given at a cell's own section: its boundary, and whether the stage holds at the present iterate or the
    // water falls freely over the end
    struct StageEnd {
        std::int32_t boundary = 0;
        bool holds = false;
        int changes = 0;
    };
    std::vector<StageEnd> stage_ends_;
    // where a face meets a lake: a ghost of the reach's end section that stands at the lake's stage
    struct LakeEnd {
        std::int32_t face, ghost, lake;
    };
    std::vector<LakeEnd> lake_ends_;
    std::vector<std::int32_t> row_;            // [cells + ghosts] the cell whose continuity it is part of; -1: outside
    std::vector<std::int32_t> jump_faces_;     // of the step that begins
    std::vector<std::uint8_t> jump_in_run_;    // [runs] whether some face may hold one
    std::vector<CriticalDischarge> critical_;  // of the ends over which water may fall freely
    std::vector<std::int32_t> critical_of_boundary_;  // its index there; -1: critical flow bounds nothing
    std::vector<std::uint8_t> is_junction_;
    std::vector<std::int32_t> junction_cells_;
    // the momentum faces at each junction, and for every ordered pair of them the slot of their blocks
    std::vector<std::int32_t> first_junction_face_, junction_faces_, first_junction_slot_, junction_slots_;
    std::vector<std::int32_t> junction_faces_once_;  // each of them once, in order

    // state [cells + ghosts], [faces]
    std::vector<double> z_, volume_, u_;
    // tables at z_ [cells + ghosts]
    std::vector<double> film_;     // m2 of each section that does not flow
    std::vector<double> storage_;  // flow area, going on below the bed to negative values
    bool still_water_ = false;     // some section stores water that does not flow: then area_ leaves it out, and
    std::vector<double> flow_width_, still_, still0_;  // d(area_)/dz, what is left out, and that at the step's start
    std::vector<double> area_, top_width_, conveyance_, conveyance_slope_;
    std::vector<double> drag_, drag_slope_;  // 1 / (2 K^2), zero where dry, and its derivative by stage
    std::vector<std::int32_t> table_, cursor_, first_interval_, end_interval_;
    std::vector<double> bed_, length_;
    // start of step
    std::vector<double> z0_, u0_, area0_, push0_, q0_, link0_, boundary0_;
    std::vector<double> volume_next_, z_start_;
    std::vector<double> z_before_, u_before_;  // one step further back, for extrapolation
    std::vector<double> dt_before_{0.0};       // s; one value, as checkpoints want it
    // frozen for the step
    std::vector<double> theta_, limiter_area_, limiter_velocity_;
    double weight_lag_ = 0.0;
    std::vector<double> area_share_;                       // [faces] limiter_area_ before bounds of the moment
    std::vector<double> end_share_west_, end_share_east_;  // [faces] 0 at ends that are no section
    std::vector<double> friction_upstream_;  // [faces] weight of the upstream section's friction, 1/2 to 1
    std::vector<double> limiter_down_;       // 1 or 0
    // faces with an end at a junction of equal energy, and what of the velocity heads counts there during the step
    std::vector<std::int32_t> energy_faces_;
    std::vector<double> energy_share_left_, energy_share_right_;  // [faces], 0 to 1; empty: no such junction
    std::vector<double> energy_head_;                             // [cells] m, the junction cell's own velocity head
    // during Newton
    FaceFlows flow_;
    std::vector<double> junction_in_;                  // [cells] m3/s
    std::vector<JunctionVelocity> junction_velocity_;  // [cells]
    // [faces] whether a face's end at a junction takes momentum over: of a reach that passes through, only its own
    std::vector<std::uint8_t> carries_left_, carries_right_;
    std::vector<double> link_q_, link_slope_left_, link_slope_right_, boundary_q_, boundary_slope_;
    std::vector<double> boundary_by_velocity_, boundary_theta_;  // [boundaries]
    std::vector<std::uint8_t>
        draws_all_;  // [boundaries] a discharge that is drawn takes all that can leave, and no more
    std::vector<std::int32_t> inner_face_;  // [boundaries] the one face that leads to it; -1: none
    std::vector<double> link_through_;      // [cells] m3/s, through the links in line with a cell's only face
    std::vector<double> side_inflow_;       // [cells] m3/s, what comes in from the side
    // how links weigh the step's start and end, and the flows there; the head that a lake's structures see, m
    std::vector<double> link_theta_, link_start_, link_end_;
    std::vector<double> link_rate_, lake_head_;  // [cells] m2/s, change of what leaves with the stage; m
    std::vector<std::int32_t> linked_lakes_;
    std::vector<double> q_mean_, link_mean_, boundary_mean_;
    std::vector<std::int32_t> held_;
    BlockElimination system_;
    std::vector<std::int32_t> block_of_face_;
    std::vector<std::int32_t> face_of_block_;
    std::vector<ChainRun> runs_;
    std::vector<std::int32_t> end_faces_, end_rows_;  // faces and rows of the linear system that are in no run
    std::vector<bool> in_run_;                        // [rows]
    std::vector<FaceSlots> slots_;
    std::vector<std::int32_t> link_slot_lr_, link_slot_rl_;
    struct FadingCell {
        std::int32_t cell;
        structures::Fading fading;
    };
    std::vector<FadingCell> fading_cells_;
    std::vector<StageCorrections> corrections_;  // [threads]
};

// Which way the water of face f goes: by velocity, at rest by the slope of the surface.
inline bool ChannelSolver::flows_down(std::int32_t f) const {
    return u_[f] > 0.0 || (u_[f] == 0.0 && z_[left_[f]] >= z_[right_[f]]);
}

// Upwind plus half the limited difference; a face whose flow has turned round since the limiter was taken goes without.
inline AreaWeights ChannelSolver::weights(std::int32_t f, bool down) const {
    return area_weights(limiter_area_[f], down == (limiter_down_[f] != 0.0), down);
}

inline Friction ChannelSolver::friction(std::int32_t f, bool down) const {
    const std::int32_t l = left_[f];
    const std::int32_t r = right_[f];
    return friction_of({conveyance_[l], drag_[l], drag_slope_[l]}, {conveyance_[r], drag_[r], drag_slope_[r]},
                       friction_upstream_[f], down);
}

}  // namespace liriver::solver::channel
