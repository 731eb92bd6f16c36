#include "scenarios/language/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "loaded.h"
#include "scenarios/language/example.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;
using data::tables::Problems;

TEST(Load, GivesARiverReadyToRun) {
    const Model model = good(RiverFolder());
    EXPECT_EQ(model.river.network.reaches.size(), 2U);
    EXPECT_EQ(model.river.sections.size(), 4U);
    EXPECT_EQ(model.river.sections.front().points.size(), 3U);
    const Scenario& s = model.scenario;
    ASSERT_TRUE(s.time.end);
    EXPECT_EQ(data::tables::format_local(*s.time.end, s.project.time_zone), "2025-11-04T00:00:00+08:00");
    EXPECT_THAT(s.boundaries.at(0).discharge->values, testing::ElementsAre(20.0, 30.0, 20.0));
    EXPECT_DOUBLE_EQ(*s.boundaries.at(1).specific_discharge->constant, 6.77e-9);
    EXPECT_EQ(s.constituents.at(0).initial->constant, 0.0002);
    EXPECT_EQ(model.river.catchments.at(1).local_area, 1.5e6);
    EXPECT_EQ(model.river.inputs.front().filename(), "river.toml");
    EXPECT_EQ(model.river.inputs.size(), 12U);
}

TEST(Load, JoinsRegistersAndTables) {
    const Scenario s = good(RiverFolder()).scenario;
    ASSERT_EQ(s.stations.size(), 2U);
    EXPECT_EQ(s.stations[0].name, "Guilin");
    EXPECT_EQ(s.stations[0].label, "桂林");
    EXPECT_EQ(s.stations[0].target->constant, 60.0);
    EXPECT_EQ(s.stations[0].places.at(0).chainage, 1000.0);
    EXPECT_EQ(s.stations[0].places.at(0).point->y, 2789000.0);
    // 424900 2788020 lies 20 m beside the tributary, 900 m along it.
    EXPECT_NEAR(*s.stations[1].places.at(0).chainage, 900.0, 1e-6);
    ASSERT_EQ(s.outfalls.size(), 2U);
    EXPECT_EQ(s.outfalls[1].discharge->constant, 1.85);
    EXPECT_EQ(s.outfalls[1].concentration.at("NH3-N").constant, 0.008);
    EXPECT_TRUE(s.outfalls[1].provenance.assumed);
    ASSERT_EQ(s.structures.size(), 1U);
    EXPECT_EQ(s.structures[0].crest_height_above_bed, 1.2);
    EXPECT_EQ(s.structures[0].width, 80.0);
    EXPECT_EQ(s.structures[0].coefficient, 0.36);
}

TEST(Load, LeavesClosedOutfallsOutAndSaysSo) {
    RiverFolder folder;
    folder.texts["数据 1/outfalls.csv"] =
        "outfall,reach,chainage_m,discharge_m3_s,NH3-N_mg_L,status\nfirst,漓江,2500,1.85,8,kept\nold,漓江,2600,1,8,"
        "取缔\n";
    const Model model = good(folder);
    std::vector<std::string> names;
    for (const auto& outfall : model.scenario.outfalls)
        names.push_back(outfall.name);
    EXPECT_THAT(names, testing::Contains("first"));
    EXPECT_THAT(names, testing::Not(testing::Contains("old")));
    EXPECT_THAT(model.river.notes, testing::Contains(testing::HasSubstr("outfall old is closed")));
}

TEST(Load, TheExampleIsSoundAndItsReachesMeet) {
    RiverFolder folder;
    folder.texts.clear();
    for (const ExampleFile& file : example_files())
        folder.texts[file.name] = file.text;
    const Model model = good(folder);
    ASSERT_EQ(model.river.network.reaches.size(), 2U);
    EXPECT_EQ(model.river.network.reaches[1].to->chainage, 8000.0);
    EXPECT_EQ(model.river.sections.size(), 101U + 31U);
    const auto lowest = [&](const std::string& reach, double chainage) {
        for (const auto& section : model.river.sections)
            if (section.reach == reach && section.chainage == chainage)
                return section.points.at(1).elevation;
        return 0.0;
    };
    EXPECT_DOUBLE_EQ(lowest("main", 8000.0), 146.0);
    EXPECT_DOUBLE_EQ(lowest("tributary", 6000.0), 146.0);
    // The tributary's line ends on the main stem's.
    EXPECT_DOUBLE_EQ(model.river.network.reaches[1].y.back(), -8000.0);
}

