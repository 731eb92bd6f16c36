#pragma once
// Lines that sides of cells follow: cut to what a mesh can hold, and found again among its faces.
#include <vector>

#include "mesh/surface/build_surface.h"
#include "mesh/surface/channel_quads.h"
#include "mesh/surface/line_plan.h"
#include "mesh/surface/size_field.h"

namespace liriver::mesh::surface {

/// A piece of a line as the triangulation takes it.
struct LinePiece {
    std::int32_t line = 0;
    std::vector<Point> points;
};

/// Lines along which sides are asked for.
struct CutLines {
    std::vector<LinePiece> pieces;
    std::vector<double> dropped;  ///< [lines] m inside channels or outside the domain
};

/// Cuts lines to the domain and to half an edge away from the channels' quadrilaterals, where they go on to the nearest
/// node of the channel's edge; points stand an edge length apart, at every bend of more than ten degrees and where
/// lines meet. `lines`: their number.
[[nodiscard]] CutLines cut_lines(const LinePlan& plan, std::size_t lines, const ChannelQuads& channels,
                                 const SizeField& lengths);

/// Adds the lines that were joined to others, along the faces of those.
void add_joined(const SurfaceMesh& mesh, const std::vector<JoinedPart>& joined, std::vector<LineFace>& faces);

/// The faces whose two ends lie on one segment of a piece, and the channels' outer sides that run along a line within
/// an edge length outside the channel.
[[nodiscard]] std::vector<LineFace> find_line_faces(const SurfaceMesh& mesh, const std::vector<CellPlace>& places,
                                                    const std::vector<RespectedLine>& lines, const CutLines& cut);

}  // namespace liriver::mesh::surface
