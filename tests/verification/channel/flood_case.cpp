// Flood job C: a wave down 100 km of a trapezoidal channel.
#include <cmath>
#include <vector>

#include "tests/verification/channel/cases.h"
#include "tests/verification/channel/chain.h"

namespace liriver::tests::verification {

using solver::channel::BoundaryKind;
using solver::channel::ChannelBoundary;
using solver::channel::ChannelMesh;
using solver::channel::ChannelSolver;
using solver::channel::OutlinePoint;

FloodPeaks flood_wave(double step) {
    const int cells = 1000;
    ChannelMesh mesh;
    const std::int32_t table = mesh.tables.add(
        std::vector<OutlinePoint>{{0, 40, 0.03, 0}, {80, 0, 0.03, 0}, {160, 0, 0.03, 0}, {240, 40, 0.03, 0}});
    std::vector<double> beds;
    beds.reserve(static_cast<std::size_t>(cells));
    for (int i = 0; i < cells; ++i)
        beds.push_back(-5e-4 * (i + 0.5) * 100.0);
    chain(mesh, beds, table, 100.0);
    mesh.boundaries.push_back(ChannelBoundary{});
    ChannelBoundary out;
    out.cell = cells - 1;
    out.upstream = false;
    out.kind = BoundaryKind::normal_depth;
    out.slope = 5e-4;
    mesh.boundaries.push_back(out);
    ChannelSolver solver(mesh, {});
    std::vector<double> stage(beds);
    for (double& z : stage)
        z += 1.00079;
    solver.set_state(stage, std::vector<double>(mesh.left.size(), 0.7311));
    const std::vector<double> none(mesh.bed.size(), 0.0);
    constexpr double hour = 3600.0;
    const auto inflow = [](double t) {
        if (t <= 24 * hour || t >= 120 * hour)
            return 60.0;
        return t <= 48 * hour ? 60.0 + 1440.0 * (t - 24 * hour) / (24 * hour)
                              : 1500.0 - 1440.0 * (t - 48 * hour) / (72 * hour);
    };
    FloodPeaks peaks{0, 0, 0, 0};
    const int steps = static_cast<int>(std::lround(240 * hour / step));
    const int hourly = static_cast<int>(std::lround(hour / step));
    for (int k = 1; k <= steps; ++k) {
        const double t0 = (k - 1) * step;
        // the breaks of the inflow fall on full steps, so that the mean of a step is the mean of its ends
        must(solver.step(step, {none, std::vector<double>{0.5 * (inflow(t0) + inflow(t0 + step)), 0.0}}));
        if (k % hourly != 0)
            continue;
        std::int32_t cursor = 0;
        const double outlet =
            mesh.tables.at(table, solver.stage()[cells - 1] - beds[cells - 1], cursor).conveyance * std::sqrt(5e-4);
        const double middle = 0.5 * (solver.area()[499] + solver.area()[500]) * solver.velocity()[499];
        const double now = k * step / hour;
        if (outlet > peaks.outlet_hourly) {
            peaks.outlet_hourly = outlet;
            peaks.outlet_hour = now;
        }
        if (middle > peaks.middle_hourly) {
            peaks.middle_hourly = middle;
            peaks.middle_hour = now;
        }
    }
    return peaks;
}

}  // namespace liriver::tests::verification
