#pragma once
// Two-dimensional shallow water on triangles and quadrilaterals: a finite-volume method of second order in space and
// time with one flux a face and step, its own time step for each group of cells, and no work where water stands still.
//
//   d/dt (h, hu, hv) + div (h u, h u u + g h^2/2, ...) = (gain, -g h grad z - g n^2 |u| u / h^(1/3))
//
// Equations as implemented and their sources: docs/explanation/surface.md.
#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "mesh/field/field.h"
#include "mesh/surface/surface_mesh.h"
#include "solver/surface/cell_bits.h"
#include "solver/surface/outflow_level.h"
#include "solver/surface/riemann.h"
#include "solver/surface/surface_boundary.h"
#include "solver/surface/surface_geometry.h"
#include "solver/surface/surface_link.h"
#include "solver/surface/surface_state.h"
#include "solver/transport/water_step.h"

namespace liriver::solver::surface {

struct SurfaceOptions {
    double courant = 0.9;          ///< of dt (|u| + c) perimeter / (2 area); stable below 1
    double dry_depth = 1e-6;       ///< m; shallower water does not move by itself
    double arrival_depth = 0.01;   ///< m; water has arrived, and lasts, where it is deeper
    double eddy_viscosity = 0.0;   ///< m2/s
    int threads = 1;               ///< results do not depend on it
    bool second_order = true;      ///< false: constant states, for comparison
    bool local_steps = true;       ///< false: all cells take the smallest step
    bool rest_where_still = true;  ///< false: cells of still water are computed too
    bool keep_maxima = true;
    bool rain = false;  ///< forcing gives a rate for every cell
};

/// What acts on the surface during one step: means over it.
struct SurfaceForcing {
    std::span<const double> boundary = {};  ///< [boundaries] what its kind says; unused by normal_depth, rating, free
    std::span<const double> source = {};    ///< [sources] m3/s
    std::span<const double> rain = {};      ///< one rate for all cells, or [cells]; m/s
    double loss = 0.0;                      ///< m/s taken from wherever water is, as far as there is any
    std::span<const double> link_setting = {};  ///< [links] in place of their own; empty: their own
};

struct StepOutcome {
    double seconds = 0.0;             ///< how far it went
    int substeps = 0;                 ///< steps of the quickest cells in it
    std::int64_t cell_updates = 0;    ///< of all cells in all sub-steps
    std::int32_t awake = 0;           ///< cells computed at all
    std::int32_t limiting_cell = -1;  ///< the one with the smallest step
};

/// What was noticed on the way; belongs in a run's summary.
struct SurfaceCounts {
    std::int64_t steps = 0, substeps = 0, cell_updates = 0;
    std::int64_t outflow_cut = 0;      ///< faces through which more would have flowed than the cell held
    std::int64_t rounded_to_zero = 0;  ///< cells whose negative rounding error was set to zero
    double rounded_m3 = 0.0;           ///< water so added
    double unmet_m3 = 0.0;             ///< abstraction for which there was no water
};

/// Water in m3 since `set_state`: final = initial + boundaries' inflow - outflow + gained - lost (+ rounded_m3).
struct SurfaceBudget {
    double initial = 0.0, inflow = 0.0, outflow = 0.0;
    double gained = 0.0, lost = 0.0;  ///< rain and sources; losses and abstractions
    double final = 0.0;               ///< summed from the state
    double relative_error = 0.0;
};

/// A link over a step: its mean discharge, and the stages at which it passed, m above the datum.
struct LinkState {
    double discharge = 0.0;  ///< m3/s, from left to right
    double stage_left = 0.0, stage_right = 0.0;
};

/// Hears of all water that moves, sub-step by sub-step, in the order in which transport has to follow.
using WaterSink = std::function<void(const transport::WaterStep&)>;

class SurfaceSolver {
  public:
    /// The mesh must outlive the solver. Throws std::invalid_argument for boundaries or sources that do not fit it.
    SurfaceSolver(const mesh::surface::SurfaceMesh& mesh, std::vector<SurfaceBoundary> boundaries = {},
                  std::vector<SurfaceSource> sources = {}, const SurfaceOptions& options = {});
    SurfaceSolver(const SurfaceSolver&) = delete;
    SurfaceSolver& operator=(const SurfaceSolver&) = delete;

