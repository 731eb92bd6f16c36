#include "solver/channel/block_elimination.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace liriver::solver::channel {
namespace {

// The order: tips first, following each branch towards the trunk so that memory is walked in a line; when only loops
// are left, a node of least degree.
std::vector<std::int32_t> elimination_order(std::vector<std::set<std::int32_t>> graph) {
    const auto size = static_cast<std::int32_t>(graph.size());
    std::vector<std::int32_t> order;
    order.reserve(graph.size());
    std::vector<bool> gone(graph.size(), false);
    std::set<std::pair<std::size_t, std::int32_t>> by_degree;
    for (std::int32_t i = 0; i < size; ++i)
        by_degree.emplace(graph[static_cast<std::size_t>(i)].size(), i);
    std::int32_t next = -1;
    while (!by_degree.empty()) {
        if (next < 0 || gone[static_cast<std::size_t>(next)] ||
            graph[static_cast<std::size_t>(next)].size() > by_degree.begin()->first)
            next = by_degree.begin()->second;
        const std::int32_t pivot = next;
        next = -1;
        order.push_back(pivot);
        gone[static_cast<std::size_t>(pivot)] = true;
        by_degree.erase({graph[static_cast<std::size_t>(pivot)].size(), pivot});
        const std::vector<std::int32_t> neighbours(graph[static_cast<std::size_t>(pivot)].begin(),
                                                   graph[static_cast<std::size_t>(pivot)].end());
        for (const std::int32_t n : neighbours) {
            auto& of_n = graph[static_cast<std::size_t>(n)];
            by_degree.erase({of_n.size(), n});
            of_n.erase(pivot);
            for (const std::int32_t m : neighbours)
                if (m != n)
                    of_n.insert(m);
            by_degree.emplace(of_n.size(), n);
            next = n;
        }
    }
    return order;
}

}  // namespace

BlockElimination::BlockElimination(std::int32_t size, std::span<const std::pair<std::int32_t, std::int32_t>> couplings)
    : size_(size), rhs_(static_cast<std::size_t>(size)) {
    std::vector<std::set<std::int32_t>> graph(static_cast<std::size_t>(size));
    for (const auto& coupling : couplings) {
        if (coupling.first == coupling.second)
            continue;
        graph[static_cast<std::size_t>(coupling.first)].insert(coupling.second);
        graph[static_cast<std::size_t>(coupling.second)].insert(coupling.first);
    }
    order_ = elimination_order(graph);
    std::vector<std::int32_t> position(graph.size());
    for (std::size_t k = 0; k < order_.size(); ++k)
        position[static_cast<std::size_t>(order_[k])] = static_cast<std::int32_t>(k);

    // Fill: eliminating a pivot couples its later neighbours with one another.
    std::vector<std::vector<std::int32_t>> later(graph.size());
    for (const std::int32_t pivot : order_) {
        auto& of_pivot = later[static_cast<std::size_t>(pivot)];
        for (const std::int32_t n : graph[static_cast<std::size_t>(pivot)])
            if (position[static_cast<std::size_t>(n)] > position[static_cast<std::size_t>(pivot)])
                of_pivot.push_back(n);
        for (const std::int32_t n : of_pivot)
            for (const std::int32_t m : of_pivot)
                if (n != m)
                    graph[static_cast<std::size_t>(n)].insert(m);
    }

    first_neighbour_.push_back(0);
    std::int32_t next_slot = 3 * size;
    for (std::int32_t i = 0; i < size; ++i) {
        for (const std::int32_t n : graph[static_cast<std::size_t>(i)])
            neighbour_slot_.emplace_back(n, n == i + 1 ? size + i : n == i - 1 ? 2 * size + i : next_slot++);
        first_neighbour_.push_back(static_cast<std::int32_t>(neighbour_slot_.size()));
    }
    blocks_.resize(static_cast<std::size_t>(next_slot));

    first_later_.push_back(0);
    for (const std::int32_t pivot : order_) {
        const auto& of_pivot = later[static_cast<std::size_t>(pivot)];
        for (const std::int32_t n : of_pivot) {
            later_.push_back({n, slot(pivot, n), slot(n, pivot), static_cast<std::int32_t>(targets_.size())});
            for (const std::int32_t m : of_pivot)
                targets_.push_back(slot(n, m));
        }
        first_later_.push_back(static_cast<std::int32_t>(later_.size()));
    }
}

