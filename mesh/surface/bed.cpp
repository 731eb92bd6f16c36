#include "mesh/surface/bed.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mesh/surface/cell_means.h"

namespace liriver::mesh::surface {

namespace {

/// First and one past the last point of the zone `channel`; all points where there is none.
std::pair<std::size_t, std::size_t> channel_of(const sections::Section& section) {
    const auto in_channel = [](const sections::SectionPoint& point) { return point.zone == "channel"; };
    const auto first = std::find_if(section.points.begin(), section.points.end(), in_channel);
    if (first == section.points.end())
        return {0, section.points.size()};
    const auto last = std::find_if(section.points.rbegin(), section.points.rend(), in_channel);
    return {static_cast<std::size_t>(first - section.points.begin()),
            static_cast<std::size_t>(last.base() - section.points.begin())};
}

template <typename Take>
void for_channels(std::span<const sections::Section> sections, const std::string& reach, Take&& take) {
    for (const sections::Section& section : sections) {
        if (section.reach != reach || section.points.empty())
            continue;
        const auto [first, end] = channel_of(section);
        const double width = section.points[end - 1].offset - section.points[first].offset;
        if (width > 0.0)
            take(section, first, end, width);
    }
}

template <typename Element>
void by_chainage(std::vector<Element>& list) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Element& a, const Element& b) { return a.chainage < b.chainage; });
}

/// Linear between the two neighbours of a chainage, held beyond the ends.
template <typename Value>
double between(std::span<const ChannelProfile> profiles, double chainage, Value&& value) {
    const auto after = std::lower_bound(profiles.begin(), profiles.end(), chainage,
                                        [](const ChannelProfile& profile, double c) { return profile.chainage < c; });
    if (after == profiles.begin())
        return value(profiles.front());
    if (after == profiles.end())
        return value(profiles.back());
    const ChannelProfile& before = *(after - 1);
    const double share = (chainage - before.chainage) / (after->chainage - before.chainage);
    return (1.0 - share) * value(before) + share * value(*after);
}

double sample(std::span<const gis::Grid> terrain, double x, double y) {
    for (const gis::Grid& grid : terrain)
        if (const double value = grid.sample(x, y); std::isfinite(value))
            return value;
    return gis::no_value;
}

/// The lowest bed that a cell of the row at a place has. m.
double lowest_bed(std::span<const ChannelProfile> profiles, const CellPlace& place) {
    const auto across = std::max(1, static_cast<int>(std::lround(1.0 / (place.to - place.from))));
    double lowest = std::numeric_limits<double>::infinity();
    for (int k = 0; k < across; ++k)
        lowest = std::min(lowest, channel_bed(profiles, place.chainage, static_cast<double>(k) / across,
                                              static_cast<double>(k + 1) / across));
    return lowest;
}

/// Raises ground near channels to their bank tops, walking outwards from bank to neighbour to neighbour.
/// `giver` has the place in a channel that each cell's bed is from, null on land.
void raise_beside_channels(BuiltSurface& surface, const std::vector<std::vector<ChannelProfile>>& profiles,
                           const std::vector<const CellPlace*>& giver, const BedSettings& settings, BedReport& report) {
    SurfaceMesh& mesh = surface.mesh;
    struct Source {
        double top = 0.0, x = 0.0, y = 0.0, distance = 0.0;
    };
    std::vector<Source> source(mesh.area.size());
    std::vector<char> reached(mesh.area.size(), 0);
    std::vector<std::int32_t> front;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        if (giver[i] == nullptr)
            continue;
        const CellPlace& place = *giver[i];
        reached[i] = 1;
        source[i] = {between(profiles[static_cast<std::size_t>(place.reach)], place.chainage,
                             [](const ChannelProfile& profile) { return profile.bank_top(); }),
                     mesh.centroid[i].x, mesh.centroid[i].y, 0.0};
        front.push_back(i);
    }
    for (std::size_t next = 0; next < front.size(); ++next) {
        const std::int32_t i = front[next];
        for (std::int32_t k = mesh.first_corner[i]; k < mesh.first_corner[i + 1]; ++k) {
            const std::int32_t face = mesh.cell_faces[k];
            if (face >= mesh.inner_faces)
                continue;
            const std::int32_t other = mesh.left[face] == i ? mesh.right[face] : mesh.left[face];
            if (reached[other] != 0)
                continue;
            Source from = source[i];
            from.distance = std::hypot(mesh.centroid[other].x - from.x, mesh.centroid[other].y - from.y);
            if (from.distance > settings.raise_within)
                continue;
            reached[other] = 1;
            source[other] = from;
            front.push_back(other);
            const double least = from.top + settings.floodplain_rise * from.distance;
            const double lift = least - mesh.bed_elevation[other];
            if (lift > 0.0) {
                mesh.bed_elevation[other] = least;
                report.raised_volume += lift * mesh.area[other];
                report.most_raised = std::max(report.most_raised, lift);
                ++report.raised_cells;
            }
        }
    }
}

}  // namespace

