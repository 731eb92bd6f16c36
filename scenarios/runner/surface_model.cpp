#include "scenarios/runner/surface_model.h"

#include <algorithm>
#include <cmath>

#include "scenarios/language/rules_structures.h"
#include "scenarios/runner/diffuse_rates.h"
#include "scenarios/runner/point_values.h"
#include "scenarios/runner/structure_law.h"
#include "scenarios/runner/water_quality.h"

namespace liriver::scenarios::runner {

using mesh::surface::SurfaceMesh;
using solver::surface::GaugeFace;

namespace {

class Builder {
  public:
    explicit Builder(const language::Model& input)
        : scenario_(input.scenario),
          settings_(input.scenario.surfaces.front()),
          input_(input.surfaces.front()),
          processes_(input.quality) {
        model_.mesh = &input_.mesh;
    }

    tl::expected<SurfaceModel, data::tables::Problems> build() {
        model_.constituents = declared_constituents(scenario_, model_.driver);
        if (processes_) {
            model_.processes = &*processes_;
            model_.quality = quality_forcing(scenario_, model_.driver);
        }
        start();
        for (std::size_t b = 0; b < settings_.boundaries.size(); ++b)
            boundary(settings_.boundaries[b], input_.boundary_faces[b]);
        for (std::size_t i = 0; i < scenario_.inflows.size(); ++i)
            source({"inflow", scenario_.inflows[i].name}, input_.inflow_cells[i], scenario_.inflows[i].discharge,
                   scenario_.inflows[i].concentration, {});
        for (const bool with_water : {true, false})
            for (std::size_t i = 0; i < scenario_.outfalls.size(); ++i)
                if (const language::Outfall& o = scenario_.outfalls[i]; o.discharge.has_value() == with_water) {
                    source({"outfall", o.name}, input_.outfall_cells[i], o.discharge, o.concentration, o.load);
                    model_.driver.add_spills(scenario_, o, input_.outfall_cells[i]);
                }
        for (std::size_t i = 0; i < scenario_.diffuse_loads.size(); ++i) {
            std::vector<LoadShare> shares;
            for (const auto& [cell, share] : input_.diffuse_cells[i])
                shares.push_back({cell, share});
            model_.driver.spread_loads.push_back(
                spread_load(scenario_.diffuse_loads[i], std::move(shares), scenario_, model_.driver));
        }
        for (std::size_t i = 0; i < scenario_.stations.size(); ++i)
            station(scenario_.stations[i], input_.station_cells[i]);
        for (std::size_t i = 0; i < scenario_.structures.size(); ++i)
            structure(scenario_.structures[i], input_.structure_cells[i]);
        if (!problems_.empty())
            return tl::make_unexpected(std::move(problems_));
        rain();
        model_.loss = settings_.loss;
        return std::move(model_);
    }

  private:
    std::int32_t function(const std::optional<language::Series>& series) {
        return series ? model_.driver.add(to_function(*series, *scenario_.time.start)) : -1;
    }

    std::vector<std::int32_t> functions(const language::Amounts& amounts) {
        std::vector<std::int32_t> numbers;
        for (const language::Constituent& constituent : scenario_.constituents) {
            const auto found = amounts.find(constituent.name);
            numbers.push_back(found == amounts.end() ? -1 : function(found->second));
        }
        return numbers;
    }

    void start() {
        const std::vector<double>& bed = input_.mesh.bed_elevation;
        model_.initial_depth.assign(bed.size(), settings_.initial_depth.value_or(0.0));
        if (settings_.initial_stage)
            for (std::size_t i = 0; i < bed.size(); ++i)
                model_.initial_depth[i] = std::max(0.0, *settings_.initial_stage - bed[i]);
        for (const Constituent& constituent : model_.constituents)
            model_.initial_concentration.emplace_back(bed.size(), constituent.initial);
        if (input_.start.any())
            given_start();
    }

    // What [[initial]] says goes over it.
    void given_start() {
        const std::vector<double>& bed = input_.mesh.bed_elevation;
        const language::StartState& given = input_.start;
        const auto over = [](double value, double before) { return std::isnan(value) ? before : value; };
        model_.initial_u.assign(bed.size(), 0.0);
        model_.initial_v = model_.initial_u;
        for (std::size_t i = 0; i < bed.size(); ++i) {
            double& depth = model_.initial_depth[i];
            depth = over(given.at(language::start_depth, i), depth);
            if (const double stage = given.at(language::start_stage, i); !std::isnan(stage))
                depth = std::max(0.0, stage - bed[i]);
            if (depth > 0.0) {
                model_.initial_u[i] = over(given.at(language::start_velocity_x, i), 0.0);
                model_.initial_v[i] = over(given.at(language::start_velocity_y, i), 0.0);
            }
            for (std::size_t k = 0; k < model_.constituents.size(); ++k)
                model_.initial_concentration[k][i] =
                    over(given.at(language::start_constituents + k, i), model_.initial_concentration[k][i]);
        }
    }

