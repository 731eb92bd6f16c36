// Given a flow whose answer is known, when the 2D solver computes it, then its error stays within the bound.
#include <gtest/gtest.h>

#include "tests/verification/surface/cases.h"

namespace liriver::tests::surface {
namespace {

std::vector<std::size_t> chosen() {
    std::vector<std::size_t> numbers;
    for (std::size_t k = 0; k < surface_cases().size(); ++k)
        if (surface_cases()[k].quick == (LIRIVER_QUICK == 1))
            numbers.push_back(k);
    return numbers;
}

class SurfaceCase : public testing::TestWithParam<std::size_t> {};

TEST_P(SurfaceCase, StaysWithinItsBound) {
    const Case& c = surface_cases()[GetParam()];
    const double value = c.run();
    EXPECT_LE(value, c.bound) << c.name << ": " << c.metric << ", against " << c.source;
    EXPECT_GE(value, 0.0);
}

INSTANTIATE_TEST_SUITE_P(All, SurfaceCase, testing::ValuesIn(chosen()));

}  // namespace
}  // namespace liriver::tests::surface
