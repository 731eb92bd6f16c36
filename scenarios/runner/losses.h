#pragma once
// What takes water out of a river on its way, as a run keeps its books: abstractions, exchange with aquifers, rain and
// evaporation, and sinking streams with their water under way underground.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/results/summary.h"
#include "mesh/field/field.h"
#include "solver/forcing/delay_line.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

/// One abstraction, stretch of groundwater, weather or swallow hole: links of the mesh to outside, one after another.
struct Loss {
    enum class Kind : std::uint8_t { abstraction, groundwater, weather, sinking_stream } kind = Kind::abstraction;
    std::string name;
    std::int32_t first_link = 0, links = 0;
    std::int32_t spring = -1;                    ///< of Driver::sources, where the water comes back; -1: nowhere
    double lag = 0.0;                            ///< s, under way
    std::int32_t first_source = 0, sources = 0;  ///< of Driver::sources, one after another: where rain falls
};

class Losses {
  public:
    Losses() = default;
    /// `link_faces` and `source_faces`: the first face of the transport's graph for links and for sources.
    Losses(std::vector<Loss> losses, std::size_t constituents, std::size_t link_faces, std::size_t source_faces);

    /// The longest step that the water underground allows, s.
    [[nodiscard]] double longest_step() const { return longest_step_; }

    /// What the springs give, m3/s, as a mean from t0 to t1 (s since the start), into `source_flow` [sources].
    void springs(double t0, double t1, std::span<double> source_flow) const;
    /// While the steady start is sought, a spring gives at once what its stream loses.
    void steady_springs(std::span<const double> link_discharge, std::span<double> source_flow) const;
    /// The start: what sank during the lag before, at the steady rate, is under way, with the concentration that the
    /// river starts with (kg/m3, [constituents]).
    void fill(std::span<const double> link_discharge, std::span<const double> concentration);

    /// Evaporation takes nothing of what the water carries.
    void set_pure_water(solver::transport::Transport& transport) const;
    /// Before a step of transport: what the springs' water carries.
    void set_concentrations(double t0, double t1, solver::transport::Transport& transport) const;
    /// After a step from t0 to t1: adds up, and moves on what is underground. `setting` [links]: the demands;
    /// `source_flow` [sources] m3/s.
    void advance(double t0, double t1, std::span<const double> link_discharge, std::span<const double> setting,
                 std::span<const double> source_flow, const solver::transport::Transport* transport);

    void report(data::results::Summary& summary) const;
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields();

  private:
    enum Account : std::size_t { wanted, taken, brought, seconds_short, at_start, accounts };

    [[nodiscard]] double discharge(const Loss& loss, std::span<const double> link_discharge) const;
    [[nodiscard]] double& account(std::size_t loss, Account item) { return sums_[loss * accounts + item]; }
    [[nodiscard]] double account(std::size_t loss, Account item) const { return sums_[loss * accounts + item]; }

    std::vector<Loss> losses_;
    std::vector<solver::forcing::DelayLine> underground_;  ///< [losses]; empty of time where nothing comes back
    std::size_t constituents_ = 0, link_faces_ = 0, source_faces_ = 0;
    double longest_step_ = 1e300;
    std::vector<double> sums_;     ///< [losses * accounts] m3 and s
    std::vector<double> went_in_;  ///< of one step: water, then each constituent
};

}  // namespace liriver::scenarios::runner
