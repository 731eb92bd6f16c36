#pragma once
// 2D meshes in the files of other programs: SMS `.2dm` and MIKE `.mesh`.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "data/tables/problem.h"
#include "mesh/surface/plain_mesh.h"

namespace liriver::data::meshes {

/// A mesh as a file holds it: elevations sit on nodes.
struct MeshFile {
    mesh::surface::PlainMesh mesh;
    std::vector<double> node_z;                          ///< [nodes] m
    std::vector<std::int32_t> material;                  ///< [cells] the file's number; 1 where it has none
    std::vector<std::int64_t> node_number, cell_number;  ///< as the file counts them; a mesh to be written has none
    std::vector<int> cell_line;                          ///< [cells] where in the file each stands
    std::vector<std::int32_t> node_code;             ///< [nodes] MIKE: 0 inside, 1 land, above: open boundary; else 0
    std::vector<std::vector<std::int32_t>> strings;  ///< SMS: node strings, numbers of nodes from 0
    std::string name;
    std::string projection;  ///< MIKE: the line's WKT; else empty
};

/// Reads SMS's ASCII mesh: MESH2D with E3T, E4Q, ND and NS cards in any order; cards of settings are passed over.
/// Problems, each with its line: another kind of element, a card that is not known, a number that is none, a node or
/// element given twice, a corner that is no node, no cell at all.
[[nodiscard]] tl::expected<MeshFile, tables::Problems> read_2dm(const std::filesystem::path& path);

/// Reads DHI's ASCII mesh of triangles (21) or mixed cells (25), with or without the quantity's code and unit in the
/// first line (unit 1000 is the metre; another is refused). Problems as above; also fewer lines than announced.
[[nodiscard]] tl::expected<MeshFile, tables::Problems> read_mike_mesh(const std::filesystem::path& path);

/// By the extension: `.2dm` or `.mesh`; another is a problem.
[[nodiscard]] tl::expected<MeshFile, tables::Problems> read_mesh_file(const std::filesystem::path& path);

/// What is wrong with the cells of a file that reads well but makes no mesh, each with the file's own number and line:
/// cells without area or not convex, sides of more than two cells.
[[nodiscard]] tables::Problems bad_cells(const MeshFile& file, const std::filesystem::path& path);

/// Writes `.2dm`; coordinates and elevations are the shortest texts that read back as the same numbers.
[[nodiscard]] tl::expected<void, tables::Problem> write_2dm(const std::filesystem::path& path, const MeshFile& file);

}  // namespace liriver::data::meshes
