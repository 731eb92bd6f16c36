#include "scenarios/language/overrides.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "data/tables/suggest.h"

namespace liriver::scenarios::language {

namespace {
/// Splits at dots outside double quotes. Empty: there is an empty part or an open quote.
std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (const char letter : path) {
        if (letter == '"')
            quoted = !quoted;
        else if (letter == '.' && !quoted)
            parts.emplace_back();
        else
            parts.back() += letter;
    }
    for (const std::string& part : parts)
        if (part.empty())
            return {};
    return quoted ? std::vector<std::string>{} : parts;
}

toml::table parse_value(const std::string& text) {
    if (text.find_first_of("\r\n") == std::string::npos) {
        try {
            toml::table parsed = toml::parse("value = " + text);
            if (parsed.size() == 1 && parsed.contains("value"))
                return parsed;
        } catch (const toml::parse_error&) {
            // Not TOML: the text itself is the value.
        }
    }
    toml::table plain;
    plain.insert("value", text);
    return plain;
}

/// The element of an array of tables with that name, zone or number.
toml::table* element(toml::array& array, const std::string& name, std::vector<std::string>& known) {
    for (toml::node& node : array)
        if (toml::table* table = node.as_table())
            for (const char* naming : {"name", "zone"})
                if (const auto* text = table->get_as<std::string>(naming)) {
                    if (text->get() == name)
                        return table;
                    known.push_back(text->get());
                }
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc{} && end == name.data() + name.size() && number >= 1 && number <= array.size())
        return array.get(number - 1)->as_table();
    return nullptr;
}

class Override {
  public:
    Override(std::string argument, data::tables::Problems& problems)
        : argument_("--set " + std::move(argument)), problems_(problems) {}

    toml::node* apply(toml::table& document, const std::string& path, const std::string& text) {
        const std::vector<std::string> parts = split_path(path);
        if (parts.empty()) {
            refuse(path, fmt::format("\"{}\"", path), "keys joined by dots, like time.duration");
            return nullptr;
        }
        toml::table* table = &document;
        for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
            toml::node* next = table->get(parts[i]);
            if (next == nullptr)
                next = &table->insert(parts[i], toml::table{}).first->second;
            if (toml::array* array = next->as_array()) {
                if (i + 2 >= parts.size()) {
                    refuse(path, "an array of tables", "the name of one of them, and then a key");
                    return nullptr;
                }
                std::vector<std::string> known;
                table = element(*array, parts[++i], known);
                if (table == nullptr) {
                    refuse(path, fmt::format("no \"{}\"", parts[i]),
                           fmt::format("the name of one of [[{}]]", parts[i - 1]),
                           data::tables::suggest(parts[i], known));
                    return nullptr;
                }
            } else {
                table = next->as_table();
                if (table == nullptr) {
                    refuse(path, fmt::format("\"{}\", which is a value", parts[i]), "a table");
                    return nullptr;
                }
            }
        }
        toml::table value = parse_value(text);
        table->insert_or_assign(parts.back(), std::move(*value.get("value")));
        return table->get(parts.back());
    }

    void refuse(const std::string& key, std::string found, std::string expected, std::string hint = {}) {
        problems_.push_back(
            {argument_, 0, 0, "bad-override", key, std::move(found), std::move(expected), std::move(hint)});
    }

    [[nodiscard]] const std::string& argument() const { return argument_; }

  private:
    std::string argument_;
    data::tables::Problems& problems_;
};
}  // namespace

std::map<const toml::node*, std::string> apply_overrides(toml::table& document,
                                                         const std::vector<std::string>& overrides,
                                                         data::tables::Problems& problems) {
    std::map<const toml::node*, std::string> overridden;
    for (const std::string& argument : overrides) {
        Override one(argument, problems);
        const std::size_t equals = argument.find('=');
        if (equals == std::string::npos) {
            one.refuse({}, fmt::format("\"{}\"", argument), "key=value, like time.duration=\"10 d\"");
            continue;
        }
        if (const toml::node* node = one.apply(document, argument.substr(0, equals), argument.substr(equals + 1)))
            overridden[node] = one.argument();
    }
    return overridden;
}

}  // namespace liriver::scenarios::language
