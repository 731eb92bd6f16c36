#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scenarios/runner/channel_model.h"

namespace liriver::scenarios::runner {

/// Builds the channel model of a scenario, step by step: `build` calls the steps in their order, which matters. The
/// steps that lay out cells and faces are in channel_cells.cpp, those that attach what drives the water in
/// channel_drivers.cpp.
class ChannelModelBuilder {
  public:
    ChannelModelBuilder(const language::Model& input, const CellPlan& between, const ChannelModel* known);

    /// The model, or every problem found.
    tl::expected<ChannelModel, data::tables::Problems> build();

  private:
    // The cells of one reach: [first, end) in the mesh, downstream; the first and the last stand about sections.
    struct ReachCells {
        std::int32_t first = 0, end = 0;
        std::int32_t first_section = 0, end_section = 0;  // of the model's sections
        double from = 0.0;                                // chainage where the modelled part begins
        bool cut = false;                                 // begins at a dam
        [[nodiscard]] bool empty() const { return first == end; }
    };

    /// Where an object of the scenario puts water in or takes it out at a point.
    struct ExchangePoint {
        std::int32_t cell = 0;
        std::string name;  ///< the object's
    };

    [[nodiscard]] std::size_t reach_index(const std::string& name) const;
    // Everything above a dam that stands on a reach is its catchment: there the model begins at the dam.
    void find_dams();
    // Two structures between the same two sections, one below the other, need one more between them: the nearer
    // section's shape, its bed on the straight line between the two beds.
    void part_structures();
    [[nodiscard]] static double lowest(const mesh::sections::Section& section);
    [[nodiscard]] const language::Roughness& roughness(const std::string& zone, const std::string& reach) const;
    void add_cells();
    void add_cell(const mesh::sections::Section& section, std::size_t reach);
    void add_known_cell(std::int32_t section);
    // What [[initial]] says of the cells of the reaches.
    void read_start();
    [[nodiscard]] bool is_section(std::int32_t cell) const { return out_.nodes[cell].section >= 0; }
    // channel_lakes.cpp: lakes are cells behind those of the reaches
    void add_lakes();
    void add_lake_faces();
    void add_lake_inflows();
    void note_ways_of_lakes();
    [[nodiscard]] std::int32_t lake_cell(const std::string& name) const;
    /// The cell about a place; -1 with a problem when it lies above a dam.
    std::int32_t cell_at(const std::string& reach, double chainage, const language::Position& at,
                         const std::string& key);
    /// Across a reach, in place of its momentum equation between two sections.
    [[nodiscard]] static bool stands_across(const language::Structure& structure);
    /// The last cell above a structure across a reach; -1, with a note or a problem, when there is none.
    std::int32_t cell_above(const language::Structure& structure);
    // channel_structures.cpp: first those across reaches, side by side ones together, then those beside the course.
    void add_structures();
    void add_link(const language::Structure& structure, std::int32_t left, std::int32_t right, bool side);
    /// Its discharge law between two cells (or a cell and outside). What could take water from a dry bed is a problem.
    solver::structures::Structure law_of(const language::Structure& structure, std::int32_t left, std::int32_t right);
    // The distance counts as `least_distance` at least, to the cell of another reach as `least_mouth`.
    void add_face(std::int32_t left, std::int32_t right, double distance);
    void add_faces();

