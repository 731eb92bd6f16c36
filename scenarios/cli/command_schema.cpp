#include <memory>
#include <ostream>

#include "scenarios/cli/commands.h"
#include "scenarios/language/schema.h"

namespace liriver::scenarios::cli {

void add_schema(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("schema", "Print the scenario language as JSON Schema.");
    const auto markdown = std::make_shared<bool>(false);
    command->add_flag("--markdown", *markdown, "As the reference page instead, in Markdown");
    command->callback([&session, markdown] {
        session.chosen = [&session, markdown] {
            session.out << (*markdown ? language::markdown_reference() : language::json_schema());
            return Exit::good;
        };
    });
}

}  // namespace liriver::scenarios::cli
