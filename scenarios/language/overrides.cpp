#include "scenarios/language/overrides.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "data/tables/suggest.h"
#include "scenarios/language/values.h"

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

/// Whether the scenario names a register that may hold elements of that list.
bool in_a_register(const toml::table& document, const std::string& list) {
    static const std::map<std::string, std::vector<const char*>> registers{
        {"reach", {"reaches"}},        {"station", {"stations"}},
        {"outfall", {"outfalls"}},     {"diffuse_load", {"diffuse_loads"}},
        {"reservoir", {"reservoirs"}}, {"structure", {"structures", "weirs"}}};
    const auto found = registers.find(list);
    if (found == registers.end())
        return false;
    return std::any_of(found->second.begin(), found->second.end(),
                       [&](const char* key) { return document["network"][key].node() != nullptr; });
}

/// Whether an array of tables has an element of that name or number.
bool is_listed(toml::node* array, const std::string& name) {
    std::vector<std::string> ignored;
    return array != nullptr && array->as_array() != nullptr && element(*array->as_array(), name, ignored) != nullptr;
}

/// What word processors make of quotes: no shell takes them away.
bool begins_or_ends_with_curly_quote(const std::string& text) {
    for (const std::string quote : {"\u201c", "\u201d", "\u2018", "\u2019"})
        if (text.size() >= quote.size() && (text.compare(0, quote.size(), quote) == 0 ||
                                            text.compare(text.size() - quote.size(), quote.size(), quote) == 0))
            return true;
    return false;
}

class Override {
  public:
    Override(const std::string& argument, data::tables::Problems& problems)
        : argument_(std::string(override_prefix) + argument), problems_(problems) {}

    /// `added` gathers the elements that are put in because a register may hold them.
    toml::node* apply(toml::table& document, const std::string& path, const std::string& text,
                      std::vector<const toml::node*>& added) {
        added_ = &added;
        if (begins_or_ends_with_curly_quote(text)) {
            refuse(path, text, "straight quotes (\"), or none");
            return nullptr;
        }
        const std::vector<std::string> parts = split_path(path);
        if (parts.empty()) {
            refuse(path, fmt::format("\"{}\"", path), "keys joined by dots, like time.duration");
            return nullptr;
        }
        toml::table* table = &document;
        for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
            toml::node* next = table->get(parts[i]);
            if (i == 0 && i + 2 < parts.size() && in_a_register(document, parts[0]) && !is_listed(next, parts[1])) {
                table = add_listed(document, parts[0], parts[1]);
                if (table == nullptr) {
                    refuse(path, fmt::format("\"{}\", which is no array of tables", parts[0]),
                           fmt::format("[[{}]]", parts[0]));
                    return nullptr;
                }
                ++i;
                continue;
            }
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
    toml::table* add_listed(toml::table& document, const std::string& list, const std::string& name) {
        toml::node* node = document.get(list);
        if (node == nullptr)
            node = &document.insert(list, toml::array{}).first->second;
        toml::array* array = node->as_array();
        if (array == nullptr)
            return nullptr;
        toml::table element{{"name", name}};
        if (list == "structure")
            element.insert("kind", "weir");  // the register says which kind it is
        array->push_back(std::move(element));
        added_->push_back(&array->back());
        return array->back().as_table();
    }

    std::string argument_;
    data::tables::Problems& problems_;
    std::vector<const toml::node*>* added_ = nullptr;
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
        std::vector<const toml::node*> added;
        if (const toml::node* node =
                one.apply(document, argument.substr(0, equals), argument.substr(equals + 1), added)) {
            overridden[node] = one.argument();
            for (const toml::node* element : added)
                overridden[element] = one.argument();
        }
    }
    return overridden;
}

}  // namespace liriver::scenarios::language
