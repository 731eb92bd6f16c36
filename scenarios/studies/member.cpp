#include "scenarios/studies/member.h"

#include <fmt/format.h>

#include <algorithm>
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
    void one(const StudyParameter& p, const std::string& reach, std::vector<ScenarioChange>& changes) {
        const std::string zone = p.what == ParameterKind::manning_n ? p.zone : std::string();
        const auto [other, fresh] = taken_.emplace(std::tuple(p.what, zone, reach), p.name);
        if (!fresh)
            refuse(p, "reaches", "same-number",
                   fmt::format("{} of {}, which \"{}\" is too", in_words(p.what),
                               reach.empty() ? "zone " + zone : reach, other->second),
                   "each number of the scenario in one parameter");
        changes.push_back({p.what, zone, reach, p.start, fmt::format("liriver study {}", study_.study.name)});
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

// Fills the simulated values as the run passes their times.
class Sampling {
  public:
    Sampling(const Observations& observations, const runner::Simulation& simulation)
        : observations_(observations), simulation_(simulation), values_(observations.size()) {
        std::size_t at = 0;
        for (const ObservedSeries& series : observations.series) {
            cursors_.push_back({&station_of(simulation.model(), series.station), at, 0, 0.0});
            at += series.size();
        }
        sample();
    }

    void sample() {
        const double now = simulation_.time();
        for (std::size_t s = 0; s < cursors_.size(); ++s) {
            Cursor& cursor = cursors_[s];
            const ObservedSeries& series = observations_.series[s];
            const double value = read_station(simulation_, *cursor.station, series.quantity);
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
        const runner::StationNodes* station = nullptr;
        std::size_t begin = 0, next = 0;
        double last = 0.0;
    };
    const Observations& observations_;
    const runner::Simulation& simulation_;
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

MemberResult run_member(const language::Model& model, const runner::CellPlan& between,
                        const Observations& observations) {
    auto channels = runner::build_with_cells(model, between);
    if (!channels)
        return {{}, to_string(channels.error().front())};
    std::vector<runner::Substance> substances = runner::substances_of(model.scenario, *channels);
    const runner::SimulationSettings settings = runner::settings_of(model.scenario);
    runner::Simulation simulation(*std::move(channels), std::move(substances), settings);
    const double interval = model.scenario.output.interval;
    const double checkpoint_interval =
        model.scenario.output.checkpoint_interval.value_or(std::numeric_limits<double>::infinity());
    Sampling sampling(observations, simulation);
    while (simulation.time() < settings.duration) {
        const double event =
            std::min({runner::next_multiple(simulation.time(), interval),
                      runner::next_multiple(simulation.time(), checkpoint_interval), settings.duration});
        if (simulation.step(event) == runner::StepResult::failed)
            return {
                {},
                fmt::format("the run stopped {:.0f} s after its start: {}", simulation.time(), simulation.trouble())};
        sampling.sample();
    }
    const double error = simulation.accounts().water(runner::water_in(simulation)).relative_error;
    if (!(error <= runner::balance_tolerance))
        return {{}, fmt::format("the balance of water is off by {:.3g}", error)};
    return {std::move(sampling).values(), {}};
}

}  // namespace liriver::scenarios::studies
