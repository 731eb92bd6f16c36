#pragma once
// The one loop of every run: from its start, or a checkpoint, to its end, with its outputs, checkpoints, progress and
// summary. What differs on reaches and on a surface stands behind `RunKind`. Internal to this module.
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "data/results/summary.h"
#include "data/tables/problem.h"
#include "mesh/field/error.h"
#include "mesh/field/field.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/accounts.h"
#include "scenarios/runner/run.h"
#include "scenarios/runner/substance.h"
#include "solver/transport/transport.h"

namespace liriver::scenarios::runner {

/// What is written at an output time: the whole state, or only the rows of stations.
enum class Written { state, stations };

class RunKind {
  public:
    RunKind() = default;
    RunKind(const RunKind&) = delete;
    RunKind& operator=(const RunKind&) = delete;
    virtual ~RunKind() = default;

    [[nodiscard]] virtual double time() const = 0;  ///< s since the start
    /// One step, ending at `event` (s) at the latest. On failure the state is that before it.
    virtual bool step(double event) = 0;
    /// Why the last step failed, or why the run cannot set out; empty: it can.
    [[nodiscard]] virtual std::string trouble() const = 0;
    [[nodiscard]] virtual double last_step() const = 0;  ///< s
    [[nodiscard]] virtual std::string limiting_place() const = 0;
    [[nodiscard]] virtual data::results::WaterBalance water() const = 0;

    [[nodiscard]] virtual std::uint64_t checksum() const = 0;
    [[nodiscard]] virtual std::vector<mesh::field::MutableField> checkpoint_fields() = 0;
    [[nodiscard]] virtual std::vector<mesh::field::MutableIntegers> checkpoint_integers() = 0;
    virtual void restore() = 0;  ///< after these were filled from a checkpoint

    [[nodiscard]] virtual tl::expected<void, mesh::field::Error> open(const data::results::Provenance& provenance) = 0;
    /// Adds the state held, at that time, or its stations' rows alone.
    [[nodiscard]] virtual tl::expected<void, mesh::field::Error> write(data::tables::Time time, Written what) = 0;
    /// Brings what was written to the disk: before a checkpoint, so that no row before it can be lost.
    [[nodiscard]] virtual tl::expected<void, mesh::field::Error> flush() = 0;
    /// Ends what was opened, all of it under `.part`; returns files that were written only now, as they will be named,
    /// from the run's folder.
    [[nodiscard]] virtual tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> close() = 0;
    /// Writes the VTK files into `target`, from the files that are closed; returns the names of those that a user
    /// opens.
    [[nodiscard]] virtual tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> export_vtk(
        const std::filesystem::path& target) = 0;
    /// Names of the files in the run's folder that every run of its kind has, beside summary.json and checkpoint.h5.
    [[nodiscard]] virtual std::vector<std::string> file_names() const = 0;

    [[nodiscard]] virtual const Accounts& accounts() const = 0;
    /// Stations with a discharge: index in `accounts`, name.
    [[nodiscard]] virtual std::vector<std::pair<std::size_t, std::string>> gauges() const = 0;
    /// Adds what only this kind knows; returns the worst relative error of its balances.
    virtual double summarise(data::results::Summary& summary) const = 0;
};

/// Problems (exit 2, nothing written): an output folder in use, a checkpoint or time that does not fit.
[[nodiscard]] tl::expected<RunReport, data::tables::Problems> run_to_end(const language::Model& input,
                                                                         const RunOptions& options, RunKind& kind);

/// The worse of two relative errors; what is no number is worst.
[[nodiscard]] double worse(double a, double b);

/// Adds an event that happened `count` times, if it did.
void note(data::results::Summary& summary, const char* kind, const std::string& message, std::int64_t count);

/// Adds the balances of the first `count` constituents and what transport clipped; returns the worst relative error.
/// `Simulation` is that of reaches or that of a surface, with transport.
template <class Simulation>
double add_constituents(const Simulation& simulation, std::span<const Substance> substances,
                        data::results::Summary& summary) {
    double worst = 0.0;
    if (simulation.transport() == nullptr)
        return worst;
    for (std::size_t k = 0; k < substances.size(); ++k) {
        const auto budget = simulation.transport()->budget(k);
        summary.constituents.push_back({substances[k].name, substances[k].unit, budget.initial, budget.inflow,
                                        budget.outflow, budget.load, budget.reaction, budget.final,
                                        budget.relative_error, simulation.smallest(k), simulation.largest(k)});
        worst = worse(worst, budget.relative_error);
    }
    const auto& counts = simulation.transport()->counts();
    note(summary, "clip", "negative rounding errors of concentrations set to zero", counts.rounded_to_zero);
    note(summary, "warning", "steps of transport whose mixing was not solved to rounding", counts.unconverged);
    return worst;
}

}  // namespace liriver::scenarios::runner