double ChannelProfile::mean(double from, double to) const {
    double sum = 0.0;
    const auto at = [&](std::size_t i, double s) {
        const double width = share[i + 1] - share[i];
        return elevation[i] + (s - share[i]) / width * (elevation[i + 1] - elevation[i]);
    };
    for (std::size_t i = 0; i + 1 < share.size(); ++i) {
        const double a = std::max(from, share[i]);
        const double b = std::min(to, share[i + 1]);
        if (b > a)
            sum += 0.5 * (b - a) * (at(i, a) + at(i, b));
    }
    return sum / (to - from);
}

double ChannelProfile::bank_top() const { return std::min(elevation.front(), elevation.back()); }

std::vector<ChannelProfile> channel_profiles(std::span<const sections::Section> sections, const std::string& reach) {
    std::vector<ChannelProfile> profiles;
    for_channels(sections, reach,
                 [&](const sections::Section& section, std::size_t first, std::size_t end, double width) {
                     ChannelProfile& profile = profiles.emplace_back();
                     profile.chainage = section.chainage;
                     for (std::size_t i = first; i < end; ++i) {
                         profile.share.push_back((section.points[i].offset - section.points[first].offset) / width);
                         profile.elevation.push_back(section.points[i].elevation);
                     }
                 });
    by_chainage(profiles);
    return profiles;
}

std::vector<BankWidth> bank_widths(std::span<const sections::Section> sections, const std::string& reach) {
    std::vector<BankWidth> banks;
    for_channels(sections, reach, [&](const sections::Section& section, std::size_t, std::size_t, double width) {
        banks.push_back({section.chainage, 0.5 * width, 0.5 * width});
    });
    by_chainage(banks);
    return banks;
}

double channel_bed(std::span<const ChannelProfile> profiles, double chainage, double from, double to) {
    return between(profiles, chainage, [&](const ChannelProfile& profile) { return profile.mean(from, to); });
}

