#pragma once
// What is wrong with something a user gave us: where it stands, what stands there and what was expected instead.
#include <string>
#include <vector>

namespace liriver::data::tables {

/// One mistake in user input. Parts that do not apply stay empty or 0; `to_string` leaves them out.
struct Problem {
    std::string file;
    int line = 0;          ///< counted from 1; 0: the whole file
    int column = 0;        ///< characters (not bytes), counted from 1; 0: the whole line
    std::string code;      ///< a short stable word for tests and tools: "unknown-key", "not-a-number"
    std::string key;       ///< the key, column or object the problem is about
    std::string found;     ///< what stands there
    std::string expected;  ///< what would be right
    std::string hint;      ///< what the user may have meant
};

using Problems = std::vector<Problem>;

/// `file:line:column: error[code]: key: found ..., expected ...; did you mean ...?` without the parts that are empty.
[[nodiscard]] std::string to_string(const Problem& problem);

/// Orders problems by file, line and column, keeping the order of equals, and drops exact repetitions.
void sort_problems(Problems& problems);

}  // namespace liriver::data::tables
