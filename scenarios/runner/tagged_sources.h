#pragma once
// Tagged sources of a domain: which part of a constituent each of the scenario's objects is, and what the parts are
// told in each step. How parts are carried is the business of solver/transport.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/results/tagged_sources_csv.h"
#include "scenarios/runner/constituent.h"
#include "scenarios/runner/driver.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

class TaggedSources {
  public:
    TaggedSources() = default;
    explicit TaggedSources(const std::vector<Constituent>& constituents);

    [[nodiscard]] bool any() const { return any_; }
    [[nodiscard]] bool tagged(std::size_t constituent) const { return tagged_[constituent] != 0; }
    /// The part of a tagged constituent that comes from an object; the other one where it has no name.
    std::size_t part_of(std::size_t constituent, const SourceName& source);
    /// What comes in over an outside face has the concentrations [constituents] of these functions, -1: none.
    void add_inflow(const SourceName& source, std::size_t face, std::span<const std::int32_t> functions);
    /// Gives spills the parts of their outfalls.
    void name_spills(std::vector<Spill>& spills);

    /// Once all are added and the constituents have started.
    void start(solver::transport::Transport& transport) const;
    /// Before a step; `means` [functions] over it.
    void tell(std::span<const double> means, solver::transport::Transport& transport) const;

    /// A row for each part of each tagged constituent. `value(constituent, part)`: its concentration there, NaN without
    /// water.
    template <class Value>
    [[nodiscard]] std::vector<data::results::TaggedRow> rows(std::string_view station, const Value& value) const {
        std::vector<data::results::TaggedRow> all;
        for (std::size_t k = 0; k < tagged_.size(); ++k) {
            if (!tagged(k))
                continue;
            double sum = 0.0;
            const std::size_t first = all.size();
            for (std::size_t part = 0; part < names_[k].size(); ++part) {
                const double concentration = value(k, part);
                all.push_back({station, constituents_[k], units_[k], names_[k][part].kind, names_[k][part].name,
                               concentration, 0.0});
                sum += concentration;
            }
            for (std::size_t row = first; row < all.size(); ++row)
                all[row].share = sum > 0.0 ? all[row].concentration / sum : std::nan("");
        }
        return all;
    }

  private:
    struct Entry {
        std::size_t constituent, part;
        std::int32_t face;
        std::int32_t function;
    };
    bool any_ = false;
    std::vector<char> tagged_;                       // [constituents]
    std::vector<std::string> constituents_, units_;  // [constituents]
    std::vector<std::vector<SourceName>> names_;     // [constituents][parts]
    std::vector<Entry> inflows_;
};

}  // namespace liriver::scenarios::runner