    std::int32_t function(const language::Series& series);
    std::vector<std::int32_t> amounts(const language::Amounts& given);
    // The bed's fall over the last kilometre or so of a reach.
    [[nodiscard]] double end_slope(const ReachCells& cells) const;
    void add_boundaries();
    void add_boundary(const language::Boundary& b, std::size_t r);
    void add_source(std::string name, std::int32_t cell, std::int32_t function, double factor,
                    const std::vector<std::int32_t>& concentration, SourceName of = {});
    // Land drains into the stretch of each section; what lies above an open head comes in there, unless a reservoir
    // holds it.
    void add_runoff();
    // The functions of the runoff boundaries, and the one that holds on a reach: its own, else the general one, else
    // -1.
    void find_runoff();
    [[nodiscard]] std::int32_t runoff_on(const std::string& reach) const;
    void add_reservoirs();
    void add_inflows();
    void add_outfalls();
    // channel_loads.cpp
    struct CellStretch {
        std::int32_t cell;
        double from, to;  // m
    };
    /// The stretch about each cell of a reach, one after the other from its modelled beginning to its end.
    [[nodiscard]] std::vector<CellStretch> stretches_of(std::size_t reach) const;
    /// How a stretch is shared among its cells; nothing with a problem where a part of it lies above a dam.
    std::vector<LoadShare> shares_of(const std::string& reach, double from, double to, const language::Position& at,
                                     const std::string& path);
    void add_diffuse_loads();
    void add_moving_loads();
    // channel_losses.cpp
    void add_side_link(const std::string& name, std::int32_t cell, solver::structures::Structure structure,
                       LinkDriver driver);
    [[nodiscard]] std::int32_t link_count() const { return static_cast<std::int32_t>(out_.mesh.links.size()); }
    [[nodiscard]] std::vector<std::int32_t> no_concentrations() const {
        return std::vector<std::int32_t>(constituents_, -1);
    }
    void add_abstractions();
    void add_groundwater();
    void add_weather();
    void add_sinking_streams();
    void add_stations();
    [[nodiscard]] std::optional<std::string> distance_in_words(const language::PlaceValue& place,
                                                               std::int32_t cell) const;
    void note_stations_at_exchanges();
    void note_sign(const language::Boundary& b, bool upstream);
    // operation_builder.cpp: pools, rules and target flows, once all they look at and act on is there
    void add_pools();
    void add_rules();
    void add_target_flows();
    void check_gauges();

    void find_edges();
    void index_flows();
    void index_structures();
    void set_flow(std::int32_t left, std::int32_t right, FlowRef ref);
    void make_graph();

    const language::Model& in_;
    const language::Scenario& scenario_;
    const mesh::network::Network& network_;
    std::unordered_map<std::string, std::size_t> reach_numbers_;
    std::map<std::pair<std::string, std::string>, const language::Roughness*> roughness_;  // by zone and reach
    const CellPlan& between_;
    const ChannelModel* known_;
    ChannelModel out_;
    data::tables::Problems problems_;
    std::size_t constituents_ = 0;
    std::map<std::size_t, std::vector<const mesh::sections::Section*>> sections_;
    std::deque<mesh::sections::Section> interpolated_;  // stays in place as it grows
    std::vector<ReachCells> cells_;
    std::vector<bool> gone_;
    std::map<std::int32_t, std::vector<const language::Structure*>> across_;  // by the cell above
    std::vector<ExchangePoint> exchange_points_;
    std::map<std::string, std::int32_t> runoff_;  // function by reach; "": of every reach without its own
};

// Where a cell or a distance comes out shorter, since two sections stand at one place, it is taken as this long: so
// short that neither its water nor its friction counts.
inline constexpr double least_length = 0.1;    // m, of a cell
inline constexpr double least_distance = 0.1;  // m, between two sections

// A tributary's last section often stands at its mouth: what it joins is the middle of a cell that is as wide as the
// main channel. Over less than some metres the head lost there would be divided by a length that nothing flows along,
// and the momentum equation of the mouth be stiff.
inline constexpr double least_mouth = 5.0;  // m, from a reach's last section to the one it joins

inline constexpr double told_distance = 1.0;  // m; a station farther from the section that it shows is told

inline constexpr double nearest_end = 0.01;  // m; a section that close to a reach's end stands at it

/// A problem of the scenario at the place that the reader noted.
data::tables::Problem problem_at(const language::Position& at, std::string code, std::string key, std::string found,
                                 std::string expected);

}  // namespace liriver::scenarios::runner