TEST(Load, ReadsTablesInGbkAndSaysSo) {
    RiverFolder folder;
    folder.change("river.toml", "column = \"discharge_L_s\"", "column = \"\\u6D41\\u91CF\", unit = \"m3/s\"");
    folder.texts["flow.csv"] = "time,\xC1\xF7\xC1\xBF\n2025-11-01T00:00:00+08:00,20\n2025-11-04T00:00:00+08:00,25\n";
    const Model model = good(folder);
    EXPECT_THAT(model.scenario.boundaries.at(0).discharge->values, testing::ElementsAre(20.0, 25.0));
    ASSERT_EQ(model.river.notes.size(), 1U);
    EXPECT_THAT(model.river.notes[0], testing::HasSubstr("flow.csv is in GB18030"));
}

TEST(Load, ReadsRegistersInGbkAndSaysSo) {
    RiverFolder folder;
    // 漓江 and 甲 in GBK; the register's other texts are ASCII
    folder.texts["数据 1/outfalls.csv"] =
        "outfall,label,reach,chainage_m,discharge_m3_s,NH3-N_mg_L,NH3-N_g_s,source,confidence,note\n"
        "first,\xBC\xD7,\xC0\xEC\xBD\xAD,2500,1.85,8,,plan,L,\n";
    const Model model = good(folder);
    EXPECT_EQ(model.scenario.outfalls.at(1).label, "甲");
    ASSERT_EQ(model.river.notes.size(), 1U);
    EXPECT_THAT(model.river.notes[0], testing::HasSubstr("outfalls.csv is in GB18030"));
}

TEST(Load, ARatingNeedsTwoRows) {
    RiverFolder folder;
    folder.change("river.toml", "kind = \"normal_depth\"", "kind = \"rating\"\nrating = \"rating.csv\"");
    folder.texts["rating.csv"] = "stage_m,discharge_m3_s\n140,5\n";
    EXPECT_EQ(only(folder).code, "one-point");
    folder.texts["rating.csv"] += "141,9\n";
    EXPECT_EQ(good(folder).scenario.boundaries.at(2).rating_points.size(), 2U);
}

TEST(Load, ARatingMayStandInTheScenario) {
    RiverFolder folder;
    folder.change("river.toml", "kind = \"normal_depth\"",
                  "kind = \"rating\"\nrating_table = [{ stage = \"140 m\", discharge = 0 }, { stage = 141, discharge = "
                  "\"9000 L/s\" }]");
    const auto points = good(folder).scenario.boundaries.at(2).rating_points;
    EXPECT_EQ(points, (std::vector<std::pair<double, double>>{{140.0, 0.0}, {141.0, 9.0}}));
    folder.change("river.toml", "stage = 141", "stage = 139");
    EXPECT_EQ(only(folder).code, "out-of-order");
    folder.change("river.toml", "stage = 139", "stage = 141");
    folder.change("river.toml", "kind = \"rating\"", "kind = \"rating\"\nrating = \"rating.csv\"");
    folder.texts["rating.csv"] = "stage_m,discharge_m3_s\n140,5\n141,6\n";
    EXPECT_EQ(only(folder).code, "both-given");
}

TEST(Load, OverridesAreCheckedWithTheRest) {
    EXPECT_EQ(good(RiverFolder(), {"station.Guilin.target=45 m3/s"}).scenario.stations.at(0).target->constant, 45.0);
    const RiverFolder folder;
    const auto model = load(folder.write(), {"time.duration=40 d"});
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().at(0).code, "not-covered");
}

struct Mistake {
    std::string name, file, from, to;  ///< replace `from` by `to`; an empty `from` appends
    std::string code;
    std::string problem_file;
    std::string line_text;  ///< the problem stands in the line of this text
};

