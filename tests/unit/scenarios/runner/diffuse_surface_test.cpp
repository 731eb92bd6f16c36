// Loads from land on a surface: spread over the cells of a polygon by their areas, into a point, or with an inflow.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "scenario_test.h"
#include "scenarios/runner/surface_model.h"
#include "squares.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

// 365 kg of a pond's 100 animals each year: 1 kg a day in 2025.
std::string pond(const std::string& where) {
    return std::string(flow_on_squares) + R"toml([[inflow]]
name = "brook"
point = [75, 15]
discharge = "0.2 m3/s"
[[constituent]]
name = "TP"
tag_sources = true
[[diffuse_load]]
name = "ducks"
)toml" + where +
           R"toml([[diffuse_load.sources]]
name = "ducks"
livestock = 100
coefficient = { TP = "3.65 kg/(head a)" }
entry_ratio = 1
)toml";
}

class DiffuseSurfaceTest : public ScenarioTest {
  protected:
    void SetUp() override {
        ScenarioTest::SetUp();
        write_squares(folder_ / "plane.2dm", [](int i) { return 10.0 - 0.0002 * i; });
    }
};

TEST_F(DiffuseSurfaceTest, IsSpreadOverTheCellsOfAPolygon) {
    const RunReport report = run_well(pond("polygon = [[40, 0], [80, 0], [80, 30], [40, 30]]\n"));
    const auto& balance = report.summary.constituents.at(0);
    EXPECT_NEAR(balance.load, 2400.0 / 86400.0, 1e-15);  // of 1 kg a day
    EXPECT_LT(balance.relative_error, 1e-12);
    EXPECT_NEAR(report.summary.loads.at(0).constituents.at(0).load, 2400.0 / 86400.0, 1e-15);
    const auto model = load(pond("polygon = [[40, 0], [80, 0], [80, 30], [40, 30]]\n"));
    const auto surface = build_surface_model(*model).value();
    const auto& shares = surface.driver.spread_loads.at(0).shares;
    ASSERT_EQ(shares.size(), 12U);  // 4 x 3 squares of 10 m
    for (const LoadShare& share : shares)
        EXPECT_NEAR(share.share, 1.0 / 12.0, 1e-15);
}

TEST_F(DiffuseSurfaceTest, EntersAtAPointOrWithAnInflow) {
    for (const auto& [where, x] : {std::pair{"point = [55, 25]\n", 55.0}, {"inflow = \"brook\"\n", 75.0}}) {
        const auto model = load(pond(where));
        ASSERT_TRUE(model) << to_string(model.error().front());
        const auto surface = build_surface_model(*model).value();
        const auto& shares = surface.driver.spread_loads.at(0).shares;
        ASSERT_EQ(shares.size(), 1U);
        EXPECT_NEAR(surface.mesh->centroid[static_cast<std::size_t>(shares[0].volume)].x, x, 1e-9);
        EXPECT_EQ(shares[0].share, 1.0);
    }
}

TEST_F(DiffuseSurfaceTest, RefusesAPlaceOnAReachAndOneWhereNoCellLies) {
    EXPECT_THAT(problems_of(pond("reach = \"r\"\nfrom_chainage = 3\n")), HasSubstr("a place on a reach"));
    EXPECT_THAT(problems_of(pond("polygon = [[1, 1], [2, 1], [2, 2]]\n")),
                HasSubstr("a polygon in which no cell lies"));
    EXPECT_THAT(problems_of(pond("")), HasSubstr("no place"));
}

}  // namespace
}  // namespace liriver::scenarios::runner
