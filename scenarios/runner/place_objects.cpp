#include "scenarios/runner/place_objects.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "mesh/network/locate.h"
#include "scenarios/runner/unknown_land.h"

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problems;
using language::Scenario;
namespace network = mesh::network;

/// A barrier this near (m) to an open end of a reach is the one that ends it.
constexpr double at_end = 500.0;

std::string area_in_words(double area) {
    return std::isfinite(area) ? fmt::format("{:.1f} km2", area / 1e6) : "unknown";
}

class Placer {
  public:
    Placer(const Scenario& scenario, const MeshInputs& inputs, const mesh::terrain::Drainage& drainage,
           MeasuredRiver& river, Problems& problems)
        : scenario_(scenario), inputs_(inputs), drainage_(drainage), river_(river), problems_(problems) {}

    void place_barriers() {
        std::vector<network::StatedBarrier> stated;
        for (const language::Structure& structure : scenario_.structures) {
            if (structure.kind != language::StructureKind::weir && structure.kind != language::StructureKind::dam)
                continue;
            std::optional<network::Point> point;
            if (structure.place.point) {
                point = to_point(*structure.place.point, scenario_.project.crs, problems_);
            } else if (const auto located = locate(structure.place, structure.name)) {
                point = located->point;
            }
            if (!point)
                continue;
            stated.push_back({structure.name, structure.kind == language::StructureKind::dam ? "dam" : "weir", *point,
                              structure.provenance.source, structure.provenance.confidence, structure.note});
        }
        river_.barriers = network::find_barriers(river_.network, inputs_.barriers, stated, {});
        for (network::Barrier& barrier : river_.barriers)
            settle_kind(barrier);
        make_names_unique();
        for (const network::Barrier& barrier : river_.barriers)
            report("{} {} on {} at {:.2f} km{}{}", barrier.kind, barrier.name, barrier.place.reach,
                   barrier.place.chainage / 1000.0, barrier.note.empty() ? "" : ": ", barrier.note);
    }

    void place_stations() {
        for (const language::Station& station : scenario_.stations) {
            std::vector<language::PlaceValue> places = station.sections;
            if (places.empty())
                places.push_back(station.place);
            double area = 0.0;
            for (const language::PlaceValue& place : places) {
                const auto located = locate(place, station.name);
                if (!located)
                    continue;
                MeasuredStation row;
                row.name = station.name;
                row.label = station.label;
                row.place = located->place;
                row.point = located->point;
                row.area = area_at(located->place);
                row.note = station.note;
                area += row.area;
                river_.stations.push_back(std::move(row));
            }
            report("station {}: catchment {}", station.name, area_in_words(area));
        }
    }

    void place_reservoirs() {
        for (const language::Reservoir& reservoir : scenario_.reservoirs) {
            const auto located = locate(reservoir.place, reservoir.name);
            if (!located)
                continue;
            MeasuredReservoir row;
            row.name = reservoir.name;
            row.label = reservoir.label;
            row.place = located->place;
            row.area = area_at(located->place);
            row.provenance = reservoir.provenance;
            report("reservoir {} on {} at {:.2f} km: catchment {}", row.name, row.place.reach,
                   row.place.chainage / 1000.0, area_in_words(row.area));
            river_.reservoirs.push_back(std::move(row));
        }
    }

  private:
    template <typename... Values>
    void report(fmt::format_string<Values...> words, Values&&... values) {
        river_.report.push_back(fmt::format(words, std::forward<Values>(values)...));
    }

    std::size_t number_of(const std::string& reach) const {
        return static_cast<std::size_t>(river_.network.find(reach) - river_.network.reaches.data());
    }

