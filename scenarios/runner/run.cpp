#include "scenarios/runner/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <sstream>

#include "data/checkpoint/checkpoint.h"
#include "data/results/atomic_file.h"
#include "data/tables/csv_writer.h"
#include "scenarios/runner/prepare.h"
#include "scenarios/runner/run_folder.h"
#include "scenarios/runner/run_outputs.h"
#include "scenarios/runner/simulation.h"
#include "scenarios/runner/surface_run.h"
#include "viz/vtk/network_vtk.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using mesh::field::Error;

// One run at work.
class Run {
  public:
    Run(const language::Model& input, const RunOptions& options, ChannelModel model, std::vector<Substance> substances,
        const SimulationSettings& settings)
        : input_(input),
          options_(options),
          simulation_(std::move(model), std::move(substances), settings),
          start_(settings.start),
          duration_(settings.duration),
          checksum_(mesh_checksum(simulation_.model())) {}

    tl::expected<void, Problem> restart() {
        if (!options_.restart)
            return {};
        const auto fields = simulation_.checkpoint_fields();
        const auto integers = simulation_.checkpoint_integers();
        const auto header = data::checkpoint::read_checkpoint(*options_.restart, checksum_, fields, integers);
        if (!header)
            return tl::make_unexpected(as_problem(header.error(), "checkpoint"));
        simulation_.restore();
        if (header->time != now())
            return tl::make_unexpected(Problem{
                options_.restart->string(), 0, 0, "checkpoint", "time.start",
                fmt::format("a checkpoint of {}", local(header->time)),
                fmt::format("{}, {:.10g} s after this scenario's start", local(now()), simulation_.time()), ""});
        return {};
    }

    // A time to stop at that the run never meets is a slip of the pen.
    tl::expected<void, Problem> check_until() const {
        if (steady() && (options_.restart || options_.until))
            return tl::make_unexpected(Problem{"", 0, 0, "not-used", options_.restart ? "--restart" : "--until",
                                               "a steady state", "a run over time", ""});
        const data::tables::Time end = data::tables::after(start_, duration_);
        if (!options_.until || (*options_.until > now() && *options_.until <= end))
            return {};
        return tl::make_unexpected(Problem{"", 0, 0, "out-of-bounds", "--until", local(*options_.until),
                                           fmt::format("a time after {}, at most {}", local(now()), local(end)), ""});
    }

    tl::expected<RunReport, Problems> go() {
        if (auto ready = prepare_folder(options_); !ready)
            return tl::make_unexpected(Problems{ready.error()});
        const data::results::Provenance provenance = provenance_of(input_, options_);
        for (std::istringstream lines(provenance.assumptions); !lines.eof();)
            if (std::string line; std::getline(lines, line))
                report_.summary.assumptions.push_back(line);
        report_.summary.inputs = provenance.inputs;
        auto outputs = RunOutputs::create(input_, simulation_, options_, provenance);
        if (!outputs)
            return tl::make_unexpected(Problems{as_problem(outputs.error(), "cannot-write")});
        const auto wall_start = std::chrono::steady_clock::now();
        const double cpu_start = cpu_seconds();
        const double first_time = simulation_.time();
        const double until =
            options_.until ? std::min(duration_, data::tables::seconds_between(start_, *options_.until)) : duration_;
        const double interval = input_.scenario.output.interval;
        const double checkpoint_interval =
            input_.scenario.output.checkpoint_interval.value_or(std::numeric_limits<double>::infinity());
        const auto seconds_running = [&] {
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start).count();
        };

