#pragma once
// Loads without water into a domain's volumes: what outfalls, diffuse and moving loads give in each step, and what they
// gave in all. Written once for reaches and surfaces.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/runner/constituent.h"
#include "scenarios/runner/driver.h"
#include "scenarios/runner/moving_way.h"
#include "scenarios/runner/tagged_sources.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

class VolumeLoads {
  public:
    VolumeLoads() = default;
    /// What of the driver is spread over volumes, of which the domain has so many.
    VolumeLoads(const Driver& driver, std::size_t volumes);

    /// A load into one volume by functions [constituents] of kg/s, -1: none.
    void add(SourceName of, std::int32_t volume, std::vector<std::int32_t> functions);
    /// Gives each load its part of the tagged constituents.
    void name_parts(TaggedSources& sources);

    /// Before a step: what each gives over it, by the means of the driver's functions.
    void tell(std::size_t constituents, std::span<const double> means, double t0, double dt,
              solver::transport::Transport& transport);
    /// After it: it took `dt` s.
    void account(double dt);

    /// What each spread or moving load gave since the start, in the order of the scenario.
    void report(std::span<const Constituent> constituents, data::results::Summary& summary) const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    struct Entry {
        SourceName of;
        bool assumed = false;
        std::vector<std::int32_t> functions;  // [constituents]
        std::vector<LoadShare> shares;
        std::vector<std::size_t> parts;  // [constituents], no_part: not tagged
        std::vector<double> a_year;      // [constituents]
        std::vector<double> rate;        // [constituents] kg/s, of the step at hand
    };
    /// A source that moves, in the step at hand.
    struct Mover {
        MovingSource source;
        std::vector<std::size_t> parts;  // [constituents], no_part: not tagged
        std::vector<double> rate;        // [constituents] kg/s, of the step at hand
        std::vector<Passage> passages;
    };
    void add_entry(Entry entry);
    void load_volume(std::int32_t volume);
    void tell_moving(std::size_t constituent, double dt, solver::transport::Transport& transport);
    void account_for(const SourceName& of, bool assumed, std::size_t first, const std::vector<char>& given,
                     const std::vector<double>& a_year, std::span<const Constituent> constituents,
                     data::results::Summary& summary) const;

    std::vector<Entry> entries_;
    std::size_t spread_ = 0;  // the first ones are accounted
    std::vector<Mover> movers_;
    std::vector<double> sums_;            // [(spread, moving) * constituents] compensated pairs, kg
    std::vector<std::size_t> first_sum_;  // [spread, moving]
    std::vector<double> load_;            // [volumes] kg/s
    std::vector<char> is_loaded_;         // [volumes]
    std::vector<std::int32_t> loaded_;    // volumes that any load enters
};

}  // namespace liriver::scenarios::runner
