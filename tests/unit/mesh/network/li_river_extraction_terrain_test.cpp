// The Li River found from terrain alone, compared with where OpenStreetMap draws it.
#include <gtest/gtest.h>

#include <algorithm>

#include "mesh/gis/raster.h"
#include "mesh/network/extract.h"
#include "mesh/network/locate.h"
#include "mesh/terrain/drainage.h"
#include "tests/unit/mesh/network/li_river_network.h"

namespace liriver::mesh::network {
namespace {

TEST(LiRiverExtraction, FollowsTheMainStemWithinAKilometre) {
    gis::RasterSource source;
    source.file = std::string(LIRIVER_TERRAIN) + "/dem/li_basin_105m_egm96_dequant_dm.tif";
    source.scale = 0.1;
    const auto raster = gis::read_raster(source, tests::li_river_crs);
    ASSERT_TRUE(raster) << to_string(raster.error());
    const terrain::Drainage drainage = terrain::drain(raster->grid, {}, {});
    const gis::GridFrame frame = drainage.frame;
    const auto middle = [frame](std::int32_t cell) {
        return Point{frame.x_of(cell % frame.columns), frame.y_of(cell / frame.columns)};
    };
    const auto lines = extract_streams({drainage.receiver, drainage.area, middle}, {.least_area = 100e6});
    ASSERT_GE(lines.size(), 10U);
    const BuiltNetwork drawn = tests::li_river(false);
    const Reach& main = *drawn.network.find("漓江");
    int near = 0;
    int all = 0;
    for (double chainage = 60e3; chainage < 200e3; chainage += 1e3) {
        const Point point = point_at(main, chainage);
        double nearest = 1e9;
        for (const SourceLine& line : lines)
            nearest = std::min(nearest, project(line.line, point)->distance);
        near += nearest < 1000.0 ? 1 : 0;
        ++all;
    }
    EXPECT_GE(near, 0.95 * all);
    const auto built = build_network(lines, requests_for(lines), {}, BuildSettings{.crs = tests::li_river_crs});
    ASSERT_TRUE(built);
    EXPECT_EQ(built->network.reaches.size(), lines.size());
}

}  // namespace
}  // namespace liriver::mesh::network