// The twelve of the promise that `liriver check` names everything at once.
const std::vector<Mistake> twelve{
    {"unknown key", "river.toml", "name = \"枯水期\"", "name = \"枯水期\"\nnmae = 1", "unknown-key", "river.toml",
     "nmae"},
    {"wrong unit", "river.toml", "target = \"60 m3/s\"", "target = \"60 m\"", "wrong-unit", "river.toml", "\"60 m\""},
    {"missing file", "river.toml", "[[terrain.rasters]]", "reservoirs = \"none.csv\"\n[[terrain.rasters]]",
     "missing-file", "river.toml", "none.csv"},
    {"station off the river", "数据 1/stations.csv", "424900,2788020", "424900,2789020", "off-reach",
     "数据 1/stations.csv", "mouth"},
    {"section with one point", "数据 1/sections.csv", "", "漓江,2000,0,144,channel\n", "one-point",
     "数据 1/sections.csv", "漓江,2000"},
    {"negative width", "数据 1/weirs.csv", "1.2,80", "1.2,-80", "out-of-bounds", "数据 1/weirs.csv", "-80"},
    {"two reaches of one name", "数据 1/reaches.csv", "", "漓江,again,,,,,4000,survey,H,\n", "repeated-name",
     "数据 1/reaches.csv", "again"},
    {"series out of order", "flow.csv", "2025-11-02T00:00:00+08:00", "2025-10-02T00:00:00+08:00", "out-of-order",
     "flow.csv", "2025-10-02"},
    {"CRS missing", "river.toml", "crs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n[time]",
     "vertical_datum = \"EGM96\"\n[time]", "missing-key", "river.toml", "[project]"},
    {"nodata under a section", "数据 1/places.csv", "425050,2786000,424950,2786000", "425050,2786000,424950,2785000",
     "nodata", "数据 1/places.csv", "2785000"},
    {"outfall on a dry line", "数据 1/outfalls.csv", "first,甲,漓江,2500", "first,甲,桃花江,500", "dry-line",
     "数据 1/outfalls.csv", "first"},
    {"bad date in a CSV", "flow.csv", "2025-11-04T00:00:00+08:00", "2025-02-30T00:00:00+08:00", "bad-time", "flow.csv",
     "2025-02-30"},
};

void spoil(RiverFolder& folder, const Mistake& mistake) {
    if (mistake.from.empty())
        folder.append(mistake.file, mistake.to);
    else
        folder.change(mistake.file, mistake.from, mistake.to);
}

void expect_at(const Problem& problem, const RiverFolder& folder, const Mistake& mistake) {
    EXPECT_EQ(problem.code, mistake.code) << to_string(problem);
    EXPECT_EQ(std::filesystem::path(problem.file), folder.path / mistake.problem_file) << to_string(problem);
    EXPECT_EQ(problem.line, folder.line_of(mistake.problem_file, mistake.line_text)) << to_string(problem);
    EXPECT_NE(problem.expected, "") << to_string(problem);
}

class EachMistake : public testing::TestWithParam<std::size_t> {};

TEST_P(EachMistake, AloneIsNamedWithFileLineAndWhatWasExpected) {
    RiverFolder folder;
    spoil(folder, twelve[GetParam()]);
    expect_at(only(folder), folder, twelve[GetParam()]);
}

INSTANTIATE_TEST_SUITE_P(Twelve, EachMistake, testing::Range<std::size_t>(0, 12));

TEST(Load, TwelveMistakesAreNamedInOneGo) {
    RiverFolder folder;
    for (const Mistake& mistake : twelve)
        spoil(folder, mistake);
    const Problems problems = bad(folder);
    for (const Mistake& mistake : twelve) {
        const int line = folder.line_of(mistake.problem_file, mistake.line_text);
        const auto found = std::find_if(problems.begin(), problems.end(), [&](const Problem& problem) {
            return problem.code == mistake.code && problem.line == line &&
                   std::filesystem::path(problem.file) == folder.path / mistake.problem_file;
        });
        EXPECT_NE(found, problems.end()) << mistake.name;
    }
    EXPECT_EQ(problems.size(), 12U);
    for (const Problem& problem : problems)
        if (problems.size() != 12)
            ADD_FAILURE() << to_string(problem);
}

