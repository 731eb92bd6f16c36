#include "scenarios/runner/surface_domain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace liriver::scenarios::runner {
SurfaceDomain::SurfaceDomain(SurfaceModel model, const SurfaceDomainSettings& settings)
    : model_(std::move(model)),
      settings_(settings),
      solver_(*model_.mesh, model_.boundaries, model_.sources, settings.options),
      quality_(model_.constituents),
      dispersion_({}, *model_.mesh, 0),
      accounts_(target_tolerances(model_.stations), 0, settings.start, settings.duration, settings.time_zone),
      rain_(model_.rain, model_.mesh->area) {
    means_.resize(model_.driver.functions.size());
    put_in_ = VolumeLoads(model_.driver, model_.mesh->area.size());
    for (const SurfaceDrive& drive : model_.drives)
        put_in_.add(drive.of, drive.cell, drive.load);
    boundary_value_.resize(model_.boundaries.size());
    source_flow_.resize(model_.sources.size());
    for (const SurfaceStation& station : model_.stations)
        solver_.add_gauge(station.section);
    gauged_.assign(2 + model_.stations.size(), 0.0);
    link_setting_.resize(model_.links.size());
    solver_.set_links(model_.links);
    solver_.set_state(model_.initial_depth, model_.initial_u, model_.initial_v);
    start_transport();
    evaluate_forcing(window_at(0.0));
    records_ = StationRecords(model_.stations.size(), model_.constituents.size(), settings.options.arrival_depth);
    recorded_.resize(model_.constituents.size());
    record_stations(0.0);
}

double SurfaceDomain::next_break(double t) const { return std::min(model_.driver.next_break(t), rain_.next_break(t)); }

// The part of a regular window around t in which no function bends or jumps: the same wherever a run was stopped.
SurfaceDomain::Window SurfaceDomain::window_at(double t) const {
    const double number = std::floor(t / settings_.window);
    Window window{number * settings_.window, (number + 1.0) * settings_.window};
    if (window.end <= t)  // the quotient was rounded down
        window = {window.end, window.end + settings_.window};
    double next = next_break(window.begin);
    while (next <= t) {
        window.begin = next;
        next = next_break(next);
    }
    window.end = std::min(window.end, next);
    return window;
}

void SurfaceDomain::evaluate_forcing(const Window& window) {
    for (std::size_t k = 0; k < means_.size(); ++k)
        means_[k] = model_.driver.functions[k].mean(window.begin, window.end);
    const auto mean = [this](std::int32_t function) {
        return function < 0 ? 0.0 : means_[static_cast<std::size_t>(function)];
    };
    for (std::size_t b = 0; b < boundary_value_.size(); ++b)
        boundary_value_[b] = mean(model_.boundary_forcing[b].value);
    for (std::size_t s = 0; s < source_flow_.size(); ++s)
        source_flow_[s] = mean(model_.drives[s].discharge);
    rain_.evaluate(window.begin, means_);
    for (std::size_t k = 0; k < link_setting_.size(); ++k)
        link_setting_[k] =
            model_.structures[k].setting < 0 ? model_.links[k].setting : mean(model_.structures[k].setting);
}

void SurfaceDomain::start_transport() {
    const solver::transport::Graph graph =
        model_.constituents.empty() ? solver::transport::Graph{} : solver_.transport_graph();
    quality_.plan(graph, mesh::field::Location::face);
    if (!quality_.any())
        return;
    from_ = graph.from;
    to_ = graph.to;
    dispersion_ = SurfaceDispersion(settings_.dispersion, *model_.mesh, from_.size());
    water_before_.assign(model_.initial_depth.size(), 0.0);
    water_after_ = water_before_;
    std::vector<double> water;
    water.reserve(model_.initial_depth.size());
    for (std::size_t i = 0; i < model_.initial_depth.size(); ++i)
        water.push_back(model_.initial_depth[i] * model_.mesh->area[i]);
    quality_.start(water, model_.initial_concentration);
    find_sources();
    if (model_.processes != nullptr)
        quality_.set_processes(*model_.processes, model_.quality, settings_.options.threads);
    connect_transport();
    note_extremes();
}

