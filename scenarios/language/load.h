#pragma once
// From a scenario file to everything a run needs, or to every problem at once.
#include <filesystem>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/registers/catchment_table.h"
#include "data/tables/problem.h"
#include "mesh/network/network.h"
#include "mesh/sections/section.h"
#include "scenarios/language/quality_plan.h"
#include "scenarios/language/scenario.h"

namespace liriver::scenarios::language {

using data::registers::CatchmentArea;

/// What the files that a scenario names hold. Prismatic reaches are in it as well, as lines and sections.
struct RiverFiles {
    mesh::network::Network network;
    std::vector<mesh::sections::Section>
        sections;  ///< by reach in the network's order, then chainage; surveyed merged in
    std::vector<CatchmentArea> catchments;
    std::vector<mesh::network::Place> far_off;  ///< surveyed sections that `notes` say lie far from their neighbours
    std::vector<std::filesystem::path> inputs;  ///< every file read, the scenario first, each once: for checksums
    std::vector<std::string> notes;             ///< a sentence each: encodings found, sections replaced
};

/// A scenario and its files, checked: every station, outfall, inflow, reservoir and structure of registers and tables
/// is in the scenario's lists with a reach and a chainage, and every time table is read.
struct Model {
    Scenario scenario;
    RiverFiles river;
    std::vector<SurfaceInput> surfaces;  ///< of a scenario on a surface: one
    std::optional<QualityPlan> quality;  ///< none: no process is declared
};

/// Reads and checks a scenario to be run. `overrides` are `key=value` as of `--set`. Of a run that goes on from a
/// checkpoint at `restart` tables need rows only from there on. On failure: every problem, sorted.
[[nodiscard]] tl::expected<Model, data::tables::Problems> load(const std::filesystem::path& file,
                                                               const std::vector<std::string>& overrides = {},
                                                               std::optional<data::tables::Time> restart = {});

/// Reads and checks a scenario for `mesh`, all but the files it measures from (the runner reads those).
[[nodiscard]] tl::expected<Scenario, data::tables::Problems> load_for_mesh(
    const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

/// Reads and checks a scenario that makes a 2D mesh, and the network, sections and mesh that it names; what the mesh is
/// made from besides (terrain, polygons, lines) the runner reads. Without a network `river` is empty; `surfaces` holds
/// a mesh that is to be converted. On failure: every problem, sorted.
[[nodiscard]] tl::expected<Model, data::tables::Problems> load_for_surface(
    const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

}  // namespace liriver::scenarios::language
