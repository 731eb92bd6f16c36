// The weights that are decided once a step, for the faces of a run.
#include <algorithm>
#include <cmath>

#include "solver/channel/chain_run.h"
#include "solver/channel/face_weights.h"
#include "solver/vector_paths.h"

namespace liriver::solver::channel {
namespace {

LIRIVER_KERNEL double limit_velocities(RunColumns run, std::int32_t count, double rise) {
    double lag = 0.0;
#pragma omp simd reduction(max : lag)
    for (std::int32_t k = 0; k < count - 1; ++k) {
        const double u = run.u[k];
        const double next = run.u[k + 1];
        const double across = next - u;
        // taken by multiplication, or GCC would fetch them in branches
        const double down = run.q0[k] + run.q0[k + 1] >= 0.0 ? 1.0 : 0.0;
        const double behind = down * (u - run.u[k - 1]) + (1.0 - down) * (run.u[k + 2] - next);
        const double scale_squared = u * u + gravity * run.flow_area[k + 1] / run.top_width[k + 1];
        const Renewal found = renewed(run.limiter_velocity[k + 1], central_share(across, behind, scale_squared), rise);
        run.limiter_velocity[k + 1] = found.weight;
        lag = found.lag > lag ? found.lag : lag;
    }
    return lag;
}

LIRIVER_KERNEL RunWeights weigh(RunColumns run, std::int32_t count, double dt, double theta, double rise) {
    double lag = 0.0;
    double jump = 0.0;  // above zero where the flow is beyond critical upstream of a face and below it downstream
#pragma omp simd reduction(max : lag, jump)
    for (std::int32_t k = 0; k < count; ++k) {
        const bool down = flows_down(run, k);
        const double u = run.u[k];
        const double q = run.q0[k];
        const double area_left = run.flow_area[k];
        const double area_right = run.flow_area[k + 1];
        const double width_left = run.top_width[k];
        const double width_right = run.top_width[k + 1];
        const double slope_left = run.drag_slope[k];
        const double slope_right = run.drag_slope[k + 1];
        const double area = down ? area_left : area_right;
        const double width = down ? width_left : width_right;
        const double slope = down ? slope_left : slope_right;
        run.theta[k] = 1.0 - (1.0 - theta) * gentle_share(u, area, width, run.distance[k], dt);
        const double weight = friction_weight(q, u, area, width, slope, run.distance[k]);
        const Renewal found = renewed(1.0 - run.friction_upstream[k], 1.0 - weight, rise);
        run.friction_upstream[k] = 1.0 - found.weight;
        lag = found.lag > lag ? found.lag : lag;
        const double above = beyond_critical(q, area, width);
        const double below = -beyond_critical(q, down ? area_right : area_left, down ? width_right : width_left);
        const double both = above < below ? above : below;
        jump = both > jump ? both : jump;
    }
    return {lag, jump > 0.0};
}

LIRIVER_KERNEL double limit_areas(RunColumns run, std::int32_t count, bool second_order, double rise) {
    double lag = 0.0;
    const double order = second_order ? 1.0 : 0.0;
#pragma omp simd reduction(max : lag)
    for (std::int32_t k = 0; k < count; ++k) {
        const bool down = flows_down(run, k);
        const double area_left = run.flow_area[k];
        const double area_right = run.flow_area[k + 1];
        const double far_left = run.flow_area[k - 1];
        const double far_right = run.flow_area[k + 2];
        const double up = down ? area_left : area_right;
        const double below = down ? area_right : area_left;
        const double far = down ? far_left : far_right;
        const double least = std::min(std::min(up, below), far);
        const Renewal found = renewed(run.area_share[k], central_share(below - up, up - far, up * up), rise);
        const double wet = least > 0.0 ? order : 0.0;
        const double limiter = wet * found.weight;
        const double behind = wet * found.lag;
        run.area_share[k] = limiter;
        run.limiter_area[k] = bounded_area_limiter(limiter, up, below);
        run.limiter_down[k] = down ? 1.0 : 0.0;
        lag = behind > lag ? behind : lag;
    }
    return lag;
}

LIRIVER_KERNEL void sum_at_cells(RunColumns run, std::int32_t count, double dt, const double* discharge) {
#pragma omp simd
    for (std::int32_t k = 0; k < count; ++k)
        run.volume_next[k] = dt * discharge[k - 1] - dt * discharge[k];
}

LIRIVER_KERNEL void make_draining_implicit(RunColumns run, std::int32_t count, double thin) {
#pragma omp simd
    for (std::int32_t k = 0; k < count; ++k) {
        const double depth = std::min(run.z[k] - run.bed[k], run.z[k + 1] - run.bed[k + 1]);
        const double left_over =
            std::min(run.volume_next[k] + 0.5 * run.volume[k], run.volume_next[k + 1] + 0.5 * run.volume[k + 1]);
        const double held = depth < thin ? 1.0 : run.theta[k];
        run.theta[k] = left_over < 0.0 ? 1.0 : held;
    }
}

}  // namespace

double limit_velocities_of_run(const RunColumns& run, std::int32_t count, double rise) {
    return best_of<limit_velocities>(limit_velocities)(run, count, rise);
}

RunWeights weigh_run(const RunColumns& run, std::int32_t count, double dt, double theta, double rise) {
    return best_of<weigh>(weigh)(run, count, dt, theta, rise);
}

double limit_areas_of_run(const RunColumns& run, std::int32_t count, bool second_order, double rise) {
    return best_of<limit_areas>(limit_areas)(run, count, second_order, rise);
}

void sum_at_cells_of_run(const RunColumns& run, std::int32_t count, double dt, const double* discharge) {
    best_of<sum_at_cells>(sum_at_cells)(run, count, dt, discharge);
}

void make_draining_faces_implicit(const RunColumns& run, std::int32_t count, double thin) {
    best_of<make_draining_implicit>(make_draining_implicit)(run, count, thin);
}

}  // namespace liriver::solver::channel
