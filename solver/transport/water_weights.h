#pragma once
// All that transport takes from the water: what crosses, how a step is cut, and the weights every constituent shares.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "solver/transport/elimination.h"
#include "solver/transport/topology.h"
#include "solver/transport/water_step.h"

namespace liriver::solver::transport {

/// Numbers too small for water: m3 or m6. A quotient by less is not needed, and the divisor stands in for it.
inline constexpr double nothing = 1e-200;

/// How finely a hydraulic step is cut.
struct Substepping {
    double courant = 1.0;      ///< asked of the volumes that pass on `sharp_share` of all outflow
    double sharp_share = 0.9;  ///< of 1
    int most = 20;             ///< sub-steps in a step
};

/// Filled once a step (`begin`) and once a sub-step (`prepare`), for a range of volumes and faces.
class WaterWeights {
  public:
    WaterWeights(const Topology& topology, const Substepping& substepping);

    /// What leaves over outside face number `rim` is pure water.
    void set_pure(std::size_t rim, bool pure) { pure_[rim] = pure ? 1 : 0; }

    /// Takes in a step of water and cuts it; returns the number of sub-steps.
    template <class Range>
    int begin(const WaterStep& water, const Range& range);

    /// Weights of one sub-step, counted from 0.
    template <class Range>
    void prepare(const WaterStep& water, const Range& range, int substep);

    /// Forgets what a listed range left, so that the next one starts clean.
    template <class Range>
    void end(const Range& range);

    // Per step, scaled to one sub-step
    std::vector<double> crossing;        ///< [faces] m3, signed; 0 where pure water leaves
    std::vector<double> mixing;          ///< [faces] m3
    std::vector<double> inward;          ///< [entries] m3 into the volume, signed
    std::vector<double> in, out;         ///< [volumes] m3
    std::vector<double> pure_out;        ///< [volumes] m3
    std::vector<double> pure_crossing;   ///< [rim] m3, signed: the pure water that leaves
    std::vector<std::int32_t> up, down;  ///< [faces] places, by the sign of the crossing
    bool any_pure = false, any_mixing = false;
    double seconds = 0.0;         ///< of one sub-step
    double largest_defect = 0.0;  ///< |after - before - crossed| / (before + in + out), largest ever seen

    // Per sub-step
    std::vector<double> before, after;      ///< [places], [volumes] m3
    std::vector<double> kept;               ///< [volumes] m3 of `before` that do not leave
    std::vector<double> theta;              ///< [places] share of the outflow that takes the new concentration
    std::vector<double> divisor;            ///< [volumes] 1 / (kept + in)
    std::vector<double> excess;             ///< [volumes] row sums of the implicit system, m3
    std::vector<double> to_downstream;      ///< [places] kept (2 - C) / 3
    std::vector<double> to_upstream;        ///< [places] kept (1 + C) / 3 / (W_u + W_uu) / in
    std::vector<double> bound;              ///< [places] kept / out / in
    std::vector<double> downstream_weight;  ///< [faces] to_downstream / (W_u + W_d)
    std::vector<double> sharp_crossing;     ///< [faces] crossing, 0 where first order is kept
    bool implicit = false;                  ///< whether anything needs the implicit system

    /// The implicit system, eliminated by `prepare` if `implicit` holds and `eliminates` says so.
    Elimination elimination;
    template <class Range>
    [[nodiscard]] bool eliminates() const {
        return Range::everything && elimination.usable();
    }

  private:
    template <class Range>
    void gather_faces(const WaterStep& water, const Range& range);
    template <class Range>
    [[nodiscard]] bool gather_volumes(const WaterStep& water, const Range& range);
    template <class Range>
    [[nodiscard]] int choose_substeps(const WaterStep& water, const Range& range);
    template <class Range>
    void scale(const Range& range, double part);
    template <class Range>
    void prepare_implicit(const Range& range, bool any_theta);

    const Topology* topology_;
    Substepping substepping_;
    std::vector<char> pure_;              ///< [rim]
    std::vector<double> upstream_water_;  ///< [volumes] sum of inflow times the water of where it comes from, m6
    std::vector<double> bins_;            ///< outflow by the number of sub-steps it asks for
    bool clear_ = true;                   ///< crossing, mixing and inward are 0 outside the range at hand
    int substeps_ = 1;
};

}  // namespace liriver::solver::transport
