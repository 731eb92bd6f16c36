#include "solver/channel/elimination_plan.h"

#include <algorithm>
#include <utility>

namespace liriver::solver::channel {
namespace {

constexpr std::int32_t least_count = 4;  // of a chain's pivots: shorter ones are single pivots

class Planner {
  public:
    explicit Planner(std::vector<std::set<std::int32_t>> graph) : graph_(std::move(graph)) {
        for (std::int32_t i = 0; i < static_cast<std::int32_t>(graph_.size()); ++i)
            by_degree_.emplace(degree(i), i);
    }

    std::vector<EliminationRound> plan() {
        std::vector<EliminationRound> rounds;
        while (!by_degree_.empty()) {
            EliminationRound& round = rounds.emplace_back();
            take_chains(round);
            if (round.chains.empty() && candidates_.empty())  // only loops are left: a node of least degree
                candidates_.insert(by_degree_.begin()->second);
            const bool forced = round.chains.empty();
            take_single(round, forced);
        }
        return rounds;
    }

  private:
    [[nodiscard]] const std::set<std::int32_t>& of(std::int32_t i) const { return graph_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] std::size_t degree(std::int32_t i) const { return of(i).size(); }

    // Pivots from a tip on that have none but the next one left; the chain may end in another tip.
    [[nodiscard]] EliminationChain chain_from(std::int32_t tip) const {
        EliminationChain chain{tip, 1, 0};
        if (degree(tip) != 1)
            return chain;
        chain.step = *of(tip).begin() - tip;
        if (chain.step != 1 && chain.step != -1)
            return chain;
        for (std::int32_t at = tip; of(at).count(at + chain.step) != 0; at += chain.step) {
            if (degree(at) > 2 || (at != tip && of(at).count(at - chain.step) == 0))
                break;
            ++chain.count;
        }
        const std::int32_t end = tip + chain.count * chain.step;
        if (degree(end) == 1)  // half of the way from each end, up to two pivots in the middle
            chain.count = (chain.step > 0 ? (chain.count + 1) / 2 : chain.count + 1 - (chain.count + 1) / 2) - 1;
        if (chain.count < least_count)
            chain.count = 0;
        return chain;
    }

    void take_chains(EliminationRound& round) {
        std::vector<EliminationChain> chains;
        std::set<std::int32_t> ends;
        for (auto next = by_degree_.begin(); next != by_degree_.end() && next->first <= 1; ++next) {
            EliminationChain chain = chain_from(next->second);
            if (chain.count > 0 && !ends.insert(chain.first + chain.count * chain.step).second) {
                --chain.count;  // another chain comes to the same end
                ends.insert(chain.first + chain.count * chain.step);
            }
            if (chain.count > 0)
                chains.push_back(chain);
            else
                candidates_.insert(next->second);
        }
        for (const EliminationChain& chain : chains) {
            for (std::int32_t k = 0; k < chain.count; ++k)
                eliminate(chain.first + k * chain.step);
            candidates_.insert(chain.first + chain.count * chain.step);
        }
        std::stable_sort(chains.begin(), chains.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
        for (std::size_t i = 0; i < chains.size(); i += 2)
            round.chains.push_back({chains[i], i + 1 < chains.size() ? chains[i + 1] : EliminationChain{}});
    }

    // Whether its elimination couples none that are not coupled yet.
    [[nodiscard]] bool makes_no_fill(std::int32_t i) const {
        for (const std::int32_t a : of(i))
            for (const std::int32_t b : of(i))
                if (a != b && of(a).count(b) == 0)
                    return false;
        return true;
    }

    // What lies about the ends of chains, until only chains begin there.
    void take_single(EliminationRound& round, bool forced) {
        while (!candidates_.empty()) {
            const std::int32_t pivot = *candidates_.begin();
            candidates_.erase(candidates_.begin());
            const bool gone = by_degree_.count({degree(pivot), pivot}) == 0;
            if (gone || (!forced && (chain_from(pivot).count > 0 || !makes_no_fill(pivot))))
                continue;
            forced = false;
            const std::vector<std::int32_t> neighbours(of(pivot).begin(), of(pivot).end());
            eliminate(pivot);
            candidates_.insert(neighbours.begin(), neighbours.end());
            round.pivots.push_back(pivot);
        }
    }

    void eliminate(std::int32_t pivot) {
        by_degree_.erase({degree(pivot), pivot});
        const std::vector<std::int32_t> neighbours(of(pivot).begin(), of(pivot).end());
        for (const std::int32_t n : neighbours) {
            auto& of_n = graph_[static_cast<std::size_t>(n)];
            by_degree_.erase({of_n.size(), n});
            of_n.erase(pivot);
            for (const std::int32_t m : neighbours)
                if (m != n)
                    of_n.insert(m);
            by_degree_.emplace(of_n.size(), n);
        }
    }

    std::vector<std::set<std::int32_t>> graph_;
    std::set<std::pair<std::size_t, std::int32_t>> by_degree_;  // those that are left
    std::set<std::int32_t> candidates_;
};

}  // namespace

std::vector<EliminationRound> plan_elimination(std::vector<std::set<std::int32_t>> graph) {
    return Planner(std::move(graph)).plan();
}

}  // namespace liriver::solver::channel
