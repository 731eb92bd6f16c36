// Rivers at the edge of their terrain: what is not known is said and asked for, what can be cut is cut, and one cause
// is one problem. And weirs of which nothing is published.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <string>

#include "data/registers/catchment_table.h"
#include "data/registers/registers.h"
#include "made_river.h"
#include "scenarios/runner/make_mesh.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using ::testing::Contains;
using ::testing::HasSubstr;
using tests::MadeRiver;
using tests::read;
using tests::words;

/// The made river with its main line drawn from beyond the terrain's west edge (4.98 E).
std::string comes_in_at_the_edge(const std::string& more) {
    std::string text = MadeRiver::scenario();
    const std::string main = "[[reach]]\nname = \"Main\"\n";
    text.replace(text.find(main), main.size(), main + more);
    return text;
}

TEST(TerrainEdge, SaysOfARiverThatComesInAtTheEdgeThatItsAreaIsUnknown) {
    const MadeRiver river("edge");
    std::ofstream(river.file("lines.geojson")) << R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Main","waterway":"river"},
 "geometry":{"type":"LineString","coordinates":[[4.9807,50.1],[5.15,50.1],[5.29,50.1]]}},
{"type":"Feature","properties":{"name":"Side","waterway":"river"},
 "geometry":{"type":"LineString","coordinates":[[5.15,50.18],[5.15,50.14],[5.15,50.1027]]}},
{"type":"Feature","properties":{"name":"The weir","waterway":"weir"},
 "geometry":{"type":"LineString","coordinates":[[5.2,50.0995],[5.2,50.1005]]}}]})";
    std::ofstream(river.file("terrain.toml")) << comes_in_at_the_edge("");
    const auto made = make_mesh(read(river));
    ASSERT_TRUE(made) << words(made.error());
    EXPECT_THAT(made->report, Contains(HasSubstr("Main: it comes in at the terrain's edge")));
    EXPECT_THAT(made->report, Contains(HasSubstr("catchment of Main: an unknown area above its head")));
    ASSERT_TRUE(write_mesh(*made));
    Problems problems;
    auto rows = data::registers::read_catchments(river.file("out/terrain/catchments.csv"), problems);
    EXPECT_TRUE(problems.empty()) << words(problems);
    for (const auto& row : rows)
        EXPECT_EQ(std::isnan(row.upstream_area), row.reach == "Main") << row.reach << " at " << row.chainage;
    // and with the area given, it stands above the head and adds to all that lies downstream
    std::ofstream(river.file("terrain.toml")) << comes_in_at_the_edge("area_above = \"1200 km2\"\n");
    const auto known = make_mesh(read(river));
    ASSERT_TRUE(known) << words(known.error());
    ASSERT_TRUE(write_mesh(*known));
    rows = data::registers::read_catchments(river.file("out/terrain/catchments.csv"), problems);
    double main = 0.0;
    double local = 0.0;
    double side = 0.0;
    for (const auto& row : rows) {
        if (row.reach == "Main" && row.chainage == 0.0) {
            EXPECT_NEAR(row.upstream_area, 1200e6, 1.0);
        }
        if (row.reach == "Main")
            main = row.upstream_area;
        local += row.local_area;
        side = row.reach == "Side" && row.chainage == 0.0 ? row.upstream_area : side;
    }
    EXPECT_NEAR(main, 1200e6 + local + side, 0.01 * main);
}

TEST(TerrainEdge, ShortensSectionsToTheTerrainAndTellsOfTheRestOnce) {
    // given a river along the terrain's south edge (50.0 N), 130 m inside it, and sections of 300 m to each side
    const auto south = [](const MadeRiver& river, const char* latitude) {
        std::ofstream(river.file("lines.geojson")) << std::string(R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Main","waterway":"river"},
 "geometry":{"type":"LineString","coordinates":[[5.0,)") + latitude +
                                                          "],[5.29," + latitude + R"(]]}},
{"type":"Feature","properties":{"name":"Side","waterway":"river"},
 "geometry":{"type":"LineString","coordinates":[[5.15,50.18],[5.15,50.14]]}}]})";
        std::string text = MadeRiver::scenario();
        text.erase(text.find("[[network.barriers]]"), text.find("[sections]") - text.find("[[network.barriers]]"));
        text.erase(text.find("[[station]]"), text.find("[output]") - text.find("[[station]]"));
        std::ofstream(river.file("terrain.toml")) << text;
    };
    const MadeRiver river("shortened");
    south(river, "50.0012");
    const auto made = make_mesh(read(river));
    ASSERT_TRUE(made) << words(made.error());
    EXPECT_THAT(made->report, Contains(HasSubstr("shortened to where the terrain ends")));
    const MadeRiver outside("outside");
    south(outside, "49.9990");
    const auto refused = make_mesh(read(outside));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().size(), 1U) << words(refused.error());
    EXPECT_THAT(words(refused.error()), HasSubstr("no terrain beside the channel of"));
}

TEST(TerrainEdge, WritesAssumedWeirsOnceAndKeepsWhatAUserMakesOfThem) {
    const MadeRiver river("weirs");
    std::string text = MadeRiver::scenario();
    text.replace(text.find("structures = "), 13, "weirs = \"out/assumed/weirs.csv\"\nstructures = ");
    std::ofstream(river.file("terrain.toml")) << text;
    const auto made = make_mesh(read(river));
    ASSERT_TRUE(made) << words(made.error());
    ASSERT_TRUE(write_mesh(*made));
    Problems problems;
    const auto weirs = data::registers::read_weirs(river.file("out/assumed/weirs.csv"), problems);
    ASSERT_TRUE(problems.empty()) << words(problems);
    ASSERT_EQ(weirs.size(), 1U);
    EXPECT_EQ(weirs[0].name, "The weir");
    EXPECT_EQ(weirs[0].confidence, "L");
    EXPECT_NEAR(weirs[0].crest_height_above_bed.value_or(0.0), 0.8 + 0.2, 0.011) << "the thalweg's depth and 0.2 m";
    const auto again = make_mesh(read(river));
    ASSERT_TRUE(again);
    EXPECT_THAT(again->report, Contains(HasSubstr("weirs.csv is there and kept")));
    EXPECT_EQ(again->files.size() + 1, made->files.size());
}

}  // namespace
}  // namespace liriver::scenarios::runner
