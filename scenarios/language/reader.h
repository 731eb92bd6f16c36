#pragma once
// Reads a scenario file by the key table.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/key_table.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

/// Reads the text of a scenario (TOML 1.0 in UTF-8), `file` being where it stands. Each override is `table.key=value`
/// or `table.name.key=value` for one of an array, its value in TOML or a string without quotes. Every departure from
/// the key table is a problem: unknown and missing keys, types, units, bounds, words, times without an offset. What
/// could be read is returned, so that the rest can be checked too; nothing, when the text is no TOML (one problem).
[[nodiscard]] std::optional<Scenario> parse_scenario(std::string_view text, const std::filesystem::path& file,
                                                     const std::vector<std::string>& overrides,
                                                     data::tables::Problems& problems);

/// Reads TOML text by any key table into what that table fills; `positions` becomes where each key was given. False
/// when the text is no UTF-8 or no TOML (one problem); every other departure is a problem, and what could be read is
/// there.
[[nodiscard]] bool parse_by_keys(std::string_view text, const std::filesystem::path& file,
                                 const std::vector<std::string>& overrides, const KeyTable& keys, void* owner,
                                 std::map<std::string, Position>& positions, data::tables::Problems& problems);

/// Reads a scenario file, as `parse_scenario`; a file that cannot be read is a problem.
[[nodiscard]] std::optional<Scenario> read_scenario(const std::filesystem::path& file,
                                                    const std::vector<std::string>& overrides,
                                                    data::tables::Problems& problems);

}  // namespace liriver::scenarios::language