BedReport fill_bed(BuiltSurface& surface, std::span<const gis::Grid> terrain,
                   const std::vector<std::vector<ChannelProfile>>& profiles, const BedSettings& settings) {
    SurfaceMesh& mesh = surface.mesh;
    BedReport report;
    const CellMeans means = cell_means(mesh, terrain);
    mesh.bed_elevation = means.mean;
    const auto of = [&](const CellPlace& place) -> const std::vector<ChannelProfile>& {
        return profiles[static_cast<std::size_t>(place.reach)];
    };
    const auto has_profiles = [&](const CellPlace& place) { return place.reach >= 0 && !of(place).empty(); };
    std::vector<const CellPlace*> giver(means.mean.size(), nullptr);
    std::size_t next_mouth = 0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const bool known = std::isfinite(means.mean[i]);
        report.terrain_volume += known ? means.mean[i] * mesh.area[i] : 0.0;
        double bed = std::numeric_limits<double>::infinity();
        const CellPlace& own = surface.places[i];
        const auto offer = [&](const CellPlace& place, double here) {
            if (here < bed) {
                bed = here;
                giver[i] = &place;
            }
        };
        if (has_profiles(own))
            offer(own, channel_bed(of(own), own.chainage, own.from, own.to));
        for (; next_mouth < surface.mouths.size() && surface.mouths[next_mouth].cell == i; ++next_mouth) {
            const auto& [cell, place, crossed] = surface.mouths[next_mouth];
            if (!has_profiles(place))
                continue;
            if (!crossed)
                offer(place, channel_bed(of(place), place.chainage, place.from, place.to));
            else if (own.reach != place.reach && has_profiles(own))  // no pit in the wider channel's floor
                offer(place, std::max(lowest_bed(of(place), place), lowest_bed(of(own), own)));
            else
                offer(place, lowest_bed(of(place), place));
        }
        if (giver[i] != nullptr) {
            mesh.bed_elevation[i] = bed;
            report.channel_volume += known ? (bed - means.mean[i]) * mesh.area[i] : 0.0;
            ++report.channel_cells;
            report.channel_triangles += mesh.corners(i).size() == 3 ? 1 : 0;
        } else if (!known) {
            report.missing.push_back(i);
        }
    }
    if (settings.raise_within > 0.0)
        raise_beside_channels(surface, profiles, giver, settings, report);
    return report;
}

std::int32_t fill_roughness(BuiltSurface& surface, const RoughnessSettings& settings) {
    SurfaceMesh& mesh = surface.mesh;
    const std::vector<double> means =
        settings.rasters.empty() ? std::vector<double>() : cell_means(mesh, settings.rasters).mean;
    std::int32_t of_rasters = 0;
    for (std::int32_t i = 0; i < mesh.cell_count(); ++i) {
        const std::int32_t reach = surface.places[i].reach;
        mesh.manning_n[i] = reach >= 0 ? settings.channel_n[static_cast<std::size_t>(reach)] : settings.flood_plain_n;
        if (!means.empty() && std::isfinite(means[i])) {
            mesh.manning_n[i] = means[i];
            ++of_rasters;
        }
        for (const RoughnessArea& area : settings.areas)
            if (inside(area.ring, {mesh.centroid[i].x, mesh.centroid[i].y}))
                mesh.manning_n[i] = area.manning_n;
    }
    return of_rasters;
}

std::int32_t fill_crests(BuiltSurface& surface, std::span<const gis::Grid> terrain, std::span<const Crest> crests) {
    SurfaceMesh& mesh = surface.mesh;
    std::int32_t raised = 0;
    for (const LineFace& along : surface.line_faces) {
        const Crest& crest = crests[static_cast<std::size_t>(along.line)];
        const std::int32_t f = along.face;
        double level = crest.level;
        if (std::isnan(level)) {  // the highest of the terrain at its ends and middle
            double ground = -std::numeric_limits<double>::infinity();
            const auto [first, second] = mesh.ends(f);
            for (const auto& [x, y] :
                 {std::pair{mesh.node_x[first], mesh.node_y[first]}, std::pair{mesh.midpoint[f].x, mesh.midpoint[f].y},
                  std::pair{mesh.node_x[second], mesh.node_y[second]}})
                if (const double here = sample(terrain, x, y); std::isfinite(here))
                    ground = std::max(ground, here);
            level = ground + crest.height;
        }
        const double bed = std::max(mesh.bed_elevation[mesh.left[f]], mesh.bed_elevation[mesh.right[f]]);
        const bool low = !(mesh.crest(f) > bed);  // of lines that are one, the higher crest holds
        mesh.set_crest(f, std::max({level, bed, mesh.crest(f)}));
        raised += level > bed && low ? 1 : 0;
    }
    return raised;
}

}  // namespace liriver::mesh::surface