// Mistakes beyond the twelve: one row each.
const std::vector<Mistake> others{
    {"no time", "river.toml", "[time]\nstart = 2025-11-01T00:00:00+08:00\nduration = \"3 d\"\n", "", "missing-table",
     "river.toml", ""},
    {"end before start", "river.toml", "duration = \"3 d\"", "end = 2025-10-01T00:00:00+08:00", "out-of-order",
     "river.toml", "end = 2025-10"},
    {"no end", "river.toml", "duration = \"3 d\"\n", "", "missing-key", "river.toml", "[time]"},
    {"CRS in degrees", "river.toml", "crs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n[time]",
     "crs = \"EPSG:4326\"\nvertical_datum = \"EGM96\"\n[time]", "bad-crs", "river.toml", "EPSG:4326"},
    {"CRS unknown", "river.toml", "crs = \"EPSG:32649\"\nvertical_datum = \"EGM96\"\n[time]",
     "crs = \"EPSG:99999999\"\nvertical_datum = \"EGM96\"\n[time]", "bad-crs", "river.toml", "EPSG:99999999"},
    {"empty table", "flow.csv", "*", "", "empty-file", "flow.csv", ""},
    {"column of another unit", "flow.csv", "discharge_L_s", "discharge_m", "missing-column", "flow.csv", "time,"},
    {"station beyond the end", "数据 1/stations.csv", "漓江,1000", "漓江,4500", "off-reach", "数据 1/stations.csv",
     "4500"},
    {"station on no reach", "数据 1/stations.csv", "漓江,1000", "离江,1000", "unknown-reach", "数据 1/stations.csv",
     "离江"},
    {"constituent not declared", "river.toml", "load = { NH3-N", "load = { NH3", "unknown-constituent", "river.toml",
     "load ="},
    {"concentration without water", "river.toml", "load = { NH3-N = \"5 g/s\" }",
     "concentration = { NH3-N = \"5 mg/L\" }", "missing-key", "river.toml", "concentration ="},
    {"a constituent in metres", "river.toml", "initial = 0.2", "initial = 0.2\nunit = \"m\"", "wrong-unit",
     "river.toml", "unit = \"m\""},
    {"stage where a discharge is", "river.toml", "[[boundary]]\nname = \"outlet\"",
     "[[boundary]]\nname = \"two\"\nkind = \"discharge\"\nreach = \"桃花江\"\nstage = 3\n[[boundary]]\nname = "
     "\"outlet\"",
     "", "", ""},
    {"boundary at a confluence", "river.toml", "[[constituent]]",
     "[[boundary]]\nname = \"x\"\nkind = \"stage\"\nstage = 3\nreach = \"桃花江\"\nend = "
     "\"downstream\"\n[[constituent]]",
     "not-open", "river.toml", "end = \"downstream\"\n[[constituent]]"},
    {"two boundaries at one end", "river.toml", "[[constituent]]",
     "[[boundary]]\nname = \"x\"\nkind = \"stage\"\nstage = 3\nreach = \"漓江\"\nend = \"downstream\"\n[[constituent]]",
     "two-boundaries", "river.toml", "[[boundary]]\nname = \"x\""},
    {"two stations of one name", "river.toml", "[[outfall]]",
     "[[station]]\nname = \"Guilin\"\nreach = \"漓江\"\nchainage = 5\n[[outfall]]", "repeated-name", "river.toml",
     "[[station]]\nname = \"Guilin\"\nreach"},
    {"zone without roughness", "数据 1/sections.csv", "漓江,0,50,140,channel", "漓江,0,50,140,bank", "missing-table",
     "river.toml", ""},
    {"weir of no structure", "数据 1/weirs.csv", "weir 1", "weir 2", "unknown-structure", "数据 1/weirs.csv", "weir 2"},
    {"weir without a crest", "river.toml", "[[outfall]]",
     "[[structure]]\nname = \"sill\"\nreach = \"漓江\"\nchainage = 900\n[[outfall]]", "missing-key", "river.toml",
     "[[structure]]"},
    {"dam without a reservoir", "river.toml", "[[outfall]]",
     "[[structure]]\nname = \"dam\"\nkind = \"dam\"\nreach = \"桃花江\"\nchainage = 0\n[[outfall]]",
     "dam-without-reservoir", "river.toml", "[[structure]]"},
    {"a gauge's datum from nowhere", "river.toml", "target = \"60 m3/s\"",
     "target = \"60 m3/s\"\ngauge_minus_model_m = 1.2", "missing-key", "river.toml", "gauge_minus_model_m"},
    {"catchment without runoff", "river.toml", "[[outfall]]",
     "[[inflow]]\nname = \"brook\"\nreach = \"桃花江\"\nchainage = 900\ncatchment_area = \"3 km2\"\n[[outfall]]",
     "missing-key", "river.toml", "[[inflow]]"},
    {"dam that gives nothing", "river.toml", "[[outfall]]",
     "[[reservoir]]\nname = \"dam\"\nreach = \"桃花江\"\n[[outfall]]", "missing-key", "river.toml", "[[reservoir]]"},
    {"two runoffs of one reach", "river.toml", "[[constituent]]",
     "[[boundary]]\nname = \"x\"\nkind = \"runoff\"\nreach = \"漓江\"\nspecific_discharge = \"1 L/s/km2\"\n"
     "[[constituent]]",
     "two-boundaries", "river.toml", "[[boundary]]\nname = \"x\""},
    {"two dispersions", "river.toml", "[[station]]",
     "[[constituent]]\nname = \"BOD\"\ndispersion = \"9 m2/s\"\n[[station]]", "two-dispersions", "river.toml",
     "dispersion ="},
    {"runoff of a wrong unit dries no outfall", "river.toml", "\"6.77 L/s/km2\"", "\"6.77 L\"", "wrong-unit",
     "river.toml", "6.77"},
    {"reach without sections", "数据 1/sections.csv",
     "桃花江,1000,0,145,channel\n桃花江,1000,10,142,channel\n桃花江,1000,20,145,channel\n", "", "no-sections",
     "数据 1/reaches.csv", "Taohua"},
    {"other datum", "river.toml", "vertical_datum = \"EGM96\"\n[[roughness]]",
     "vertical_datum = \"Yellow Sea\"\n[[roughness]]", "wrong-datum", "river.toml", "[[terrain.rasters]]"},
    {"a weather that does nothing", "river.toml", "[[station]]", "[[weather]]\nname = \"calm\"\n[[station]]",
     "missing-key", "river.toml", "[[weather]]"},
    {"two weathers of one reach", "river.toml", "[[station]]",
     "[[weather]]\nname = \"sun\"\nreach = \"漓江\"\nevaporation = \"3 mm/d\"\n"
     "[[weather]]\nname = \"rain\"\nreach = \"漓江\"\nrain = \"3 mm/h\"\n[[station]]",
     "repeated-name", "river.toml", "[[weather]]\nname = \"rain"},
    {"weather of no reach", "river.toml", "[[station]]",
     "[[weather]]\nname = \"sun\"\nreach = \"nowhere\"\nevaporation = \"3 mm/d\"\n[[station]]", "unknown-reach",
     "river.toml", "nowhere"},
    {"a lag of water that is gone", "river.toml", "[[station]]",
     "[[sinking_stream]]\nname = \"cave\"\nreach = \"漓江\"\nchainage = 5\ncapacity = 1\nlag = \"1 h\"\n[[station]]",
     "not-used", "river.toml", "lag ="},
    {"a spring without a lag", "river.toml", "[[station]]",
     "[[sinking_stream]]\nname = \"cave\"\nreach = \"漓江\"\nchainage = 5\ncapacity = 1\n"
     "returns = { reach = \"漓江\", chainage = 900 }\n[[station]]",
     "missing-key", "river.toml", "[[sinking_stream]]"},
    {"a spring off the river", "river.toml", "[[station]]",
     "[[sinking_stream]]\nname = \"cave\"\nreach = \"漓江\"\nchainage = 5\ncapacity = 1\nlag = \"1 h\"\n"
     "returns = { reach = \"漓江\", chainage = 90000 }\n[[station]]",
     "off-reach", "river.toml", "returns ="},
    {"a stretch that ends before it begins", "river.toml", "[[station]]",
     "[[groundwater]]\nname = \"karst\"\nreach = \"漓江\"\nfrom_chainage = 900\nto_chainage = 800\n"
     "conductance = \"1 m2/s\"\nhead = 150\n[[station]]",
     "out-of-order", "river.toml", "from_chainage ="},
    {"an intake without a demand", "river.toml", "[[station]]",
     "[[abstraction]]\nname = \"works\"\nreach = \"漓江\"\nchainage = 5\n[[station]]", "missing-key", "river.toml",
     "[[abstraction]]"},
    {"a truncated raster", "terrain.asc", "*", "ncols 50\nnrows 50\nxllcorner 422500\n", "unreadable-raster",
     "river.toml", "file = \"terrain.asc\""},
};

