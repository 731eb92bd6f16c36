// Given a structure between two stages, when its discharge is computed, then it is that of the published formula.
#include <gtest/gtest.h>

#include "tests/verification/structures/cases.h"

namespace liriver::tests::verification {
namespace {

class StructureCase : public testing::TestWithParam<std::size_t> {};

TEST_P(StructureCase, StaysWithinItsBound) {
    const Case& c = structure_cases()[GetParam()];
    EXPECT_LE(c.run(), c.bound) << c.name << ": " << c.metric << ", against " << c.source;
}

INSTANTIATE_TEST_SUITE_P(All, StructureCase, testing::Range<std::size_t>(0, structure_cases().size()));

}  // namespace
}  // namespace liriver::tests::verification
