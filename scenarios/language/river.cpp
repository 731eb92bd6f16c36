#include "scenarios/language/river.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "data/registers/network_tables.h"
#include "data/registers/section_table.h"
#include "data/tables/csv_writer.h"
#include "data/tables/suggest.h"
#include "mesh/sections/stretch.h"
#include "mesh/sections/survey.h"
#include "mesh/sections/survey_datum.h"
#include "scenarios/language/hec_ras_sections.h"
#include "scenarios/language/prismatic.h"
#include "scenarios/language/reporter.h"
#include "scenarios/language/section_features.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {

using data::registers::Row;
using data::registers::SectionRows;
using data::tables::Problems;
using mesh::network::Reach;
using mesh::sections::Section;

namespace {
constexpr double rounding = 1.0;  // m, of chainages in files

/// Sections of all files of one kind, judged and united.
class SectionReader {
  public:
    SectionReader(const mesh::network::Network& network, Problems& problems) : network_(network), problems_(problems) {
        names_.reserve(network.reaches.size());
        for (const Reach& reach : network.reaches)
            names_.push_back(reach.name);
    }

    [[nodiscard]] std::vector<Section> read(const std::vector<FileName>& files, const char* key,
                                            std::vector<std::filesystem::path>& inputs,
                                            std::vector<SectionRows> parts = {}) {
        for (const FileName& file : files) {
            if (refuse_unreadable(file, key, problems_))
                continue;
            inputs.push_back(file.path);
            for (SectionRows& rows : data::registers::read_sections(file.path, problems_))
                parts.push_back(std::move(rows));
        }
        struct Extent {
            std::size_t points = 0;
            double least = 0.0, most = 0.0;
            Row row;
        };
        std::map<std::pair<std::string, double>, Extent> united;
        std::vector<Section> good;
        for (SectionRows& part : parts) {
            if (!on_reach(part))
                continue;
            Extent& extent = united[{part.section.reach, part.section.chainage}];
            for (const auto& point : part.section.points) {
                extent.least = extent.points == 0 ? point.offset : std::min(extent.least, point.offset);
                extent.most = extent.points == 0 ? point.offset : std::max(extent.most, point.offset);
                if (++extent.points == 1)
                    extent.row = part.row;
            }
            good.push_back(std::move(part.section));
        }
        for (const auto& [place, extent] : united) {
            const std::string where =
                fmt::format("section {} {}", place.first, data::tables::format_number(place.second));
            if (extent.points == 1)
                refuse(extent.row, "one-point", where, "one point", "at least two");
            else if (extent.points > 1 && extent.least == extent.most)
                refuse(extent.row, "no-width", where, "points of one offset", "a section that is wider than nothing");
        }
        const auto sound = [&united](const Section& section) {
            const Extent& extent = united.at({section.reach, section.chainage});
            return extent.points > 1 && extent.least < extent.most;
        };
        good.erase(std::remove_if(good.begin(), good.end(), [&](const Section& s) { return !sound(s); }), good.end());
        return mesh::sections::unite_sections(good);
    }

  private:
    bool on_reach(const SectionRows& part) {
        const Reach* reach = network_.find(part.section.reach);
        if (reach == nullptr) {
            if (!names_.empty() && unknown_.insert(part.section.reach).second)
                refuse(part.row, "unknown-reach", "reach", fmt::format("\"{}\"", part.section.reach),
                       "the name of a reach", data::tables::suggest(part.section.reach, names_));
            return false;
        }
        if (part.section.chainage <= reach->length() + rounding)
            return true;
        refuse(
            part.row, "off-reach", "chainage_m", data::tables::format_number(part.section.chainage),
            fmt::format("at most the length of {}, {} m", reach->name, data::tables::format_number(reach->length())));
        return false;
    }

    void refuse(const Row& row, const char* code, std::string key, std::string found, std::string expected,
                std::string hint = {}) {
        problems_.push_back(
            {row.file, row.line, 0, code, std::move(key), std::move(found), std::move(expected), std::move(hint)});
    }

