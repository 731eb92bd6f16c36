// Stations may be written more often than whole fields; what they share in time is the same number.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "data/results/surface_reader.h"
#include "scenario_test.h"
#include "squares.h"

namespace liriver::scenarios::runner {
namespace {

using testing::HasSubstr;

class StationInterval : public ScenarioTest {
  protected:
    [[nodiscard]] std::string rows() const {
        std::ifstream file(folder_ / "out" / "stations.csv");
        return {std::istreambuf_iterator<char>(file), {}};
    }
    [[nodiscard]] std::ptrdiff_t count() const {
        const std::string text = rows();
        return std::count(text.begin(), text.end(), '\n');
    }
};

constexpr const char* head = R"(schema = 1
[project]
name = "gauges"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "2 h"
)";

constexpr const char* reach = R"([[reach]]
name = "a"
length = "5 km"
slope = 0.001
bottom_width = "20 m"
spacing = "500 m"
upstream_bed = "100 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "a"
end = "upstream"
discharge = "20 m3/s"
[[boundary]]
name = "outlet"
kind = "normal_depth"
reach = "a"
end = "downstream"
[[station]]
name = "gauge"
reach = "a"
chainage = "4 km"
)";

TEST_F(StationInterval, GaugesOfARiverAreWrittenMoreOftenThanItsFields) {
    static_cast<void>(
        run_well(std::string(head) + reach + "[output]\ninterval = \"1 h\"\nstation_interval = \"6 min\"\n"));
    EXPECT_EQ(count(), 1 + 21) << "the header, the start and twenty times six minutes";
    EXPECT_THAT(rows(), HasSubstr("2025-10-31T16:06:00Z"));
    const auto results = data::results::read_network(folder_ / "out" / "network.nc");
    ASSERT_TRUE(results);
    EXPECT_EQ(results->times().size(), 3U) << "the start, one and two hours";
}

TEST_F(StationInterval, GaugesOnASurfaceTooAndAnIntervalThatDoesNotDivideIsRefused) {
    write_squares(folder_ / "ground.2dm", [](int i) { return 100.0 - 0.01 * i; });
    const std::string surface =
        "[[surface]]\nname = \"s\"\nmesh = \"ground.2dm\"\nmanning_n = 0.03\ninitial_stage = \"100.5 m\"\n"
        "[[station]]\nname = \"gauge\"\npoint = [55, 25]\n[output]\ninterval = \"1 h\"\n";
    static_cast<void>(run_well(head + surface + "station_interval = \"10 min\"\n"));
    EXPECT_EQ(count(), 1 + 13);
    const auto results = data::results::read_surface(folder_ / "out" / "surface.nc");
    ASSERT_TRUE(results);
    EXPECT_EQ(results->times().size(), 3U);
    for (const char* interval : {"7 min", "2 h"}) {
        const auto refused = load(head + surface + "station_interval = \"" + interval + "\"\n");
        ASSERT_FALSE(refused);
        EXPECT_THAT(to_string(refused.error().front()), HasSubstr("station_interval"));
        EXPECT_THAT(to_string(refused.error().front()), HasSubstr("river.toml:19"));
    }
}

}  // namespace
}  // namespace liriver::scenarios::runner