std::int32_t BlockElimination::slot(std::int32_t row, std::int32_t column) const {
    if (row == column)
        return row;
    const auto begin = neighbour_slot_.begin() + first_neighbour_[static_cast<std::size_t>(row)];
    const auto end = neighbour_slot_.begin() + first_neighbour_[static_cast<std::size_t>(row) + 1];
    const auto found =
        std::lower_bound(begin, end, column, [](const auto& entry, std::int32_t c) { return entry.first < c; });
    if (found == end || found->first != column)
        throw std::logic_error("two unknowns that were not declared as coupled");
    return found->second;
}

void BlockElimination::clear(std::span<const std::int32_t> rows) {
    for (const std::int32_t i : rows)
        diagonal()[i] = upper()[i] = lower()[i] = {};
    std::fill(blocks_.begin() + 3 * static_cast<std::ptrdiff_t>(size_), blocks_.end(), Block{});
}

bool BlockElimination::solve() {
    Block* const blocks = blocks_.data();
    Pair* const rhs = rhs_.data();
    double least = 1.0;
    for (std::int32_t k = 0; k < size_; ++k) {
        const std::int32_t pivot = order_[static_cast<std::size_t>(k)];
        Block& d = blocks[pivot];
        const double determinant = d.a * d.d - d.b * d.c;
        const double scale = 1.0 / determinant;
        least = std::isfinite(scale) ? least : 0.0;
        const Block inverse{d.d * scale, -d.b * scale, -d.c * scale, d.a * scale};
        const Pair r = rhs[pivot];
        const std::int32_t begin = first_later_[static_cast<std::size_t>(k)];
        const std::int32_t end = first_later_[static_cast<std::size_t>(k) + 1];
        for (std::int32_t l = begin; l < end; ++l) {
            const Later& later = later_[static_cast<std::size_t>(l)];
            const Block low = blocks[later.lower];
            const Block w{low.a * inverse.a + low.b * inverse.c, low.a * inverse.b + low.b * inverse.d,
                          low.c * inverse.a + low.d * inverse.c, low.c * inverse.b + low.d * inverse.d};
            rhs[later.node].x -= w.a * r.x + w.b * r.y;
            rhs[later.node].y -= w.c * r.x + w.d * r.y;
            // along a chain there is one neighbour and one target, its diagonal
            for (std::int32_t m = begin; m < end; ++m) {
                const Block up = blocks[later_[static_cast<std::size_t>(m)].upper];
                Block& target = blocks[targets_[static_cast<std::size_t>(later.targets + m - begin)]];
                target.a -= w.a * up.a + w.b * up.c;
                target.b -= w.a * up.b + w.b * up.d;
                target.c -= w.c * up.a + w.d * up.c;
                target.d -= w.c * up.b + w.d * up.d;
            }
        }
        d = inverse;
    }
    for (std::int32_t k = size_ - 1; k >= 0; --k) {
        const std::int32_t pivot = order_[static_cast<std::size_t>(k)];
        Pair r = rhs[pivot];
        for (std::int32_t l = first_later_[static_cast<std::size_t>(k)];
             l < first_later_[static_cast<std::size_t>(k) + 1]; ++l) {
            const Later& later = later_[static_cast<std::size_t>(l)];
            const Block& up = blocks[later.upper];
            const Pair& x = rhs[later.node];
            r.x -= up.a * x.x + up.b * x.y;
            r.y -= up.c * x.x + up.d * x.y;
        }
        const Block& inverse = blocks[pivot];
        rhs[pivot] = {inverse.a * r.x + inverse.b * r.y, inverse.c * r.x + inverse.d * r.y};
    }
    return least > 0.0;
}

}  // namespace liriver::solver::channel
