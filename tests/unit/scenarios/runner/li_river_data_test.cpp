// What data/li-river holds, as every clone has it: no rasters needed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "data/registers/catchment_table.h"
#include "data/registers/network_tables.h"
#include "data/registers/registers.h"
#include "data/registers/section_table.h"
#include "scenarios/language/load.h"

namespace liriver {
namespace {

using data::tables::Problems;

const std::filesystem::path folder = std::filesystem::path(LIRIVER_SOURCE_DIR) / "data/li-river";

struct Shipped {
    Problems problems;
    data::registers::NetworkTables network;
    std::vector<data::registers::CatchmentArea> catchments;
    std::vector<data::registers::StationRow> stations;
    std::vector<data::registers::ReservoirRow> reservoirs;
    std::vector<data::registers::StructureRow> structures;
    std::vector<data::registers::WeirRow> weirs;
    std::vector<data::registers::OutfallRow> outfalls;
    std::vector<data::registers::SectionRows> terrain, channel;
};

const Shipped& shipped() {
    static const Shipped all = [] {
        Shipped s;
        s.network = data::registers::read_network(folder / "odbl/reaches.csv", folder / "odbl/reach_points.csv",
                                                  "EPSG:32649", s.problems);
        s.catchments = data::registers::read_catchments(folder / "terrain/catchments.csv", s.problems);
        s.stations = data::registers::read_stations(folder / "odbl/stations.csv", s.problems);
        s.reservoirs = data::registers::read_reservoirs(folder / "odbl/reservoirs.csv", s.problems);
        s.structures = data::registers::read_structures(folder / "odbl/structures.csv", s.problems);
        s.weirs = data::registers::read_weirs(folder / "assumed/weirs.csv", s.problems);
        s.outfalls = data::registers::read_outfalls(folder / "assumed/outfalls.csv", s.problems);
        s.terrain = data::registers::read_sections(folder / "terrain/sections.csv", s.problems);
        s.channel = data::registers::read_sections(folder / "assumed/channel_sections.csv", s.problems);
        return s;
    }();
    return all;
}

/// Local land and heads above a place, tributaries included, km2. A loop's own land counts from its head to `branch` m.
double land_above(const std::string& reach, double chainage) {
    double sum = 0.0;
    for (const data::registers::CatchmentArea& row : shipped().catchments) {
        if (row.reach != reach || row.chainage > chainage)
            continue;
        sum += row.local_area / 1e6;
        const mesh::network::Reach* line = shipped().network.network.find(reach);
        if (row.chainage == 0.0 && !line->from)
            sum += row.upstream_area / 1e6;
    }
    for (const mesh::network::Reach& tributary : shipped().network.network.reaches)
        if (tributary.to && tributary.to->reach == reach && tributary.to->chainage <= chainage)
            sum += land_above(tributary.name, tributary.length());
    return sum;
}

TEST(LiRiverData, IsReadWithoutAProblemAndTakesLessThanThreeMegabytes) {
    for (const auto& problem : shipped().problems)
        ADD_FAILURE() << to_string(problem);
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            bytes += entry.file_size();
    EXPECT_LT(bytes, 3'000'000U);
    EXPECT_LE(std::filesystem::file_size(folder / "terrain/relief.asc"), 800'000U);
}

TEST(LiRiverData, HoldsTheTwelveReachesAndTheirMouths) {
    const mesh::network::Network& network = shipped().network.network;
    std::set<std::string> names;
    for (const mesh::network::Reach& reach : network.reaches)
        names.insert(reach.name);
    EXPECT_EQ(names, (std::set<std::string>{"漓江上段", "漓江", "川江", "小溶江", "甘棠江", "桃花江", "小东江",
                                            "灵剑溪", "南溪", "相思江", "潮田河", "遇龙河"}));
    // The whole main stem is about 205 km and 166 km of it lie below 川江's mouth (facts of the river, both "about").
    EXPECT_NEAR(network.find("漓江上段")->length() + network.find("漓江")->length(), 205e3, 3e3);
    EXPECT_NEAR(network.find("漓江")->length() - network.find("川江")->to->chainage, 166e3, 2.5e3);
}

TEST(LiRiverData, LandAboveGuilinAddsUpToThePublishedCatchment) {
    double sum = 0.0;
    int rows = 0;
    for (const data::registers::StationRow& station : shipped().stations) {
        if (station.name != "Guilin")
            continue;
        sum += land_above(station.place.reach, station.place.chainage.value());
        ++rows;
    }
    EXPECT_EQ(rows, 2);  // both branches
    EXPECT_NEAR(sum, 2762.0, 0.02 * 2762.0);
}

TEST(LiRiverData, ReservoirsHaveTheLandAboveTheirDams) {
    std::map<std::string, double> area;
    for (const data::registers::ReservoirRow& reservoir : shipped().reservoirs)
        area[reservoir.name] = reservoir.catchment_area.value() / 1e6;
    EXPECT_EQ(area.size(), 4U);
    EXPECT_NEAR(area["青狮潭"], 474.0, 0.03 * 474.0);
    int heads = 0;
    for (const data::registers::CatchmentArea& row : shipped().catchments)
        if (row.reach == "漓江" && row.chainage == 0.0) {
            ++heads;
            EXPECT_NEAR(row.upstream_area / 1e6, area["斧子口"], 0.01);
            EXPECT_NEAR(area["斧子口"], land_above("漓江上段", 1e9), 0.01 * area["斧子口"]);
        }
    EXPECT_EQ(heads, 1);
}

TEST(LiRiverData, EverySectionHasATerrainAndAChannelPart) {
    const Shipped& all = shipped();
    EXPECT_GE(all.terrain.size(), 1000U);
    EXPECT_LE(all.terrain.size(), 1300U);
    ASSERT_EQ(all.terrain.size(), all.channel.size());
    ASSERT_EQ(all.terrain.size(), all.catchments.size());
    for (std::size_t i = 0; i < all.terrain.size(); ++i) {
        EXPECT_EQ(all.terrain[i].section.reach, all.channel[i].section.reach);
        EXPECT_EQ(all.terrain[i].section.chainage, all.channel[i].section.chainage);
        EXPECT_EQ(all.terrain[i].section.chainage, all.catchments[i].chainage);
        EXPECT_GE(all.terrain[i].section.points.size(), 15U);
        EXPECT_GT(all.channel[i].section.points.size(), 4U);  // four would be a plain trapezoid
    }
}

TEST(LiRiverData, MainStemFallsAsItWasMeasured) {
    // Long profile of the main stem: Guilin about 142-144 m, Yangshuo 103-108, Pingle 92-96 (terrain, so the water's
    // level).
    std::map<double, double> highest_of_channel_floor;
    for (const auto& part : shipped().channel) {
        if (part.section.reach != "漓江")
            continue;
        double lowest = 1e9;
        for (const auto& point : part.section.points)
            lowest = std::min(lowest, point.elevation);
        highest_of_channel_floor[part.section.chainage] = lowest;
    }
    const auto thalweg_at = [&](const std::string& station) {
        for (const data::registers::StationRow& row : shipped().stations)
            if (row.name == station)
                return highest_of_channel_floor.lower_bound(row.place.chainage.value() - 400.0)->second;
        return -1.0;
    };
    // A thalweg lies one to two metres under the low-water surface.
    EXPECT_NEAR(thalweg_at("Guilin"), 142.0, 4.0);
    EXPECT_NEAR(thalweg_at("Yangshuo"), 104.0, 5.0);
    EXPECT_NEAR(thalweg_at("Pingle"), 93.0, 5.0);
}

TEST(LiRiverData, EveryWeirInUseHasAnAssumedCrest) {
    std::set<std::string> crests;
    for (const data::registers::WeirRow& weir : shipped().weirs) {
        EXPECT_TRUE(weir.assumed);
        EXPECT_TRUE(weir.crest_height_above_bed && weir.width) << weir.name;
        crests.insert(weir.name);
    }
    int used = 0;
    for (const data::registers::StructureRow& structure : shipped().structures) {
        if (structure.kind != "weir") {
            if (structure.kind == "ignored") {
                EXPECT_FALSE(structure.note.empty()) << structure.name;
            }
            continue;
        }
        ++used;
        EXPECT_EQ(crests.count(structure.name), 1U) << structure.name;
    }
    EXPECT_GE(used, 3);
    EXPECT_EQ(static_cast<std::size_t>(used), crests.size());
}

TEST(LiRiverData, IsMadeByAScenarioThatPassesItsChecks) {
    const auto scenario = scenarios::language::load_for_mesh(std::filesystem::path(LIRIVER_SOURCE_DIR) /
                                                             "scenarios/li-river/terrain.toml");
    if (!scenario) {
        for (const auto& problem : scenario.error())
            ADD_FAILURE() << to_string(problem);
        return;
    }
    EXPECT_EQ(scenario->terrain.rasters.size(), 4U);
    EXPECT_EQ(scenario->reaches.size(), 12U);
}

TEST(LiRiverData, OutfallsStandOnReachesAndAreLabelledAssumed) {
    EXPECT_GE(shipped().outfalls.size(), 4U);
    for (const data::registers::OutfallRow& outfall : shipped().outfalls) {
        EXPECT_TRUE(outfall.assumed) << outfall.name;
        EXPECT_EQ(outfall.confidence, "L") << outfall.name;
        const mesh::network::Reach* reach = shipped().network.network.find(outfall.place.reach);
        ASSERT_NE(reach, nullptr) << outfall.name;
        EXPECT_LT(outfall.place.chainage.value(), reach->length()) << outfall.name;
    }
}

}  // namespace
}  // namespace liriver
