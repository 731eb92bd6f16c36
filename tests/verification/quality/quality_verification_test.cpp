// Given a reactor, when its constituents react, then they go as the exact solution or the independent program says.
#include <gtest/gtest.h>

#include "tests/verification/quality/cases.h"

namespace liriver::tests::verification {
namespace {

class QualityCase : public testing::TestWithParam<std::size_t> {};

TEST_P(QualityCase, StaysWithinItsBound) {
    const Case& c = quality_cases()[GetParam()];
    EXPECT_LE(c.run(), c.bound) << c.name << ": " << c.metric << ", against " << c.source;
}

INSTANTIATE_TEST_SUITE_P(All, QualityCase, testing::Range<std::size_t>(0, quality_cases().size()));

}  // namespace
}  // namespace liriver::tests::verification
