#include "scenarios/language/schema.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "scenarios/language/key_table.h"

namespace liriver::scenarios::language {

namespace {
using Json = nlohmann::ordered_json;

Json table_schema(const KeyTable& keys);

void add_bounds(Json& schema, const Key& key) {
    if (std::isfinite(key.minimum))
        schema[key.above_minimum ? "exclusiveMinimum" : "minimum"] = key.minimum;
    if (std::isfinite(key.maximum))
        schema["maximum"] = key.maximum;
}

Json text_or_list() {
    return Json{{"anyOf",
                 Json::array({Json{{"type", "string"}},
                              Json{{"type", "array"}, {"items", Json{{"type", Json::array({"string", "number"})}}}}})}};
}

Json value_schema(const Key& key) {
    Json schema;
    switch (key.type) {
        case KeyType::flag:
            schema["type"] = "boolean";
            break;
        case KeyType::integer:
            schema["type"] = "integer";
            add_bounds(schema, key);
            break;
        case KeyType::number:
            schema["type"] = Json::array({"number", "string"});
            add_bounds(schema, key);
            break;
        case KeyType::text:
        case KeyType::file:
            schema["type"] = "string";
            break;
        case KeyType::word:
            schema["enum"] = key.words;
            break;
        case KeyType::time:
            schema["type"] = "string";
            schema["format"] = "date-time";
            break;
        case KeyType::offset:
            schema["type"] = "string";
            schema["pattern"] = "^([+-][0-9]{2}(:?[0-9]{2})?|Z|UTC)$";
            break;
        case KeyType::point:
            schema["anyOf"] = Json::array(
                {Json{{"type", "array"}, {"items", Json{{"type", "number"}}}, {"minItems", 2}, {"maxItems", 2}},
                 Json{{"type", "object"}, {"required", Json::array({"x", "y"})}},
                 Json{{"type", "object"}, {"required", Json::array({"lon", "lat"})}}});
            break;
        case KeyType::points: {
            Key one = key;
            one.type = KeyType::point;
            one.sentence.clear();
            schema["type"] = "array";
            schema["items"] = value_schema(one);
            break;
        }
        case KeyType::series: {
            Json number{{"type", Json::array({"number", "string"})}};
            add_bounds(number, key);
            schema["anyOf"] = Json::array({number, Json{{"$ref", "#/$defs/series"}}});
            break;
        }
        case KeyType::amounts: {
            Key one = key;
            one.type = KeyType::series;
            one.sentence.clear();
            one.unit.clear();
            schema["type"] = "object";
            schema["additionalProperties"] = value_schema(one);
            break;
        }
        case KeyType::numbers: {
            Json number{{"type", "number"}};
            add_bounds(number, key);
            schema["type"] = "array";
            schema["items"] = number;
            break;
        }
        case KeyType::texts:
        case KeyType::files:
            schema = text_or_list();
            break;
        case KeyType::names:
            schema["type"] = "object";
            schema["additionalProperties"] = Json{{"type", "string"}};
            break;
        case KeyType::table:
            schema = table_schema(*key.table);
            break;
        case KeyType::tables:
            schema["type"] = "array";
            schema["items"] = table_schema(*key.table);
            break;
    }
    if (!key.sentence.empty())
        schema["description"] = key.sentence;
    if (!key.unit.empty() && key.unit != "1")
        schema["x-unit"] = key.unit;
    if (!key.default_text.empty())
        schema["default"] = Json::parse(key.default_text);
    return schema;
}

Json table_schema(const KeyTable& keys) {
    Json schema{{"type", "object"}};
    if (!keys.sentence.empty())
        schema["description"] = keys.sentence;
    Json required = Json::array();
    for (const Key& key : keys.keys) {
        schema["properties"][key.name] = value_schema(key);
        if (key.required)
            required.push_back(key.name);
    }
    if (!required.empty())
        schema["required"] = required;
    schema["additionalProperties"] = false;
    return schema;
}

std::string type_in_words(const Key& key) {
    const std::string unit = key.unit.empty() || key.unit == "1" ? std::string() : fmt::format(" in {}", key.unit);
    switch (key.type) {
        case KeyType::flag:
            return "true or false";
        case KeyType::integer:
            return "whole number";
        case KeyType::number:
            return "number" + unit;
        case KeyType::text:
            return "text";
        case KeyType::word: {
            std::string words;
            for (const std::string& word : key.words)
                words += fmt::format("{}`{}`", words.empty() ? "" : ", ", word == "|" ? "\\|" : word);
            return "one of " + words;
        }
        case KeyType::file:
            return "file";
        case KeyType::time:
            return "date and time with offset";
        case KeyType::offset:
            return "offset from UTC";
        case KeyType::point:
            return "point";
        case KeyType::points:
            return "list of points";
        case KeyType::series:
            return "number or series" + unit;
        case KeyType::amounts:
            return "by constituent: number or series" + unit;
        case KeyType::numbers:
            return "list of numbers";
        case KeyType::texts:
            return "list of texts";
        case KeyType::files:
            return "list of files";
        case KeyType::names:
            return "table of texts";
        case KeyType::table:
            return "table";
        case KeyType::tables:
            return "array of tables";
    }
    return {};
}

std::string bounds_of(const Key& key) {
    std::string text;
    if (std::isfinite(key.minimum))
        text = fmt::format("{} {}", key.above_minimum ? ">" : "≥", key.minimum);
    if (std::isfinite(key.maximum))
        text += fmt::format("{}≤ {}", text.empty() ? "" : ", ", key.maximum);
    return text;
}

void add_table(const KeyTable& keys, const std::string& heading, std::string& page, const std::string& within = {}) {
    page += fmt::format("\n## {}\n\n{}\n\n", heading, keys.sentence);
    page += "| key | value | default | bounds | meaning |\n|---|---|---|---|---|\n";
    for (const Key& key : keys.keys)
        page += fmt::format("| `{}`{} | {} | {} | {} | {} |\n", key.name, key.required ? " (required)" : "",
                            type_in_words(key), key.default_text.empty() ? "" : fmt::format("`{}`", key.default_text),
                            bounds_of(key), key.sentence);
    for (const Key& key : keys.keys) {
        if (!key.table)
            continue;
        const std::string name = within.empty() ? key.name : within + "." + key.name;
        add_table(*key.table, key.type == KeyType::tables ? "`[[" + name + "]]`" : "`[" + name + "]`", page, name);
    }
}
}  // namespace

std::string json_schema() {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "liriver scenario"}};
    schema.update(table_schema(scenario_keys()));
    schema["$defs"]["series"] = table_schema(series_keys());
    return schema.dump(2) + "\n";
}

