#pragma once
// How a command is added: one file `command_<name>.cpp` that defines its function here, and one line in
// `command_line.cpp`. Internal to this module, as CLI11 is.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/cli/command_line.h"

namespace liriver::scenarios::cli {

/// What the commands of one command line share.
struct Session {
    std::ostream& out;
    std::ostream& err;
    std::function<Exit()> chosen;  ///< what the chosen command does, once the whole line has been read
    bool json_errors = false;      ///< problems and the reason of an end as JSON lines
};

/// A scenario file and what is changed of it, as several commands take them.
struct ScenarioArguments {
    std::string file;
    std::vector<std::string> overrides;
};

/// Adds `FILE` and `--set key=value` to a command. The arguments must live as long as the command line.
void add_scenario_arguments(CLI::App& command, ScenarioArguments& arguments);

void add_new(CLI::App& app, Session& session);
void add_check(CLI::App& app, Session& session);
void add_classify(CLI::App& app, Session& session);
void add_compare(CLI::App& app, Session& session);
void add_mesh(CLI::App& app, Session& session);
void add_render(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_run(CLI::App& app, Session& session);
void add_schema(CLI::App& app, Session& session);
void add_study(CLI::App& app, Session& session);
void add_version(CLI::App& app, Session& session);

}  // namespace liriver::scenarios::cli
