// A load is carried on from the moment at which it comes in, whatever the step.
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

#include "made_graphs.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

struct Steady {
    Graph graph;
    std::vector<double> water, crossed;
    explicit Steady(double courant, std::size_t volumes = 400)
        : graph(made::chain(static_cast<std::int32_t>(volumes))),
          water(volumes, 100.0),
          crossed(volumes + 1, 100.0 * courant) {}
    [[nodiscard]] WaterStep step(double seconds = 1.0) const {
        return {seconds, water, water, crossed, {}, {}, {}, {}};
    }
};

// Where the amount lies in the mean, in volumes.
double centre(const Transport& transport) {
    double sum = 0.0;
    double moment = 0.0;
    for (std::size_t i = 0; i < transport.amount(0).size(); ++i) {
        sum += transport.amount(0)[i];
        moment += static_cast<double>(i) * transport.amount(0)[i];
    }
    return moment / sum;
}

// What comes in evenly over the first step has been under way for half a step less than the clock says: at Courant
// numbers up to 2 in one piece, and beyond in sub-steps.
TEST(TransportLoad, IsCarriedOnInTheStepInWhichItComesIn) {
    for (const double courant : {0.05, 0.3, 0.5, 1.0, 1.4, 2.0, 3.7, 9.0}) {
        const Steady steady(courant);
        Options options;
        options.substepping.most = courant > 2.0 ? 20 : 1;
        Transport transport(steady.graph, {{"tracer"}}, options);
        transport.start(0, steady.water, 0.0);
        transport.set_load(0, 10, 5.0);
        transport.step(steady.step());
        transport.set_load(0, 10, 0.0);
        EXPECT_NEAR(centre(transport), 10.0 + 0.5 * courant, courant > 2.0 ? 0.02 : 1e-9) << courant;
        const int steps = static_cast<int>(20.0 / courant) + 1;
        for (int n = 1; n < steps; ++n)
            transport.step(steady.step());
        // limiters move the centre of what is one volume wide at first by up to a quarter of a volume
        EXPECT_NEAR(centre(transport), 10.0 + courant * (steps - 0.5), courant < 0.5 ? 0.25 : 0.03) << courant;
        EXPECT_EQ(transport.budget(0).load, 5.0);
        EXPECT_LT(transport.budget(0).relative_error, 1e-14);
    }
}

TEST(TransportLoad, PutInAtOnceIsCarriedOnForTheWholeStep) {
    for (const double courant : {0.05, 0.5, 1.0, 2.0, 9.0}) {
        const Steady steady(courant);
        Transport transport(steady.graph, {{"tracer"}});
        transport.start(0, steady.water, 0.0);
        transport.put_in(0, 10, 7.0);
        EXPECT_DOUBLE_EQ(transport.concentration(0)[10], 0.07);
        EXPECT_DOUBLE_EQ(transport.amount(0)[10], 7.0);
        for (int n = 0; n < 3; ++n)
            transport.step(steady.step());
        EXPECT_NEAR(centre(transport), 10.0 + 3.0 * courant, 0.02) << courant;
        EXPECT_EQ(transport.budget(0).load, 7.0);
        EXPECT_LT(transport.budget(0).relative_error, 1e-14);
    }
}

// What leaves with the step in which it came in, by the river's end, is in the balance.
TEST(TransportLoad, LeavesTheLastVolumeInTheSameStep) {
    const Steady steady(0.8, 3);
    Transport transport(steady.graph, {{"tracer"}});
    transport.start(0, steady.water, 0.0);
    transport.set_load(0, 2, 5.0);
    transport.step(steady.step());
    EXPECT_NEAR(transport.budget(0).outflow, 5.0 * 0.4, 1e-14);
    EXPECT_NEAR(transport.crossed(0)[1], 5.0 * 0.4, 1e-14);
    EXPECT_NEAR(transport.budget(0).final, 5.0 * 0.6, 1e-14);
    EXPECT_LT(transport.budget(0).relative_error, 1e-15);
}

TEST(TransportLoad, PutIntoADryVolumeWaitsForWater) {
    Graph graph = made::chain(2);
    const std::vector<double> dry{0.0, 0.0}, wet{0.0, 10.0}, none{0.0, 0.0, 0.0}, in{0.0, 0.0, -10.0};
    Transport transport(graph, {{"tracer"}});
    transport.start(0, dry, 0.0);
    transport.put_in(0, 1, 4.0);
    transport.step({1.0, dry, dry, none, {}, {}, {}, {}});
    EXPECT_EQ(transport.concentration(0)[1], 0.0);
    EXPECT_DOUBLE_EQ(transport.amount(0)[1], 4.0);
    transport.step({1.0, dry, wet, in, {}, {}, {}, {}});
    EXPECT_DOUBLE_EQ(transport.concentration(0)[1], 0.4);
    EXPECT_LT(transport.budget(0).relative_error, 1e-15);
}

// A steady load into a steady river: above the outfall nothing, below it load / discharge, at any Courant number.
TEST(TransportLoad, GivesTheConcentrationOfLoadOverDischarge) {
    for (const double courant : {0.3, 1.0, 1.7, 4.0}) {
        const Steady steady(courant, 30);
        Options options;
        options.substepping.most = 1;
        Transport transport(steady.graph, {{"tracer"}}, options);
        transport.start(0, steady.water, 0.0);
        transport.set_load(0, 10, 3.0);
        for (int n = 0; n < 2000; ++n)
            transport.step(steady.step());
        EXPECT_EQ(transport.concentration(0)[9], 0.0);
        for (std::size_t i = 11; i < 30; ++i)
            EXPECT_NEAR(transport.concentration(0)[i], 3.0 / (100.0 * courant), 1e-12) << courant << ", volume " << i;
    }
}

// Where dispersion reaches across the volumes (D = 5 u dx), the load's own volume too.
TEST(TransportLoad, GivesItAtTheSourceWhereDispersionReachesAcrossIt) {
    for (const double courant : {0.3, 1.0, 4.0}) {
        const Steady steady(courant, 60);
        const std::vector<double> mixing(61, 500.0 * courant);
        Transport transport(steady.graph, {{"tracer"}});
        transport.start(0, steady.water, 0.0);
        transport.set_load(0, 40, 3.0);
        for (int n = 0; n < 4000; ++n)
            transport.step({1.0, steady.water, steady.water, steady.crossed, mixing, {}, {}, {}});
        EXPECT_NEAR(transport.concentration(0)[40] * 100.0 * courant / 3.0, 1.0, 1e-9) << courant;
    }
}

}  // namespace
}  // namespace liriver::solver::transport
