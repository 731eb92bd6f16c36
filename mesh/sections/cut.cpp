#include "mesh/sections/cut.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace liriver::mesh::sections {

namespace {

/// One side of a section, from offset `from` to `to`; the place without terrain, if there is one.
struct Side {
    std::vector<double> offset, elevation;
    std::optional<network::Point> missing;
};

Side sample(const SectionLine& line, double from, double to, const network::TerrainSampler& terrain, double step,
            int least) {
    Side side;
    const int pieces = std::max(static_cast<int>(std::ceil((to - from) / step)), least);
    const double length = line.length();
    for (int i = 0; i <= pieces; ++i) {
        const double offset = std::round(from + (to - from) * i / pieces);
        if (!side.offset.empty() && offset <= side.offset.back())
            continue;
        const double fraction = offset / length;
        const network::Point point{.x = line.left.x + fraction * (line.right.x - line.left.x),
                                   .y = line.left.y + fraction * (line.right.y - line.left.y)};
        const double elevation = terrain.elevation(point.x, point.y);
        if (!std::isfinite(elevation) && !side.missing)
            side.missing = point;
        side.offset.push_back(offset);
        side.elevation.push_back(elevation);
    }
    return side;
}

std::vector<SectionPoint> thinned(const Side& side, const std::string& zone, const CutSettings& settings) {
    std::vector<SectionPoint> points;
    for (const std::size_t i : thin(side.offset, side.elevation, (settings.least_points + 1) / 2,
                                    settings.most_points / 2, settings.tolerance))
        points.push_back(
            {.offset = side.offset[i],
             .elevation = std::round(side.elevation[i] / settings.elevation_step) * settings.elevation_step,
             .zone = zone});
    return points;
}

}  // namespace

std::vector<std::size_t> thin(const std::vector<double>& offset, const std::vector<double>& elevation, int least,
                              int most, double tolerance) {
    const std::size_t size = offset.size();
    if (size <= 2) {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < size; ++i)
            all.push_back(i);
        return all;
    }
    std::vector<std::size_t> kept{0, size - 1};
    while (kept.size() < static_cast<std::size_t>(most) && kept.size() < size) {
        double worst = 0.0;
        std::size_t worst_vertex = 0;
        double widest = 0.0;
        std::size_t widest_vertex = 0;
        for (std::size_t k = 0; k + 1 < kept.size(); ++k) {
            const std::size_t a = kept[k];
            const std::size_t b = kept[k + 1];
            for (std::size_t i = a + 1; i < b; ++i) {
                const double fraction = (offset[i] - offset[a]) / (offset[b] - offset[a]);
                const double off = std::abs(elevation[i] - elevation[a] - fraction * (elevation[b] - elevation[a]));
                if (off > worst) {
                    worst = off;
                    worst_vertex = i;
                }
            }
            if (b - a > 1 && offset[b] - offset[a] > widest) {
                widest = offset[b] - offset[a];
                widest_vertex = a + (b - a) / 2;
            }
        }
        const bool enough = kept.size() >= static_cast<std::size_t>(least);
        if (enough && worst <= tolerance)
            break;
        // Below the tolerance a vertex says nothing of the shape: spread the rest evenly.
        const std::size_t added = worst > tolerance ? worst_vertex : widest_vertex;
        kept.insert(std::upper_bound(kept.begin(), kept.end(), added), added);
    }
    return kept;
}

tl::expected<std::vector<CutSection>, std::vector<field::Error>> cut_sections(const std::vector<SectionLine>& lines,
                                                                              const network::TerrainSampler& terrain,
                                                                              const CutSettings& settings) {
    std::vector<CutSection> cuts;
    std::vector<field::Error> errors;
    std::map<std::string, std::vector<std::pair<double, network::Point>>> missing;  // by reach: chainage and place
    const int least = (settings.least_points + 1) / 2;
    for (const SectionLine& line : lines) {
        const double edge = line.channel_half_width + settings.clear_of_channel;
        const double length = std::round(line.length());
        const Side left = sample(line, 0.0, line.centre_offset - edge, terrain, settings.step, least);
        const Side right = sample(line, line.centre_offset + edge, length, terrain, settings.step, least);
        if (left.missing || right.missing) {
            missing[line.reach].emplace_back(line.chainage, left.missing ? *left.missing : *right.missing);
            continue;
        }
        cuts.push_back({.line = line,
                        .left = thinned(left, "left_floodplain", settings),
                        .right = thinned(right, "right_floodplain", settings)});
    }
    for (const auto& [reach, places] : missing) {
        const auto& [chainage, point] = places.front();
        const std::string more = places.size() > 1 ? fmt::format("; nor under {} more of its sections, to {:.0f} m",
                                                                 places.size() - 1, places.back().first)
                                                   : "";
        errors.push_back({fmt::format("reach {}, section at {:.0f} m", reach, chainage),
                          fmt::format("no terrain at ({:.0f}, {:.0f}){}", point.x, point.y, more),
                          "a raster with a value under every section"});
    }
    if (!errors.empty())
        return tl::make_unexpected(errors);
    return cuts;
}

}  // namespace liriver::mesh::sections
