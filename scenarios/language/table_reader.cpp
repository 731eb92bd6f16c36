#include "scenarios/language/table_reader.h"

#include <fmt/format.h>

#include <set>

#include "data/tables/suggest.h"
#include "data/tables/unicode.h"

namespace liriver::scenarios::language {

namespace {
std::string shown(const toml::node& node) {
    if (const auto* text = node.as_string())
        return fmt::format("the text \"{}\"", text->get().substr(0, 60));
    if (const auto* number = node.as_integer())
        return fmt::format("the number {}", number->get());
    if (const auto* number = node.as_floating_point())
        return fmt::format("the number {}", number->get());
    if (const auto* flag = node.as_boolean())
        return flag->get() ? "true" : "false";
    if (node.is_date_time())
        return "a date and time";
    if (node.is_date())
        return "a date alone";
    if (node.is_time())
        return "a time of day alone";
    if (node.is_table())
        return "a table";
    return node.is_array_of_tables() ? "an array of tables" : "a list";
}

/// "a, b or c", quoted.
std::string alternatives(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += fmt::format("{}\"{}\"", i == 0 ? "" : i + 1 == words.size() ? " or " : ", ", words[i]);
    return text;
}

/// Every table of the language that has a key of this name.
void find_homes(const KeyTable& keys, const std::string& where, std::string_view name,
                std::vector<std::string>& homes) {
    for (const Key& key : keys.keys) {
        const std::string path = joined(where, key.name);
        if (key.name == name)
            homes.push_back(path);
        if (key.table)
            find_homes(*key.table, path, name, homes);
    }
}
}  // namespace

std::string joined(const std::string& where, std::string_view key) {
    return where.empty() ? std::string(key) : fmt::format("{}.{}", where, key);
}

std::string expected_in_words(const Key& key) {
    switch (key.type) {
        case KeyType::flag:
            return "true or false";
        case KeyType::integer:
            return bounds_in_words(key);
        case KeyType::number:
            return key.unit == "1"
                       ? bounds_in_words(key)
                       : fmt::format("{}, or a text with a unit like \"1 {}\"", bounds_in_words(key), key.unit);
        case KeyType::text:
            return "a text in quotes";
        case KeyType::word:
            return alternatives(key.words);
        case KeyType::file:
            return "a file's path in quotes";
        case KeyType::time:
            return "a date and time with an offset, like 2025-11-01T00:00:00+08:00";
        case KeyType::offset:
            return "an offset from UTC, like \"+08:00\"";
        case KeyType::point:
            return "a point: [x, y] in metres, { x = ..., y = ... } or { lon = ..., lat = ... } in degrees";
        case KeyType::points:
            return "a list of points: [[x, y], [x, y], ...]";
        case KeyType::series:
            return fmt::format("{}, a text with a unit like \"1 {}\", or {{ file = ..., column = ... }}",
                               bounds_in_words(key), key.unit);
        case KeyType::amounts:
            return fmt::format("a table from constituents to values, like {{ NH3-N = \"1 {}\" }}",
                               key.unit == "kg/m3" ? "mg/L" : "g/s");
        case KeyType::numbers:
            return fmt::format("a list, each {}", bounds_in_words(key));
        case KeyType::texts:
            return "a list of texts in quotes";
        case KeyType::files:
            return "a list of paths in quotes";
        case KeyType::names:
            return "a table of texts, like { id = \"name\" }";
        case KeyType::table:
            return "a table";
        case KeyType::tables:
            return "an array of tables";
    }
    return {};
}

TableReader::TableReader(const std::filesystem::path& file, const std::map<const toml::node*, std::string>& overridden,
                         data::tables::Problems& problems)
    : file_(file.string()),
      folder_(std::filesystem::absolute(file).parent_path()),
      overridden_(overridden),
      problems_(problems) {}

Position TableReader::position(const toml::node& node) const {
    if (!override_.empty())
        return {override_, 0, 0};
    return {file_, static_cast<int>(node.source().begin.line), static_cast<int>(node.source().begin.column)};
}

void TableReader::refuse(const toml::node& node, const char* code, const std::string& key, std::string found,
                         std::string expected, std::string hint) {
    const Position at = position(node);
    problems_.push_back(
        {at.file, at.line, at.column, code, key, std::move(found), std::move(expected), std::move(hint)});
}

void TableReader::refuse_type(const toml::node& node, const Key& key, const std::string& where) {
    refuse(node, "wrong-type", joined(where, key.name), shown(node), expected_in_words(key));
}

void TableReader::unknown_key(const toml::key& name, const toml::node& node, const KeyTable& keys,
                              const std::string& where) {
    std::vector<std::string> names;
    names.reserve(keys.keys.size());
    for (const Key& key : keys.keys)
        names.push_back(key.name);
    std::string hint = data::tables::suggest(name.str(), names);
    if (hint.empty()) {
        std::vector<std::string> homes;
        find_homes(scenario_keys(), {}, name.str(), homes);
        if (!homes.empty())
            hint = homes.front();
    }
    Position at = position(node);
    if (override_.empty() && name.source().begin.line > 0) {
        at.line = static_cast<int>(name.source().begin.line);
        at.column = static_cast<int>(name.source().begin.column);
    }
    std::string list;
    for (const std::string& known : names)
        list += (list.empty() ? "" : ", ") + known;
    problems_.push_back(
        {at.file, at.line, at.column, "unknown-key", joined(where, name.str().substr(0, 80)), "an unknown key",
         (keys.name.empty() ? "one of " : fmt::format("a key of {}: ", keys.name)) + list, std::move(hint)});
}

void TableReader::read(const toml::table& table, const KeyTable& keys, void* owner, const std::string& where) {
    const std::string outer_override = override_;
    for (auto it = table.begin(); it != table.end(); ++it) {
        const toml::key& name = it->first;
        const toml::node& node = it->second;
        if (const auto found = overridden_.find(&node); found != overridden_.end())
            override_ = found->second;
        positions_.emplace(joined(where, name.str()), position(node));
        if (const Key* key = keys.find(std::string(name.str())))
            read_key(node, *key, owner, where);
        else
            unknown_key(name, node, keys, where);
        override_ = outer_override;
    }
    for (const Key& key : keys.keys)
        if (key.required && !table.contains(key.name))
            refuse(table, key.type == KeyType::table ? "missing-table" : "missing-key", joined(where, key.name),
                   key.type == KeyType::table ? "no such table" : "no such key",
                   fmt::format("{} ({})", expected_in_words(key), key.sentence));
}

void TableReader::read_key(const toml::node& node, const Key& key, void* owner, const std::string& where) {
    if (key.type == KeyType::table) {
        if (const auto* table = node.as_table())
            read(*table, *key.table, key.open(owner, position(node)), joined(where, key.name));
        else
            refuse(node, "wrong-type", joined(where, key.name), shown(node),
                   fmt::format("a table, [{}]", joined(where, key.name)));
    } else if (key.type == KeyType::tables) {
        read_tables(node, key, owner, where);
    } else if (auto read = value(node, key, where)) {
        key.store(owner, std::move(*read));
    }
}

void TableReader::read_tables(const toml::node& node, const Key& key, void* owner, const std::string& where) {
    const std::string path = joined(where, key.name);
    const auto* array = node.as_array();
    if (array == nullptr) {
        refuse(node, "wrong-type", path, shown(node), fmt::format("an array of tables, [[{}]]", path));
        return;
    }
    const std::string outer_override = override_;
    std::set<std::string> labels;
    for (std::size_t i = 0; i < array->size(); ++i) {
        const toml::node& element = *array->get(i);
        if (const auto found = overridden_.find(&element); found != overridden_.end())
            override_ = found->second;
        if (const auto* table = element.as_table()) {
            std::string label = std::to_string(i + 1);
            for (const char* naming : {"name", "zone"})
                if (const auto* text = table->get_as<std::string>(naming)) {
                    label = data::tables::composed(text->get()).substr(0, 60);
                    break;  // what has a name goes by it
                }
            if (!labels.insert(label).second)
                label += fmt::format(" #{}", i + 1);
            void* const opened = key.open(owner, position(element));
            // What has lost its name goes by its number, so that its other keys are still found.
            if (const Key* name = key.table->find("name"); name != nullptr && name->required)
                name->store(opened, label);
            read(*table, *key.table, opened, fmt::format("{}[{}]", path, label));
        } else {
            refuse(element, "wrong-type", path, shown(element), fmt::format("a table, under [[{}]]", path));
        }
        override_ = outer_override;
    }
}

}  // namespace liriver::scenarios::language
