#include "scenarios/runner/surface_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "mesh/gis/corridor.h"
#include "mesh/gis/lines.h"
#include "mesh/gis/raster.h"
#include "scenarios/runner/mesh_inputs.h"
#include "scenarios/runner/terrain_inputs.h"

namespace liriver::scenarios::runner {

using data::tables::Problems;
using language::GroundArea;
using language::Position;
using mesh::network::Point;
using mesh::surface::Ring;

namespace {

class Planner {
  public:
    Planner(const language::Model& model, Problems& problems)
        : model_(model),
          settings_(model.scenario.surfaces.front()),
          make_(settings_.make),
          crs_(model.scenario.project.crs),
          problems_(problems) {}

    PlannedSurface plan() {
        SurfacePlan& plan = planned_.plan;
        plan.name = settings_.name;
        plan.geometry.edge_length = make_.edge_length;
        plan.geometry.growth = make_.growth;
        plan.geometry.smallest_angle = make_.smallest_angle;
        plan.geometry.join_lines = make_.join_lines;
        plan.bed = {make_.raise_within, make_.floodplain_rise};
        plan.geometry.domain = make_.corridors.empty() ? domain() : corridors();
        plan.terrain = read_terrain(model_.scenario, planned_.notes, problems_).grids;
        for (const language::RasterInput& raster : model_.scenario.terrain.rasters)
            planned_.inputs.push_back(raster.file.path);
        for (const language::PointsInput& points : model_.scenario.terrain.points)
            planned_.inputs.push_back(points.file.path);
        channels();
        refinements();
        lines();
        roughness();
        return std::move(planned_);
    }

  private:
    void refuse(const Position& at, const char* code, std::string key, std::string found, std::string expected) {
        problems_.push_back(
            {at.file, at.line, at.column, code, std::move(key), std::move(found), std::move(expected), {}});
    }

    [[nodiscard]] std::string path(const std::string& key) const {
        return fmt::format("surface[{}].make.{}", settings_.name, key);
    }

    [[nodiscard]] std::vector<Point> points(const std::vector<language::PointValue>& given) {
        std::vector<Point> projected;
        for (const language::PointValue& value : given)
            if (const auto point = to_point(value, crs_, problems_))
                projected.push_back(*point);
        return projected;
    }

    [[nodiscard]] std::vector<mesh::gis::NamedLine> vectors(const language::FileName& file, const std::string& layer,
                                                            const std::string& crs) {
        mesh::gis::LineSource source;
        source.file = file.path.string();
        source.layer = layer;
        source.name_attributes.clear();
        if (!crs.empty())
            source.crs = crs;
        auto read = mesh::gis::read_lines(source, crs_);
        if (!read) {
            problems_.push_back(as_problem(read.error(), file.at, "unreadable-lines"));
            return {};
        }
        planned_.inputs.push_back(file.path);
        planned_.notes.push_back(fmt::format("{}: {} lines or polygons", file.path.filename().string(), read->size()));
        return *std::move(read);
    }

    /// The rings of some ground; problems where a file holds something that is no polygon.
    [[nodiscard]] std::vector<Ring> rings(const GroundArea& area, const std::string& key) {
        if (!area.file.given())
            return {points(area.ring)};
        std::vector<Ring> all;
        for (mesh::gis::NamedLine& line : vectors(area.file, area.layer, area.crs)) {
            if (!line.ring || line.holes > 0) {
                refuse(area.file.at, "bad-polygon", key,
                       line.ring ? fmt::format("feature {}, a polygon with {} holes", line.id, line.holes)
                                 : fmt::format("feature {}, no polygon", line.id),
                       "polygons without holes");
                continue;
            }
            line.line.pop_back();  // the first corner again
            all.push_back(std::move(line.line));
        }
        return all;
    }

    [[nodiscard]] Ring domain() {
        const std::string key = path(make_.domain.file.given() ? "domain_file" : "domain");
        std::vector<Ring> all = rings(make_.domain, key);
        if (all.size() == 1)
            return std::move(all.front());
        if (!all.empty())
            refuse(make_.domain.file.at, "bad-polygon", key, fmt::format("{} polygons", all.size()),
                   "one: a mesh is one piece");
        return {};
    }

