#include "scenarios/studies/member.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "mesh/sections/stretch.h"
#include "scenarios/runner/computational_cells.h"
#include "scenarios/runner/prepare.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/simulation.h"
#include "scenarios/runner/surface_model.h"
#include "scenarios/runner/surface_run.h"
#include "scenarios/runner/surface_simulation.h"

namespace liriver::scenarios::studies {

using language::ParameterKind;
using language::ScenarioChange;

namespace {

// A station as `stations.csv` shows it.
double read_station(const runner::Simulation& simulation, const runner::StationNodes& station, Quantity quantity) {
    if (quantity == Quantity::stage)
        return simulation.solver().stage()[static_cast<std::size_t>(station.cells.front())];
    double flow = 0.0;
    for (const std::int32_t cell : station.cells)
        flow += simulation.discharge(cell);
    return flow;
}

const runner::StationNodes& station_of(const runner::ChannelModel& model, const std::string& name) {
    return *std::find_if(model.stations.begin(), model.stations.end(),
                         [&](const runner::StationNodes& station) { return station.name == name; });
}

double read_station(const runner::SurfaceSimulation& simulation, std::size_t station, Quantity quantity) {
    if (quantity == Quantity::discharge)
        return simulation.discharge(station);
    return simulation.water_at_station(station).stage;
}

// Fills the simulated values as the run passes their times.
class Sampling {
  public:
    /// What a series shows now.
    using Read = std::function<double(const ObservedSeries& series)>;

    Sampling(const Observations& observations, Read read)
        : observations_(observations), read_(std::move(read)), values_(observations.size()) {
        std::size_t at = 0;
        for (const ObservedSeries& series : observations.series) {
            cursors_.push_back({at, 0, 0.0});
            at += series.size();
        }
        sample(0.0);
    }

    void sample(double now) {
        for (std::size_t s = 0; s < cursors_.size(); ++s) {
            Cursor& cursor = cursors_[s];
            const ObservedSeries& series = observations_.series[s];
            const double value = read_(series);
            for (; cursor.next < series.size() && series.time[cursor.next] <= now; ++cursor.next) {
                const double t = series.time[cursor.next];
                const double share = t == now ? 1.0 : (t - before_) / (now - before_);
                values_[cursor.begin + cursor.next] =
                    share == 1.0 ? value : cursor.last + share * (value - cursor.last);
            }
            cursor.last = value;
        }
        before_ = now;
    }

    [[nodiscard]] std::vector<double> values() && { return std::move(values_); }

  private:
    struct Cursor {
        std::size_t begin = 0, next = 0;
        double last = 0.0;
    };
    const Observations& observations_;
    Read read_;
    std::vector<double> values_;
    std::vector<Cursor> cursors_;
    double before_ = 0.0;
};

}  // namespace

void apply(const ScenarioChange& change, language::Model& model) {
    if (!change.surface.empty()) {
        language::SurfaceInput& input = model.surfaces.front();
        for (std::size_t cell = 0; cell < input.mesh.manning_n.size(); ++cell)
            if (change.zone.empty() || std::to_string(input.material[cell]) == change.zone)
                input.mesh.manning_n[cell] = change.value;
        return;
    }
    if (change.what == ParameterKind::manning_n) {
        for (language::Roughness& row : model.scenario.roughness)
            if (row.zone == change.zone && row.reach == change.reach) {
                row.manning_n = change.value;
                return;
            }
        language::Roughness row;
        row.zone = change.zone;
        row.reach = change.reach;
        row.manning_n = change.value;
        model.scenario.roughness.push_back(row);
        return;
    }
    double held = 1.0;  // what the sections were widened by when they were read
    for (const language::ReachSettings& reach : model.scenario.reaches)
        if (reach.name == change.reach)
            held = reach.width_factor.value_or(1.0);
    for (auto& section : model.river.sections)
        if (section.reach == change.reach)
            mesh::sections::stretch_channel(section, change.value / held);
}

namespace {

/// A member's steps end where those of its run do.
double next_event(double now, const language::Scenario& scenario, double duration) {
    return std::min(runner::due_after(now, scenario.output).first(), duration);
}

MemberResult run_surface_member(const language::Model& model, const Observations& observations) {
    auto built = runner::build_surface_model(model);
    if (!built)
        return {{}, to_string(built.error().front())};
    const runner::SurfaceRunSettings settings = runner::surface_settings_of(model.scenario, 1);
    runner::SurfaceSimulation simulation(*std::move(built), settings);
    std::map<std::string, std::size_t> stations;
    for (std::size_t s = 0; s < simulation.model().stations.size(); ++s)
        stations[simulation.model().stations[s].name] = s;
    Sampling sampling(observations, [&](const ObservedSeries& series) {
        return read_station(simulation, stations.at(series.station), series.quantity);
    });
    while (simulation.time() < settings.duration) {
        if (!simulation.step(next_event(simulation.time(), model.scenario, settings.duration)))
            return {
                {},
                fmt::format("the run stopped {:.0f} s after its start: {}", simulation.time(), simulation.trouble())};
        sampling.sample(simulation.time());
    }
    const double error = simulation.solver().budget().relative_error;
    if (!(error <= runner::balance_tolerance))
        return {{}, fmt::format("the balance of water is off by {:.3g}", error)};
    return {std::move(sampling).values(), {}};
}

}  // namespace

MemberResult run_member(const language::Model& model, const runner::CellPlan& between,
                        const Observations& observations) {
    if (model.scenario.on_surface())
        return run_surface_member(model, observations);
    auto channels = runner::build_with_cells(model, between);
    if (!channels)
        return {{}, to_string(channels.error().front())};
    std::vector<runner::Substance> substances = runner::substances_of(model.scenario, *channels);
    const runner::SimulationSettings settings = runner::settings_of(model.scenario);
    runner::Simulation simulation(*std::move(channels), std::move(substances), settings);
    Sampling sampling(observations, [&](const ObservedSeries& series) {
        return read_station(simulation, station_of(simulation.model(), series.station), series.quantity);
    });
    while (simulation.time() < settings.duration) {
        const double event = next_event(simulation.time(), model.scenario, settings.duration);
        if (simulation.step(event) == runner::StepResult::failed)
            return {
                {},
                fmt::format("the run stopped {:.0f} s after its start: {}", simulation.time(), simulation.trouble())};
        sampling.sample(simulation.time());
    }
    const double error = simulation.accounts().water(runner::water_in(simulation)).relative_error;
    if (!(error <= runner::balance_tolerance))
        return {{}, fmt::format("the balance of water is off by {:.3g}", error)};
    return {std::move(sampling).values(), {}};
}

}  // namespace liriver::scenarios::studies
