// Structures of the scenario as links of the channel mesh.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scenarios/language/rules_structures.h"
#include "scenarios/runner/channel_model_builder.h"

namespace liriver::scenarios::runner {

using language::StructureKind;
using solver::channel::ChannelLink;
namespace structures = solver::structures;

namespace {

constexpr double side_by_side = 1.0;  // m along the reach; structures closer than this stand in one place

// FHWA HDS-5 (2012), tables A.1 (form, K, M, c, Y) and C.2 (k_e), in the order of CulvertInlet.
struct InletRow {
    bool box;
    int form;
    double k, m, c, y, entrance_loss;
};
constexpr std::array<InletRow, 11> inlets{{
    {false, 1, 0.0098, 2.0, 0.0398, 0.67, 0.5},   // square_edge
    {false, 1, 0.0018, 2.0, 0.0292, 0.74, 0.2},   // groove_end
    {false, 1, 0.0045, 2.0, 0.0317, 0.69, 0.2},   // groove_projecting
    {false, 1, 0.0078, 2.0, 0.0379, 0.69, 0.5},   // metal_headwall
    {false, 1, 0.0210, 1.33, 0.0463, 0.75, 0.7},  // metal_mitered
    {false, 1, 0.0340, 1.50, 0.0553, 0.54, 0.9},  // metal_projecting
    {true, 1, 0.026, 1.0, 0.0347, 0.81, 0.4},     // box_wingwalls_30_75
    {true, 1, 0.061, 0.75, 0.0400, 0.80, 0.5},    // box_wingwalls_15_90
    {true, 1, 0.061, 0.75, 0.0423, 0.82, 0.7},    // box_no_flare
    {true, 2, 0.515, 0.667, 0.0375, 0.79, 0.5},   // box_chamfered
    {true, 2, 0.495, 0.667, 0.0314, 0.82, 0.2},   // box_bevelled
}};

structures::Culvert culvert_of(const language::Structure& s) {
    const InletRow& inlet = inlets[static_cast<std::size_t>(s.inlet)];
    structures::Culvert culvert;
    culvert.shape = inlet.box ? structures::CulvertShape::box : structures::CulvertShape::circular;
    culvert.height = s.height;
    culvert.width = s.width.value_or(0.0);
    culvert.barrels = s.barrels;
    culvert.length = s.length;
    culvert.invert_left = s.invert_upstream;
    culvert.invert_right = s.invert_downstream;
    culvert.manning_n = s.manning_n;
    culvert.entrance_loss = s.entrance_loss.value_or(inlet.entrance_loss);
    culvert.form = inlet.form;
    culvert.k = inlet.k;
    culvert.m = inlet.m;
    culvert.c = inlet.c;
    culvert.y = inlet.y;
    return culvert;
}

// Yarnell (1934), K by the piers' noses
double pier_coefficient(language::PierShape shape) {
    switch (shape) {
        case language::PierShape::semicircular:
            return 0.9;
        case language::PierShape::twin_cylinders:
        case language::PierShape::triangular:
            return 1.05;
        case language::PierShape::square:
            return 1.25;
        case language::PierShape::piles:
            break;
    }
    return 2.5;
}

// What a structure is set to where the scenario gives nothing.
double usual_setting(StructureKind kind) {
    const bool all = kind == StructureKind::culvert || kind == StructureKind::bridge || kind == StructureKind::pump ||
                     kind == StructureKind::diversion;
    return all ? 1.0 : 0.0;
}

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
    std::int32_t left = cells_[r].first;
    while (left + 2 < cells_[r].end && out_.nodes[left + 1].chainage <= *s.place.chainage)
        ++left;
    if (left + 1 >= cells_[r].end) {
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

void ChannelModelBuilder::refuse_below_bed(const language::Structure& s, const std::string& key, double level,
                                           double bed) {
    constexpr double rounding = 1e-6;  // m
    if (level < bed - rounding)
        problems_.push_back(problem_at(scenario_.position_of(fmt::format("structure[{}].{}", s.name, key), s.at),
                                       "below-the-bed", fmt::format("structure[{}].{}", s.name, key),
                                       fmt::format("{:.3f} m", level),
                                       fmt::format("at least the bed of the sections it joins, {:.3f} m", bed)));
}

structures::Structure ChannelModelBuilder::law_of(const language::Structure& s, std::int32_t left, std::int32_t right) {
    const double left_bed = out_.mesh.bed[left];
    const double right_bed = right == solver::channel::outside ? left_bed : out_.mesh.bed[right];
    const double bed = std::max(left_bed, right_bed);
    const double sill = s.crest ? *s.crest : bed + s.crest_height_above_bed.value_or(0.0);
    const double crest = std::max(sill, bed);
    std::int32_t cursor = 0;
    const double width =
        s.width ? *s.width
                : out_.mesh.tables.at(out_.mesh.table[left], std::max(0.1, crest - left_bed), cursor).top_width;
    const double capacity = s.capacity.value_or(std::numeric_limits<double>::infinity());
    std::vector<double> levels;
    std::vector<double> discharges;
    for (const auto& point : s.table_points) {
        levels.push_back(point.first);
        discharges.push_back(point.second);
    }
    if (s.crest)
        refuse_below_bed(s, "crest", sill, bed);
    switch (s.kind) {
        case StructureKind::sharp_crested_weir:
            if (!(crest - left_bed > 0.0))
                problems_.push_back(problem_at(s.at, "out-of-bounds", fmt::format("structure[{}].crest", s.name),
                                               "a sharp crest on the bed", "a crest above the bed in front of it"));
            return structures::SharpCrestedWeir{crest, width, crest - left_bed};
        case StructureKind::overflow_dam:
            return structures::OverflowDam{crest, width, s.design_head};
        case StructureKind::sluice_gate:
            return structures::SluiceGate{crest, width, s.contraction};
        case StructureKind::radial_gate:
            return structures::RadialGate{crest, width, s.radius, s.trunnion_height};
        case StructureKind::culvert:
            refuse_below_bed(s, "invert_upstream", s.invert_upstream, left_bed);
            if (right != solver::channel::outside)
                refuse_below_bed(s, "invert_downstream", s.invert_downstream, right_bed);
            return culvert_of(s);
        case StructureKind::bridge:
            return structures::Bridge{crest,           width,
                                      s.pier_width,    pier_coefficient(s.pier_shape),
                                      s.abutment_loss, s.underside.value_or(std::numeric_limits<double>::infinity())};
        case StructureKind::pump:
            refuse_below_bed(s, "stop_stage", s.stop_stage, left_bed);
            if (s.capacity)
                return structures::Pump{{0.0}, {capacity}, s.stop_stage, s.start_stage};
            return structures::Pump{levels, discharges, s.stop_stage, s.start_stage};
        case StructureKind::diversion:
            if (s.share)
                return structures::Withdrawal{left_bed, s.fade_depth, capacity};
            if (!levels.empty())
                refuse_below_bed(s, "table", levels.front(), left_bed);
            return structures::Diversion{levels, discharges, capacity};
        case StructureKind::weir:
        case StructureKind::dam:
        case StructureKind::ignored:
            break;
    }
    return structures::BroadCrestedWeir{crest, width, s.coefficient * std::sqrt(2.0 * structures::gravity)};
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
