#include "mesh/sections/survey_datum.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>

namespace liriver::mesh::sections {

namespace {
constexpr double far = 5.0;             // m
constexpr double far_altogether = 3.0;  // m, of a section whose bed and ends are off by the same
constexpr double the_same = 1.0;        // m
constexpr double off_terrain = 10.0;    // m: models of coarse cells smooth valleys by less

/// What is compared of a section, m above the datum.
struct Levels {
    double lowest = 0.0, ends = 0.0;
};

Levels levels_of(const Section& section) {
    const auto lowest = std::min_element(section.points.begin(), section.points.end(),
                                         [](const auto& a, const auto& b) { return a.elevation < b.elevation; });
    return {lowest->elevation, 0.5 * (section.points.front().elevation + section.points.back().elevation)};
}

using Profile = std::map<double, Levels>;  // by chainage

/// On the line between the neighbours of a chainage, itself not counted; `beyond`: how far the bed may have fallen
/// where there is one neighbour only.
struct Between {
    Levels levels;
    double beyond = 0.0;  // m
};

std::optional<Between> between_neighbours(const Profile& profile, double chainage) {
    if (profile.size() < 2)
        return std::nullopt;
    const auto after = profile.lower_bound(chainage);
    if (after != profile.end() && (after->first == chainage || after != profile.begin())) {
        if (after->first == chainage)
            return Between{after->second, 0.0};
        const auto before = std::prev(after);
        const double share = (chainage - before->first) / (after->first - before->first);
        return Between{{std::lerp(before->second.lowest, after->second.lowest, share),
                        std::lerp(before->second.ends, after->second.ends, share)},
                       0.0};
    }
    const auto nearest = after == profile.end() ? std::prev(after) : after;
    const double fall = std::abs(profile.rbegin()->second.lowest - profile.begin()->second.lowest) /
                        (profile.rbegin()->first - profile.begin()->first);
    return Between{nearest->second, fall * std::abs(chainage - nearest->first)};
}

/// How far a section lies off its neighbours; nothing where that is not far.
struct Off {
    double bed = 0.0, ends = 0.0;  // m
    double neighbour = 0.0;        // m above the datum, their lowest points at its place
};

std::optional<Off> how_far_off(const Levels& own, const Profile& neighbours, double chainage) {
    const auto between = between_neighbours(neighbours, chainage);
    if (!between)
        return std::nullopt;
    const Off off{own.lowest - between->levels.lowest, own.ends - between->levels.ends, between->levels.lowest};
    const double limit = (std::abs(off.bed - off.ends) <= the_same ? far_altogether : far) + between->beyond;
    return std::abs(off.bed) > limit ? std::optional(off) : std::nullopt;
}

FarSection in_words(const std::string& reach, double chainage, const Levels& own, const Off& off, bool by_terrain) {
    return {reach, chainage,
            fmt::format("the {}section of {} at {:.0f} m lies {:+.1f} m from its neighbours{}: its lowest point is at "
                        "{:.1f} m, theirs at {:.1f} m, its ends are {:+.1f} m off; is it on another datum?",
                        by_terrain ? "surveyed " : "", reach, chainage, off.bed,
                        by_terrain ? " cut from the terrain" : "", own.lowest, off.neighbour, off.ends)};
}

/// Up to two sections on each side of one, itself left out.
Profile near_by(const Profile& profile, double chainage) {
    Profile near;
    const auto here = profile.find(chainage);
    auto before = here;
    for (int i = 0; i < 2 && before != profile.begin(); ++i)
        near.insert(*--before);
    auto after = here;
    for (int i = 0; i < 2 && ++after != profile.end(); ++i)
        near.insert(*after);
    return near;
}

/// Among sections of one kind the one that lies farthest off is taken away first: it is what makes its neighbours seem
/// to lie off it.
void tell_among(const std::string& reach, Profile profile, std::vector<FarSection>& told) {
    const auto first = static_cast<std::ptrdiff_t>(told.size());
    while (true) {
        std::optional<Off> worst;
        double where = 0.0;
        for (const auto& [chainage, own] : profile) {
            const auto off = how_far_off(own, near_by(profile, chainage), chainage);
            if (off && (!worst || std::abs(off->bed) > std::abs(worst->bed))) {
                worst = off;
                where = chainage;
            }
        }
        if (!worst)
            break;
        told.push_back(in_words(reach, where, profile.at(where), *worst, false));
        profile.erase(where);
    }
    std::sort(told.begin() + first, told.end(),
              [](const FarSection& a, const FarSection& b) { return a.chainage < b.chainage; });
}
}  // namespace

std::vector<FarSection> far_from_neighbours(const std::vector<Section>& surveyed, const std::vector<Section>& cut) {
    std::map<std::string, Profile> terrain, survey;
    for (const Section& section : cut)
        terrain[section.reach].emplace(section.chainage, levels_of(section));
    for (const Section& section : surveyed)
        survey[section.reach].emplace(section.chainage, levels_of(section));
    std::vector<FarSection> told;
    for (const auto& [reach, profile] : survey) {
        const Profile& beside = terrain[reach];
        if (beside.size() < 2) {
            tell_among(reach, profile, told);
            continue;
        }
        for (const auto& [chainage, own] : profile)
            if (const auto off = how_far_off(own, beside, chainage))
                told.push_back(in_words(reach, chainage, own, *off, true));
    }
    return told;
}

std::vector<FarSection> far_from_terrain(const std::vector<Section>& sections, const std::vector<double>& terrain) {
    struct Reach {
        const Section* first = nullptr;
        double terrain = 0.0;            // m, there
        double least = 0.0, most = 0.0;  // m, of the differences
        std::size_t off = 0, all = 0;
    };
    std::map<std::string, Reach> reaches;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const Section& section = sections[i];
        if (!std::isfinite(terrain[i]) || section.points.empty())
            continue;
        Reach& reach = reaches[section.reach];
        ++reach.all;
        const auto [low, high] =
            std::minmax_element(section.points.begin(), section.points.end(),
                                [](const auto& a, const auto& b) { return a.elevation < b.elevation; });
        const double above = low->elevation - terrain[i];
        const double below = high->elevation - terrain[i];
        if (above <= off_terrain && below >= -off_terrain)
            continue;
        const double difference = above > off_terrain ? above : below;
        reach.least = reach.off == 0 ? difference : std::min(reach.least, difference);
        reach.most = reach.off == 0 ? difference : std::max(reach.most, difference);
        if (reach.off++ == 0) {
            reach.first = &section;
            reach.terrain = terrain[i];
        }
    }
    std::vector<FarSection> told;
    for (const auto& [name, reach] : reaches)
        if (reach.off > 0)
            told.push_back(
                {name, reach.first->chainage,
                 fmt::format("{} of {} sections of {} lie{} off the terrain by {}, the first, at {:.0f} m, "
                             "from the terrain at {:.1f} m; {} on another datum?",
                             reach.off, reach.all, name, reach.off == 1 ? "s" : "",
                             reach.least == reach.most ? fmt::format("{:+.1f} m", reach.least)
                                                       : fmt::format("{:+.1f} to {:+.1f} m", reach.least, reach.most),
                             reach.first->chainage, reach.terrain, reach.off == 1 ? "is it" : "are they")});
    return told;
}

}  // namespace liriver::mesh::sections
