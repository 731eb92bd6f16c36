#include "scenarios/language/prismatic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "data/tables/suggest.h"
#include "mesh/gis/place.h"
#include "mesh/network/locate.h"
#include "scenarios/language/reporter.h"

namespace liriver::scenarios::language {

using mesh::network::Network;
using mesh::network::Point;
using mesh::network::Reach;

namespace {
constexpr double south = 180.0;  // degrees clockwise from north

class Layout {
  public:
    Layout(const Scenario& scenario, Network& network, Reporter& report)
        : scenario_(scenario), network_(network), report_(report) {
        names_.reserve(network.reaches.size() + scenario.reaches.size());
        for (const Reach& reach : network.reaches)
            names_.push_back(reach.name);
        for (const ReachSettings& reach : scenario.reaches)
            if (usable(reach)) {
                names_.push_back(reach.name);
                waiting_.emplace(reach.name, &reach);
            }
    }

    /// Only reaches whose keys were sound have all they need.
    static bool usable(const ReachSettings& reach) {
        return reach.prismatic() && reach.slope && reach.bottom_width && reach.upstream_bed &&
               *reach.bottom_width + reach.side_slope > 0.0 &&
               *reach.length / reach.spacing.value_or(default_spacing) <= most_sections;
    }

    void lay(const ReachSettings& settings) {
        if (waiting_.erase(settings.name) == 0)
            return;
        Reach reach;
        reach.name = settings.name;
        reach.source = settings.provenance.source;
        reach.confidence = settings.provenance.confidence;
        reach.from = end(settings, settings.leaves, settings.leaves_chainage, "leaves");
        reach.to = end(settings, settings.joins, settings.joins_chainage, "joins");
        draw(settings, reach);
        network_.reaches.push_back(std::move(reach));
    }

  private:
    std::optional<mesh::network::Place> end(const ReachSettings& settings, const std::optional<std::string>& other,
                                            const std::optional<double>& chainage, const char* key) {
        if (!other || other->empty() || !chainage)
            return std::nullopt;
        const std::string path = fmt::format("reach[{}].{}", settings.name, key);
        if (*other == settings.name) {
            report_.add_at_key(path, settings.at, "joins-itself", fmt::format("\"{}\", the reach itself", *other),
                               "another reach");
            return std::nullopt;
        }
        // The other reach's line is needed to draw this one; a ring of reaches ends the search, for each is laid once.
        if (const auto found = waiting_.find(*other); found != waiting_.end())
            lay(*found->second);
        const Reach* reach = network_.find(*other);
        if (reach == nullptr) {
            const bool known = std::find(names_.begin(), names_.end(), *other) != names_.end();
            if (known)
                report_.add_at_key(path, settings.at, "ring", fmt::format("\"{}\", which leads back here", *other),
                                   "reaches that flow downhill, not in a ring");
            else
                report_.add_at_key(path, settings.at, "unknown-reach", fmt::format("\"{}\"", *other),
                                   "the name of a reach", data::tables::suggest(*other, names_));
            return std::nullopt;
        }
        if (*chainage > reach->length()) {
            report_.add_at_key(path + "_chainage", settings.at, "off-reach", fmt::format("{} m", *chainage),
                               fmt::format("at most the length of {}, {} m", *other, reach->length()));
            return std::nullopt;
        }
        return mesh::network::Place{*other, *chainage};
    }

    void draw(const ReachSettings& settings, Reach& reach) {
        const double length = *settings.length;
        double bearing = settings.direction.value_or(south);
        Point first{0.0, 0.0};
        std::optional<Point> last;
        if (settings.upstream_point) {
            first = {settings.upstream_point->x, settings.upstream_point->y};
            if (settings.upstream_point->geographic)
                first = mesh::gis::place_in_crs(first.x, first.y, scenario_.project.crs).value_or(Point{});
        } else if (reach.from) {
            first = mesh::network::point_at(*network_.find(reach.from->reach), reach.from->chainage);
            bearing = settings.direction.value_or(south - 45.0);
        } else {
            first.x = 2.0 * length * static_cast<double>(network_.reaches.size());
        }
        const auto ahead = [](Point from, double degrees, double metres) {
            const double angle = degrees * std::numbers::pi / 180.0;
            return Point{from.x + metres * std::sin(angle), from.y + metres * std::cos(angle)};
        };
        if (reach.to) {
            last = mesh::network::point_at(*network_.find(reach.to->reach), reach.to->chainage);
            if (!reach.from && !settings.upstream_point)
                first = ahead(*last, settings.direction.value_or(south + 45.0) + 180.0, length);
        }
        const Point end = last.value_or(ahead(first, bearing, length));
        const Point middle{(first.x + end.x) / 2.0, (first.y + end.y) / 2.0};
        // A branch that returns is drawn as a bow beside its main stem, as long as its length asks for.
        const double half_chord = std::hypot(end.x - first.x, end.y - first.y) / 2.0;
        const double bow = std::sqrt(std::max(0.0, length * length / 4.0 - half_chord * half_chord));
        reach.chainage = {0.0, length};
        reach.x = {first.x, end.x};
        reach.y = {first.y, end.y};
        if (bow > 1e-3 * length && half_chord > 0.0) {
            const Point aside{middle.x - bow * (end.y - first.y) / (2.0 * half_chord),
                              middle.y + bow * (end.x - first.x) / (2.0 * half_chord)};
            reach.chainage = {0.0, length / 2.0, length};
            reach.x = {first.x, aside.x, end.x};
            reach.y = {first.y, aside.y, end.y};
        }
    }

    const Scenario& scenario_;
    Network& network_;
    Reporter& report_;
    std::vector<std::string> names_;
    std::map<std::string, const ReachSettings*> waiting_;
};

/// The trapezoid at a chainage, from the left bank's top to the right one's.
mesh::sections::Section trapezoid(const ReachSettings& reach, double chainage) {
    const double bed = *reach.upstream_bed - *reach.slope * chainage;
    const double bank = reach.side_slope * reach.bank_height;
    const double width = *reach.bottom_width;
    mesh::sections::Section section{reach.name, chainage, {}};
    section.points = {{0.0, bed + reach.bank_height, "channel"},
                      {bank, bed, "channel"},
                      {bank + width, bed, "channel"},
                      {2.0 * bank + width, bed + reach.bank_height, "channel"}};
    if (width == 0.0)
        section.points.erase(section.points.begin() + 1);
    return section;
}
}  // namespace

void add_prismatic_reaches(const Scenario& scenario, Network& network, std::vector<mesh::sections::Section>& sections,
                           data::tables::Problems& problems) {
    Reporter report(scenario, problems);
    std::set<std::string> in_tables;
    for (const Reach& reach : network.reaches)
        in_tables.insert(reach.name);
    Layout layout(scenario, network, report);
    for (const ReachSettings& reach : scenario.reaches) {
        if (!Layout::usable(reach))
            continue;
        if (in_tables.count(reach.name) > 0) {
            report.add(reach.at, "repeated-name", fmt::format("reach[{}]", reach.name),
                       fmt::format("a second reach \"{}\"", reach.name),
                       "a name that the table of reaches does not have");
            continue;
        }
        layout.lay(reach);
        const double spacing = reach.spacing.value_or(std::min(default_spacing, *reach.length));
        const auto steps = std::max(1L, std::lround(std::ceil(*reach.length / spacing - 1e-9)));
        for (long step = 0; step <= steps; ++step)
            sections.push_back(
                trapezoid(reach, *reach.length * static_cast<double>(step) / static_cast<double>(steps)));
    }
}

}  // namespace liriver::scenarios::language