    void boundary(const language::RimBoundary& given, const std::vector<std::int32_t>& faces) {
        using solver::surface::BoundaryKind;
        solver::surface::SurfaceBoundary boundary;
        BoundaryForcing drive;
        drive.name = given.name;
        switch (given.kind) {
            case language::RimKind::discharge:
                boundary.kind = BoundaryKind::discharge;
                drive.value = function(given.discharge);
                break;
            case language::RimKind::stage:
                boundary.kind = BoundaryKind::stage;
                drive.value = function(given.stage);
                break;
            case language::RimKind::rating:
                boundary.kind = BoundaryKind::rating;
                break;
            case language::RimKind::normal_depth:
                boundary.kind = BoundaryKind::normal_depth;
                break;
            case language::RimKind::free:
                boundary.kind = BoundaryKind::free;
                break;
        }
        boundary.faces = faces;
        boundary.slope = given.slope.value_or(0.0);
        for (const auto& [stage, discharge] : given.rating_points) {
            boundary.rating_stage.push_back(stage);
            boundary.rating_discharge.push_back(discharge);
        }
        drive.concentration = functions(given.concentration);
        model_.boundaries.push_back(std::move(boundary));
        model_.boundary_forcing.push_back(std::move(drive));
    }

    void source(SourceName of, std::int32_t cell, const std::optional<language::Series>& discharge,
                const language::Amounts& concentration, const language::Amounts& load) {
        SurfaceDrive drive;
        drive.of = std::move(of);
        drive.cell = cell;
        drive.discharge = function(discharge);
        drive.concentration = functions(concentration);
        drive.load = functions(load);
        model_.drives.push_back(std::move(drive));
        if (discharge)
            model_.sources.push_back({{cell}});
    }

    void station(const language::Station& given, std::int32_t cell) {
        SurfaceStation station;
        station.name = given.name;
        station.label = given.label;
        station.cell = cell;
        station.point = {given.place.point->x, given.place.point->y};
        for (const PointWeight& part : weights_at(input_.mesh, cell, station.point,
                                                  [](std::int32_t, std::int32_t, std::int32_t) { return true; }))
            station.bed += part.weight * input_.mesh.bed_elevation[static_cast<std::size_t>(part.cell)];
        if (given.section_from && given.section_to)
            station.section = cut_section(input_.mesh, given.section_from->x, given.section_from->y,
                                          given.section_to->x, given.section_to->y);
        if (given.section_from && station.section.empty())
            problems_.push_back({given.at.file, given.at.line, given.at.column, "no-section",
                                 "station[" + given.name + "].section_from", "a line that no side of a cell crosses",
                                 "a line from bank to bank, over at least two cells", ""});
        station.target = function(given.target);
        station.target_tolerance = given.target_tolerance;
        model_.stations.push_back(std::move(station));
    }

    void rain() {
        model_.rain.everywhere = function(settings_.rain);
        for (const language::RainGauge& gauge : settings_.rain_gauges)
            model_.rain.gauges.push_back(function(gauge.rain));
        model_.rain.gauge_of_cell = input_.gauge_of_cell;
        for (const language::RainOnCells& field : input_.rain_fields)
            model_.rain.fields.push_back(
                {data::tables::seconds_between(*scenario_.time.start, field.from), field.rate});
        model_.rain.loss = settings_.rain_loss;
    }

    void structure(const language::Structure& given, const std::array<std::int32_t, 2>& cells) {
        StructureGround ground;
        ground.left_bed = input_.mesh.bed_elevation[static_cast<std::size_t>(cells[0])];
        if (cells[1] >= 0)
            ground.right_bed = input_.mesh.bed_elevation[static_cast<std::size_t>(cells[1])];
        solver::surface::SurfaceLink link;
        link.left = cells[0];
        link.right = cells[1];
        link.structure = structure_law(scenario_, given, ground, "cells", problems_);
        link.setting = usual_setting(given.kind);
        link.one_way = given.flap;
        model_.links.push_back(std::move(link));
        model_.structures.push_back({given.name, language::word_of(given.kind), function(given.setting)});
    }

    const language::Scenario& scenario_;
    const language::SurfaceSettings& settings_;
    const language::SurfaceInput& input_;
    const std::optional<language::QualityPlan>& processes_;
    SurfaceModel model_;
    data::tables::Problems problems_;
};

}  // namespace

tl::expected<SurfaceModel, data::tables::Problems> build_surface_model(const language::Model& input) {
    auto model = Builder(input).build();
    if (model)
        model->boundary_accounts = boundary_accounts(input);
    return model;
}

std::vector<data::results::BoundaryAccount> boundary_accounts(const language::Model& input) {
    std::vector<data::results::BoundaryAccount> accounts;
    const language::SurfaceInput& surface = input.surfaces.front();
    for (std::size_t b = 0; b < surface.stretches.size(); ++b) {
        const language::RimBoundary& given = input.scenario.surfaces.front().boundaries[b];
        const language::RimStretch& stretch = surface.stretches[b];
        accounts.push_back({given.name, language::word_of(given.kind),
                            static_cast<std::int64_t>(surface.boundary_faces[b].size()), stretch.length,
                            stretch.lowest_bed, stretch.from_moved, stretch.to_moved});
    }
    return accounts;
}

std::vector<GaugeFace> cut_section(const SurfaceMesh& mesh, double x1, double y1, double x2, double y2) {
    const double along_x = x2 - x1;
    const double along_y = y2 - y1;
    const auto below = [&](std::int32_t cell) {  // downstream: on the left hand of who walks along the line
        return along_x * (mesh.centroid[cell].y - y1) > along_y * (mesh.centroid[cell].x - x1);
    };
    std::vector<GaugeFace> faces;
    for (std::int32_t f = 0; f < mesh.inner_faces; ++f) {
        const double along = along_x * (mesh.midpoint[f].x - x1) + along_y * (mesh.midpoint[f].y - y1);
        const bool beside = along < 0.0 || along > along_x * along_x + along_y * along_y;
        if (!beside && below(mesh.left[f]) != below(mesh.right[f]))
            faces.push_back({f, below(mesh.right[f])});
    }
    return faces;
}

}  // namespace liriver::scenarios::runner
