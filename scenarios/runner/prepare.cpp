#include "scenarios/runner/prepare.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/runner/tagged_water.h"

namespace liriver::scenarios::runner {
std::vector<Constituent> constituents_of(const language::Scenario& scenario, ChannelModel& model) {
    std::vector<Constituent> constituents = declared_constituents(scenario, model.driver);
    for (const Tag& tag : tags_of(model)) {
        add_tag_concentration(model, tag);
        Constituent water;
        water.name = tag.name;
        water.unit = "1";
        water.si_per_unit = 1.0;
        water.kind = language::plain_kind;
        water.decay = {0.0, 1.0};
        water.is_water = true;
        constituents.push_back(water);
    }
    return constituents;
}

ChannelSettings settings_of(const language::Scenario& scenario, int threads) {
    ChannelSettings settings;
    settings.threads = threads;
    settings.start = *scenario.time.start;
    settings.duration = data::tables::seconds_between(*scenario.time.start, *scenario.time.end);
    settings.steady = scenario.time.steady;
    settings.time_zone = scenario.project.time_zone;
    settings.initial = scenario.time.initial;
    settings.steps.least = scenario.time.step_min;
    settings.steps.largest = scenario.time.step.value_or(scenario.time.step_max);
    settings.steps.first = scenario.time.step.value_or(std::min(60.0, scenario.time.step_max));
    settings.given_step = scenario.time.step.has_value();
    if (scenario.time.step)
        settings.steps.tolerance = 1e30;  // a given step is taken as it is
    if (!scenario.constituents.empty())   // all have the same: the loader has seen to it
        settings.dispersion = scenario.constituents.front().dispersion;
    return settings;
}

ChannelSettings settings_of(const language::Model& input, ChannelModel& model, int threads) {
    ChannelSettings settings = settings_of(input.scenario, threads);
    if (input.quality) {
        settings.processes = &*input.quality;
        settings.quality = quality_forcing(input.scenario, model.driver);
    }
    return settings;
}

double next_multiple(double time, double interval) {
    if (!std::isfinite(interval))
        return interval;
    // Times closer than half the clock's nanosecond, or than the last digits of a number as large, are one.
    const double now = time + std::max(5e-10, 1e-15 * std::abs(time));
    const double count = std::floor(now / interval) + 1.0;
    const double next = count * interval;
    return next > now ? next : (count + 1.0) * interval;
}

DueTimes due_after(double time, const language::Output& output) {
    return {next_multiple(time, output.station_interval.value_or(output.interval)),
            next_multiple(time, output.checkpoint_interval.value_or(std::numeric_limits<double>::infinity()))};
}

}  // namespace liriver::scenarios::runner
