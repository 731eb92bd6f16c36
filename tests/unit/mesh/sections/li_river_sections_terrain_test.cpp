// The Li River's long profile and sections from the rasters, against published levels and what runs of water need.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "mesh/network/locate.h"
#include "mesh/sections/channel.h"
#include "mesh/sections/survey.h"
#include "tests/unit/mesh/network/li_river_network.h"

namespace liriver::mesh::sections {
namespace {

using tests::utm49;

std::vector<AssumedChannel> shipped_table() {
    data::tables::Problems problems;
    const auto table = data::tables::read_csv(LIRIVER_SOURCE_DIR "/data/li-river/assumed/channel.csv", problems);
    data::tables::ColumnReader reader(table.value(), problems);
    const auto reach = reader.texts("reach");
    std::vector<AssumedChannel> rows(reach.size());
    const auto take = [&](const char* column, double AssumedChannel::*member) {
        const std::vector<double> values = reader.numbers(column);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].*member = values[i];
    };
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].reach = reach[i];
    take("from_chainage_m", &AssumedChannel::from_chainage);
    take("to_chainage_m", &AssumedChannel::to_chainage);
    take("low_flow_width_m", &AssumedChannel::low_flow_width);
    take("thalweg_width_m", &AssumedChannel::thalweg_width);
    take("thalweg_depth_m", &AssumedChannel::thalweg_depth);
    take("bank_width_m", &AssumedChannel::bank_width);
    take("bank_height_m", &AssumedChannel::bank_height);
    take("side_slope", &AssumedChannel::side_slope);
    take("bar_slope", &AssumedChannel::bar_slope);
    take("undulation_m", &AssumedChannel::undulation);
    take("undulation_length_m", &AssumedChannel::undulation_length);
    EXPECT_TRUE(problems.empty());
    return rows;
}

struct River {
    network::Network network;
    std::vector<AssumedChannel> table;
    std::vector<LongProfile> profiles;
    SectionPlan plan;
    std::vector<CutSection> cuts;
    std::vector<BurnedSection> burned;
};

const River& river() {
    static const River made = [] {
        River result;
        result.network = tests::li_river(true).network;
        result.table = shipped_table();
        const network::TerrainSampler terrain = tests::li_river_terrain();
        result.profiles = fit_long_profiles(result.network, terrain, {}).value();
        ReachLayout main;
        main.reach = "漓江";
        main.spacing = 250.0;
        main.half_length = 600.0;
        ReachLayout others;
        others.half_length = 250.0;
        others.smoothing = 250.0;
        const std::vector<AssumedChannel>& table = result.table;
        result.plan = lay_sections(result.network, {main, others}, [&table](const std::string& reach, double chainage) {
            return 0.5 * channel_at(table, reach, chainage)->bank_width;
        });
        result.cuts = cut_sections(result.plan.lines, terrain, {}).value();
        result.burned = burn_channels(result.network, result.cuts, result.profiles, result.table, {});
        EXPECT_EQ(result.profiles.size(), 12U);
        EXPECT_GE(result.burned.size(), 1000U);
        return result;
    }();
    return made;
}

const LongProfile& profile_of(const std::string& reach) {
    for (const LongProfile& profile : river().profiles)
        if (profile.reach == reach)
            return profile;
    throw std::runtime_error("no profile of " + reach);
}

double level_at(double longitude, double latitude) {
    const network::Located place = network::locate(*river().network.find("漓江"), utm49(longitude, latitude));
    return profile_of("漓江").surface_at(place.place.chainage);
}

// Published levels are ranges of the ground beside the river; the basin raster knows a cell to within 2-10 m.
TEST(LiRiverProfile, PassesThePublishedLevels) {
    EXPECT_NEAR(level_at(110.4511, 25.5472), 180.0, 3.0) << "about the mouth of 灵渠, ~180 m";
    EXPECT_NEAR(level_at(110.2993, 25.2825), 143.0, 2.0) << "Guilin, 142-144 m";
    EXPECT_NEAR(level_at(110.4960, 24.7843), 105.5, 2.5) << "Yangshuo, 103-108 m";
    EXPECT_NEAR(level_at(110.6087, 24.6363), 94.0, 5.0) << "Pingle, 92-96 m";
}

TEST(LiRiverProfile, FallsEverywhereWithoutGiantSteps) {
    for (const LongProfile& profile : river().profiles)
        for (std::size_t i = 0; i + 1 < profile.chainage.size(); ++i) {
            const double slope = (profile.water_surface[i] - profile.water_surface[i + 1]) /
                                 (profile.chainage[i + 1] - profile.chainage[i]);
            EXPECT_GE(slope, 4.9e-5) << profile.reach << " " << profile.chainage[i];
            EXPECT_LE(slope, 0.02) << profile.reach << " " << profile.chainage[i];
        }
}

