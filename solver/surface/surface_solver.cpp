#include "solver/surface/surface_solver.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "mesh/field/large_pages.h"

namespace liriver::solver::surface {
namespace {

using mesh::surface::SurfaceMesh;

enum Account : std::size_t { inflow, outflow, gained, lost, initial, accounts };

// Adds to a compensated sum (Neumaier, ZAMM 54, 1974) of two numbers.
void add(double* sum, double value) {
    const double next = sum[0] + value;
    sum[1] += std::abs(sum[0]) >= std::abs(value) ? (sum[0] - next) + value : (value - next) + sum[0];
    sum[0] = next;
}

std::vector<std::int32_t> rim_owners(const SurfaceMesh& mesh, const std::vector<SurfaceBoundary>& boundaries) {
    std::vector<std::int32_t> owner(static_cast<std::size_t>(mesh.face_count() - mesh.inner_faces), -1);
    for (std::size_t b = 0; b < boundaries.size(); ++b) {
        for (const std::int32_t f : boundaries[b].faces) {
            if (f < mesh.inner_faces || f >= mesh.face_count())
                throw std::invalid_argument("a boundary's face does not lie on the rim");
            std::int32_t& place = owner[static_cast<std::size_t>(f - mesh.inner_faces)];
            if (place >= 0)
                throw std::invalid_argument("a face of the rim belongs to two boundaries");
            place = static_cast<std::int32_t>(b);
        }
        if (boundaries[b].rating_stage.size() != boundaries[b].rating_discharge.size())
            throw std::invalid_argument("a rating needs as many stages as discharges");
    }
    return owner;
}

std::vector<std::uint8_t> open_faces(const std::vector<std::int32_t>& owner) {
    std::vector<std::uint8_t> open(owner.size());
    for (std::size_t f = 0; f < owner.size(); ++f)
        open[f] = owner[f] >= 0 ? 1 : 0;
    return open;
}

}  // namespace

SurfaceSolver::SurfaceSolver(const SurfaceMesh& mesh, std::vector<SurfaceBoundary> boundaries,
                             std::vector<SurfaceSource> sources, const SurfaceOptions& options)
    : mesh_(mesh),
      boundaries_(std::move(boundaries)),
      sources_(std::move(sources)),
      options_(options),
      boundary_of_rim_(rim_owners(mesh, boundaries_)),
      geometry_(mesh, open_faces(boundary_of_rim_)) {
    const auto cells = static_cast<std::size_t>(mesh.cell_count());
    crests_ = std::any_of(mesh.crest_elevation.begin(), mesh.crest_elevation.end(),
                          [](double crest) { return crest > -std::numeric_limits<double>::infinity(); });
    const auto faces = static_cast<std::size_t>(mesh.face_count());
    mesh::field::reserve_large(state_, cells);
    mesh::field::reserve_large(slope_, cells);
    mesh::field::reserve_large(flux_, faces);
    state_.assign(cells, CellState{});
    slope_.assign(cells, CellSlope{});
    flux_.assign(faces, FaceFlux{});
    level_.assign(cells, asleep);
    for (CellBits* bits : {&lively_, &moving_, &core_, &awake_})
        bits->assign((cells + 63) / 64, 0);
    wave_speed_.assign(cells, 0.0F);
    rim_discharge_.assign(boundary_of_rim_.size(), 0.0);
    rim_wanted_.assign(boundary_of_rim_.size(), 0.0);
    rim_speed_.assign(boundary_of_rim_.size(), 0.0);
    for (const SurfaceBoundary& boundary : boundaries_)
        conveyance_.emplace_back(boundary.faces.size(), 0.0);
    if (!sources_.empty() || options_.rain)
        gain_.assign(cells, 0.0);
    for (const SurfaceSource& source : sources_) {
        double area = 0.0;
        for (const std::int32_t i : source.cells) {
            if (i < 0 || i >= mesh.cell_count())
                throw std::invalid_argument("a source lies in a cell that is not there");
            area += mesh.area[i];
        }
        source_area_.push_back(area);
    }
    boundary_water_.assign(boundaries_.size(), 0.0);
    boundary_outflow_.assign(2 * boundaries_.size(), 0.0);
    sums_.assign(2 * accounts, 0.0);
}

void SurfaceSolver::set_state(std::span<const double> depth, std::span<const double> u, std::span<const double> v) {
    if (depth.size() != state_.size() || u.size() != v.size() || (!u.empty() && u.size() != state_.size()))
        throw std::invalid_argument("a state needs one depth a cell, and velocities of all cells or of none");
    for (std::size_t i = 0; i < state_.size(); ++i) {
        const bool moves = !u.empty() && depth[i] > options_.dry_depth;
        state_[i] = {std::max(depth[i], 0.0), moves ? u[i] : 0.0, moves ? v[i] : 0.0, mesh_.bed_elevation[i]};
    }
    time_[0] = 0.0;
    counts_ = {};
    std::fill(boundary_water_.begin(), boundary_water_.end(), 0.0);
    std::fill(boundary_outflow_.begin(), boundary_outflow_.end(), 0.0);
    std::fill(link_water_.begin(), link_water_.end(), 0.0);
    std::fill(sums_.begin(), sums_.end(), 0.0);
    for (std::size_t i = 0; i < state_.size(); ++i)
        add(&sums_[2 * initial], state_[i].depth * mesh_.area[i]);
    if (options_.keep_maxima) {
        begin_maxima();
    }
    begin();
}

// All that follows from the state: everything wet counts as moving until it is seen to stand still.
void SurfaceSolver::begin() {
    std::fill(slope_.begin(), slope_.end(), CellSlope{});
    std::fill(level_.begin(), level_.end(), asleep);
    for (CellBits* bits : {&lively_, &moving_, &core_, &awake_})
        std::fill(bits->begin(), bits->end(), 0);
    for (std::size_t i = 0; i < state_.size(); ++i) {
        wave_speed_[i] = wave_speed(state_[i].depth, state_[i].u, state_[i].v);
        if (state_[i].depth > options_.dry_depth)
            lively_[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    listed_ = false;
}

void SurfaceSolver::prepare_gains(const SurfaceForcing& forcing) {
    loss_ = forcing.loss;
    gains_ = !gain_.empty() || loss_ > 0.0;
    if (!gains_)
        return;
    gained_.resize(state_.size(), 0.0);
    unmet_.resize(state_.size(), 0.0);
    if (gain_.empty())
        return;
    if (forcing.rain.size() == gain_.size())
        std::copy(forcing.rain.begin(), forcing.rain.end(), gain_.begin());
    else
        std::fill(gain_.begin(), gain_.end(), forcing.rain.empty() ? 0.0 : forcing.rain[0]);
    for (std::size_t k = 0; k < sources_.size(); ++k)
        for (const std::int32_t i : sources_[k].cells)
            gain_[i] += forcing.source[k] / source_area_[k];
}

StepOutcome SurfaceSolver::step(double seconds, const SurfaceForcing& forcing) {
    StepOutcome outcome;
    prepare_gains(forcing);
    prepare_links(seconds, forcing);
    choose_steps(seconds, forcing, outcome);
    const int ticks = 1 << top_level_;
    std::fill(gauge_discharge_.begin(), gauge_discharge_.end(), 0.0);
    for (int tick = 0; tick < ticks; ++tick) {
        set_clock(tick);
        const auto due = static_cast<std::size_t>(due_) + 1;
        if (top_level_ == 0) {
            sweep(cells_, List(faces_).first(near_faces_), List(faces_).subspan(near_faces_));
        } else {
            find_slopes(List(cells_).first(first_cell_[due]));
            find_slopes(List(shared_).first(first_shared_[due]));
            find_fluxes(List(faces_).first(first_face_[due]));
        }
        find_rim_fluxes(List(rim_).first(first_rim_[due]), forcing);
        keep_water();
        gather_shared();
        account_rim(List(rim_).first(first_rim_[due]));
        read_gauges();
        if (sink_)
            for (int level = due_; level >= 0; --level)
                hand_over(level);
        const int last =
            tick + 1 == ticks ? top_level_ : std::min(top_level_, std::countr_zero(static_cast<unsigned>(tick + 1)));
        const auto end = static_cast<std::size_t>(last) + 1;
        const bool keep = options_.keep_maxima && tick + 1 == ticks;  // all stand at one time
        if (keep)
            hold_maxima();
        update<false>(List(cells_).first(first_cell_[end]), keep);
        update<true>(List(shared_).first(first_shared_[end]), keep);
        if (gains_) {
            account_gains(List(cells_).first(first_cell_[end]));
            account_gains(List(shared_).first(first_shared_[end]));
        }
        outcome.cell_updates += static_cast<std::int64_t>(first_cell_[end] + first_shared_[end]);
    }
    outcome.seconds = tick_ * ticks;
    outcome.substeps = ticks;
    exchange(outcome.seconds, forcing);
    time_[0] += outcome.seconds;
    if (options_.keep_maxima)
        keep_held_maxima();
    for (double& discharge : gauge_discharge_)
        discharge = outcome.seconds > 0.0 ? discharge / outcome.seconds : 0.0;
    ++counts_.steps;
    counts_.substeps += ticks;
    counts_.cell_updates += outcome.cell_updates;
    return outcome;
}

StepOutcome SurfaceSolver::advance(double seconds, const SurfaceForcing& forcing) {
    StepOutcome all;
    while (all.seconds < seconds * (1.0 - 1e-12)) {
        const StepOutcome one = step(seconds - all.seconds, forcing);
        all.seconds += one.seconds;
        all.substeps += one.substeps;
        all.cell_updates += one.cell_updates;
        all.awake = one.awake;
        all.limiting_cell = one.limiting_cell;
    }
    return all;
}

void SurfaceSolver::account_rim(List faces) {
    for (const std::int32_t f : faces) {
        if (f < mesh_.inner_faces)
            continue;
        const double wanted = rim_wanted_[f - mesh_.inner_faces];
        if (flux_[f].water == 0.0 && wanted == 0.0)
            continue;
        const double area = mesh_.length[f] * seconds_[level_[mesh_.left[f]]];
        const double out = flux_[f].water * area;
        const auto b = static_cast<std::size_t>(boundary_of_rim_[f - mesh_.inner_faces]);
        if (wanted > 0.0) {
            boundary_outflow_[2 * b] += wanted * area;
            boundary_outflow_[2 * b + 1] += wanted * area - out;
        }
        boundary_water_[b] -= out;
        add(&sums_[2 * (out > 0.0 ? outflow : inflow)], std::abs(out));
    }
}

void SurfaceSolver::account_link_outflow(double water) { add(&sums_[2 * outflow], water); }

void SurfaceSolver::account_gains(List cells) {
    if (sink_)
        hand_over_gains(cells);
    for (const std::int32_t i : cells) {
        if (gained_[i] != 0.0)
            add(&sums_[2 * (gained_[i] > 0.0 ? gained : lost)], std::abs(gained_[i]) * mesh_.area[i]);
        counts_.unmet_m3 += unmet_[i] * mesh_.area[i];
        gained_[i] = 0.0;
        unmet_[i] = 0.0;
    }
}

SurfaceBudget SurfaceSolver::budget() const {
    const auto total = [&](Account a) { return sums_[2 * a] + sums_[2 * a + 1]; };
    SurfaceBudget b{total(initial), total(inflow), total(outflow), total(gained), total(lost)};
    std::array<double, 2> sum{};
    for (std::size_t i = 0; i < state_.size(); ++i)
        add(sum.data(), state_[i].depth * mesh_.area[i]);
    b.final = sum[0] + sum[1];
    const double scale = b.initial + b.inflow + b.gained;
    b.relative_error =  // not a number where any of them is none
        scale == 0.0 ? 0.0 : std::abs(b.initial + b.inflow - b.outflow + b.gained - b.lost - b.final) / scale;
    return b;
}

}  // namespace liriver::solver::surface
