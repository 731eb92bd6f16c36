#pragma once
// The scenario language described from its key table.
#include <string>

namespace liriver::scenarios::language {

/// JSON Schema (draft 2020-12) of a scenario, for editors that complete and check TOML.
[[nodiscard]] std::string json_schema();

/// The reference page: every table with its keys, in Markdown.
[[nodiscard]] std::string markdown_reference();

}  // namespace liriver::scenarios::language
