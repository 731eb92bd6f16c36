#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "scenarios/cli/calibration_table.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/interruption.h"
#include "scenarios/cli/outfall_table.h"
#include "scenarios/cli/report.h"
#include "scenarios/cli/version.h"
#include "scenarios/studies/calibrate.h"
#include "scenarios/studies/outfall_study.h"

namespace liriver::scenarios::cli {

namespace {
struct StudyArguments {
    std::string file, output;
    int threads = 1;
    bool overwrite = false, resume = false, json_progress = false;
};

std::string progress_json(const studies::StudyProgress& p) {
    const nlohmann::ordered_json line{{"stage", p.stage},
                                      {"members", p.members},
                                      {"linearisations", p.iteration},
                                      {"sum_of_squares", p.sum},
                                      {"sum_of_squares_at_start", p.first}};
    return line.dump() + "\n";
}

std::string progress_line(const studies::StudyProgress& p) {
    return fmt::format("\r{}: {} members, linearisation {}, sum of squares {:.5g} (at the start {:.5g})\x1b[K", p.stage,
                       p.members, p.iteration, p.sum, p.first);
}

// What every kind of study is told.
template <class Options>
Options options_of(const StudyArguments& arguments) {
    Options options;
    options.output = arguments.output;
    options.overwrite = arguments.overwrite;
    options.resume = arguments.resume;
    options.version = version();
    options.git = git_state();
    options.stop = &Interruption::asked();
    return options;
}

Exit ended(int exit_code, const std::string& message, Session& session) {
    report_end(exit_code == 130 ? "interrupted" : "failed", message, session);
    return static_cast<Exit>(exit_code);
}

void tell_files(const std::vector<std::filesystem::path>& files, Session& session) {
    session.out << "files:\n";
    for (const auto& file : files)
        session.out << "  " << file.string() << '\n';
}

Exit outfalls(const StudyArguments& arguments, Session& session) {
    const auto loaded = studies::load_outfall_study(arguments.file);
    if (!loaded)
        return report_problems(loaded.error(), session);
    auto options = options_of<studies::OutfallStudyOptions>(arguments);
    options.threads = arguments.threads;
    const bool terminal = isatty(STDERR_FILENO) != 0;
    if (arguments.json_progress)
        options.progress = [&session](const std::string& run, double share) {
            session.err << nlohmann::ordered_json{{"run", run}, {"share", share}}.dump() << std::endl;
        };
    else if (terminal)
        options.progress = [&session](const std::string& run, double share) {
            session.err << fmt::format("\r{}: {:.0f} %\x1b[K", run, 100.0 * share) << std::flush;
        };
    const Interruption catching;
    const auto result = studies::study_outfalls(*loaded, options);
    if (terminal && !arguments.json_progress)
        session.err << "\r\x1b[K";
    if (!result)
        return report_problems(result.error(), session);
    if (result->exit_code != 0)
        return ended(result->exit_code, result->message, session);
    session.out << outfall_table(*loaded, *result);
    tell_files(result->files, session);
    return Exit::good;
}

// Of a file that cannot be read the other kind tells why.
bool is_of_outfalls(const StudyArguments& arguments) {
    data::tables::Problems told_later;
    const auto study = language::read_study(arguments.file, told_later);
    return study && study->study.kind == language::StudyKind::outfalls;
}

Exit calibrate(const StudyArguments& arguments, Session& session) {
    const auto loaded = studies::load_study(arguments.file);
    if (!loaded)
        return report_problems(loaded.error(), session);
    auto options = options_of<studies::StudyOptions>(arguments);
    options.processes = arguments.threads;
    const bool terminal = isatty(STDERR_FILENO) != 0;
    if (arguments.json_progress)
        options.progress = [&session](const auto& p) { session.err << progress_json(p) << std::flush; };
    else if (terminal)
        options.progress = [&session](const auto& p) { session.err << progress_line(p) << std::flush; };

    const Interruption catching;
    const auto result = studies::calibrate(*loaded, options);
    if (terminal && !arguments.json_progress)
        session.err << "\r\x1b[K";
    if (!result)
        return report_problems(result.error(), session);
    if (result->exit_code != 0)
        return ended(result->exit_code, result->message, session);
    session.out << calibration_table(*loaded, *result);
    tell_files(result->files, session);
    return Exit::good;
}

Exit study(const StudyArguments& arguments, Session& session) {
    session.json_errors = arguments.json_progress;
    return is_of_outfalls(arguments) ? outfalls(arguments, session) : calibrate(arguments, session);
}
}  // namespace

void add_study(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand(
        "study", "Answer a question about a scenario: calibrate it to observations, or rank its outfalls.");
    const auto arguments = std::make_shared<StudyArguments>();
    command->add_option("FILE", arguments->file, "The study")->required();
    command->add_option("--output", arguments->output, "The folder for the results")->type_name("DIR")->required();
    command
        ->add_option("--threads", arguments->threads,
                     "Of `calibrate` members to run at once, each a process; of `outfalls` threads of a run. Results "
                     "are the same for any number (1, unless given)")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
    CLI::Option* overwrite =
        command->add_flag("--overwrite", arguments->overwrite, "Replace an earlier study's files in DIR");
    command->add_flag("--resume", arguments->resume, "Go on from what an earlier, equal study finished in DIR")
        ->excludes(overwrite);
    command->add_flag("--json-progress", arguments->json_progress, "Progress as JSON lines on the error stream");
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return study(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
