#include "scenarios/runner/surface_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include "data/checkpoint/checksum.h"
#include "scenarios/runner/run_loop.h"
#include "scenarios/runner/surface_outputs.h"
#include "scenarios/runner/surface_simulation.h"
#include "viz/vtk/surface_vtk.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using mesh::field::Error;
using Paths = std::vector<std::filesystem::path>;

std::uint64_t surface_checksum(const SurfaceModel& model) {
    data::checkpoint::Checksum sum;
    sum.add(model.mesh->node_x);
    sum.add(model.mesh->node_y);
    sum.add(model.mesh->first_corner);
    sum.add(model.mesh->cell_nodes);
    sum.add(model.mesh->bed_elevation);
    sum.add(model.mesh->manning_n);
    std::vector<double> crests;
    crests.reserve(model.mesh->left.size());
    for (std::int32_t f = 0; f < model.mesh->face_count(); ++f)
        crests.push_back(model.mesh->crest(f));
    sum.add(crests);
    for (const auto& boundary : model.boundaries) {
        sum.add(std::vector<std::int32_t>{static_cast<std::int32_t>(boundary.kind)});
        sum.add(boundary.faces);
    }
    for (const auto& link : model.links) {
        sum.add(std::vector<std::int32_t>{link.left, link.right, link.one_way ? 1 : 0});
        sum.add(solver::structures::numbers_of(link.structure));
    }
    return sum.value();
}

class SurfaceRun : public RunKind {
  public:
    SurfaceRun(const language::Model& input, const RunOptions& options, SurfaceModel model,
               const SurfaceRunSettings& settings)
        : input_(input),
          options_(options),
          simulation_(std::move(model), settings),
          checksum_(surface_checksum(simulation_.model())) {}

    [[nodiscard]] double time() const override { return simulation_.time(); }
    bool step(double event) override { return simulation_.step(event); }
    [[nodiscard]] std::string trouble() const override { return simulation_.trouble(); }
    [[nodiscard]] double last_step() const override { return simulation_.last_step(); }
    [[nodiscard]] std::string limiting_place() const override {
        return simulation_.place_of(simulation_.limiting_cell());
    }
    [[nodiscard]] data::results::WaterBalance water() const override {
        const auto budget = simulation_.solver().budget();
        return {budget.initial, budget.inflow,        budget.outflow, budget.gained - budget.lost,
                budget.final,   budget.relative_error};
    }

    [[nodiscard]] std::uint64_t checksum() const override { return checksum_; }
    [[nodiscard]] std::vector<mesh::field::MutableField> checkpoint_fields() override {
        return simulation_.checkpoint_fields();
    }
    [[nodiscard]] std::vector<mesh::field::MutableIntegers> checkpoint_integers() override {
        return simulation_.checkpoint_integers();
    }
    void restore() override { simulation_.restore(); }

    [[nodiscard]] tl::expected<void, Error> open(const data::results::Provenance& provenance) override {
        auto outputs = SurfaceOutputs::create(input_, simulation_, options_, provenance);
        if (!outputs)
            return tl::make_unexpected(outputs.error());
        outputs_.emplace(*std::move(outputs));
        return {};
    }
    [[nodiscard]] tl::expected<void, Error> write(data::tables::Time time, Written what) override {
        return what == Written::state ? outputs_->write(simulation_, time)
                                      : outputs_->write_stations(simulation_, time);
    }
    [[nodiscard]] tl::expected<void, Error> flush() override { return outputs_->flush(); }
    [[nodiscard]] tl::expected<Paths, Error> close() override { return outputs_->close(simulation_); }
    [[nodiscard]] tl::expected<Paths, Error> export_vtk(const std::filesystem::path& target) override {
        viz::vtk::SurfaceVtkOptions vtk;
        vtk.target = target;
        vtk.interval = std::chrono::nanoseconds(std::llround(*input_.scenario.output.vtk_interval * 1e9));
        const auto files = viz::vtk::export_surface_vtk(options_.output, vtk);
        if (!files)
            return tl::make_unexpected(files.error());
        return Paths{files->at(0).filename(), files->at(1).filename()};
    }
    [[nodiscard]] std::vector<std::string> file_names() const override {
        std::vector<std::string> names{"stations.csv", "stations_daily.csv", "csv-metadata.json", "surface.nc"};
        if (!simulation_.model().links.empty())
            names.emplace_back("structures.csv");
        return names;
    }

