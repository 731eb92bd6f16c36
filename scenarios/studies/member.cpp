#include "scenarios/studies/member.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "data/tables/suggest.h"
#include "mesh/sections/stretch.h"
#include "scenarios/runner/computational_cells.h"
#include "scenarios/runner/prepare.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/simulation.h"
#include "scenarios/runner/surface_model.h"
#include "scenarios/runner/surface_run.h"
#include "scenarios/runner/surface_simulation.h"

namespace liriver::scenarios::studies {

using data::tables::Problems;
using language::ParameterKind;
using language::ScenarioChange;
using language::StudyParameter;

namespace {

class Spreading {
  public:
    Spreading(const language::Study& study, const language::Model& model, Problems& problems)
        : study_(study), model_(model), problems_(problems) {
        for (const auto& reach : model.river.network.reaches)
            names_.push_back(reach.name);
    }

    std::vector<ScenarioChange> spread(const StudyParameter& p) {
        if (model_.scenario.on_surface())
            return on_surface(p);
        std::vector<ScenarioChange> changes;
        const bool zone_wide = p.what == ParameterKind::manning_n && p.reaches.empty();
        if (zone_wide) {
            one(p, "", changes);
            const auto& rows = model_.scenario.roughness;
            if (std::none_of(rows.begin(), rows.end(),
                             [&](const auto& row) { return row.zone == p.zone && row.reach.empty(); }))
                refuse(p, "zone", "unknown-zone", fmt::format("\"{}\"", p.zone),
                       "the zone of a [[roughness]] for all reaches, or `reaches`");
        }
        for (const std::string& reach : !p.reaches.empty() || zone_wide ? p.reaches : names_) {
            if (std::find(names_.begin(), names_.end(), reach) == names_.end())
                refuse(p, "reaches", "unknown-reach", fmt::format("\"{}\"", reach), "names of reaches",
                       data::tables::suggest(reach, names_));
            else
                one(p, reach, changes);
        }
        if (p.what == ParameterKind::manning_n && !p.reaches.empty() && !changes.empty() && !has_zone(p))
            refuse(p, "zone", "unknown-zone", fmt::format("\"{}\"", p.zone), "a zone of the sections of these reaches");
        return changes;
    }

  private:
    [[nodiscard]] bool given(const StudyParameter& p, const char* key) const {
        return study_.positions.count(fmt::format("parameter[{}].{}", p.name, key)) > 0;
    }

    /// A surface's roughness: everywhere, or of one material of its mesh.
    std::vector<ScenarioChange> on_surface(const StudyParameter& p) {
        const language::SurfaceSettings& surface = model_.scenario.surfaces.front();
        if (p.what != ParameterKind::manning_n) {
            refuse(p, "what", "not-used", fmt::format("{} of a scenario on a surface", in_words(p.what)),
                   "manning_n: a surface has no channel to widen");
            return {};
        }
        if (!p.reaches.empty()) {
            refuse(p, "reaches", "not-used", "reaches of a scenario on a surface",
                   "none: its manning_n is one number, or one for each [[surface.material]] (`zone`)");
            return {};
        }
        const std::string zone = given(p, "zone") ? p.zone : std::string();
        const bool known =
            std::any_of(surface.materials.begin(), surface.materials.end(),
                        [&](const language::Material& material) { return std::to_string(material.number) == zone; });
        if (!zone.empty() && !known) {
            refuse(p, "zone", "unknown-zone", fmt::format("\"{}\"", zone),
                   "the number of a [[surface.material]], or no `zone`: the surface's manning_n everywhere");
            return {};
        }
        if (zone.empty() && !surface.materials.empty()) {
            refuse(p, "zone", "missing-key", "no such key", "the number of the [[surface.material]] it is of");
            return {};
        }
        const auto [other, fresh] = taken_.emplace(std::tuple(p.what, zone, surface.name), p.name);
        if (!fresh)
            refuse(p, "zone", "same-number",
                   fmt::format("manning_n of surface {}, which \"{}\" is too", surface.name, other->second),
                   "each number of the scenario in one parameter");
        ScenarioChange change;
        change.what = p.what;
        change.zone = zone;
        change.value = p.start;
        change.source = fmt::format("liriver study {}", study_.study.name);
        change.surface = surface.name;
        return {change};
    }

    void one(const StudyParameter& p, const std::string& reach, std::vector<ScenarioChange>& changes) {
        const std::string zone = p.what == ParameterKind::manning_n ? p.zone : std::string();
        const auto [other, fresh] = taken_.emplace(std::tuple(p.what, zone, reach), p.name);
        if (!fresh)
            refuse(p, "reaches", "same-number",
                   fmt::format("{} of {}, which \"{}\" is too", in_words(p.what),
                               reach.empty() ? "zone " + zone : reach, other->second),
                   "each number of the scenario in one parameter");
        changes.push_back({p.what, zone, reach, p.start, fmt::format("liriver study {}", study_.study.name), {}});
    }

    [[nodiscard]] bool has_zone(const StudyParameter& p) const {
        for (const auto& section : model_.river.sections)
            if (std::find(p.reaches.begin(), p.reaches.end(), section.reach) != p.reaches.end())
                for (const auto& point : section.points)
                    if ((point.zone.empty() ? "channel" : point.zone) == p.zone)
                        return true;
        return false;
    }

    void refuse(const StudyParameter& p, const char* key, const char* code, std::string found, std::string expected,
                std::string hint = {}) {
        const std::string path = fmt::format("parameter[{}].{}", p.name, key);
        const auto place = study_.positions.find(path);
        const language::Position at = place == study_.positions.end() ? p.at : place->second;
        problems_.push_back(
            {at.file, at.line, at.column, code, path, std::move(found), std::move(expected), std::move(hint)});
    }

    const language::Study& study_;
    const language::Model& model_;
    Problems& problems_;
    std::vector<std::string> names_;
    std::map<std::tuple<ParameterKind, std::string, std::string>, std::string> taken_;
};

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

std::vector<std::vector<ScenarioChange>> changes_of(const language::Study& study, const language::Model& model,
                                                    Problems& problems) {
    Spreading spreading(study, model, problems);
    std::vector<std::vector<ScenarioChange>> changes;
    changes.reserve(study.parameters.size());
    for (const StudyParameter& parameter : study.parameters)
        changes.push_back(spreading.spread(parameter));
    return changes;
}

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

/// The times at which outputs and checkpoints cut steps short, so that a member's steps are those of its run.
double next_event(double now, const language::Scenario& scenario, double duration) {
    const double checkpoint_interval =
        scenario.output.checkpoint_interval.value_or(std::numeric_limits<double>::infinity());
    return std::min({runner::next_multiple(now, scenario.output.station_interval.value_or(scenario.output.interval)),
                     runner::next_multiple(now, checkpoint_interval), duration});
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
