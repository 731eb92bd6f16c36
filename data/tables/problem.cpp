#include "data/tables/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace liriver::data::tables {

namespace {
auto order(const Problem& problem) { return std::tie(problem.file, problem.line, problem.column); }
auto all_parts(const Problem& p) {
    return std::tie(p.file, p.line, p.column, p.code, p.key, p.found, p.expected, p.hint);
}
}  // namespace

std::string to_string(const Problem& problem) {
    std::string text = problem.file;
    if (problem.line > 0) {
        text += fmt::format(":{}", problem.line);
        if (problem.column > 0)
            text += fmt::format(":{}", problem.column);
    }
    if (!text.empty())
        text += ": ";
    text += "error[" + problem.code + "]: ";
    if (!problem.key.empty())
        text += problem.key + ": ";
    if (!problem.found.empty())
        text += "found " + problem.found;
    if (!problem.expected.empty())
        text += (problem.found.empty() ? "expected " : ", expected ") + problem.expected;
    if (!problem.hint.empty())
        text += "; did you mean " + problem.hint + "?";
    return text;
}

void sort_problems(Problems& problems) {
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem& a, const Problem& b) { return order(a) < order(b); });
    Problems kept;
    for (Problem& problem : problems) {
        const auto same = [&problem](const Problem& other) { return all_parts(other) == all_parts(problem); };
        if (std::none_of(kept.begin(), kept.end(), same))
            kept.push_back(std::move(problem));
    }
    problems = std::move(kept);
}

}  // namespace liriver::data::tables
