#include <memory>
#include <ostream>

#include "data/standards/reference.h"
#include "data/standards/standards_reader.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/language/schema.h"

namespace liriver::scenarios::cli {

namespace {
Exit print_standards(Session& session) {
    data::tables::Problems problems;
    const auto standards = data::standards::read_standards({}, problems);
    if (!problems.empty())
        return report_problems(problems, session);
    session.out << data::standards::markdown_reference(standards);
    return Exit::good;
}
}  // namespace

void add_schema(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("schema", "Print the scenario language as JSON Schema.");
    const auto markdown = std::make_shared<bool>(false);
    const auto study = std::make_shared<bool>(false);
    command->add_flag("--markdown", *markdown, "As the reference page instead, in Markdown");
    const auto standards = std::make_shared<bool>(false);
    CLI::Option* of_study = command->add_flag("--study", *study, "Of a study's file, not of a scenario");
    command->add_flag("--standards", *standards, "The tables of standards that waters are judged by, in Markdown")
        ->excludes(of_study);
    command->callback([&session, markdown, study, standards] {
        session.chosen = [&session, markdown, study, standards] {
            if (*standards)
                return print_standards(session);
            if (*study)
                session.out << (*markdown ? language::markdown_reference_of_study() : language::json_schema_of_study());
            else
                session.out << (*markdown ? language::markdown_reference() : language::json_schema());
            return Exit::good;
        };
    });
}

}  // namespace liriver::scenarios::cli
