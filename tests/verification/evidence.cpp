// Turns the JSON lines of table.sh and of performance/run.sh (standard input) into the Markdown page docs/evidence.md.
#include <fmt/core.h>

#include <cstdio>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

std::string number(const nlohmann::json& value) {
    return value.is_number() ? fmt::format("{:.3g}", value.get<double>()) : "-";
}

// A text for a cell of a Markdown table.
std::string cell(const nlohmann::json& value) {
    std::string text;
    for (const char c : value.get<std::string>())
        text += c == '|' ? std::string("\\|") : std::string(1, c);
    return text;
}

void verification(const std::vector<nlohmann::json>& rows) {
    fmt::print("| case | error measured | measured | bound | the right answer comes from |\n|---|---|---|---|---|\n");
    for (const auto& row : rows)
        fmt::print("| {} | {} | {}{} | {} | {} |\n", cell(row["case"]), cell(row["metric"]), number(row["value"]),
                   row["value"] <= row["bound"] ? "" : " **not met**", number(row["bound"]), cell(row["source"]));
}

void performance(const std::vector<nlohmann::json>& rows) {
    fmt::print("| job | figure | measured | unit | threads | asked | best peer |\n|---|---|---|---|---|---|---|\n");
    for (const auto& row : rows)
        fmt::print("| {} | {} | {} | {} | {} | {} | {} |\n", cell(row["job"]), cell(row["metric"]),
                   number(row["value"]), cell(row["unit"]), row["threads"].get<int>(), number(row["asked"]),
                   number(row["best_peer"]));
}

}  // namespace

int main() try {
    std::vector<nlohmann::json> cases;
    std::vector<nlohmann::json> jobs;
    for (std::string line; std::getline(std::cin, line);) {
        auto row = nlohmann::json::parse(line);
        (row.contains("case") ? cases : jobs).push_back(std::move(row));
    }
    fmt::print(
        "# Evidence\n\nMade by `docs/make.sh` from the programs themselves; the tests hold every row of the first "
        "table to its bound,\nand `./test.sh --full` fails where one says **not met**. "
        "Run `tests/verification/table.sh` to see it anew, `tests/performance/run.sh` for the second.\n\n## Right "
        "answers\n\n");
    verification(cases);
    fmt::print(
        "\n## Speed\n\nCPU time on a shared machine of two cores (AMD EPYC), best of several. Quote ratios, not "
        "seconds.\n\n");
    performance(jobs);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
}
