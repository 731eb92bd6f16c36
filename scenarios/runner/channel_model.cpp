#include "scenarios/runner/channel_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

namespace liriver::scenarios::runner {
namespace {

using data::tables::Problem;
using data::tables::Problems;
using language::Position;
using mesh::network::Reach;
using mesh::sections::Section;
using solver::channel::BoundaryKind;
using solver::channel::ChannelBoundary;
using solver::channel::ChannelWeir;
using solver::channel::HydraulicTables;
using solver::channel::OutlinePoint;

constexpr double gravity = 9.81;

Problem problem_at(const Position& at, std::string code, std::string key, std::string found, std::string expected) {
    return {at.file, at.line, at.column, std::move(code), std::move(key), std::move(found), std::move(expected), ""};
}

// The cells of one reach: [first, end) in the mesh, their sections in order.
struct ReachCells {
    std::int32_t first = 0, end = 0;
    double from = 0.0;  ///< chainage where the modelled part begins
    bool cut = false;   ///< begins at a dam
    [[nodiscard]] bool empty() const { return first == end; }
};

class Builder {
  public:
    explicit Builder(const language::Model& input)
        : in_(input), scenario_(input.scenario), network_(input.river.network) {}

    tl::expected<ChannelModel, Problems> build() {
        constituents_ = scenario_.constituents.size();
        for (const Reach& reach : network_.reaches)
            out_.reach_names.push_back(reach.name);
        find_dams();
        part_structures();
        add_cells();
        add_structures();
        add_faces();
        add_boundaries();
        add_runoff();
        add_reservoirs();
        add_inflows();
        add_outfalls();
        add_stations();
        if (!problems_.empty()) {
            data::tables::sort_problems(problems_);
            return tl::make_unexpected(problems_);
        }
        index_flows();
        make_graph();
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::size_t reach_index(const std::string& name) const {
        for (std::size_t r = 0; r < network_.reaches.size(); ++r)
            if (network_.reaches[r].name == name)
                return r;
        return network_.reaches.size();
    }

    // Everything above a dam that stands on a reach is its catchment: there the model begins at the dam.
    void find_dams() {
        cells_.resize(network_.reaches.size());
        for (std::size_t r = 0; r < network_.reaches.size(); ++r)
            for (const Section& s : in_.river.sections)
                if (s.reach == network_.reaches[r].name)
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
                out_.notes.push_back(
                    fmt::format("{} begins at the dam at chainage {:.0f} m; what lies above is left out",
                                network_.reaches[r].name, cells_[r].from));
    }

    // Two weirs between the same two sections need one more between them: the nearer section's shape, its bed on the
    // straight line between the two beds.
    void part_structures() {
        for (auto& [r, sections] : sections_) {
            std::vector<double> weirs;
            for (const language::Structure& s : scenario_.structures)
                if (s.kind == language::StructureKind::weir && s.place.reach == network_.reaches[r].name)
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
                sections.insert(next, &added);
                out_.notes.push_back(fmt::format("a section is interpolated on {} at {:.0f} m, between two weirs",
                                                 network_.reaches[r].name, chainage));
            }
        }
    }

    [[nodiscard]] static double lowest(const Section& section) {
        double bed = section.points.front().elevation;
        for (const auto& point : section.points)
            bed = std::min(bed, point.elevation);
        return bed;
    }

    [[nodiscard]] double roughness(const std::string& zone, const std::string& reach) const {
        const language::Roughness* found = nullptr;
        for (const language::Roughness& r : scenario_.roughness)
            if (r.zone == (zone.empty() ? "channel" : zone) &&
                (r.reach == reach || (r.reach.empty() && found == nullptr)))
                found = &r;
        return found == nullptr ? 0.03 : found->manning_n;
    }

    void add_cells() {
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
            for (std::size_t i = 0; i < kept.size(); ++i) {
                const double c = kept[i]->chainage;
                const double begin =
                    i == 0 ? std::min(c, cells.cut ? cells.from : 0.0) : 0.5 * (kept[i - 1]->chainage + c);
                const double end =
                    i + 1 == kept.size() ? std::max(c, reach.length()) : 0.5 * (c + kept[i + 1]->chainage);
                add_cell(*kept[i], r, std::max(end - begin, 1.0));
            }
            cells.end = out_.mesh.cell_count();
        }
    }

