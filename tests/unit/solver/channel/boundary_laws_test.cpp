#include "solver/channel/boundary_laws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace liriver::solver::channel {
namespace {

TEST(Boundary, RatingInterpolatesAndGoesOn) {
    ChannelBoundary b;
    b.kind = BoundaryKind::rating;
    b.rating_stage = {10, 11, 13};
    b.rating_discharge = {0, 5, 25};
    EXPECT_EQ(boundary_flow(b, 10.5, {1, 1, 1, 1}).discharge, 2.5);
    EXPECT_EQ(boundary_flow(b, 12.0, {1, 1, 1, 1}).discharge, 15.0);
    EXPECT_EQ(boundary_flow(b, 14.0, {1, 1, 1, 1}).discharge, 35.0);
    EXPECT_EQ(boundary_flow(b, 9.0, {1, 1, 1, 1}).discharge, 0.0);
}

}  // namespace
}  // namespace liriver::solver::channel
