#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <ostream>

#include "scenarios/cli/columns.h"
#include "scenarios/cli/commands.h"
#include "scenarios/cli/report.h"
#include "scenarios/studies/compare.h"

namespace liriver::scenarios::cli {

namespace {
struct CompareArguments {
    std::vector<std::string> folders;
    bool json = false;
};

std::string letter_of(std::size_t run) {
    return run < 26 ? std::string(1, static_cast<char>('A' + run)) : fmt::format("#{}", run + 1);
}

std::string cell(double value) { return std::isfinite(value) ? fmt::format("{:.6g}", value) : "-"; }

// A, B ..., then how far each is from A.
std::string table(const studies::Comparison& comparison) {
    const std::size_t runs = comparison.runs.size();
    std::string text;
    for (std::size_t r = 0; r < runs; ++r)
        text += fmt::format("{}  {}\n", letter_of(r), comparison.runs[r].string());
    std::size_t width = 12;
    for (const auto& n : comparison.numbers)
        width = std::max(width, columns(n.name + " " + n.unit) + 5);
    std::string group, subject;
    for (const auto& n : comparison.numbers) {
        if (n.group != group) {
            text += "\n" + padded(n.group, width);
            for (std::size_t r = 0; r < runs; ++r)
                text += fmt::format("{:>14}", letter_of(r));
            for (std::size_t r = 1; r < runs; ++r)
                text += fmt::format("{:>14}", letter_of(r) + " - A");
            text += "\n";
        }
        if (!n.subject.empty() && (n.group != group || n.subject != subject))
            text += n.subject + "\n";
        group = n.group;
        subject = n.subject;
        text += padded(fmt::format("  {}{}", n.name, n.unit.empty() ? "" : ", " + n.unit), width);
        for (const double value : n.values)
            text += fmt::format("{:>14}", cell(value));
        for (std::size_t r = 1; r < runs; ++r)
            text += fmt::format("{:>14}", cell(n.values[r] - n.values.front()));
        text += "\n";
    }
    text +=
        comparison.differences.empty() ? "\nSame program, options, inputs, assumptions and events.\n" : "\ndifferent\n";
    for (const auto& t : comparison.differences) {
        text += "  " + t.name + "\n";
        for (std::size_t r = 0; r < runs; ++r)
            text += fmt::format("    {}  {}\n", letter_of(r), t.values[r].empty() ? "-" : t.values[r]);
    }
    return text;
}

Exit compare(const CompareArguments& arguments, Session& session) {
    const auto comparison = studies::compare_runs({arguments.folders.begin(), arguments.folders.end()});
    if (!comparison)
        return report_problems(comparison.error(), session);
    session.out << (arguments.json ? studies::comparison_json(*comparison) : table(*comparison));
    return Exit::good;
}
}  // namespace

void add_compare(CLI::App& app, Session& session) {
    CLI::App* command =
        app.add_subcommand("compare", "Show the results of runs side by side, and what differs in them.");
    const auto arguments = std::make_shared<CompareArguments>();
    command->add_option("DIR", arguments->folders, "The folders of two runs' results, or more")
        ->required()
        ->expected(2, 100);
    command->add_flag("--json", arguments->json, "As JSON");
    command->callback(
        [&session, arguments] { session.chosen = [&session, arguments] { return compare(*arguments, session); }; });
}

}  // namespace liriver::scenarios::cli