    const mesh::network::Network& network_;
    Problems& problems_;
    std::vector<std::string> names_;
    std::set<std::string> unknown_;
};

void check_reaches_have_sections(const RiverFiles& river, const std::map<std::string, Row>& rows, Problems& problems) {
    for (const auto& [name, row] : rows) {
        if (river.network.find(name) == nullptr)
            continue;
        const std::string& reach = name;
        const auto count = std::count_if(river.sections.begin(), river.sections.end(),
                                         [&reach](const Section& section) { return section.reach == reach; });
        if (count < 2)
            problems.push_back({row.file,
                                row.line,
                                0,
                                "no-sections",
                                "reach",
                                fmt::format("{} with {} section{}", name, count, count == 1 ? "" : "s"),
                                "at least two sections",
                                {}});
    }
}

/// What a [[reach]] says of a reach of the register needs that reach (`manning_n` as any [[roughness]]: `find_places`).
void check_known(const Scenario& scenario, const mesh::network::Network& network, Reporter& report) {
    if (network.reaches.empty())
        return;
    std::vector<std::string> names;
    names.reserve(network.reaches.size());
    for (const Reach& reach : network.reaches)
        names.push_back(reach.name);
    for (const ReachSettings& reach : scenario.reaches)
        if ((reach.width_factor || (reach.at.is_override() && !reach.manning_n)) && network.find(reach.name) == nullptr)
            report.add(reach.at, "unknown-reach", "reach.name", fmt::format("\"{}\"", reach.name),
                       "the name of a reach that the tables hold", data::tables::suggest(reach.name, names));
}

void widen_channels(const Scenario& scenario, RiverFiles& river) {
    for (const ReachSettings& reach : scenario.reaches)
        for (Section& section : river.sections)
            if (reach.width_factor && section.reach == reach.name)
                mesh::sections::stretch_channel(section, *reach.width_factor);
}

/// Surveyed sections far from those beside them; and, where a reach has none, any section far from its neighbours.
void tell_of_far(const std::vector<Section>& cut, const std::vector<Section>& surveyed, RiverFiles& river) {
    std::set<std::string> with_survey;
    for (const Section& section : surveyed)
        with_survey.insert(section.reach);
    std::vector<Section> alone;
    std::copy_if(cut.begin(), cut.end(), std::back_inserter(alone),
                 [&](const Section& section) { return with_survey.count(section.reach) == 0; });
    auto far = mesh::sections::far_from_neighbours(surveyed, cut);
    auto among = mesh::sections::far_from_neighbours(alone, {});
    std::move(among.begin(), among.end(), std::back_inserter(far));
    for (mesh::sections::FarSection& one : far) {
        river.far_off.push_back({std::move(one.reach), one.chainage});
        river.notes.push_back(std::move(one.sentence));
    }
}

void check_roughness(const Scenario& scenario, const RiverFiles& river, Reporter& report) {
    std::set<std::pair<std::string, std::string>> known;
    for (const Roughness& roughness : scenario.roughness)
        if (!known.emplace(roughness.reach, roughness.zone).second)
            report.add(roughness.at, "repeated-name", fmt::format("roughness[{}]", roughness.zone),
                       "a second roughness of that zone", "each zone (of a reach) once");
    std::set<std::string> missing;
    std::pair<std::string, std::string> last;  // most points have what the one before had
    for (const Section& section : river.sections)
        for (const auto& point : section.points) {
            if (last.first == section.reach && last.second == point.zone)
                continue;
            last = {section.reach, point.zone};
            const std::string zone = point.zone.empty() ? "channel" : point.zone;
            if (known.count({"", zone}) == 0 && known.count({section.reach, zone}) == 0 && missing.insert(zone).second)
                report.add({scenario.file.string(), 0, 0}, "missing-table", "roughness",
                           fmt::format("no roughness for zone \"{}\" (of {}, {} m)", zone, section.reach,
                                       data::tables::format_number(section.chainage)),
                           fmt::format("[[roughness]] with zone = \"{}\"", zone));
        }
}
}  // namespace

void read_river(Scenario& scenario, RiverFiles& river, Problems& problems) {
    const NetworkSettings& files = scenario.network;
    Reporter report(scenario, problems);
    std::map<std::string, Row> rows;
    river.network.crs = scenario.project.crs;
    if (files.reaches.given() && files.points.given()) {
        const bool no_reaches = refuse_unreadable(files.reaches, "network.reaches", problems);
        const bool no_points = refuse_unreadable(files.points, "network.points", problems);
        if (!no_reaches && !no_points) {
            river.inputs.push_back(files.reaches.path);
            river.inputs.push_back(files.points.path);
            auto tables =
                data::registers::read_network(files.reaches.path, files.points.path, scenario.project.crs, problems);
            river.network = std::move(tables.network);
            rows = std::move(tables.rows);
        }
    }
    std::vector<Section> prismatic;
    add_prismatic_reaches(scenario, river.network, prismatic, problems);
    check_known(scenario, river.network, report);
    for (const ReachSettings& reach : scenario.reaches)
        if (reach.manning_n && (reach.prismatic() || !scenario.makes_surface()))
            scenario.roughness.push_back({"channel", *reach.manning_n, reach.name, reach.provenance, reach.at});
    SectionReader reader(river.network, problems);
    const std::vector<Section> cut = reader.read(files.sections, "network.sections", river.inputs);
    const std::size_t before = problems.size();
    HecRasSections hec_ras = read_hec_ras_sections(scenario, problems);
    const bool all_read = problems.size() == before;  // else the reach lacks sections for a reason that is told
    river.inputs.insert(river.inputs.end(), hec_ras.inputs.begin(), hec_ras.inputs.end());
    river.notes.insert(river.notes.end(), hec_ras.notes.begin(), hec_ras.notes.end());
    const std::vector<Section> surveyed =
        reader.read(files.surveyed, "network.surveyed", river.inputs, std::move(hec_ras.sections));
    tell_of_far(cut, surveyed, river);
    auto merged = mesh::sections::merge_surveyed(cut, surveyed);
    river.notes.insert(river.notes.end(), merged.notes.begin(), merged.notes.end());
    std::map<std::string, std::vector<Section>> by_reach;
    for (std::vector<Section>* list : {&merged.sections, &prismatic})
        for (Section& section : *list)
            by_reach[section.reach].push_back(std::move(section));
    for (const Reach& reach : river.network.reaches)
        if (const auto found = by_reach.find(reach.name); found != by_reach.end())
            std::move(found->second.begin(), found->second.end(), std::back_inserter(river.sections));
    widen_channels(scenario, river);
    if (all_read && (!files.sections.empty() || !files.surveyed.empty() || !files.hec_ras.empty()))
        check_reaches_have_sections(river, rows, problems);
    if (!scenario.makes_surface())  // its zones are other ones
        check_roughness(scenario, river, report);
    read_section_features(scenario, river, problems);
    if (files.catchments.given() && !refuse_unreadable(files.catchments, "network.catchments", problems)) {
        river.inputs.push_back(files.catchments.path);
        river.catchments = data::registers::read_catchments(files.catchments.path, problems);
        for (const CatchmentArea& area : river.catchments)
            if (!river.network.reaches.empty() && river.network.find(area.reach) == nullptr)
                report.add({area.row.file, area.row.line, 0}, "unknown-reach", "reach",
                           fmt::format("\"{}\"", area.reach), "the name of a reach");
    }
}

}  // namespace liriver::scenarios::language
