#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "data/checkpoint/checkpoint.h"
#include "data/tables/time.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/interruption.h"
#include "scenarios/cli/report.h"
#include "scenarios/cli/results_table.h"
#include "scenarios/cli/version.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/run.h"

namespace liriver::scenarios::cli {

namespace {
struct RunArguments {
    ScenarioArguments scenario;
    std::string output, restart, until;
    int threads = 1;
    bool overwrite = false;
    bool json_progress = false;
};

std::string progress_json(const runner::Progress& p, std::chrono::minutes zone) {
    const nlohmann::ordered_json line{{"share", p.share},
                                      {"time_utc", data::tables::format_utc(p.time)},
                                      {"time_local", data::tables::format_local(p.time, zone)},
                                      {"step_s", p.step},
                                      {"limiting_place", p.limiting_place},
                                      {"water_relative_error", p.water_error},
                                      {"seconds_left", p.seconds_left}};
    return line.dump() + "\n";
}

std::string progress_line(const runner::Progress& p, std::chrono::minutes zone) {
    return fmt::format("\r{:5.1f} %  {}  step {:.0f} s {}  balance {:.0e}  {:.0f} s left\x1b[K", 100.0 * p.share,
                       data::tables::format_local(p.time, zone).substr(0, 16), p.step, p.limiting_place, p.water_error,
                       p.seconds_left);
}

std::string options_as_given(const RunArguments& a) {
    std::string text;
    for (const std::string& change : a.scenario.overrides)
        text += fmt::format("{}{} ", language::override_prefix, change);
    if (!a.restart.empty())
        text += "--restart ";
    if (!a.until.empty())
        text += "--until " + a.until + " ";
    if (!text.empty())
        text.pop_back();
    return text;
}

Exit run(const RunArguments& arguments, Session& session) {
    session.json_errors = arguments.json_progress;
    std::optional<data::tables::Time> restart;
    if (!arguments.restart.empty())
        restart = data::checkpoint::read_time(arguments.restart);
    const auto model = language::load(arguments.scenario.file, arguments.scenario.overrides, restart);
    if (!model)
        return report_problems(model.error(), session);
    runner::RunOptions options;
    options.output = arguments.output;
    options.threads = arguments.threads;
    options.overwrite = arguments.overwrite;
    options.version = version();
    options.git = git_state();
    options.command_options = options_as_given(arguments);
    options.stop = &Interruption::asked();
    if (!arguments.restart.empty())
        options.restart = arguments.restart;
    if (!arguments.until.empty()) {
        const auto time = data::tables::parse_time(arguments.until);
        if (!time)
            return report_problems({{{}, 0, 0, "bad-time", "--until", time.error().found, time.error().expected, {}}},
                                   session);
        options.until = *time;
    }
    const auto zone = model->scenario.project.time_zone;
    const bool terminal = isatty(STDERR_FILENO) != 0;
    if (arguments.json_progress)
        options.progress = [&session, zone](const runner::Progress& p) {
            session.err << progress_json(p, zone) << std::flush;
        };
    else if (terminal)
        options.progress = [&session, zone](const runner::Progress& p) {
            session.err << progress_line(p, zone) << std::flush;
        };

    const Interruption catching;
    const auto report = runner::run(*model, options);
    if (terminal && !arguments.json_progress)
        session.err << "\r\x1b[K";
    if (!report)
        return report_problems(report.error(), session);
    session.out << results_table(report->summary);
    if (!report->files.empty())
        session.out << "files:\n";
    for (const auto& file : report->files)
        session.out << "  " << file.string() << '\n';
    if (report->exit_code != 0)
        report_end(to_string(report->summary.status), report->message, session);
    return static_cast<Exit>(report->exit_code);
}
}  // namespace

void add_run(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("run", "Run a scenario and write its results.");
    const auto arguments = std::make_shared<RunArguments>();
    add_scenario_arguments(*command, arguments->scenario);
    command->add_option("--output", arguments->output, "The folder for the results")->type_name("DIR")->required();
    command
        ->add_option("--threads", arguments->threads,
                     "Threads to use; results are the same for any number (1, unless given)")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
    command->add_option("--restart", arguments->restart, "Go on from this checkpoint.h5")->type_name("FILE");
    command
        ->add_option("--until", arguments->until,
                     "Stop, with a checkpoint, after the first step that ends at this time or later")
        ->type_name("TIME");
    command->add_flag("--overwrite", arguments->overwrite, "Replace an earlier run's files in DIR");
    command->add_flag("--json-progress", arguments->json_progress, "Progress as JSON lines on the error stream");
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return run(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