    [[nodiscard]] Ring corridors() {
        std::vector<mesh::gis::CorridorPart> parts;
        for (const language::CorridorInput& corridor : make_.corridors) {
            const mesh::network::Reach* reach = model_.river.network.find(corridor.reach);
            if (reach == nullptr)
                continue;  // the loader has said so
            mesh::network::Polyline line;
            for (std::size_t i = 0; i < reach->x.size(); ++i)
                line.push_back({reach->x[i], reach->y[i]});
            // Chainages may differ a little from lengths along the stored points.
            const double stretch = mesh::network::length(line) / reach->length();
            const double from = (corridor.from.value_or(reach->chainage.front()) - reach->chainage.front()) * stretch;
            const double to = (corridor.to.value_or(reach->chainage.back()) - reach->chainage.front()) * stretch;
            parts.push_back({mesh::network::part(line, from, std::min(to, mesh::network::length(line))), corridor.left,
                             corridor.right});
        }
        auto area = mesh::gis::corridor_around(parts, 0.25 * make_.edge_length);
        if (!area) {
            problems_.push_back(as_problem(area.error(), make_.corridors.front().at, "bad-corridor"));
            return {};
        }
        if (area->holes > 0)
            planned_.notes.push_back(
                fmt::format("corridors: {} pieces of ground between them, {:.3f} km2, are meshed too", area->holes,
                            area->filled / 1e6));
        return std::move(area->ring);
    }

    [[nodiscard]] double channel_n(const std::string& reach) const {
        double n = 0.0;
        bool own = false;
        for (const language::Roughness& roughness : model_.scenario.roughness)
            if (roughness.zone == "channel" && roughness.manning_n &&
                (roughness.reach == reach || (roughness.reach.empty() && !own))) {
                n = *roughness.manning_n;
                own = own || !roughness.reach.empty();
            }
        return n;
    }

    void channels() {
        for (const language::ChannelInput& channel : make_.channels)
            planned_.plan.reaches.push_back({channel.reach, channel.across, channel.stretch, channel_n(channel.reach)});
    }

    void refinements() {
        for (const language::RefinementInput& refinement : make_.refinements) {
            if (refinement.point) {
                if (const auto point = to_point(*refinement.point, crs_, problems_))
                    planned_.plan.geometry.refinements.push_back(
                        {refinement.name, {*point}, refinement.radius, refinement.edge_length});
                continue;
            }
            for (Ring& ring : rings(refinement.area, path(fmt::format("refinement[{}]", refinement.name))))
                planned_.plan.geometry.refinements.push_back(
                    {refinement.name, std::move(ring), 0.0, refinement.edge_length});
        }
    }

    void lines() {
        for (const language::RespectedInput& line : make_.lines) {
            std::vector<mesh::network::Polyline> courses;
            if (line.file.given())
                for (mesh::gis::NamedLine& read : vectors(line.file, line.layer, line.crs))
                    if (read.line.size() > 1)
                        courses.push_back(std::move(read.line));
                    else
                        refuse(line.file.at, "bad-line", path(fmt::format("line[{}].file", line.name)),
                               fmt::format("feature {}, a point", read.id), "lines");
            else
                courses.push_back(points(line.points));
            for (mesh::network::Polyline& course : courses) {
                planned_.plan.geometry.lines.push_back({line.name, std::move(course)});
                planned_.plan.crests.push_back({line.height.value_or(0.0), line.level.value_or(mesh::gis::no_value)});
            }
        }
    }

    void roughness() {
        mesh::surface::RoughnessSettings& settings = planned_.plan.roughness;
        for (const language::Roughness& roughness : model_.scenario.roughness)
            if (roughness.zone == "flood_plain" && roughness.manning_n)
                settings.flood_plain_n = *roughness.manning_n;
        for (const language::RoughGround& rough : make_.roughness)
            for (Ring& ring : rings(rough.area, path(fmt::format("roughness[{}]", rough.name))))
                settings.areas.push_back({rough.name, std::move(ring), rough.manning_n});
        if (!make_.roughness_raster.given())
            return;
        mesh::gis::RasterSource source;
        source.file = make_.roughness_raster.path.string();
        source.scale = 1.0;  // Manning's n as it stands
        auto raster = mesh::gis::read_raster(source, crs_);
        if (!raster) {
            problems_.push_back(as_problem(raster.error(), make_.roughness_raster.at, "unreadable-raster"));
            return;
        }
        planned_.inputs.push_back(make_.roughness_raster.path);
        const auto wrong = std::find_if(raster->grid.values.begin(), raster->grid.values.end(),
                                        [](float n) { return !std::isnan(n) && !(n > 0.0F && n <= 1.0F); });
        if (wrong != raster->grid.values.end())
            refuse(make_.roughness_raster.at, "out-of-bounds", path("roughness_raster"),
                   fmt::format("a pixel of {}", *wrong), "Manning's n, above 0 and at most 1, or no value");
        settings.rasters.push_back(std::move(raster->grid));
    }

    const language::Model& model_;
    const language::SurfaceSettings& settings_;
    const language::MakeSettings& make_;
    const std::string& crs_;
    Problems& problems_;
    PlannedSurface planned_;
};

}  // namespace

std::optional<PlannedSurface> plan_surface(const language::Model& model, Problems& problems) {
    const std::size_t before = problems.size();
    PlannedSurface planned = Planner(model, problems).plan();
    if (problems.size() > before)
        return std::nullopt;
    return planned;
}

}  // namespace liriver::scenarios::runner
