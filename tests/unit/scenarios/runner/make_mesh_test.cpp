#include "scenarios/runner/make_mesh.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "data/registers/catchment_table.h"
#include "data/registers/network_tables.h"
#include "data/registers/section_table.h"
#include "made_river.h"
#include "mesh/network/locate.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using ::testing::Contains;
using ::testing::HasSubstr;
using tests::MadeRiver;
using tests::read;
using tests::words;

TEST(MakeMesh, MakesTheFilesOfASecondRiverOnAGeographicModelInAnotherCrs) {
    const MadeRiver river("second-river");
    const auto made = make_mesh(read(river));
    ASSERT_TRUE(made) << words(made.error());
    ASSERT_TRUE(write_mesh(*made));
    Problems problems;

    // then the network is the two lines, the tributary's gap of about 300 m closed and reported
    const auto tables = data::registers::read_network(river.file("out/odbl/reaches.csv"),
                                                      river.file("out/odbl/reach_points.csv"), "EPSG:3812", problems);
    EXPECT_TRUE(problems.empty()) << words(problems);
    const mesh::network::Reach* main = tables.network.find("Main");
    const mesh::network::Reach* side = tables.network.find("Side");
    ASSERT_TRUE(main != nullptr && side != nullptr);
    // 0.29 degrees of longitude at 50.1 N: 0.29 x 71.56 km on the ellipsoid
    EXPECT_NEAR(main->length(), 20752.0, 40.0);
    EXPECT_FALSE(main->to);
    ASSERT_TRUE(side->to);
    EXPECT_NEAR(side->to->chainage, 0.15 / 0.29 * main->length(), 30.0);
    EXPECT_THAT(made->report, Contains(HasSubstr("300 m short of Main")));

    // and the land above the end of the line is the model's from its west edge on: 0.31 x 0.2 degrees
    const auto catchments = data::registers::read_catchments(river.file("out/terrain/catchments.csv"), problems);
    double total = 0.0;
    double last = 0.0;
    for (const auto& row : catchments) {
        total += row.local_area;
        if (row.chainage == 0.0)
            total += row.upstream_area;
        if (row.reach == "Main")
            last = row.upstream_area;
    }
    const double model = 0.31 * 71560.0 * 0.2 * 111240.0;
    EXPECT_NEAR(last, model, 0.03 * model);
    EXPECT_NEAR(total, last, 0.01 * last);

    // and each section has its channel between terrain points, the thalweg falling to the east
    const auto terrain = data::registers::read_sections(river.file("out/terrain/sections.csv"), problems);
    const auto channel = data::registers::read_sections(river.file("out/assumed/channel_sections.csv"), problems);
    EXPECT_TRUE(problems.empty()) << words(problems);
    EXPECT_EQ(terrain.size(), catchments.size());
    EXPECT_EQ(channel.size(), catchments.size());
    EXPECT_GT(terrain.size(), 50U);
    for (const auto& section : terrain)
        EXPECT_GE(section.section.points.size(), 15U);
    double above = 1e9;
    for (const auto& section : channel) {
        if (section.section.reach != "Main")
            continue;
        double lowest = 1e9;
        for (const auto& point : section.section.points)
            lowest = std::min(lowest, point.elevation);
        EXPECT_LE(lowest, above + 1e-9);
        above = lowest;
    }
    // the valley floor falls 2 m a kilometre from 300 m; the thalweg lies 0.8 m under it
    EXPECT_NEAR(above, 300.0 - 2.0 * 20.74 - 0.8, 1.5);
}

TEST(MakeMesh, DrawsTheRiverFromTerrainAloneWhereNoMapHasIt) {
    const MadeRiver river("streams");
    std::string text = MadeRiver::scenario();
    const auto cut = [&text](const std::string& from, const std::string& to, const std::string& put) {
        const std::size_t first = text.find(from);
        text.replace(first, text.find(to) - first, put);
    };
    cut("[[network.lines]]", "[sections]", "");
    cut("[[reach]]", "[output]", "");
    cut("close_gaps", "reaches = ", "streams_above = \"20 km2\"\n");
    std::ofstream(river.file("terrain.toml")) << text;
    std::ofstream(river.file("channel.csv"))
        << "reach,from_chainage_m,to_chainage_m,low_flow_width_m,thalweg_width_m,thalweg_depth_m,bank_width_m,"
           "bank_height_m,side_slope\n*,0,100000,12,8,0.8,40,3,2\n";
    const auto made = make_mesh(read(river));
    ASSERT_TRUE(made) << words(made.error());
    ASSERT_TRUE(write_mesh(*made));
    Problems problems;
    const auto tables = data::registers::read_network(river.file("out/odbl/reaches.csv"),
                                                      river.file("out/odbl/reach_points.csv"), "EPSG:3812", problems);
    EXPECT_TRUE(problems.empty()) << words(problems);
    const mesh::network::Reach* main = tables.network.find("stream 1");
    const mesh::network::Reach* side = tables.network.find("stream 2");
    ASSERT_TRUE(main != nullptr && side != nullptr);
    EXPECT_FALSE(main->to);
    ASSERT_TRUE(side->to);
    EXPECT_EQ(side->to->reach, "stream 1");
    // then the main line keeps to the valley's floor: 50.1 N is a curve of a few metres in this CRS
    const MadeRiver mapped("streams-mapped");
    const auto known = make_mesh(read(mapped));
    ASSERT_TRUE(known && write_mesh(*known));
    const auto map = data::registers::read_network(mapped.file("out/odbl/reaches.csv"),
                                                   mapped.file("out/odbl/reach_points.csv"), "EPSG:3812", problems);
    int compared = 0;
    for (std::size_t i = 0; i < main->x.size(); ++i) {
        const auto place = mesh::network::locate(*map.network.find("Main"), {main->x[i], main->y[i]});
        if (place.place.chainage > 100.0 && place.place.chainage < 20600.0) {
            EXPECT_LT(place.distance, 60.0) << "at " << place.place.chainage;
            ++compared;
        }
    }
    EXPECT_GT(compared, 20);
}

