// data/li-river is what `liriver mesh scenarios/li-river/terrain.toml` makes of the rasters and lines, to the byte.
#include <gtest/gtest.h>

#include "data/tables/file.h"
#include "scenarios/language/reader.h"
#include "scenarios/runner/make_mesh.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;

TEST(LiRiverFiles, AreMadeAgainFromTheRastersAsShipped) {
    const std::filesystem::path file = std::filesystem::path(LIRIVER_SOURCE_DIR) / "scenarios/li-river/terrain.toml";
    std::string text = data::tables::read_file(file).value();
    // The inputs stand where the build was told, which need not be beside this source.
    const std::string beside = "../../../shared/li-river";
    for (std::size_t at = text.find(beside); at != std::string::npos; at = text.find(beside))
        text.replace(at, beside.size(), LIRIVER_TERRAIN);
    Problems problems;
    const auto scenario = language::parse_scenario(text, file, {}, problems);
    ASSERT_TRUE(scenario && problems.empty()) << (problems.empty() ? "" : to_string(problems.front()));
    const auto made = make_mesh(*scenario);
    ASSERT_TRUE(made) << to_string(made.error().front());
    ASSERT_EQ(made->files.size(), 11U);
    for (const RiverFile& one : made->files) {
        const auto shipped = data::tables::read_file(one.path);
        ASSERT_TRUE(shipped) << to_string(shipped.error());
        EXPECT_TRUE(*shipped == one.text) << one.path << " is not what mesh makes now";
    }
}

}  // namespace
}  // namespace liriver::scenarios::runner
