#pragma once
// The one transport: moves any number of constituents with the water of 1D, 2D and what joins them.
// Equations and sources: docs/explanation/transport.md.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "mesh/field/field.h"
#include "solver/transport/compensated_sum.h"
#include "solver/transport/topology.h"
#include "solver/transport/water_step.h"
#include "solver/transport/water_weights.h"

namespace liriver::solver::transport {

/// Something dissolved. The amount's unit is the concentration's times m3: kg for kg/m3.
struct Constituent {
    std::string name;
    std::string unit = "kg m-3";  ///< of the concentration, UDUNITS
    bool non_negative = true;     ///< rounding below zero is set to zero and counted; false for a temperature in deg C
    bool evaporates = false;      ///< goes with evaporating water in proportion, as a mark of the water itself does
};

struct Options {
    /// A hydraulic step is cut into equal sub-steps until the volumes that pass on `sharp_share` of all outflow lose at
    /// most `courant` times their water in each; `most` at the most. Volumes beyond that are moved implicitly: bounded
    /// and exact in balance, first-order accurate.
    Substepping substepping;
    /// m3; a volume with less water takes in no load: the amount lies there, counted, until water comes.
    double dry_water = 1e-6;
    mesh::field::Location location = mesh::field::Location::node;  ///< what the volumes are, in the Fields
};

/// Amounts since the start: final = initial + inflow - outflow + load + reaction + rounding.
struct Budget {
    double initial = 0.0, inflow = 0.0, outflow = 0.0, load = 0.0, reaction = 0.0;
    double rounding = 0.0;  ///< added by setting negative rounding errors to zero
    double final = 0.0;     ///< summed from the state
    double relative_error =
        0.0;  ///< |initial + in + load + reaction - out - final| / (initial + in + positive sources)
};

/// What was noticed on the way; all of it belongs in a run's summary.
struct Counts {
    std::int64_t steps = 0, substeps = 0;
    std::int64_t volume_updates = 0;   ///< volumes times sub-steps times constituents
    std::int64_t rounded_to_zero = 0;  ///< volumes whose negative rounding error was set to zero
    std::int64_t unconverged = 0;      ///< iterative solves that reached their limit (general graphs only)
};

/// Changes concentrations (`Transport::reacting`) of the listed volumes, or of all if none are listed, over `seconds`.
using Reactions = std::function<void(double seconds, std::span<const std::int32_t> volumes)>;

class Transport {
  public:
    /// Plans everything; nothing is allocated afterwards. The graph may go once this returns.
    Transport(const Graph& graph, std::vector<Constituent> constituents, const Options& options = {});
    Transport(const Transport&) = delete;  // its parts, and Fields handed out, point into it
    Transport& operator=(const Transport&) = delete;

    // Before the run
    /// The water every volume holds now (m3) and one concentration everywhere, or one per volume. Starts the budget
    /// anew.
    void start(std::size_t constituent, std::span<const double> water, double concentration);
    void start(std::size_t constituent, std::span<const double> water, std::span<const double> concentration);
    /// What leaves over this outside face is pure water (evaporation), which only what evaporates goes with; what
    /// enters has its inflow concentration, as ever.
    void set_pure_water(std::int32_t face, bool pure);

    // Before each step; both hold until they are set again
    /// Concentration of what flows in over an outside face. At first 0.
    void set_inflow_concentration(std::size_t constituent, std::int32_t face, double concentration);
    /// Amount per second put into a volume without water. At first 0.
    void set_load(std::size_t constituent, std::int32_t volume, double amount_per_second);

    /// Puts an amount into a volume at once, between two steps: the next step carries it on. Where there is no water it
    /// lies stranded.
    void put_in(std::size_t constituent, std::int32_t volume, double amount);
    /// Told before a run or a restart with loads or amounts to come: what lies stranded is looked for in each step.
    void expect_stranded() { may_strand_ = true; }

    /// Moves all constituents with the water of one step. Neither allocates nor throws. `reactions` are called between
    /// the sub-steps, half a sub-step at both ends (Strang, SIAM J. Numer. Anal. 5, 1968: second order); what they
    /// change is accounted as `reaction`.
    void step(const WaterStep& water, const Reactions& reactions = {});

