#pragma once
// Water that came in over a run without a concentration of some constituent: it carried none, which may be meant, or
// forgotten.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/runner/channel_model.h"
#include "scenarios/runner/constituent.h"

namespace liriver::scenarios::runner {

/// Which of the first constituents have a function: [constituents].
[[nodiscard]] std::vector<bool> which_are_given(const std::vector<std::int32_t>& functions, std::size_t constituents);

/// Water of one origin.
struct Inflow {
    std::string name;
    std::vector<bool> given;  ///< [constituents] a concentration of it
    double volume = 0.0;      ///< m3
};

/// A word for each set of constituents that some water has no concentration of.
void report_bare_inflow(std::span<const Inflow> inflows, std::span<const Constituent> constituents,
                        data::results::Summary& summary);

/// What each source brought.
class SourceWater {
  public:
    SourceWater() = default;
    SourceWater(const ChannelModel& model, std::size_t constituents);

    /// One step of `dt` s: the sources' mean discharges, m3/s.
    void add(double dt, std::span<const double> source_flow);
    [[nodiscard]] std::vector<Inflow> inflows() const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    /// Sources of one name: those of a stretch of land are many.
    struct Origin {
        std::string name;
        std::vector<bool> given;
        std::vector<std::size_t> indices;
    };
    std::vector<Origin> origins_;
    std::vector<double> brought_;  // [origins_] m3
};

}  // namespace liriver::scenarios::runner
