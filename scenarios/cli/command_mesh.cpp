#include <memory>
#include <ostream>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/make_mesh.h"

namespace liriver::scenarios::cli {

namespace {
Exit make(const ScenarioArguments& arguments, Session& session) {
    const auto scenario = language::load_for_mesh(arguments.file, arguments.overrides);
    if (!scenario)
        return report_problems(scenario.error(), session.err);
    const auto mesh = runner::make_mesh(*scenario);
    if (!mesh)
        return report_problems(mesh.error(), session.err);
    for (const std::string& sentence : mesh->report)
        session.out << sentence << '\n';
    if (const auto written = runner::write_mesh(*mesh); !written) {
        for (const data::tables::Problem& problem : written.error())
            session.err << to_string(problem) << '\n';
        return Exit::run_failed;
    }
    for (const runner::RiverFile& file : mesh->files)
        session.out << "wrote " << file.path.string() << '\n';
    return Exit::good;
}
}  // namespace

void add_mesh(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("mesh", "Make a river's files from terrain and lines.");
    const auto arguments = std::make_shared<ScenarioArguments>();
    add_scenario_arguments(*command, *arguments);
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return make(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
