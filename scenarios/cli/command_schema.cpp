#include <memory>
#include <ostream>

#include "scenarios/cli/commands.h"
#include "scenarios/language/schema.h"

namespace liriver::scenarios::cli {

void add_schema(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("schema", "Print the scenario language as JSON Schema.");
    const auto markdown = std::make_shared<bool>(false);
    const auto study = std::make_shared<bool>(false);
    command->add_flag("--markdown", *markdown, "As the reference page instead, in Markdown");
    command->add_flag("--study", *study, "Of a study's file, not of a scenario");
    command->callback([&session, markdown, study] {
        session.chosen = [&session, markdown, study] {
            if (*study)
                session.out << (*markdown ? language::markdown_reference_of_study() : language::json_schema_of_study());
            else
                session.out << (*markdown ? language::markdown_reference() : language::json_schema());
            return Exit::good;
        };
    });
}

}  // namespace liriver::scenarios::cli
