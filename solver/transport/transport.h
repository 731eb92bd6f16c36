#pragma once
// The one transport: moves any number of constituents with the water of 1D, 2D and what joins them.
// Equations and sources: docs/explanation/transport.md.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mesh/field/field.h"
#include "solver/transport/account.h"
#include "solver/transport/compensated_sum.h"
#include "solver/transport/lane_buffer.h"
#include "solver/transport/part.h"
#include "solver/transport/substepping.h"
#include "solver/transport/water_step.h"

namespace liriver::solver::transport {

struct Block;
class Parts;
struct Topology;
class MeshWeights;
class WaterWeights;

/// Something dissolved. The amount's unit is the concentration's times m3: kg for kg/m3.
struct Constituent {
    std::string name;
    std::string unit = "kg m-3";  ///< of the concentration, UDUNITS
    bool non_negative = true;     ///< rounding below zero is set to zero and counted; false for a temperature in deg C
    bool evaporates = false;      ///< goes with evaporating water in proportion, as a mark of the water itself does
};

struct Options {
    /// A hydraulic step is cut into equal sub-steps until the volumes that pass on `target_courant_share` of all
    /// outflow lose at most `courant` times their water in each; `most` at the most. Volumes beyond that are moved
    /// implicitly: bounded and exact in balance, first-order accurate.
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
    ~Transport();
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

    // Tagged sources (parts.h): what a constituent is made of, by where it came from
    /// Once the constituent has started, before steps: its parts are followed from now on, those of part.h and one for
    /// each of `sources`, numbered from `first_source`. Not for constituents that may be negative.
    void tag(std::size_t constituent, std::size_t sources);
    /// A part's share in the inflow concentration of a face or in the load of a volume, which are set as ever; what the
    /// parts leave of those is of `other_part`. At first 0.
    void set_inflow_of(std::size_t constituent, std::size_t part, std::int32_t face, double concentration);
    void set_load_of(std::size_t constituent, std::size_t part, std::int32_t volume, double amount_per_second);
    /// As put_in(), of a part.
    void put_in_of(std::size_t constituent, std::size_t part, std::int32_t volume, double amount);
    /// 0: not tagged.
    [[nodiscard]] std::size_t part_count(std::size_t constituent) const;
    /// A part's concentration in a volume. All parts add up to the constituent's to rounding; none is negative.
    [[nodiscard]] double part(std::size_t constituent, std::size_t part, std::size_t volume) const;

    /// Told before a run or a restart with loads or amounts to come: what lies stranded is looked for in each step.
    void expect_stranded() { may_strand_ = true; }

    /// Moves all constituents with the water of one step. Neither allocates nor throws. `reactions` are called between
    /// the sub-steps, half a sub-step at both ends (Strang, SIAM J. Numer. Anal. 5, 1968: second order); what they
    /// change is accounted as `reaction`.
    void step(const WaterStep& water, const Reactions& reactions = {});

    /// The concentrations for reactions to change; [volumes]. From within `step`, those of the listed volumes only.
    [[nodiscard]] std::span<double> reacting(std::size_t constituent);
    /// Within `reactions`: multiplies the concentrations that `reacting` would give, without copies, and accounts for
    /// it.
    void scale_reacting(std::size_t constituent, double factor);
    /// Enters into the budget what was changed through `reacting` outside of `step`.
    void account_reactions();

