#include "mesh/sections/terrain_reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace liriver::mesh::sections {
namespace {

constexpr double step = 2.0;             // m between samples
constexpr double least_of_least = 12.0;  // m of terrain beside a channel, as for sections that others shorten

struct Told {
    std::size_t count = 0;
    double from = 0.0, to = 0.0;  ///< m, chainages
    network::Point first;
    void add(double chainage, network::Point place) {
        if (count++ == 0) {
            from = chainage;
            first = place;
        }
        to = chainage;
    }
    [[nodiscard]] std::string at() const {
        return count == 1 ? fmt::format("at {:.0f} m", from) : fmt::format("from {:.0f} to {:.0f} m", from, to);
    }
};

class Shortener {
  public:
    Shortener(const network::TerrainSampler& terrain, double least_bank)
        : terrain_(terrain), least_(std::max(least_bank, least_of_least)) {}

    /// How far a side of so many metres has terrain, whole metres; nothing when the terrain has a hole, not an edge.
    [[nodiscard]] std::optional<double> terrain_to(const SectionLine& line, network::Point end, double side) const {
        const double first = std::min(line.channel_half_width, side);
        std::optional<double> last;
        bool ended = false;
        const int steps = std::max(1, static_cast<int>(std::ceil((side - first) / step)));
        for (int i = 0; i <= steps; ++i) {
            const double metres = first + (side - first) * i / steps;
            const double share = side > 0.0 ? metres / side : 0.0;
            const bool known = std::isfinite(terrain_.elevation(line.centre.x + share * (end.x - line.centre.x),
                                                                line.centre.y + share * (end.y - line.centre.y)));
            if (!known && i == 0)
                return 0.0;  // none beside the channel: the terrain does not hold the river
            if (known && ended)
                return std::nullopt;
            if (known)
                last = metres;
            ended = ended || !known;
        }
        if (!ended)
            return side;
        return last ? std::floor(*last) : 0.0;
    }

    void shorten(SectionLine& line) {
        const double right_side = network::distance(line.centre, line.right);
        const double left_side = network::distance(line.left, line.centre);
        const auto left = terrain_to(line, line.left, left_side);
        const auto right = terrain_to(line, line.right, right_side);
        if (!left || !right || (*left == left_side && *right == right_side))
            return;
        const double needed = line.channel_half_width + least_;
        if ((*left < needed && *left < left_side) || (*right < needed && *right < right_side)) {
            without_[line.reach].add(line.chainage, *left < needed ? line.left : line.right);
            return;
        }
        const auto moved = [&line](network::Point end, double side, double metres) {
            const double share = metres / side;
            return network::Point{.x = line.centre.x + share * (end.x - line.centre.x),
                                  .y = line.centre.y + share * (end.y - line.centre.y)};
        };
        shortened_[line.reach].add(line.chainage, *left < left_side ? line.left : line.right);
        line.left = moved(line.left, left_side, *left);
        line.right = moved(line.right, right_side, *right);
        line.centre_offset = *left;
    }

    [[nodiscard]] TerrainReach told() const {
        TerrainReach result;
        for (const auto& [reach, told] : shortened_)
            result.notes.push_back(
                fmt::format("{}: {} section{} {} {} shortened to where the terrain ends, near "
                            "({:.0f}, {:.0f})",
                            reach, told.count, told.count == 1 ? "" : "s", told.at(), told.count == 1 ? "is" : "are",
                            told.first.x, told.first.y));
        for (const auto& [reach, told] : without_)
            result.errors.push_back(
                {fmt::format("reach {}", reach),
                 fmt::format("no terrain beside the channel of {} section{} {}, first near ({:.0f}, {:.0f})",
                             told.count, told.count == 1 ? "" : "s", told.at(), told.first.x, told.first.y),
                 fmt::format("terrain for {:.0f} m beside the channel: a raster that reaches further, or a `start` or "
                             "`end` of the reach inside it",
                             least_)});
        return result;
    }

  private:
    const network::TerrainSampler& terrain_;
    double least_;
    std::map<std::string, Told> shortened_, without_;
};

}  // namespace

TerrainReach shorten_to_terrain(std::vector<SectionLine>& lines, const network::TerrainSampler& terrain,
                                double least_bank) {
    Shortener shortener(terrain, least_bank);
    for (SectionLine& line : lines)
        shortener.shorten(line);
    return shortener.told();
}

}  // namespace liriver::mesh::sections
