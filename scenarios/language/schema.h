#pragma once
// The scenario language described from its key table.
#include <string>

namespace liriver::scenarios::language {

/// JSON Schema (draft 2020-12) of a scenario, for editors that complete and check TOML.
[[nodiscard]] std::string json_schema();

/// The same of a study's file.
[[nodiscard]] std::string json_schema_of_study();

/// The reference page of a study's file, in Markdown.
[[nodiscard]] std::string markdown_reference_of_study();

/// The reference page: every table with its keys, in Markdown.
[[nodiscard]] std::string markdown_reference();

}  // namespace liriver::scenarios::language
