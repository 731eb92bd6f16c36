#include "scenarios/studies/member.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "mesh/sections/stretch.h"
#include "scenarios/runner/channel_domain.h"
#include "scenarios/runner/computational_cells.h"
#include "scenarios/runner/domain.h"
#include "scenarios/runner/prepare.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/surface_domain.h"
#include "scenarios/runner/surface_model.h"

namespace liriver::scenarios::studies {

using language::ParameterKind;
using language::ScenarioChange;

namespace {

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

/// The domain of a scenario, with cells `between` the sections of a channel network; or why there is none.
tl::expected<std::unique_ptr<runner::Domain>, std::string> build_domain(const language::Model& model,
                                                                        const runner::CellPlan& between) {
    if (model.scenario.on_surface()) {
        auto built = runner::build_surface_model(model);
        if (!built)
            return tl::make_unexpected(to_string(built.error().front()));
        return std::make_unique<runner::SurfaceDomain>(*std::move(built),
                                                       runner::surface_settings_of(model.scenario, 1));
    }
    auto channels = runner::build_with_cells(model, between);
    if (!channels)
        return tl::make_unexpected(to_string(channels.error().front()));
    std::vector<runner::Constituent> constituents = runner::constituents_of(model.scenario, *channels);
    const runner::ChannelSettings settings = runner::settings_of(model, *channels);
    return std::make_unique<runner::ChannelDomain>(*std::move(channels), std::move(constituents), settings);
}

}  // namespace

MemberResult run_member(const language::Model& model, const runner::CellPlan& between,
                        const Observations& observations) {
    auto built = build_domain(model, between);
    if (!built)
        return {{}, built.error()};
    runner::Domain& domain = **built;
    std::map<std::string, std::size_t> stations;
    for (const runner::StationInfo& station : domain.stations())
        stations.emplace(station.name, stations.size());
    Sampling sampling(observations, [&](const ObservedSeries& series) {
        const std::size_t station = stations.at(series.station);
        return series.quantity == Quantity::discharge ? domain.station_discharge(station)
                                                      : domain.station_stage(station);
    });
    const double duration = data::tables::seconds_between(*model.scenario.time.start, *model.scenario.time.end);
    while (domain.time() < duration) {
        if (!domain.step(next_event(domain.time(), model.scenario, duration)))
            return {{},
                    fmt::format("the run stopped {:.0f} s after its start: {}", domain.time(), domain.error_text())};
        sampling.sample(domain.time());
    }
    const double error = domain.water().relative_error;
    if (!(error <= runner::balance_tolerance))
        return {{}, fmt::format("the balance of water is off by {:.3g}", error)};
    return {std::move(sampling).values(), {}};
}

}  // namespace liriver::scenarios::studies
