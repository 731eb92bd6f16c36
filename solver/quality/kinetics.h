#pragma once
// The kinetics of a process set on many volumes: what a run calls between its transport steps.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "solver/quality/plan.h"
#include "solver/quality/quantity.h"

namespace liriver::solver::quality {

struct KineticsOptions {
    double relative = 1e-7;     ///< error allowed in a step, of each concentration
    double absolute = 1e-9;     ///< and of each constituent's `scale`
    double largest_step = 0;    ///< s, of one step within `advance`; 0: as long as the error allows
    double least_depth = 0.01;  ///< m; where water is shallower, the laws see this depth
    int threads = 1;
};

/// What one `advance` did. Counts are of volumes times steps unless they say otherwise.
struct KineticsCounts {
    std::int64_t steps = 0;     ///< steps of blocks
    std::int64_t implicit = 0;  ///< those of them that were implicit
    std::int64_t refused = 0;   ///< tried and made shorter
    std::int64_t limited = 0;   ///< volumes where reactions were scaled down to keep a concentration at 0
    std::int64_t shallow = 0;   ///< volumes below the least depth
    std::int64_t dry = 0;       ///< volumes without water, which do not react
};

struct KineticsOutcome {
    bool finished = true;
    std::int32_t volume = -1;  ///< one of those whose rates could not be integrated; they keep what they had
    KineticsCounts counts;
};

/// Integrates dc/dt = S r(c, place) in each volume. Every change is stoichiometry times extents, so that what the
/// stoichiometry keeps is kept to rounding; nothing falls below 0; the error of each step is estimated and kept to the
/// tolerance. Nothing is remembered from one call to the next: the same call gives the same bits, after a restart and
/// for any number of threads. Neither allocates after construction nor throws.
class Kinetics {
  public:
    /// `factors` [constituents]: a concentration as the caller has it times this is in the constituent's unit (1e3 from
    /// kg/m3 to mg/L); empty: 1.
    explicit Kinetics(Plan plan, const KineticsOptions& options = {}, std::vector<double> factors = {});
    ~Kinetics();
    Kinetics(const Kinetics&) = delete;
    Kinetics& operator=(const Kinetics&) = delete;

    /// Lets the listed volumes, or all if none are listed, react for `seconds`.
    /// `concentrations`: for each constituent of the plan, in its order, [volumes], those stored on the bed too.
    /// Depth alone stays what it is at the start.
    /// `extents`, if given: for each reaction [volumes], to which its extent is added, in the reaction's unit. The
    /// place must offer what `missing_quantities` asks for.
    KineticsOutcome advance(double seconds, const Place& place, std::span<const std::span<double>> concentrations,
                            std::span<const std::int32_t> volumes = {},
                            std::span<const std::span<double>> extents = {});

    /// Largest specific rate, 1/s: of the diagonal of the Jacobian where concentrations and the place are those given.
    double fastest_rate(const Place& place, std::span<const std::span<double>> concentrations,
                        std::span<const std::int32_t> volumes = {});

    [[nodiscard]] const Plan& plan() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// A step of its own for the kinetics beside transport, s: a tenth of the time of the fastest rate (1/s), which keeps
/// what splitting leaves behind, (k dt)^2 / 12 of a change, below a thousandth; between `least` and `largest`.
double kinetic_step(double fastest_rate, double least, double largest);

}  // namespace liriver::solver::quality
