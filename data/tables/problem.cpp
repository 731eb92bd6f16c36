#include "data/tables/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
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
    const auto less = [&problems](std::size_t a, std::size_t b) {
        return all_parts(problems[a]) < all_parts(problems[b]);
    };
    std::set<std::size_t, decltype(less)> seen(less);  // one of all that are equal
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < problems.size(); ++i)
        if (seen.insert(i).second)
            kept.push_back(i);
    Problems once;
    once.reserve(kept.size());
    for (const std::size_t i : kept)
        once.push_back(std::move(problems[i]));
    problems = std::move(once);
}

}  // namespace liriver::data::tables