    [[nodiscard]] const Accounts& accounts() const override { return simulation_.accounts(); }
    [[nodiscard]] std::vector<std::pair<std::size_t, std::string>> gauges() const override {
        std::vector<std::pair<std::size_t, std::string>> gauges;
        const auto& stations = simulation_.model().stations;
        for (std::size_t s = 0; s < stations.size(); ++s)
            if (!stations[s].section.empty())
                gauges.emplace_back(s, stations[s].name);
        return gauges;
    }

    double summarise(data::results::Summary& s) const override {
        const auto& counts = simulation_.solver().counts();
        s.steps = counts.substeps;
        s.cell_updates = counts.cell_updates;
        const double worst = add_constituents(simulation_, simulation_.model().substances, s);
        for (std::size_t station = 0; station < simulation_.model().stations.size(); ++station)
            s.stations.push_back(simulation_.station_account(station));
        const auto passed = simulation_.solver().link_water();
        for (std::size_t k = 0; k < simulation_.model().structures.size(); ++k)
            s.structures.push_back({simulation_.model().structures[k].name, passed[2 * k], passed[2 * k + 1]});
        s.boundaries = boundary_accounts(input_);
        for (std::size_t b = 0; b < s.boundaries.size(); ++b)
            s.boundaries[b].net_inflow = simulation_.solver().boundary_water()[b];
        if (simulation_.rain().any())
            s.rain = data::results::RainAccount{simulation_.rain().fallen(), simulation_.rain().lost()};
        note(s, "clip", "faces through which more water would have flowed in a step than the cell held",
             counts.outflow_cut);
        note(s, "clip",
             fmt::format("negative rounding errors of depths set to zero, {:.3g} m3 in all", counts.rounded_m3),
             counts.rounded_to_zero);
        const auto outflow = simulation_.solver().boundary_outflow();
        for (std::size_t b = 0; b < s.boundaries.size(); ++b)
            if (const double wanted = outflow[2 * b], missing = outflow[2 * b + 1]; missing > 1e-9 * wanted)
                note(s, "warning",
                     fmt::format("boundary {}: of {:.6g} m3 to go out, {:.6g} m3 were not there: no more leaves than "
                                 "critical flow brings",
                                 s.boundaries[b].name, wanted, missing),
                     1);
        note(s, "warning", fmt::format("{:.6g} m3 were to be drawn where there was no water", counts.unmet_m3),
             counts.unmet_m3 > 0.0 ? 1 : 0);
        return worst;
    }

  private:
    const language::Model& input_;
    const RunOptions& options_;
    SurfaceSimulation simulation_;
    std::uint64_t checksum_;
    std::optional<SurfaceOutputs> outputs_;
};

}  // namespace

SurfaceRunSettings surface_settings_of(const language::Scenario& scenario, int threads) {
    const language::SurfaceSettings& surface = scenario.surfaces.front();
    SurfaceRunSettings settings;
    settings.options.courant = surface.courant;
    settings.options.eddy_viscosity = surface.eddy_viscosity;
    settings.options.arrival_depth = surface.arrival_depth;
    settings.options.threads = threads;
    settings.options.rain = surface.rain || !surface.rain_gauges.empty() || surface.rain_rasters.given();
    settings.start = *scenario.time.start;
    settings.duration = data::tables::seconds_between(*scenario.time.start, *scenario.time.end);
    settings.time_zone = scenario.project.time_zone;
    settings.window = std::min(settings.window, scenario.time.step.value_or(scenario.time.step_max));
    return settings;
}

tl::expected<RunReport, Problems> run_surface(const language::Model& input, const RunOptions& options) {
    auto model = build_surface_model(input);
    if (!model)
        return tl::make_unexpected(std::move(model.error()));
    SurfaceRun surface_run(input, options, *std::move(model), surface_settings_of(input.scenario, options.threads));
    return run_to_end(input, options, surface_run);
}

}  // namespace liriver::scenarios::runner