void SurfaceDomain::connect_transport() {
    solver_.set_water_sink([this](const solver::transport::WaterStep& step) { on_water_step(step); });
}

// The water is transport's own, moved by what crossed: it is in the checkpoint to the last bit, while depth times area
// differs from it by rounding.
void SurfaceDomain::on_water_step(const solver::transport::WaterStep& step) {
    const auto held = quality_.transport()->water();
    for (const std::int32_t cell : step.volumes)
        water_before_[static_cast<std::size_t>(cell)] = water_after_[static_cast<std::size_t>(cell)] =
            held[static_cast<std::size_t>(cell)];
    for (const std::int32_t face : step.faces) {
        const auto f = static_cast<std::size_t>(face);
        if (from_[f] >= 0)
            water_after_[static_cast<std::size_t>(from_[f])] -= step.water_crossed[f];
        if (to_[f] >= 0)
            water_after_[static_cast<std::size_t>(to_[f])] += step.water_crossed[f];
    }
    for (const std::int32_t cell : step.volumes)  // what rounding left below nothing
        water_after_[static_cast<std::size_t>(cell)] = std::max(water_after_[static_cast<std::size_t>(cell)], 0.0);
    if (dispersion_.any())
        dispersion_.evaluate(step, water_before_, water_after_);
    quality_.step({step.seconds, water_before_, water_after_, step.water_crossed, dispersion_.mixing(), step.volumes,
                   step.faces, step.advanced, dispersion_.cross_x(), dispersion_.cross_y()},
                  means_);
}

// What comes in over the boundaries, and with the water of sources; rain brings nothing and thins what falls into its
// cell.
void SurfaceDomain::set_concentrations() {
    const mesh::surface::SurfaceMesh& mesh = *model_.mesh;
    solver::transport::Transport& transport = *quality_.transport();
    const auto mean = [this](std::int32_t function) {
        return function < 0 ? 0.0 : means_[static_cast<std::size_t>(function)];
    };
    for (std::size_t k = 0; k < model_.constituents.size(); ++k) {
        for (std::size_t b = 0; b < model_.boundary_forcing.size(); ++b)
            for (const std::int32_t face : model_.boundaries[b].faces)
                transport.set_inflow_concentration(k, face, mean(model_.boundary_forcing[b].concentration[k]));
        for (const SurfaceDrive& drive : model_.drives) {
            double water = rain_.rate(drive.cell) * mesh.area[static_cast<std::size_t>(drive.cell)];
            double amount = 0.0;
            for (const SurfaceDrive& other : model_.drives) {
                if (other.cell != drive.cell)
                    continue;
                const double flow = mean(other.discharge);
                water += flow;
                amount += flow * mean(other.concentration[k]);
            }
            transport.set_inflow_concentration(k, mesh.face_count() + drive.cell, water > 0.0 ? amount / water : 0.0);
        }
    }
    put_in_.tell(model_.constituents.size(), means_, 0.0, 0.0, transport);
    if (sources_.any())
        tell_sources();
}

