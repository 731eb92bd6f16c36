#include "scenarios/runner/measure_river.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "mesh/network/build.h"
#include "mesh/network/locate.h"
#include "mesh/sections/cut.h"
#include "mesh/sections/section_lines.h"
#include "mesh/sections/terrain_reach.h"
#include "mesh/terrain/relief.h"
#include "mesh/terrain/stream_rivers.h"
#include "scenarios/runner/channel_rows.h"
#include "scenarios/runner/place_objects.h"
#include "scenarios/runner/river_lines.h"
#include "scenarios/runner/unknown_land.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using language::Position;
using language::Scenario;
namespace network = mesh::network;
namespace sections = mesh::sections;
namespace terrain = mesh::terrain;

class Measurer {
  public:
    Measurer(const Scenario& scenario, const MeshInputs& inputs, Problems& problems)
        : scenario_(scenario), inputs_(inputs), problems_(problems) {
        sampler_.elevation = [this](double x, double y) { return inputs_.terrain.sample(x, y); };
        sampler_.spacing = [this](double x, double y) { return spacing_at(x, y); };
    }

    std::optional<MeasuredRiver> run() {
        if (!build())
            return std::nullopt;
        drain();
        if (!cut_and_condition())
            return std::nullopt;
        share_land();
        place_objects(scenario_, inputs_, drainage_, river_, problems_);
        make_relief();
        if (!problems_.empty())
            return std::nullopt;
        return std::move(river_);
    }

  private:
    template <typename... Values>
    void report(fmt::format_string<Values...> words, Values&&... values) {
        river_.report.push_back(fmt::format(words, std::forward<Values>(values)...));
    }
    void refuse(const std::vector<mesh::field::Error>& errors, const Position& at, const std::string& code) {
        for (const mesh::field::Error& error : errors)
            problems_.push_back(as_problem(error, at, code));
    }

    double spacing_at(double x, double y) const {
        for (const mesh::gis::Grid& grid : inputs_.terrain.grids)
            if (std::isfinite(grid.sample(x, y)))
                return std::max(grid.frame.cell_x, grid.frame.cell_y);
        return inputs_.terrain.coarsest_cell();
    }

    bool build() {
        auto lines = river_lines(scenario_, inputs_, problems_);
        if (!lines)
            return false;
        lines_ = std::move(lines->lines);
        streams_ = std::move(lines->streams);
        river_.report.insert(river_.report.end(), lines->notes.begin(), lines->notes.end());
        network::BuildSettings settings;
        settings.crs = scenario_.project.crs;
        settings.close_gaps = scenario_.network.close_gaps;
        settings.join_ways = scenario_.network.join_ways;
        settings.same_line = scenario_.network.same_line;
        settings.cut_loops = scenario_.network.cut_loops;
        auto built = network::build_network(lines_, lines->requests, sampler_, settings);
        if (!built) {
            refuse(built.error(), scenario_.network.at, "no-network");
            return false;
        }
        river_.network = std::move(built->network);
        river_.notes = std::move(built->notes);
        double total = 0.0;
        for (const network::Reach& reach : river_.network.reaches) {
            total += reach.length();
            report("reach {}: {:.2f} km{}{}", reach.name, reach.length() / 1000.0,
                   reach.from ? fmt::format(", from {} at {:.2f} km", reach.from->reach, reach.from->chainage / 1000.0)
                              : "",
                   reach.to ? fmt::format(", into {} at {:.2f} km", reach.to->reach, reach.to->chainage / 1000.0)
                            : ", ends open");
        }
        report("network: {} reaches, {:.1f} km", river_.network.reaches.size(), total / 1000.0);
        for (const network::BuildNote& note : river_.notes)
            river_.report.push_back(note.reach + ": " + note.text);
        return problems_.empty();
    }

    std::vector<sections::ReachLayout> layouts() const {
        sections::ReachLayout others;  // reaches that no [[reach]] names
        others.spacing = scenario_.sections.spacing;
        others.half_length = scenario_.sections.half_length;
        std::vector<sections::ReachLayout> all = {others};
        for (const language::ReachSettings& reach : scenario_.reaches) {
            sections::ReachLayout layout;
            layout.reach = reach.name;
            layout.spacing = reach.spacing.value_or(scenario_.sections.spacing);
            layout.half_length = reach.half_length.value_or(scenario_.sections.half_length);
            all.push_back(std::move(layout));
        }
        return all;
    }

    /// The channel's own width tells how far the terrain begins from the line, unless the scenario says so.
    double channel_half_width(const std::string& name, double chainage) const {
        for (const language::ReachSettings& reach : scenario_.reaches)
            if (reach.name == name && reach.channel_half_width)
                return *reach.channel_half_width;
        const auto channel = sections::channel_at(channels_, name, chainage);
        return channel ? 0.5 * channel->bank_width : scenario_.sections.channel_half_width;
    }

