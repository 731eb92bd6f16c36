#pragma once
// Kernels of a sub-step on a 2D mesh, for any number of lanes, as those of lane_kernels.h. Equations and why they stay
// bounded: docs/explanation/transport.md.
#include <cstddef>

#include "solver/transport/lane_kernels.h"
#include "solver/transport/mesh_weights.h"

namespace liriver::solver::transport {

/// Of each listed vertex: the gradient of the plane that fits the concentrations around it best, and their extremes;
/// [vertices][4][lanes].
struct VertexGradients {
    template <class S>
    LIRIVER_KERNEL static void run(const Substep& substep, const MeshWeights& mesh, double* of_vertices) {
        using V = typename S::V;
        const MeshStencils& stencils = mesh.stencils;
        const V* c = S::vectors(substep.block->concentration.data());
        for (const std::int32_t vertex : mesh.listed_vertices) {
            const std::size_t v = index(vertex);
            V* own = S::vectors(of_vertices) + v * 4 * S::parts;
            const std::size_t begin = stencils.first_volume[v], end = stencils.first_volume[v + 1];
            for (std::size_t h = 0; h < S::parts; ++h) {
                const V base = c[index(stencils.volumes[begin]) * S::parts + h];
                V x{}, y{}, lowest = base, highest = base;
                for (std::size_t k = begin + 1; k < end; ++k) {
                    const V value = c[index(stencils.volumes[k]) * S::parts + h];
                    const V step = value - base;
                    x += stencils.gradient_x[k] * step;
                    y += stencils.gradient_y[k] * step;
                    lowest = value < lowest ? value : lowest;
                    highest = value > highest ? value : highest;
                }
                own[h] = x;
                own[S::parts + h] = y;
                own[2 * S::parts + h] = lowest;
                own[3 * S::parts + h] = highest;
            }
        }
    }
};

/// What leaves each listed volume beyond first-order upwind: delta at each face within the extremes around the face's
/// vertices, then scaled down so that what stays keeps within those around the volume's (as fluxes are corrected by
/// Zalesak, J. Comput. Phys. 31, 1979).
struct MeshAntidiffusion {
    template <class S>
    LIRIVER_KERNEL static void run(const Substep& substep, const MeshWeights& mesh, const double* of_vertices) {
        for (const std::int32_t volume : mesh.listed_volumes)
            for (std::size_t h = 0; h < S::parts; ++h)
                leave<S>(substep, mesh, of_vertices, index(volume), h);
    }

    template <class S>
    LIRIVER_KERNEL static void leave(const Substep& substep, const MeshWeights& mesh, const double* of_vertices,
                                     std::size_t i, std::size_t h) {
        using V = typename S::V;
        const Topology& topology = *substep.topology;
        const MeshStencils& stencils = mesh.stencils;
        const WaterWeights& weights = *substep.weights;
        const V* vertices = reinterpret_cast<const V*>(of_vertices);
        const V here = S::vectors(substep.block->concentration.data())[i * S::parts + h];
        const V none{};
        V x{}, y{}, lowest = here, highest = here;
        for (std::size_t k = stencils.first_vertex[i]; k < stencils.first_vertex[i + 1]; ++k) {
            const V* own = vertices + index(stencils.vertices[k]) * 4 * S::parts + h;
            x += stencils.share[k] * own[0];
            y += stencils.share[k] * own[S::parts];
            lowest = own[2 * S::parts] < lowest ? own[2 * S::parts] : lowest;
            highest = own[3 * S::parts] > highest ? own[3 * S::parts] : highest;
        }
        const double downstream = mesh.downstream[i];
        V delta[MeshStencils::most_faces];
        V up{}, down{};  // amounts that leave beyond upwind's, and fall short of it
        std::size_t count = 0;
        for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e) {
            const std::size_t f = index(topology.face[e]);
            if (!(weights.inward[e] < 0.0) || mesh.crossing[f] == 0.0)
                continue;
            const V* a = vertices + index(stencils.vertex_a[f]) * 4 * S::parts + h;
            const V* b = vertices + index(stencils.vertex_b[f]) * 4 * S::parts + h;
            const V least = (a[2 * S::parts] < b[2 * S::parts] ? a[2 * S::parts] : b[2 * S::parts]) - here;
            const V most = (a[3 * S::parts] > b[3 * S::parts] ? a[3 * S::parts] : b[3 * S::parts]) - here;
            const V face_x = 0.5 * (a[0] + b[0]), face_y = 0.5 * (a[S::parts] + b[S::parts]);
            const V along_x = x + downstream * (face_x - x), along_y = y + downstream * (face_y - y);
            V wanted =
                (stencils.offset_x[e] - mesh.way_x[i]) * along_x + (stencils.offset_y[e] - mesh.way_y[i]) * along_y;
            wanted = wanted < least ? least : wanted;
            wanted = wanted > most ? most : wanted;
            const V moved = -weights.inward[e] * wanted;
            up += moved > none ? moved : none;
            down += moved < none ? -moved : none;
            delta[count++] = moved;
        }
        const double kept = weights.kept[i];
        const V one = none + 1.0;
        const V room_up = kept * (here - lowest) + down;
        const V room_down = kept * (highest - here) + up;
        const V scale_up = up > room_up ? room_up / (up > none ? up : one) : one;
        const V scale_down = down > room_down ? room_down / (down > none ? down : one) : one;
        count = 0;
        V* change = S::vectors(substep.change);
        for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e) {
            const std::size_t f = index(topology.face[e]);
            if (!(weights.inward[e] < 0.0) || mesh.crossing[f] == 0.0)
                continue;
            const V moved = delta[count] > none ? scale_up * delta[count] : scale_down * delta[count];
            ++count;
            change[i * S::parts + h] -= moved;
            change[index(topology.neighbour[e]) * S::parts + h] += moved;
            if (substep.keeps_flux)
                S::vectors(substep.flux)[f * S::parts + h] = -topology.sign[e] * moved;
        }
    }
};

}  // namespace liriver::solver::transport
