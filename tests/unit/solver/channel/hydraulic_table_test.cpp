#include "solver/channel/hydraulic_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace liriver::solver::channel {
namespace {

using Outline = std::vector<OutlinePoint>;

Hydraulics at(const HydraulicTables& tables, double depth) {
    std::int32_t cursor = 0;
    return tables.at(0, depth, cursor);
}

TEST(HydraulicTable, GivesTheTextbookTrapezoid) {
    // Given 80 m bed width, side slope 2, n = 0.03 (formulas of Chow 1959, table 2-1)
    HydraulicTables tables;
    tables.add(Outline{{0, 40, .03, 0}, {80, 0, .03, 0}, {160, 0, .03, 0}, {240, 40, .03, 0}});
    for (const double h : {1e-4, 0.003, 0.1, 1.00079, 3.7, 9.0, 25.0}) {
        const double area = (80 + 2 * h) * h;
        const double perimeter = 80 + 2 * h * std::sqrt(5.0);
        const Hydraulics got = at(tables, h);
        EXPECT_NEAR(got.area, area, 1e-13 * (1 + area));
        EXPECT_NEAR(got.top_width, 80 + 4 * h, 1e-12 * 80);
        EXPECT_NEAR(got.conveyance / (std::pow(area, 5. / 3) * std::pow(perimeter, -2. / 3) / .03), 1.0, 1e-6);
    }
    // and the flood job's uniform flow: 60 m3/s at 1.00079 m on a slope of 5e-4
    EXPECT_NEAR(at(tables, 1.00079).conveyance * std::sqrt(5e-4), 60.0, 0.001);
}

TEST(HydraulicTable, DividesTheChannelByZones) {
    // Given a channel 10 m wide between flood plains 20 m wide and 2 m higher, each a zone of its own
    HydraulicTables tables;
    tables.add(Outline{{0, 10, .06, 0},
                       {0, 2, .06, 0},
                       {20, 2, .03, 1},
                       {20, 0, .03, 1},
                       {30, 0, .03, 1},
                       {30, 2, .06, 2},
                       {50, 2, .06, 2},
                       {50, 10, .06, 2}});
    const double h = 3.0;
    const double channel = std::pow(30.0, 5. / 3) * std::pow(14.0, -2. / 3) / .03;  // A = 10 x 3, P = 10 + 2 x 2
    const double plain = std::pow(20.0, 5. / 3) * std::pow(21.0, -2. / 3) / .06;    // A = 20 x 1, P = 20 + 1
    EXPECT_NEAR(at(tables, h).conveyance / (channel + 2 * plain), 1.0, 2e-6);
}

/// Between the ground and a level, piece by piece.
double area_under(const Outline& outline, double stage) {
    double area = 0.0;
    for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
        const double width = outline[i + 1].offset - outline[i].offset;
        const double deep = stage - std::min(outline[i].elevation, outline[i + 1].elevation);
        const double shallow = stage - std::max(outline[i].elevation, outline[i + 1].elevation);
        if (shallow >= 0.0)
            area += 0.5 * (deep + shallow) * width;
        else if (deep > 0.0)
            area += 0.5 * deep * width * deep / (deep - shallow);
    }
    return area;
}

TEST(HydraulicTable, HoldsTheAreaUnderTheWaterAndItsInverseOnRandomSections) {
    std::mt19937 random(20251101);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int trial = 0; trial < 200; ++trial) {
        Outline outline;
        double offset = 0;
        const int points = 2 + static_cast<int>(unit(random) * 30);
        for (int p = 0; p < points; ++p) {
            outline.push_back({offset, 100 + 8 * unit(random), 0.02 + 0.1 * unit(random), p / 4});
            offset += unit(random) < 0.2 ? 0.0 : 12 * unit(random);
        }
        outline.push_back({offset + 1, 100 + 8 * unit(random), 0.03, 0});
        HydraulicTables tables;
        tables.add(outline);
        const double bed = HydraulicTables::bed_elevation(outline);
        double last_area = 0;
        double last_conveyance = 0;
        for (double h = 1e-5; h < 20; h *= 1.37) {
            const Hydraulics got = at(tables, h);
            EXPECT_GT(got.area, last_area);
            EXPECT_NEAR(got.area, area_under(outline, bed + h) - area_under(outline, bed), 1e-11 * (1 + got.area));
            EXPECT_GE(got.conveyance, last_conveyance);
            EXPECT_GE(got.conveyance_slope, -1e-9 * got.conveyance);
            EXPECT_NEAR(tables.depth_of_area(0, got.area), h, 1e-11 * (1 + h));
            last_area = got.area;
            last_conveyance = got.conveyance;
        }
    }
}

TEST(HydraulicTable, CutsAPointedThalwegOffAtItsLeastWidth) {
    // Given a V 10 m wide and 5 m deep: it is 0.05 m wide 0.025 m above its point
    const Outline v{{0, 5, .03, 0}, {5, 0, .03, 0}, {10, 5, .03, 0}};
    EXPECT_NEAR(HydraulicTables::bed_elevation(v), 0.025, 1e-9);
    HydraulicTables tables;
    tables.add(v);
    EXPECT_NEAR(at(tables, 0.0).top_width, 0.05, 1e-9);
    EXPECT_NEAR(at(tables, 1.0).area, 1.025 * 1.025 - 0.025 * 0.025, 1e-9);
}

TEST(HydraulicTable, RefusesWhatIsNoSection) {
    HydraulicTables tables;
    EXPECT_THROW(tables.add(Outline{{0, 1, .03, 0}}), std::invalid_argument);
    EXPECT_THROW(tables.add(Outline{{0, 1, .03, 0}, {-1, 0, .03, 0}}), std::invalid_argument);
    EXPECT_THROW(tables.add(Outline{{0, 1, 0., 0}, {1, 0, .03, 0}}), std::invalid_argument);
    EXPECT_THROW(tables.add(Outline{{3, 1, .03, 0}, {3, 0, .03, 0}}), std::invalid_argument);
    EXPECT_THROW(tables.add(Outline{{0, NAN, .03, 0}, {3, 0, .03, 0}}), std::invalid_argument);
}

}  // namespace
}  // namespace liriver::solver::channel
