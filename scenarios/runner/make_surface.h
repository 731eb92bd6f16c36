#pragma once
// A 2D mesh with its bed, from channels, terrain and sections; and the files it goes out in.
#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/results/provenance.h"
#include "data/tables/problem.h"
#include "data/tables/time.h"
#include "mesh/gis/grid.h"
#include "mesh/network/network.h"
#include "mesh/sections/section.h"
#include "mesh/surface/bed.h"
#include "mesh/surface/build_surface.h"
#include "mesh/surface/quality.h"

namespace liriver::scenarios::runner {

/// A reach to be meshed and how many cells lie across it.
struct MeshedReach {
    std::string name;
    int across = 7;
    double stretch = 2.0;     ///< length of a cell along the flow in its widths
    double channel_n = 0.03;  ///< s/m^(1/3)
};

struct SurfacePlan {
    std::string name;
    mesh::surface::SurfaceRequest geometry;  ///< without reaches: those come from the network and its sections
    std::vector<MeshedReach> reaches;
    std::vector<mesh::gis::Grid> terrain;  ///< best first
    mesh::surface::BedSettings bed;
    mesh::surface::RoughnessSettings roughness;  ///< without channel_n: that of the reaches
    std::vector<mesh::surface::Crest> crests;    ///< one for each of geometry.lines
};

struct MadeSurface {
    std::string name;
    std::vector<std::string> reaches;  ///< of the channels
    mesh::surface::BuiltSurface surface;
    mesh::surface::BedReport bed;
    mesh::surface::Quality quality;
    std::vector<double> node_z;          ///< m; empty: means of the cells around
    std::vector<std::int32_t> material;  ///< [cells]; empty: 2 in channels, 1 elsewhere
    std::vector<std::string> report;     ///< the quality in words, what was raised, dropped, cut
};

/// Builds the mesh and fills bed, roughness and crests. Fails, naming the place: a reach the network lacks or that has
/// no sections, as many crests as there are lines wanted, cells without terrain, and whatever `build_surface` refuses.
[[nodiscard]] tl::expected<MadeSurface, mesh::field::Error> make_surface(
    const SurfacePlan& plan, const mesh::network::Network& network,
    const std::vector<mesh::sections::Section>& sections);

/// Where a channel crosses the outer boundary of the mesh, as `[[surface.boundary]]` takes it: from here to there,
/// along the boundary with the surface on the left hand.
struct RimCrossing {
    std::string reach;
    double chainage = 0.0;  ///< m
    mesh::network::Point from, to;
};
[[nodiscard]] std::vector<RimCrossing> rim_crossings(const MadeSurface& made);

/// Writes surface.2dm (a node's elevation is the mean of the cells around it by area), surface.nc (UGRID, what `run`
/// takes), surface.vtu (3D, for ParaView), report.txt and report.json into a folder that exists. Returns the files.
/// Fails when one cannot be written.
[[nodiscard]] tl::expected<std::vector<std::filesystem::path>, mesh::field::Error> write_surface(
    const MadeSurface& made, const std::filesystem::path& folder, const data::results::Provenance& provenance,
    data::tables::Time start);

}  // namespace liriver::scenarios::runner
