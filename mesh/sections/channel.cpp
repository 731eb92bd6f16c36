#include "mesh/sections/channel.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "mesh/network/locate.h"

namespace liriver::mesh::sections {

namespace {

const double pi = std::acos(-1.0);

/// What a section's channel is made from.
struct Shape {
    AssumedChannel channel;
    double rim = 0.0;           ///< m, level of the low-water channel's rim
    double mean_thalweg = 0.0;  ///< m, without riffles and pools
    double thalweg = 0.0;       ///< m
    double swing = 0.0;         ///< -1 (at the left bank's foot) to 1 (at the right bank's)
};

double direction_of(const network::Reach& reach, double from, double to) {
    const network::Point a = network::point_at(reach, from);
    const network::Point b = network::point_at(reach, to);
    return std::atan2(b.y - a.y, b.x - a.x);
}

/// Curvature of the reach over four bank widths, 1/m, positive where it turns left.
double curvature(const network::Reach& reach, double chainage, double bank_width) {
    const double span = std::min(2.0 * bank_width, 0.25 * reach.length());
    const double middle = std::clamp(chainage, span, reach.length() - span);
    const double turn = direction_of(reach, middle, middle + span) - direction_of(reach, middle - span, middle);
    return std::remainder(turn, 2.0 * pi) / span;
}

/// Where the thalweg lies between the banks. The current is thrown to the outer bank; four times curvature times width
/// saturates it in bends of less than some three widths' radius.
double swing_of(const network::Reach& reach, double chainage, double bank_width, const ChannelSettings& settings) {
    const double bend = settings.bend_swing * std::tanh(4.0 * curvature(reach, chainage, bank_width) * bank_width);
    const double bars = settings.bar_swing * std::sin(2.0 * pi * chainage / (settings.bar_widths * bank_width));
    return std::clamp(bend + bars, -0.95, 0.95);
}

double rounded(double value, double step) { return std::round(value / step) * step; }

/// Adds a point unless it would not lie to the right of the last.
void add(Section& section, double offset, double elevation, const ChannelSettings& settings) {
    const double place = rounded(offset, settings.offset_step);
    if (section.points.empty() || place > section.points.back().offset)
        section.points.push_back(
            {.offset = place, .elevation = rounded(elevation, settings.elevation_step), .zone = "channel"});
}

/// The channel from bank top to bank top around `centre`, m from the section's left end.
Section channel_points(const Shape& shape, const SectionLine& line, const ChannelSettings& settings) {
    const AssumedChannel& c = shape.channel;
    const double half = line.channel_half_width;
    const double bank_top = shape.rim + c.bank_height;
    const double low_half = 0.5 * c.low_flow_width;
    // Room for the low-water channel between the banks' feet, were the bars level.
    const double room = std::max(0.0, half - c.side_slope * c.bank_height - low_half);
    const double middle = line.centre_offset + shape.swing * room;
    const double left_rim = middle - low_half;
    const double right_rim = middle + low_half;
    // Foot of a bank: where the bar, rising from the rim, meets the bank, falling from its top.
    const auto foot = [&](double rim_to_top) {
        const double rise = (c.bank_height - rim_to_top / c.side_slope) / (c.bar_slope - 1.0 / c.side_slope);
        return std::clamp(rise, 0.0, rim_to_top);
    };
    const double left_bar = foot(left_rim - (line.centre_offset - half));
    const double right_bar = foot(line.centre_offset + half - right_rim);
    // The floor is deepest on the outer side and rises a quarter of the depth to the inner one.
    const bool outer_right = shape.swing >= 0.0;
    const double depth = shape.rim - shape.thalweg;
    const double inner_floor = shape.thalweg + 0.25 * depth;
    const double floor_half = 0.5 * c.thalweg_width;
    const double left_floor = outer_right ? inner_floor : shape.thalweg;
    const double right_floor = outer_right ? shape.thalweg : inner_floor;
    const double deepest = middle + (outer_right ? 0.5 : -0.5) * floor_half;

    Section section;
    section.reach = line.reach;
    section.chainage = line.chainage;
    add(section, line.centre_offset - half, bank_top, settings);
    add(section, left_rim - left_bar, shape.rim + c.bar_slope * left_bar, settings);
    add(section, left_rim, shape.rim, settings);
    add(section, middle - floor_half, outer_right ? left_floor : 0.5 * (left_floor + inner_floor), settings);
    add(section, deepest, shape.thalweg, settings);
    add(section, middle + floor_half, outer_right ? 0.5 * (right_floor + inner_floor) : right_floor, settings);
    add(section, right_rim, shape.rim, settings);
    add(section, right_rim + right_bar, shape.rim + c.bar_slope * right_bar, settings);
    add(section, line.centre_offset + half, bank_top, settings);
    return section;
}

/// Terrain beside the channel, lifted to the bank tops where it lies below them.
void place_terrain(const CutSection& cut, double bank_top, const ChannelSettings& settings, BurnedSection& burned) {
    burned.terrain.reach = cut.line.reach;
    burned.terrain.chainage = cut.line.chainage;
    const double left_edge = cut.line.centre_offset - cut.line.channel_half_width;
    const double right_edge = cut.line.centre_offset + cut.line.channel_half_width;
    for (const std::vector<SectionPoint>* side : {&cut.left, &cut.right})
        for (SectionPoint point : *side) {
            const double away = std::max(left_edge - point.offset, point.offset - right_edge);
            // Upwards to the step, so that rounding cannot bring it below the bank.
            const double least =
                std::ceil((bank_top + settings.floodplain_rise * away) / settings.terrain_step - 1e-6) *
                settings.terrain_step;
            if (point.elevation < least) {
                ++burned.raised_points;
                burned.most_raised = std::max(burned.most_raised, least - point.elevation);
                point.elevation = least;
            }
            burned.terrain.points.push_back(std::move(point));
        }
}

/// Level of a reach's thalwegs at a chainage, linear between its sections.
double thalweg_at(const std::vector<CutSection>& cuts, const std::vector<Shape>& shapes, const std::string& reach,
                  double chainage) {
    double level = -1e30;
    double last_chainage = 0.0;
    bool first = true;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        if (cuts[i].line.reach != reach)
            continue;
        const double here = cuts[i].line.chainage;
        if (here >= chainage) {
            if (first || here == chainage)
                return shapes[i].thalweg;
            return level + (chainage - last_chainage) / (here - last_chainage) * (shapes[i].thalweg - level);
        }
        level = shapes[i].thalweg;
        last_chainage = here;
        first = false;
    }
    return level;
}

class Burner {
  public:
    Burner(const network::Network& network, const std::vector<CutSection>& cuts,
           const std::vector<LongProfile>& profiles, const std::vector<AssumedChannel>& table,
           const ChannelSettings& settings)
        : network_(network), cuts_(cuts), settings_(settings), shapes_(cuts.size()) {
        for (std::size_t i = 0; i < cuts.size(); ++i) {
            const SectionLine& line = cuts[i].line;
            for (const LongProfile& profile : profiles)
                if (profile.reach == line.reach)
                    shapes_[i].rim = profile.surface_at(line.chainage);
            shapes_[i].channel = channel_at(table, line.reach, line.chainage).value_or(AssumedChannel{});
            const network::Reach* reach = network.find(line.reach);
            shapes_[i].swing = swing_of(*reach, line.chainage, shapes_[i].channel.bank_width, settings);
        }
    }

