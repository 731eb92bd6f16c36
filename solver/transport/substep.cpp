#include "solver/transport/substep.h"

#include <array>

#include "solver/transport/mesh_kernels.h"
#include "solver/transport/run_kernel.h"

namespace liriver::solver::transport {

template <class Range>
void differences(const Substep& substep, const Range& range) {
    if (substep.weights->any_mixing)
        run<Differences<true>>(substep, range);
    else
        run<Differences<false>>(substep, range);
}

template <class Range>
void right_side(const Substep& substep, const Range& range) {
    differences(substep, range);
    if constexpr (Range::all) {
        if (substep.weights->lines)
            run<Antidiffusion<true>>(substep, range);
        else
            run<Antidiffusion<false>>(substep, range);
        if (substep.block->lanes == 1)
            run_lanes<GatherFluxes, 1>(substep, range);
    } else {
        run<Antidiffusion<false>>(substep, range);
    }
}

void add_mesh_fluxes(const Substep& substep, MeshWeights& mesh, double* of_vertices) {
    if (mesh.listed_volumes.empty())
        return;
    run<VertexGradients>(substep, mesh, of_vertices);
    if (!mesh.any_cross) {
        run<MeshAntidiffusion<false>>(substep, mesh, of_vertices);
        return;
    }
    mesh.make_room(substep.block->lanes);
    run<MeshAntidiffusion<true>>(substep, mesh, of_vertices);
    run<CrossMixing>(substep, mesh, of_vertices);
}

template <class Range>
void solve(const Substep& substep, const Range& range) {
    *substep.converged = true;
    if (!substep.weights->implicit || substep.weights->eliminates<Range>())
        run<Solve>(substep, range);
    else
        run<Iterate>(substep, range);
}

void account_boundary(const Substep& substep) {
    if (!substep.weights->boundary_faces.empty())
        run<Boundary>(substep, AllVolumes{});
}

template <class Range>
void change_concentrations(const Substep& substep, const Range& range) {
    run<ChangeConcentrations>(substep, range);
}

void widen_extremes(const Block& block, std::span<const std::int32_t> volumes, std::span<double> extremes) {
    alignas(64) std::array<double, most_lanes> lowest{}, highest{};
    for (std::size_t l = 0; l < block.count; ++l) {
        lowest[l] = extremes[2 * l];
        highest[l] = extremes[2 * l + 1];
    }
    Substep of_block{};
    of_block.block = const_cast<Block*>(&block);  // which is only read
    run<Extremes>(of_block, volumes, lowest.data(), highest.data());
    for (std::size_t l = 0; l < block.count; ++l) {
        extremes[2 * l] = lowest[l];
        extremes[2 * l + 1] = highest[l];
    }
}

template void differences(const Substep&, const AllVolumes&);
template void differences(const Substep&, const Subset&);
template void right_side(const Substep&, const AllVolumes&);
template void right_side(const Substep&, const Subset&);
template void solve(const Substep&, const AllVolumes&);
template void solve(const Substep&, const Subset&);
template void change_concentrations(const Substep&, const AllVolumes&);
template void change_concentrations(const Substep&, const Subset&);

}  // namespace liriver::solver::transport
