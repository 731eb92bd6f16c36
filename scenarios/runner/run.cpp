#include "scenarios/runner/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <initializer_list>
#include <sstream>
#include <utility>

#include "data/checkpoint/checkpoint.h"
#include "data/results/atomic_file.h"
#include "scenarios/runner/add_event.h"
#include "scenarios/runner/build_domains.h"
#include "scenarios/runner/domain_set.h"
#include "scenarios/runner/prepare.h"
#include "scenarios/runner/provenance.h"
#include "scenarios/runner/run_files.h"
#include "scenarios/runner/run_folder.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using mesh::field::Error;

/// The one loop of every run: from its start, or a checkpoint, to its end, with its outputs, checkpoints, progress and
/// summary.
class Run {
  public:
    Run(const language::Model& input, const RunOptions& options, Domains built)
        : input_(input),
          options_(options),
          domains_(std::move(built.domains), input.scenario.time.step_max),
          openers_(std::move(built.outputs)),
          checksum_(domains_.checksum()),
          start_(*input.scenario.time.start),
          duration_(data::tables::seconds_between(*input.scenario.time.start, *input.scenario.time.end)) {}

    tl::expected<void, Problem> restart() {
        if (!options_.restart)
            return {};
        const auto header = data::checkpoint::read_checkpoint(
            *options_.restart, checksum_, domains_.checkpoint_fields(), domains_.checkpoint_integers());
        if (!header)
            return tl::make_unexpected(as_problem(header.error(), "checkpoint"));
        domains_.restore();
        if (header->time != now())
            return tl::make_unexpected(
                Problem{options_.restart->string(), 0, 0, "checkpoint", "time.start",
                        fmt::format("a checkpoint of {}", local(header->time)),
                        fmt::format("{}, {:.10g} s after this scenario's start", local(now()), domains_.time()), ""});
        return check_accounts();
    }

    // A time to stop at that the run never meets is a mistake.
    [[nodiscard]] tl::expected<void, Problem> check_until() const {
        if (!options_.until || (*options_.until > now() && *options_.until <= end_))
            return {};
        return tl::make_unexpected(Problem{"", 0, 0, "out-of-bounds", "--until", local(*options_.until),
                                           fmt::format("a time after {}, at most {}", local(now()), local(end_)), ""});
    }

    tl::expected<RunReport, Problems> to_end() {
        auto lock = prepare_folder(options_);
        if (!lock)
            return tl::make_unexpected(Problems{lock.error()});
        const data::results::Provenance provenance = provenance_of(input_, options_);
        for (std::istringstream lines(provenance.assumptions); !lines.eof();)
            if (std::string line; std::getline(lines, line))
                report_.summary.assumptions.push_back(line);
        report_.summary.inputs = provenance.inputs;
        if (!lock->held())
            add_event(report_.summary, "warning",
                      "the output folder's file system has no locks: nothing keeps a second run from writing there", 1);
        wall_start_ = std::chrono::steady_clock::now();
        const double cpu_start = cpu_seconds();
        auto written = files_.open(options_.output, input_.scenario, domains_.domains(), openers_, provenance);
        if (written)
            written = run_and_close();
        summarise(seconds_running(), cpu_seconds() - cpu_start);
        if (written && input_.scenario.output.vtk_interval)
            written = export_vtk();
        if (written)
            written = write_days();
        conclude(written);
        return std::move(report_);
    }

  private:
    // Every other balance would be no number from here on.
    [[nodiscard]] tl::expected<void, Problem> check_accounts() const {
        data::results::Summary found;
        found.water = domains_.water();
        static_cast<void>(domains_.report(found));
        std::vector<std::pair<std::string, double>> amounts;
        const auto add = [&amounts](const std::string& of, std::initializer_list<double> values) {
            for (const double value : values)
                amounts.emplace_back(of, value);
        };
        const auto& w = found.water;
        add("water", {w.initial, w.inflow, w.outflow, w.sources, w.final});
        for (const auto& c : found.constituents)
            add(c.name, {c.initial, c.inflow, c.outflow, c.load, c.reaction, c.final});
        for (const auto& s : found.structures)
            add(s.name, {s.passed, s.back});
        for (const auto& b : found.boundaries)
            add(b.name, {b.net_inflow});
        for (const auto& [of, value] : amounts)
            if (!std::isfinite(value))
                return tl::make_unexpected(Problem{options_.restart->string(), 0, 0, "checkpoint", of,
                                                   "an account that is no number", "the checkpoint of a run", ""});
        return {};
    }

