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
template <bool cross>
struct MeshAntidiffusion {
    template <class S>
    LIRIVER_KERNEL static void run(const Substep& substep, MeshWeights& mesh, const double* of_vertices) {
        for (const std::int32_t volume : mesh.listed_volumes)
            for (std::size_t h = 0; h < S::parts; ++h)
                leave<S>(substep, mesh, of_vertices, index(volume), h);
    }

    template <class S>
    LIRIVER_KERNEL static bool differ(const typename S::V& lowest, const typename S::V& highest) {
        const typename S::V range = highest - lowest;
        bool found = false;
        for (std::size_t l = 0; l < S::width; ++l)
            found = found || reinterpret_cast<const double*>(&range)[l] > 0.0;
        return found;
    }

    /// A volume's gradient and the extremes around its vertices, which begin with its own.
    template <class S>
    LIRIVER_KERNEL static void look_around(const MeshWeights& mesh, const typename S::V* vertices, std::size_t i,
                                           typename S::V* gradient, typename S::V& lowest, typename S::V& highest) {
        const MeshStencils& stencils = mesh.stencils;
        for (std::size_t k = stencils.first_vertex[i]; k < stencils.first_vertex[i + 1]; ++k) {
            const auto* own = vertices + index(stencils.vertices[k]) * 4 * S::parts;
            gradient[0] += stencils.share[k] * own[0];
            gradient[1] += stencils.share[k] * own[S::parts];
            lowest = own[2 * S::parts] < lowest ? own[2 * S::parts] : lowest;
            highest = own[3 * S::parts] > highest ? own[3 * S::parts] : highest;
        }
    }

    /// A volume, its entry of a face, and that face.
    struct Side {
        std::size_t volume, entry, face;
    };

    /// delta at a face, within the extremes around its vertices.
    template <class S>
    LIRIVER_KERNEL static void want(const MeshWeights& mesh, const typename S::V* vertices, const Side& side,
                                    const typename S::V& here, const typename S::V* gradient, typename S::V& wanted) {
        using V = typename S::V;
        const MeshStencils& stencils = mesh.stencils;
        const V* a = vertices + index(stencils.vertex_a[side.face]) * 4 * S::parts;
        const V* b = vertices + index(stencils.vertex_b[side.face]) * 4 * S::parts;
        const V least = (a[2 * S::parts] < b[2 * S::parts] ? a[2 * S::parts] : b[2 * S::parts]) - here;
        const V most = (a[3 * S::parts] > b[3 * S::parts] ? a[3 * S::parts] : b[3 * S::parts]) - here;
        const double downstream = mesh.downstream[side.volume];
        const V face_x = 0.5 * (a[0] + b[0]), face_y = 0.5 * (a[S::parts] + b[S::parts]);
        const V along_x = gradient[0] + downstream * (face_x - gradient[0]);
        const V along_y = gradient[1] + downstream * (face_y - gradient[1]);
        const V unlimited = (stencils.offset_x[side.entry] - mesh.way_x[side.volume]) * along_x +
                            (stencils.offset_y[side.entry] - mesh.way_y[side.volume]) * along_y;
        const V above = unlimited < least ? least : unlimited;
        wanted = above > most ? most : above;
    }

