#include "scenarios/runner/run_loop.h"

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

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using mesh::field::Error;

class RunLoop {
  public:
    RunLoop(const language::Model& input, const RunOptions& options, RunKind& kind)
        : input_(input),
          options_(options),
          kind_(kind),
          start_(*input.scenario.time.start),
          duration_(data::tables::seconds_between(*input.scenario.time.start, *input.scenario.time.end)) {}

    tl::expected<void, Problem> restart() {
        if (!options_.restart)
            return {};
        const auto header = data::checkpoint::read_checkpoint(*options_.restart, kind_.checksum(),
                                                              kind_.checkpoint_fields(), kind_.checkpoint_integers());
        if (!header)
            return tl::make_unexpected(as_problem(header.error(), "checkpoint"));
        kind_.restore();
        if (header->time != now())
            return tl::make_unexpected(
                Problem{options_.restart->string(), 0, 0, "checkpoint", "time.start",
                        fmt::format("a checkpoint of {}", local(header->time)),
                        fmt::format("{}, {:.10g} s after this scenario's start", local(now()), kind_.time()), ""});
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
        if (auto opened = kind_.open(provenance); !opened)
            return tl::make_unexpected(Problems{as_problem(opened.error(), "cannot-write")});
        wall_start_ = std::chrono::steady_clock::now();
        const double cpu_start = cpu_seconds();
        auto written = options_.restart ? tl::expected<void, Error>{} : kind_.write(now(), Written::state);
        if (const std::string trouble = kind_.trouble(); !trouble.empty())
            stop(3, trouble);
        else if (written)
            written = move_on();
        if (written)
            written = write_checkpoint();
        if (auto closed = kind_.close(); closed)
            report_.files = *std::move(closed);
        else if (written)
            written = tl::make_unexpected(closed.error());
        summarise(seconds_running(), cpu_seconds() - cpu_start);
        if (written && input_.scenario.output.vtk_interval)
            written = export_vtk();
        if (written)
            written = write_daily();
        if (written)
            written = data::results::write_summary(options_.output / "summary.json", report_.summary);
        if (!written)
            stop(3, to_string(written.error()));
        return std::move(report_);
    }

