#include <ostream>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/version.h"

namespace liriver::scenarios::cli {

void add_version(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("version", "Print the version, the commit and the compiler.");
    command->callback([&session] {
        session.chosen = [&session] {
            session.out << version_line() << '\n';
            return Exit::good;
        };
    });
}

}  // namespace liriver::scenarios::cli
