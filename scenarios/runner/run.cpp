#include "scenarios/runner/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include "data/checkpoint/checkpoint.h"
#include "scenarios/runner/computational_cells.h"
#include "scenarios/runner/prepare.h"
#include "scenarios/runner/run_loop.h"
#include "scenarios/runner/run_outputs.h"
#include "scenarios/runner/simulation.h"
#include "scenarios/runner/surface_run.h"
#include "viz/vtk/network_vtk.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using mesh::field::Error;
using Paths = std::vector<std::filesystem::path>;

class ChannelRun : public RunKind {
  public:
    ChannelRun(const language::Model& input, const RunOptions& options, ChannelModel model,
               std::vector<Substance> substances)
        : input_(input),
          options_(options),
          simulation_(std::move(model), std::move(substances), settings_of(input.scenario, options.threads)),
          checksum_(mesh_checksum(simulation_.model())) {
        if (!steady())
            release_times_ = simulation_.release_times(release_notes_);
    }

    [[nodiscard]] double time() const override { return simulation_.time(); }
    bool step(double event) override { return simulation_.step(event) == StepResult::good; }
    [[nodiscard]] std::string trouble() const override {
        if (!steady() || !simulation_.trouble().empty() || simulation_.start().found)
            return simulation_.trouble();
        const solver::channel::SteadyOutcome& start = simulation_.start();
        return fmt::format(
            "no steady state: after {} steps ({:.3g} days) a stage still changes by {:.2g} m a day and in- and "
            "outflow differ by {:.2g} of what flows through, worst {}; likely cause: a structure, a jump or a pump "
            "that swings from one state to another there, or a lake that still fills",
            start.steps, start.elapsed / 86400.0, start.stage_change, start.imbalance,
            simulation_.place_of(start.worst_cell));
    }
    [[nodiscard]] double last_step() const override { return simulation_.last_step(); }
    [[nodiscard]] std::string limiting_place() const override {
        return simulation_.place_of(simulation_.limiting_cell());
    }
    [[nodiscard]] data::results::WaterBalance water() const override {
        return simulation_.accounts().water(water_in(simulation_));
    }

    [[nodiscard]] std::uint64_t checksum() const override { return checksum_; }
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields() override {
        return simulation_.checkpoint_fields();
    }
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers() override {
        return simulation_.checkpoint_integers();
    }
    void restore() override { simulation_.restore(); }

    [[nodiscard]] tl::expected<void, Error> open(const data::results::Provenance& provenance) override {
        auto outputs = RunOutputs::create(input_, simulation_, options_, provenance);
        if (!outputs)
            return tl::make_unexpected(outputs.error());
        outputs_.emplace(*std::move(outputs));
        return {};
    }
    [[nodiscard]] tl::expected<void, Error> write(data::tables::Time time, Written what) override {
        return what == Written::state ? outputs_->write(simulation_, time)
                                      : outputs_->write_stations(simulation_, time);
    }
    [[nodiscard]] tl::expected<void, Error> flush() override { return outputs_->flush(); }
    [[nodiscard]] tl::expected<Paths, Error> close() override {
        if (auto closed = outputs_->close(); !closed)
            return tl::make_unexpected(closed.error());
        return Paths{};
    }
    [[nodiscard]] tl::expected<Paths, Error> export_vtk(const std::filesystem::path& target) override {
        viz::vtk::NetworkVtkOptions vtk;
        vtk.target = target;
        vtk.interval = std::chrono::nanoseconds(std::llround(*input_.scenario.output.vtk_interval * 1e9));
        const auto files = viz::vtk::export_network_vtk(options_.output, vtk);
        if (!files)
            return tl::make_unexpected(files.error());
        return Paths{files->front().filename()};
    }
    [[nodiscard]] std::vector<std::string> file_names() const override {
        std::vector<std::string> names{"stations.csv", "stations_daily.csv", "csv-metadata.json", "network.nc"};
        if (simulation_.model().has_structures())
            names.emplace_back("structures.csv");
        if (simulation_.operation().has_pools())
            names.emplace_back("reservoirs.csv");
        if (!simulation_.model().lakes.empty())
            names.emplace_back("lakes.csv");
        return names;
    }

