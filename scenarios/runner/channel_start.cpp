// What a run sets out from, and the steady state on its own.
#include "solver/channel/steady_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/runner/channel_domain.h"

namespace liriver::scenarios::runner {
namespace {

constexpr double noted_change = 1e-3;   // m a day, of a start that is not steady
constexpr double absurd_height = 50.0;  // m above the ends of a section: no river, but one that is dammed up for good
constexpr double instant = 1e-6;        // s: what drives the river at its start, as a mean over next to nothing
constexpr double largest_step = 1e8;    // s of pseudo time: what is stored counts for nothing any more
constexpr double looked_at = 1e-2;      // m a day, of a state that is only looked at
constexpr int steps_to_look_at = 150;

}  // namespace

void ChannelDomain::find_start() {
    seeking_steady_ = true;
    evaluate_forcing(0.0, instant);
    std::vector<double> inflow = cell_source_;
    for (std::size_t b = 0; b < boundary_value_.size(); ++b)
        if (model_.mesh.boundaries[b].kind == solver::channel::BoundaryKind::discharge &&
            model_.mesh.boundaries[b].upstream)
            inflow[model_.mesh.boundaries[b].cell] += std::max(0.0, boundary_value_[b]);  // what is drawn fills nothing
    FirstGuess guess = guess_steady_state(model_, inflow);
    if (settings_.initial == language::InitialState::dry) {
        guess.stage = model_.mesh.bed;
        std::fill(guess.velocity.begin(), guess.velocity.end(), 0.0);
        for (const LakeNode& lake : model_.lakes)
            if (!std::isnan(lake.stage))
                guess.stage[static_cast<std::size_t>(lake.cell)] = lake.stage;
    }
    solver_.set_state(guess.stage, guess.velocity);
    if (settings_.initial == language::InitialState::steady)
        find_steady_state();
    set_given_start();
    std::vector<double> concentration;
    concentration.reserve(constituents().size());
    for (const Constituent& constituent : constituents())
        concentration.push_back(constituent.initial);
    losses_.fill(solver_.link_discharge(), concentration);
    const std::vector<double> stage(solver_.stage().begin(), solver_.stage().end());
    const std::vector<double> velocity(solver_.velocity().begin(), solver_.velocity().end());
    solver_.set_state(stage, velocity);  // forgets the way here
    seeking_steady_ = false;
    double water = 0.0;
    for (const double v : solver_.volume())
        water += v;
    accounts_ = Accounts(target_tolerances(model_.stations), model_.driver.reservoirs.size(), settings_.start,
                         settings_.duration, settings_.time_zone);
    accounts_.begin_water(water);
    for (const LakeNode& lake : model_.lakes)
        lake_memory_.insert(lake_memory_.end(),
                            {solver_.volume()[lake.cell], solver_.stage()[lake.cell], solver_.stage()[lake.cell]});
}

// Lakes keep the stage that the scenario gives; one without seeks its own, for as long as it takes.
void ChannelDomain::find_steady_state() {
    std::vector<std::int32_t> held;
    for (const LakeNode& lake : model_.lakes)
        if (!std::isnan(lake.stage))
            held.push_back(lake.cell);
    solver_.hold_stages(held);
    solver::channel::SteadyOptions options;
    options.largest_step = largest_step;
    if (!settings_.steady)
        options.imbalance = options.weight_lag = std::numeric_limits<double>::infinity();
    if (settings_.only_start) {
        options.stage_change = looked_at;
        options.step_limit = steps_to_look_at;
    }
    start_ = solver::channel::find_steady_state(
        model_.mesh, solver_,
        [&] {
            evaluate_forcing(0.0, instant);  // what sinks comes back
            return forcing();
        },
        options);
    evaluate_forcing(0.0, instant);
    solver_.hold_stages({});
    start_faces_.assign(solver_.face_discharge().begin(), solver_.face_discharge().end());
    start_links_.assign(solver_.link_discharge().begin(), solver_.link_discharge().end());
    start_boundaries_.assign(solver_.boundary_discharge().begin(), solver_.boundary_discharge().end());
    at_start_ = start_.found;
    note_dammed_up();
    if (settings_.steady) {
        note_overtopping();
        note_beyond_ratings();
        note_steady_shortfall();
    }
    if (error_text_.empty() && start_.stage_change > noted_change)
        notes_.push_back(
            fmt::format("the start is not steady: after {} steps stages still change by up to {:.2g} m a day, most {}",
                        start_.steps, start_.stage_change, place_of(start_.worst_cell)));
}

// What a discharge that is drawn could not take in the steady state.
void ChannelDomain::note_steady_shortfall() {
    for (std::size_t b = 0; b < boundary_value_.size(); ++b) {
        if (model_.mesh.boundaries[b].kind != solver::channel::BoundaryKind::discharge)
            continue;
        const double outward = model_.mesh.boundaries[b].upstream ? -1.0 : 1.0;
        const double wanted = outward * boundary_value_[b];
        const double drawn = outward * start_boundaries_[b];
        if (wanted > 0.0 && drawn < wanted * (1.0 - 1e-3))
            notes_.push_back(fmt::format("boundary {} was to draw {:.6g} m3/s, of which {:.6g} are to be had",
                                         model_.boundaries[b].name, wanted, drawn));
    }
}

// Behind a gate that is shut, water rises until it runs over something, however high that may be.
void ChannelDomain::note_dammed_up() {
    for (std::int32_t i = 0; i < model_.mesh.cell_count(); ++i)
        if (const double above = solver_.stage()[i] - model_.nodes[i].top; above > absurd_height) {
            error_text_ = fmt::format(
                "no steady state to set out from: water rises to {:.0f} m above the ends of the section {}; likely "
                "cause: a structure below that is shut or too small at the start (open it then, or set time.initial)",
                above, place_of(i));
            return;
        }
}

data::results::StationAccount ChannelDomain::station_now(std::size_t station) const {
    data::results::StationAccount account;
    account.name = model_.stations[station].name;
    const double flow = station_flow(static_cast<std::int32_t>(station), true);
    account.mean_discharge = account.minimum_discharge = account.maximum_discharge = flow;
    if (const std::int32_t target = model_.stations[station].target; target >= 0)
        account.target_discharge = model_.driver.functions[static_cast<std::size_t>(target)].value(0.0);
    return account;
}

data::results::SteadyState ChannelDomain::steady_summary() const {
    data::results::SteadyState steady{start_.steps, 0.0, 0.0, start_.stage_change, start_.imbalance, 0, 0.0};
    const auto pass = [&steady](double inward) {
        (inward >= 0.0 ? steady.inflow : steady.outflow) += std::abs(inward);
    };
    for (std::size_t b = 0; b < model_.mesh.boundaries.size(); ++b)
        pass((model_.mesh.boundaries[b].upstream ? 1.0 : -1.0) * boundary_discharge_now()[b]);
    for (std::size_t k = 0; k < model_.mesh.links.size(); ++k)
        if (model_.mesh.links[k].right == solver::channel::outside)
            pass(-link_discharge_now()[k]);
    for (const double flow : source_flow_)
        pass(flow);
    steady.quality_iterations = steady_quality_.iterations;
    steady.quality_correction = steady_quality_.correction;
    return steady;
}

}  // namespace liriver::scenarios::runner
