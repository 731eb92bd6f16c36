#pragma once
// `[[surface]]` as the rooms that run it see it: a 2D mesh and what happens on it.
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/meshes/mending.h"
#include "mesh/surface/surface_mesh.h"
#include "scenarios/language/initial.h"
#include "scenarios/language/surface_make.h"
#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

enum class RimKind { discharge, stage, rating, normal_depth, free };

/// `[[surface.boundary]]`: a stretch of the rim, from one of its points to another, walking with the surface on the
/// left hand. What belongs to no stretch is a wall.
struct RimBoundary {
    std::string name;
    RimKind kind = RimKind::free;
    std::optional<PointValue> from, to;
    bool most_of_rim = false;                              ///< more than half of the rim that it lies on is meant
    std::optional<Series> discharge;                       ///< m3/s, into the surface
    std::optional<Series> stage;                           ///< m above the datum
    std::optional<double> slope;                           ///< m/m, of the energy: normal_depth
    FileName rating;                                       ///< CSV: stage_m, discharge_m3_s
    std::vector<RatingPoint> rating_table;                 ///< in its place
    std::vector<std::pair<double, double>> rating_points;  ///< (stage m, discharge m3/s), rising; filled by `load`
    Amounts concentration;                                 ///< kg/m3 of the water that comes in
    Provenance provenance;
    Position at;
};

/// `[[surface.rain_gauge]]`: rain on the cells that it is the nearest gauge of.
struct RainGauge {
    std::string name;
    std::optional<PointValue> point;
    std::optional<Series> rain;  ///< m/s
    Provenance provenance;
    Position at;
};

/// `[surface.rain_rasters]`
struct RainRasters {
    FileName table;      ///< CSV: from, to, file, band
    std::string unit;    ///< of the rasters' numbers
    double scale = 1.0;  ///< what a stored number is multiplied with
    std::string crs;     ///< of files that name none, or a wrong one
    Provenance provenance;
    Position at;

    [[nodiscard]] bool given() const { return !at.file.empty(); }
};

/// What a raster lets fall on the cells, from one time to another.
struct RainOnCells {
    data::tables::Time from, to;
    std::shared_ptr<const std::vector<double>> rate;  ///< [cells] m/s
};

/// `[[surface.material]]`: the roughness of the cells that bear a number in another program's mesh.
struct Material {
    int number = 0;
    std::optional<double> manning_n;  ///< s/m^(1/3)
    Provenance provenance;
    Position at;
};

/// `[[surface]]`
struct SurfaceSettings {
    std::string name;
    FileName mesh;
    data::meshes::Mending mesh_faults = data::meshes::Mending::refuse;
    double mesh_tolerance = 0.01;       ///< m: nodes of another program's mesh this near are one
    std::optional<double> mesh_nodata;  ///< elevation of its nodes that have none
    std::optional<double> mesh_lowest;  ///< m: nodes that lie lower have none
    std::vector<Material> materials;
    std::optional<double> manning_n;      ///< everywhere, in place of the mesh's own
    std::optional<double> initial_stage;  ///< m above the datum: water wherever the ground is lower
    std::optional<double> initial_depth;  ///< m, everywhere; neither: dry
    std::optional<Series> rain;           ///< m/s
    std::vector<RainGauge> rain_gauges;
    RainRasters rain_rasters;
    double rain_loss = 0.0;                                                ///< m/s, of the rain
    double loss = 0.0;                                                     ///< m/s
    double eddy_viscosity = 0.0;                                           ///< m2/s
    std::optional<double> longitudinal_dispersion, transverse_dispersion;  ///< m2/s; none: none
    std::optional<double> longitudinal_factor, transverse_factor;          ///< times depth x shear velocity; none: none
    double courant = 0.9;
    double arrival_depth = 0.01;         ///< m
    std::optional<double> raster_pixel;  ///< m, of the maxima's GeoTIFFs; none: from the cells' size
    std::vector<RimBoundary> boundaries;
    MakeSettings make;
    Provenance provenance;
    Position at;
};

/// As the scenario writes it.
[[nodiscard]] const char* word_of(RimKind kind);

/// The stretch of the rim that a boundary's two points give.
struct RimStretch {
    double length = 0.0;                      ///< m
    double share = 0.0;                       ///< of the rim that it lies on, 0 to 1
    double lowest_bed = 0.0;                  ///< m above the datum, of the cells along it
    double from_moved = 0.0, to_moved = 0.0;  ///< m from the points given to the rim's nodes
};

/// A surface's mesh as read, and where on it the scenario's objects lie; filled by `load`.
struct SurfaceInput {
    mesh::surface::SurfaceMesh mesh;
    std::vector<std::vector<std::int32_t>> boundary_faces;  ///< of SurfaceSettings::boundaries
    std::vector<RimStretch> stretches;                      ///< of SurfaceSettings::boundaries
    std::vector<std::int32_t> inflow_cells, outfall_cells;  ///< of the scenario's lists
    /// [diffuse loads] the cells that each is spread over, with their shares
    std::vector<std::vector<std::pair<std::int32_t, double>>> diffuse_cells;
    std::vector<std::int32_t> station_cells;                   ///< of the scenario's list
    std::vector<std::array<std::int32_t, 2>> structure_cells;  ///< of the scenario's list: from, to; -1: outside
    std::vector<std::int32_t> gauge_of_cell;                   ///< [cells] of SurfaceSettings::rain_gauges; empty: none
    StartState start;                                          ///< of its cells, by the scenario's `initial`
    std::vector<RainOnCells> rain_fields;                      ///< one after the other
    std::vector<double> node_z;                                ///< of `.2dm` and `.mesh`: elevations on nodes, m
    std::vector<std::int32_t> material;                        ///< of `.2dm`: a number for each cell
    std::string assumptions, attribution;                      ///< that a mesh in `.nc` carries
    std::vector<std::string> notes;
};

}  // namespace liriver::scenarios::language
