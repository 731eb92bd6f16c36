#include "scenarios/language/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "data/tables/units.h"
#include "scenarios/language/key_table.h"

namespace liriver::scenarios::language {
namespace {

using testing::HasSubstr;

void each_key(const KeyTable& keys, const std::function<void(const KeyTable&, const Key&)>& visit) {
    for (const Key& key : keys.keys) {
        visit(keys, key);
        if (key.table)
            each_key(*key.table, visit);
    }
}

TEST(KeyTable, EveryKeyIsWhole) {
    each_key(scenario_keys(), [](const KeyTable& table, const Key& key) {
        const std::string where = table.name + "." + key.name;
        EXPECT_NE(key.sentence, "") << where;
        EXPECT_EQ(key.sentence.back(), '.') << where;
        const bool measured =
            key.type == KeyType::number || key.type == KeyType::series || key.type == KeyType::amounts;
        EXPECT_EQ(measured, !key.unit.empty()) << where;
        if (measured) {
            EXPECT_TRUE(data::tables::parse_unit(key.unit)) << where;
        }
        EXPECT_EQ(key.type == KeyType::word, !key.words.empty()) << where;
        EXPECT_EQ(key.type == KeyType::table || key.type == KeyType::tables, key.table != nullptr) << where;
        EXPECT_FALSE(key.required && !key.default_text.empty()) << where;
    });
}

TEST(KeyTable, NoTableHasAKeyTwice) {
    std::set<std::pair<const KeyTable*, std::string>> seen;
    each_key(scenario_keys(), [&](const KeyTable& table, const Key& key) {
        EXPECT_TRUE(seen.emplace(&table, key.name).second) << table.name << "." << key.name;
    });
}

TEST(Schema, IsJsonSchemaWithTypesDefaultsAndBounds) {
    const auto schema = nlohmann::json::parse(json_schema());
    EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    EXPECT_EQ(schema["additionalProperties"], false);
    EXPECT_THAT(schema["required"], testing::Contains("schema"));
    const auto& time = schema["properties"]["time"]["properties"];
    EXPECT_EQ(time["step_max"]["default"], "900 s");
    EXPECT_EQ(time["step_max"]["exclusiveMinimum"], 0.0);
    EXPECT_EQ(time["step_max"]["x-unit"], "s");
    EXPECT_EQ(time["start"]["format"], "date-time");
    const auto& boundary = schema["properties"]["boundary"]["items"]["properties"];
    EXPECT_THAT(boundary["kind"]["enum"], testing::Contains("normal_depth"));
    EXPECT_EQ(boundary["end"]["default"], "upstream");
    EXPECT_EQ(boundary["discharge"]["anyOf"][1]["$ref"], "#/$defs/series");
    EXPECT_EQ(schema["$defs"]["series"]["properties"]["interpolation"]["default"], "linear");
}

TEST(Schema, TheReferencePageNamesEveryTableAndKey) {
    const std::string page = markdown_reference();
    each_key(scenario_keys(), [&](const KeyTable&, const Key& key) {
        EXPECT_THAT(page, HasSubstr("| `" + key.name + "`"));
        if (key.table) {
            EXPECT_THAT(page, HasSubstr(key.name + (key.type == KeyType::tables ? "]]`\n" : "]`\n")));
        }
    });
    EXPECT_THAT(page, HasSubstr("| `step_max` | number in s | `\"900 s\"` | > 0 | The longest time step. |"));
}

}  // namespace
}  // namespace liriver::scenarios::language
