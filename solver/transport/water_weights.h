#pragma once
// All that transport takes from the water: what crosses, how a step is cut, and the weights every constituent shares.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "solver/transport/elimination.h"
#include "solver/transport/line_stencils.h"
#include "solver/transport/substepping.h"
#include "solver/transport/topology.h"
#include "solver/transport/water_step.h"

namespace liriver::solver::transport {

/// Numbers too small for water: m3 or m6. A quotient by less is not needed, and the divisor stands in for it.
inline constexpr double tiny = 1e-200;

/// Which sub-step of a step, counted from 0, of how many.
struct SubstepNumber {
    int substep, of;
};

/// Filled once a step (`begin`) and once a sub-step (`prepare`), for a range of volumes and faces.
class WaterWeights {
  public:
    WaterWeights(const Topology& topology, const Substepping& substepping);

    /// What leaves over outside face number `boundary` is pure water.
    void set_pure(std::size_t boundary, bool pure);

    /// Takes in a step of water and cuts it; returns the number of sub-steps.
    template <class Range>
    int begin(const WaterStep& water, const Range& range);

    /// Weights of one sub-step, counted from 0.
    template <class Range>
    void prepare(const WaterStep& water, const Range& range, int substep);

    /// Forgets what a subset left, so that the next one starts clean.
    template <class Range>
    void end(const Range& range);

    // Per step, scaled to one sub-step
    std::vector<double> crossing;              ///< [faces] m3, signed; 0 where pure water leaves
    std::vector<double> mixing;                ///< [faces] m3
    std::vector<double> inward;                ///< [entries] m3 into the volume, signed
    std::vector<double> in, out;               ///< [volumes] m3
    std::vector<double> pure_out;              ///< [volumes] m3
    std::vector<double> pure_crossing;         ///< [boundary] m3, signed: the pure water that leaves
    std::vector<std::int32_t> pure_faces;      ///< boundary numbers where pure water leaves
    std::vector<std::int32_t> pure_volumes;    ///< what it leaves, each once
    std::vector<std::int32_t> boundary_faces;  ///< boundary numbers of the range that anything crosses
    std::vector<std::int32_t> up, down;        ///< [faces] volume indices, by the sign of the crossing
    std::vector<std::int32_t> up2, up3;        ///< [faces] beyond `up` along a line, and beyond that; `up` if none
    std::vector<std::int32_t> down2;           ///< [faces] beyond `down` along a line; `down` if none
    bool any_mixing = false;
    bool lines = false;           ///< whether the range has face values of higher order: up2, up3 and down2 are set
    double seconds = 0.0;         ///< of one sub-step
    double largest_defect = 0.0;  ///< |after - before - crossed| / (before + in + out), largest ever seen

    // Per sub-step
    std::vector<double> before, after;           ///< [indices], [volumes] m3
    std::vector<double> kept;                    ///< [indices] m3 of `before` that do not leave
    std::vector<double> theta;                   ///< [indices] share of the outflow that takes the new concentration
    std::vector<double> divisor;                 ///< [volumes] 1 / (kept + in)
    std::vector<double> excess;                  ///< [volumes] row sums of the implicit system, m3
    std::vector<double> to_downstream;           ///< [indices] kept (2 - C) / 3
    std::vector<double> to_upstream;             ///< [indices] kept (1 + C) / 3 / (W_u + W_in) / in; 0 on a line
    std::vector<double> bound;                   ///< [indices] kept / out / in
    std::vector<double> down_weight;             ///< [faces] of c_d - c_u
    std::vector<double> up2_weight, up3_weight;  ///< [faces] of c_u - c_u2 and of c_u2 - c_u3
    std::vector<double> down2_weight;            ///< [faces] of c_d2 - c_d
    std::vector<double> antidiffusive_crossing;  ///< [faces] crossing, 0 where first order is kept
    bool implicit = false;                       ///< whether anything needs the implicit system

    /// The implicit system, eliminated by `prepare` if `implicit` holds and `eliminates` says so.
    Elimination elimination;
    template <class Range>
    [[nodiscard]] bool eliminates() const {
        return Range::all && elimination.usable();
    }

  private:
    template <class Range>
    void gather_faces(const WaterStep& water, const Range& range);
    template <class Range>
    void gather_boundary(const Range& range);
    template <class Range>
    [[nodiscard]] bool gather_volumes(const WaterStep& water, const Range& range);
    template <class Range>
    [[nodiscard]] int choose_substeps(const WaterStep& water, const Range& range);
    template <class Range>
    void scale(const Range& range, double part);
    /// All weights of a sub-step but the implicit system's; returns whether any volume is overdrawn.
    template <class Range>
    bool weigh(const WaterStep& water, const Range& range, SubstepNumber number);
    template <class Range>
    void prepare_implicit(const Range& range, bool any_theta);

    const Topology* topology_;
    Substepping substepping_;
    LineStencils stencils_;
    std::vector<std::int32_t> pure_;      ///< boundary numbers, sorted
    std::vector<double> upstream_water_;  ///< [volumes] sum of inflow times the water of where it comes from, m6
    std::vector<double> bins_;            ///< outflow by the number of sub-steps it asks for
    bool clear_ = true;                   ///< crossing, mixing and inward are 0 outside the range at hand
    int substeps_ = 1;
};

}  // namespace liriver::solver::transport
