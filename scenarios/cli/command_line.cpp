#include "scenarios/cli/command_line.h"

#include <algorithm>
#include <exception>
#include <ostream>

#include "scenarios/cli/commands.h"

namespace liriver::scenarios::cli {

namespace {
constexpr const char* about =
    "liriver carries a river from terrain to decision: it builds a river network from terrain, moves water and\n"
    "pollutants through it, and hands over files, pictures and tables.";
constexpr const char* exit_codes =
    "Exit codes: 0 good, 2 bad input (every problem is named), 3 the run failed, 4 a balance broke its tolerance,\n"
    "130 interrupted. Start with `liriver new my-river`.";

Exit run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    Session session{out, err, {}};
    CLI::App app(about, "liriver");
    app.footer(exit_codes);
    app.require_subcommand(1);
    add_new(app, session);
    add_check(app, session);
    add_compare(app, session);
    add_mesh(app, session);
    add_run(app, session);
    add_render(app, session);
    add_report(app, session);
    add_schema(app, session);
    add_study(app, session);
    add_version(app, session);
    if (arguments.empty()) {
        err << app.help();
        return Exit::bad_input;
    }
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::ParseError& error) {
        return app.exit(error, out, err) == 0 ? Exit::good : Exit::bad_input;
    }
    return session.chosen ? session.chosen() : Exit::good;
}
}  // namespace

void add_scenario_arguments(CLI::App& command, ScenarioArguments& arguments) {
    command.add_option("FILE", arguments.file, "The scenario")->required();
    command
        .add_option("--set", arguments.overrides,
                    "Change a key: time.duration=\"10 d\", or of one in a list by its name: station.Guilin.target=45")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
}

Exit run_command_line(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    try {
        return run(arguments, out, err);
    } catch (const std::exception& error) {
        err << "liriver: stopped by an error that it did not foresee: " << error.what() << '\n';
        return Exit::run_failed;
    }
}

}  // namespace liriver::scenarios::cli
