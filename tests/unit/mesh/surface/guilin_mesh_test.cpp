// The reaches of the Guilin city tile from the shipped tables: the domain is the tile itself.
#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <utility>

#include "data/registers/network_tables.h"
#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "mesh/surface/quality.h"
#include "tests/unit/mesh/surface/made_river.h"

namespace liriver::mesh::surface {
namespace {

using tests::ChannelMeasure;

/// Bank widths of the shipped table of assumed channels: each stretch's number at its middle.
std::vector<BankWidth> shipped_banks(const std::string& reach) {
    data::tables::Problems problems;
    const auto table = data::tables::read_csv(LIRIVER_SOURCE_DIR "/data/li-river/assumed/channel.csv", problems);
    data::tables::ColumnReader columns(table.value(), problems);
    const auto names = columns.texts("reach");
    const auto from = columns.numbers("from_chainage_m");
    const auto to = columns.numbers("to_chainage_m");
    const auto width = columns.numbers("bank_width_m");
    std::vector<BankWidth> banks;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == reach)
            banks.push_back({0.5 * (from[i] + to[i]), 0.5 * width[i], 0.5 * width[i]});
    return banks;
}

SurfaceRequest guilin() {
    data::tables::Problems problems;
    const auto tables = data::registers::read_network(LIRIVER_SOURCE_DIR "/data/li-river/odbl/reaches.csv",
                                                      LIRIVER_SOURCE_DIR "/data/li-river/odbl/reach_points.csv",
                                                      "EPSG:32649", problems);
    EXPECT_TRUE(problems.empty());
    SurfaceRequest request;
    request.domain = {{422437, 2788462}, {436487, 2788462}, {436487, 2802512}, {422437, 2802512}};
    for (const auto& [name, across] :
         std::vector<std::pair<std::string, int>>{{"漓江", 7}, {"小东江", 5}, {"桃花江", 5}}) {
        const network::Reach& reach = *tables.network.find(name);
        ChannelReach channel;
        channel.name = name;
        for (std::size_t i = 0; i < reach.x.size(); ++i)
            channel.line.push_back({reach.x[i], reach.y[i]});
        channel.chainage = reach.chainage;
        channel.banks = shipped_banks(name);
        channel.across = across;
        request.reaches.push_back(channel);
    }
    return request;
}

struct Made {
    SurfaceRequest request = guilin();
    double seconds = 0.0;
    tl::expected<BuiltSurface, field::Error> built = [this] {
        const std::clock_t start = std::clock();
        auto result = build_surface(request);
        seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        return result;
    }();
};

const Made& made() {
    static const Made result;
    return result;
}

TEST(GuilinMesh, IsMadeInTenSeconds) {
    ASSERT_TRUE(made().built) << to_string(made().built.error());
    EXPECT_LT(made().seconds, 10.0);
    RecordProperty("seconds", std::to_string(made().seconds));
    const Quality quality = measure_quality(made().built->mesh, made().built->domain_area);
    EXPECT_GE(quality.mean_smallest_angle, 40.0);
    EXPECT_LE(quality.largest_jump, 4.0);
}

TEST(GuilinMesh, HasNineTenthsOfItsChannelsInQuadrilateralsAlongTheFlow) {
    const ChannelMeasure measure = tests::measure_channel(made().request, *made().built, 4.0, 200.0);
    EXPECT_GT(measure.points, 100000U);
    EXPECT_GE(measure.in_quads, 0.9);
    EXPECT_LE(measure.median_angle, 10.0);
    RecordProperty("in_quads", std::to_string(measure.in_quads));
    RecordProperty("median_angle", std::to_string(measure.median_angle));
}

TEST(GuilinMesh, CoversItsDomain) {
    const Quality quality = measure_quality(made().built->mesh);
    EXPECT_NEAR(quality.area / made().built->domain_area, 1.0, 1e-9);
}

}  // namespace
}  // namespace liriver::mesh::surface