class OtherMistake : public testing::TestWithParam<std::size_t> {};

TEST_P(OtherMistake, IsNamed) {
    const Mistake& mistake = others[GetParam()];
    RiverFolder folder;
    if (mistake.from == "*")
        folder.texts[mistake.file] = mistake.to;
    else
        spoil(folder, mistake);
    if (mistake.code.empty()) {
        EXPECT_GE(bad(folder).size(), 2U);
        return;
    }
    const Problem problem = only(folder);
    EXPECT_EQ(problem.code, mistake.code) << mistake.name << ": " << to_string(problem);
    EXPECT_EQ(std::filesystem::path(problem.file), folder.path / mistake.problem_file) << to_string(problem);
    if (mistake.line_text.empty())
        return;
    EXPECT_EQ(problem.line, folder.line_of(mistake.problem_file, mistake.line_text)) << to_string(problem);
}

INSTANTIATE_TEST_SUITE_P(All, OtherMistake, testing::Range<std::size_t>(0, others.size()));

TEST(Load, RunoffFromLandThatIsNotKnownIsRefused) {
    // given a river that comes in at the terrain's edge: `mesh` leaves the area above its head open
    RiverFolder folder;
    folder.change("数据 1/catchments.csv", "漓江,0,2000,0.5", "漓江,0,,0.5");
    const Problem problem = only(folder);
    EXPECT_EQ(problem.code, "unknown-area");
    EXPECT_EQ(problem.line, folder.line_of("river.toml", "name = \"land\"") - 1);
    EXPECT_THAT(problem.found, testing::HasSubstr("runoff of reach 漓江"));
    EXPECT_THAT(problem.found, testing::HasSubstr("catchments.csv:2"));
    EXPECT_THAT(problem.expected, testing::HasSubstr("upstream_area_km2"));
    // then not where a reservoir passes on what comes from above, wherever on the reach it stands, as in a run
    for (const char* chainage : {"0", "1500"}) {
        RiverFolder dammed;
        dammed.change("数据 1/catchments.csv", "漓江,0,2000,0.5", "漓江,0,,0.5");
        dammed.append("river.toml", std::string("[[reservoir]]\nname = \"dam\"\nreach = \"漓江\"\nchainage = ") +
                                        chainage + "\ncatchment_area = \"2000 km2\"\n");
        static_cast<void>(good(dammed));
    }
}

