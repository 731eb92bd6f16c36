#include "scenarios/runner/river_files.h"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <utility>

#include "data/tables/csv_writer.h"
#include "mesh/terrain/relief.h"

namespace liriver::scenarios::runner {
namespace {

using language::Scenario;

constexpr double crest_above_low_water = 0.2;  // m, of weirs of which nothing is published
constexpr double broad_crest = 0.385;          // C of Q = C sqrt(2 g) b H^1.5

/// A table in memory.
class Text {
  public:
    Text(const std::vector<std::string>& comments, const std::vector<std::string>& header) {
        for (const std::string& comment : comments)
            text_ += "# " + comment + "\n";
        row(header);
    }
    void row(const std::vector<std::string>& cells) {
        bool first = true;
        for (const std::string& cell : cells) {
            if (!first)
                text_ += ',';
            first = false;
            text_ += data::tables::quote_cell(cell);
        }
        text_ += '\n';
    }
    std::string take() { return std::move(text_); }

  private:
    std::string text_;
};

std::string metres(double value) { return decimal(value, 1); }
std::string level(double value) { return decimal(value, 2); }
std::string square_kilometres(double square_metres) { return decimal(square_metres / 1e6, 4); }

/// One sentence on the file, then each distinct source with its confidence.
template <typename Inputs>
std::vector<std::string> comments(const std::string& sentence, const Inputs& inputs) {
    std::vector<std::string> lines = {sentence + " Made by `liriver mesh`."};
    std::set<std::string> seen;
    for (const auto& input : inputs) {
        std::string line = "Source: " + (input.source.empty() ? input.file.path.filename().string() : input.source);
        if (!input.confidence.empty())
            line += "; confidence " + input.confidence;
        if (seen.insert(line).second)
            lines.push_back(std::move(line));
    }
    return lines;
}

/// The sources of the river lines: maps, or terrain where the lines were drawn along its drainage.
std::vector<std::string> line_comments(const std::string& sentence, const Scenario& scenario) {
    return scenario.network.lines.empty() ? comments(sentence, scenario.terrain.rasters)
                                          : comments(sentence, scenario.network.lines);
}

const std::vector<std::string> section_header = {"reach", "chainage_m", "offset_m", "elevation_m", "zone"};

void add_section(Text& text, const mesh::sections::Section& section) {
    for (const mesh::sections::SectionPoint& point : section.points)
        text.row({section.reach, metres(section.chainage), level(point.offset), level(point.elevation), point.zone});
}

std::string reaches(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(line_comments("Reaches of the network, directed downstream.", scenario),
              {"reach", "label", "from_reach", "from_chainage_m", "to_reach", "to_chainage_m", "length_m", "source",
               "confidence", "note"});
    for (const mesh::network::Reach& reach : river.network.reaches) {
        std::string label = reach.name;
        for (const language::ReachSettings& asked : scenario.reaches)
            if (asked.name == reach.name && !asked.label.empty())
                label = asked.label;
        std::string note;
        using Kind = mesh::network::BuildNote::Kind;
        for (const mesh::network::BuildNote& built : river.notes)
            if (built.reach == reach.name && built.kind != Kind::left_out && built.kind != Kind::reversed)
                note += (note.empty() ? "" : "; ") + built.text;
        text.row({reach.name, label, reach.from ? reach.from->reach : "",
                  reach.from ? metres(reach.from->chainage) : "", reach.to ? reach.to->reach : "",
                  reach.to ? metres(reach.to->chainage) : "", metres(reach.length()), reach.source, reach.confidence,
                  note});
    }
    return text.take();
}

std::string points(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(line_comments("Lines of the reaches in " + scenario.project.crs + ".", scenario),
              {"reach", "chainage_m", "x_m", "y_m"});
    for (const mesh::network::Reach& reach : river.network.reaches) {
        std::string last;
        for (std::size_t i = 0; i < reach.x.size(); ++i) {
            std::string chainage = metres(reach.chainage[i]);
            if (chainage != last)  // two vertices a few centimetres apart would stand at one chainage
                text.row({reach.name, chainage, metres(reach.x[i]), metres(reach.y[i])});
            last = std::move(chainage);
        }
    }
    return text.take();
}

std::string section_places(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(line_comments("Ends of the sections in " + scenario.project.crs + ", left and right looking downstream.",
                            scenario),
              {"reach", "chainage_m", "left_x_m", "left_y_m", "right_x_m", "right_y_m"});
    for (const mesh::sections::SectionLine& place : river.places)
        text.row({place.reach, metres(place.chainage), metres(place.left.x), metres(place.left.y),
                  metres(place.right.x), metres(place.right.y)});
    return text.take();
}

std::string terrain_sections(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(
        comments("Sections outside the channel, " + scenario.project.vertical_datum + ".", scenario.terrain.rasters),
        section_header);
    for (const mesh::sections::BurnedSection& section : river.sections)
        add_section(text, section.terrain);
    return text.take();
}

std::string channel_sections(const Scenario& scenario, const MeasuredRiver& river) {
    Text text({"Assumed channels, burned into the fitted low-water profile by the table " +
                   scenario.sections.channel.path.filename().string() + ": no point of this file is surveyed. " +
                   "Made by `liriver mesh`.",
               "Confidence L. Elevations above " + scenario.project.vertical_datum + "."},
              section_header);
    for (const mesh::sections::BurnedSection& section : river.sections)
        add_section(text, section.channel);
    return text.take();
}

std::string profile(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(
        comments("Low ground along each reach as terrain has it, and the falling low-water surface fitted to it, " +
                     scenario.project.vertical_datum + ".",
                 scenario.terrain.rasters),
        {"reach", "chainage_m", "terrain_m", "water_surface_m"});
    for (const mesh::sections::LongProfile& one : river.profiles)
        for (std::size_t i = 0; i < one.chainage.size(); ++i)
            text.row({one.reach, metres(one.chainage[i]), level(one.terrain[i]), decimal(one.water_surface[i], 3)});
    return text.take();
}

std::string catchments(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(comments("Land above each section and land that drains into its stretch directly (D8, rivers burned in).",
                       scenario.terrain.rasters),
              {"reach", "chainage_m", "upstream_area_km2", "local_area_km2"});
    std::size_t place = 0;
    for (const auto& reach : river.catchments) {
        for (const mesh::terrain::SectionCatchment& section : reach) {
            text.row({river.places[place].reach, metres(river.places[place].chainage),
                      square_kilometres(section.upstream), square_kilometres(section.local)});
            ++place;
        }
    }
    return text.take();
}

std::string stations(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(line_comments("Stations; the discharges of a station with several rows add.", scenario),
              {"station", "label", "reach", "chainage_m", "x_m", "y_m", "note"});
    for (const MeasuredStation& station : river.stations)
        text.row({station.name, station.label, station.place.reach, metres(station.place.chainage),
                  metres(station.point.x), metres(station.point.y), station.note});
    return text.take();
}

std::string structures(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(comments("Dams and weirs that cross a reach; ignored: listed, with the reason, and not used.",
                       scenario.network.barriers),
              {"structure", "kind", "reach", "chainage_m", "x_m", "y_m", "source", "confidence", "note"});
    for (const mesh::network::Barrier& barrier : river.barriers)
        text.row({barrier.name, barrier.kind, barrier.place.reach, metres(barrier.place.chainage),
                  metres(barrier.point.x), metres(barrier.point.y),
                  barrier.source.empty() && !scenario.network.barriers.empty()
                      ? scenario.network.barriers.front().source
                      : barrier.source,
                  barrier.confidence.empty() && !scenario.network.barriers.empty()
                      ? scenario.network.barriers.front().confidence
                      : barrier.confidence,
                  barrier.note});
    return text.take();
}

/// The channel that a weir stands in: the section nearest to it.
const mesh::sections::BurnedSection* section_at(const MeasuredRiver& river, const mesh::network::Place& place) {
    const mesh::sections::BurnedSection* nearest = nullptr;
    for (const mesh::sections::BurnedSection& section : river.sections)
        if (section.channel.reach == place.reach &&
            (nearest == nullptr || std::abs(section.channel.chainage - place.chainage) <
                                       std::abs(nearest->channel.chainage - place.chainage)))
            nearest = &section;
    return nearest;
}

std::string weirs(const Scenario& scenario, const MeasuredRiver& river) {
    Text text({"Assumed weirs, made by `liriver mesh`: no crest of this file is surveyed. Each stands " +
                   decimal(crest_above_low_water, 2) + " m above the fitted low-water surface and is as wide as the " +
                   "assumed channel of " + scenario.sections.channel.path.filename().string() + ".",
               "Broad crests: Q = C sqrt(2 g) b H^1.5 with C = " + decimal(broad_crest, 3) +
                   ". Confidence L. `mesh` never overwrites this file: replace the numbers by surveyed ones here."},
              {"structure", "crest_height_above_bed_m", "width_m", "coefficient", "source", "confidence", "note"});
    for (const mesh::network::Barrier& barrier : river.barriers) {
        const mesh::sections::BurnedSection* section = section_at(river, barrier.place);
        if (barrier.kind != "weir" || section == nullptr || section->channel.points.empty())
            continue;
        const auto& points = section->channel.points;
        text.row({barrier.name, decimal(section->low_rim - section->thalweg + crest_above_low_water, 2),
                  decimal(points.back().offset - points.front().offset, 1), decimal(broad_crest, 3), "assumed", "L",
                  "assumed by `liriver mesh`"});
    }
    return text.take();
}

std::string reservoirs(const Scenario& scenario, const MeasuredRiver& river) {
    Text text(comments("Reservoirs with the land above their dams (D8, rivers burned in).", scenario.terrain.rasters),
              {"reservoir", "label", "reach", "chainage_m", "catchment_area_km2", "source", "confidence", "note"});
    for (const MeasuredReservoir& reservoir : river.reservoirs)
        text.row({reservoir.name, reservoir.label, reservoir.place.reach, metres(reservoir.place.chainage),
                  square_kilometres(reservoir.area), reservoir.provenance.source, reservoir.provenance.confidence,
                  reservoir.provenance.assumed ? "assumed" : ""});
    return text.take();
}

}  // namespace

std::string decimal(double value, int digits) {
    if (!std::isfinite(value))
        return {};
    std::string text = fmt::format("{:.{}f}", value, digits);
    if (text.find('.') != std::string::npos) {
        while (text.back() == '0')
            text.pop_back();
        if (text.back() == '.')
            text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

void check_output_names(const Scenario& scenario, data::tables::Problems& problems) {
    const language::NetworkSettings& network = scenario.network;
    const auto need = [&](bool given, const std::string& key, const std::string& what) {
        if (!given)
            problems.push_back({.file = scenario.file.string(),
                                .line = network.at.line,
                                .column = 0,
                                .code = "missing-key",
                                .key = "network." + key,
                                .found = {},
                                .expected = what + " that mesh is to write",
                                .hint = {}});
    };
    need(network.reaches.given(), "reaches", "the file");
    need(network.points.given(), "points", "the file");
    need(network.section_places.given(), "section_places", "the file");
    need(network.sections.size() == 2, "sections", "two files, terrain and then channel,");
    need(network.profile.given(), "profile", "the file");
    need(network.catchments.given(), "catchments", "the file");
    need(network.stations.given() || scenario.stations.empty(), "stations", "the file");
    need(network.structures.given() || (network.barriers.empty() && scenario.structures.empty()), "structures",
         "the file");
    need(network.reservoirs.given() || scenario.reservoirs.empty(), "reservoirs", "the file");
}

std::vector<RiverFile> river_files(const Scenario& scenario, const MeasuredRiver& river) {
    const language::NetworkSettings& network = scenario.network;
    std::vector<RiverFile> files;
    files.push_back({network.reaches.path, reaches(scenario, river)});
    files.push_back({network.points.path, points(scenario, river)});
    files.push_back({network.section_places.path, section_places(scenario, river)});
    files.push_back({network.sections[0].path, terrain_sections(scenario, river)});
    files.push_back({network.sections[1].path, channel_sections(scenario, river)});
    files.push_back({network.profile.path, profile(scenario, river)});
    files.push_back({network.catchments.path, catchments(scenario, river)});
    if (network.stations.given())
        files.push_back({network.stations.path, stations(scenario, river)});
    if (network.structures.given())
        files.push_back({network.structures.path, structures(scenario, river)});
    if (network.weirs.given() && !std::filesystem::exists(network.weirs.path))
        files.push_back({network.weirs.path, weirs(scenario, river)});
    if (network.reservoirs.given())
        files.push_back({network.reservoirs.path, reservoirs(scenario, river)});
    if (scenario.output.relief.given())
        files.push_back({scenario.output.relief.path, mesh::terrain::to_esri_ascii(river.relief)});
    return files;
}

}  // namespace liriver::scenarios::runner