    // State. What is asked for is copied out of the blocks that steps work on; it is not to be asked for by several
    // threads at once, and the spans hold until the next step.
    [[nodiscard]] std::size_t constituent_count() const { return constituents_.size(); }
    [[nodiscard]] const Constituent& constituent(std::size_t k) const { return constituents_[k]; }
    [[nodiscard]] std::span<const double> concentration(std::size_t constituent) const;  ///< [volumes]
    /// Of one volume: nothing is copied.
    [[nodiscard]] double concentration(std::size_t constituent, std::size_t volume) const;
    /// Widens [lowest, highest] of each constituent, [constituents][2], by its concentrations in the listed volumes.
    void widen_extremes(std::span<const std::int32_t> volumes, std::span<double> extremes) const;
    /// The volumes whose water or concentrations may have changed since `forget_changes`, each once; if
    /// `all_may_have_changed`, any may.
    [[nodiscard]] std::span<const std::int32_t> changed_volumes() const { return changed_; }
    [[nodiscard]] bool all_may_have_changed() const { return all_changed_; }
    void forget_changes();
    [[nodiscard]] std::span<const double> amount(std::size_t constituent) const;  ///< [volumes] water's and stranded
    [[nodiscard]] std::span<const double> water() const { return water_; }        ///< [volumes] m3 after the last step
    /// Amount that crossed each outside face in the last step, positive along the face; [outside_faces()].
    [[nodiscard]] std::span<const double> crossed(std::size_t constituent) const;
    [[nodiscard]] std::span<const std::int32_t> outside_faces() const;
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
    /// One constituent's state beside its lane in a block, and copies of that lane.
    struct State {
        std::size_t block = 0, lane = 0;
        std::vector<double> stranded;  ///< [volumes] amount lying where there is no water
        std::vector<double> loads;     ///< [volumes] amount per second
        bool has_loads = false;
        std::unique_ptr<Parts> parts;       ///< none: not tagged
        std::vector<double> concentration;  ///< [indices] copy: volumes, then inflow concentrations
        std::vector<double> amount;         ///< [volumes] copy: the water's and stranded
        std::vector<double> crossed;        ///< [boundary] copy
        std::vector<double> account;        ///< [accounts * 2] copy: compensated sums
        bool copied = false;                ///< concentration, amount and crossed are those of now
        bool changed = false;               ///< concentration may have been written to: it is newer than the block's
    };

    template <class Range>
    void advance(const WaterStep& water, const Range& range, const Reactions& reactions);
    template <class Range>
    void react(const Range& range, const Reactions& reactions, double seconds);
    template <class Range>
    void account_reaction(const Range& range, State& state);
    template <class Range>
    void move(const Range& range, Block& block);
    template <class Range>
    void forget_crossed(const Range& range);
    template <class Range>
    void find_loaded(const Range& range);
    void take_loads(Block& block, State& state);
    double carry_on(Block& block, State& state, std::size_t volume, double amount);
    template <class Range>
    void remove_rounding(const Range& range, Block& block, State& state);
    void remove_pure_water(Block& block, State& state);
    void account_evaporated(Block& block, State& state);
    void account_loads(State& state, double seconds);
    static void enter(Block& block, const State& state, Account account, double amount);
    void lies_in(std::size_t volume);
    void note_change(std::size_t volume);
    template <class Range>
    void note_changes(const Range& range);
    [[nodiscard]] const State& copied(std::size_t constituent) const;
    void take_back();
    void take_back(State& state);
    void complete_parts();
    [[nodiscard]] bool any_tagged(const Block& block) const;

    const std::unique_ptr<const Topology> own_topology_;
    const Topology& topology_;
    Options options_;
    std::vector<Constituent> constituents_;
    mutable std::vector<State> states_;  ///< mutable for its copies
    std::vector<Block> blocks_;
    const std::unique_ptr<WaterWeights> own_weights_;
    WaterWeights& weights_;
    const std::unique_ptr<MeshWeights> own_mesh_;
    MeshWeights& mesh_;
    std::vector<double> water_;  ///< [volumes] m3 now
    Counts counts_;
    std::vector<double> water_defect_ = {0.0};
    int substeps_ = 1;
    bool all_changed_ = true;            ///< since `forget_changes`
    std::vector<std::int32_t> changed_;  ///< if not all: these
    std::vector<char> is_changed_;       ///< [volumes] whether it is among them
    bool may_strand_ = false;            ///< whether loads or evaporation can leave an amount without water
    bool restored_ = false;              ///< all of the state may have been written to from outside
    bool any_changed_ = false;           ///< whether any State's `changed` holds
    std::vector<char> may_hold_;         ///< [volumes] whether any constituent may have a load or lie stranded there
    std::vector<std::int32_t> loaded_;   ///< volumes of the range at hand that may hold something
    std::vector<std::int32_t> loaded_advanced_;                ///< those of them whose clock moves on
    std::vector<char> was_crossed_;                            ///< [boundary] whether anything crossed in the last step
    const std::span<const std::int32_t>* reacting_ = nullptr;  ///< within reactions: the volumes of the range
    // Of the block and sub-step at hand; [lanes] side by side
    LaneBuffer difference_, change_, flux_, lowest_;
    LaneBuffer of_vertices_;  ///< on a mesh: gradients and extremes, [vertices][4][lanes]
    bool converged_ = true;
};

}  // namespace liriver::solver::transport
