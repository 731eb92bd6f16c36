#include <filesystem>
#include <memory>
#include <ostream>

#include "data/tables/file.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/language/example.h"

namespace liriver::scenarios::cli {

namespace {
namespace fs = std::filesystem;

Exit make_new(const fs::path& folder, Session& session) {
    const auto refuse = [&](std::string found, std::string expected) {
        return report_problems({{folder.string(), 0, 0, "cannot-write", {}, std::move(found), std::move(expected), {}}},
                               session);
    };
    std::error_code error;
    if (fs::exists(folder, error)) {
        if (!fs::is_directory(folder, error))
            return refuse("a file", "the name of a new folder");
        const bool empty = fs::is_empty(folder, error);
        if (error)
            return refuse(error.message(), "a folder that can be read");
        if (!empty)
            return refuse("a folder that is not empty", "a new or empty folder");
    }
    fs::create_directories(folder, error);
    if (error)
        return refuse(error.message(), "a folder that can be made");
    const auto files = language::example_files();
    for (const language::ExampleFile& file : files)
        if (const auto written = data::tables::write_file(folder / file.name, file.text); !written)
            return report_problems({written.error()}, session);
    const std::string scenario = (folder / files.front().name).string();
    session.out << "Made " << scenario << ", a small river explained line by line. Check it:\n"
                << "  liriver check \"" << scenario << "\"\n";
    return Exit::good;
}
}  // namespace

void add_new(CLI::App& app, Session& session) {
    CLI::App* command = app.add_subcommand("new", "Write a small complete scenario to start from.");
    const auto folder = std::make_shared<std::string>();
    command->add_option("DIR", *folder, "A new or empty folder")->required();
    command->callback(
        [&session, folder] { session.chosen = [&session, folder] { return make_new(*folder, session); }; });
}

}  // namespace liriver::scenarios::cli