TEST(Load, AnOutfallMayStandOnADryLineWhenItSaysSo) {
    RiverFolder folder;
    folder.change("river.toml", "reach = \"漓江\"\nchainage = \"3 km\"", "reach = \"桃花江\"\nchainage = \"300 m\"");
    EXPECT_EQ(only(folder).code, "dry-line");
    RiverFolder allowed;
    allowed.change("river.toml", "reach = \"漓江\"\nchainage = \"3 km\"",
                   "reach = \"桃花江\"\nchainage = \"300 m\"\nallow_dry = true");
    static_cast<void>(good(allowed));
}

TEST(Load, WaterFromAboveWetsAnOutfall) {
    // The tributary gets an inflow at 400 m: an outfall at 300 m stays dry, one at 500 m does not.
    const char* inflow = "[[inflow]]\nname = \"spring\"\nreach = \"桃花江\"\nchainage = 400\ndischarge = 0.1\n";
    for (const auto& [chainage, dry] : {std::pair{"300 m", true}, std::pair{"500 m", false}}) {
        RiverFolder folder;
        folder.change("river.toml", "reach = \"漓江\"\nchainage = \"3 km\"",
                      std::string("reach = \"桃花江\"\nchainage = \"") + chainage + "\"");
        folder.append("river.toml", inflow);
        if (!dry) {
            static_cast<void>(good(folder));
        } else {
            EXPECT_EQ(only(folder).code, "dry-line");
        }
    }
}

TEST(Load, WhatCannotBeReadAtAllIsOneProblem) {
    EXPECT_EQ(load("/no/such/river.toml").error().at(0).code, "missing-file");
    EXPECT_EQ(load(testing::TempDir()).error().at(0).found, "a directory");
    RiverFolder folder;
    folder.texts["river.toml"] = "schema = \n";
    EXPECT_EQ(only(folder).code, "toml-syntax");
}

}  // namespace
}  // namespace liriver::scenarios::language