    /// Structures that join cells, before `set_state`, `transport_graph` and `set_water_sink`. What passes through each
    /// is exchanged at the end of every go, when all cells are at one time. Throws std::invalid_argument for a cell
    /// that is not there, or a link from a cell to itself.
    void set_links(std::vector<SurfaceLink> links);

    /// Depths (m) and velocities (m/s) of all cells; empty velocities: at rest. Starts time, budget and maxima anew.
    void set_state(std::span<const double> depth, std::span<const double> u = {}, std::span<const double> v = {});

    /// Goes on by at most `seconds`, or as far as the flow allows in one go; forcing holds as means over it.
    StepOutcome step(double seconds, const SurfaceForcing& forcing = {});
    /// Steps until `seconds` have passed under the same forcing.
    StepOutcome advance(double seconds, const SurfaceForcing& forcing = {});

    /// From now on the water that crosses these inner faces is summed; returns the gauge's number.
    std::size_t add_gauge(std::vector<GaugeFace> faces);
    /// Mean over the last step, m3/s; 0 before the first.
    [[nodiscard]] double gauge_discharge(std::size_t gauge) const { return gauge_discharge_[gauge]; }

    /// The graph of all cells and faces for transport: faces as in the mesh, then one from outside into each cell for
    /// sources and rain, then one for each link.
    [[nodiscard]] transport::Graph transport_graph() const;
    /// From now on every sub-step's water goes to `sink`.
    void set_water_sink(WaterSink sink);

    // State, by cell of the mesh
    [[nodiscard]] std::span<const CellState> state() const { return state_; }
    [[nodiscard]] double time() const { return time_[0]; }
    [[nodiscard]] const mesh::surface::SurfaceMesh& mesh() const { return mesh_; }
    [[nodiscard]] const SurfaceCounts& counts() const { return counts_; }
    [[nodiscard]] SurfaceBudget budget() const;
    /// Water that entered through each boundary since the start, m3 (negative: left).
    [[nodiscard]] std::span<const double> boundary_water() const { return boundary_water_; }
    /// What a drawn discharge or a rating wanted out over each boundary since the start, and what of it was not there:
    /// more than critical flow brings cannot leave; m3, [2 boundaries].
    [[nodiscard]] std::span<const double> boundary_outflow() const { return boundary_outflow_; }
    [[nodiscard]] std::span<const SurfaceLink> links() const { return links_; }
    /// Water that passed through each link since the start, m3: [2 links] from left to right, from right to left.
    [[nodiscard]] std::span<const double> link_water() const { return link_water_; }
    /// What passed through each link in the last step, m3/s from left to right, and the stages at which it did;
    /// [links].
    [[nodiscard]] std::span<const LinkState> link_states() const { return link_states_; }
    /// What passes through a link at the stages held, m3/s from left to right.
    [[nodiscard]] double link_discharge(std::size_t link, double setting) const;

    // Maxima since the start [cells]
    [[nodiscard]] std::span<const float> greatest_depth() const { return greatest_depth_; }          ///< m
    [[nodiscard]] std::span<const float> greatest_speed() const { return greatest_speed_; }          ///< m/s
    [[nodiscard]] std::span<const float> greatest_discharge() const { return greatest_discharge_; }  ///< m2/s
    [[nodiscard]] std::span<const float> arrival_time() const { return arrival_time_; }  ///< s; infinite: dry so far
    [[nodiscard]] std::vector<float> duration() const;  ///< s deeper than arrival_depth

