#include "scenarios/runner/quality_reactions.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/runner/add_event.h"

namespace liriver::scenarios::runner {
namespace {

using solver::quality::Quantity;

constexpr double shortest_window = 1.0;    // s, of a window that the fastest rate sets
constexpr double inflow_error = 2e-3;      // of what reacts in a window, at most, where water comes in
constexpr double longest_window = 3600.0;  // s: weather is taken as it is in a window's middle
constexpr double pascals_per_hectopascal = 100.0;
constexpr double seconds_per_day = 86400.0;
constexpr double seconds_per_hour = 3600.0;

solver::quality::KineticsOptions options_of(int threads) {
    solver::quality::KineticsOptions options;
    options.threads = threads;
    return options;
}

}  // namespace

QualityForcing quality_forcing(const language::Scenario& scenario, Driver& driver) {
    const language::QualitySettings& settings = scenario.quality;
    const auto function = [&](const std::optional<language::Series>& series) {
        return series ? driver.add(to_function(*series, *scenario.time.start)) : -1;
    };
    QualityForcing forcing;
    forcing.step = settings.step.value_or(0.0);
    forcing.altitude = settings.altitude;
    forcing.temperature = function(settings.temperature);
    forcing.light = function(settings.light);
    forcing.wind = function(settings.wind);
    forcing.air_temperature = function(settings.air_temperature);
    forcing.vapour_pressure = function(settings.vapour_pressure);
    forcing.cloud = function(settings.cloud);
    forcing.shortwave = function(settings.shortwave);
    forcing.start = *scenario.time.start;
    forcing.time_zone = scenario.project.time_zone;
    return forcing;
}

QualityReactions::QualityReactions(const language::QualityPlan& plan, const QualityForcing& forcing, int threads)
    : kinetics_(plan.plan, options_of(threads), plan.factors),
      constituents_(plan.constituents),
      temperature_(plan.temperature),
      forcing_(forcing),
      weather_(solver::quality::quantity_count, 0.0),
      weather_later_(solver::quality::quantity_count, 0.0),
      reacting_(plan.constituents.size()) {}

// The flow is as it is now, and so is the temperature where the water carries it; weather and the time of day go on
// evenly.
void QualityReactions::set_place(double from, double until, const FlowPlace& flow, const Driver& driver,
                                 const solver::transport::Transport& transport) {
    place_ = {};
    const auto of_flow = [&](Quantity quantity, const std::vector<double>& values) {
        if (!values.empty())
            place_.set(quantity, values);
    };
    of_flow(Quantity::depth, flow.depth);
    of_flow(Quantity::velocity, flow.velocity);
    of_flow(Quantity::top_width, flow.top_width);
    of_flow(Quantity::flow_area, flow.flow_area);
    of_flow(Quantity::shear_velocity, flow.shear_velocity);
    const auto everywhere = [&](Quantity quantity, double now, double later) {
        const std::size_t q = solver::quality::index(quantity);
        weather_[q] = now;
        weather_later_[q] = later;
        place_.set(quantity, {&weather_[q], 1}, {&weather_later_[q], 1});
    };
    const auto of_weather = [&](Quantity quantity, std::int32_t function, double per_unit = 1.0) {
        if (function < 0)
            return;
        const solver::forcing::Function& values = driver.functions[static_cast<std::size_t>(function)];
        everywhere(quantity, values.value(from) / per_unit, values.value_before(until) / per_unit);
    };
    everywhere(Quantity::altitude, forcing_.altitude, forcing_.altitude);
    const double local = std::chrono::duration<double>(forcing_.start.time_since_epoch()).count() +
                         std::chrono::duration<double>(forcing_.time_zone).count() + from;
    const double hour = (local - std::floor(local / seconds_per_day) * seconds_per_day) / seconds_per_hour;
    everywhere(Quantity::time_of_day, hour, hour + (until - from) / seconds_per_hour);
    if (temperature_) {
        const auto held = transport.concentration(*temperature_);
        carried_temperature_.assign(held.begin(), held.end());
        place_.set(Quantity::temperature, carried_temperature_);
    } else {
        of_weather(Quantity::temperature, forcing_.temperature);
    }
    of_weather(Quantity::light, forcing_.light);
    of_weather(Quantity::wind, forcing_.wind);
    of_weather(Quantity::air_temperature, forcing_.air_temperature);
    of_weather(Quantity::vapour_pressure, forcing_.vapour_pressure, pascals_per_hectopascal);
    of_weather(Quantity::cloud, forcing_.cloud);
    of_weather(Quantity::shortwave, forcing_.shortwave);
}

void QualityReactions::react(double from, double until, const FlowPlace& flow, const Driver& driver,
                             solver::transport::Transport& transport) {
    if (!(until > from))
        return;
    set_place(from, until, flow, driver, transport);
    advance(until - from, transport);
}

void QualityReactions::react_at(double t, double seconds, const FlowPlace& flow, const Driver& driver,
                                solver::transport::Transport& transport) {
    set_place(t, t, flow, driver, transport);
    advance(seconds, transport);
}

void QualityReactions::advance(double seconds, solver::transport::Transport& transport) {
    for (std::size_t k = 0; k < reacting_.size(); ++k)
        reacting_[k] = transport.reacting(constituents_[k]);
    const auto outcome = kinetics_.advance(seconds, place_, reacting_);
    counts_[0] += outcome.counts.steps;
    counts_[1] += outcome.counts.limited;
    counts_[2] += outcome.counts.shallow;
    if (!outcome.finished)
        failed_ = outcome.volume;
    transport.account_reactions();
}

double QualityReactions::window_width(double t, const FlowPlace& flow, const Driver& driver,
                                      solver::transport::Transport& transport) {
    if (forcing_.step > 0.0)
        return forcing_.step;
    double& rate = window_[2];
    if (rate < 0.0 || t - window_[3] >= longest_window) {
        set_place(t, t, flow, driver, transport);
        for (std::size_t k = 0; k < reacting_.size(); ++k)
            reacting_[k] = transport.reacting(constituents_[k]);
        rate = kinetics_.fastest_rate(place_, reacting_);
        window_[3] = t;
    }
    const double widest = solver::quality::kinetic_step(rate, shortest_window, longest_window);
    return std::min(widest, std::max({flow.residence, inflow_error / std::max(rate, 1e-30), shortest_window}));
}

void QualityReactions::before_step(double t, double step, double event, const FlowPlace& flow, const Driver& driver,
                                   solver::transport::Transport& transport) {
    if (window_is_open())
        return;
    const double width = window_width(t, flow, driver, transport);
    const double steps = step > 0.0 ? std::max(1.0, std::ceil(width / step - 1e-9)) : 1.0;
    window_[0] = std::min(t + std::max(width, steps * step), event);
    const double middle = t + 0.5 * (window_[0] - t);
    react(window_[1], middle, flow, driver, transport);  // the end of the last window and the start of this one are one
    window_[1] = middle;
}

void QualityReactions::after_step(double t, double event, const FlowPlace& flow, const Driver& driver,
                                  solver::transport::Transport& transport) {
    window_[0] = -1.0;
    if (t < event)
        return;
    react(window_[1], t, flow, driver, transport);
    window_[1] = t;
}

std::string QualityReactions::error_text(const std::string& place) {
    return "the rates of water quality cannot be integrated " + place +
           "; likely cause: a rate that is no number there, or quicker than any step can follow";
}

void QualityReactions::report(data::results::Summary& summary) const {
    add_event(summary, "clip",
              "reactions scaled down to keep a concentration from falling below 0 (volumes times steps)", counts_[1]);
    add_event(summary, "note",
              "reactions in water shallower than 0.01 m, taken as that deep by the rates (volumes times steps)",
              counts_[2]);
}

std::vector<mesh::field::MutableField> QualityReactions::checkpoint_fields() {
    return {{{"reaction_window", "end of the window that is open, time reacted up to, fastest rate, when it was found",
              "", "1", mesh::field::Location::network},
             window_}};
}

std::vector<mesh::field::MutableIntegers> QualityReactions::checkpoint_integers() {
    return {{"reaction_counts", counts_}};
}

}  // namespace liriver::scenarios::runner
