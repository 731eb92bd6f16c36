#pragma once
// How commands report problems.
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "data/tables/problem.h"
#include "scenarios/cli/commands.h"

namespace liriver::scenarios::cli {

/// Of more problems so many are printed, and how many there are.
inline constexpr std::size_t most_problems_shown = 100;

/// Prints each problem on a line of its own (as text, or as JSON where the session asks for it), then how many there
/// are and that nothing was written. Returns `Exit::bad_input`.
Exit report_problems(const data::tables::Problems& problems, Session& session);

/// Says why a run ended as it did, on the stream of errors: a line, or a JSON line {"error", "message"}.
void report_end(const std::string& code, const std::string& message, Session& session);

/// One problem as a JSON object: `error` (the code), `file`, `line`, `column`, `key`, `found`, `expected`,
/// `hint`, and `message`, all of it as text.
[[nodiscard]] nlohmann::ordered_json problem_json(const data::tables::Problem& problem);

}  // namespace liriver::scenarios::cli