bool SurfaceDomain::step(double event) {
    const double t0 = clock_[0];
    const Window window = window_at(t0);
    evaluate_forcing(window);
    if (quality_.any()) {
        set_concentrations();
        dispersion_.look_at_flow(solver_.state());
        model_.driver.put_in_spills(t0, *quality_.transport());
        if (QualityReactions* reactions = quality_.reactions(); reactions != nullptr && !reactions->window_is_open()) {
            look_at_flow();
            reactions->before_step(t0, last_step_, event, flow_, model_.driver, *quality_.transport());
        }
    }
    const double end = std::min(event, window.end);
    const double asked = end - t0;
    const auto outcome =
        solver_.step(asked, {boundary_value_, source_flow_, rain_.rates(), model_.loss, link_setting_});
    limiting_cell_ = outcome.limiting_cell;
    last_step_ = outcome.seconds;
    if (!(outcome.seconds >= std::min(asked, settings_.least_step)) || !(outcome.seconds > 0.0)) {
        error_text_ = fmt::format(
            "no step longer than {:.3g} s is stable {}; likely cause: water running faster than a river's, from a "
            "boundary or bed that cannot be, or a cell far smaller than its neighbours",
            outcome.seconds, place_of(limiting_cell_));
        return false;
    }
    rain_.account(outcome.seconds);
    put_in_.account(outcome.seconds);
    clock_[0] = outcome.seconds >= asked ? end : t0 + outcome.seconds;
    if (!react_after(event))
        return false;
    read_gauges(window, outcome.seconds);
    for (std::size_t s = 0; s < model_.stations.size(); ++s)
        if (const SurfaceStation& station = model_.stations[s]; !station.section.empty())
            accounts_.add_station(s, t0, clock_[0], solver_.gauge_discharge(s),
                                  station.target < 0 ? std::nan("") : means_[static_cast<std::size_t>(station.target)]);
    if (quality_.any())
        note_extremes();
    record_stations(outcome.seconds);
    return true;
}

void SurfaceDomain::record_stations(double seconds) {
    for (std::size_t s = 0; s < model_.stations.size(); ++s) {
        const PointState water = water_at_station(s);
        for (std::size_t k = 0; k < recorded_.size(); ++k)
            recorded_[k] = concentration_at(k, water);
        const StationState state{water.stage, water.depth, std::hypot(water.u, water.v), recorded_};
        if (seconds > 0.0)
            records_.add(s, clock_[0], seconds, state);
        else
            records_.begin(s, state);
    }
}

data::results::StationAccount SurfaceDomain::station_account(std::size_t station) const {
    auto account = accounts_.station(station, model_.stations[station].name);
    if (model_.stations[station].section.empty())
        account.mean_discharge = account.minimum_discharge = account.maximum_discharge = std::nan("");
    records_.report(station, model_.constituents, settings_.start, account);
    return account;
}

void SurfaceDomain::read_gauges(const Window& window, double seconds) {
    if (gauged_[0] != window.begin) {
        std::fill(gauged_.begin(), gauged_.end(), 0.0);
        gauged_[0] = window.begin;
    }
    gauged_[1] += seconds;
    for (std::size_t s = 0; s < model_.stations.size(); ++s)
        gauged_[2 + s] += seconds * solver_.gauge_discharge(s);
}

double SurfaceDomain::discharge(std::size_t station) const {
    if (model_.stations[station].section.empty())
        return std::nan("");
    return gauged_[1] > 0.0 ? gauged_[2 + station] / gauged_[1] : 0.0;
}

void SurfaceDomain::look_at_flow() {
    const auto cells = static_cast<std::size_t>(model_.mesh->cell_count());
    for (auto* values : {&flow_.depth, &flow_.velocity, &flow_.shear_velocity})
        values->resize(cells);
    for (std::size_t i = 0; i < cells; ++i) {
        const solver::surface::CellState& cell = solver_.state()[i];
        const double speed = cell.depth > 0.0 ? std::hypot(cell.u, cell.v) : 0.0;
        flow_.depth[i] = cell.depth;
        flow_.velocity[i] = speed;
        flow_.shear_velocity[i] = shear_velocity(cell.depth, speed, model_.mesh->manning_n[i]);
    }
}

bool SurfaceDomain::react_after(double event) {
    QualityReactions* const reactions = quality_.reactions();
    if (reactions == nullptr || !reactions->window_ends(clock_[0], event))
        return true;
    look_at_flow();
    reactions->after_step(clock_[0], event, flow_, model_.driver, *quality_.transport());
    if (reactions->failed_volume() < 0)
        return true;
    error_text_ = QualityReactions::error_text(place_of(reactions->failed_volume()));
    return false;
}

