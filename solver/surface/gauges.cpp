// What crosses lines of faces, summed as it crosses them.
#include <algorithm>
#include <stdexcept>
#include <utility>

#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {

std::size_t SurfaceSolver::add_gauge(std::vector<GaugeFace> faces) {
    for (const GaugeFace& at : faces)
        if (at.face < 0 || at.face >= mesh_.inner_faces)
            throw std::invalid_argument("a gauge lies on inner faces");
    gauges_.push_back(std::move(faces));
    gauge_discharge_.push_back(0.0);
    return gauges_.size() - 1;
}

// Each face's flux holds for the step of the finer of its cells; one between sleeping cells has an old one.
void SurfaceSolver::read_gauges() {
    for (std::size_t k = 0; k < gauges_.size(); ++k)
        for (const GaugeFace& at : gauges_[k]) {
            const int level = level_of_face(at.face);
            if (level <= due_)
                gauge_discharge_[k] += (at.rightwards ? 1.0 : -1.0) * flux_[at.face].water * mesh_.length[at.face] *
                                       seconds_[static_cast<std::size_t>(level)];
        }
}

}  // namespace liriver::solver::surface
