#include "scenarios/runner/surface_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <sstream>

#include "data/checkpoint/checkpoint.h"
#include "data/checkpoint/checksum.h"
#include "data/results/atomic_file.h"
#include "data/tables/csv_writer.h"
#include "scenarios/runner/run_folder.h"
#include "scenarios/runner/run_outputs.h"
#include "scenarios/runner/surface_outputs.h"
#include "scenarios/runner/surface_simulation.h"
#include "viz/vtk/surface_vtk.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using mesh::field::Error;

std::uint64_t surface_checksum(const SurfaceModel& model) {
    data::checkpoint::Checksum sum;
    sum.add(model.mesh->node_x);
    sum.add(model.mesh->node_y);
    sum.add(model.mesh->first_corner);
    sum.add(model.mesh->cell_nodes);
    sum.add(model.mesh->bed_elevation);
    sum.add(model.mesh->manning_n);
    sum.add(model.mesh->crest_elevation);
    for (const auto& boundary : model.boundaries) {
        sum.add(std::vector<std::int32_t>{static_cast<std::int32_t>(boundary.kind)});
        sum.add(boundary.faces);
    }
    for (const auto& link : model.links) {
        sum.add(std::vector<std::int32_t>{link.left, link.right, link.one_way ? 1 : 0});
        sum.add(solver::structures::numbers_of(link.structure));
    }
    return sum.value();
}

// One run at work.
class SurfaceRun {
  public:
    SurfaceRun(const language::Model& input, const RunOptions& options, SurfaceModel model,
               const SurfaceRunSettings& settings)
        : input_(input),
          options_(options),
          simulation_(std::move(model), settings),
          start_(settings.start),
          duration_(settings.duration),
          checksum_(surface_checksum(simulation_.model())) {}