        auto written = options_.restart ? tl::expected<void, Error>{} : outputs->write(simulation_, now());
        if (!simulation_.trouble().empty()) {
            report_.exit_code = 3;
            report_.message = simulation_.trouble();
        } else if (steady() && !simulation_.start().found) {
            const solver::channel::SteadyOutcome& start = simulation_.start();
            report_.exit_code = 3;
            report_.message = fmt::format(
                "no steady state: after {} steps ({:.3g} days) a stage still changes by {:.2g} m a day and in- and "
                "outflow differ by {:.2g} of what flows through, worst {}; likely cause: a structure, a jump or a pump "
                "that swings from one state to another there, or a lake that still fills",
                start.steps, start.elapsed / 86400.0, start.stage_change, start.imbalance,
                simulation_.place_of(start.worst_cell));
        }
        double told = 0.0;
        while (written && report_.exit_code == 0 && simulation_.time() < until) {
            const double output_at = next_multiple(simulation_.time(), interval);
            const double checkpoint_at = next_multiple(simulation_.time(), checkpoint_interval);
            if (simulation_.step(std::min({output_at, checkpoint_at, duration_})) == StepResult::failed) {
                report_.exit_code = 3;
                report_.message = fmt::format("the run stopped at {}: {}", local(now()), simulation_.trouble());
                break;
            }
            const double t = simulation_.time();
            if (t == output_at || t == duration_)
                written = outputs->write(simulation_, now());
            if (written && t == checkpoint_at && t < until)
                written = write_checkpoint();
            if (options_.progress && (seconds_running() - told > 0.2 || t >= until)) {
                told = seconds_running();
                tell(first_time, until, told);
            }
            if (options_.stop != nullptr && options_.stop->load()) {
                report_.exit_code = 130;
                report_.message = fmt::format("interrupted at {}; go on with --restart {}", local(now()),
                                              (options_.output / "checkpoint.h5").string());
                break;
            }
        }
        if (written)
            written = write_checkpoint();
        if (auto closed = outputs->close(); written && !closed)
            written = closed;
        summarise(seconds_running(), cpu_seconds() - cpu_start);
        if (written && input_.scenario.output.vtk_interval)
            written = export_vtk();
        if (written)
            written = write_daily();
        if (written)
            written = data::results::write_summary(options_.output / "summary.json", report_.summary);
        if (!written) {
            report_.exit_code = 3;
            report_.message = to_string(written.error());
        }
        return std::move(report_);
    }

  private:
    [[nodiscard]] bool steady() const { return input_.scenario.time.steady; }
    [[nodiscard]] std::string local(data::tables::Time time) const {
        return data::tables::format_local(time, input_.scenario.project.time_zone);
    }
    [[nodiscard]] data::tables::Time now() const { return data::tables::after(start_, simulation_.time()); }

    tl::expected<void, Error> write_checkpoint() {
        std::vector<mesh::field::Field> fields;
        for (const auto& field : simulation_.checkpoint_fields())
            fields.push_back({field.description, field.values});
        const auto integers = simulation_.checkpoint_integers();
        return data::checkpoint::write_checkpoint(options_.output / "checkpoint.h5",
                                                  {now(), checksum_, options_.version, options_.git}, fields, integers);
    }

    tl::expected<void, Error> export_vtk() {
        viz::vtk::NetworkVtkOptions vtk;
        vtk.interval = std::chrono::nanoseconds(std::llround(*input_.scenario.output.vtk_interval * 1e9));
        const auto files = viz::vtk::export_network_vtk(options_.output, vtk);
        if (!files)
            return tl::make_unexpected(files.error());
        report_.files.push_back(files->front());
        return {};
    }

    tl::expected<void, Error> write_daily() {
        std::string text = data::results::header_row(daily_columns()) + '\n';
        for (std::size_t s = 0; s < simulation_.model().stations.size(); ++s) {
            StationDays days{simulation_.model().stations[s].name, simulation_.accounts().days(s)};
            for (const DailyMean& day : days.days)
                text +=
                    fmt::format("{},{},{:.10g},{:.6g},{},{}\n", local(day.day_start).substr(0, 10),
                                data::tables::quote_cell(days.station), day.discharge, day.share,
                                day.below_target ? "yes" : "no", day.target ? fmt::format("{:.10g}", *day.target) : "");
            report_.days.push_back(std::move(days));
        }
        for (const char* name :
             {"summary.json", "stations.csv", "stations_daily.csv", "csv-metadata.json", "network.nc", "checkpoint.h5"})
            report_.files.push_back(options_.output / name);
        if (simulation_.model().has_structures())
            report_.files.push_back(options_.output / "structures.csv");
        if (simulation_.operation().has_pools())
            report_.files.push_back(options_.output / "reservoirs.csv");
        if (!simulation_.model().lakes.empty())
            report_.files.push_back(options_.output / "lakes.csv");
        return data::results::write_whole(options_.output / "stations_daily.csv", text);
    }

    [[nodiscard]] double water_now() const { return water_in(simulation_); }

    void tell(double first_time, double until, double running) const {
        Progress progress;
        progress.share = simulation_.time() / duration_;
        progress.time = now();
        progress.step = simulation_.last_step();
        progress.limiting_place = simulation_.place_of(simulation_.limiting_cell());
        progress.water_error = simulation_.accounts().water(water_now()).relative_error;
        progress.seconds_left =
            running * (until - simulation_.time()) / std::max(simulation_.time() - first_time, 1e-9);
        options_.progress(progress);
    }

    void summarise(double wall, double cpu) {
        data::results::Summary& s = report_.summary;
        s.scenario = input_.scenario.project.name;
        s.version = options_.version;
        s.git = options_.git;
        s.threads = options_.threads;
        s.options = options_.command_options;
        s.simulated_seconds = simulation_.time();
        s.wall_seconds = wall;
        s.cpu_seconds = cpu;
        s.steps = simulation_.steps();
        s.cell_updates = simulation_.cell_updates();
        s.water = simulation_.accounts().water(water_now());
        double worst = s.water.relative_error;
        const std::size_t untagged = simulation_.substances().size() - simulation_.tags().tags().size();
        for (std::size_t k = 0; k < untagged; ++k) {
            const Substance& substance = simulation_.substances()[k];
            const auto budget = simulation_.transport()->budget(k);
            s.constituents.push_back({substance.name, substance.unit, budget.initial, budget.inflow, budget.outflow,
                                      budget.load, budget.reaction, budget.final, budget.relative_error,
                                      simulation_.smallest(k), simulation_.largest(k)});
            worst = std::isnan(budget.relative_error) ? budget.relative_error : std::max(worst, budget.relative_error);
        }
        const ChannelModel& model = simulation_.model();
        simulation_.losses().report(s);
        for (const double error : summarise_operation(simulation_, s))
            worst = std::isnan(error) ? error : std::max(worst, error);
        for (std::size_t k = 0; k < model.lakes.size(); ++k) {
            const auto memory = simulation_.lake_memory().subspan(3 * k, 3);
            s.lakes.push_back({model.lakes[k].name, memory[0], simulation_.solver().volume()[model.lakes[k].cell],
                               memory[1], memory[2]});
        }
        for (std::size_t k = 0; k < model.stations.size(); ++k)
            s.stations.push_back(steady() ? simulation_.station_now(k)
                                          : simulation_.accounts().station(k, model.stations[k].name));
        if (steady()) {
            s.steady = simulation_.steady_summary();
            s.steps = s.steady->steps;
            s.cell_updates = s.steps * model.mesh.cell_count();
        }
        if (simulation_.retries() > 0)
            s.events.push_back({"retry", "steps taken again, shorter", simulation_.retries()});
        if (simulation_.overtoppings() > 0)
            s.events.push_back({"warning",
                                "water above the ends of a section, held by walls that are not there (steps times "
                                "sections), first " +
                                    simulation_.place_of(simulation_.first_overtopped()),
                                simulation_.overtoppings()});
        if (simulation_.beyond_ratings() > 0)
            s.events.push_back(
                {"warning",
                 "water above the last row of a rating, whose last piece was taken to go on (steps times "
                 "ends)",
                 simulation_.beyond_ratings()});
        if (simulation_.velocities_cut() > 0)
            s.events.push_back({"clip",
                                "velocities of films held at what the network's energy allows (steps times faces)",
                                simulation_.velocities_cut()});
        if (simulation_.transport() != nullptr && simulation_.transport()->counts().rounded_to_zero > 0)
            s.events.push_back({"clip", "negative rounding errors of concentrations set to zero",
                                simulation_.transport()->counts().rounded_to_zero});
        if (simulation_.transport() != nullptr && simulation_.transport()->counts().unconverged > 0)
            s.events.push_back({"warning", "steps of transport whose mixing was not solved to rounding",
                                simulation_.transport()->counts().unconverged});
        for (const auto* notes : {&input_.river.notes, &model.notes, &simulation_.notes()})
            for (const std::string& note : *notes)
                s.events.push_back({"warning", note, 1});
        if (report_.exit_code == 0 && !(worst <= balance_tolerance)) {
            report_.exit_code = 4;
            report_.message = fmt::format("a balance is off by {:.3g}, more than {:.0e}", worst, balance_tolerance);
        }
    }

    const language::Model& input_;
    const RunOptions& options_;
    Simulation simulation_;
    data::tables::Time start_;
    double duration_;
    std::uint64_t checksum_;
    RunReport report_;
};

}  // namespace

tl::expected<RunReport, Problems> run(const language::Model& input, const RunOptions& options) {
    const language::Scenario& scenario = input.scenario;
    if (scenario.on_surface())
        return run_surface(input, options);
    auto model = build_channel_model(input);
    if (!model)
        return tl::make_unexpected(model.error());
    const SimulationSettings settings = settings_of(scenario);
    std::vector<Substance> substances = substances_of(scenario, *model);
    Run work(input, options, *std::move(model), std::move(substances), settings);
    if (auto restarted = work.restart(); !restarted)
        return tl::make_unexpected(Problems{restarted.error()});
    if (auto until = work.check_until(); !until)
        return tl::make_unexpected(Problems{until.error()});
    return work.go();
}

}  // namespace liriver::scenarios::runner