    /// A dam stays one only at an open end of a reach, where a reservoir feeds or takes it; water passes any other over
    /// its crest. What is drawn at the lower end of a reach that stops at a dam is that dam again.
    void settle_kind(network::Barrier& barrier) const {
        if (barrier.kind == "ignored")
            return;
        const network::Reach& reach = river_.network.reaches[number_of(barrier.place.reach)];
        const bool head = !reach.from && barrier.place.chainage < at_end;
        const bool end = !reach.to && reach.length() - barrier.place.chainage < at_end;
        if (barrier.kind == "dam" && !head && !end) {
            barrier.kind = "weir";
            barrier.note += barrier.note.empty() ? "drawn as a dam" : "; drawn as a dam";
        }
        if (barrier.kind != "weir" || !(head || end))
            return;
        for (const network::Barrier& other : river_.barriers) {
            const double away = network::distance(other.point, barrier.point);
            if (other.kind == "dam" && away < at_end) {
                barrier.kind = "ignored";
                barrier.note = fmt::format("{:.0f} m from the dam {}, where the reach {}", away, other.name,
                                           head ? "begins" : "ends");
                return;
            }
        }
    }

    /// Weirs and dams are told apart by their names; a repeated one gets its chainage too.
    void make_names_unique() {
        std::set<std::string> used;
        for (network::Barrier& barrier : river_.barriers) {
            if (used.count(barrier.name) > 0)
                barrier.name += fmt::format(" {:.0f}", barrier.place.chainage);
            used.insert(barrier.name);
        }
    }

    std::nullopt_t off_the_river(const language::PlaceValue& place, const std::string& name, std::string found,
                                 std::string expected) {
        problems_.push_back({.file = place.at.file,
                             .line = place.at.line,
                             .column = place.at.column,
                             .code = "off-the-river",
                             .key = name,
                             .found = std::move(found),
                             .expected = std::move(expected),
                             .hint = {}});
        return std::nullopt;
    }

    std::optional<network::Located> locate(const language::PlaceValue& place, const std::string& name) {
        const network::Reach* reach = river_.network.find(place.reach);
        if (!place.reach.empty() && reach == nullptr)
            return off_the_river(place, name, "reach " + place.reach, "a reach of the network");
        if (!place.point) {
            if (reach == nullptr || !place.chainage || *place.chainage > reach->length())
                return off_the_river(place, name, "no place on the river",
                                     "a point, or a reach with a chainage inside it");
            network::Located located;
            located.place = {place.reach, *place.chainage};
            located.point = network::point_at(*reach, *place.chainage);
            return located;
        }
        const auto point = to_point(*place.point, scenario_.project.crs, problems_);
        if (!point)
            return std::nullopt;
        const double farthest = scenario_.network.snap_distance;
        std::optional<network::Located> located =
            reach != nullptr ? network::locate(*reach, *point) : network::locate(river_.network, *point, farthest);
        if (!located || located->distance > farthest)
            return off_the_river(place, name,
                                 located ? fmt::format("a point {:.0f} m from the reach", located->distance)
                                         : "a point far from every reach",
                                 fmt::format("one within {:.0f} m", farthest));
        return located;
    }

    double area_at(const network::Place& place) const {
        const std::size_t reach = number_of(place.reach);
        if (place.chainage < 1.0 && !river_.catchments[reach].empty())
            return river_.catchments[reach].front().upstream;
        return mesh::terrain::area_along(drainage_, reach, place.chainage).value_or(0.0) +
               land_above(river_, reach, place.chainage);
    }

    const Scenario& scenario_;
    const MeshInputs& inputs_;
    const mesh::terrain::Drainage& drainage_;
    MeasuredRiver& river_;
    Problems& problems_;
};

}  // namespace

void place_objects(const Scenario& scenario, const MeshInputs& inputs, const mesh::terrain::Drainage& drainage,
                   MeasuredRiver& river, Problems& problems) {
    Placer placer(scenario, inputs, drainage, river, problems);
    placer.place_barriers();
    placer.place_stations();
    placer.place_reservoirs();
}

}  // namespace liriver::scenarios::runner
