// The steady state that a run sets out from, or asks for.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/runner/simulation.h"

namespace liriver::scenarios::runner {
namespace {

constexpr int most_steps = 4000;
constexpr double steady_share = 1e-10;  // of all inflow, by which a volume may still change
constexpr double noted_change = 1e-3;   // m a day, of a start that is not steady
constexpr double seconds_a_day = 86400.0;
constexpr double absurd_height = 50.0;    // m above the ends of a section: no river, but one that is dammed up for good
constexpr double smallest_inflow = 1e-6;  // m3/s

}  // namespace

// What the river sets out from.
void Simulation::find_start() {
    seeking_steady_ = true;
    evaluate_forcing(0.0, 1.0);
    std::vector<double> inflow = cell_source_;
    for (std::size_t b = 0; b < boundary_value_.size(); ++b)
        if (model_.mesh.boundaries[b].kind == solver::channel::BoundaryKind::discharge &&
            model_.mesh.boundaries[b].upstream)
            inflow[model_.mesh.boundaries[b].cell] += boundary_value_[b];
    const FirstGuess guess = guess_steady_state(model_, inflow);
    if (settings_.initial == language::InitialState::dry)
        solver_.set_state(model_.mesh.bed, std::vector<double>(model_.mesh.left.size(), 0.0));
    else
        solver_.set_state(guess.stage, guess.velocity);
    if (settings_.initial == language::InitialState::steady)
        find_steady_state();
    std::vector<double> concentration;
    concentration.reserve(substances_.size());
    for (const Substance& substance : substances_)
        concentration.push_back(substance.initial);
    losses_.fill(solver_.link_discharge(), concentration);
    const std::vector<double> stage(solver_.stage().begin(), solver_.stage().end());
    const std::vector<double> velocity(solver_.velocity().begin(), solver_.velocity().end());
    solver_.set_state(stage, velocity);  // forgets the way here
    seeking_steady_ = false;
    double water = 0.0;
    for (const double v : solver_.volume())
        water += v;
    accounts_ = Accounts(model_.stations.size(), model_.driver.reservoirs.size(), settings_.start, settings_.duration,
                         settings_.time_zone);
    accounts_.begin_water(water);
}

// Newton's method on the steady equations by pseudo-transient continuation (Kelley and Keyes 1998, SIAM J. Numer. Anal.
// 35, 508): from a guess, implicit steps that grow without bound as the flow settles. The last ones are so long that
// the change in storage counts for nothing: what comes in goes out, volume by volume.
void Simulation::find_steady_state() {
    solver::channel::TimeStepOptions options;
    options.least = 1e-4;
    options.largest = 1e8;
    options.tolerance = 0.5;
    solver::channel::TimeStepper stepper(options);
    const double theta = solver_.theta();
    solver_.set_theta(1.0);
    steady_ = {};
    steady_.share = 1.0;
    for (; steady_.steps < most_steps && steady_.share > steady_share; ++steady_.steps) {
        const double dt = stepper.propose(1e300);
        const std::vector<double> stage(solver_.stage().begin(), solver_.stage().end());
        const std::vector<double> volume(solver_.volume().begin(), solver_.volume().end());
        evaluate_settings(1.0);
        if (!stepper.judge(dt, solver_.step(dt, forcing(), stepper.largest_change(dt)))) {
            if (stepper.exhausted())
                break;
            continue;
        }
        evaluate_forcing(0.0, 1.0);  // what sinks comes back
        note_unsteadiness(dt, stage, volume);
        if (dammed_up())
            break;
    }
    solver_.set_theta(theta);
    if (steady_.rise > noted_change)
        notes_.push_back(
            fmt::format("the start is not steady: after {} steps stages still change by up to {:.2g} m a day, most {}",
                        steady_.steps, steady_.rise, place_of(steady_.cell)));
}

// Behind a gate that is shut, water rises until it runs over something, however high that may be.
bool Simulation::dammed_up() {
    for (std::int32_t i = 0; i < model_.mesh.cell_count(); ++i)
        if (solver_.stage()[i] > model_.nodes[i].top + absurd_height) {
            trouble_ = fmt::format(
                "no steady state to set out from: water rises to more than {:.0f} m above the ends of the section {}; "
                "likely cause: a structure below that is shut or too small at the start (open it then, or set "
                "time.initial)",
                absurd_height, place_of(i));
            return true;
        }
    return false;
}

data::results::StationAccount Simulation::station_now(std::size_t station) const {
    data::results::StationAccount account;
    account.name = model_.stations[station].name;
    const double flow = station_flow(static_cast<std::int32_t>(station), true);
    account.mean_discharge = account.minimum_discharge = account.maximum_discharge = flow;
    if (const std::int32_t target = model_.stations[station].target; target >= 0)
        account.target_discharge = model_.driver.functions[static_cast<std::size_t>(target)].value(0.0);
    return account;
}

// What still changes after a step of dt from these stages and volumes.
void Simulation::note_unsteadiness(double dt, const std::vector<double>& stage, const std::vector<double>& volume) {
    steady_.inflow = steady_.outflow = steady_.largest = steady_.rise = 0.0;
    const auto pass = [this](double inward) { (inward >= 0.0 ? steady_.inflow : steady_.outflow) += std::abs(inward); };
    for (std::size_t b = 0; b < model_.mesh.boundaries.size(); ++b)
        pass((model_.mesh.boundaries[b].upstream ? 1.0 : -1.0) * solver_.boundary_discharge()[b]);
    for (std::size_t k = 0; k < model_.mesh.links.size(); ++k)
        if (model_.mesh.links[k].right == solver::channel::outside)
            pass(-solver_.link_discharge()[k]);
    for (const double flow : source_flow_)
        pass(flow);
    for (std::size_t i = 0; i < volume.size(); ++i) {
        steady_.rise = std::max(steady_.rise, std::abs(solver_.stage()[i] - stage[i]) / (dt / seconds_a_day));
        const double change = std::abs(solver_.volume()[i] - volume[i]) / dt;
        if (change > steady_.largest) {
            steady_.largest = change;
            steady_.cell = static_cast<std::int32_t>(i);
        }
    }
    steady_.share = steady_.largest / std::max(steady_.inflow, smallest_inflow);
}

}  // namespace liriver::scenarios::runner
