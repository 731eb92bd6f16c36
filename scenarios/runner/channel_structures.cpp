// Structures of the scenario as links of the channel mesh.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/language/rules_structures.h"
#include "scenarios/runner/channel_model_builder.h"
#include "scenarios/runner/structure_law.h"

namespace liriver::scenarios::runner {

using language::StructureKind;
using solver::channel::ChannelLink;
namespace structures = solver::structures;

namespace {

constexpr double side_by_side = 1.0;  // m along the reach; structures closer than this stand in one place

}  // namespace

bool ChannelModelBuilder::stands_across(const language::Structure& s) {
    return !s.beside() && s.kind != StructureKind::dam && s.kind != StructureKind::ignored &&
           s.kind != StructureKind::diversion;
}

std::int32_t ChannelModelBuilder::cell_above(const language::Structure& s) {
    const std::size_t r = reach_index(s.place.reach);
    if (r == network_.reaches.size() || cells_[r].empty() || *s.place.chainage < cells_[r].from) {
        out_.notes.push_back(
            fmt::format("{} {} stands above a dam and is left out", language::word_of(s.kind), s.name));
        return -1;
    }
    if (*s.place.chainage < out_.nodes[cells_[r].first].chainage ||
        *s.place.chainage > out_.nodes[cells_[r].end - 1].chainage)
        out_.notes.push_back(fmt::format(
            "{} {} stands beyond the {} section of {} and is taken next to it", language::word_of(s.kind), s.name,
            *s.place.chainage > out_.nodes[cells_[r].first].chainage ? "last" : "first", s.place.reach));
    std::int32_t section = cells_[r].first_section;
    while (section + 2 < cells_[r].end_section && out_.nodes[out_.sections[section + 1]].chainage <= *s.place.chainage)
        ++section;
    const std::int32_t left = out_.sections[section];
    if (section + 1 >= cells_[r].end_section) {
        problems_.push_back(problem_at(s.at, "no-room", fmt::format("structure[{}]", s.name),
                                       fmt::format("reach {} with one section", s.place.reach),
                                       "a section on either side"));
        return -1;
    }
    if (const auto others = across_.find(left); others != across_.end())
        for (const language::Structure* other : others->second)
            if (std::abs(*other->place.chainage - *s.place.chainage) >= side_by_side) {
                problems_.push_back(problem_at(s.at, "same-place", fmt::format("structure[{}]", s.name),
                                               fmt::format("{} between the same two sections", other->name),
                                               "a section between the two, or one chainage for both"));
                return -1;
            }
    return left;
}

structures::Structure ChannelModelBuilder::law_of(const language::Structure& s, std::int32_t left, std::int32_t right) {
    StructureGround ground;
    ground.left_bed = out_.mesh.bed[left];
    if (right != solver::channel::outside)
        ground.right_bed = out_.mesh.bed[right];
    std::int32_t cursor = 0;
    if (!s.width)
        ground.width =
            out_.mesh.tables.at(out_.mesh.table[left], std::max(0.1, crest_of(s, ground) - ground.left_bed), cursor)
                .top_width;
    return structure_law(scenario_, s, ground, "sections", problems_);
}

void ChannelModelBuilder::add_link(const language::Structure& s, std::int32_t left, std::int32_t right, bool side) {
    ChannelLink link;
    link.left = left;
    link.right = right;
    link.structure = law_of(s, left, right);
    link.side = side;
    link.one_way = s.flap;
    link.setting = usual_setting(s.kind);
    LinkDriver driver;
    driver.name = s.name;
    driver.kind = language::word_of(s.kind);
    if (s.setting) {
        driver.setting = function(*s.setting);
        link.setting = out_.driver.functions[static_cast<std::size_t>(driver.setting)].value(0.0);
    }
    driver.share = s.share.value_or(0.0);
    driver.concentration = no_concentrations();
    out_.mesh.links.push_back(link);
    out_.links.push_back(driver);
}

void ChannelModelBuilder::add_structures() {
    for (const language::Structure& s : scenario_.structures)
        if (stands_across(s))
            if (const std::int32_t left = cell_above(s); left >= 0)
                across_[left].push_back(&s);
    for (const auto& place : across_)
        for (const language::Structure* s : place.second)
            add_link(*s, place.first, place.first + 1, false);
    for (const language::Structure& s : scenario_.structures) {
        if (stands_across(s) || s.kind == StructureKind::dam || s.kind == StructureKind::ignored)
            continue;
        const std::string key = fmt::format("structure[{}]", s.name);
        const language::PlaceValue& from = s.beside() ? s.from : s.place;
        const std::int32_t left =
            s.from_lake.empty() ? cell_at(from.reach, *from.chainage, s.at, key) : lake_cell(s.from_lake);
        const std::int32_t right = !s.to_lake.empty()   ? lake_cell(s.to_lake)
                                   : s.to.reach.empty() ? solver::channel::outside
                                                        : cell_at(s.to.reach, *s.to.chainage, s.at, key + ".to");
        if (left < 0 || (right < 0 && !s.to.reach.empty()))
            continue;
        if (left == right) {
            problems_.push_back(problem_at(s.at, "same-place", key, "from and to at one section",
                                           "places nearer to two different sections"));
            continue;
        }
        add_link(s, left, right, true);
    }
}

}  // namespace liriver::scenarios::runner
