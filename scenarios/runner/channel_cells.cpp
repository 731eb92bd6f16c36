#include "scenarios/runner/channel_model_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "mesh/sections/interpolate.h"

namespace liriver::scenarios::runner {

using language::Position;
using mesh::network::Reach;
using mesh::sections::Section;
using solver::channel::HydraulicTables;
using solver::channel::OutlinePoint;

namespace {
const std::string channel_zone = "channel";
}

ChannelModelBuilder::ChannelModelBuilder(const language::Model& input, const CellPlan& between,
                                         const ChannelModel* known)
    : in_(input), scenario_(input.scenario), network_(input.river.network), between_(between), known_(known) {
    for (std::size_t r = 0; r < network_.reaches.size(); ++r)
        reach_numbers_.emplace(network_.reaches[r].name, r);
    for (const language::Roughness& r : scenario_.roughness)
        roughness_.insert_or_assign({r.zone, r.reach}, &r);
}

std::size_t ChannelModelBuilder::reach_index(const std::string& name) const {
    const auto found = reach_numbers_.find(name);
    return found == reach_numbers_.end() ? network_.reaches.size() : found->second;
}

void ChannelModelBuilder::find_dams() {
    cells_.resize(network_.reaches.size());
    for (const Section& s : in_.river.sections)
        if (const std::size_t r = reach_index(s.reach); r < network_.reaches.size())
            sections_[r].push_back(&s);
    for (const language::Reservoir& dam : scenario_.reservoirs) {
        const std::size_t r = reach_index(dam.place.reach);
        if (r == network_.reaches.size() || sections_[r].size() < 2)
            continue;
        const double second = 0.5 * (sections_[r][0]->chainage + sections_[r][1]->chainage);
        if (*dam.place.chainage > second) {
            cells_[r].from = std::max(cells_[r].from, *dam.place.chainage);
            cells_[r].cut = true;
        }
    }
    // reaches that end above a dam are gone whole
    gone_.assign(network_.reaches.size(), false);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t r = 0; r < network_.reaches.size(); ++r) {
            const auto& to = network_.reaches[r].to;
            if (gone_[r] || !to)
                continue;
            const std::size_t t = reach_index(to->reach);
            if (t < network_.reaches.size() && (gone_[t] || (cells_[t].cut && to->chainage < cells_[t].from))) {
                gone_[r] = true;
                changed = true;
                out_.notes.push_back(fmt::format("{} ends above a dam and is left out", network_.reaches[r].name));
            }
        }
    }
    for (std::size_t r = 0; r < network_.reaches.size(); ++r)
        if (cells_[r].cut && !gone_[r])
            out_.notes.push_back(fmt::format("{} begins at the dam at chainage {:.0f} m; what lies above is left out",
                                             network_.reaches[r].name, cells_[r].from));
}

void ChannelModelBuilder::part_structures() {
    for (auto& [r, sections] : sections_) {
        std::vector<double> weirs;
        for (const language::Structure& s : scenario_.structures)
            if (stands_across(s) && s.place.reach == network_.reaches[r].name)
                weirs.push_back(*s.place.chainage);
        std::sort(weirs.begin(), weirs.end());
        for (std::size_t k = 0; k + 1 < weirs.size(); ++k) {
            const auto next =
                std::upper_bound(sections.begin(), sections.end(), weirs[k],
                                 [](double chainage, const Section* s) { return chainage < s->chainage; });
            if (next == sections.begin() || next == sections.end() || weirs[k + 1] >= (*next)->chainage ||
                weirs[k + 1] - weirs[k] < 1.0)
                continue;
            const Section& above = **(next - 1);
            const Section& below = **next;
            const double chainage = 0.5 * (weirs[k] + weirs[k + 1]);
            const double share = (chainage - above.chainage) / (below.chainage - above.chainage);
            interpolated_.push_back(share < 0.5 ? above : below);
            Section& added = interpolated_.back();
            added.chainage = chainage;
            const double shift = (1.0 - share) * lowest(above) + share * lowest(below) - lowest(added);
            for (auto& point : added.points)
                point.elevation += shift;
            for (auto& area : added.ineffective)
                if (area.until)
                    *area.until += shift;
            for (auto& levee : added.levees)
                levee.crest += shift;
            sections.insert(next, &added);
            out_.notes.push_back(fmt::format("a section is interpolated on {} at {:.0f} m, between two structures",
                                             network_.reaches[r].name, chainage));
        }
    }
}

double ChannelModelBuilder::lowest(const Section& section) {
    double bed = section.points.front().elevation;
    for (const auto& point : section.points)
        bed = std::min(bed, point.elevation);
    return bed;
}

