#include "solver/channel/block_elimination.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace liriver::solver::channel {
namespace {

constexpr std::int32_t worth_sharing = 4000;  // pivots in the chains of a round: fewer are not shared among threads

using Row [[gnu::vector_size(16)]] = double;  // two numbers: of a block, or of a pair

Row row(double x, double y) { return Row{x, y}; }
Row upper_row(const Block& b) { return row(b.a, b.b); }
Row lower_row(const Block& b) { return row(b.c, b.d); }

// A chain while it is eliminated: block and right side of the pivot that comes next.
struct ChainWalk {
    Block *diagonal, *ahead, *back;  // of the pivot: (i, i), (i, next), (i, previous)
    Pair* rhs;
    std::ptrdiff_t step;
    Row top, bottom;  // of the diagonal block
    Pair r;
    double not_finite = 0.0;  // anything but zero: some pivot was singular
};

ChainWalk begin_walk(const EliminationChain& chain, BlockElimination& system) {
    ChainWalk w{system.diagonal() + chain.first,
                (chain.step > 0 ? system.upper() : system.lower()) + chain.first,
                (chain.step > 0 ? system.lower() : system.upper()) + chain.first,
                system.right_side().data() + chain.first,
                chain.step,
                {},
                {},
                {}};
    w.top = upper_row(*w.diagonal);
    w.bottom = lower_row(*w.diagonal);
    w.r = *w.rhs;
    return w;
}

// With D the pivot's block, U the one ahead and L the next one's behind: leaves D^-1 U (column by column) in place of U
// and D^-1 r in place of r, and takes L D^-1 U and L D^-1 r from the next pivot. The division by the determinant comes
// last, so that it is made beside the products.
inline void eliminate_one(ChainWalk& w) {
    const double a = w.top[0];
    const double b = w.top[1];
    const double c = w.bottom[0];
    const double d = w.bottom[1];
    const double scale = 1.0 / (a * d - b * c);
    w.not_finite += scale - scale;
    const Row up_top = upper_row(*w.ahead);
    const Row up_bottom = lower_row(*w.ahead);
    const Row whole_top = d * up_top - b * up_bottom;  // det D D^-1 U
    const Row whole_bottom = a * up_bottom - c * up_top;
    const Pair whole{d * w.r.x - b * w.r.y, a * w.r.y - c * w.r.x};
    *w.ahead = {scale * whole_top[0], scale * whole_bottom[0], scale * whole_top[1], scale * whole_bottom[1]};
    *w.rhs = {scale * whole.x, scale * whole.y};
    w.diagonal += w.step;
    w.ahead += w.step;
    w.back += w.step;
    w.rhs += w.step;
    const Block& low = *w.back;
    w.top = upper_row(*w.diagonal) - scale * (low.a * whole_top + low.b * whole_bottom);
    w.bottom = lower_row(*w.diagonal) - scale * (low.c * whole_top + low.d * whole_bottom);
    w.r = {w.rhs->x - scale * (low.a * whole.x + low.b * whole.y),
           w.rhs->y - scale * (low.c * whole.x + low.d * whole.y)};
}

bool end_walk(const ChainWalk& w) {
    *w.diagonal = {w.top[0], w.top[1], w.bottom[0], w.bottom[1]};
    *w.rhs = w.r;
    return w.not_finite == 0.0;
}

void eliminate_more(ChainWalk& w, std::int32_t count) {
    for (std::int32_t k = 0; k < count; ++k)
        eliminate_one(w);
}

// Two chains in lockstep: neither waits for its own last result. A chain without pivots is not looked at at all: where
// it would begin, another thread may be at work.
bool eliminate_chains(const ChainPair& pair, BlockElimination& system) {
    ChainWalk longer = begin_walk(pair.longer, system);
    bool regular = true;
    if (pair.shorter.count > 0) {
        ChainWalk shorter = begin_walk(pair.shorter, system);
        for (std::int32_t k = 0; k < pair.shorter.count; ++k) {
            eliminate_one(longer);
            eliminate_one(shorter);
        }
        regular = end_walk(shorter);
    }
    eliminate_more(longer, pair.longer.count - pair.shorter.count);
    return end_walk(longer) && regular;
}

// From the unknown behind the chain's last pivot to its first one.
struct ChainReturn {
    const Block* ahead;
    Pair* rhs;
    std::ptrdiff_t step;
    Row x;
};

ChainReturn begin_return(const EliminationChain& chain, BlockElimination& system) {
    const std::ptrdiff_t end = chain.first + static_cast<std::ptrdiff_t>(chain.count) * chain.step;
    Pair* const rhs = system.right_side().data() + end;
    return {(chain.step > 0 ? system.upper() : system.lower()) + end, rhs, chain.step, row(rhs->x, rhs->y)};
}

inline void return_one(ChainReturn& w) {
    w.ahead -= w.step;
    w.rhs -= w.step;
    w.x = row(w.rhs->x, w.rhs->y) - upper_row(*w.ahead) * w.x[0] - lower_row(*w.ahead) * w.x[1];
    *w.rhs = {w.x[0], w.x[1]};
}

void return_more(ChainReturn& w, std::int32_t count) {
    for (std::int32_t k = 0; k < count; ++k)
        return_one(w);
}

void substitute_chains(const ChainPair& pair, BlockElimination& system) {
    ChainReturn longer = begin_return(pair.longer, system);
    if (pair.shorter.count > 0) {
        ChainReturn shorter = begin_return(pair.shorter, system);
        for (std::int32_t k = 0; k < pair.shorter.count; ++k) {
            return_one(longer);
            return_one(shorter);
        }
    }
    return_more(longer, pair.longer.count - pair.shorter.count);
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
    const std::vector<EliminationRound> plan = plan_elimination(graph);
    std::vector<std::int32_t> position(graph.size());
    std::int32_t next_position = 0;
    const auto place = [&](std::int32_t pivot) { position[static_cast<std::size_t>(pivot)] = next_position++; };
    for (const EliminationRound& round : plan) {
        Round mine{};
        mine.first_chain = static_cast<std::int32_t>(chains_.size());
        chains_.insert(chains_.end(), round.chains.begin(), round.chains.end());
        mine.end_chain = static_cast<std::int32_t>(chains_.size());
        mine.first_pivot = static_cast<std::int32_t>(order_.size());
        order_.insert(order_.end(), round.pivots.begin(), round.pivots.end());
        mine.end_pivot = static_cast<std::int32_t>(order_.size());
        const std::int32_t before = next_position;
        for (const ChainPair& pair : round.chains)
            for (const EliminationChain& chain : {pair.longer, pair.shorter})
                for (std::int32_t k = 0; k < chain.count; ++k)
                    place(chain.first + k * chain.step);
        const std::int32_t shared = next_position - before;
        std::for_each(round.pivots.begin(), round.pivots.end(), place);
        mine.worth_sharing = round.chains.size() > 1 && shared >= worth_sharing;
        rounds_.push_back(mine);
    }

    // Fill: eliminating a pivot couples its later neighbours with one another; along chains there is one.
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

bool BlockElimination::eliminate(const Round& round) {
    Block* const blocks = blocks_.data();
    Pair* const rhs = rhs_.data();
    double not_finite = 0.0;
    for (std::int32_t k = round.first_pivot; k < round.end_pivot; ++k) {
        const std::int32_t pivot = order_[static_cast<std::size_t>(k)];
        Block& d = blocks[pivot];
        const double scale = 1.0 / (d.a * d.d - d.b * d.c);
        not_finite += scale - scale;
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
    return not_finite == 0.0;
}

void BlockElimination::substitute_back(const Round& round) {
    const Block* const blocks = blocks_.data();
    Pair* const rhs = rhs_.data();
    for (std::int32_t k = round.end_pivot - 1; k >= round.first_pivot; --k) {
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
}

bool BlockElimination::solve(int threads) {
    const auto each_pair = [&](const Round& round, const auto& act) {
        int failed = 0;
        if (threads == 1 || !round.worth_sharing) {  // a parallel region of one thread has its price too
            for (std::int32_t k = round.first_chain; k < round.end_chain; ++k)
                failed += act(chains_[static_cast<std::size_t>(k)]) ? 0 : 1;
            return failed;
        }
#pragma omp parallel for schedule(static) num_threads(threads) reduction(+ : failed)
        for (std::int32_t k = round.first_chain; k < round.end_chain; ++k)
            failed += act(chains_[static_cast<std::size_t>(k)]) ? 0 : 1;
        return failed;
    };
    int singular = 0;
    for (const Round& round : rounds_) {
        singular += each_pair(round, [this](const ChainPair& pair) { return eliminate_chains(pair, *this); });
        singular += eliminate(round) ? 0 : 1;
    }
    for (auto round = rounds_.rbegin(); round != rounds_.rend(); ++round) {
        substitute_back(*round);
        each_pair(*round, [this](const ChainPair& pair) {
            substitute_chains(pair, *this);
            return true;
        });
    }
    return singular == 0;
}

}  // namespace liriver::solver::channel
