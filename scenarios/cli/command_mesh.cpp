#include <memory>
#include <ostream>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/cli/scenario_use.h"
#include "scenarios/cli/version.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/make_mesh.h"
#include "scenarios/runner/make_surface_mesh.h"

namespace liriver::scenarios::cli {

namespace {
Exit report_unwritten(const data::tables::Problems& problems, Session& session) {
    for (const data::tables::Problem& problem : problems)
        session.err << to_string(problem) << '\n';
    return Exit::run_failed;
}

Exit make_surface(const ScenarioArguments& arguments, Session& session) {
    const auto model = language::load_for_surface(arguments.file, arguments.overrides);
    if (!model)
        return report_problems(model.error(), session);
    const auto mesh = runner::make_surface_mesh(*model, version(), git_state());
    if (!mesh)
        return report_problems(mesh.error(), session);
    for (const std::string& sentence : mesh->report)
        session.out << sentence << '\n';
    const auto written = runner::write_surface_mesh(*mesh);
    if (!written)
        return report_unwritten(written.error(), session);
    for (const std::filesystem::path& file : *written)
        session.out << "wrote " << file.string() << '\n';
    return Exit::good;
}

Exit make(const ScenarioArguments& arguments, Session& session) {
    if (use_of(arguments) == Use::surface)
        return make_surface(arguments, session);
    const auto scenario = language::load_for_mesh(arguments.file, arguments.overrides);
    if (!scenario)
        return report_problems(scenario.error(), session);
    const auto mesh = runner::make_mesh(*scenario);
    if (!mesh)
        return report_problems(mesh.error(), session);
    for (const std::string& sentence : mesh->report)
        session.out << sentence << '\n';
    if (const auto written = runner::write_mesh(*mesh); !written)
        return report_unwritten(written.error(), session);
    for (const runner::RiverFile& file : mesh->files)
        session.out << "wrote " << file.path.string() << '\n';
    return Exit::good;
}
}  // namespace

void add_mesh(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("mesh", "Make a river's files from terrain and lines, or a 2D mesh.");
    const auto arguments = std::make_shared<ScenarioArguments>();
    add_scenario_arguments(*command, *arguments);
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return make(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
