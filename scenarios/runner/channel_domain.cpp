#include "scenarios/runner/channel_domain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/last_change.h"
#include "solver/quality/dispersion.h"

namespace liriver::scenarios::runner {
namespace {

solver::channel::ChannelOptions solver_options(const ChannelSettings& settings) {
    solver::channel::ChannelOptions options;
    options.threads = settings.threads;
    return options;
}

}  // namespace

ChannelDomain::ChannelDomain(ChannelModel model, std::vector<Constituent> constituents, const ChannelSettings& settings)
    : model_(std::move(model)),
      settings_(settings),
      solver_(model_.mesh, solver_options(settings)),
      stepper_(settings.steps),
      quality_(std::move(constituents)),
      operation_(model_) {
    const std::size_t cells = model_.mesh.bed.size();
    means_.resize(model_.driver.functions.size());
    cell_source_.resize(cells);
    source_flow_.resize(model_.driver.sources.size());
    boundary_value_.resize(model_.mesh.boundaries.size());
    asked_.resize(boundary_value_.size());
    for (const solver::channel::ChannelLink& link : model_.mesh.links)
        setting_.push_back(link.setting);
    open_ = setting_before_ = setting_;
    released_.resize(model_.driver.reservoirs.size());
    water_before_.resize(cells);
    crossed_.resize(model_.graph.from.size());
    mixing_.resize(crossed_.size());
    put_in_ = VolumeLoads(model_.driver, cells);
    for (const Source& source : model_.driver.sources)
        put_in_.add(source.of, source.cell, source.load);
    const std::size_t all = quality_.constituents().size();
    losses_ = Losses(model_.losses, all, model_.link_face(0), model_.source_face(0));
    const std::size_t declared = all - std::min(all, tags_of(model_).size());
    ends_ = EndAccounts(model_, declared);
    source_water_ = SourceWater(model_, declared);
    loads_ = StationLoads(model_.stations.size(), declared);
    find_start();
    if (settings_.only_start)
        return;
    start_transport();
    if (settings_.steady)
        find_steady_quality();
    start_operation();
    records_ = StationRecords(model_.stations.size(), declared_count(), settings.arrival_depth);
    recorded_.resize(declared_count());
    record_stations(0.0);
}

// The means of all functions over [t0, t1], and what they make every source and boundary give.
void ChannelDomain::evaluate_forcing(double t0, double t1) {
    const Driver& driver = model_.driver;
    for (std::size_t k = 0; k < means_.size(); ++k)
        means_[k] = driver.functions[k].mean(t0, t1);
    for (std::size_t r = 0; r < released_.size(); ++r)
        released_[r] = operation_.has_pool(r) ? operation_.route(r, t0, t1) : driver.released(r, t0, t1);
    std::fill(cell_source_.begin(), cell_source_.end(), 0.0);
    for (std::size_t s = 0; s < source_flow_.size(); ++s) {
        const Source& source = driver.sources[s];
        if (source.reservoir >= 0)
            source_flow_[s] = (released_[source.reservoir].natural + released_[source.reservoir].released) / (t1 - t0);
        else
            source_flow_[s] = source.function < 0 ? 0.0
                              : source.on_water
                                  ? solver_.top_width()[source.cell] * source.factor * means_[source.function]
                                  : source.factor * means_[source.function];
    }
    if (seeking_steady_)
        losses_.steady_springs(solver_.link_discharge(), source_flow_);
    else
        losses_.springs(t0, t1, source_flow_);
    for (std::size_t s = 0; s < source_flow_.size(); ++s)
        cell_source_[driver.sources[s].cell] += source_flow_[s];
    for (std::size_t b = 0; b < boundary_value_.size(); ++b) {
        const std::int32_t value = model_.boundaries[b].value;
        const bool stage = model_.mesh.boundaries[b].kind == solver::channel::BoundaryKind::stage;
        if (value < 0)
            continue;
        // a stage counts at the step's end; a discharge is given as what comes in and taken as what flows downstream
        boundary_value_[b] = stage                                ? driver.functions[value].value_before(t1)
                             : model_.mesh.boundaries[b].upstream ? means_[value]
                                                                  : -means_[value];
    }
    evaluate_settings(t0, t1);
}

// Settings at the step's start and end, as the structures' flows count; a share of the river is that of the state held.
void ChannelDomain::evaluate_settings(double t0, double t1) {
    for (std::size_t k = 0; k < open_.size(); ++k) {
        const LinkDriver& driver = model_.links[k];
        setting_before_[k] = open_[k] = driver.setting < 0 ? model_.mesh.links[k].setting : means_[driver.setting];
        if (driver.setting < 0 || driver.mean)
            continue;
        const solver::forcing::Function& function = model_.driver.functions[driver.setting];
        setting_before_[k] = function.value(t0);
        open_[k] = function.value_before(t1);
    }
    for (std::size_t k = 0; k < model_.operation.targets.size(); ++k)
        if (const RuleTarget& target = model_.operation.targets[k];
            !target.reservoir && !std::isnan(operation_.settings()[k]))
            setting_before_[target.index] = open_[target.index] = operation_.settings()[k];
    setting_ = open_;
    scale_settings(setting_);
    scale_settings(setting_before_);
}

// Settings that the scenario gives for the width of the water, or as a share of the river, as the laws take them.
void ChannelDomain::scale_settings(std::vector<double>& settings) const {
    for (std::size_t k = 0; k < settings.size(); ++k) {
        const LinkDriver& driver = model_.links[k];
        const std::int32_t cell = model_.mesh.links[k].left;
        if (driver.on_water > 0.0)
            settings[k] *= driver.on_water * solver_.top_width()[cell];
        if (driver.share > 0.0) {
            const FlowRef& above = model_.above[cell];
            const double river = above.kind != FlowRef::Kind::none
                                     ? flow_of(above, true)
                                     : flow_of(model_.below[cell], true) + link_discharge_now()[k];
            settings[k] *= driver.share * std::max(0.0, river);
        }
    }
}

void ChannelDomain::note_lakes() {
    for (std::size_t k = 0; k < model_.lakes.size(); ++k) {
        const double stage = solver_.stage()[model_.lakes[k].cell];
        lake_memory_[3 * k + 1] = std::min(lake_memory_[3 * k + 1], stage);
        lake_memory_[3 * k + 2] = std::max(lake_memory_[3 * k + 2], stage);
    }
}

void ChannelDomain::start_transport() {
    quality_.plan(model_.graph, mesh::field::Location::node);
    if (!quality_.any())
        return;
    losses_.set_pure_water(*quality_.transport());
    quality_.start(solver_.volume(), given_concentrations());
    find_sources();
    if (settings_.processes != nullptr) {
        quality_.set_processes(*settings_.processes, settings_.quality, settings_.threads);
        look_at_flow();
    }
    note_extremes();
}

void ChannelDomain::note_extremes() {
    quality_.note_extremes([this](std::size_t cell) { return depth(static_cast<std::int32_t>(cell)); });
}

void ChannelDomain::note_beyond_ratings() {
    for (const solver::channel::ChannelBoundary& boundary : model_.mesh.boundaries)
        if (boundary.kind == solver::channel::BoundaryKind::rating &&
            solver_.stage()[boundary.cell] > boundary.rating_stage.back())
            ++counts_[5];
}

void ChannelDomain::note_overtopping() {
    for (const std::int32_t i : model_.sections)
        if (solver_.stage()[i] > model_.nodes[i].top) {
            if (++counts_[2] == 1)
                counts_[3] = i;
        }
}

double ChannelDomain::concentration(std::size_t constituent, std::int32_t cell) const {
    return quality_.concentration(constituent, cell, depth(cell));
}

// A lake mixes with a reach through the reach's end section, once it stands above the bed there.
double ChannelDomain::mixing_area(std::int32_t left, std::int32_t right) const {
    const solver::channel::ChannelMesh& mesh = model_.mesh;
    if (!mesh.is_lake(left) && !mesh.is_lake(right))
        return std::min(solver_.area()[left], solver_.area()[right]);
    const std::int32_t lake = mesh.is_lake(left) ? left : right;
    const std::int32_t mouth = lake == left ? right : left;
    return solver_.stage()[lake] > mesh.bed[mouth] ? solver_.area()[mouth] : 0.0;
}

// What crosses the faces of transport, and mixes over them, in a step with these discharges.
void ChannelDomain::cross_faces(double dt, const FaceFlows& flows) {
    const solver::channel::ChannelMesh& mesh = model_.mesh;
    for (std::size_t f = 0; f < mesh.left.size(); ++f) {
        crossed_[f] = dt * flows.faces[f];
        const double area = mixing_area(mesh.left[f], mesh.right[f]);
        mixing_[f] = solver::quality::mixing_water(settings_.dispersion, area, mesh.distance[f], dt);
    }
    for (std::size_t k = 0; k < mesh.links.size(); ++k)
        crossed_[model_.link_face(k)] = dt * flows.links[k];
    for (std::size_t b = 0; b < mesh.boundaries.size(); ++b)
        crossed_[model_.boundary_face(b)] = dt * flows.boundaries[b];
    for (std::size_t s = 0; s < source_flow_.size(); ++s)
        crossed_[model_.source_face(s)] = dt * source_flow_[s];
}

// Concentrations of what comes in, and loads, over the step at hand.
void ChannelDomain::tell_transport(double t0, double dt) {
    const solver::channel::ChannelMesh& mesh = model_.mesh;
    const auto mean = [&](std::int32_t function) { return function < 0 ? 0.0 : means_[function]; };
    solver::transport::Transport& transport = *quality_.transport();
    for (std::size_t k = 0; k < constituents().size(); ++k) {
        for (std::size_t b = 0; b < mesh.boundaries.size(); ++b)
            transport.set_inflow_concentration(k, static_cast<std::int32_t>(model_.boundary_face(b)),
                                               mean(model_.boundaries[b].concentration[k]));
        for (std::size_t link = 0; link < mesh.links.size(); ++link)
            if (mesh.links[link].right == solver::channel::outside)
                transport.set_inflow_concentration(k, static_cast<std::int32_t>(model_.link_face(link)),
                                                   mean(model_.links[link].concentration[k]));
        for (std::size_t s = 0; s < source_flow_.size(); ++s) {
            const Source& source = model_.driver.sources[s];
            transport.set_inflow_concentration(k, static_cast<std::int32_t>(model_.source_face(s)),
                                               mean(source.concentration[k]));
        }
    }
    put_in_.tell(constituents().size(), means_, t0, dt, transport);
    losses_.set_concentrations(t0, t0 + dt, transport);
    sources_.tell(means_, transport);
}

void ChannelDomain::move_constituents(double t0, double dt) {
    cross_faces(dt, {solver_.face_discharge(), solver_.link_discharge(), solver_.boundary_discharge()});
    tell_transport(t0, dt);
    quality_.step({dt, water_before_, solver_.volume(), crossed_, mixing_, {}, {}, {}}, means_);
    put_in_.account(dt);
}

void ChannelDomain::account(double t0, double dt) {
    const solver::channel::ChannelMesh& mesh = model_.mesh;
    for (std::size_t b = 0; b < mesh.boundaries.size(); ++b) {
        const double inward = (mesh.boundaries[b].upstream ? dt : -dt) * solver_.boundary_discharge()[b];
        if (inward >= 0.0)
            accounts_.add_inflow(inward);
        else
            accounts_.add_outflow(-inward);
    }
    for (std::size_t k = 0; k < mesh.links.size(); ++k) {
        if (mesh.links[k].right != solver::channel::outside)
            continue;
        const double outward = dt * solver_.link_discharge()[k];
        if (outward >= 0.0)
            accounts_.add_outflow(outward);
        else
            accounts_.add_inflow(-outward);
    }
    for (const double flow : source_flow_)
        accounts_.add_source(dt * flow);
    for (std::size_t r = 0; r < released_.size(); ++r)
        accounts_.add_release(r, released_[r]);
    for (std::size_t s = 0; s < model_.stations.size(); ++s) {
        const double flow = station_flow(static_cast<std::int32_t>(s), false);
        const std::int32_t target = model_.stations[s].target;
        accounts_.add_station(s, t0, t0 + dt, flow, target < 0 ? std::nan("") : means_[target]);
    }
}

bool ChannelDomain::step(double event) {
    const double t0 = clock_[0];
    if (operation_.due(t0)) {
        operate(t0);
        note_rules_at_start();
    }
    const double end =
        std::min({event, model_.driver.next_break(t0), operation_.next_control(), t0 + losses_.longest_step()});
    std::copy(solver_.volume().begin(), solver_.volume().end(), water_before_.begin());
    for (;;) {
        const double rest = end - t0;
        const double dt = stepper_.propose(rest);
        evaluate_forcing(t0, t0 + dt);
        const auto outcome = solver_.step(dt, forcing(), stepper_.largest_change(dt));
        limiting_cell_ = outcome.worst_cell;
        if (stepper_.judge(dt, outcome)) {
            counts_[4] += outcome.velocities_cut;
            clock_[0] = dt == rest ? end : t0 + dt;
            last_step_ = dt;
            break;
        }
        if (stepper_.exhausted()) {
            const std::string change = last_change_near(model_, outcome.worst_cell, t0 + dt);
            error_text_ = fmt::format(
                "no step of {:.3g} s converges {}; likely cause: inflow, stage or structure changing beyond what the "
                "channel there can carry{}",
                dt, place_of(outcome.worst_cell),
                change.empty() ? std::string() : "; the last change nearby: " + change);
            return false;
        }
    }
    at_start_ = false;
    ++counts_[0];
    counts_[1] += model_.mesh.cell_count();
    account(t0, clock_[0] - t0);
    for (std::size_t k = 0; k < station_flow_.size(); ++k)
        station_flow_[k] = station_flow(model_.operation.target_flows[k].station, false);
    operation_.accept(last_step_, station_flow_);
    note_overtopping();
    note_beyond_ratings();
    note_lakes();
    if (quality_.any()) {
        model_.driver.put_in_spills(t0, *quality_.transport());
        QualityReactions* const reactions = quality_.reactions();
        if (reactions != nullptr)
            reactions->before_step(t0, last_step_, event, flow_, model_.driver, *quality_.transport());
        move_constituents(t0, last_step_);
        if (reactions != nullptr && reactions->window_ends(clock_[0], event)) {
            look_at_flow();
            reactions->after_step(clock_[0], event, flow_, model_.driver, *quality_.transport());
        }
        tags_.add(*quality_.transport());
        note_extremes();
    }
    if (!reactions_succeeded())
        return false;
    account_ends(last_step_);
    record_stations(last_step_);
    losses_.advance(t0, t0 + last_step_, solver_.link_discharge(), setting_, source_flow_, quality_.transport());
    return true;
}

std::string ChannelDomain::place_of(std::int32_t cell) const {
    if (cell < 0)
        return "(no one place)";
    const Node& node = model_.nodes[cell];
    if (model_.mesh.is_lake(cell))
        return fmt::format("in the lake {}", model_.lakes[cell - model_.reach_cells()].name);
    return fmt::format("on {} at {:.0f} m", model_.reach_names[node.reach], node.chainage);
}

std::vector<mesh::field::MutableField> ChannelDomain::checkpoint_fields() {
    using mesh::field::Location;
    std::vector<mesh::field::MutableField> fields = solver_.checkpoint_fields();
    fields.push_back({{"time_since_start", "time since the scenario's start", "", "s", Location::network}, clock_});
    fields.push_back({{"next_step", "step that accuracy asks for", "", "s", Location::network}, stepper_.wanted()});
    if (!model_.put_in.empty())  // a restart has the same cells, whatever is to come
        fields.push_back({{cells_field, "section above each cell put in, and share of the way to the next", "", "1",
                           Location::network},
                          model_.put_in});
    if (!lake_memory_.empty())
        fields.push_back(
            {{"lake_memory", "of each lake: volume at the start, lowest and highest stage", "", "1", Location::network},
             lake_memory_});
    for (auto& field : accounts_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto& field : losses_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto part : {ends_.checkpoint_fields(), source_water_.checkpoint_fields(), loads_.checkpoint_fields(),
                      put_in_.checkpoint_fields()})
        fields.insert(fields.end(), part.begin(), part.end());
    for (auto& field : records_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto& field : operation_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto& field : tags_.checkpoint_fields())
        fields.push_back(std::move(field));
    for (auto& field : quality_.checkpoint_fields())
        fields.push_back(std::move(field));
    return fields;
}

std::vector<mesh::field::MutableIntegers> ChannelDomain::checkpoint_integers() {
    std::vector<mesh::field::MutableIntegers> integers{{"step_counts", counts_},
                                                       {"step_retries", stepper_.retry_count()}};
    for (auto& numbers : operation_.checkpoint_integers())
        integers.push_back(std::move(numbers));
    for (auto& numbers : quality_.checkpoint_integers())
        integers.push_back(std::move(numbers));
    return integers;
}

void ChannelDomain::restore() {
    solver_.restore();
    at_start_ = false;
    if (quality_.reactions() != nullptr)
        look_at_flow();
}

}  // namespace liriver::scenarios::runner