    std::vector<BurnedSection> burn() {
        for (const network::Reach& reach : network_.reaches)
            set_thalwegs(reach);
        std::vector<BurnedSection> sections;
        for (std::size_t i = 0; i < cuts_.size(); ++i) {
            const Shape& shape = shapes_[i];
            BurnedSection burned;
            burned.thalweg = rounded(shape.thalweg, settings_.elevation_step);
            burned.low_rim = shape.rim;
            burned.bank_top = shape.rim + shape.channel.bank_height;
            burned.channel = channel_points(shape, cuts_[i].line, settings_);
            place_terrain(cuts_[i], burned.bank_top, settings_, burned);
            sections.push_back(std::move(burned));
        }
        return sections;
    }

  private:
    /// Thalwegs of one reach, after those of the reaches it meets.
    void set_thalwegs(const network::Reach& reach) {
        if (done_[reach.name])
            return;
        done_[reach.name] = true;
        double mouth = -1e30;
        double head = -1e30;
        for (const std::optional<network::Place>* place : {&reach.to, &reach.from}) {
            const network::Reach* other = *place ? network_.find((*place)->reach) : nullptr;
            if (other == nullptr)
                continue;
            set_thalwegs(*other);
            (place == &reach.to ? mouth : head) = thalweg_at(cuts_, shapes_, other->name, (*place)->chainage);
        }
        std::vector<std::size_t> own;
        for (std::size_t i = 0; i < cuts_.size(); ++i)
            if (cuts_[i].line.reach == reach.name)
                own.push_back(i);
        double lowest = 1e30;
        for (const std::size_t i : own) {
            Shape& shape = shapes_[i];
            lowest = std::min(lowest, shape.rim - shape.channel.thalweg_depth);
            shape.mean_thalweg = std::max(lowest, mouth);
            const double wave = shape.channel.undulation_length > 0.0
                                    ? shape.channel.undulation *
                                          std::cos(2.0 * pi * cuts_[i].line.chainage / shape.channel.undulation_length)
                                    : 0.0;
            shape.thalweg = std::max(shape.mean_thalweg + wave, mouth);
        }
        if (!own.empty())
            shapes_[own.front()].thalweg = std::max(shapes_[own.front()].thalweg, head);
    }

    const network::Network& network_;
    const std::vector<CutSection>& cuts_;
    const ChannelSettings& settings_;
    std::vector<Shape> shapes_;
    std::map<std::string, bool> done_;
};

}  // namespace

std::vector<BurnedSection> burn_channels(const network::Network& network, const std::vector<CutSection>& cuts,
                                         const std::vector<LongProfile>& profiles,
                                         const std::vector<AssumedChannel>& table, const ChannelSettings& settings) {
    return Burner(network, cuts, profiles, table, settings).burn();
}

}  // namespace liriver::mesh::sections
