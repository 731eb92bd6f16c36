#pragma once
// What a tagged constituent is made of, by where it came from.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mesh/field/field.h"
#include "solver/transport/block.h"
#include "solver/transport/lane_buffer.h"
#include "solver/transport/part.h"
#include "solver/transport/substep.h"

namespace liriver::solver::transport {

class MeshWeights;

/// How far a load is carried on in the sub-step in which it comes in (Transport::carry_on).
struct CarriedLoad {
    std::size_t volume;
    double share;  ///< of the load, in the mean
    double reach;  ///< 1 where dispersion reaches far across the volume, else 0, and between
};

/// The parts of one constituent. They add up to it to rounding and none is ever negative: each face carries the total's
/// own flux, and a part's share of it is of higher order where that leaves every part between 0 and what its volume can
/// give, by one limiter for all parts; what gradients on a mesh add goes by plain shares, and cross parts of dispersion
/// are not shared out (settle() scales to the total). Equations: docs/explanation/transport.md, "Tagged sources".
class Parts {
  public:
    Parts(const Topology& topology, std::size_t sources);

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] double concentration(std::size_t part, std::size_t index) const {
        return blocks_[part / most_lanes].state.concentration[index * lanes_of(part) + part % most_lanes];
    }

    // Between steps
    /// All that is there is `initial_part`; nothing lies stranded.
    void start(std::span<const double> concentration);
    void set_inflow(std::size_t part, std::size_t boundary, double concentration);
    void set_load(std::size_t part, std::size_t volume, double amount_per_second);
    /// An amount of a part was put in: into the volume's water (m3), or stranded where `water` is 0.
    void put_in(std::size_t part, std::size_t volume, double amount, double water);
    /// What the named sources leave of the total's inflow concentrations and loads is `other_part`. `total`: the
    /// total's block and lane.
    void complete_inflow(const Block& total, std::size_t lane);
    void complete_load(std::size_t volume, double total);

    // Within a sub-step, in this order
    /// As right_side() of the total, whose `flux` it reads; before the total is solved for.
    template <class Range>
    void right_side(const Substep& total, std::size_t lane, const Range& range);
    /// What the total moves by gradients on a mesh (add_mesh_fluxes) goes by the parts' shares in the volume it
    /// leaves.
    void share_mesh_fluxes(const Substep& total, std::size_t lane, const MeshWeights& mesh);
    void strand_load(std::size_t volume, double seconds);
    void strand(std::size_t volume, double water);
    /// What lies stranded in a volume enters its water: begin, each of its entries that the total's load passes, end.
    void begin_load(const WaterWeights& weights, std::size_t volume);
    void carry_on(const WaterWeights& weights, const Block& total, std::size_t lane, const CarriedLoad& load,
                  std::size_t entry, double passing);
    void end_load(std::size_t volume);
    template <class Range>
    void solve(const Substep& total, const Range& range);
    /// Once the total has its new concentrations: what rounding left below 0 is set to 0, and the sum is the total's.
    template <class Range>
    void settle(const Block& total, std::size_t lane, const Range& range);
    /// The total reacted from `before` to `after`: losses are shared, gains are of `reactions_part`.
    void react(std::size_t volume, double before, double after);

    /// All that a restart needs; `name` is the constituent's.
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields(const std::string& name,
                                                                           const std::string& unit);

  private:
    /// Up to eight parts, with what their sub-step works on.
    struct PartsBlock {
        Block state;
        LaneBuffer difference, change;
        PartsBlock(const Topology& topology, std::size_t first, std::size_t count)
            : state(topology, first, count),
              difference(topology.index_count() * state.lanes),
              change(topology.index_count() * state.lanes) {}
    };

    [[nodiscard]] std::size_t lanes_of(std::size_t part) const { return blocks_[part / most_lanes].state.lanes; }
    [[nodiscard]] double& value(std::size_t part, std::size_t index) {
        return blocks_[part / most_lanes].state.concentration[index * lanes_of(part) + part % most_lanes];
    }
    [[nodiscard]] double& change(std::size_t part, std::size_t volume) {
        return blocks_[part / most_lanes].change[volume * lanes_of(part) + part % most_lanes];
    }
    [[nodiscard]] Substep substep_of(const Substep& total, PartsBlock& block);
    void scale_to(double total, std::size_t volume);
    template <bool lines>
    void at_face(const Substep& total, std::size_t lane, std::size_t f);

    const Topology* topology_;
    std::size_t count_;
    std::vector<PartsBlock> blocks_;
    std::vector<double> stranded_;   ///< [volumes][parts]
    std::vector<double> loads_;      ///< [volumes][parts] amount per second
    std::vector<double> flux_;       ///< [faces][parts] beyond upwind
    std::vector<double> wanted_;     ///< [parts] of the face at hand
    std::vector<double> carried_;    ///< [parts] of the load at hand
    std::vector<double> supply_;     ///< [parts] of its volume
    double lying_ = 0.0;             ///< the load at hand
    LaneBuffer lowest_{most_lanes};  ///< written by kernels, not used
    bool converged_ = true;
};

}  // namespace liriver::solver::transport
