// Dispersion with a tensor on a 2D mesh.
#include "solver/transport/tensor_mixing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include "made_triangles.h"
#include "solver/transport/transport.h"

namespace liriver::solver::transport {
namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

struct Mixing {
    std::vector<double> exchanged, cross_x, cross_y;
};

Mixing mixing_of(const made::Triangles& mesh, const DispersionTensor& tensor, double seconds) {
    const Graph& graph = mesh.graph;
    Mixing all;
    for (std::size_t f = 0; f < graph.from.size(); ++f) {
        FaceMixing share;
        if (graph.from[f] >= 0 && graph.to[f] >= 0)
            share = tensor_mixing(tensor,
                                  {graph.centroid_x[at(graph.to[f])] - graph.centroid_x[at(graph.from[f])],
                                   graph.centroid_y[at(graph.to[f])] - graph.centroid_y[at(graph.from[f])],
                                   graph.normal_x[f], graph.normal_y[f]},
                                  mesh.length[f], seconds);
        all.exchanged.push_back(share.exchanged);
        all.cross_x.push_back(share.cross_x);
        all.cross_y.push_back(share.cross_y);
    }
    return all;
}

// Given a flow to the north-east, then what is along it is along the diagonal, whatever its speed.
TEST(TensorMixing, LiesAlongTheFlow) {
    const DispersionTensor tensor = along_and_across(5.0, 1.0, 0.3, 0.3);
    EXPECT_NEAR(tensor.xx, 3.0, 1e-15);
    EXPECT_NEAR(tensor.xy, 2.0, 1e-15);
    EXPECT_NEAR(tensor.yy, 3.0, 1e-15);
    const DispersionTensor at_rest = along_and_across(5.0, 1.0, 0.0, 0.0);
    EXPECT_EQ(at_rest.xx, 1.0);
    EXPECT_EQ(at_rest.xy, 0.0);
}

// Given still water on uneven triangles and a linear concentration, whose flux is the same everywhere, when it spreads
// for a moment by any tensor, then it stays as it is, three rings of volumes from the rim.
TEST(TensorMixing, LeavesALinearConcentrationAsItIs) {
    std::mt19937_64 random(11);
    const made::Triangles mesh(12, random);
    std::vector<double> start;
    for (std::size_t i = 0; i < mesh.area.size(); ++i)
        start.push_back(3.0 + 0.2 * mesh.graph.centroid_x[i] - 0.1 * mesh.graph.centroid_y[i]);
    const std::vector<double> crossed(mesh.length.size(), 0.0);
    for (const DispersionTensor tensor : {DispersionTensor{1.0, 0.0, 1.0}, {0.0, 0.0, 1.0}, {3.0, 1.5, 1.0}}) {
        Transport transport(mesh.graph, {{"tracer"}});
        transport.start(0, mesh.area, start);
        const Mixing mixing = mixing_of(mesh, tensor, 1e-6);
        transport.step(
            {1e-6, mesh.area, mesh.area, crossed, mixing.exchanged, {}, {}, {}, mixing.cross_x, mixing.cross_y});
        double worst = 0.0, moved_at_rim = 0.0;
        for (std::size_t i = 0; i < start.size(); ++i) {
            const double x = mesh.graph.centroid_x[i], y = mesh.graph.centroid_y[i];
            const double moved = std::abs(transport.concentration(0)[i] - start[i]);
            double& kind = std::min({x, y, 12.0 - x, 12.0 - y}) < 3.0 ? moved_at_rim : worst;
            kind = std::max(kind, moved);
        }
        EXPECT_LE(worst, 1e-11);  // changes of second order in the moment, 1e-6 s, remain
        EXPECT_GT(moved_at_rim, 1e-8);
        EXPECT_LE(transport.budget(0).relative_error, 1e-15);
    }
}

// Given random concentrations and strong dispersion along one direction, in water that flows, when it spreads, then all
// stay within their bounds and nothing is lost.
TEST(TensorMixing, KeepsBoundsAndBalance) {
    std::mt19937_64 random(12);
    const made::Triangles mesh(8, random);
    const std::vector<double> crossed = mesh.even_flow(0.3, 0.4, 0.1);
    for (const double strength : {0.01, 1.0, 100.0}) {
        Transport transport(mesh.graph, {{"a"}, {"b"}, {"c"}});
        for (std::size_t k = 0; k < 3; ++k) {
            std::vector<double> start(mesh.area.size());
            for (double& c : start)
                c = static_cast<double>(random() % 2);
            transport.start(k, mesh.area, start);
        }
        const Mixing mixing = mixing_of(mesh, along_and_across(strength, 0.0, 0.3, 0.4), 0.1);
        for (int step = 0; step < 30; ++step)
            transport.step(
                {0.1, mesh.area, mesh.area, crossed, mixing.exchanged, {}, {}, {}, mixing.cross_x, mixing.cross_y});
        for (std::size_t k = 0; k < 3; ++k) {
            for (const double c : transport.concentration(k)) {
                EXPECT_GE(c, 0.0);
                EXPECT_LE(c, 1.0 + 1e-12);
            }
            EXPECT_LE(transport.budget(k).relative_error, 1e-13);
            EXPECT_LE(std::abs(transport.budget(k).rounding), 1e-13);
        }
    }
}

}  // namespace
}  // namespace liriver::solver::transport