const language::Roughness& ChannelModelBuilder::roughness(const std::string& zone, const std::string& reach) const {
    const std::string& named = zone.empty() ? channel_zone : zone;
    auto found = roughness_.find({named, reach});
    if (found == roughness_.end())
        found = roughness_.find({named, std::string()});
    assert(found != roughness_.end() && "a zone without a roughness is refused when the scenario is loaded");
    return *found->second;
}

void ChannelModelBuilder::add_cells() {
    for (std::size_t r = 0; r < network_.reaches.size(); ++r) {
        ReachCells& cells = cells_[r];
        cells.first = cells.end = out_.mesh.cell_count();
        if (gone_[r])
            continue;
        const Reach& reach = network_.reaches[r];
        std::vector<const Section*> kept;
        for (const Section* s : sections_[r])
            if (!cells.cut || s->chainage >= cells.from)
                kept.push_back(s);
        cells.first_section = static_cast<std::int32_t>(out_.sections.size());
        cells.end_section = cells.first_section + static_cast<std::int32_t>(kept.size());
        std::vector<std::pair<const Section*, bool>> stand;  // whether the river has it
        for (std::size_t i = 0; i < kept.size(); ++i) {
            stand.emplace_back(kept[i], true);
            const std::size_t section = static_cast<std::size_t>(cells.first_section) + i;
            if (i + 1 == kept.size() || section >= between_.size())
                continue;
            for (const double share : between_[section]) {
                interpolated_.push_back(mesh::sections::interpolate_section(*kept[i], *kept[i + 1], share));
                stand.emplace_back(&interpolated_.back(), false);
                out_.put_in.push_back(static_cast<double>(section) + share);
            }
        }
        for (std::size_t i = 0; i < stand.size(); ++i) {
            const double c = stand[i].first->chainage;
            const double begin =
                i == 0 ? std::min(c, cells.cut ? cells.from : 0.0) : 0.5 * (stand[i - 1].first->chainage + c);
            const double end =
                i + 1 == stand.size() ? std::max(c, reach.length()) : 0.5 * (c + stand[i + 1].first->chainage);
            if (end - begin < least_length)
                out_.notes.push_back(fmt::format(
                    "the water of the section on {} at {:g} m, which has {:g} m of the reach, is taken as {:g} m long",
                    reach.name, c, end - begin, least_length));
            if (stand[i].second && known_ != nullptr)
                add_known_cell(static_cast<std::int32_t>(out_.sections.size()));
            else
                add_cell(*stand[i].first, r);
            out_.mesh.length.push_back(std::max(least_length, end - begin));
            if (stand[i].second) {
                out_.nodes.back().section = static_cast<std::int32_t>(out_.sections.size());
                out_.sections.push_back(out_.mesh.cell_count() - 1);
            }
        }
        cells.end = out_.mesh.cell_count();
    }
}

void ChannelModelBuilder::add_known_cell(std::int32_t section) {
    const auto cell = static_cast<std::size_t>(known_->sections[static_cast<std::size_t>(section)]);
    out_.nodes.push_back(known_->nodes[cell]);
    out_.mesh.table.push_back(known_->mesh.table[cell]);
    out_.mesh.bed.push_back(known_->mesh.bed[cell]);
}