    template <class S>
    LIRIVER_KERNEL static void leave(const Substep& substep, MeshWeights& mesh, const double* of_vertices,
                                     std::size_t i, std::size_t h) {
        using V = typename S::V;
        const Topology& topology = *substep.topology;
        const WaterWeights& weights = *substep.weights;
        const V* vertices = reinterpret_cast<const V*>(of_vertices) + h;
        const V here = S::vectors(substep.block->concentration.data())[i * S::parts + h];
        const V none{};
        V gradient[2] = {}, lowest = here, highest = here;
        look_around<S>(mesh, vertices, i, gradient, lowest, highest);
        if (!cross && !substep.keeps_flux && !differ<S>(lowest, highest))
            return;  // upwind's flux is all, where all around is the same; else each face's flux is written, if 0
        V delta[MeshStencils::most_faces];
        V up{}, down{};  // amounts that leave beyond upwind's, and fall short of it
        std::size_t count = 0;
        for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e) {
            const std::size_t f = index(topology.face[e]);
            if (!(weights.inward[e] < 0.0) || mesh.crossing[f] == 0.0)
                continue;
            V wanted{};
            want<S>(mesh, vertices, {i, e, f}, here, gradient, wanted);
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
        if constexpr (cross) {
            const V less = scale_up * up - scale_down * down;
            const V more = kept * (highest - here) + less, fewer = kept * (here - lowest) - less;
            V* own = S::vectors(mesh.limits.data()) + i * 4 * S::parts + h;
            own[0] = more > none ? more : none;
            own[S::parts] = fewer > none ? fewer : none;
            own[2 * S::parts] = own[3 * S::parts] = none;
        }
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

/// What dispersion's cross parts carry, scaled down so that what stays in either volume keeps within the concentrations
/// around its vertices (Zalesak 1979).
struct CrossMixing {
    template <class S>
    LIRIVER_KERNEL static void run(const Substep& substep, MeshWeights& mesh, const double* of_vertices) {
        for (std::size_t h = 0; h < S::parts; ++h) {
            for (const std::int32_t face : mesh.cross_faces)
                want<S>(substep, mesh, of_vertices, index(face), h);
            for (const std::int32_t volume : mesh.listed_volumes)
                choose_shares<S>(mesh, index(volume), h);
            for (const std::int32_t face : mesh.cross_faces)
                carry<S>(substep, mesh, index(face), h);
        }
    }

    template <class S>
    LIRIVER_KERNEL static typename S::V* limits_of(MeshWeights& mesh, std::int32_t volume, std::size_t h) {
        return S::vectors(mesh.limits.data()) + index(volume) * 4 * S::parts + h;
    }

    template <class S>
    LIRIVER_KERNEL static void want(const Substep& substep, MeshWeights& mesh, const double* of_vertices, std::size_t f,
                                    std::size_t h) {
        using V = typename S::V;
        const V* vertices = reinterpret_cast<const V*>(of_vertices);
        const V* a = vertices + index(mesh.stencils.vertex_a[f]) * 4 * S::parts + h;
        const V* b = vertices + index(mesh.stencils.vertex_b[f]) * 4 * S::parts + h;
        const V none{};
        const V flux = -0.5 * (mesh.cross_x[f] * (a[0] + b[0]) + mesh.cross_y[f] * (a[S::parts] + b[S::parts]));
        const V forward = flux > none ? flux : none, backward = flux < none ? -flux : none;
        V* from = limits_of<S>(mesh, substep.topology->from[f], h);
        V* to = limits_of<S>(mesh, substep.topology->to[f], h);
        from[2 * S::parts] += backward;
        from[3 * S::parts] += forward;
        to[2 * S::parts] += forward;
        to[3 * S::parts] += backward;
        S::vectors(mesh.cross_flux.data())[f * S::parts + h] = flux;
    }

    template <class S>
    LIRIVER_KERNEL static void choose_shares(MeshWeights& mesh, std::size_t i, std::size_t h) {
        using V = typename S::V;
        V* own = S::vectors(mesh.limits.data()) + i * 4 * S::parts + h;
        const V none{};
        const V one = none + 1.0;
        for (const std::size_t sign : {std::size_t{0}, S::parts}) {
            const V room = own[sign], wanted = own[2 * S::parts + sign];
            own[sign] = wanted > room ? room / (wanted > none ? wanted : one) : one;
        }
    }

    template <class S>
    LIRIVER_KERNEL static void carry(const Substep& substep, MeshWeights& mesh, std::size_t f, std::size_t h) {
        using V = typename S::V;
        const V none{};
        const V flux = S::vectors(mesh.cross_flux.data())[f * S::parts + h];
        const V* from = limits_of<S>(mesh, substep.topology->from[f], h);
        const V* to = limits_of<S>(mesh, substep.topology->to[f], h);
        const V forward = to[0] < from[S::parts] ? to[0] : from[S::parts];
        const V backward = from[0] < to[S::parts] ? from[0] : to[S::parts];
        const V moved = flux * (flux > none ? forward : backward);
        V* change = S::vectors(substep.change);
        change[index(substep.topology->from[f]) * S::parts + h] -= moved;
        change[index(substep.topology->to[f]) * S::parts + h] += moved;
    }
};

}  // namespace liriver::solver::transport
