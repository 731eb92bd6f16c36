#pragma once
// All domains of a run under one clock: they reach common times together, and one that fails takes the others back to
// the last of them.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "scenarios/runner/domain.h"

namespace liriver::scenarios::runner {

class DomainSet {
  public:
    /// At least one domain, all at the same time. `synchronisation`: s between common times at the most; a single
    /// domain needs none and goes at its own steps.
    DomainSet(std::vector<std::unique_ptr<Domain>> domains, double synchronisation);

    [[nodiscard]] std::span<const std::unique_ptr<Domain>> domains() const { return domains_; }
    [[nodiscard]] double time() const { return domains_.front()->time(); }  ///< s since the start

    /// On to the next common time, `event` (s) at the latest. False: all are where they were, and error_text() says
    /// why.
    bool step(double event);
    /// Why the last step failed, or why some domain cannot set out; empty: they can.
    [[nodiscard]] std::string error_text() const;
    /// The shortest of the domains' last steps, s, and where that was.
    [[nodiscard]] double last_step() const { return slowest().last_step(); }
    [[nodiscard]] std::string limiting_place() const { return slowest().limiting_place(); }

    [[nodiscard]] data::results::WaterBalance water() const;
    /// As Domain::report, for all; constituents that several domains carry are added up.
    double report(data::results::Summary& summary) const;

    /// Of several domains each one's names have its number before them: "2/depth".
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers();
    void restore();
    [[nodiscard]] std::uint64_t checksum() const;

  private:
    [[nodiscard]] const Domain& slowest() const;
    void keep_state();
    void take_back();

    std::vector<std::unique_ptr<Domain>> domains_;
    double synchronisation_;
    std::string error_text_;
    std::vector<std::vector<double>> kept_fields_;          // the state at the last common time
    std::vector<std::vector<std::int64_t>> kept_integers_;  // of several domains
};

}  // namespace liriver::scenarios::runner
