#pragma once
// Dispersion along and across the flow on a surface, as transport wants it of each sub-step.
#include <cstdint>
#include <span>
#include <vector>

#include "mesh/surface/surface_mesh.h"
#include "solver/surface/surface_solver.h"
#include "solver/transport/tensor_mixing.h"
#include "solver/transport/water_step.h"

namespace liriver::scenarios::runner {

/// One coefficient along the flow and one across it: a constant plus a multiple of depth times shear velocity (Elder,
/// J. Fluid Mech. 5, 1959; Fischer et al., Mixing in Inland and Coastal Waters, 1979, chapter 5).
struct SurfaceDispersionSettings {
    double along = 0.0, across = 0.0;                ///< m2/s
    double along_factor = 0.0, across_factor = 0.0;  ///< times depth x shear velocity
    [[nodiscard]] bool any() const { return along > 0.0 || across > 0.0 || along_factor > 0.0 || across_factor > 0.0; }
};

class SurfaceDispersion {
  public:
    /// `faces` of the transport graph, whose first ones are the mesh's.
    SurfaceDispersion(const SurfaceDispersionSettings& settings, const mesh::surface::SurfaceMesh& mesh,
                      std::size_t faces);

    [[nodiscard]] bool any() const { return settings_.any(); }
    /// The cells' tensors, of the flow as it is at the start of a synchronisation step.
    void look_at_flow(std::span<const solver::surface::CellState> cells);
    /// Mixing and cross parts over the faces that a sub-step lists; `before` and `after`: [cells] m3. A face mixes over
    /// the lesser depth of its two sides at both ends of the sub-step, so that nothing mixes into dry ground.
    void evaluate(const solver::transport::WaterStep& step, std::span<const double> before,
                  std::span<const double> after);

    [[nodiscard]] std::span<const double> mixing() const { return mixing_; }
    [[nodiscard]] std::span<const double> cross_x() const { return cross_x_; }
    [[nodiscard]] std::span<const double> cross_y() const { return cross_y_; }

  private:
    SurfaceDispersionSettings settings_;
    const mesh::surface::SurfaceMesh* mesh_;
    std::vector<solver::transport::DispersionTensor> tensor_;  // [cells]
    std::vector<double> mixing_, cross_x_, cross_y_;           // [faces of the graph]; empty: none is asked for
};

/// Shear velocity of Manning's law, sqrt(g) n |u| / h^(1/6), m/s; 0 where there is no water.
[[nodiscard]] double shear_velocity(double depth, double speed, double manning_n);

}  // namespace liriver::scenarios::runner