    /// The concentrations for reactions to change; [volumes].
    [[nodiscard]] std::span<double> reacting(std::size_t constituent);
    /// Enters into the budget what was changed through `reacting` outside of `step`.
    void account_reactions();

    // State
    [[nodiscard]] std::size_t constituent_count() const { return constituents_.size(); }
    [[nodiscard]] const Constituent& constituent(std::size_t k) const { return constituents_[k]; }
    [[nodiscard]] std::span<const double> concentration(std::size_t constituent) const;  ///< [volumes]
    [[nodiscard]] std::span<const double> amount(std::size_t constituent) const;  ///< [volumes] water's and stranded
    [[nodiscard]] std::span<const double> water() const { return water_; }        ///< [volumes] m3 after the last step
    /// Amount that crossed each outside face in the last step, positive along the face; [outside_faces()].
    [[nodiscard]] std::span<const double> crossed(std::size_t constituent) const;
    [[nodiscard]] std::span<const std::int32_t> outside_faces() const { return topology_.outside_faces; }
    [[nodiscard]] Budget budget(std::size_t constituent) const;
    [[nodiscard]] const Counts& counts() const { return counts_; }
    /// Largest |after - before - crossed| / (before + in + out) seen: what hydraulics left open in its water balance.
    [[nodiscard]] double largest_water_defect() const { return water_defect_[0]; }
    /// Sub-steps of the last step.
    [[nodiscard]] int substeps() const { return substeps_; }

    // Files
    [[nodiscard]] std::vector<mesh::field::Field> fields() const;              ///< for results: the concentrations
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();  ///< all that a restart needs
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers();

  private:
    enum Account : std::size_t { initial, inflow, outflow, load, reaction, rounding, accounts };
    /// One constituent's state.
    struct State {
        std::vector<double> concentration;  ///< [places] volumes, then inflow concentrations
        std::vector<double> amount;         ///< [volumes]
        std::vector<double> stranded;       ///< [volumes] amount lying where there is no water
        std::vector<double> loads;          ///< [volumes] amount per second
        std::vector<double> crossed;        ///< [rim] amount in the last step
        std::vector<double> account;        ///< [accounts * 2] compensated sums
        bool has_loads = false;
    };

    template <class Range>
    void advance(const WaterStep& water, const Range& range, const Reactions& reactions);
    template <class Range>
    void react(const Range& range, const Reactions& reactions, double seconds);
    template <class Range>
    void move(const Range& range, State& state, const Constituent& constituent);
    template <class Range>
    void differences(const Range& range, const State& state);
    template <class Range>
    void sharpen(const Range& range, const State& state);
    template <class Range>
    void right_side(const Range& range);
    template <class Range>
    void take_loads(const Range& range, State& state);
    double carry_on(State& state, std::size_t volume, double amount);
    template <class Range>
    void solve(const Range& range, const State& state);
    template <class Range>
    void iterate(const Range& range, const State& state);
    template <class Range>
    void account_rim(const Range& range, State& state);
    template <class Range>
    void change_concentrations(const Range& range, State& state, const Constituent& constituent);
    void remove_pure_water(std::size_t volume, State& state) const;
    void account_evaporated(State& state);
    template <class Range>
    void close_substep(const Range& range);
    template <class Range>
    void account_loads(const Range& range, State& state, double seconds);
    static void enter(State& state, Account account, double amount);
    [[nodiscard]] static double total(const State& state, Account account);

    Topology topology_;
    Options options_;
    std::vector<Constituent> constituents_;
    std::vector<State> states_;
    WaterWeights weights_;
    std::vector<double> water_;  ///< [volumes] m3 now
    Counts counts_;
    std::vector<double> water_defect_ = {0.0};
    int substeps_ = 1;
    bool may_strand_ = false;  ///< whether loads or evaporation can leave an amount without water
    // Of the constituent and sub-step at hand
    std::vector<double> difference_;  ///< [places] sum of inflow times (its concentration - the volume's)
    bool clear_ = true;               ///< sharpening_ is 0 outside the range at hand
    std::vector<double> sharpening_;  ///< [faces] amount beyond first-order upwind, signed
    std::vector<double> change_;      ///< [places] right side, then change of concentration
};

}  // namespace liriver::solver::transport
