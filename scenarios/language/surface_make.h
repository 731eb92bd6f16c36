#pragma once
// `[surface.make]` as the rooms that make a 2D mesh see it.
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

/// A piece of ground: a ring of points, or the polygons of a vector file.
struct GroundArea {
    std::vector<PointValue> ring;
    FileName file;
    std::string layer;  ///< empty: every layer
    std::string crs;    ///< of a file that names none, or a wrong one

    [[nodiscard]] bool given() const { return !ring.empty() || file.given(); }
};

/// `[[surface.make.corridor]]`: the ground along a reach.
struct CorridorInput {
    std::string reach;
    std::optional<double> from, to;  ///< m, chainages; none: its ends
    double left = 0.0, right = 0.0;  ///< m, from the reach's line
    Position at;
};

/// `[[surface.make.channel]]`: a reach whose channel is meshed in quadrilaterals along the flow.
struct ChannelInput {
    std::string reach;
    int across = 7;        ///< cells from bank to bank
    double stretch = 2.0;  ///< length of a cell along the flow in its widths
    Position at;
};

/// `[[surface.make.refinement]]`: where cells are to be smaller.
struct RefinementInput {
    std::string name;
    GroundArea area;
    std::optional<PointValue> point;
    double radius = 0.0;       ///< m, around the point
    double edge_length = 0.0;  ///< m
    Position at;
};

/// `[[surface.make.line]]`: what sides of cells follow and water passes only above its crest.
struct RespectedInput {
    std::string name;
    std::vector<PointValue> points;
    FileName file;
    std::string layer;
    std::string crs;
    std::optional<double> height;  ///< m above the terrain along it
    std::optional<double> level;   ///< m above the datum
    Provenance provenance;
    Position at;
};

/// `[[surface.make.roughness]]`: ground with a roughness of its own.
struct RoughGround {
    std::string name;
    GroundArea area;
    double manning_n = 0.0;  ///< s/m^(1/3)
    Provenance provenance;
    Position at;
};

/// `[surface.make]`
struct MakeSettings {
    FileName folder;
    GroundArea domain;
    std::vector<CorridorInput> corridors;
    std::vector<ChannelInput> channels;
    std::vector<RefinementInput> refinements;
    std::vector<RespectedInput> lines;
    std::vector<RoughGround> roughness;
    FileName roughness_raster;
    std::optional<double> join_lines;  ///< m: lines and points this near are one; none: refused
    double edge_length = 100.0;        ///< m
    double growth = 0.25;              ///< metres a metre
    double smallest_angle = 20.0;      ///< degrees
    double raise_within = 100.0;       ///< m
    double floodplain_rise = 0.002;    ///< m a metre
    Position at;

    [[nodiscard]] bool given() const { return !at.file.empty(); }
};

}  // namespace liriver::scenarios::language