/// The scenario that draws its rivers from terrain alone.
std::string streams_alone() {
    std::string text = MadeRiver::scenario();
    const auto cut = [&text](const std::string& from, const std::string& to, const std::string& put) {
        const std::size_t first = text.find(from);
        text.replace(first, text.find(to) - first, put);
    };
    cut("[[network.lines]]", "[sections]", "");
    cut("[[reach]]", "[output]", "");
    cut("close_gaps", "reaches = ", "streams_above = \"20 km2\"\n");
    return text;
}

const std::string channel_header =
    "reach,area_km2,low_flow_width_m,thalweg_width_m,thalweg_depth_m,bank_width_m,bank_height_m,side_slope\n";

TEST(MakeMesh, GivesStreamsTheAreasTheyWereFoundWithAndChannelsByArea) {
    // given rivers from terrain alone, and channels for 10 and 1000 km2 in place of names that nobody knows yet
    const MadeRiver river("areas");
    std::ofstream(river.file("terrain.toml")) << streams_alone();
    std::ofstream(river.file("channel.csv")) << channel_header << "*,1000,60,40,2,120,4,2\n*,10,6,4,0.5,12,1,2\n";
    const auto made = make_mesh(read(river));
    ASSERT_TRUE(made) << words(made.error());
    ASSERT_TRUE(write_mesh(*made));
    Problems problems;
    const auto catchments = data::registers::read_catchments(river.file("out/terrain/catchments.csv"), problems);
    const auto channels = data::registers::read_sections(river.file("out/assumed/channel_sections.csv"), problems);
    ASSERT_TRUE(problems.empty()) << words(problems);
    // then no head holds less than was asked for, and heads and local areas add up to the area told at the mouth
    std::map<std::string, double> sum;
    for (const auto& row : catchments) {
        if (row.chainage == 0.0) {
            EXPECT_GE(row.upstream_area, 20e6) << row.reach;
            sum[row.reach] = row.upstream_area;
        }
        sum[row.reach] += row.local_area;
    }
    ASSERT_GE(sum.size(), 2U);
    std::string told;
    for (const std::string& line : made->report)
        if (line.rfind("stream 2: ", 0) == 0 && line.find("above its mouth") != std::string::npos)
            told = line;
    EXPECT_THAT(told, HasSubstr(decimal(std::round(sum["stream 2"] / 1e5) / 10.0, 1) + " km2 above its mouth"));
    // and a bank's width is a power of the area: from 12 m at 10 km2 to 120 m at 1000 km2, the root of ten each time
    int compared = 0;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto& points = channels[i].section.points;
        const double area = catchments[i].upstream_area / 1e6;
        ASSERT_EQ(channels[i].section.reach, catchments[i].reach);
        if (area < 12.0 || catchments[i].chainage < 1000.0)
            continue;
        const double width = points.back().offset - points.front().offset;
        EXPECT_NEAR(width, 12.0 * std::sqrt(area / 10.0), 0.12 * width) << area << " km2";
        ++compared;
    }
    EXPECT_GT(compared, 20);
}

TEST(MakeMesh, ReachesWithoutAChannelAreOneProblemThatNamesTheWaysOut) {
    const MadeRiver river("no-channel");
    std::ofstream(river.file("terrain.toml")) << streams_alone();
    std::ofstream(river.file("channel.csv")) << channel_header << "stream 99,10,6,4,0.5,12,1,2\n";
    const auto made = make_mesh(read(river));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().size(), 2U) << words(made.error());
    EXPECT_THAT(words(made.error()), HasSubstr("no row for stream 1, stream 2"));
    EXPECT_THAT(words(made.error()), HasSubstr("area_km2"));
    std::ofstream(river.file("channel.csv"))
        << "reach,from_chainage_m,to_chainage_m," + channel_header.substr(6) << "*,0,,10,6,4,0.5,12,1,2\n";
    const auto both = make_mesh(read(river));
    ASSERT_FALSE(both);
    EXPECT_THAT(words(both.error()), HasSubstr("channel.csv:2"));
}

