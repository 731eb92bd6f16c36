#include "mesh/gis/place.h"

#include <gtest/gtest.h>

namespace liriver::mesh::gis {
namespace {

TEST(Place, InDegreesBecomesMetresOfTheCrs) {
    // The central meridian of UTM zone 49 is 111 E; the equator on it is (500000, 0).
    const auto origin = place_in_crs(111.0, 0.0, "EPSG:32649");
    ASSERT_TRUE(origin) << to_string(origin.error());
    EXPECT_NEAR(origin->x, 500000.0, 1e-6);
    EXPECT_NEAR(origin->y, 0.0, 1e-6);
    // Guilin, by PROJ's own command.
    const auto guilin = place_in_crs(110.2993, 25.2825, "EPSG:32649");
    ASSERT_TRUE(guilin);
    EXPECT_NEAR(guilin->x, 429453.9707, 0.001);
    EXPECT_NEAR(guilin->y, 2796413.4033, 0.001);
}

TEST(Place, ThatIsNoneIsRefused) {
    EXPECT_FALSE(place_in_crs(25.28, 110.30, "EPSG:32649"));  // the two exchanged
    EXPECT_FALSE(place_in_crs(110.30, 25.28, "EPSG:nothing"));
}

}  // namespace
}  // namespace liriver::mesh::gis
