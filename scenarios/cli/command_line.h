#pragma once
// The `liriver` command line: every command, what it prints, and how it ends.
#include <iosfwd>
#include <string>
#include <vector>

namespace liriver::scenarios::cli {

/// How a command ended; the process's exit code.
enum class Exit : int { good = 0, bad_input = 2, run_failed = 3, balance_broken = 4, interrupted = 130 };

/// Runs one command line (without the program's name). Results go to `out`; problems and progress to `err`. Never
/// throws: what no command foresaw is reported and ends as `run_failed`.
[[nodiscard]] Exit run_command_line(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace liriver::scenarios::cli