    tl::expected<void, Problem> restart() {
        if (!options_.restart)
            return {};
        const auto fields = simulation_.checkpoint_fields();
        const auto header =
            data::checkpoint::read_checkpoint(*options_.restart, checksum_, fields, simulation_.checkpoint_integers());
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
    [[nodiscard]] tl::expected<void, Problem> check_until() const {
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
        auto outputs = SurfaceOutputs::create(input_, simulation_, options_, provenance);
        if (!outputs)
            return tl::make_unexpected(Problems{as_problem(outputs.error(), "cannot-write")});
        const auto wall_start = std::chrono::steady_clock::now();
        const double cpu_start = cpu_seconds();
        const auto running = [&wall_start] {
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start).count();
        };
        auto written = options_.restart ? tl::expected<void, Error>{} : outputs->write(simulation_, now());
        if (written)
            written = move_on(*outputs, running);
        if (written)
            written = write_checkpoint();
        if (auto rasters = outputs->close(simulation_); written && !rasters)
            written = tl::make_unexpected(rasters.error());
        else if (rasters)
            report_.files = *std::move(rasters);
        summarise(running(), cpu_seconds() - cpu_start);
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
    [[nodiscard]] std::string local(data::tables::Time time) const {
        return data::tables::format_local(time, input_.scenario.project.time_zone);
    }
    [[nodiscard]] data::tables::Time now() const { return data::tables::after(start_, simulation_.time()); }

    // The first multiple of an interval after the time held.
    [[nodiscard]] double next_multiple(double interval) const {
        if (!std::isfinite(interval))
            return interval;
        const double next = (std::floor(simulation_.time() / interval) + 1.0) * interval;
        return next > simulation_.time() ? next : next + interval;  // else the quotient was rounded down
    }

    // Steps, with outputs and checkpoints at their times, until the end or until someone or something stops the run.
    template <class Running>
    tl::expected<void, Error> move_on(SurfaceOutputs& outputs, const Running& running) {
        const double first_time = simulation_.time();
        const double until =
            options_.until ? std::min(duration_, data::tables::seconds_between(start_, *options_.until)) : duration_;
        const double checkpoint_interval =
            input_.scenario.output.checkpoint_interval.value_or(std::numeric_limits<double>::infinity());
        double told = 0.0;
        while (simulation_.time() < until) {
            const double output_at = next_multiple(input_.scenario.output.interval);
            const double checkpoint_at = next_multiple(checkpoint_interval);
            if (!simulation_.step(std::min({output_at, checkpoint_at, duration_}))) {
                report_.exit_code = 3;
                report_.message = fmt::format("the run stopped at {}: {}", local(now()), simulation_.trouble());
                return {};
            }
            const double t = simulation_.time();
            if ((t == output_at || t == duration_) && !std::isfinite(water().final)) {
                report_.exit_code = 3;
                report_.message = fmt::format("the run stopped at {}: some depth is no number any more", local(now()));
                return {};
            }
            if (t == output_at || t == duration_)
                if (auto written = outputs.write(simulation_, now()); !written)
                    return written;
            if (t == checkpoint_at && t < until)
                if (auto written = write_checkpoint(); !written)
                    return written;
            if (options_.progress && (running() - told > 0.2 || t >= until)) {
                told = running();
                tell(first_time, until, told);
            }
            if (options_.stop != nullptr && options_.stop->load()) {
                report_.exit_code = 130;
                report_.message = fmt::format("interrupted at {}; go on with --restart {}", local(now()),
                                              (options_.output / "checkpoint.h5").string());
                return {};
            }
        }
        return {};
    }

    tl::expected<void, Error> write_checkpoint() {
        std::vector<mesh::field::Field> fields;
        for (const auto& field : simulation_.checkpoint_fields())
            fields.push_back({field.description, field.values});
        return data::checkpoint::write_checkpoint(options_.output / "checkpoint.h5",
                                                  {now(), checksum_, options_.version, options_.git}, fields,
                                                  simulation_.checkpoint_integers());
    }

    tl::expected<void, Error> export_vtk() {
        viz::vtk::SurfaceVtkOptions vtk;
        vtk.interval = std::chrono::nanoseconds(std::llround(*input_.scenario.output.vtk_interval * 1e9));
        const auto files = viz::vtk::export_surface_vtk(options_.output, vtk);
        if (!files)
            return tl::make_unexpected(files.error());
        report_.files.insert(report_.files.end(), files->begin(), files->begin() + 2);
        return {};
    }

    tl::expected<void, Error> write_daily() {
        std::string text = "day_local,station,mean_discharge_m3_s,share_of_day,below_target\n";
        const auto& stations = simulation_.model().stations;
        for (std::size_t s = 0; s < stations.size(); ++s) {
            if (stations[s].section.empty())
                continue;
            StationDays days{stations[s].name, simulation_.accounts().days(s)};
            for (const DailyMean& day : days.days)
                text += fmt::format("{},{},{:.10g},{:.6g},{}\n", local(day.day_start).substr(0, 10),
                                    data::tables::quote_cell(days.station), day.discharge, day.share,
                                    day.below_target ? "yes" : "no");
            report_.days.push_back(std::move(days));
        }
        for (const char* name : {"summary.json", "stations.csv", "stations_daily.csv", "surface.nc", "checkpoint.h5"})
            report_.files.push_back(options_.output / name);
        if (!simulation_.model().links.empty())
            report_.files.push_back(options_.output / "structures.csv");
        return data::results::write_whole(options_.output / "stations_daily.csv", text);
    }

    [[nodiscard]] data::results::WaterBalance water() const {
        const auto budget = simulation_.solver().budget();
        return {budget.initial, budget.inflow,        budget.outflow, budget.gained - budget.lost,
                budget.final,   budget.relative_error};
    }

    void tell(double first_time, double until, double running) const {
        Progress progress;
        const double done = (simulation_.time() - first_time) / (until - first_time);
        progress.share = simulation_.time() / duration_;
        progress.time = now();
        progress.step = simulation_.last_step();
        progress.limiting_place = simulation_.place_of(simulation_.limiting_cell());
        progress.water_error = water().relative_error;
        progress.seconds_left = done > 0.0 ? running * (1.0 - done) / done : 0.0;
        options_.progress(progress);
    }

    void summarise(double wall, double cpu) {
        data::results::Summary& s = report_.summary;
        const auto& counts = simulation_.solver().counts();
        s.scenario = input_.scenario.project.name;
        s.version = options_.version;
        s.git = options_.git;
        s.threads = options_.threads;
        s.options = options_.command_options;
        s.simulated_seconds = simulation_.time();
        s.wall_seconds = wall;
        s.cpu_seconds = cpu;
        s.steps = counts.substeps;
        s.cell_updates = counts.cell_updates;
        s.water = water();
        double worst = s.water.relative_error;
        for (std::size_t k = 0; k < simulation_.model().substances.size(); ++k) {
            const Substance& substance = simulation_.model().substances[k];
            const auto budget = simulation_.transport()->budget(k);
            s.constituents.push_back({substance.name, substance.unit, budget.initial, budget.inflow, budget.outflow,
                                      budget.load, budget.reaction, budget.final, budget.relative_error,
                                      simulation_.smallest(k), simulation_.largest(k)});
            worst = std::isnan(budget.relative_error) ? budget.relative_error : std::max(worst, budget.relative_error);
        }
        const auto& stations = simulation_.model().stations;
        for (std::size_t k = 0; k < stations.size(); ++k)
            if (!stations[k].section.empty())
                s.stations.push_back(simulation_.accounts().station(k, stations[k].name));
        const auto passed = simulation_.solver().link_water();
        for (std::size_t k = 0; k < simulation_.model().structures.size(); ++k)
            s.structures.push_back({simulation_.model().structures[k].name, passed[2 * k], passed[2 * k + 1]});
        if (simulation_.rain().any())
            s.rain = data::results::RainAccount{simulation_.rain().fallen(), simulation_.rain().lost()};
        const auto note = [&s](const char* kind, const std::string& message, std::int64_t count) {
            if (count > 0)
                s.events.push_back({kind, message, count});
        };
        note("clip", "faces through which more water would have flowed in a step than the cell held",
             counts.outflow_cut);
        note("clip", fmt::format("negative rounding errors of depths set to zero, {:.3g} m3 in all", counts.rounded_m3),
             counts.rounded_to_zero);
        note("warning", fmt::format("{:.6g} m3 were to be drawn where there was no water", counts.unmet_m3),
             counts.unmet_m3 > 0.0 ? 1 : 0);
        if (simulation_.transport() != nullptr) {
            note("clip", "negative rounding errors of concentrations set to zero",
                 simulation_.transport()->counts().rounded_to_zero);
            note("warning", "steps of transport whose mixing was not solved to rounding",
                 simulation_.transport()->counts().unconverged);
        }
        for (const std::string& text : input_.river.notes)
            s.events.push_back({"warning", text, 1});
        if (report_.exit_code == 0 && !(worst <= balance_tolerance)) {
            report_.exit_code = 4;
            report_.message = fmt::format("a balance is off by {:.3g}, more than {:.0e}", worst, balance_tolerance);
        }
    }

    const language::Model& input_;
    const RunOptions& options_;
    SurfaceSimulation simulation_;
    data::tables::Time start_;
    double duration_;
    std::uint64_t checksum_;
    RunReport report_;
};

}  // namespace

