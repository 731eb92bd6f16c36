#pragma once
// From a loaded scenario to what the 1D solver computes on: cells, faces, structures, ends, and what drives them.
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/driver.h"
#include "scenarios/runner/losses.h"
#include "scenarios/runner/operation_model.h"
#include "solver/channel/channel_mesh.h"
#include "solver/transport/water_step.h"

namespace liriver::scenarios::runner {

/// A section as its cell knows it.
struct Node {
    std::int32_t reach = 0;     ///< index into the network's reaches
    double chainage = 0.0;      ///< m
    double x = 0.0, y = 0.0;    ///< m
    double bank = 0.0;          ///< m above datum, the lower end of the channel's zone
    double top = 0.0;           ///< m above datum, the lower end of the section: higher water stands against a wall
    std::int32_t section = -1;  ///< index into ChannelModel::sections; -1: a lake, or put in for the computation only
};

/// From one section to another, or to one across a structure: what an edge of the results shows.
struct SectionEdge {
    std::int32_t from = 0, to = 0;  ///< indices into ChannelModel::sections
    bool structure = false;         ///< `index` is a link's, else a face's
    std::int32_t index = 0;         ///< of several faces in a row the middle one
};

/// Where the water of a place is counted: faces, structures or ends up- and downstream along its own reach. Structures
/// side by side are one place: `count` links from `index` on.
struct FlowRef {
    enum class Kind : std::uint8_t { none, face, links, boundary } kind = Kind::none;
    std::int32_t index = -1;
    std::int32_t count = 1;
};

/// An end of a reach with its functions.
struct BoundaryDriver {
    std::string name;
    std::int32_t value = -1;                  ///< function: m3/s or m; -1: a law of the stage
    std::vector<std::int32_t> concentration;  ///< [constituents] function, kg/m3; -1: none
};

/// A structure with its functions.
struct LinkDriver {
    std::string name;
    std::int32_t setting = -1;                ///< function; -1: as mesh.links has it
    bool mean = false;                        ///< of the setting: its mean over a step counts, not its value at the end
    std::vector<std::int32_t> concentration;  ///< [constituents] function, kg/m3, of what comes from outside; -1: none
    const char* kind = "";                    ///< of a [[structure]], as the scenario writes it
    double share = 0.0;                       ///< of what comes down the river, which the setting is then a part of
    double on_water = 0.0;  ///< m, a length: the setting is a depth a second over it and the water's width, m/s
};

struct StationNodes {
    std::string name, label;
    std::vector<std::int32_t> cells;                         ///< discharges add; the rest is read at the first
    std::int32_t target = -1;                                ///< function, m3/s
    double target_tolerance = 0.0;                           ///< share of the target
    std::optional<double> gauge_minus_model = std::nullopt;  ///< m
};

/// A lake: a cell behind those of the reaches, and what passes in and out of it.
struct LakeNode {
    std::string name;
    std::int32_t cell = 0;
    double stage = 0.0;  ///< m at the start; NaN: as the steady river sets it
    struct Way {
        std::int32_t index = 0;
        double inward = 1.0;  ///< -1: positive discharge leaves the lake
    };
    std::vector<Way> faces, links;
};

struct ChannelModel {
    solver::channel::ChannelMesh mesh;
    std::vector<Node> nodes;             ///< [cells] of the reaches, then of the lakes, which are on reach -1
    std::vector<std::int32_t> sections;  ///< [sections] the cell of each that the river has, in the order of cells
    std::vector<SectionEdge> edges;      ///< by face, then by link
    std::vector<double> put_in;          ///< of each cell between sections: the section above, and the share of the way
                                         ///< to the next one added to its number
    std::vector<LakeNode> lakes;
    std::vector<FlowRef> above, below;  ///< [cells]
    /// [cells] 1: at a place water is put in or taken out, or another reach joins or branches off: what flows past the
    /// section differs from what flows on below
    std::vector<std::uint8_t> exchanges;
    std::vector<std::string> reach_names;
    std::vector<BoundaryDriver> boundaries;  ///< as mesh.boundaries
    std::vector<LinkDriver> links;           ///< as mesh.links
    std::vector<Loss> losses;                ///< what takes water out by links
    std::vector<StationNodes> stations;
    Driver driver;
    language::StartState start;  ///< [cells] of the reaches, by the scenario's `initial`
    OperationModel operation;
    std::vector<std::string> notes;  ///< a sentence each: what was left out or supposed
    /// Volumes are cells; faces are the mesh's faces, then links, boundaries, sources.
    solver::transport::Graph graph;

    /// How many cells the reaches have: the first ones.
    [[nodiscard]] std::int32_t reach_cells() const { return static_cast<std::int32_t>(nodes.size() - lakes.size()); }
    /// Whether a face or link leads from one cell of a reach to another, rather than to a lake or outside.
    [[nodiscard]] bool on_reaches(std::int32_t left, std::int32_t right) const {
        return left < reach_cells() && right < reach_cells() && right != solver::channel::outside;
    }

    /// Whether any link is a [[structure]] of the scenario.
    [[nodiscard]] bool has_structures() const {
        for (const LinkDriver& link : links)
            if (*link.kind != '\0')
                return true;
        return false;
    }
    [[nodiscard]] std::size_t link_face(std::size_t link) const { return mesh.left.size() + link; }
    [[nodiscard]] std::size_t boundary_face(std::size_t boundary) const {
        return link_face(mesh.links.size()) + boundary;
    }
    [[nodiscard]] std::size_t source_face(std::size_t source) const {
        return boundary_face(mesh.boundaries.size()) + source;
    }
};

/// Cells to be put in between sections: [sections], as ChannelModel::sections counts them, the shares (growing, between
/// 0 and 1) of the way to the next section of the reach at which one stands. Empty: none anywhere.
using CellPlan = std::vector<std::vector<double>>;

/// Builds the model. One cell stands about each section, and at each place of the plan one about a section interpolated
/// between its neighbours; sections above a dam are left out, since the dam's release stands for all that comes from
/// there. A plan may put no cell between two sections with a structure between them. Problems: an open lower end
/// without a boundary, objects above a dam, two structures between the same sections one below the other, a structure
/// that could take water from a dry bed, a normal depth on a bed that does not fall, a dam of unknown catchment area.
/// `known`, if given, is a model of the same scenario with another plan: its sections' tables are taken over.
[[nodiscard]] tl::expected<ChannelModel, data::tables::Problems> build_channel_model(
    const language::Model& model, const CellPlan& between, const ChannelModel* known = nullptr);

/// The same, with a plan of its own where `[network] computational_cells` asks for it (computational_cells.h).
[[nodiscard]] tl::expected<ChannelModel, data::tables::Problems> build_channel_model(const language::Model& model);

}  // namespace liriver::scenarios::runner