    void spread_channels() {
        std::vector<mesh::field::Error> errors;
        ChannelLayout layout;
        layout.spacing = [this](const network::Reach& reach) {
            for (const language::ReachSettings& settings : scenario_.reaches)
                if (settings.name == reach.name && settings.spacing)
                    return *settings.spacing;
            return scenario_.sections.spacing;
        };
        layout.area = [this](const network::Reach& reach, double chainage) {
            const double own = terrain::area_along(drainage_, number_of(reach.name), chainage).value_or(0.0);
            const double above = land_above(river_, number_of(reach.name), chainage);
            return own + (std::isfinite(above) ? above : 0.0);  // an unknown area is told, here it is the terrain's
        };
        channels_ = channel_rows(inputs_, river_.network, layout, errors);
        refuse(errors, scenario_.sections.channel.at, "bad-channel");
    }

    bool cut_and_condition() {
        spread_channels();
        refuse(sections::check_channels(channels_, river_.network), scenario_.sections.channel.at, "bad-channel");
        sections::ProfileSettings profile_settings;
        profile_settings.step = scenario_.sections.profile_step;
        auto profiles = sections::fit_long_profiles(river_.network, sampler_, profile_settings);
        if (!profiles)
            refuse(profiles.error(), scenario_.terrain.at, "no-terrain");
        sections::SectionPlan plan = sections::lay_sections(
            river_.network, layouts(),
            [this](const std::string& reach, double chainage) { return channel_half_width(reach, chainage); });
        // A reach without terrain along its line has been told of: its sections would be the same cause again.
        if (problems_.empty()) {
            sections::TerrainReach reach =
                sections::shorten_to_terrain(plan.lines, sampler_, sections::ReachLayout{}.least_bank);
            plan.notes.insert(plan.notes.end(), reach.notes.begin(), reach.notes.end());
            refuse(reach.errors, scenario_.terrain.at, "no-terrain");
        }
        if (!problems_.empty())
            return false;
        sections::CutSettings cut_settings;
        cut_settings.least_points = scenario_.sections.least_points;
        cut_settings.most_points = scenario_.sections.most_points;
        const auto cuts = sections::cut_sections(plan.lines, sampler_, cut_settings);
        if (!cuts)
            refuse(cuts.error(), scenario_.terrain.at, "no-terrain");
        if (!problems_.empty())
            return false;
        river_.profiles = std::move(*profiles);
        river_.places = std::move(plan.lines);
        river_.sections =
            sections::burn_channels(river_.network, *cuts, river_.profiles, channels_, sections::ChannelSettings{});
        report("sections: {} laid", river_.places.size());
        river_.report.insert(river_.report.end(), plan.notes.begin(), plan.notes.end());
        int raised = 0;
        double most = 0.0;
        for (const sections::BurnedSection& section : river_.sections) {
            raised += section.raised_points;
            most = std::max(most, section.most_raised);
        }
        report("sections: {} terrain points stood below the assumed bank and were raised, by {:.1f} m at most", raised,
               most);
        return true;
    }

    static terrain::RiverLine river_line(const std::string& name, const network::Polyline& line) {
        terrain::RiverLine river;
        river.name = name;
        river.chainage = network::distances_along(line);
        river.x.reserve(line.size());
        river.y.reserve(line.size());
        for (const network::Point& point : line) {
            river.x.push_back(point.x);
            river.y.push_back(point.y);
        }
        return river;
    }

    std::size_t number_of(const std::string& reach) const {
        return static_cast<std::size_t>(river_.network.find(reach) - river_.network.reaches.data());
    }

