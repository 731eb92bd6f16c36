#pragma once
// A scenario's surface ready to be computed: the solver's boundaries and sources, and the functions that drive them.
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/results/summary.h"
#include "data/tables/problem.h"
#include "mesh/surface/surface_mesh.h"
#include "scenarios/language/load.h"
#include "scenarios/runner/constituent.h"
#include "scenarios/runner/driver.h"
#include "scenarios/runner/quality_reactions.h"
#include "scenarios/runner/surface_rain.h"
#include "solver/surface/surface_boundary.h"
#include "solver/surface/surface_link.h"

namespace liriver::scenarios::runner {

/// The forcing of a stretch of the mesh's boundary, beside its solver::surface::SurfaceBoundary; functions are of
/// SurfaceModel::driver.
struct BoundaryForcing {
    std::string name;
    std::int32_t value = -1;                  ///< function: discharge or stage; -1: none
    std::vector<std::int32_t> concentration;  ///< [constituents] function, kg/m3; -1: 0
};

/// An inflow or an outfall in one cell.
struct SurfaceDrive {
    SourceName of;
    std::int32_t cell = 0;
    std::int32_t discharge = -1;              ///< function, m3/s; -1: no water
    std::vector<std::int32_t> concentration;  ///< [constituents] function, kg/m3; -1: 0
    std::vector<std::int32_t> load;           ///< [constituents] function, kg/s; -1: none
};

struct SurfaceStation {
    std::string name, label;
    std::int32_t cell = 0;
    mesh::network::Point point;                       ///< m
    double bed = 0.0;                                 ///< m above the datum, at the point (`weights_at`)
    std::vector<solver::surface::GaugeFace> section;  ///< empty: no discharge is known
    std::int32_t target = -1;                         ///< function, m3/s; -1: none
    double target_tolerance = 0.0;                    ///< share of the target
};

/// A structure beside its solver::surface::SurfaceLink.
struct SurfaceStructure {
    std::string name;
    const char* kind = "";      ///< as the scenario writes it
    std::int32_t setting = -1;  ///< function; -1: as the link has it
};

struct SurfaceModel {
    const mesh::surface::SurfaceMesh* mesh = nullptr;        ///< of the loaded scenario, which outlives the model
    std::vector<double> initial_depth;                       ///< [cells] m
    std::vector<double> initial_u, initial_v;                ///< [cells] m/s; empty: at rest
    std::vector<std::vector<double>> initial_concentration;  ///< [constituents][cells] kg/m3
    std::vector<solver::surface::SurfaceBoundary> boundaries;
    std::vector<BoundaryForcing> boundary_forcing;                  ///< [boundaries]
    std::vector<data::results::BoundaryAccount> boundary_accounts;  ///< [boundaries] before anything has crossed them
    std::vector<SurfaceDrive> drives;  ///< the first ones have water: the solver's sources, in their order
    std::vector<solver::surface::SurfaceSource> sources;
    Driver driver;  ///< functions alone
    SurfaceRainModel rain;
    double loss = 0.0;  ///< m/s
    std::vector<Constituent> constituents;
    const language::QualityPlan* processes = nullptr;  ///< of the loaded scenario; none: nullptr
    QualityForcing quality;
    std::vector<SurfaceStation> stations;
    std::vector<solver::surface::SurfaceLink> links;
    std::vector<SurfaceStructure> structures;  ///< [links]
};

/// The model of a scenario on a surface. Most was checked when it was loaded; problems: a structure that could take
/// water from dry ground, a sharp crest on the ground, a section that crosses nothing.
[[nodiscard]] tl::expected<SurfaceModel, data::tables::Problems> build_surface_model(const language::Model& input);

/// The boundaries of a loaded scenario on a surface, before anything has crossed them.
[[nodiscard]] std::vector<data::results::BoundaryAccount> boundary_accounts(const language::Model& input);

/// The faces between cells on one and the other side of the line from (x1, y1), its left end looking downstream, to
/// (x2, y2): a closed path near the line, so that what crosses it is exact wherever its ends stand on dry ground.
[[nodiscard]] std::vector<solver::surface::GaugeFace> cut_section(const mesh::surface::SurfaceMesh& mesh, double x1,
                                                                  double y1, double x2, double y2);

}  // namespace liriver::scenarios::runner
