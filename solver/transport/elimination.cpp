#include "solver/transport/elimination.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

namespace liriver::solver::transport {

namespace {

using Neighbours = std::vector<std::vector<std::int32_t>>;  // sorted, of those not yet eliminated

Neighbours neighbours_of(const Topology& topology) {
    Neighbours beside(topology.volume_count);
    for (std::size_t i = 0; i < topology.volume_count; ++i) {
        for (std::size_t e = topology.first[i]; e < topology.first[i + 1]; ++e)
            if (static_cast<std::size_t>(topology.neighbour[e]) < topology.volume_count)
                beside[i].push_back(topology.neighbour[e]);
        std::sort(beside[i].begin(), beside[i].end());
        beside[i].erase(std::unique(beside[i].begin(), beside[i].end()), beside[i].end());
    }
    return beside;
}

void take_out(std::vector<std::int32_t>& sorted, std::int32_t value) {
    sorted.erase(std::lower_bound(sorted.begin(), sorted.end(), value));
}

/// Volumes by number of neighbours left. Goes on along a chain while it can, so that memory is walked in order.
class Queue {
  public:
    explicit Queue(const Neighbours& beside) : beside_(beside), degree_(beside.size()) {
        for (std::size_t i = 0; i < beside.size(); ++i)
            waiting_.insert({degree_[i] = beside[i].size(), static_cast<std::int32_t>(i)});
    }
    [[nodiscard]] bool empty() const { return waiting_.empty(); }
    std::int32_t next() {
        std::int32_t chosen = waiting_.begin()->second;
        if (follow_ >= 0 && degree_[index(follow_)] <= 1)
            chosen = follow_;
        waiting_.erase({degree_[index(chosen)], chosen});
        follow_ = -1;
        return chosen;
    }
    void changed(std::int32_t volume) {
        waiting_.erase({degree_[index(volume)], volume});
        degree_[index(volume)] = beside_[index(volume)].size();
        waiting_.insert({degree_[index(volume)], volume});
        follow_ = volume;
    }

  private:
    static std::size_t index(std::int32_t volume) { return static_cast<std::size_t>(volume); }
    const Neighbours& beside_;
    std::vector<std::size_t> degree_;
    std::set<std::pair<std::size_t, std::int32_t>> waiting_;
    std::int32_t follow_ = -1;
};

}  // namespace

Elimination::Elimination(const Topology& topology, double fill_limit) {
    const std::size_t count = topology.volume_count;
    Neighbours beside = neighbours_of(topology);
    std::size_t edges = 0;
    for (const auto& list : beside) edges += list.size();
    const double most_slots = fill_limit * 0.5 * static_cast<double>(edges) + 16.0;

    Queue queue(beside);
    std::vector<std::size_t> step_of(count, 0);
    first_slot_.push_back(0);
    while (!queue.empty()) {
        const std::int32_t i = queue.next();
        step_of[static_cast<std::size_t>(i)] = order_.size();
        order_.push_back(i);
        const std::vector<std::int32_t> around = std::move(beside[static_cast<std::size_t>(i)]);
        second_.insert(second_.end(), around.begin(), around.end());
        first_slot_.push_back(second_.size());
        if (static_cast<double>(second_.size()) > most_slots)
            return;
        for (const std::int32_t j : around) {
            std::vector<std::int32_t>& list = beside[static_cast<std::size_t>(j)];
            take_out(list, i);
            std::vector<std::int32_t> joined;
            std::set_union(list.begin(), list.end(), around.begin(), around.end(), std::back_inserter(joined));
            take_out(joined, j);
            list = std::move(joined);
            queue.changed(j);
        }
    }

    const auto find_slot = [&](std::int32_t a, std::int32_t b) {  // and whether a is the first of the two
        const bool a_first = step_of[static_cast<std::size_t>(a)] < step_of[static_cast<std::size_t>(b)];
        const std::size_t step = step_of[static_cast<std::size_t>(a_first ? a : b)];
        const auto begin = second_.begin() + static_cast<std::ptrdiff_t>(first_slot_[step]);
        const auto end = second_.begin() + static_cast<std::ptrdiff_t>(first_slot_[step + 1]);
        const auto found = std::lower_bound(begin, end, a_first ? b : a);
        assert(found != end);
        return Slot{static_cast<std::uint32_t>(found - second_.begin()), a_first};
    };
    first_update_.push_back(0);
    for (std::size_t step = 0; step < count; ++step) {
        for (std::size_t p = first_slot_[step]; p < first_slot_[step + 1]; ++p)
            for (std::size_t q = first_slot_[step]; q < first_slot_[step + 1]; ++q)
                if (p != q) {
                    const Slot target = find_slot(second_[p], second_[q]);
                    updates_.push_back({static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(q), target.index,
                                        target.from_first});
                }
        first_update_.push_back(updates_.size());
    }
    slot_of_face_.resize(topology.face_count);
    for (std::size_t f = 0; f < topology.face_count; ++f)
        if (topology.rim_of_face[f] < 0)
            slot_of_face_[f] = find_slot(topology.from[f], topology.to[f]);
    upper_.assign(second_.size(), 0.0);
    lower_.assign(second_.size(), 0.0);
    inverse_pivot_.assign(count, 0.0);
    usable_ = true;
}

void Elimination::clear() {
    std::fill(upper_.begin(), upper_.end(), 0.0);
    std::fill(lower_.begin(), lower_.end(), 0.0);
}

void Elimination::factor(std::span<double> excess) {
    for (std::size_t step = 0; step < order_.size(); ++step) {
        const auto i = static_cast<std::size_t>(order_[step]);
        double pivot = excess[i];
        for (std::size_t p = first_slot_[step]; p < first_slot_[step + 1]; ++p) pivot += upper_[p];
        const double inverse = pivot > 0.0 ? 1.0 / pivot : 0.0;
        inverse_pivot_[i] = inverse;
        for (std::size_t p = first_slot_[step]; p < first_slot_[step + 1]; ++p) {
            lower_[p] *= inverse;
            excess[static_cast<std::size_t>(second_[p])] += lower_[p] * excess[i];
        }
        for (std::size_t u = first_update_[step]; u < first_update_[step + 1]; ++u) {
            const Update& update = updates_[u];
            (update.target_upper ? upper_ : lower_)[update.target] += lower_[update.by] * upper_[update.with];
        }
    }
}

void Elimination::solve(std::span<double> r) const {
    for (std::size_t step = 0; step < order_.size(); ++step) {
        const double known = r[static_cast<std::size_t>(order_[step])];
        for (std::size_t p = first_slot_[step]; p < first_slot_[step + 1]; ++p)
            r[static_cast<std::size_t>(second_[p])] += lower_[p] * known;
    }
    for (std::size_t step = order_.size(); step-- > 0;) {
        const auto i = static_cast<std::size_t>(order_[step]);
        double sum = r[i];
        for (std::size_t p = first_slot_[step]; p < first_slot_[step + 1]; ++p)
            sum += upper_[p] * r[static_cast<std::size_t>(second_[p])];
        r[i] = sum * inverse_pivot_[i];
    }
}

}  // namespace liriver::solver::transport
