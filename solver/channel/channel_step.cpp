// One step: Newton's method from a foretold state, and the state that follows from the discharges that it ends with.
#include <algorithm>
#include <cmath>

#include "solver/channel/channel_solver.h"
#include "solver/channel/parts.h"

namespace liriver::solver::channel {
namespace {

constexpr double least_speed_limit = 10.0;  // m/s
constexpr double tightest_tolerance = 1e-9;
constexpr double left_by_square = 20.0;  // bound of what a relative correction leaves over, by its square
constexpr int patient_iterations = 4;    // laws that Newton's method only halves the error of are not waited for longer

}  // namespace

// Whether no face turns round, and what each velocity's correction leaves over by its square is within `tolerance`.
bool ChannelSolver::velocities_converge(double tolerance) {
    const Pair* const change = system_.right_side().data();
    for (const std::int32_t f : end_faces_) {
        const double corrected = change[block_of_face_[f]].y;
        const bool converges = (u_[f] + corrected) * u_[f] > 0.0 && u_[f] * u0_[f] > 0.0 &&
                               left_by_square * corrected * corrected <= tolerance * u_[f] * u_[f];
        if (!converges)
            return false;
    }
    return largest_of_runs([&](const ChainRun& run, const RunColumns& at) {
               return run_converges(at, run.count, left_by_square, tolerance) ? 0.0 : 1.0;
           }) == 0.0;
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

// A face that turns round now draws on its other cell. That cell may have been foretold dry by an area that was not its
// own: it keeps its stage for the next iteration.
void ChannelSolver::keep_stages_of_turning_faces() {
    const Pair* const change = system_.right_side().data();
    for (std::size_t f = 0; f < u_.size(); ++f) {
        const double u = u_[f] + change[block_of_face_[f]].y;
        if (!(u * u_[f] <= 0.0) || u == 0.0)
            continue;
        const std::int32_t up = u > 0.0 ? left_[f] : right_[f];
        if (up < cell_count_ && z_[up] <= bed_[up] && z_[up] - change[up].x > bed_[up])
            z_[up] -= change[up].x;
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

// Adds Newton's corrections to the velocities; how many of them were cut. Iterates may not run off. What flows
// converges far inside the limit; a film of some micrometres, whose velocity no volume feels, may not, and is counted
// when it is cut.
std::int32_t ChannelSolver::correct_velocities() {
    const Pair* const change = system_.right_side().data();
    double largest = largest_of_runs(
        [](const ChainRun& run, const RunColumns& at) { return largest_velocity_of_run(at, run.count); });
    for (const std::int32_t f : end_faces_)
        largest = std::max(largest, std::abs(u_[f] + change[block_of_face_[f]].y));
    // most velocities never come to the least limit: the true one is found when one does
    const double fastest = largest > least_speed_limit ? speed_limit() : least_speed_limit;
    std::int32_t cut = 0;
    if (largest > fastest)
        for (const ChainRun& run : runs_)
            cut += correct_velocities_of_run(columns(run), run.count, fastest);
    else
        each_run([&](const ChainRun& run, const RunColumns& at) { correct_velocities_of_run(at, run.count, fastest); });
    for (const std::int32_t f : end_faces_) {
        const double u = u_[f] + change[block_of_face_[f]].y;
        u_[f] = std::clamp(u, -fastest, fastest);
        cut += u_[f] != u ? 1 : 0;
    }
    return cut;
}

// Newton starts from the state extrapolated over the last two steps, where that is wet.
void ChannelSolver::foretell(double dt, const ChannelForcing& forcing) {
    const double kept = options_.newton_tolerance * options_.newton_tolerance;
    const double reach_out = dt_before_[0] > 0.0 ? dt / dt_before_[0] : 0.0;
    const CellColumns all = cell_columns();
    in_parts(cell_count_, threads_, [&](std::int32_t begin, std::int32_t end) {
        foretell_stages(from(all, begin), end - begin, reach_out, kept);
    });
    in_parts(static_cast<std::int32_t>(u_.size()), threads_, [&](std::int32_t begin, std::int32_t end) {
        foretell_velocities(u_.data() + begin, u0_.data() + begin, u_before_.data() + begin, end - begin, reach_out,
                            kept);
    });
    for (std::size_t b = 0; b < mesh_.boundaries.size(); ++b)
        if (const std::int32_t f = stage_face_of_boundary_[b]; f >= 0)
            z_[mesh_.boundaries[b].upstream ? left_[f] : right_[f]] = forcing.boundary[b];
    begin_stage_ends(forcing);
    in_parts(static_cast<std::int32_t>(z_.size()), threads_, [&](std::int32_t begin, std::int32_t end) {
        std::copy(z_.begin() + begin, z_.begin() + end, z_start_.begin() + begin);
    });
}

// The state at the step's start.
void ChannelSolver::keep_state() {
    in_parts(static_cast<std::int32_t>(z_.size()), threads_, [&](std::int32_t begin, std::int32_t end) {
        std::copy(z_.begin() + begin, z_.begin() + end, z0_.begin() + begin);
        std::copy(area_.begin() + begin, area_.begin() + end, area0_.begin() + begin);
    });
    in_parts(static_cast<std::int32_t>(u_.size()), threads_, [&](std::int32_t begin, std::int32_t end) {
        std::copy(u_.begin() + begin, u_.begin() + end, u0_.begin() + begin);
    });
    still0_ = still_;
}

StageCorrections ChannelSolver::measure_all_corrections() {
    const CellColumns all = cell_columns();
    const Pair* const change = system_.right_side().data();
    std::vector<StageCorrections>& of_part = corrections_;
    in_parts(threads_, threads_, [&](std::int32_t first, std::int32_t last) {  // one part each
        for (int k = first; k < last; ++k) {
            const Part part = part_of(cell_count_, k, threads_);
            of_part[k] = measure_corrections(from(all, part.begin), part.end - part.begin, change + part.begin);
            of_part[k].worst_cell += part.begin;
        }
    });
    StageCorrections found = of_part[0];
    for (int k = 1; k < threads_; ++k) {
        if (of_part[k].correction > found.correction) {
            found.correction = of_part[k].correction;
            found.worst_cell = of_part[k].worst_cell;
        }
        found.change = std::max(found.change, of_part[k].change);
        found.finite = found.finite && of_part[k].finite;
    }
    return found;
}

// One iteration of Newton's method.
ChannelSolver::Iteration ChannelSolver::iterate(double dt, const ChannelForcing& forcing, StepOutcome& outcome) {
    ++outcome.iterations;
    look_up_cells();
    for (std::int32_t i = cell_count_; i < cell_count_ + stage_faces_; ++i)
        area0_[i] = area_[i];  // outside, nothing changes
    assemble(dt, forcing);
    if (!system_.solve(threads_))
        return Iteration::failed;
    const StageCorrections found = measure_all_corrections();
    if (!found.finite)
        return Iteration::failed;
    outcome.worst_cell = found.worst_cell;
    // What is left over has to be small against what changes, or a steady state would not be reached.
    const double worst = found.correction;
    const double tolerance = outcome.iterations < patient_iterations
                                 ? std::clamp(0.5 * found.change, tightest_tolerance, options_.newton_tolerance)
                                 : options_.newton_tolerance;
    // Where no face turns, Newton's method leaves over what goes with the square of its correction
    // (docs/explanation/channel.md tells what was seen to be left).
    bool done = worst <= tolerance || (worst <= options_.newton_tolerance &&
                                       left_by_square * worst * worst <= tolerance && velocities_converge(tolerance));
    if (done) {
        settle_discharges(forcing);
        done = balance(dt, forcing);
    }
    if (!done) {
        hold_above_fading(system_.right_side().data());
        apply_stages(system_.right_side().data());
        keep_stages_of_turning_faces();
    }
    outcome.velocities_cut = correct_velocities();
    return done ? Iteration::last : Iteration::more;
}

StepOutcome ChannelSolver::step(double dt, const ChannelForcing& forcing, double largest_change) {
    StepOutcome outcome;
    keep_state();
    freeze(dt);
    weigh_links(dt, forcing);
    foretell(dt, forcing);
    Iteration last = Iteration::more;
    while (last == Iteration::more && outcome.iterations < options_.newton_limit)
        last = iterate(dt, forcing, outcome);
    outcome.converged = last == Iteration::last;
    if (outcome.converged) {
        measure_lake_heads(dt);
        const CellColumns all = cell_columns();
        outcome.change = largest_in_parts(cell_count_, threads_, [&](std::int32_t begin, std::int32_t end) {
            return settle_stages(from(all, begin), end - begin);
        });
        outcome.accepted = outcome.change <= largest_change;
    }
    if (!outcome.accepted) {
        z_ = z0_;
        u_ = u0_;
        look_up_cells();
        return outcome;
    }
    std::swap(volume_, volume_next_);
    look_up_cells();
    std::swap(z_before_, z0_);
    std::swap(u_before_, u0_);
    dt_before_[0] = dt;
    link0_ = link_end_;
    explicit_terms();
    return outcome;
}

}  // namespace liriver::solver::channel
