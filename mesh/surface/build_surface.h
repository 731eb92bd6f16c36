#pragma once
// From a domain and its channels to a 2D mesh: quadrilaterals along the flow, triangles around them.
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mesh/field/error.h"
#include "mesh/surface/ribbon.h"
#include "mesh/surface/ring.h"
#include "mesh/surface/surface_mesh.h"

namespace liriver::mesh::surface {

/// A place where cells are to be smaller: inside a ring, or around a point (a ring of one corner).
struct Refinement {
    std::string name;
    Ring ring;
    double radius = 0.0;       ///< m around the ring's only corner; not used with three corners or more
    double edge_length = 0.0;  ///< m
};

/// A line that sides of cells must follow: a levee, a road, a wall.
struct RespectedLine {
    std::string name;
    network::Polyline line;
};

struct SurfaceRequest {
    Ring domain;  ///< the rim; it must not cross itself
    std::vector<ChannelReach> reaches;
    std::vector<Refinement> refinements;
    std::vector<RespectedLine> lines;
    std::optional<double> join_lines;  ///< m: lines that run nearer to one another are one; none: refused
    double edge_length = 100.0;        ///< m, of the triangles far from everything
    double growth = 0.25;              ///< metres that edges grow by in a metre
    double smallest_angle = 20.0;      ///< degrees, of the triangles
};

/// Where in a channel a cell lies.
struct CellPlace {
    std::int32_t reach = -1;  ///< index into the request's reaches; -1: on the flood plain
    double chainage = 0.0;    ///< m
    double from = 0.0;        ///< share of the way from the left to the right bank at which the cell begins
    double to = 0.0;          ///< and ends
};

/// A face along a line, and how far along it the face's middle lies.
struct LineFace {
    std::int32_t face = 0;
    std::int32_t line = 0;
    double along = 0.0;  ///< m
};

struct BuiltSurface {
    SurfaceMesh mesh;               ///< bed, roughness and crests still to be filled
    std::vector<CellPlace> places;  ///< [cells]
    /// What else is known of cells where a channel has no rows, at mouths and in gaps: other channels than that of
    /// `places` whose ribbons hold a triangle's centroid, and the rows whose middle runs through a cell.
    struct MouthPlace {
        std::int32_t cell = 0;
        CellPlace place;
        bool crossed = false;  ///< the middle runs through the cell
    };
    std::vector<MouthPlace> mouths;    ///< by cell
    std::vector<LineFace> line_faces;  ///< by face
    /// Faces of the rim across the channels, where they enter or leave the domain, left to right bank.
    struct ChannelEnd {
        std::int32_t reach = 0;
        double chainage = 0.0;  ///< m
        std::vector<std::int32_t> faces;
    };
    std::vector<ChannelEnd> ends;
    double domain_area = 0.0;   ///< m2 to be covered: the domain without the channels cut off beyond its rim
    double channel_area = 0.0;  ///< m2 of the cells in channels
    double quad_area = 0.0;     ///< m2 of those that are quadrilaterals
    std::vector<std::string> notes;
};

/// Builds the mesh. Fails, naming what is wrong: a domain of fewer than three corners or without area, a reach whose
/// line and chainages do not fit, a number that is not positive, no cell at all, a domain that would take more than ten
/// million cells, lines that lie nearly on one another (and no `join_lines`).
[[nodiscard]] tl::expected<BuiltSurface, field::Error> build_surface(const SurfaceRequest& request);

}  // namespace liriver::mesh::surface