void SurfaceDomain::note_extremes() {
    quality_.note_extremes([this](std::size_t cell) { return solver_.state()[cell].depth; });
}

solver::surface::LinkState SurfaceDomain::structure_state(std::size_t structure) const {
    if (last_step_ > 0.0)
        return solver_.link_states()[structure];
    const auto& link = model_.links[structure];
    const auto stage = [this](std::int32_t cell) {
        const auto& state = solver_.state()[static_cast<std::size_t>(std::max(cell, 0))];
        return state.bed + state.depth;
    };
    return {solver_.link_discharge(structure, link_setting_[structure]), stage(link.left), stage(link.right)};
}

double SurfaceDomain::concentration(std::size_t constituent, std::int32_t cell) const {
    return quality_.concentration(constituent, cell, solver_.state()[static_cast<std::size_t>(cell)].depth);
}

PointState SurfaceDomain::water_at_station(std::size_t station) const {
    const SurfaceStation& at = model_.stations[station];
    return water_at(*model_.mesh, solver_.state(), at.cell, at.point, at.bed);
}

double SurfaceDomain::concentration_at(std::size_t constituent, const PointState& water) const {
    double sum = 0.0;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const PointWeight& part : water.weights) {
        const double value = concentration(constituent, part.cell);
        sum += part.weight * value;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    return std::isnan(sum) ? sum : std::clamp(sum, least, most);
}

std::string SurfaceDomain::place_of(std::int32_t cell) const {
    if (cell < 0)
        return "(no one place)";
    const auto i = static_cast<std::size_t>(cell);
    return fmt::format("at ({:.0f}, {:.0f})", model_.mesh->centroid[i].x, model_.mesh->centroid[i].y);
}

std::vector<mesh::field::MutableField> SurfaceDomain::checkpoint_fields() {
    using mesh::field::Location;
    std::vector<mesh::field::MutableField> fields = solver_.checkpoint_fields();
    fields.push_back({{"time_since_start", "time since the scenario's start", "", "s", Location::network}, clock_});
    fields.push_back(
        {{"gauged", "what crossed each station's section in the window at hand", "", "1", Location::network}, gauged_});
    for (auto& field : accounts_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto& field : records_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto& field : rain_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto& field : put_in_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto& field : quality_.checkpoint_fields())
        fields.push_back(std::move(field));
    fields.erase(std::remove_if(fields.begin(), fields.end(), [](const auto& field) { return field.values.empty(); }),
                 fields.end());
    return fields;
}

std::vector<mesh::field::MutableIntegers> SurfaceDomain::checkpoint_integers() {
    return quality_.checkpoint_integers();
}

void SurfaceDomain::restore() {
    solver_.restore();
    if (quality_.any())
        connect_transport();
}

SurfaceDomainSettings surface_settings_of(const language::Scenario& scenario, int threads) {
    const language::SurfaceSettings& surface = scenario.surfaces.front();
    SurfaceDomainSettings settings;
    settings.options.courant = surface.courant;
    settings.options.eddy_viscosity = surface.eddy_viscosity;
    settings.options.arrival_depth = surface.arrival_depth;
    settings.options.threads = threads;
    settings.options.rain = surface.rain || !surface.rain_gauges.empty() || surface.rain_rasters.given();
    settings.dispersion = {surface.longitudinal_dispersion.value_or(0.0), surface.transverse_dispersion.value_or(0.0),
                           surface.longitudinal_factor.value_or(0.0), surface.transverse_factor.value_or(0.0)};
    settings.start = *scenario.time.start;
    settings.duration = data::tables::seconds_between(*scenario.time.start, *scenario.time.end);
    settings.time_zone = scenario.project.time_zone;
    settings.window = std::min(settings.window, scenario.time.step.value_or(scenario.time.step_max));
    return settings;
}

}  // namespace liriver::scenarios::runner