    /// Where the land's water goes, with the reaches as its rivers: the streams' own drainage where they came from it,
    /// so that areas are the same; else the terrain's with the mapped lines burned in.
    void drain() {
        std::vector<terrain::RiverLine> lines;
        for (const network::Reach& reach : river_.network.reaches) {
            terrain::RiverLine line = river_line(reach.name, network::line_of(reach));
            line.chainage = reach.chainage;
            if (reach.to) {
                line.joins = number_of(reach.to->reach);
                line.joins_at = reach.to->chainage;
            }
            lines.push_back(std::move(line));
        }
        if (streams_) {
            drainage_ = std::move(streams_->drainage);
            terrain::follow_streams(drainage_, streams_->streams, lines);
        } else {
            std::vector<terrain::RiverLine> others;
            others.reserve(lines_.size());
            for (const network::SourceLine& line : lines_)
                others.push_back(river_line(line.name, line.line));
            terrain::DrainageOptions options;
            options.trench_depth = scenario_.terrain.trench_depth;
            options.breach.depth = scenario_.terrain.breach_depth;
            drainage_ = terrain::drain(mesh::gis::resample(inputs_.terrain, mesh::gis::coarsest_frame(inputs_.terrain)),
                                       lines, options, others);
        }
        report(
            "terrain: {} x {} cells of {:.1f} m; {} cells filled ({:.1f} m at most), {} breached, {} without a value "
            "inside it taken as lakes; {}",
            drainage_.frame.columns, drainage_.frame.rows, drainage_.frame.cell_x, drainage_.cells_filled,
            drainage_.deepest_fill, drainage_.cells_breached, drainage_.holes_closed,
            streams_ ? std::string("rivers follow its drainage")
                     : fmt::format("{} river lines burned in", lines_.size()));
        river_.report.insert(river_.report.end(), drainage_.rivers.notes.begin(), drainage_.rivers.notes.end());
        find_land_above(scenario_, drainage_, river_);
    }

    void share_land() {
        std::vector<bool> starts_on_river;
        for (const network::Reach& reach : river_.network.reaches)
            starts_on_river.push_back(reach.from.has_value());
        std::vector<std::vector<double>> chainages(river_.network.reaches.size());
        for (const sections::SectionLine& place : river_.places)
            chainages[number_of(place.reach)].push_back(place.chainage);
        river_.catchments = terrain::section_catchments(drainage_, chainages, starts_on_river);
        std::size_t place = 0;
        for (std::size_t reach = 0; reach < river_.catchments.size(); ++reach)
            for (terrain::SectionCatchment& section : river_.catchments[reach])
                section.upstream += land_above(river_, reach, river_.places[place++].chainage);
        for (std::size_t reach = 0; reach < river_.catchments.size(); ++reach) {
            double local = 0.0;
            for (const terrain::SectionCatchment& section : river_.catchments[reach])
                local += section.local;
            const double above = river_.catchments[reach].empty() ? 0.0 : river_.catchments[reach].front().upstream;
            report("catchment of {}: {} above its head, {:.1f} km2 along it", river_.network.reaches[reach].name,
                   std::isfinite(above) ? fmt::format("{:.1f} km2", above / 1e6) : "an unknown area", local / 1e6);
        }
    }

    void make_relief() {
        if (!scenario_.output.relief.given())
            return;
        const mesh::gis::Extent known = inputs_.terrain.extent();
        const network::Reach& first = river_.network.reaches.front();
        mesh::gis::Extent area{
            .west = first.x.front(), .south = first.y.front(), .east = first.x.front(), .north = first.y.front()};
        for (const network::Reach& reach : river_.network.reaches) {
            for (std::size_t i = 0; i < reach.x.size(); ++i) {
                area.west = std::min(area.west, reach.x[i]);
                area.east = std::max(area.east, reach.x[i]);
                area.south = std::min(area.south, reach.y[i]);
                area.north = std::max(area.north, reach.y[i]);
            }
        }
        // Enough around the river to fill a page upright or lying, whose short side is at least 0.8 of its long one.
        const double margin = 10000.0 + 0.05 * std::max(area.east - area.west, area.north - area.south);
        const double wide = area.east - area.west + 2.0 * margin;
        const double tall = area.north - area.south + 2.0 * margin;
        const double beside = margin + 0.5 * std::max(0.0, 0.8 * tall - wide);
        const double above = margin + 0.5 * std::max(0.0, 0.8 * wide - tall);
        area.west = std::max(area.west - beside, known.west);
        area.south = std::max(area.south - above, known.south);
        area.east = std::min(area.east + beside, known.east);
        area.north = std::min(area.north + above, known.north);
        river_.relief = terrain::make_relief(inputs_.terrain, area, scenario_.terrain.relief_cell);
    }

    const Scenario& scenario_;
    const MeshInputs& inputs_;
    Problems& problems_;
    network::TerrainSampler sampler_;
    std::vector<network::SourceLine> lines_;
    std::optional<StreamDrainage> streams_;
    std::vector<sections::AssumedChannel> channels_;
    terrain::Drainage drainage_;
    MeasuredRiver river_;
};

}  // namespace

std::optional<MeasuredRiver> measure_river(const Scenario& scenario, const MeshInputs& inputs, Problems& problems) {
    Problems own;
    std::optional<MeasuredRiver> river = Measurer(scenario, inputs, own).run();
    problems.insert(problems.end(), own.begin(), own.end());
    return river;
}

}  // namespace liriver::scenarios::runner