    [[nodiscard]] const Accounts& accounts() const override { return simulation_.accounts(); }
    [[nodiscard]] std::vector<std::pair<std::size_t, std::string>> gauges() const override {
        std::vector<std::pair<std::size_t, std::string>> gauges;
        for (std::size_t s = 0; s < simulation_.model().stations.size(); ++s)
            gauges.emplace_back(s, simulation_.model().stations[s].name);
        return gauges;
    }

    double summarise(data::results::Summary& s) const override {
        const ChannelModel& model = simulation_.model();
        s.steps = simulation_.steps();
        s.cell_updates = simulation_.cell_updates();
        const std::size_t untagged = simulation_.substances().size() - simulation_.tags().tags().size();
        double worst = add_constituents(simulation_, std::span(simulation_.substances()).first(untagged), s);
        simulation_.losses().report(s);
        for (const double error : summarise_operation(simulation_, s))
            worst = worse(worst, error);
        for (const ReleaseTime& one : release_times_)
            s.reservoirs[one.reservoir].travel.push_back(
                {model.stations[one.station].name, one.at_start / 3600.0, one.at_release / 3600.0});
        for (std::size_t k = 0; k < model.lakes.size(); ++k) {
            const auto memory = simulation_.lake_memory().subspan(3 * k, 3);
            s.lakes.push_back({model.lakes[k].name, memory[0], simulation_.solver().volume()[model.lakes[k].cell],
                               memory[1], memory[2]});
        }
        for (std::size_t k = 0; k < model.stations.size(); ++k)
            s.stations.push_back(steady() ? simulation_.station_now(k) : simulation_.station_account(k));
        if (!steady())
            simulation_.report_exchange(s);
        if (steady()) {
            s.steady = simulation_.steady_summary();
            s.steps = s.steady->steps;
            s.cell_updates = s.steps * model.mesh.cell_count();
        }
        note(s, "retry", "steps taken again, shorter", simulation_.retries());
        note(s, "warning",
             "water above the ends of a section, held by walls that are not there (steps times sections), first " +
                 simulation_.place_of(simulation_.first_overtopped()),
             simulation_.overtoppings());
        note(s, "warning",
             "water above the last row of a rating, whose last piece was taken to go on (steps times ends)",
             simulation_.beyond_ratings());
        note(s, "clip", "velocities of films held at what the network's energy allows (steps times faces)",
             simulation_.velocities_cut());
        for (const auto* notes : {&model.notes, &simulation_.notes(), &release_notes_})
            for (const std::string& text : *notes)
                note(s, "warning", text, 1);
        return worst;
    }

  private:
    [[nodiscard]] bool steady() const { return input_.scenario.time.steady; }

    const language::Model& input_;
    const RunOptions& options_;
    Simulation simulation_;
    std::uint64_t checksum_;
    std::vector<ReleaseTime> release_times_;
    std::vector<std::string> release_notes_;
    std::optional<RunOutputs> outputs_;
};

// A restart goes on with the cells that the run had, whatever else drives the river from now on.
tl::expected<ChannelModel, Problems> model_to_run(const language::Model& input, const RunOptions& options) {
    if (!options.restart || input.scenario.network.computational_cells == language::ComputationalCells::none)
        return build_channel_model(input);
    return build_with_cells(input, plan_of(data::checkpoint::read_values(*options.restart, cells_field)));
}

}  // namespace

tl::expected<RunReport, Problems> run(const language::Model& input, const RunOptions& options) {
    if (input.scenario.on_surface())
        return run_surface(input, options);
    if (input.scenario.time.steady && (options.restart || options.until))
        return tl::make_unexpected(Problems{{"", 0, 0, "not-used", options.restart ? "--restart" : "--until",
                                             "a steady state", "a run over time", ""}});
    auto model = model_to_run(input, options);
    if (!model)
        return tl::make_unexpected(model.error());
    std::vector<Substance> substances = substances_of(input.scenario, *model);
    ChannelRun channel(input, options, *std::move(model), std::move(substances));
    return run_to_end(input, options, channel);
}

}  // namespace liriver::scenarios::runner