  private:
    [[nodiscard]] std::string local(data::tables::Time time) const {
        return data::tables::format_local(time, input_.scenario.project.time_zone);
    }
    [[nodiscard]] data::tables::Time now() const { return data::tables::after(start_, kind_.time()); }
    [[nodiscard]] double seconds_running() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start_).count();
    }
    void stop(int exit_code, std::string why) {
        report_.exit_code = exit_code;
        report_.message = std::move(why);
    }

    // Steps, with outputs and checkpoints at their times, until the end or until someone or something stops the run.
    tl::expected<void, Error> move_on() {
        const double first_time = kind_.time();
        const double until =
            options_.until ? std::min(duration_, data::tables::seconds_between(start_, *options_.until)) : duration_;
        const double checkpoint_interval =
            input_.scenario.output.checkpoint_interval.value_or(std::numeric_limits<double>::infinity());
        // With an interval of their own stations are written more often; it divides that of the state.
        const language::Output& output = input_.scenario.output;
        const double output_step = output.station_interval.value_or(output.interval);
        const long long steps_of_state = std::llround(output.interval / output_step);
        double told = 0.0;
        while (kind_.time() < until) {
            const double output_at = next_multiple(kind_.time(), output_step);
            const double checkpoint_at = next_multiple(kind_.time(), checkpoint_interval);
            if (!kind_.step(std::min({output_at, checkpoint_at, duration_}))) {
                stop(3, fmt::format("the run stopped at {}: {}", local(now()), kind_.trouble()));
                return {};
            }
            const double t = kind_.time();
            if (t == output_at || t == duration_) {
                if (!std::isfinite(kind_.water().final)) {
                    stop(3, fmt::format("the run stopped at {}: some depth is no number any more", local(now())));
                    return {};
                }
                const bool state = t == duration_ || std::llround(t / output_step) % steps_of_state == 0;
                if (auto written = kind_.write(now(), state ? Written::state : Written::stations); !written)
                    return written;
            }
            if (t == checkpoint_at && t < until)
                if (auto written = write_checkpoint(); !written)
                    return written;
            if (options_.progress && (seconds_running() - told > 0.2 || t >= until)) {
                told = seconds_running();
                tell(first_time, until, told);
            }
            if (options_.stop != nullptr && options_.stop->load()) {
                stop(130, fmt::format("interrupted at {}; go on with --restart {}", local(now()),
                                      (options_.output / "checkpoint.h5").string()));
                return {};
            }
        }
        return {};
    }

    tl::expected<void, Error> write_checkpoint() {
        std::vector<mesh::field::Field> fields;
        for (const auto& field : kind_.checkpoint_fields())
            fields.push_back({field.description, field.values});
        return data::checkpoint::write_checkpoint(options_.output / "checkpoint.h5",
                                                  {now(), kind_.checksum(), options_.version, options_.git}, fields,
                                                  kind_.checkpoint_integers());
    }

    tl::expected<void, Error> export_vtk() {
        const auto files = kind_.export_vtk();
        if (!files)
            return tl::make_unexpected(files.error());
        report_.files.insert(report_.files.end(), files->begin(), files->end());
        return {};
    }

    tl::expected<void, Error> write_daily() {
        std::string text = data::results::header_row(daily_columns()) + '\n';
        for (const auto& [station, name] : kind_.gauges()) {
            StationDays days{name, kind_.accounts().days(station)};
            for (const DailyMean& day : days.days)
                text +=
                    fmt::format("{},{},{:.10g},{:.6g},{},{}\n", local(day.day_start).substr(0, 10),
                                data::tables::quote_cell(days.station), day.discharge, day.share,
                                day.below_target ? "yes" : "no", day.target ? fmt::format("{:.10g}", *day.target) : "");
            report_.days.push_back(std::move(days));
        }
        for (const std::string& name : kind_.file_names())
            report_.files.push_back(options_.output / name);
        return data::results::write_whole(options_.output / "stations_daily.csv", text);
    }

    void tell(double first_time, double until, double running) const {
        Progress progress;
        progress.share = kind_.time() / duration_;
        progress.time = now();
        progress.step = kind_.last_step();
        progress.limiting_place = kind_.limiting_place();
        progress.water_error = kind_.water().relative_error;
        progress.seconds_left = running * (until - kind_.time()) / std::max(kind_.time() - first_time, 1e-9);
        options_.progress(progress);
    }

    void summarise(double wall, double cpu) {
        data::results::Summary& s = report_.summary;
        s.scenario = input_.scenario.project.name;
        s.version = options_.version;
        s.git = options_.git;
        s.threads = options_.threads;
        s.options = options_.command_options;
        s.simulated_seconds = kind_.time();
        s.wall_seconds = wall;
        s.cpu_seconds = cpu;
        s.water = kind_.water();
        const double worst = worse(s.water.relative_error, kind_.summarise(s));
        for (const std::string& text : input_.river.notes)
            note(s, "warning", text, 1);
        if (report_.exit_code == 0 && !(worst <= balance_tolerance))
            stop(4, fmt::format("a balance is off by {:.3g}, more than {:.0e}", worst, balance_tolerance));
    }

    const language::Model& input_;
    const RunOptions& options_;
    RunKind& kind_;
    data::tables::Time start_;
    double duration_;
    std::chrono::steady_clock::time_point wall_start_;
    RunReport report_;
};

}  // namespace

double worse(double a, double b) { return std::isnan(a) || std::isnan(b) ? std::nan("") : std::max(a, b); }

void note(data::results::Summary& summary, const char* kind, const std::string& message, std::int64_t count) {
    if (count > 0)
        summary.events.push_back({kind, message, count});
}

tl::expected<RunReport, Problems> run_to_end(const language::Model& input, const RunOptions& options, RunKind& kind) {
    RunLoop loop(input, options, kind);
    if (auto restarted = loop.restart(); !restarted)
        return tl::make_unexpected(Problems{restarted.error()});
    if (auto until = loop.check_until(); !until)
        return tl::make_unexpected(Problems{until.error()});
    return loop.go();
}

}  // namespace liriver::scenarios::runner
