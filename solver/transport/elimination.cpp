#include "solver/transport/elimination.h"

#include <algorithm>
#include <array>
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

constexpr double least_pivot = 1e-200;  // a pivot below this has no row: its unknown stays 0

void take_out(std::vector<std::int32_t>& sorted, std::int32_t value) {
    sorted.erase(std::lower_bound(sorted.begin(), sorted.end(), value));
}

/// Volumes by number of neighbours left. Follows a few branches inwards from their leaves, turn by turn: memory is
/// walked in order, and the divisions of one branch need not wait for those of another.
class Queue {
  public:
    explicit Queue(const Neighbours& beside)
        : beside_(beside), degree_(beside.size()), followed_(beside.size(), false) {
        for (std::size_t i = 0; i < beside.size(); ++i)
            waiting_.insert({degree_[i] = beside[i].size(), static_cast<std::int32_t>(i)});
    }
    [[nodiscard]] bool empty() const { return waiting_.empty() && following_ == 0; }

    std::int32_t next() {
        turn_ = (turn_ + 1) % branches;
        const bool new_leaf = !waiting_.empty() && waiting_.begin()->first <= 1;
        if (follow_[turn_] < 0 && !new_leaf && following_ > 0)
            while (follow_[turn_] < 0)
                turn_ = (turn_ + 1) % branches;
        std::int32_t chosen = follow_[turn_];
        if (chosen >= 0) {
            follow_[turn_] = -1;
            --following_;
        } else {
            chosen = waiting_.begin()->second;
            waiting_.erase(waiting_.begin());
        }
        return chosen;
    }

    /// Takes in that a volume's neighbours changed because the last chosen one has gone.
    void changed(std::int32_t volume) {
        const std::size_t i = static_cast<std::size_t>(volume);
        const std::size_t degree = beside_[i].size();
        if (!followed_[i]) {
            waiting_.erase({degree_[i], volume});
            if (degree <= 1 && follow_[turn_] < 0) {
                follow_[turn_] = volume;
                followed_[i] = true;
                ++following_;
            } else {
                waiting_.insert({degree, volume});
            }
        }
        degree_[i] = degree;
    }

  private:
    static constexpr std::size_t branches = 4;
    const Neighbours& beside_;
    std::vector<std::size_t> degree_;
    std::vector<bool> followed_;  ///< no longer waiting: next on its branch
    std::set<std::pair<std::size_t, std::int32_t>> waiting_;
    std::array<std::int32_t, branches> follow_ = {-1, -1, -1, -1};
    std::size_t turn_ = 0, following_ = 0;
};

}  // namespace

Elimination::Elimination(const Topology& topology, double fill_limit) {
    const std::size_t count = topology.volume_count;
    Neighbours beside = neighbours_of(topology);
    std::size_t edges = 0;
    for (const auto& list : beside)
        edges += list.size();
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

    slots_.resize(second_.size());
    const auto find_slot = [&](std::int32_t a, std::int32_t b) {  // of the two, and whether a goes first
        const bool a_first = step_of[static_cast<std::size_t>(a)] < step_of[static_cast<std::size_t>(b)];
        const std::size_t step = step_of[static_cast<std::size_t>(a_first ? a : b)];
        const auto begin = second_.begin() + static_cast<std::ptrdiff_t>(first_slot_[step]);
        const auto end = second_.begin() + static_cast<std::ptrdiff_t>(first_slot_[step + 1]);
        const auto found = std::lower_bound(begin, end, a_first ? b : a);
        assert(found != end);
        return std::pair<std::size_t, bool>(static_cast<std::size_t>(found - second_.begin()), a_first);
    };
    first_update_.push_back(0);
    for (std::size_t step = 0; step < count; ++step) {
        for (std::size_t p = first_slot_[step]; p < first_slot_[step + 1]; ++p)
            for (std::size_t q = first_slot_[step]; q < first_slot_[step + 1]; ++q)
                if (p != q) {
                    const auto target = find_slot(second_[p], second_[q]);
                    updates_.push_back({static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(q),
                                        static_cast<std::uint32_t>(target.first), target.second});
                }
        first_update_.push_back(updates_.size());
    }
    for (std::size_t f = 0; f < topology.face_count; ++f) {
        if (topology.boundary_of_face[f] >= 0)
            continue;
        const auto [slot, from_first] = find_slot(topology.from[f], topology.to[f]);
        if (slots_[slot].face < 0)
            slots_[slot] = {static_cast<std::int32_t>(f), from_first};
        else
            parallel_.push_back({slot, f, from_first});
    }
    upper_.assign(second_.size(), 0.0);
    lower_.assign(second_.size(), 0.0);
    inverse_pivot_.assign(count, 0.0);
    usable_ = true;
}

void Elimination::factor(std::span<double> excess) {
    for (std::size_t step = 0; step < order_.size(); ++step) {
        const double own = excess[static_cast<std::size_t>(order_[step])];
        const std::size_t begin = first_slot_[step];
        const std::size_t end = first_slot_[step + 1];
        if (end - begin == 1) {  // a leaf: one neighbour, nothing fills in
            const double pivot = std::max(own + upper_[begin], least_pivot);
            const double inverse = 1.0 / pivot;
            excess[static_cast<std::size_t>(second_[begin])] +=
                lower_[begin] * own / pivot;  // not over `inverse`: sooner
            lower_[begin] *= inverse;
            upper_[begin] *= inverse;
            inverse_pivot_[step] = inverse;
            continue;
        }
        double pivot = own;
        for (std::size_t p = begin; p < end; ++p)
            pivot += upper_[p];
        const double inverse = 1.0 / std::max(pivot, least_pivot);
        inverse_pivot_[step] = inverse;
        for (std::size_t p = begin; p < end; ++p) {
            lower_[p] *= inverse;
            excess[static_cast<std::size_t>(second_[p])] += lower_[p] * own;
        }
        for (std::size_t u = first_update_[step]; u < first_update_[step + 1]; ++u) {
            const Update& update = updates_[u];
            (update.target_upper ? upper_ : lower_)[update.target] += lower_[update.by] * upper_[update.with];
        }
        for (std::size_t p = begin; p < end; ++p)
            upper_[p] *= inverse;
    }
}

}  // namespace liriver::solver::transport
