#include "solver/channel/boundary_laws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace liriver::solver::channel {
namespace {

ChannelWeir weir() {
    ChannelWeir w;
    w.crest = 100.0;
    w.width = 20.0;
    return w;
}

TEST(Weir, FreeFlowIsTheBroadCrestedFormula) {
    // C = (2/3)^1.5 sqrt(9.81) = 1.705; 20 m wide, 0.5 m of head
    EXPECT_NEAR(weir_flow(weir(), 100.5, 99.0).discharge,
                std::pow(2. / 3, 1.5) * std::sqrt(9.81) * 20 * std::pow(0.5, 1.5), 0.005);
}

TEST(Weir, IsContinuousOddAndDrownedByVillemonte) {
    const ChannelWeir w = weir();
    EXPECT_EQ(weir_flow(w, 100.0, 99.0).discharge, 0.0);
    EXPECT_EQ(weir_flow(w, 101.0, 101.0).discharge, 0.0);
    EXPECT_NEAR(weir_flow(w, 101.0, 100.0 + 1e-9).discharge, weir_flow(w, 101.0, 99.0).discharge, 1e-9);
    EXPECT_NEAR(weir_flow(w, 101.0, 100.6).discharge / weir_flow(w, 101.0, 99.0).discharge,
                std::pow(1 - std::pow(0.6, 1.5), 0.385), 1e-12);
    EXPECT_EQ(weir_flow(w, 101.0, 100.6).discharge, -weir_flow(w, 100.6, 101.0).discharge);
}

TEST(Weir, DerivativesAreThoseOfTheFlow) {
    const ChannelWeir w = weir();
    for (const double left : {100.2, 100.9, 102.0})
        for (const double right : {99.5, 100.1, 100.7, 101.5}) {
            const double e = 1e-6;
            const WeirFlow flow = weir_flow(w, left, right);
            EXPECT_NEAR(flow.by_left,
                        (weir_flow(w, left + e, right).discharge - weir_flow(w, left - e, right).discharge) / (2 * e),
                        1e-4);
            EXPECT_NEAR(flow.by_right,
                        (weir_flow(w, left, right + e).discharge - weir_flow(w, left, right - e).discharge) / (2 * e),
                        1e-4);
        }
}

TEST(Boundary, FreeOutfallIsCritical) {
    ChannelBoundary b;
    b.kind = BoundaryKind::free_outfall;
    // rectangle 10 m wide, 2 m deep: q = sqrt(g h^3)
    EXPECT_NEAR(boundary_flow(b, 2.0, {20.0, 10.0, 0.0, 0.0}).discharge, 10 * std::sqrt(9.81 * 8.0), 1e-12);
}

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