    /// Depth, stage, velocity, unit discharge and the maxima as they are now, for results.
    [[nodiscard]] std::vector<mesh::field::Field> fields();
    /// All that a restart needs, to the last bit; write after collect(), and call restore() after reading back.
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();
    void collect();
    void restore();

  private:
    using List = std::span<const std::int32_t>;
    static constexpr int most_levels = 8;         // steps from 1 to 128 of the smallest
    static constexpr int cells_crossed = 4;       // the most, of their own sizes, that a wave may cross in a go
    static constexpr int rings_crossed = 3;       // of neighbours, in which such a wave may have begun
    static constexpr std::uint8_t asleep = 0xff;  // level of a cell in which nothing moves
    struct AccountFace {
        double length;  // m, negative where the cell lies on the left: the normal points out of it
        double normal_x, normal_y;
        std::int32_t face, level;
    };

    // One go of all groups: surface_solver.cpp
    void prepare_gains(const SurfaceForcing& forcing);
    void account_gains(List cells);
    void account_rim(List faces);
    void read_gauges();  // gauges.cpp
    // maxima.cpp
    void begin_maxima();
    void keep_maxima(std::int32_t cell, float now);
    void raise_maxima(std::size_t cell, float depth, float speed, float discharge) {
        greatest_depth_[cell] = std::max(greatest_depth_[cell], depth);
        greatest_speed_[cell] = std::max(greatest_speed_[cell], speed);
        greatest_discharge_[cell] = std::max(greatest_discharge_[cell], discharge);
    }
    void hold_maxima();
    void keep_held_maxima();
    void note_water(std::size_t first, std::uint64_t deeper, unsigned count, float now);
    void begin();
    double gain_of(std::int32_t cell, double depth, double seconds);
    // Who moves: awake.cpp
    void find_moving();
    [[nodiscard]] bool core_fits() const;
    void find_candidates();
    void let_rest();
    template <class Cells, class Passes>
    std::vector<std::int32_t> add_ring(const Cells& cells, CellBits& all, const Passes& passes) const;
    // With what steps: steps.cpp
    struct Limits {
        double step, go;  // s
        double share;     // of the tick for which groups were formed, that still holds
        std::int32_t cell = -1;
    };
    void choose_steps(double seconds, const SurfaceForcing& forcing, StepOutcome& outcome);
    Limits form_groups(double seconds, StepOutcome& outcome);
    [[nodiscard]] bool groups_fit(const Limits& limits, double seconds) const;
    void find_rim_speeds(const SurfaceForcing& forcing);
    [[nodiscard]] double speed_of(std::int32_t cell) const;
    [[nodiscard]] double own_step(std::int32_t cell, double speed) const;
    [[nodiscard]] Limits find_limits(StepOutcome& outcome) const;
    [[nodiscard]] int best_top_level(double least, double longest, std::int32_t awake) const;
    void find_neighbourhood();
    void find_finest();
    template <class Pick>
    void spread(std::vector<float>& numbers, const Pick& pick);
    void find_levels();
    void find_allowed_speeds();
    // lists.cpp
    void list_cells();
    void list_accounts();
    void list_faces();
    void set_clock(int tick);
    // Kernels: sweep.cpp, slopes.cpp, fluxes.cpp, rim.cpp, update.cpp, accounts.cpp; those named _of are one thread's
    void sweep(List cells, List near, List far);
    void slopes_of(List cells);
    void find_slopes(List cells);
    void fluxes_of(List faces, std::vector<std::int32_t>& suspects);
    void find_fluxes(List faces);
    void pass_crests(List faces);
    void add_viscosity(List faces);
    void spread_boundaries(const SurfaceForcing& forcing);
    void spread_outflow(std::size_t boundary, double discharge);  // rim_outflow.cpp
    void find_rim_fluxes(List faces, const SurfaceForcing& forcing);
    void keep_water();
    /// Whether so much leaves over one face that with its others a cell might give more than it has.
    [[nodiscard]] bool draws_much(std::int32_t face, std::int32_t cell, double water, double seconds) const;
    [[nodiscard]] int level_of_face(std::int32_t face) const;
    void gather_shared();
    [[nodiscard]] std::size_t due_accounts() const { return first_account_[static_cast<std::size_t>(due_) + 1]; }
    [[nodiscard]] std::span<const AccountFace> faces_of_account(std::size_t account) const {
        return std::span(account_faces_)
            .subspan(static_cast<std::size_t>(first_account_face_[account]),
                     static_cast<std::size_t>(first_account_face_[account + 1] - first_account_face_[account]));
    }
    void promise_outflow(std::size_t account);
    [[nodiscard]] bool overdraws(std::size_t account) const;
    template <bool shared>
    void update(List cells, bool keep);
    void add_account(List cells, double* water, double* push_x, double* push_y);
    [[nodiscard]] double still_push(std::int32_t face, std::int32_t cell) const;
    struct Outflow {
        double leaving, available;  // m3
    };
    [[nodiscard]] Outflow outflow_of(std::int32_t cell, double account) const;
    template <class Act>
    void each_outflow(std::int32_t cell, const Act& act) const;
    void cut_outflow(std::int32_t cell);
    // links.cpp
    [[nodiscard]] double setting_of(std::size_t link, const SurfaceForcing& forcing) const;
    [[nodiscard]] LinkSide side_of(std::int32_t cell) const;
    void prepare_links(double seconds, const SurfaceForcing& forcing);
    void exchange(double seconds, const SurfaceForcing& forcing);
    void take(std::int32_t cell, double water);
    void give(std::int32_t cell, double water);
    void account_link_outflow(double water);
    void hand_over_link(std::size_t link, double water);
    // transport_link.cpp
    void hand_over(int level);
    void hand_over_gains(List cells);
    void tell(double seconds);
    [[nodiscard]] FaceSide side(std::int32_t face, std::int32_t cell, double later) const;
    [[nodiscard]] std::int32_t beyond(std::int32_t face, std::int32_t cell) const {
        return mesh_.left[face] == cell ? mesh_.right[face] : mesh_.left[face];
    }

