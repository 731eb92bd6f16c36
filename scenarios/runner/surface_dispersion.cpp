#include "scenarios/runner/surface_dispersion.h"

#include <algorithm>
#include <cmath>

namespace liriver::scenarios::runner {

double shear_velocity(double depth, double speed, double manning_n) {
    return depth > 0.0 ? std::sqrt(solver::surface::gravity) * manning_n * speed / std::pow(depth, 1.0 / 6.0) : 0.0;
}

SurfaceDispersion::SurfaceDispersion(const SurfaceDispersionSettings& settings, const mesh::surface::SurfaceMesh& mesh,
                                     std::size_t faces)
    : settings_(settings), mesh_(&mesh) {
    if (!settings_.any())
        return;
    tensor_.resize(static_cast<std::size_t>(mesh.cell_count()));
    for (std::vector<double>* values : {&mixing_, &cross_x_, &cross_y_})
        values->assign(faces, 0.0);
}

void SurfaceDispersion::look_at_flow(std::span<const solver::surface::CellState> cells) {
    for (std::size_t i = 0; i < tensor_.size(); ++i) {
        const solver::surface::CellState& cell = cells[i];
        const bool wet = cell.depth > 0.0;
        const double u = wet ? cell.u : 0.0, v = wet ? cell.v : 0.0;
        const double scale = cell.depth * shear_velocity(cell.depth, std::hypot(u, v), mesh_->manning_n[i]);
        tensor_[i] = solver::transport::along_and_across(settings_.along + settings_.along_factor * scale,
                                                         settings_.across + settings_.across_factor * scale, u, v);
    }
}

void SurfaceDispersion::evaluate(const solver::transport::WaterStep& step, std::span<const double> before,
                                 std::span<const double> after) {
    const auto least_depth = [&](std::size_t cell) { return std::min(before[cell], after[cell]) / mesh_->area[cell]; };
    for (const std::int32_t face : step.faces) {
        if (face >= mesh_->inner_faces)
            continue;
        const auto f = static_cast<std::size_t>(face);
        const auto left = static_cast<std::size_t>(mesh_->left[f]);
        const auto right = static_cast<std::size_t>(mesh_->right[f]);
        const auto& a = tensor_[left];
        const auto& b = tensor_[right];
        const solver::transport::DispersionTensor mean{0.5 * (a.xx + b.xx), 0.5 * (a.xy + b.xy), 0.5 * (a.yy + b.yy)};
        const solver::transport::FacePlace place{mesh_->centroid[right].x - mesh_->centroid[left].x,
                                                 mesh_->centroid[right].y - mesh_->centroid[left].y, mesh_->normal[f].x,
                                                 mesh_->normal[f].y};
        const double area = mesh_->length[f] * std::min(least_depth(left), least_depth(right));
        const auto mixing = solver::transport::tensor_mixing(mean, place, area, step.seconds);
        mixing_[f] = mixing.exchanged;
        cross_x_[f] = mixing.cross_x;
        cross_y_[f] = mixing.cross_y;
    }
}

}  // namespace liriver::scenarios::runner