void ChannelModelBuilder::add_cell(const Section& section, std::size_t reach) {
    std::vector<OutlinePoint> outline;
    std::map<std::string, int> zones;
    std::vector<const language::Roughness*> rough_by_zone;
    std::vector<solver::channel::DepthRoughness> by_depth;
    std::vector<solver::channel::IneffectiveArea> ineffective;
    std::vector<solver::channel::Levee> levees;
    ineffective.reserve(section.ineffective.size());
    for (const auto& area : section.ineffective)
        ineffective.push_back({area.from, area.to, area.until.value_or(std::numeric_limits<double>::infinity())});
    levees.reserve(section.levees.size());
    for (const auto& levee : section.levees)
        levees.push_back({levee.offset, levee.crest, levee.left_bank});
    Node node;
    node.reach = static_cast<std::int32_t>(reach);
    node.chainage = section.chainage;
    double left_bank = section.points.front().elevation;
    double right_bank = section.points.back().elevation;
    bool in_channel = false;
    for (std::size_t p = 0; p < section.points.size(); ++p) {
        const auto& point = section.points[p];
        const auto [entry, fresh] = zones.emplace(point.zone, static_cast<int>(zones.size()));
        const int zone = entry->second;
        if (fresh)
            rough_by_zone.push_back(&roughness(point.zone, section.reach));
        const language::Roughness& rough = *rough_by_zone[static_cast<std::size_t>(zone)];
        outline.push_back(
            {point.offset, point.elevation, rough.manning_n ? *rough.manning_n : rough.course.front().second, zone});
        if (!rough.manning_n && fresh) {
            by_depth.push_back({zone, {}, {}});
            for (const auto& [depth, n] : rough.course) {
                by_depth.back().depth.push_back(depth);
                by_depth.back().manning_n.push_back(n);
            }
        }
        if (point.zone == "channel" && !in_channel) {
            in_channel = true;
            left_bank = point.elevation;
        }
        if (point.zone == "channel" && p + 1 < section.points.size())
            right_bank = section.points[p + 1].elevation;  // a piece ends at the next point
    }
    node.bank = std::min(left_bank, right_bank);
    node.top = std::min(section.points.front().elevation, section.points.back().elevation);
    const Reach& line = network_.reaches[reach];
    const auto above = std::upper_bound(line.chainage.begin(), line.chainage.end(), section.chainage);
    const auto k = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
        above - line.chainage.begin(), 1, static_cast<std::ptrdiff_t>(line.chainage.size()) - 1));
    const double share = (section.chainage - line.chainage[k - 1]) / (line.chainage[k] - line.chainage[k - 1]);
    node.x = line.x[k - 1] + share * (line.x[k] - line.x[k - 1]);
    node.y = line.y[k - 1] + share * (line.y[k] - line.y[k - 1]);
    out_.nodes.push_back(node);
    const solver::channel::SectionForm form{outline, by_depth, ineffective, levees};
    out_.mesh.table.push_back(out_.mesh.tables.add(form));
    out_.mesh.bed.push_back(HydraulicTables::bed_elevation(form));
}

std::int32_t ChannelModelBuilder::cell_at(const std::string& reach, double chainage, const Position& at,
                                          const std::string& key) {
    const std::size_t r = reach_index(reach);
    if (r == network_.reaches.size() || cells_[r].empty() || (cells_[r].cut && chainage < cells_[r].from - 1.0)) {
        problems_.push_back(problem_at(
            at, "above-a-dam", key, fmt::format("{} at {:.0f} m, which a reservoir's catchment holds", reach, chainage),
            "a place below the dam: above it nothing is modelled"));
        return -1;
    }
    std::int32_t best = cells_[r].first;
    for (std::int32_t s = cells_[r].first_section; s < cells_[r].end_section; ++s)
        if (const std::int32_t i = out_.sections[s];
            std::abs(out_.nodes[i].chainage - chainage) < std::abs(out_.nodes[best].chainage - chainage))
            best = i;
    return best;
}

void ChannelModelBuilder::add_face(std::int32_t left, std::int32_t right, double distance) {
    out_.mesh.left.push_back(left);
    out_.mesh.right.push_back(right);
    const bool mouth = out_.nodes[left].reach != out_.nodes[right].reach;
    out_.mesh.distance.push_back(std::max(mouth ? least_mouth : least_distance, distance));
    if (const Node& node = out_.nodes[left];
        distance < least_distance && node.reach >= 0 && node.reach == out_.nodes[right].reach)
        out_.notes.push_back(fmt::format("two sections of {} at {:g} m are {:g} m apart and taken as {:g} m apart",
                                         out_.reach_names[static_cast<std::size_t>(node.reach)], node.chainage,
                                         distance, least_distance));
}

void ChannelModelBuilder::add_faces() {
    if (scenario_.network.junctions == language::Junctions::energy)
        out_.mesh.energy_junction.assign(out_.mesh.bed.size(), 1);
    for (std::size_t r = 0; r < network_.reaches.size(); ++r) {
        const ReachCells& cells = cells_[r];
        const Reach& reach = network_.reaches[r];
        if (cells.empty())
            continue;
        if (reach.from && !cells.cut) {
            const std::int32_t source = cell_at(reach.from->reach, reach.from->chainage, {}, reach.name + " begins");
            if (source >= 0)
                add_face(
                    source, cells.first,
                    out_.nodes[cells.first].chainage + std::abs(out_.nodes[source].chainage - reach.from->chainage));
        }
        for (std::int32_t i = cells.first; i + 1 < cells.end; ++i)
            if (across_.count(i) == 0)
                add_face(i, i + 1, out_.nodes[i + 1].chainage - out_.nodes[i].chainage);
        if (reach.to) {
            const std::int32_t mouth = cell_at(reach.to->reach, reach.to->chainage, {}, reach.name + " ends");
            if (mouth >= 0)
                add_face(cells.end - 1, mouth,
                         reach.length() - out_.nodes[cells.end - 1].chainage +
                             std::abs(out_.nodes[mouth].chainage - reach.to->chainage));
        }
    }
    add_lake_faces();
}

}  // namespace liriver::scenarios::runner
