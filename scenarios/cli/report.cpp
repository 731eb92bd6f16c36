#include "scenarios/cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace liriver::scenarios::cli {

namespace {
std::string one_line(const nlohmann::ordered_json& json) {
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}
}  // namespace

nlohmann::ordered_json problem_json(const data::tables::Problem& problem) {
    return {{"error", problem.code},        {"file", problem.file}, {"line", problem.line},
            {"column", problem.column},     {"key", problem.key},   {"found", problem.found},
            {"expected", problem.expected}, {"hint", problem.hint}, {"message", to_string(problem)}};
}

Exit report_problems(const data::tables::Problems& problems, Session& session) {
    const std::size_t shown = std::min(problems.size(), most_problems_shown);
    for (std::size_t i = 0; i < shown; ++i)
        session.err << (session.json_errors ? one_line(problem_json(problems[i])) : to_string(problems[i])) << '\n';
    const std::string rest =
        problems.size() > shown ? fmt::format(", of which these are the first {}", shown) : std::string();
    const std::string count =
        fmt::format("{} problem{}{}; nothing was written.", problems.size(), problems.size() == 1 ? "" : "s", rest);
    if (session.json_errors)
        report_end("bad-input", count, session);
    else
        session.err << count << '\n';
    return Exit::bad_input;
}

void report_end(const std::string& code, const std::string& message, Session& session) {
    if (session.json_errors)
        session.err << one_line({{"error", code}, {"message", message}}) << '\n';
    else
        session.err << "liriver: " << message << '\n';
}

}  // namespace liriver::scenarios::cli
