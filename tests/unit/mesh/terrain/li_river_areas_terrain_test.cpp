// Catchment areas of the Li River from its own terrain with its rivers burned in, against published ones (facts.md).
#include <gtest/gtest.h>

#include <stdexcept>

#include "mesh/gis/lines.h"
#include "mesh/gis/place.h"
#include "mesh/gis/raster.h"
#include "mesh/network/build.h"
#include "mesh/network/locate.h"
#include "mesh/terrain/catchments.h"

namespace liriver::mesh::terrain {
namespace {

constexpr const char* crs = "EPSG:32649";

network::Point place(double longitude, double latitude) {
    const auto point = gis::place_in_crs(longitude, latitude, crs);
    if (!point)
        throw std::runtime_error(to_string(point.error()));
    return *point;
}

struct LiRiver {
    network::Network network;
    Drainage drainage;
};

RiverLine plain_line(const std::string& name, const network::Polyline& points) {
    RiverLine river;
    river.name = name;
    river.chainage = network::distances_along(points);
    for (const network::Point& point : points) {
        river.x.push_back(point.x);
        river.y.push_back(point.y);
    }
    return river;
}

const LiRiver& li_river() {
    static const LiRiver made = [] {
        LiRiver result;
        const std::string folder = LIRIVER_TERRAIN;
        const auto basin =
            gis::read_raster({.file = folder + "/dem/li_basin_105m_egm96_dequant_dm.tif", .scale = 0.1}, crs);
        gis::LineSource source;
        source.file = folder + "/vector/osm_waterways_guilin_ODbL.geojson";
        source.name_attributes = {"name", "nameZh"};
        source.id_attribute = "osmId";
        source.kind_attribute = "waterway";
        source.kinds = {"river", "stream"};  // no canals: they join basins
        const auto read = gis::read_lines(source, crs);
        if (!basin || !read)
            throw std::runtime_error(to_string(basin ? read.error() : basin.error()));
        std::vector<network::SourceLine> lines;
        std::vector<RiverLine> others;
        for (const gis::NamedLine& line : *read) {
            lines.push_back({line.name, line.id, line.line});
            others.push_back(plain_line(line.name, line.line));
        }
        std::vector<network::ReachRequest> reaches(4);
        reaches[0].name = "漓江";
        reaches[0].start = place(110.4836, 25.8571);
        reaches[1].name = "甘棠江";
        reaches[1].start = place(110.2310, 25.5279);
        reaches[2].name = "桃花江";
        reaches[3].name = "小东江";
        const auto built = network::build_network(lines, reaches, {}, {.crs = crs});
        if (!built)
            throw std::runtime_error(to_string(built.error().front()));
        result.network = built->network;
        std::vector<RiverLine> rivers;
        for (const network::Reach& reach : result.network.reaches) {
            RiverLine river = plain_line(reach.name, network::line_of(reach));
            if (reach.to) {
                river.joins = 0;  // all into the main stem, the first
                river.joins_at = reach.to->chainage;
            }
            rivers.push_back(river);
        }
        result.drainage = drain(basin->grid, rivers, {}, others);
        return result;
    }();
    return made;
}

/// The area through the cell of a reach nearest to a point, km2.
double area_on(const std::string& reach, network::Point point) {
    const network::Reach* found = li_river().network.find(reach);
    const double chainage = network::locate(*found, point).place.chainage;
    const std::size_t line = static_cast<std::size_t>(found - li_river().network.reaches.data());
    return area_along(li_river().drainage, line, chainage).value_or(0.0) / 1e6;
}

TEST(LiRiverAreas, AtTheGuilinGaugeAreThePublishedOnes) {
    // The published 2762 km2 hold below the mouth of 桃花江, where the river runs in two branches: their sum counts.
    const network::Point gauge = place(110.2864, 25.2518);
    const double area = area_on("漓江", gauge) + area_on("小东江", gauge);
    EXPECT_NEAR(area, 2762.0, 0.02 * 2762.0);
    RecordProperty("guilin_km2", std::to_string(area));
}

TEST(LiRiverAreas, AtTheQingshitanDamAreThePublishedOnes) {
    const network::Reach& gantang = *li_river().network.find("甘棠江");
    EXPECT_NEAR(area_on("甘棠江", {gantang.x.front(), gantang.y.front()}), 474.0, 0.03 * 474.0);
}

TEST(LiRiverAreas, AtYangshuoLieBetweenGuilinsAndTheBasins) {
    const double yangshuo = area_on("漓江", place(110.4960, 24.7843));
    EXPECT_GT(yangshuo, 2762.0);
    EXPECT_LT(yangshuo, 5959.0);
}

TEST(LiRiverAreas, LoseNoLand) {
    const Drainage& drainage = li_river().drainage;
    double leaving = 0.0;
    for (std::size_t cell = 0; cell < drainage.area.size(); ++cell)
        if (drainage.receiver[cell] == leaves)
            leaving += drainage.area[cell];
    EXPECT_GT(leaving, 5959e6) << "the basin alone";
    EXPECT_NEAR(leaving, static_cast<double>(drainage.order.size()) * drainage.frame.cell_area(), 1.0);
    EXPECT_TRUE(drainage.rivers.notes.empty());
}

}  // namespace
}  // namespace liriver::mesh::terrain
