#pragma once
// Which program this is.
#include <string>

namespace liriver::scenarios::cli {

/// "0.1.0"
[[nodiscard]] std::string version();

/// The commit it was built from, with "+changed" when files differed from it; "unknown" outside a repository.
[[nodiscard]] std::string git_state();

/// "liriver 0.1.0 (git 0123456789ab, compiler 12.2.0)"
[[nodiscard]] std::string version_line();

}  // namespace liriver::scenarios::cli
