#include "scenarios/cli/command_line.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <filesystem>
#include <ostream>
#include <system_error>

#include "data/tables/suggest.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/cli/version.h"

namespace liriver::scenarios::cli {

namespace {
constexpr const char* about =
    "liriver carries a river from terrain to decision: it builds a river network from terrain, moves water and\n"
    "pollutants through it, and hands over files, pictures and tables.";
constexpr const char* exit_codes =
    "Exit codes: 0 good, 2 bad input (every problem is named), 3 the run failed, 4 a balance broke its tolerance,\n"
    "130 interrupted. Start with `liriver new my-river`.";

/// What a document's program makes of straight quotes and of two hyphens: no shell takes them for what they were.
bool is_typographic(const std::string& argument) {
    const auto begins = [&](const char* text) { return argument.compare(0, std::strlen(text), text) == 0; };
    const bool quote = begins("\u201c") || begins("\u201d") || begins("\u2018") || begins("\u2019");
    const bool dash = begins("\u2013") || begins("\u2014") || begins("\u2212");
    std::error_code ignored;
    return (quote || dash) && !std::filesystem::exists(argument, ignored);
}

data::tables::Problems typing_mistakes(const std::vector<std::string>& arguments, const CLI::App& app) {
    data::tables::Problems problems;
    for (const std::string& argument : arguments)
        if (is_typographic(argument))
            problems.push_back({{},
                                0,
                                0,
                                "curly-quotes",
                                {},
                                argument,
                                "straight quotes (\" or ') around it, and plain hyphens (--) before an option",
                                {}});
    const std::string& first = arguments.front();
    std::vector<std::string> commands;
    std::string list;
    for (const CLI::App* command : app.get_subcommands({})) {
        commands.push_back(command->get_name());
        list += (list.empty() ? "" : ", ") + command->get_name();
    }
    if (problems.empty() && !first.empty() && first.front() != '-' &&
        std::find(commands.begin(), commands.end(), first) == commands.end())
        problems.push_back({{},
                            0,
                            0,
                            "unknown-command",
                            {},
                            "\"" + first + "\"",
                            "one of " + list,
                            data::tables::suggest(first, commands)});
    return problems;
}

Exit run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    Session session{out, err, {}};
    CLI::App app(about, "liriver");
    app.footer(exit_codes);
    app.set_version_flag("--version", version_line());
    app.require_subcommand(1);
    add_new(app, session);
    add_check(app, session);
    add_classify(app, session);
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
    if (const auto problems = typing_mistakes(arguments, app); !problems.empty())
        return report_problems(problems, session);
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
                    "Change a key: time.duration=\"10 d\", or of one in a list or a register by its name: "
                    "station.Guilin.target=45")
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
