#pragma once
// What the 1D cases are built and run with.
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "solver/channel/channel_solver.h"

namespace liriver::tests::verification {

/// A row of cells of one section, `dx` apart, added to the mesh.
inline void chain(solver::channel::ChannelMesh& mesh, const std::vector<double>& beds, std::int32_t table, double dx) {
    for (std::size_t i = 0; i < beds.size(); ++i) {
        mesh.table.push_back(table);
        mesh.bed.push_back(beds[i]);
        mesh.length.push_back(dx);
        if (i > 0) {
            mesh.left.push_back(mesh.cell_count() - 2);
            mesh.right.push_back(mesh.cell_count() - 1);
            mesh.distance.push_back(dx);
        }
    }
}

/// The case cannot be run where a step does not converge.
inline void must(const solver::channel::StepOutcome& outcome) {
    if (!outcome.converged)
        throw std::runtime_error("a step did not converge");
}

}  // namespace liriver::tests::verification