    const mesh::surface::SurfaceMesh& mesh_;
    std::vector<SurfaceBoundary> boundaries_;
    std::vector<SurfaceSource> sources_;
    SurfaceOptions options_;
    std::vector<std::int32_t> boundary_of_rim_;  // [rim faces] or -1: wall
    SurfaceGeometry geometry_;
    bool crests_ = false;  // some face has one

    std::vector<CellState> state_;
    std::vector<CellSlope> slope_;
    std::vector<FaceFlux> flux_;
    std::vector<std::uint8_t> level_;   // [cells] steps of 2^level ticks, or asleep
    CellBits lively_;                   // it moved in the last go
    CellBits moving_;                   // lively, or something drives it
    CellBits core_;                     // as long as what moves lies within, the same cells are awake
    std::vector<std::int32_t> front_;   // all neighbours of the core outside it, while groups are formed
    CellBits awake_;                    // it is computed
    std::vector<std::int32_t> cells_;   // awake ones by level; those beside a finer level are in shared_
    std::vector<std::int32_t> shared_;  // by level
    std::vector<std::int32_t> faces_;   // inner, by level; at one level, far ones at the end
    std::vector<std::int32_t> rim_;     // rim faces and those towards sleeping cells, by level
    std::array<std::size_t, most_levels + 1> first_cell_{}, first_shared_{}, first_face_{}, first_rim_{};
    std::vector<std::int32_t> accounts_;  // places in shared_, by the finest level of the cell's faces
    std::array<std::size_t, most_levels + 1> first_account_{};
    std::vector<AccountFace> account_faces_;        // finer ones of the cells, in the order of accounts_
    std::vector<std::int32_t> first_account_face_;  // [accounts + 1]
    std::vector<double> promised_;                  // [shared] m3 that leave over faces of the cell's own level
    std::vector<double> shared_water_, shared_x_, shared_y_;  // what finer faces brought so far, times area
    std::vector<float> wave_speed_;                           // [cells] |u| + c
    std::vector<float> fastest_;                              // [cells] the greatest speed nearby
    std::vector<std::int32_t> candidates_, neighbours_;       // awake ones; of each its neighbours among them, by place
    std::vector<std::int32_t> place_;                         // [cells] among the candidates
    std::vector<float> spread_, spread_before_;               // [candidates] room to spread numbers
    std::vector<std::uint8_t> finest_;                        // [candidates] the least level among a cell's neighbours
    std::vector<float> allowed_;                              // [cells] m/s for which groups hold; empty: one group
    std::vector<std::pair<std::int32_t, double>> rounded_;    // cells set to zero in this update, and by how much, m3
    std::vector<std::int32_t> suspects_;                      // cells that may give more than they have
    std::array<double, 256> seconds_{}, elapsed_{};           // by level: its step, and how far into it the clock is
    double tick_ = 0.0;
    int top_level_ = 0;  // the coarsest in this go
    int due_ = 0;        // the coarsest whose step begins at this tick
    bool listed_ = false;
    int goes_ = 0;                // since the groups were formed
    double grouped_tick_ = 0.0;   // for which they were formed
    double grouped_go_ = 0.0;     // s, the longest go for which they were
    std::size_t near_faces_ = 0;  // at one level: how many of faces_ join cells that are near in the list