tl::expected<RunReport, Problems> run_surface(const language::Model& input, const RunOptions& options) {
    const language::Scenario& scenario = input.scenario;
    const language::SurfaceSettings& surface = scenario.surfaces.front();
    SurfaceRunSettings settings;
    settings.options.courant = surface.courant;
    settings.options.eddy_viscosity = surface.eddy_viscosity;
    settings.options.arrival_depth = surface.arrival_depth;
    settings.options.threads = options.threads;
    settings.options.rain = surface.rain || !surface.rain_gauges.empty() || surface.rain_rasters.given();
    settings.start = *scenario.time.start;
    settings.duration = data::tables::seconds_between(*scenario.time.start, *scenario.time.end);
    settings.time_zone = scenario.project.time_zone;
    settings.window = std::min(settings.window, scenario.time.step.value_or(scenario.time.step_max));
    auto model = build_surface_model(input);
    if (!model)
        return tl::make_unexpected(std::move(model.error()));
    SurfaceRun work(input, options, *std::move(model), settings);
    if (auto restarted = work.restart(); !restarted)
        return tl::make_unexpected(Problems{restarted.error()});
    if (auto until = work.check_until(); !until)
        return tl::make_unexpected(Problems{until.error()});
    return work.go();
}

}  // namespace liriver::scenarios::runner