    [[nodiscard]] std::string local(data::tables::Time time) const {
        return data::tables::format_local(time, input_.scenario.project.time_zone);
    }
    [[nodiscard]] data::tables::Time now() const { return data::tables::after(start_, domains_.time()); }
    [[nodiscard]] double seconds_running() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start_).count();
    }
    void stop(int exit_code, std::string why) {
        report_.exit_code = exit_code;
        report_.message = std::move(why);
    }

    // Steps, with outputs and checkpoints at their times, until the end or until someone or something stops the run.
    tl::expected<void, Error> move_on() {
        const double first_time = domains_.time();
        const double until =
            options_.until ? std::min(duration_, data::tables::seconds_between(start_, *options_.until)) : duration_;
        // With an interval of their own stations are written more often; it divides that of the state.
        const language::Output& output = input_.scenario.output;
        const double output_step = output.station_interval.value_or(output.interval);
        const long long steps_of_state = std::llround(output.interval / output_step);
        double told = 0.0;
        while (domains_.time() < until) {
            const auto [output_at, checkpoint_at] = due_after(domains_.time(), output);
            if (!domains_.step(std::min({output_at, checkpoint_at, duration_}))) {
                stop(3, fmt::format("the run stopped at {}: {}", local(now()), domains_.error_text()));
                return {};
            }
            const double t = domains_.time();
            if (t == output_at || t == duration_) {
                if (!std::isfinite(domains_.water().final)) {
                    stop(3, fmt::format("the run stopped at {}: some depth is no number any more", local(now())));
                    return {};
                }
                const bool state = t == duration_ || std::llround(t / output_step) % steps_of_state == 0;
                if (auto written = files_.write(now(), state ? Written::state : Written::stations); !written)
                    return written;
            }
            if (t == checkpoint_at && t < until) {
                if (auto written = files_.flush(); !written)
                    return written;
                if (auto written = write_checkpoint(); !written)
                    return written;
            }
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
        for (const auto& field : domains_.checkpoint_fields())
            fields.push_back({field.description, field.values});
        return data::checkpoint::write_checkpoint(options_.output / "checkpoint.h5",
                                                  {now(), checksum_, options_.version, options_.git}, fields,
                                                  domains_.checkpoint_integers());
    }

    tl::expected<void, Error> run_and_close() {
        auto written = options_.restart ? tl::expected<void, Error>{} : files_.write(now(), Written::state);
        if (const std::string error = domains_.error_text(); !error.empty())
            stop(3, error);
        else if (written)
            written = move_on();
        if (auto closed = files_.close(); closed)
            late_files_ = *std::move(closed);
        else if (written)
            written = tl::make_unexpected(closed.error());
        // Last: a checkpoint never stands later than the rows that are on the disk.
        if (written)
            written = write_checkpoint();
        return written;
    }

    tl::expected<void, Error> export_vtk() {
        const auto files =
            files_.export_vtk(data::results::part_name(options_.output / "vtk"), *input_.scenario.output.vtk_interval);
        if (!files)
            return tl::make_unexpected(files.error());
        for (const auto& file : *files)
            late_files_.push_back("vtk" / file);
        return {};
    }

    tl::expected<void, Error> write_days() {
        report_.days = days_of(domains_.domains());
        return write_daily(options_.output, report_.days, input_.scenario.project.time_zone);
    }

    // Files get their own names only when all of them are whole: of a run that failed or was interrupted they keep
    // their
    // `.part`, beside its summary and its checkpoint. Where a file could not be written the summary keeps it too.
    void conclude(tl::expected<void, Error> written) {
        using data::results::Ending;
        const std::filesystem::path summary = options_.output / "summary.json";
        if (written && whole()) {
            set_status();
            written = data::results::write_summary(summary, report_.summary, Ending::unfinished);
            if (written)
                written = publish_all();
        }
        if (!written)
            stop(3, to_string(written.error()));
        set_status();
        if (!written || !whole()) {
            const Ending ending = written ? Ending::whole : Ending::unfinished;
            if (auto good = data::results::write_summary(summary, report_.summary, ending); !good && written)
                stop(3, to_string(good.error()));
        }
        list_files();
    }

    /// Whether the run came to the end that it was asked for.
    [[nodiscard]] bool whole() const { return report_.exit_code == 0 || report_.exit_code == 4; }

    tl::expected<void, Error> publish_all() {
        std::vector<std::string> names = files_.file_names();
        std::error_code ignored;
        for (const char* folder : {"maxima", "vtk"})
            if (std::filesystem::exists(data::results::part_name(options_.output / folder), ignored))
                names.emplace_back(folder);
        names.emplace_back("summary.json");  // last: whoever finds it finds all the others
        for (const std::string& name : names)
            if (auto good = data::results::publish(options_.output / name); !good)
                return good;
        return {};
    }

    void set_status() {
        using data::results::RunStatus;
        data::results::Summary& s = report_.summary;
        s.status = report_.exit_code == 130         ? RunStatus::interrupted
                   : report_.exit_code != 0         ? RunStatus::failed
                   : options_.until && now() < end_ ? RunStatus::stopped
                                                    : RunStatus::finished;
        s.stop_reason = report_.message;
        if (s.status == RunStatus::stopped)
            s.stop_reason = fmt::format("--until {}", local(*options_.until));
    }

    // Those that are there, under the names they have.
    void list_files() {
        std::vector<std::filesystem::path> names = late_files_;
        names.emplace_back("summary.json");
        for (const std::string& name : files_.file_names())
            names.emplace_back(name);
        names.emplace_back("checkpoint.h5");
        std::error_code ignored;
        for (const std::filesystem::path& name : names) {
            std::filesystem::path file = data::results::written_name(options_.output / name);
            if (!std::filesystem::exists(file, ignored) && name.has_parent_path())
                file = data::results::part_name(options_.output / name.parent_path()) / name.filename();
            if (std::filesystem::exists(file, ignored))
                report_.files.push_back(std::move(file));
        }
    }

    void tell(double first_time, double until, double running) const {
        Progress progress;
        progress.share = domains_.time() / duration_;
        progress.time = now();
        progress.step = domains_.last_step();
        progress.limiting_place = domains_.limiting_place();
        progress.water_error = domains_.water().relative_error;
        progress.seconds_left = running * (until - domains_.time()) / std::max(domains_.time() - first_time, 1e-9);
        options_.progress(progress);
    }

    void summarise(double wall, double cpu) {
        data::results::Summary& s = report_.summary;
        s.start = data::tables::format_utc(start_);
        s.end = data::tables::format_utc(now());
        s.scenario = input_.scenario.project.name;
        s.version = options_.version;
        s.git = options_.git;
        s.threads = options_.threads;
        s.options = options_.command_options;
        s.simulated_seconds = domains_.time();
        s.wall_seconds = wall;
        s.cpu_seconds = cpu;
        s.water = domains_.water();
        const double worst = larger_error(s.water.relative_error, domains_.report(s));
        for (const std::string& text : input_.river.notes)
            add_event(s, "warning", text, 1);
        if (report_.exit_code == 0 && !(worst <= balance_tolerance))
            stop(4, fmt::format("a balance is off by {:.3g}, more than {:.0e}", worst, balance_tolerance));
    }

    const language::Model& input_;
    const RunOptions& options_;
    DomainSet domains_;
    std::vector<OpenOutputs> openers_;
    std::uint64_t checksum_;
    RunFiles files_;
    data::tables::Time start_;
    double duration_;
    data::tables::Time end_ = data::tables::after(start_, duration_);
    std::chrono::steady_clock::time_point wall_start_;
    std::vector<std::filesystem::path> late_files_;  // written when the run had ended: their names in its folder
    RunReport report_;
};

}  // namespace

tl::expected<RunReport, Problems> run(const language::Model& input, const RunOptions& options) {
    if (input.scenario.time.steady && (options.restart || options.until))
        return tl::make_unexpected(Problems{{"", 0, 0, "not-used", options.restart ? "--restart" : "--until",
                                             "a steady state", "a run over time", ""}});
    auto built = build_domains(input, options.threads, options.restart);
    if (!built)
        return tl::make_unexpected(std::move(built.error()));
    Run run(input, options, *std::move(built));
    if (auto restarted = run.restart(); !restarted)
        return tl::make_unexpected(Problems{restarted.error()});
    if (auto until = run.check_until(); !until)
        return tl::make_unexpected(Problems{until.error()});
    return run.to_end();
}

}  // namespace liriver::scenarios::runner