std::string json_schema_of_study() {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "liriver study"}};
    schema.update(table_schema(study_keys()));
    return schema.dump(2) + "\n";
}

std::string markdown_reference_of_study() {
    std::string page =
        "# The file of a study\n\n"
        "A study is one TOML file in UTF-8 that names a scenario and asks a question about it; `liriver study FILE "
        "--output DIR` answers it. This page is made by `liriver schema --study --markdown` from the table that the "
        "program itself reads by. Numbers with units, files and times are written as in [a scenario](scenario.md). A "
        "key that is not listed here is an error.\n";
    add_table(study_keys(), "The whole file", page);
    return page;
}

std::string markdown_reference() {
    std::string page =
        "# The scenario language\n\n"
        "A scenario is one TOML file in UTF-8. This page is made by `liriver schema --markdown` from the table that "
        "the "
        "program itself reads by.\n\n"
        "- A **number** is written alone, in the unit named here, or as a text with a unit of the same kind: "
        "`\"45 m3/s\"`, `\"0.3 mg/L\"`, `\"6.77 L/s/km2\"`, `\"30 d\"`. A discharge may be given as a mass of water: "
        "`\"16e4 t/d\"`.\n"
        "- A **series** is a number for all time, or a column of a time table: `{ file = \"q.csv\", column = "
        "\"discharge_m3_s\" }`. The table is a CSV, or a sheet of an XLSX or ODS workbook, "
        "with a column of times; the unit of a column is in its name or in `unit`. The keys are those of a "
        "[series](#a-series).\n"
        "- A concentration written as a plain number is in its constituent's unit.\n"
        "- **Files** are relative to the scenario's folder. CSV tables are read in UTF-8 and in GB18030 (GBK).\n"
        "- **Chainage** is metres from a reach's upstream end. A **point** is `[x, y]` in the project's CRS, or "
        "`{ lon = ..., lat = ... }` in degrees.\n"
        "- A key that is not listed here is an error.\n";
    add_table(scenario_keys(), "The whole file", page);
    add_table(series_keys(), "A series", page);
    return page;
}

}  // namespace liriver::scenarios::language
