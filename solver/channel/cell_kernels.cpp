#include "solver/channel/cell_kernels.h"

#include <algorithm>
#include <cmath>

#include "solver/vector_paths.h"

namespace liriver::solver::channel {
namespace {

constexpr std::int32_t block_size = 32;  // cells whose intervals are fetched at a time
constexpr double small_depth = 0.05;     // m; what happens in shallower water matters less to the step's length

// Intervals of a block of cells in columns.
struct IntervalBlock {
    double depth[block_size], area[block_size], width[block_size], widening[block_size];
    double k0[block_size], k1[block_size], k2[block_size], k3[block_size];
};

LIRIVER_KERNEL double larger(double a, double b) { return a > b ? a : b; }

LIRIVER_KERNEL void look_up_tables(CellColumns cells, std::int32_t count) {
    IntervalBlock in;
    for (std::int32_t start = 0; start < count; start += block_size) {
        const std::int32_t size = std::min(block_size, count - start);
        for (std::int32_t q = 0; q < size; ++q) {
            const std::int32_t i = start + q;
            const DepthInterval& at =
                cells.intervals[find_interval(cells.intervals, cells.first_interval[i], cells.end_interval[i],
                                              cells.z[i] - cells.bed[i], cells.cursor[i])];
            in.depth[q] = at.depth;
            in.area[q] = at.area;
            in.width[q] = at.top_width;
            in.widening[q] = at.widening;
            in.k0[q] = at.k0;
            in.k1[q] = at.k1;
            in.k2[q] = at.k2;
            in.k3[q] = at.k3;
        }
        const auto here = [start](double* values) { return values + start; };
        double* const storage = here(cells.storage);
        double* const flow_area = here(cells.flow_area);
        double* const top_width = here(cells.top_width);
        double* const conveyance = here(cells.conveyance);
        double* const conveyance_slope = here(cells.conveyance_slope);
        double* const drag = here(cells.drag);
        double* const drag_slope = here(cells.drag_slope);
        const double* const z = cells.z + start;
        const double* const bed = cells.bed + start;
        const double* const film = cells.film + start;
#pragma omp simd
        for (std::int32_t q = 0; q < size; ++q) {
            const double s = (z[q] - bed[q]) - in.depth[q];
            const double wet = s < 0.0 ? 0.0 : 1.0;  // below the bed the area goes on in a straight line
            const double up = wet * s;
            const double area = in.area[q] + s * (in.width[q] + 0.5 * up * in.widening[q]);
            const double k = wet * (in.k0[q] + s * (in.k1[q] + s * (in.k2[q] + s * in.k3[q])));
            const double slope = wet * (in.k1[q] + s * (2.0 * in.k2[q] + 3.0 * s * in.k3[q]));
            const double by_k = 1.0 / k;
            const double inverse = k > 0.0 ? by_k : 0.0;
            const double half_square = 0.5 * inverse * inverse;
            storage[q] = area;
            flow_area[q] = larger(0.0, area - film[q]);
            top_width[q] = in.width[q] + up * in.widening[q];
            conveyance[q] = k;
            conveyance_slope[q] = slope;
            drag[q] = half_square;
            drag_slope[q] = -2.0 * half_square * inverse * slope;
        }
    }
}

// Changes no larger than what Newton leaves over are not extrapolated, or they would be kept up from step to step.
LIRIVER_KERNEL double foretold(double change, double scale, double kept) {
    return change * change * change / (change * change + kept * scale * scale + 1e-300);
}

LIRIVER_KERNEL void extrapolate_stages(CellColumns cells, std::int32_t count, double reach_out, double kept) {
#pragma omp simd
    for (std::int32_t i = 0; i < count; ++i) {
        const double z0 = cells.z0[i];
        const double depth = z0 - cells.bed[i];
        const double ahead = z0 + reach_out * foretold(z0 - cells.z_before[i], depth + 1e-4, kept);
        cells.z[i] = ahead - cells.bed[i] > 0.5 * depth ? ahead : z0;
    }
}

LIRIVER_KERNEL void extrapolate_velocities(double* u, const double* u0, const double* before, std::int32_t count,
                                           double reach_out, double kept) {
#pragma omp simd
    for (std::int32_t f = 0; f < count; ++f)
        u[f] = u0[f] + reach_out * foretold(u0[f] - before[f], u0[f], kept);
}

LIRIVER_KERNEL StageCorrections measure_block(CellColumns cells, std::int32_t begin, std::int32_t end,
                                              const Pair* corrections) {
    double correction = 0.0;
    double change = 0.0;
    double not_finite = 0.0;
#pragma omp simd reduction(max : correction, change) reduction(+ : not_finite)
    for (std::int32_t i = begin; i < end; ++i) {
        const double rise = corrections[i].x;
        const double by_scale = 1.0 / (larger(0.0, cells.z[i] - cells.bed[i]) + 1e-4);
        const double moved = std::abs(rise) * by_scale;
        const double gone = std::abs(cells.z[i] + rise - cells.z0[i]) * by_scale;
        correction = moved > correction ? moved : correction;
        change = gone > change ? gone : change;
        not_finite += rise - rise;
    }
    return {correction, change, begin, not_finite == 0.0};
}

LIRIVER_KERNEL StageCorrections measure(CellColumns cells, std::int32_t count, const Pair* corrections) {
    constexpr std::int32_t size = 128;
    StageCorrections all;
    for (std::int32_t start = 0; start < count; start += size) {
        const StageCorrections block = measure_block(cells, start, std::min(start + size, count), corrections);
        if (block.correction > all.correction || all.worst_cell < 0) {
            all.correction = block.correction;
            all.worst_cell = start;
        }
        all.change = larger(block.change, all.change);
        all.finite = all.finite && block.finite;
    }
    for (std::int32_t i = all.worst_cell; i < std::min(all.worst_cell + size, count); ++i)
        if (std::abs(corrections[i].x) * (1.0 / (larger(0.0, cells.z[i] - cells.bed[i]) + 1e-4)) >= all.correction) {
            all.worst_cell = i;
            break;
        }
    return all;
}

LIRIVER_KERNEL double settle(CellColumns cells, std::int32_t count) {
    IntervalBlock in;
    double area[block_size], most[block_size];
    double departure = 0.0;
    for (std::int32_t start = 0; start < count; start += block_size) {
        const std::int32_t size = std::min(block_size, count - start);
        const double* const next = cells.volume_next + start;
        const double* const length = cells.length + start;
#pragma omp simd
        for (std::int32_t q = 0; q < size; ++q)
            area[q] = next[q] / length[q];
        for (std::int32_t q = 0; q < size; ++q) {
            const std::int32_t i = start + q;
            const DepthInterval& at = cells.intervals[find_interval_of_area(
                cells.intervals, cells.first_interval[i], cells.end_interval[i], area[q], cells.cursor[i])];
            in.depth[q] = at.depth;
            in.area[q] = at.area;
            in.width[q] = at.top_width;
            in.widening[q] = at.widening;
            most[q] = cells.most_depth != nullptr ? cells.most_depth[i] : 1e300;
        }
        double* const z = cells.z + start;
        const double* const bed = cells.bed + start;
        const double* const z0 = cells.z0 + start;
        const double* const z_start = cells.z_start + start;
        const double* const volume = cells.volume + start;
#pragma omp simd reduction(max : departure)
        for (std::int32_t q = 0; q < size; ++q) {
            const double depth = depth_in_interval(in.depth[q], in.area[q], in.width[q], in.widening[q], area[q]);
            const double settled = bed[q] + depth;
            const double kept = next[q] == volume[q] ? z0[q] : settled;
            const double whole = larger(kept, z0[q]) - bed[q] + small_depth;
            const double scale = whole < most[q] ? whole : most[q];
            const double apart = std::abs(kept - z_start[q]) / scale;
            const double counted = next[q] == volume[q] ? 0.0 : apart;
            z[q] = kept;
            departure = counted > departure ? counted : departure;
        }
    }
    return departure;
}

}  // namespace

CellColumns from(const CellColumns& cells, std::int32_t first) {
    CellColumns c = cells;
    for (double** column :
         {&c.z, &c.storage, &c.flow_area, &c.top_width, &c.conveyance, &c.conveyance_slope, &c.drag, &c.drag_slope})
        *column += first;
    for (const double** column :
         {&c.bed, &c.film, &c.length, &c.z0, &c.z_before, &c.z_start, &c.volume, &c.volume_next})
        *column += first;
    if (c.most_depth != nullptr)
        c.most_depth += first;
    c.first_interval += first;
    c.end_interval += first;
    c.cursor += first;
    return c;
}

void look_up(const CellColumns& cells, std::int32_t count) { best_of<look_up_tables>(look_up_tables)(cells, count); }

void foretell_stages(const CellColumns& cells, std::int32_t count, double reach_out, double kept) {
    best_of<extrapolate_stages>(extrapolate_stages)(cells, count, reach_out, kept);
}

void foretell_velocities(double* u, const double* u0, const double* before, std::int32_t count, double reach_out,
                         double kept) {
    best_of<extrapolate_velocities>(extrapolate_velocities)(u, u0, before, count, reach_out, kept);
}

StageCorrections measure_corrections(const CellColumns& cells, std::int32_t count, const Pair* corrections) {
    return best_of<measure>(measure)(cells, count, corrections);
}

double settle_stages(const CellColumns& cells, std::int32_t count) { return best_of<settle>(settle)(cells, count); }

}  // namespace liriver::solver::channel
