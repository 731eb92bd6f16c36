// No constituent may have the name of a variable that a run writes: asked of the files, as GDAL's netCDF driver reads
// them.
#include <gdal_priv.h>
#include <gmock/gmock.h>

#include <array>
#include <memory>

#include "scenario_test.h"
#include "scenarios/language/names.h"
#include "squares.h"

namespace liriver::scenarios::runner {
namespace {

class ResultNames : public ScenarioTest {
  protected:
    /// Names of the variables of a file in `out` that a constituent might have.
    [[nodiscard]] std::vector<std::string> open_names(const std::string& file, std::size_t& all) const {
        GDALAllRegister();
        const std::string path = (folder_ / "out" / file).string();
        const std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter> dataset(
            GDALDataset::Open(path.c_str(), GDAL_OF_MULTIDIM_RASTER | GDAL_OF_VERBOSE_ERROR));
        std::vector<std::string> open;
        if (!dataset) {
            ADD_FAILURE() << path;
            return open;
        }
        // coordinate variables too, which the driver leaves out otherwise
        for (const std::string& name : dataset->GetRootGroup()->GetMDArrayNames(
                 std::array<const char*, 3>{"SHOW_ALL=YES", "SHOW_ZERO_DIM=YES", nullptr}.data())) {
            ++all;
            if (!language::is_name_of_results(name))
                open.push_back(name);
        }
        return open;
    }
};

constexpr const char* head = R"(schema = 1
[project]
name = "names"
crs = "EPSG:32649"
vertical_datum = "EGM96"
[time]
start = 2025-11-01T00:00:00+08:00
duration = "10 min"
[[constituent]]
name = "NH3-N"
)";

TEST_F(ResultNames, OfARiverAreAllRefused) {
    static_cast<void>(run_well(std::string(head) + R"([[reach]]
name = "a"
length = "4 km"
slope = 0.001
bottom_width = "20 m"
upstream_bed = "100 m"
manning_n = 0.03
[[boundary]]
name = "head"
kind = "discharge"
reach = "a"
discharge = "5 m3/s"
[[boundary]]
name = "end"
kind = "normal_depth"
reach = "a"
end = "downstream"
)"));
    std::size_t all = 0;
    EXPECT_THAT(open_names("network.nc", all), testing::ElementsAre("NH3-N"));
    EXPECT_GT(all, 10U);
}

TEST_F(ResultNames, OfASurfaceAreAllRefused) {
    write_squares(folder_ / "ground.2dm", [](int i) { return 100.0 - 0.01 * i; });
    static_cast<void>(run_well(std::string(head) +
                               "[[surface]]\nname = \"s\"\nmesh = \"ground.2dm\"\nmanning_n = 0.03\n"
                               "initial_stage = \"100.5 m\"\n"));
    std::size_t all = 0;
    EXPECT_THAT(open_names("surface.nc", all), testing::ElementsAre("NH3-N"));
    EXPECT_GT(all, 15U);
}

}  // namespace
}  // namespace liriver::scenarios::runner
