// Given a section with roughness by depth, ineffective areas or levees, when it is tabulated, then areas and
// conveyances are those of the formulas worked out by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "solver/channel/channel_solver.h"
#include "solver/channel/hydraulic_table.h"
#include "solver/channel/time_stepper.h"

namespace liriver::solver::channel {
namespace {

using Outline = std::vector<OutlinePoint>;

// 10 m of channel from 20 to 30, flat flood plains 2 m above its bed on either side, walls to 10 m
const Outline two_stage{{0, 10, .06, 0}, {0, 2, .06, 0},  {20, 2, .03, 1}, {20, 0, .03, 1},
                        {30, 0, .03, 1}, {30, 2, .06, 2}, {50, 2, .06, 2}, {50, 10, .06, 2}};

double manning(double area, double perimeter, double n) {
    return std::pow(area, 5. / 3) * std::pow(perimeter, -2. / 3) / n;
}

Hydraulics at(const HydraulicTables& tables, double depth) {
    std::int32_t cursor = 0;
    return tables.at(0, depth, cursor);
}
StillWater still_at(const HydraulicTables& tables, double depth) {
    std::int32_t cursor = 0;
    return tables.still_at(0, depth, cursor);
}

TEST(SectionForm, TakesManningsNByDepth) {
    // Given n = 0.06 up to 0.5 m, then falling in a straight line to 0.03 at 2 m, in a rectangle 10 m wide
    const Outline box{{0, 20, .1, 0}, {0, 0, .1, 0}, {10, 0, .1, 0}, {10, 20, .1, 0}};
    const std::vector<DepthRoughness> by_depth{{0, {0.5, 2.0}, {0.06, 0.03}}};
    HydraulicTables tables;
    tables.add(SectionForm{box, by_depth});
    const auto n = [](double h) { return h <= 0.5 ? 0.06 : h >= 2.0 ? 0.03 : 0.06 - 0.02 * (h - 0.5); };
    for (const double h : {0.1, 0.5, 0.8, 1.1, 1.7, 2.0, 3.0, 12.0})
        EXPECT_NEAR(at(tables, h).conveyance / manning(10 * h, 10 + 2 * h, n(h)), 1.0, 2e-6) << h;
}

TEST(SectionForm, MeasuresAZonesDepthFromTheZonesOwnLowestPoint) {
    // Given n of the plains by the depth over them: 0.1 at 0.5 m, 0.04 from 1 m on
    const std::vector<DepthRoughness> by_depth{{0, {0.5, 1.0}, {0.1, 0.04}}, {2, {0.5, 1.0}, {0.1, 0.04}}};
    HydraulicTables tables;
    tables.add(SectionForm{two_stage, by_depth});
    const auto expected = [](double h, double n) {
        return manning(10 * h, 14, .03) + 2 * manning(20 * (h - 2), 20 + (h - 2), n);
    };
    EXPECT_NEAR(at(tables, 2.5).conveyance / expected(2.5, 0.1), 1.0, 2e-6);
    EXPECT_NEAR(at(tables, 2.75).conveyance / expected(2.75, 0.07), 1.0, 2e-6);
    EXPECT_NEAR(at(tables, 4.0).conveyance / expected(4.0, 0.04), 1.0, 2e-6);
}

TEST(SectionForm, AnIneffectiveAreaStoresAndDoesNotConvey) {
    // Given the left plain ineffective up to 3.5 m
    const std::vector<IneffectiveArea> still{{0, 20, 3.5}};
    HydraulicTables tables;
    tables.add(SectionForm{two_stage, {}, still});
    const auto plain = [](double h) { return manning(20 * (h - 2), 20 + (h - 2), .06); };
    const auto channel = [](double h) { return manning(10 * h, 14, .03); };
    for (const double h : {2.3, 3.0, 3.5}) {
        EXPECT_NEAR(at(tables, h).area, 10 * h + 40 * (h - 2), 1e-12 * 200);  // all of it stores
        EXPECT_NEAR(still_at(tables, h).area, 20 * (h - 2), 1e-12 * 200);
        EXPECT_NEAR(at(tables, h).conveyance / (channel(h) + plain(h)), 1.0, 2e-6);
    }
    for (const double h : {3.6, 4.0, 9.0}) {  // beyond the ramp of 0.1 m it conveys as if it had always
        EXPECT_NEAR(still_at(tables, h).area, 0.0, 1e-10);
        EXPECT_NEAR(at(tables, h).conveyance / (channel(h) + 2 * plain(h)), 1.0, 2e-6);
    }
    // half-way up the ramp, half of it
    EXPECT_NEAR(still_at(tables, 3.55).area, 0.5 * 20 * 1.55, 1e-9);
    EXPECT_NEAR(at(tables, 3.55).conveyance / (channel(3.55) + 1.5 * plain(3.55)), 1.0, 2e-6);
    // the derivative that Newton's method is told is that of the function
    for (const double h : {2.5, 3.52, 3.58}) {
        const double e = 1e-6;
        EXPECT_NEAR(still_at(tables, h).by_depth,
                    (still_at(tables, h + e).area - still_at(tables, h - e).area) / (2 * e), 1e-5);
    }
}

TEST(SectionForm, LandBehindALeveeStaysDryUntilTheCrestIsPassed) {
    // Given a levee of 4 m on the left edge of the channel: the plain behind it is 20 m wide and 2 m high
    const std::vector<Levee> levees{{20, 4.0, true}};
    HydraulicTables tables;
    tables.add(SectionForm{two_stage, {}, {}, levees});
    const auto right_plain = [](double h) { return manning(20 * (h - 2), 20 + (h - 2), .06); };
    for (const double h : {1.0, 2.0, 3.0, 4.0}) {
        const double plain = h > 2.0 ? 20 * (h - 2) : 0.0;
        EXPECT_NEAR(at(tables, h).area, 10 * h + plain, 1e-12 * 200);
        // the channel is wetted by the levee's upright face up to the crest, and by 2 m of bank on the right
        const double perimeter = 10 + std::min(h, 2.0) + h;
        EXPECT_NEAR(at(tables, h).conveyance / (manning(10 * h, perimeter, .03) + (h > 2.0 ? right_plain(h) : 0.0)),
                    1.0, 2e-6);
    }
    // 0.2 m above the crest all 2.2 m stand behind it; half-way up, half of that
    EXPECT_NEAR(at(tables, 4.2).area, 42 + 44 + 44, 1e-10);
    EXPECT_NEAR(at(tables, 4.1).area, 41 + 42 + 22, 1e-10);
    EXPECT_NEAR(at(tables, 6.0).area, 60 + 80 + 80, 1e-10);
    EXPECT_NEAR(at(tables, 6.0).conveyance / (manning(60, 16, .03) + 2 * right_plain(6.0)), 1.0, 2e-6);
}

TEST(SectionForm, LandBehindALeveeMayLieBelowTheRiverBed) {
    // Given a perched river, bed at 5 m between levees of 8 m, land at 1 m on either side 100 m wide
    const Outline perched{{0, 20, .05, 0},  {0, 1, .05, 0},   {100, 1, .05, 0}, {110, 8, .03, 1}, {116, 5, .03, 1},
                          {126, 5, .03, 1}, {132, 8, .05, 2}, {142, 1, .05, 2}, {242, 1, .05, 2}, {242, 20, .05, 2}};
    const std::vector<Levee> levees{{110, 8, true}, {132, 8, false}};
    const SectionForm form{perched, {}, {}, levees};
    EXPECT_EQ(HydraulicTables::bed_elevation(form), 5.0);
    HydraulicTables tables;
    tables.add(form);
    EXPECT_NEAR(at(tables, 2.0).area, 10 * 2 + 2 * 2 * 2, 1e-10);  // side slopes of 2
    const double river = 10 * 3.2 + 6 * 3 + 12 * 0.2;              // at 8.2 m
    const double land = 100 * 7.2 + 0.5 * 10 * 7 + 10 * 0.2;       // one side of it
    EXPECT_NEAR(at(tables, 3.2).area, river + 2 * land, 1e-9);
}

TEST(SectionForm, StoresAndConveysMoreTheHigherTheWater) {
    const std::vector<IneffectiveArea> still{{0, 12, 3.0}, {40, 50, std::numeric_limits<double>::infinity()}};
    const std::vector<Levee> levees{{8, 5.0, true}, {35, 2.5, false}};
    const std::vector<DepthRoughness> by_depth{{1, {0.2, 3}, {0.02, 0.2}}};
    HydraulicTables tables;
    tables.add(SectionForm{two_stage, by_depth, still, levees});
    Hydraulics before{};
    double flow_before = 0.0;
    for (int step = 0; step < 5000; ++step) {
        const double h = 0.01 + 0.003 * step;
        const Hydraulics now = at(tables, h);
        const double flow = now.area - still_at(tables, h).area;
        EXPECT_GT(now.area, before.area) << h;
        EXPECT_GE(now.conveyance, before.conveyance) << h;
        EXPECT_GE(flow, flow_before - 1e-12) << h;
        EXPECT_LT(now.area - before.area, 0.003 * now.top_width + 0.02 * 50) << "a jump at " << h;
        EXPECT_NEAR(tables.depth_of_area(0, now.area), h, 1e-11 * (1 + h));
        before = now;
        flow_before = flow;
    }
}

TEST(SectionForm, RefusesWhatCannotBe) {
    HydraulicTables tables;
    const std::vector<Levee> low{{10, 1.0, true}};
    EXPECT_THROW(tables.add(SectionForm{two_stage, {}, {}, low}), std::invalid_argument);
    const std::vector<Levee> beyond{{60, 9.0, true}};
    EXPECT_THROW(tables.add(SectionForm{two_stage, {}, {}, beyond}), std::invalid_argument);
    const std::vector<Levee> crossed{{30, 9.0, true}, {25, 9.0, false}};
    EXPECT_THROW(tables.add(SectionForm{two_stage, {}, {}, crossed}), std::invalid_argument);
    const std::vector<IneffectiveArea> everywhere{{-1, 51, 3.0}};
    EXPECT_THROW(tables.add(SectionForm{two_stage, {}, everywhere}), std::invalid_argument);
    const std::vector<IneffectiveArea> backwards{{20, 10, 3.0}};
    EXPECT_THROW(tables.add(SectionForm{two_stage, {}, backwards}), std::invalid_argument);
    const std::vector<DepthRoughness> falling{{1, {1.0, 0.5}, {0.03, 0.03}}};
    EXPECT_THROW(tables.add(SectionForm{two_stage, falling}), std::invalid_argument);
}

// Given a channel between levees, when a flood that stays below their crests comes down, then it runs as between
// upright walls, and the land is dry; when it passes them, then the land holds what lies below the water, and all of it
// balances.
TEST(Levees, KeepTheLandDryUpToTheirCrest) {
    const Outline valley{{0, 9, 0.03, 0},   {0, 1, 0.03, 0},   {100, 1, 0.03, 0},
                         {100, 0, 0.03, 0}, {140, 0, 0.03, 0}, {140, 9, 0.03, 0}};
    const Outline walls{{100, 9, 0.03, 0}, {100, 0, 0.03, 0}, {140, 0, 0.03, 0}, {140, 9, 0.03, 0}};
    const std::vector<Levee> levees{{100, 4.0, true}};
    const auto steady_depth = [&](const SectionForm& form, double inflow, double& stored) {
        ChannelMesh mesh;
        const std::int32_t table = mesh.tables.add(form);
        const int cells = 40;
        for (int i = 0; i < cells; ++i) {
            mesh.table.push_back(table);
            mesh.bed.push_back(0.001 * 50.0 * (cells - i));
            mesh.length.push_back(50.0);
            if (i > 0) {
                mesh.left.push_back(i - 1);
                mesh.right.push_back(i);
                mesh.distance.push_back(50.0);
            }
        }
        ChannelBoundary head;
        ChannelBoundary end;
        end.cell = cells - 1;
        end.upstream = false;
        end.kind = BoundaryKind::normal_depth;
        end.slope = 0.001;
        mesh.boundaries = {head, end};
        ChannelSolver solver(mesh, {});
        std::vector<double> stage = mesh.bed;
        for (double& z : stage)
            z += 0.5;
        solver.set_state(stage, std::vector<double>(mesh.left.size(), 0.0));
        const std::vector<double> none(mesh.bed.size(), 0.0);
        double before = 0.0;
        for (const double v : solver.volume())
            before += v;
        double gained = 0.0;
        TimeStepper stepper({});
        for (double time = 0.0; time < 86400.0;) {
            const double dt = stepper.propose(86400.0 - time);
            if (!stepper.judge(dt,
                               solver.step(dt, {none, std::vector<double>{inflow, 0.0}}, stepper.largest_change(dt))))
                continue;
            time += dt;
            gained += dt * (solver.boundary_discharge()[0] - solver.boundary_discharge()[1]);
        }
        stored = 0.0;
        for (const double v : solver.volume())
            stored += v;
        EXPECT_NEAR(stored, before + gained, 1e-10 * stored);
        return solver.stage()[20] - mesh.bed[20];
    };
    double with_land = 0.0;
    double between_walls = 0.0;
    SectionForm guarded{valley};
    guarded.levees = levees;
    const double low = steady_depth(guarded, 300.0, with_land);
    EXPECT_LT(low, 4.0);
    EXPECT_GT(low, 3.0);
    EXPECT_NEAR(low, steady_depth(SectionForm{walls}, 300.0, between_walls), 1e-4);
    EXPECT_NEAR(with_land, between_walls, 1e-3 * between_walls);
    const double high = steady_depth(guarded, 1500.0, with_land);
    EXPECT_GT(high, 4.2);
    EXPECT_NEAR(with_land, 40 * 50.0 * (40.0 * high + 100.0 * (high - 1.0)), 1e-3 * with_land);
}

// Given a long channel with dead arms and without, when the same small wave runs down both, then in the first it is
// slower by the ratio of the widths: c = sqrt(g A_flow / T_storing), the celerity of a channel with storage.
TEST(IneffectiveAreas, SlowAWaveByTheWaterTheyStore) {
    const auto crest_after = [](bool arms) {
        ChannelMesh mesh;
        const Outline box{{0, 40, 1e-6, 0}, {0, 0, 1e-6, 0}, {40, 0, 1e-6, 0}, {40, 40, 1e-6, 0}};
        const std::vector<IneffectiveArea> still{{10, 40, std::numeric_limits<double>::infinity()}};
        const std::int32_t table = arms ? mesh.tables.add(SectionForm{box, {}, still}, Walls::frictionless)
                                        : mesh.tables.add(box, Walls::frictionless);
        const int cells = 1000;
        for (int i = 0; i < cells; ++i) {
            mesh.table.push_back(table);
            mesh.bed.push_back(0.0);
            mesh.length.push_back(10.0);
            if (i > 0) {
                mesh.left.push_back(i - 1);
                mesh.right.push_back(i);
                mesh.distance.push_back(10.0);
            }
        }
        ChannelSolver solver(mesh, {});
        std::vector<double> stage;
        stage.reserve(static_cast<std::size_t>(cells));
        for (int i = 0; i < cells; ++i)
            stage.push_back(4.0 + 0.01 * std::exp(-std::pow((i - 200) / 15.0, 2)));
        solver.set_state(stage, std::vector<double>(mesh.left.size(), 0.0));
        const std::vector<double> none(mesh.bed.size(), 0.0);
        for (int step = 0; step < 600; ++step)
            EXPECT_TRUE(solver.step(1.0, {none, {}}).converged);
        double moment = 0.0;
        double weight = 0.0;
        for (std::size_t i = 230; i < 1000; ++i) {
            moment += (static_cast<double>(i) - 200.0) * 10.0 * (solver.stage()[i] - 4.0);
            weight += solver.stage()[i] - 4.0;
        }
        return moment / weight;
    };
    const double celerity = std::sqrt(9.81 * 4.0);
    EXPECT_NEAR(crest_after(false) / (600.0 * celerity), 1.0, 0.005);
    EXPECT_NEAR(crest_after(true) / (600.0 * 0.5 * celerity), 1.0, 0.005);  // a quarter of the water flows
}

}  // namespace
}  // namespace liriver::solver::channel
