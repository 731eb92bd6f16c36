// The tables' metadata, held to the W3C's vocabulary (https://www.w3.org/TR/tabular-metadata/).
#include "data/results/csv_metadata.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "data/results/stations_csv.h"
#include "tests/unit/data/results/example_network.h"

namespace liriver::data::results {
namespace {

using Json = nlohmann::json;

TEST(CsvMetadata, says_what_each_column_holds_in_the_words_of_the_vocabulary) {
    const StationColumns columns{{{"NH3-N", "mg/L"}}, true};
    const Json json =
        Json::parse(csv_metadata({{"stations.csv", "stations", describe(columns)}}, example::provenance()));
    EXPECT_EQ(json["@context"], "http://www.w3.org/ns/csvw");
    ASSERT_EQ(json["tables"].size(), 1U);
    EXPECT_EQ(json["tables"][0]["url"], "stations.csv");
    const Json& described = json["tables"][0]["tableSchema"]["columns"];
    ASSERT_EQ(described.size(), 9U);
    EXPECT_EQ(described[0]["titles"], "time_utc");
    EXPECT_EQ(described[0]["datatype"], "dateTime");
    EXPECT_EQ(described[7]["titles"], "NH3-N_mg_L");
    EXPECT_EQ(described[7]["schema:unitText"], "mg/L");
    EXPECT_EQ(described[8]["titles"], "gauge_stage_m");
}

TEST(CsvMetadata, a_choice_of_two_words_is_a_boolean_with_a_format) {
    const Json json = Json::parse(csv_metadata({{"days.csv", "", {{"dry", "boolean", "", "", "yes|no"}}}}, {}));
    const Json& type = json["tables"][0]["tableSchema"]["columns"][0]["datatype"];
    EXPECT_EQ(type["base"], "boolean");
    EXPECT_EQ(type["format"], "yes|no");
}

TEST(CsvMetadata, says_where_the_tables_come_from) {
    const Provenance from = example::provenance();
    const Json json = Json::parse(csv_metadata({}, from));
    EXPECT_EQ(json["dc:title"], from.title);
    const Json& notes = json["notes"][0];
    EXPECT_EQ(notes["version"], from.version);
    EXPECT_EQ(notes["git"], from.git);
    EXPECT_EQ(notes["options"], from.options);
    EXPECT_EQ(notes["inputs"]["q in.csv"], from.inputs[1].checksum);
    EXPECT_EQ(notes["assumptions"].size(), 2U);
}

TEST(CsvMetadata, the_header_is_what_the_titles_say) {
    EXPECT_EQ(header_row({{"a", "string", "", ""}, {"b, c", "double", "m", ""}}), "a,\"b, c\"");
}

}  // namespace
}  // namespace liriver::data::results
