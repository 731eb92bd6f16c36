#include "scenarios/language/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/tables/encoding.h"
#include "data/tables/file.h"
#include "scenarios/language/overrides.h"
#include "scenarios/language/table_reader.h"

namespace liriver::scenarios::language {

namespace {
bool check_encoding(std::string_view text, const std::string& file, data::tables::Problems& problems) {
    const auto invalid = data::tables::first_invalid_utf8(text);
    if (!invalid)
        return true;
    const std::string_view before = text.substr(0, *invalid);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const bool chinese = data::tables::decode(text).has_value();
    problems.push_back({file,
                        static_cast<int>(line),
                        0,
                        "not-utf8",
                        {},
                        chinese ? "text in GB18030 (GBK)" : "bytes that are not UTF-8",
                        "a scenario saved as UTF-8",
                        {}});
    return false;
}
}  // namespace

bool parse_by_keys(std::string_view text, const std::filesystem::path& file, const std::vector<std::string>& overrides,
                   const KeyTable& keys, void* owner, std::map<std::string, Position>& positions,
                   data::tables::Problems& problems) {
    const std::string name = file.string();
    if (!check_encoding(text, name, problems))
        return false;
    toml::table document;
    try {
        document = toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        problems.push_back({name,
                            static_cast<int>(error.source().begin.line),
                            static_cast<int>(error.source().begin.column),
                            "toml-syntax",
                            {},
                            fmt::format("what TOML does not allow ({})", error.description()),
                            "valid TOML",
                            {}});
        return false;
    }
    const auto overridden = apply_overrides(document, overrides, problems);
    TableReader reader(file, overridden, problems);
    reader.read(document, keys, owner, {});
    positions = reader.positions();
    return true;
}

std::optional<Scenario> parse_scenario(std::string_view text, const std::filesystem::path& file,
                                       const std::vector<std::string>& overrides, data::tables::Problems& problems) {
    Scenario scenario;
    scenario.file = file;
    scenario.overrides = overrides;
    scenario.text = text;
    if (!parse_by_keys(text, file, overrides, scenario_keys(), &scenario, scenario.positions, problems))
        return std::nullopt;
    return scenario;
}

std::optional<Scenario> read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                      data::tables::Problems& problems) {
    const auto text = data::tables::read_file(file);
    if (!text) {
        problems.push_back(text.error());
        return std::nullopt;
    }
    return parse_scenario(*text, file, overrides, problems);
}

}  // namespace liriver::scenarios::language