    std::vector<double> gain_;            // [cells] m/s wanted by rain and sources; empty where there are none
    std::vector<double> gained_, unmet_;  // [cells] m that came in this go; that could not be taken
    double loss_ = 0.0;
    bool gains_ = false;
    std::vector<double> source_area_;  // m2
    std::vector<double> boundary_water_;
    std::vector<double> boundary_outflow_;  // [2 boundaries] m3 wanted out of each; of it, what there was not
    std::vector<std::vector<GaugeFace>> gauges_;
    std::vector<double> gauge_discharge_;  // [gauges]; m3 within a step
    std::vector<SurfaceLink> links_;
    std::vector<std::uint8_t> link_flows_;  // [links] 1: in this go something passes
    std::vector<double> link_gain_;         // [cells] m/s that links bring or take at the go's start; empty: no links
    std::vector<LinkState> link_states_;
    std::vector<double> link_water_;               // [2 links] m3 there and back
    std::vector<double> rim_speed_;                // [rim faces] m/s, of what a boundary is about to send in
    std::vector<double> rim_discharge_;            // [rim faces] m2/s into the surface
    std::vector<OutgoingWater> outgoing_waters_;   // at the faces of the boundary that is looked at
    std::vector<double> rim_wanted_;               // [rim faces] m2/s that a discharge or rating would let out
    std::vector<std::vector<double>> conveyance_;  // of each boundary's faces
    std::vector<double> sums_;                     // inflow, outflow, gained, lost: compensated pairs; initial
    std::vector<double> time_{0.0};
    SurfaceCounts counts_;

    std::vector<float> greatest_depth_, greatest_speed_, greatest_discharge_, arrival_time_;
    std::vector<float> duration_;  // s; of cells under water less the time at which it came
    CellBits under_water_;         // deeper than arrival_depth
    struct HeldMaxima {
        std::int32_t cell;
        float depth, speed, discharge, arrival, duration;
        bool under_water;
    };
    std::vector<HeldMaxima> held_;              // of cells that links change after their update
    std::vector<std::vector<double>> results_;  // what fields() shows
    std::vector<double> checkpoint_;

    WaterSink sink_;
    std::vector<double> water_before_, water_after_, crossed_;  // [cells], [cells], [faces + gains + links] m3
    std::vector<std::int32_t> moved_, moved_faces_, advanced_;
};

}  // namespace liriver::solver::surface
