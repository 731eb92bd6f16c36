// Given two basins with a wall between them, when a structure joins them, then water passes by the structure's formula
// until the levels are equal, and what it carries goes with it.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "solver/surface/surface_solver.h"
#include "solver/transport/transport.h"
#include "tests/verification/surface/made_meshes.h"

namespace liriver::tests::surface {
namespace {

namespace structures = solver::structures;
using solver::surface::exchanged_water;
using solver::surface::LinkSide;
using solver::surface::SurfaceLink;
using solver::surface::SurfaceOptions;
using solver::surface::SurfaceSolver;

constexpr double g = 9.81;
constexpr double length = 200.0;  // m of both basins together, each 100 m x 50 m
constexpr double width = 50.0;
constexpr double basin = 0.5 * length * width;  // m2

// Two basins of squares with a wall between them.
mesh::surface::SurfaceMesh two_basins(double spacing = 5.0) {
    auto mesh = rectangle(length, width, spacing, Shape::squares, 0.0);
    set_bed(mesh, [](double, double) { return 0.0; });
    set_manning(mesh, 0.03);
    for (std::int32_t f = 0; f < mesh.inner_faces; ++f)
        if (std::abs(mesh.midpoint[f].x - 0.5 * length) < 1e-6)
            mesh.set_crest(f, 1e3);
    return mesh;
}

std::int32_t cell_at(const mesh::surface::SurfaceMesh& mesh, double x, double y) {
    std::int32_t nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        if (const double d = std::hypot(mesh.centroid[i].x - x, mesh.centroid[i].y - y); d < least) {
            least = d;
            nearest = i;
        }
    return nearest;
}

std::vector<double> levels(const mesh::surface::SurfaceMesh& mesh, double left, double right) {
    std::vector<double> depth;
    for (const auto& [x, y] : mesh.centroid)
        depth.push_back(x < 0.5 * length ? left : right);
    return depth;
}

SurfaceLink link_of(const mesh::surface::SurfaceMesh& mesh, structures::Structure structure, double setting = 0.0) {
    SurfaceLink link;
    link.left = cell_at(mesh, 90.0, 25.0);
    link.right = cell_at(mesh, 110.0, 25.0);
    link.structure = std::move(structure);
    link.setting = setting;
    return link;
}

double water_left(const SurfaceSolver& solver) {
    double sum = 0.0;
    for (std::int32_t i = 0; i < solver.mesh().cell_count(); ++i)
        if (solver.mesh().centroid[i].x < 0.5 * length)
            sum += solver.state()[static_cast<std::size_t>(i)].depth * solver.mesh().area[i];
    return sum;
}

// A box culvert of 1 m x 1 m, 20 m long, deep under water: HDS-5's equation 3.6b.
structures::Culvert deep_culvert() {
    structures::Culvert culvert;
    culvert.shape = structures::CulvertShape::box;
    culvert.height = 1.0;
    culvert.width = 1.0;
    culvert.length = 20.0;
    culvert.entrance_loss = 0.5;
    culvert.manning_n = 0.013;
    return culvert;
}

TEST(SurfaceLinkExchange, SolvesItsEquationAndTakesNoMoreThanThereIsHoweverLongTheStep) {
    const structures::BroadCrestedWeir weir{0.5, 4.0, 1.705};
    const SurfaceLink over_weir{0, 1, weir, 0.0, false};
    const SurfaceLink through_culvert{0, 1, deep_culvert(), 1.0, false};
    for (const SurfaceLink* link : {&over_weir, &through_culvert})
        for (const double seconds : {1e-3, 1.0, 60.0, 1e5})
            for (const double here : {0.0, 0.3, 0.6, 2.0, 5.0})
                for (const double there : {0.0, 0.4, 1.0, 2.0, 4.9}) {
                    const LinkSide left{0.0, 100.0, 100.0 * here};
                    const LinkSide right{0.0, 37.0, 37.0 * there};
                    const double passed = exchanged_water(*link, link->setting, seconds, left, right).water;
                    const double z_left = here - passed / 100.0;
                    const double z_right = there + passed / 37.0;
                    EXPECT_LE(passed, left.water);
                    EXPECT_GE(passed, -right.water);
                    EXPECT_GE((z_left - z_right) * (here - there), -1e-13) << "the levels do not swap";
                    const auto flow = [&](double a, double b) {
                        return structures::flow(link->structure, link->setting, a, b).discharge;
                    };
                    const double first = seconds * std::abs(flow(here, there));
                    EXPECT_LE(std::abs(passed), first * (1.0 + 1e-12));
                    // where levels meet, a rounding error of the level is a flow of its root
                    if (std::abs(z_left - z_right) > 1e-9) {
                        EXPECT_GE(std::abs(passed), seconds * std::abs(flow(z_left, z_right)) * (1.0 - 1e-6));
                    }
                    EXPECT_GE(passed * (here - there), 0.0);
                    const double back = exchanged_water(*link, link->setting, seconds, right, left).water;
                    EXPECT_NEAR(back, -passed, 1e-12 * (1.0 + std::abs(passed))) << "the same from either side";
                }
}

// Levels that a full culvert joins: d(dz)/dt = -Q/A (1 + 1), Q = k sqrt(dz), so sqrt(dz) falls in a straight line.
TEST(SurfaceLinks, BasinsJoinedByACulvertSettleAsItsFormulaSays) {
    const auto mesh = two_basins();
    SurfaceSolver solver(mesh);
    solver.set_links({link_of(mesh, deep_culvert(), 1.0)});
    solver.set_state(levels(mesh, 3.0, 2.5));
    const double radius = 1.0 / 4.0;
    const double k = std::sqrt(2.0 * g / (1.5 + 2.0 * g * 0.013 * 0.013 * 20.0 / std::pow(radius, 4.0 / 3.0)));
    EXPECT_NEAR(solver.link_discharge(0, 1.0), k * std::sqrt(0.5), 1e-9);
    const double end = std::sqrt(0.5) * basin / k;  // s until the levels are equal
    for (const double share : {0.25, 0.5, 0.75}) {
        solver.advance(share * end - solver.time());
        const double root = std::sqrt(0.5) * (1.0 - share);
        const double passed = 0.5 * basin * (0.5 - root * root);
        EXPECT_NEAR(solver.link_water()[0] - solver.link_water()[1], passed, 0.01 * passed) << share;
    }
    EXPECT_NEAR(water_left(solver), 3.0 * basin - (solver.link_water()[0] - solver.link_water()[1]), 1e-8);
    // At the end both basins swing a little, with nothing but friction to stop them; on the mean they are level.
    solver.advance(3.0 * end);
    EXPECT_NEAR(water_left(solver), 2.75 * basin, 1e-3 * basin);
    EXPECT_LE(solver.budget().relative_error, 1e-12);
    EXPECT_LT(std::abs(solver.link_discharge(0, 1.0)), 0.05 * k * std::sqrt(0.5));
}

// Two pools over a weir: Q = C b H^1.5, drowned by Villemonte's factor, followed by Runge and Kutta's method.
TEST(SurfaceLinks, BasinsJoinedByAWeirFollowItsFormula) {
    const auto mesh = two_basins();
    SurfaceSolver solver(mesh);
    solver.set_links({link_of(mesh, structures::BroadCrestedWeir{1.5, 2.0, 1.705})});
    solver.set_state(levels(mesh, 2.0, 0.5));
    const auto discharge = [](double z_left, double z_right) {
        const double head = std::max(z_left - 1.5, 0.0);
        const double ratio = head > 0.0 ? std::max(z_right - 1.5, 0.0) / head : 0.0;
        return 1.705 * 2.0 * std::pow(head, 1.5) * std::pow(1.0 - std::pow(ratio, 1.5), 0.385);
    };
    double passed = 0.0;
    constexpr double dt = 1.0;
    const auto rate = [&](double v) { return discharge(2.0 - v / basin, 0.5 + v / basin); };
    for (int step = 0; step < 1800; ++step) {
        const double a = rate(passed);
        const double b = rate(passed + 0.5 * dt * a);
        const double c = rate(passed + 0.5 * dt * b);
        const double d = rate(passed + dt * c);
        passed += dt / 6.0 * (a + 2.0 * b + 2.0 * c + d);
    }
    solver.advance(1800.0);
    EXPECT_NEAR(solver.link_water()[0], passed, 0.01 * passed);
    EXPECT_EQ(solver.link_water()[1], 0.0);
    const auto& last = solver.link_states()[0];
    EXPECT_NEAR(last.discharge, discharge(last.stage_left, last.stage_right), 1e-9);
    EXPECT_LE(solver.budget().relative_error, 1e-12);
}

TEST(SurfaceLinks, EqualLevelsLetNothingThroughAndCostNothing) {
    const auto mesh = two_basins();
    SurfaceSolver solver(mesh);
    solver.set_links({link_of(mesh, deep_culvert(), 1.0)});
    solver.set_state(levels(mesh, 2.0, 2.0));
    solver.advance(60.0);
    const auto updates = solver.counts().cell_updates;
    solver.advance(3600.0);
    EXPECT_EQ(solver.counts().cell_updates, updates);
    EXPECT_EQ(solver.link_water()[0], 0.0);
}

// The sill lies on the bed: all water but a film leaves. What is dry stays dry, and nothing is taken from it.
TEST(SurfaceLinks, UpstreamBasinDriesAndNothingIsTakenThatIsNotThere) {
    auto mesh = two_basins();
    set_bed(mesh, [](double x, double) { return x < 0.5 * length ? 2.0 + 0.01 * (90.0 - x) : 0.0; });
    const std::int32_t sump = cell_at(mesh, 90.0, 25.0);
    mesh.bed_elevation[static_cast<std::size_t>(sump)] = 1.95;
    SurfaceSolver solver(mesh);
    solver.set_links({link_of(mesh, structures::BroadCrestedWeir{1.95, 5.0, 1.705})});
    std::vector<double> depth(mesh.area.size(), 0.0);
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i)
        if (mesh.centroid[i].x < 0.5 * length)
            depth[static_cast<std::size_t>(i)] = 0.2;
    solver.set_state(depth);
    for (int k = 0; k < 60; ++k) {
        solver.advance(60.0);
        for (const auto& s : solver.state())
            ASSERT_GE(s.depth, 0.0);
    }
    EXPECT_LE(solver.budget().relative_error, 1e-12);
    EXPECT_GT(solver.link_water()[0], 0.9 * 0.2 * basin);
    EXPECT_LT(solver.state()[static_cast<std::size_t>(sump)].depth, 0.02);
}

TEST(SurfaceLinks, PumpLiftsOntoDryGroundAndAFlapLetsNothingBack) {
    const auto mesh = two_basins();
    SurfaceSolver pumped(mesh);
    pumped.set_links({link_of(mesh, structures::Pump{{0.0}, {0.5}, 0.5, 0.6}, 1.0)});
    pumped.set_state(levels(mesh, 2.0, 0.0));
    pumped.advance(600.0);
    EXPECT_NEAR(pumped.link_water()[0], 300.0, 1e-9);
    EXPECT_NEAR(water_left(pumped), 2.0 * basin - 300.0, 1e-8);
    EXPECT_LE(pumped.budget().relative_error, 1e-12);

    SurfaceSolver flapped(mesh);
    SurfaceLink flap = link_of(mesh, deep_culvert(), 1.0);
    flap.one_way = true;
    flapped.set_links({flap});
    flapped.set_state(levels(mesh, 2.0, 3.0));
    flapped.advance(600.0);
    EXPECT_EQ(flapped.link_water()[0], 0.0);
    EXPECT_EQ(flapped.link_water()[1], 0.0);
}

TEST(SurfaceLinks, WithoutALowerSideWaterLeavesAndIsCounted) {
    const auto mesh = two_basins();
    SurfaceSolver solver(mesh);
    SurfaceLink link = link_of(mesh, structures::BroadCrestedWeir{1.5, 2.0, 1.705});
    link.right = mesh::surface::outside;
    solver.set_links({link});
    solver.set_state(levels(mesh, 2.0, 0.0));
    EXPECT_NEAR(solver.link_discharge(0, 0.0), 1.705 * 2.0 * std::pow(0.5, 1.5), 1e-12);
    solver.advance(300.0);
    EXPECT_GT(solver.budget().outflow, 200.0);
    EXPECT_NEAR(solver.budget().outflow, solver.link_water()[0], 1e-9);
    EXPECT_LE(solver.budget().relative_error, 1e-12);
}

// The wall's other side is dry at first; water at 5 mg/L fills it through two structures.
TEST(SurfaceLinks, UniformConcentrationStaysUniformAndAllOfItIsCounted) {
    const auto mesh = two_basins();
    SurfaceSolver solver(mesh);
    SurfaceLink back = link_of(mesh, structures::Pump{{0.0}, {0.2}, 0.05, 0.1}, 1.0);
    back.left = cell_at(mesh, 160.0, 10.0);
    back.right = cell_at(mesh, 30.0, 40.0);
    solver.set_links({link_of(mesh, structures::BroadCrestedWeir{1.0, 3.0, 1.705}), back});
    const auto depth = levels(mesh, 2.0, 0.0);
    solver.set_state(depth);
    const auto graph = solver.transport_graph();
    solver::transport::Transport transport(graph, {{"even"}, {"uneven"}});
    std::vector<double> water;
    std::vector<double> uneven;
    for (std::size_t i = 0; i < depth.size(); ++i) {
        water.push_back(depth[i] * mesh.area[i]);
        uneven.push_back(mesh.centroid[i].x < 40.0 ? 3.0 : 1.0);
    }
    transport.start(0, water, 5.0);
    transport.start(1, water, uneven);
    solver.set_water_sink([&](const solver::transport::WaterStep& step) { transport.step(step); });
    solver.advance(1800.0);
    EXPECT_GT(solver.link_water()[0], 0.2 * basin);
    EXPECT_GT(solver.link_water()[2], 100.0);
    for (std::size_t i = 0; i < depth.size(); ++i) {
        EXPECT_NEAR(transport.concentration(0)[i], 5.0, 5e-12);
        EXPECT_GE(transport.concentration(1)[i], 0.0);
        EXPECT_LE(transport.concentration(1)[i], 3.0 + 1e-12);
    }
    for (const std::size_t k : {0U, 1U})
        EXPECT_LE(transport.budget(k).relative_error, 1e-12);
    EXPECT_LE(transport.largest_water_defect(), 1e-12);
}

TEST(SurfaceLinks, ThreadsAndARestartGiveTheSameBits) {
    const auto mesh = two_basins(1.25);
    SurfaceOptions options;
    SurfaceSolver one(mesh, {}, {}, options);
    options.threads = 2;
    SurfaceSolver two(mesh, {}, {}, options);
    SurfaceSolver restarted(mesh, {}, {}, options);
    for (SurfaceSolver* solver : {&one, &two, &restarted}) {
        solver->set_links({link_of(mesh, deep_culvert(), 1.0)});
        solver->set_state(levels(mesh, 3.0, 1.0));
    }
    one.advance(5.0);
    two.advance(5.0);
    const auto from = two.checkpoint_fields();
    const auto to = restarted.checkpoint_fields();
    for (std::size_t k = 0; k < from.size(); ++k)
        std::copy(from[k].values.begin(), from[k].values.end(), to[k].values.begin());
    restarted.restore();
    for (SurfaceSolver* solver : {&one, &two, &restarted})
        solver->advance(5.0);
    for (const SurfaceSolver* other : {&two, &restarted}) {
        for (std::size_t i = 0; i < one.state().size(); ++i) {
            ASSERT_EQ(std::bit_cast<std::uint64_t>(one.state()[i].depth),
                      std::bit_cast<std::uint64_t>(other->state()[i].depth));
            ASSERT_EQ(std::bit_cast<std::uint64_t>(one.state()[i].u),
                      std::bit_cast<std::uint64_t>(other->state()[i].u));
        }
        EXPECT_EQ(one.link_water()[0], other->link_water()[0]);
    }
}

TEST(SurfaceLinks, RefuseCellsThatAreNotThereAndALinkToItself) {
    const auto mesh = two_basins();
    SurfaceSolver solver(mesh);
    SurfaceLink link = link_of(mesh, deep_culvert(), 1.0);
    link.right = link.left;
    EXPECT_THROW(solver.set_links({link}), std::invalid_argument);
    link.right = mesh.cell_count();
    EXPECT_THROW(solver.set_links({link}), std::invalid_argument);
}

}  // namespace
}  // namespace liriver::tests::surface