    void add_cell(const Section& section, std::size_t reach, double length) {
        std::vector<OutlinePoint> outline;
        std::map<std::string, int> zones;
        Node node;
        node.reach = static_cast<std::int32_t>(reach);
        node.chainage = section.chainage;
        double left_bank = section.points.front().elevation;
        double right_bank = section.points.back().elevation;
        bool in_channel = false;
        for (std::size_t p = 0; p < section.points.size(); ++p) {
            const auto& point = section.points[p];
            const int zone = zones.emplace(point.zone, static_cast<int>(zones.size())).first->second;
            outline.push_back({point.offset, point.elevation, roughness(point.zone, section.reach), zone});
            if (point.zone == "channel" && !in_channel) {
                in_channel = true;
                left_bank = point.elevation;
            }
            if (point.zone == "channel" && p + 1 < section.points.size())
                right_bank = section.points[p + 1].elevation;  // a piece ends at the next point
        }
        node.bank = std::min(left_bank, right_bank);
        const Reach& line = network_.reaches[reach];
        const auto above = std::upper_bound(line.chainage.begin(), line.chainage.end(), section.chainage);
        const auto k = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
            above - line.chainage.begin(), 1, static_cast<std::ptrdiff_t>(line.chainage.size()) - 1));
        const double share = (section.chainage - line.chainage[k - 1]) / (line.chainage[k] - line.chainage[k - 1]);
        node.x = line.x[k - 1] + share * (line.x[k] - line.x[k - 1]);
        node.y = line.y[k - 1] + share * (line.y[k] - line.y[k - 1]);
        out_.nodes.push_back(node);
        out_.mesh.table.push_back(out_.mesh.tables.add(outline));
        out_.mesh.bed.push_back(HydraulicTables::bed_elevation(outline));
        out_.mesh.length.push_back(length);
    }

    /// The cell about a place; -1 with a problem when it lies above a dam.
    std::int32_t cell_at(const std::string& reach, double chainage, const Position& at, const std::string& key) {
        const std::size_t r = reach_index(reach);
        if (r == network_.reaches.size() || cells_[r].empty() || (cells_[r].cut && chainage < cells_[r].from - 1.0)) {
            problems_.push_back(
                problem_at(at, "above-a-dam", key,
                           fmt::format("{} at {:.0f} m, which a reservoir's catchment holds", reach, chainage),
                           "a place below the dam: above it nothing is modelled"));
            return -1;
        }
        std::int32_t best = cells_[r].first;
        for (std::int32_t i = cells_[r].first; i < cells_[r].end; ++i)
            if (std::abs(out_.nodes[i].chainage - chainage) < std::abs(out_.nodes[best].chainage - chainage))
                best = i;
        return best;
    }

    void add_structures() {
        for (const language::Structure& s : scenario_.structures) {
            if (s.kind != language::StructureKind::weir)
                continue;
            const std::size_t r = reach_index(s.place.reach);
            if (r == network_.reaches.size() || cells_[r].empty() ||
                *s.place.chainage < out_.nodes[cells_[r].first].chainage) {
                out_.notes.push_back(fmt::format("weir {} stands above a dam and is left out", s.name));
                continue;
            }
            std::int32_t left = cells_[r].first;
            while (left + 2 < cells_[r].end && out_.nodes[left + 1].chainage <= *s.place.chainage)
                ++left;
            if (left + 1 >= cells_[r].end) {
                problems_.push_back(problem_at(s.at, "no-room", fmt::format("structure[{}]", s.name),
                                               fmt::format("reach {} with one section", s.place.reach),
                                               "a section on either side"));
                continue;
            }
            if (const auto other = weir_names_.find(left); other != weir_names_.end()) {
                problems_.push_back(problem_at(s.at, "same-place", fmt::format("structure[{}]", s.name),
                                               fmt::format("{} between the same two sections", other->second),
                                               "a section between the two"));
                continue;
            }
            weir_names_.emplace(left, s.name);
            ChannelWeir weir;
            weir.left = left;
            weir.right = left + 1;
            const double bed = std::max(out_.mesh.bed[left], out_.mesh.bed[left + 1]);
            weir.crest = s.crest ? *s.crest : bed + s.crest_height_above_bed.value_or(0.5);
            weir.coefficient = s.coefficient * std::sqrt(2.0 * gravity);
            std::int32_t cursor = 0;
            weir.width = s.width
                             ? *s.width
                             : out_.mesh.tables
                                   .at(out_.mesh.table[left], std::max(0.1, weir.crest - out_.mesh.bed[left]), cursor)
                                   .top_width;
            out_.mesh.weirs.push_back(weir);
        }
    }

    void add_face(std::int32_t left, std::int32_t right, double distance) {
        out_.mesh.left.push_back(left);
        out_.mesh.right.push_back(right);
        out_.mesh.distance.push_back(std::max(distance, 5.0));
    }

    void add_faces() {
        for (std::size_t r = 0; r < network_.reaches.size(); ++r) {
            const ReachCells& cells = cells_[r];
            const Reach& reach = network_.reaches[r];
            if (cells.empty())
                continue;
            if (reach.from && !cells.cut) {
                const std::int32_t source =
                    cell_at(reach.from->reach, reach.from->chainage, {}, reach.name + " begins");
                if (source >= 0)
                    add_face(source, cells.first,
                             out_.nodes[cells.first].chainage +
                                 std::abs(out_.nodes[source].chainage - reach.from->chainage));
            }
            for (std::int32_t i = cells.first; i + 1 < cells.end; ++i)
                if (weir_names_.count(i) == 0)
                    add_face(i, i + 1, out_.nodes[i + 1].chainage - out_.nodes[i].chainage);
            if (reach.to) {
                const std::int32_t mouth = cell_at(reach.to->reach, reach.to->chainage, {}, reach.name + " ends");
                if (mouth >= 0)
                    add_face(cells.end - 1, mouth,
                             reach.length() - out_.nodes[cells.end - 1].chainage +
                                 std::abs(out_.nodes[mouth].chainage - reach.to->chainage));
            }
        }
    }

    std::int32_t function(const language::Series& series) {
        return out_.driver.add(to_function(series, *scenario_.time.start));
    }

    std::vector<std::int32_t> amounts(const language::Amounts& given) {
        std::vector<std::int32_t> functions;
        for (const language::Constituent& c : scenario_.constituents) {
            const auto found = given.find(c.name);
            functions.push_back(found == given.end() ? -1 : function(found->second));
        }
        return functions;
    }

    // The bed's fall over the last kilometre or so of a reach.
    [[nodiscard]] double end_slope(const ReachCells& cells) const {
        const std::int32_t last = cells.end - 1;
        std::int32_t first = last;
        while (first > cells.first &&
               (last - first < 2 || out_.nodes[last].chainage - out_.nodes[first].chainage < 2000.0))
            --first;
        const double distance = out_.nodes[last].chainage - out_.nodes[first].chainage;
        return distance > 0.0 ? (out_.mesh.bed[first] - out_.mesh.bed[last]) / distance : 0.0;
    }

    void add_boundaries() {
        std::vector<bool> lower_end(network_.reaches.size(), false);
        for (const language::Boundary& b : scenario_.boundaries) {
            const std::size_t r = reach_index(b.reach);
            if (b.kind == language::BoundaryKind::runoff || r == network_.reaches.size())
                continue;
            const bool upstream = b.end == language::End::upstream;
            if (!upstream)
                lower_end[r] = true;
            if (cells_[r].empty() || (upstream && cells_[r].cut)) {
                problems_.push_back(
                    problem_at(b.at, "above-a-dam", fmt::format("boundary[{}]", b.name),
                               fmt::format("the head of {}, which a reservoir's catchment holds", b.reach),
                               "an end below the dam"));
                continue;
            }
            ChannelBoundary boundary;
            boundary.cell = upstream ? cells_[r].first : cells_[r].end - 1;
            boundary.upstream = upstream;
            BoundaryDriver driver;
            driver.name = b.name;
            driver.concentration = amounts(b.concentration);
            switch (b.kind) {
                case language::BoundaryKind::discharge:
                    boundary.kind = BoundaryKind::discharge;
                    driver.value = function(*b.discharge);
                    break;
                case language::BoundaryKind::stage:
                    boundary.kind = BoundaryKind::stage;
                    driver.value = function(*b.stage);
                    break;
                case language::BoundaryKind::rating:
                    boundary.kind = BoundaryKind::rating;
                    for (const auto& point : b.rating_points) {
                        boundary.rating_stage.push_back(point.first);
                        boundary.rating_discharge.push_back(point.second);
                    }
                    break;
                case language::BoundaryKind::normal_depth:
                case language::BoundaryKind::runoff:
                    boundary.kind = BoundaryKind::normal_depth;
                    boundary.slope = b.slope ? *b.slope : end_slope(cells_[r]);
                    if (!(boundary.slope > 0.0))
                        problems_.push_back(problem_at(b.at, "no-fall", fmt::format("boundary[{}].slope", b.name),
                                                       "a bed that does not fall over its last stretch",
                                                       "a slope for the normal depth"));
                    break;
            }
            out_.mesh.boundaries.push_back(boundary);
            out_.boundaries.push_back(driver);
        }
        for (std::size_t r = 0; r < network_.reaches.size(); ++r)
            if (!network_.reaches[r].to && !cells_[r].empty() && !lower_end[r])
                problems_.push_back(problem_at({scenario_.file.string(), 0, 0}, "no-boundary", "boundary",
                                               fmt::format("nothing at the lower end of {}", network_.reaches[r].name),
                                               "a [[boundary]] with end = \"downstream\""));
    }

    void add_source(std::string name, std::int32_t cell, std::int32_t function, double factor,
                    const std::vector<std::int32_t>& concentration) {
        if (cell < 0)
            return;
        Source source;
        source.name = std::move(name);
        source.cell = cell;
        source.function = function;
        source.factor = factor;
        source.concentration = concentration;
        source.load.assign(constituents_, -1);
        out_.driver.sources.push_back(source);
    }

    [[nodiscard]] bool dam_at_head(std::size_t r) const {
        return std::any_of(scenario_.reservoirs.begin(), scenario_.reservoirs.end(),
                           [&](const language::Reservoir& dam) { return reach_index(dam.place.reach) == r; });
    }

    // Land drains into the stretch of each section; what lies above an open head comes in there, unless a dam holds it.
    void add_runoff() {
        for (const language::Boundary& b : scenario_.boundaries) {
            if (b.kind != language::BoundaryKind::runoff)
                continue;
            const std::int32_t depth = function(*b.specific_discharge);
            const std::vector<std::int32_t> concentration = amounts(b.concentration);
            if (runoff_ < 0)
                runoff_ = depth;
            std::vector<bool> head_done(network_.reaches.size(), false);
            for (const data::registers::CatchmentArea& row : in_.river.catchments) {
                const std::size_t r = reach_index(row.reach);
                if (r == network_.reaches.size() || cells_[r].empty() || (!b.reach.empty() && b.reach != row.reach))
                    continue;
                const bool head = !head_done[r] && !cells_[r].cut && !network_.reaches[r].from;
                head_done[r] = true;
                if (cells_[r].cut && row.chainage < cells_[r].from)
                    continue;
                const std::int32_t cell = cell_at(row.reach, row.chainage, b.at, "runoff");
                if (head && !dam_at_head(r) && row.upstream_area > 0.0)
                    add_source(fmt::format("headwater of {}", row.reach), cell, depth, row.upstream_area,
                               concentration);
                if (row.local_area > 0.0)
                    add_source(fmt::format("land along {}", row.reach), cell, depth, row.local_area, concentration);
            }
        }
    }

    void add_reservoirs() {
        for (const language::Reservoir& dam : scenario_.reservoirs) {
            Release release;
            release.name = dam.name;
            double area = dam.catchment_area.value_or(-1.0);
            if (area < 0.0) {  // the land above the last section at or above the dam
                for (const data::registers::CatchmentArea& row : in_.river.catchments)
                    if (row.reach == dam.place.reach && (area < 0.0 || row.chainage <= *dam.place.chainage))
                        area = row.upstream_area;
            }
            release.natural = dam.specific_discharge ? function(*dam.specific_discharge) : runoff_;
            if (release.natural >= 0 && area < 0.0)
                problems_.push_back(problem_at(dam.at, "no-area", fmt::format("reservoir[{}].catchment_area", dam.name),
                                               "none, and no catchment table that holds it",
                                               "the area whose natural flow the dam passes on"));
            release.area = std::max(area, 0.0);
            if (dam.release) {
                release.release = function(*dam.release);
                const bool table = dam.release->is_table() && !dam.release->times.empty();
                release.from =
                    table ? data::tables::seconds_between(*scenario_.time.start, dam.release->times.front()) : 0.0;
                release.to =
                    table ? data::tables::seconds_between(*scenario_.time.start, dam.release->times.back()) : 1e300;
            }
            const std::int32_t cell =
                cell_at(dam.place.reach, *dam.place.chainage, dam.at, fmt::format("reservoir[{}]", dam.name));
            add_source(dam.name, cell, -1, 1.0, amounts(dam.concentration));
            if (cell >= 0)
                out_.driver.sources.back().reservoir = static_cast<std::int32_t>(out_.driver.reservoirs.size());
            out_.driver.reservoirs.push_back(release);
        }
    }

    void add_inflows() {
        for (const language::Inflow& inflow : scenario_.inflows) {
            const std::int32_t cell =
                cell_at(inflow.place.reach, *inflow.place.chainage, inflow.at, fmt::format("inflow[{}]", inflow.name));
            const std::vector<std::int32_t> concentration = amounts(inflow.concentration);
            if (inflow.discharge)
                add_source(inflow.name, cell, function(*inflow.discharge), 1.0, concentration);
            if (inflow.catchment_area)
                add_source(inflow.name, cell,
                           inflow.specific_discharge ? function(*inflow.specific_discharge) : runoff_,
                           *inflow.catchment_area, concentration);
        }
    }

    void add_outfalls() {
        for (const language::Outfall& outfall : scenario_.outfalls) {
            const std::int32_t cell = cell_at(outfall.place.reach, *outfall.place.chainage, outfall.at,
                                              fmt::format("outfall[{}]", outfall.name));
            if (cell < 0)
                continue;
            add_source(outfall.name, cell, outfall.discharge ? function(*outfall.discharge) : -1, 1.0,
                       amounts(outfall.concentration));
            out_.driver.sources.back().load = amounts(outfall.load);
        }
    }

    void add_stations() {
        for (const language::Station& station : scenario_.stations) {
            StationNodes nodes;
            nodes.name = station.name;
            nodes.label = station.label;
            for (const language::PlaceValue& place : station.places)
                nodes.cells.push_back(
                    cell_at(place.reach, *place.chainage, station.at, fmt::format("station[{}]", station.name)));
            if (station.target)
                nodes.target = function(*station.target);
            out_.stations.push_back(nodes);
        }
    }

    void index_flows() {
        const solver::channel::ChannelMesh& mesh = out_.mesh;
        out_.above.resize(mesh.bed.size());
        out_.below.resize(mesh.bed.size());
        const auto set = [&](std::int32_t left, std::int32_t right, FlowRef ref) {
            const bool same = out_.nodes[left].reach == out_.nodes[right].reach;
            if (same || out_.below[left].kind == FlowRef::Kind::none)
                out_.below[left] = ref;
            if (same || out_.above[right].kind == FlowRef::Kind::none)
                out_.above[right] = ref;
        };
        for (std::size_t f = 0; f < mesh.left.size(); ++f)
            if (out_.nodes[mesh.left[f]].reach != out_.nodes[mesh.right[f]].reach) {
                // the mouth counts below the tributary's last cell, an off-take above the branch's first
                const FlowRef ref{FlowRef::Kind::face, static_cast<std::int32_t>(f)};
                const auto& left_cells = cells_[static_cast<std::size_t>(out_.nodes[mesh.left[f]].reach)];
                if (mesh.left[f] == left_cells.end - 1)
                    out_.below[mesh.left[f]] = ref;
                const auto& right_cells = cells_[static_cast<std::size_t>(out_.nodes[mesh.right[f]].reach)];
                if (mesh.right[f] == right_cells.first)
                    out_.above[mesh.right[f]] = ref;
            }
        for (std::size_t f = 0; f < mesh.left.size(); ++f)
            if (out_.nodes[mesh.left[f]].reach == out_.nodes[mesh.right[f]].reach)
                set(mesh.left[f], mesh.right[f], {FlowRef::Kind::face, static_cast<std::int32_t>(f)});
        for (std::size_t w = 0; w < mesh.weirs.size(); ++w)
            set(mesh.weirs[w].left, mesh.weirs[w].right, {FlowRef::Kind::weir, static_cast<std::int32_t>(w)});
        for (std::size_t b = 0; b < mesh.boundaries.size(); ++b)
            (mesh.boundaries[b].upstream ? out_.above : out_.below)[mesh.boundaries[b].cell] = {
                FlowRef::Kind::boundary, static_cast<std::int32_t>(b)};
    }

    void make_graph() {
        const solver::channel::ChannelMesh& mesh = out_.mesh;
        solver::transport::Graph& graph = out_.graph;
        graph.volume_count = mesh.cell_count();
        for (const Node& node : out_.nodes) {
            graph.centroid_x.push_back(node.x);
            graph.centroid_y.push_back(node.y);
        }
        const auto add = [&](std::int32_t from, std::int32_t to, double distance) {
            const Node& a = out_.nodes[from >= 0 ? from : to];
            const Node& b = out_.nodes[to >= 0 ? to : from];
            graph.from.push_back(from);
            graph.to.push_back(to);
            graph.distance.push_back(distance);
            graph.midpoint_x.push_back(0.5 * (a.x + b.x));
            graph.midpoint_y.push_back(0.5 * (a.y + b.y));
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            graph.normal_x.push_back(length > 0.0 ? (b.x - a.x) / length : 1.0);
            graph.normal_y.push_back(length > 0.0 ? (b.y - a.y) / length : 0.0);
        };
        for (std::size_t f = 0; f < mesh.left.size(); ++f)
            add(mesh.left[f], mesh.right[f], mesh.distance[f]);
        for (const ChannelWeir& weir : mesh.weirs)
            add(weir.left, weir.right, std::max(5.0, out_.nodes[weir.right].chainage - out_.nodes[weir.left].chainage));
        for (const ChannelBoundary& b : mesh.boundaries)
            b.upstream ? add(solver::transport::outside, b.cell, 0.0) : add(b.cell, solver::transport::outside, 0.0);
        for (const Source& source : out_.driver.sources)
            add(solver::transport::outside, source.cell, 0.0);
    }

    const language::Model& in_;
    const language::Scenario& scenario_;
    const mesh::network::Network& network_;
    ChannelModel out_;
    Problems problems_;
    std::size_t constituents_ = 0;
    std::map<std::size_t, std::vector<const Section*>> sections_;
    std::deque<Section> interpolated_;  // stays in place as it grows
    std::vector<ReachCells> cells_;
    std::vector<bool> gone_;
    std::map<std::int32_t, std::string> weir_names_;  // by left cell
    std::int32_t runoff_ = -1;                        // function of the first runoff boundary
};

}  // namespace

tl::expected<ChannelModel, Problems> build_channel_model(const language::Model& model) {
    return Builder(model).build();
}

}  // namespace liriver::scenarios::runner