TEST(MakeMesh, RefusesGroundThatCannotBeAndNamesTheKey) {
    const MadeRiver river("implausible");
    tests::MadeRaster hole;
    hole.crs = "EPSG:4326";
    hole.west = 5.05;
    hole.north = 50.105;
    hole.cell = 0.0005;
    hole.nodata = -12345.0;
    write_raster(river.file("hole.tif"), hole, [](int column, int row) {
        return column > 8 && column < 12 && row > 8 && row < 12 ? -9999.0 : 310.0;
    });
    std::string text = MadeRiver::scenario();
    text.replace(text.find("[network]"), 9,
                 "[[terrain.rasters]]\nfile = \"hole.tif\"\nvertical_datum = \"DNG\"\npriority = 2\n[network]");
    std::ofstream(river.file("terrain.toml")) << text;
    const auto made = make_mesh(read(river));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().size(), 1U) << words(made.error());
    EXPECT_THAT(words(made.error()), HasSubstr("terrain.toml:14"));
    EXPECT_THAT(words(made.error()), HasSubstr("9 cells at -9999 m"));
    EXPECT_THAT(words(made.error()), HasSubstr("`nodata = -9999`"));
    text.replace(text.find("priority = 2"), 12, "priority = 2\nnodata = -9999");
    std::ofstream(river.file("terrain.toml")) << text;
    EXPECT_TRUE(make_mesh(read(river)));
}

TEST(MakeMesh, IsTheSameToTheByteEachTime) {
    const MadeRiver river("same-bytes");
    const language::Scenario scenario = read(river);
    const auto first = make_mesh(scenario);
    const auto second = make_mesh(scenario);
    ASSERT_TRUE(first && second);
    ASSERT_GE(first->files.size(), 7U);
    ASSERT_EQ(first->files.size(), second->files.size());
    for (std::size_t i = 0; i < first->files.size(); ++i)
        EXPECT_EQ(first->files[i].text, second->files[i].text);
    EXPECT_EQ(first->report, second->report);
}

TEST(MakeMesh, MakesAWeirOfALineAcrossTheRiver) {
    const MadeRiver river("weir");
    const auto made = make_mesh(read(river));
    ASSERT_TRUE(made) << words(made.error());
    EXPECT_THAT(made->report, Contains(HasSubstr("weir The weir on Main at 14.3")));
}

TEST(MakeMesh, NamesEveryFaultAndWritesNothing) {
    const MadeRiver river("faults");
    std::filesystem::resize_file(river.file("高程 model.tif"), 60000);
    std::ofstream(river.file("lines.geojson")) << "{}";
    std::ofstream(river.file("channel.csv")) << "reach,from_chainage_m\nMain,0\n";
    const auto made = make_mesh(read(river));
    ASSERT_FALSE(made);
    const std::string text = words(made.error());
    EXPECT_THAT(text, HasSubstr("unreadable-raster"));
    EXPECT_THAT(text, HasSubstr("高程 model.tif"));
    EXPECT_THAT(text, HasSubstr("unreadable-lines"));
    EXPECT_THAT(text, HasSubstr("bank_width_m"));
    EXPECT_FALSE(std::filesystem::exists(river.file("out")));
}

TEST(MakeMesh, RefusesAnotherVerticalDatumAndAPlaceOffTheRiver) {
    const MadeRiver river("datum");
    std::string text = MadeRiver::scenario();
    const auto swap = [&text](const std::string& from, const std::string& to) {
        text.replace(text.find(from), from.size(), to);
    };
    swap("[[terrain.rasters]]\nfile = \"高程 model.tif\"\nvertical_datum = \"DNG\"",
         "[[terrain.rasters]]\nfile = \"高程 model.tif\"\nvertical_datum = \"EGM96\"");
    std::ofstream(river.file("terrain.toml")) << text;
    const auto datum = make_mesh(read(river));
    ASSERT_FALSE(datum);
    EXPECT_THAT(words(datum.error()), HasSubstr("terrain.toml:9"));
    EXPECT_THAT(words(datum.error()), HasSubstr("EGM96"));

    text = MadeRiver::scenario();
    swap("lat = 50.1 }", "lat = 50.15 }");
    std::ofstream(river.file("terrain.toml")) << text;
    const auto off = make_mesh(read(river));
    ASSERT_FALSE(off);
    EXPECT_THAT(words(off.error()), HasSubstr("off-the-river"));
}

TEST(Decimal, IsShortFixedAndNeverMinusZero) {
    EXPECT_EQ(decimal(12.3400001, 2), "12.34");
    EXPECT_EQ(decimal(12.5, 2), "12.5");
    EXPECT_EQ(decimal(100.0, 1), "100");
    EXPECT_EQ(decimal(-0.01, 1), "0");
    EXPECT_EQ(decimal(std::nan(""), 1), "");
}

}  // namespace
}  // namespace liriver::scenarios::runner
