#include <memory>
#include <ostream>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/read_while_written.h"
#include "scenarios/cli/report.h"
#include "viz/report/run_report.h"

namespace liriver::scenarios::cli {

namespace {
struct ReportArguments {
    std::string folder, output;
};

Exit report(const ReportArguments& arguments, Session& session) {
    const auto file = read_while_written(
        arguments.folder, [&] { return viz::report::write_run_report(arguments.folder, arguments.output); });
    if (!file)
        return report_problems(
            {{file.error().place, 0, 0, "cannot-report", "", file.error().found, file.error().expected, {}}}, session);
    session.out << "wrote " << file->string() << '\n';
    return Exit::good;
}
}  // namespace

void add_report(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("report", "Write one HTML page about a run, with its pictures and charts.");
    const auto arguments = std::make_shared<ReportArguments>();
    command->add_option("DIR", arguments->folder, "The folder of a run's results")->required();
    command->add_option("--output", arguments->output, "The page's file (DIR/report.html, unless given)")
        ->type_name("FILE");
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return report(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
