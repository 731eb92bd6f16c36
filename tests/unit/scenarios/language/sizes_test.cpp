// Intervals that would make more output or steps than any run can have are refused beforehand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loaded.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Problem;

TEST(Sizes, AreForetold) {
    for (const std::string key : {"output.interval", "output.vtk_interval", "output.checkpoint_interval", "time.step",
                                  "time.control_interval"}) {
        const Problem problem = only(RiverFolder(), {key + "=1e-9 s"});
        EXPECT_EQ(problem.code, "out-of-bounds") << key;
        EXPECT_EQ(problem.key, key);
    }
}

}  // namespace
}  // namespace liriver::scenarios::language