TEST(LiRiverProfile, MeetsTheMainStemAtEveryMouthAndHead) {
    for (const network::Reach& reach : river().network.reaches) {
        const LongProfile& profile = profile_of(reach.name);
        if (reach.to) {
            EXPECT_NEAR(profile.water_surface.back(), profile_of(reach.to->reach).surface_at(reach.to->chainage), 0.05)
                << reach.name;
        }
        if (reach.from) {
            EXPECT_NEAR(profile.water_surface.front(), profile_of(reach.from->reach).surface_at(reach.from->chainage),
                        0.05)
                << reach.name;
        }
    }
}

TEST(LiRiverSections, NeverCrossAndAreThousandOrMore) {
    EXPECT_GE(river().plan.lines.size(), 1000U);
    EXPECT_LE(river().plan.lines.size(), 1300U);
    EXPECT_TRUE(crossing_pairs(river().plan.lines).empty());
}

TEST(LiRiverSections, LeaveNoGapOfMoreThanTwoSpacings) {
    std::map<std::string, double> last;
    for (const SectionLine& line : river().plan.lines) {
        const double spacing = line.reach == "漓江" ? 250.0 : 500.0;
        if (last.count(line.reach) != 0) {
            EXPECT_LE(line.chainage - last[line.reach], 2.2 * spacing) << line.reach << " " << line.chainage;
        }
        last[line.reach] = line.chainage;
    }
}

TEST(LiRiverSections, HaveFifteenPointsOfTerrainOutsideTheChannel) {
    std::size_t bytes = 0;
    for (const BurnedSection& section : river().burned) {
        EXPECT_GE(section.terrain.points.size(), 15U) << section.terrain.reach << " " << section.terrain.chainage;
        // A row of the shipped table: reach, chainage, offset, elevation and zone take some 45 bytes.
        bytes += 45 * (section.terrain.points.size() + section.channel.points.size());
    }
    EXPECT_LT(bytes, 1400000U);
}

TEST(LiRiverSections, AreUsableAsTheyShip) {
    std::vector<Section> lists;
    for (const BurnedSection& section : river().burned) {
        lists.push_back(section.terrain);
        lists.push_back(section.channel);
    }
    const std::vector<Section> whole = unite_sections(lists);
    EXPECT_EQ(whole.size(), river().burned.size());
    EXPECT_TRUE(check_sections(whole).empty());
}

TEST(LiRiverChannel, CoversEveryReach) { EXPECT_TRUE(check_channels(river().table, river().network).empty()); }

TEST(LiRiverChannel, HasAThalwegWithoutAdverseStepsOverHalfAMetre) {
    std::map<std::string, double> last;
    for (const BurnedSection& section : river().burned) {
        const std::string& reach = section.channel.reach;
        if (last.count(reach) != 0) {
            EXPECT_LE(section.thalweg - last[reach], 0.5) << reach << " " << section.channel.chainage;
        }
        last[reach] = section.thalweg;
    }
}

/// Discharge of uniform flow (Manning) through the channel's points, water `depth` above the thalweg.
double uniform_flow(const BurnedSection& section, double depth, double slope, double manning_n) {
    const double stage = section.thalweg + depth;
    double area = 0.0;
    double perimeter = 0.0;
    for (std::size_t i = 0; i + 1 < section.channel.points.size(); ++i) {
        const SectionPoint& a = section.channel.points[i];
        const SectionPoint& b = section.channel.points[i + 1];
        const double first = stage - a.elevation;
        const double second = stage - b.elevation;
        if (first <= 0.0 && second <= 0.0)
            continue;
        const double wet = first > 0.0 && second > 0.0 ? 1.0 : std::max(first, second) / std::abs(first - second);
        const double width = wet * (b.offset - a.offset);
        area += 0.5 * (std::max(first, 0.0) + std::max(second, 0.0)) * width;
        perimeter += std::hypot(width, std::max(first, 0.0) - std::max(second, 0.0));
    }
    return area > 0.0 ? area * std::pow(area / perimeter, 2.0 / 3.0) * std::sqrt(slope) / manning_n : 0.0;
}

TEST(LiRiverChannel, CarriesTheLowFlowThroughGuilinBetween04And15Metres) {
    // 18.7 m3/s is exceeded on 90 % of days; n = 0.033; the slope over 5 km.
    const network::Reach& main = *river().network.find("漓江");
    const double from = network::locate(main, utm49(110.3329, 25.3585)).place.chainage;  // mouth of 甘棠江
    const double to = network::locate(main, utm49(110.3480, 25.2028)).place.chainage;    // mouth of 相思江
    int checked = 0;
    for (const BurnedSection& section : river().burned) {
        const double chainage = section.channel.chainage;
        if (section.channel.reach != "漓江" || chainage < from || chainage > to)
            continue;
        const LongProfile& profile = profile_of("漓江");
        const double slope = (profile.surface_at(chainage - 2500.0) - profile.surface_at(chainage + 2500.0)) / 5000.0;
        EXPECT_LT(uniform_flow(section, 0.4, slope, 0.033), 18.7) << chainage;
        EXPECT_GT(uniform_flow(section, 1.5, slope, 0.033), 18.7) << chainage;
        ++checked;
    }
    EXPECT_GT(checked, 60);
}

}  // namespace
}  // namespace liriver::mesh::sections
