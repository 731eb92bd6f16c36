// Given reaches of different widths on a level, smooth bed, when they meet at one energy head, then in each of them
// h + Q^2 / (2 g b^2 h^2) is the same: the depths follow by hand from the one that is given.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "solver/channel/channel_solver.h"

namespace liriver::solver::channel {
namespace {

constexpr int cells_each = 20;

// The subcritical depth of a head, by iteration of h = H - Q^2 / (2 g b^2 h^2).
double depth_of(double head, double discharge, double width) {
    double h = head;
    for (int i = 0; i < 200; ++i)
        h = head - std::pow(discharge / (width * h), 2) / (2.0 * 9.81);
    return h;
}
double head_of(double depth, double discharge, double width) {
    return depth + std::pow(discharge / (width * depth), 2) / (2.0 * 9.81);
}

struct Network {
    ChannelMesh mesh;
    std::vector<double> ends;  // values of the boundaries

    std::int32_t reach(double width) {
        const std::int32_t first = mesh.cell_count();
        const std::int32_t table =
            mesh.tables.add(std::vector<OutlinePoint>{{0, 0, 1e-4, 0}, {width, 0, 1e-4, 0}}, Walls::frictionless);
        for (int i = 0; i < cells_each; ++i) {
            mesh.table.push_back(table);
            mesh.bed.push_back(0.0);
            mesh.length.push_back(20.0);
            if (i > 0)
                join(first + i - 1, first + i);
        }
        return first;
    }
    void join(std::int32_t left, std::int32_t right) {
        mesh.left.push_back(left);
        mesh.right.push_back(right);
        mesh.distance.push_back(20.0);
    }
    void end(std::int32_t cell, bool upstream, BoundaryKind kind, double value) {
        ChannelBoundary b;
        b.cell = cell;
        b.upstream = upstream;
        b.kind = kind;
        mesh.boundaries.push_back(b);
        ends.push_back(value);
    }
    std::vector<double> settle() {
        ChannelOptions options;
        options.theta = 1.0;  // nothing but this damps waves on so smooth a bed
        ChannelSolver solver(mesh, options);
        solver.set_state(std::vector<double>(mesh.bed.size(), 2.0), std::vector<double>(mesh.left.size(), 0.0));
        const std::vector<double> none(mesh.bed.size(), 0.0);
        for (int step = 0; step < 4000; ++step)
            EXPECT_TRUE(solver.step(step < 500 ? 1.0 : 10.0, {none, ends}).converged) << step;
        return {solver.stage().begin(), solver.stage().end()};
    }
};

TEST(EnergyJunction, CarriesTheHeadThroughAConfluence) {
    // 20 m3/s on 8 m and 10 m3/s on 6 m join on 10 m, 2 m deep at its end
    Network n;
    const std::int32_t a = n.reach(8.0);
    const std::int32_t b = n.reach(6.0);
    const std::int32_t c = n.reach(10.0);
    n.join(a + cells_each - 1, c);
    n.join(b + cells_each - 1, c);
    n.end(a, true, BoundaryKind::discharge, 20.0);
    n.end(b, true, BoundaryKind::discharge, 10.0);
    n.end(c + cells_each - 1, false, BoundaryKind::stage, 2.0);
    n.mesh.energy_junction.assign(n.mesh.bed.size(), 1);
    const std::vector<double> z = n.settle();
    const double head = head_of(2.0, 30.0, 10.0);  // 2.114679 m
    EXPECT_NEAR(head, 2.114679, 1e-6);
    EXPECT_NEAR(z[static_cast<std::size_t>(a + 10)], depth_of(head, 20.0, 8.0), 2e-4);
    EXPECT_NEAR(z[static_cast<std::size_t>(b + 10)], depth_of(head, 10.0, 6.0), 2e-4);
    EXPECT_NEAR(z[static_cast<std::size_t>(c)], 2.0, 2e-4);  // the junction's own cell stands as its reach does
    // the slower tributary stands higher, by the difference of the velocity heads
    EXPECT_GT(z[static_cast<std::size_t>(b + 10)] - z[static_cast<std::size_t>(a + 10)], 0.03);
}

TEST(EnergyJunction, CarriesTheHeadThroughABifurcation) {
    // 30 m3/s on 10 m part into 8 m3/s, drawn off a branch of 4 m, and the rest on 6 m, 2 m deep at its end
    Network n;
    const std::int32_t a = n.reach(10.0);
    const std::int32_t b = n.reach(4.0);
    const std::int32_t c = n.reach(6.0);
    n.join(a + cells_each - 1, b);
    n.join(a + cells_each - 1, c);
    n.end(a, true, BoundaryKind::discharge, 30.0);
    n.end(b + cells_each - 1, false, BoundaryKind::discharge, 8.0);
    n.end(c + cells_each - 1, false, BoundaryKind::stage, 2.0);
    n.mesh.energy_junction.assign(n.mesh.bed.size(), 1);
    const std::vector<double> z = n.settle();
    const double head = head_of(2.0, 22.0, 6.0);
    EXPECT_NEAR(z[static_cast<std::size_t>(a + 10)], depth_of(head, 30.0, 10.0), 2e-4);
    EXPECT_NEAR(z[static_cast<std::size_t>(b + 10)], depth_of(head, 8.0, 4.0), 2e-4);
}

TEST(EnergyJunction, IsAtRestWhereAStageJunctionIs) {
    Network n;
    const std::int32_t a = n.reach(10.0);
    const std::int32_t b = n.reach(4.0);
    const std::int32_t c = n.reach(6.0);
    n.join(a + cells_each - 1, b);
    n.join(a + cells_each - 1, c);
    n.mesh.energy_junction.assign(n.mesh.bed.size(), 1);
    for (const double z : n.settle())
        EXPECT_EQ(z, 2.0);
}

}  // namespace
}  // namespace liriver::solver::channel
