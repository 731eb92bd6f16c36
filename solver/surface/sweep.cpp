// Slopes and fluxes in one sweep over the cells, where all take the same step: what a cell's slopes need and give is
// still in the cache when its faces come to it.
#include <algorithm>

#include "solver/surface/parts.h"
#include "solver/surface/surface_solver.h"

namespace liriver::solver::surface {
namespace {

constexpr std::size_t tile = 2048;  // cells whose slopes are found before their faces follow

}  // namespace

// `near`: faces in the order of their left (lower) cells; `far`: those whose two cells lie far apart in that order.
void SurfaceSolver::sweep(List cells, List near, List far) {
    in_parts(cells, options_.threads, [&](List part) {
        std::vector<std::int32_t> suspects;
        std::vector<std::int32_t> late;  // towards another thread's cells
        const std::int32_t end = part.empty() ? 0 : part.back() + 1;
        const auto is_before = [&](std::int32_t face, std::int32_t cell) { return mesh_.left[face] < cell; };
        const auto first_from = [&](std::int32_t cell) {
            return static_cast<std::size_t>(std::lower_bound(near.begin(), near.end(), cell, is_before) - near.begin());
        };
        std::size_t next = first_from(part.empty() ? 0 : part.front());
        const std::size_t last = first_from(end);
        for (std::size_t at = 0; at < part.size(); at += tile) {
            const List now = part.subspan(at, std::min(tile, part.size() - at));
            slopes_of(now);
            std::size_t begin = next;
            const auto follow = [&] {
                fluxes_of(near.subspan(begin, next - begin), suspects);
                begin = next + 1;
            };
            for (; next != last; ++next) {
                const std::int32_t right = mesh_.right[near[next]];
                if (right <= now.back())
                    continue;
                if (right < end)
                    break;  // its turn comes after the next tile
                follow();
                late.push_back(near[next]);
            }
            follow();
        }
#pragma omp barrier
        fluxes_of(late, suspects);
        fluxes_of(own_part(far), suspects);
#pragma omp critical
        suspects_.insert(suspects_.end(), suspects.begin(), suspects.end());
    });
}

}  // namespace liriver::solver::surface
