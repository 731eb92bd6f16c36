#pragma once
// What every export for ParaView writes in the same way: arrays, grids, and the collection of a run's levels. Internal
// to this module.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <tl/expected.hpp>

#include "data/results/provenance.h"
#include "data/tables/time.h"
#include "mesh/field/error.h"

class vtkUnstructuredGrid;

namespace liriver::viz::vtk {

/// A name as an attribute of XML: VTK writes those of arrays as they are, and readers turn them back.
[[nodiscard]] std::string array_name(const std::string& name);

[[nodiscard]] vtkNew<vtkDoubleArray> doubles(const std::string& name, const std::vector<double>& values);

void add_texts(const char* name, const std::vector<std::string>& texts, vtkUnstructuredGrid* grid);

/// Field data that say where a run comes from, under the names that the attributes of its NetCDF files have.
void add_provenance(const data::results::Provenance& from, vtkUnstructuredGrid* grid);

/// The first level at or after each multiple of the interval since `start`, and the last level; all for an interval of
/// 0. Of a run that went on from a checkpoint: those that the run from its start would have chosen.
[[nodiscard]] std::vector<std::size_t> chosen_levels(const std::vector<data::tables::Time>& times,
                                                     data::tables::Time start, std::chrono::nanoseconds interval);

/// Writes a `.vtu` with inline binary arrays and zlib, which every ParaView reads.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_grid(const std::filesystem::path& path,
                                                                vtkUnstructuredGrid* grid);

/// One file of a `.pvd`, and its time.
struct CollectionEntry {
    double seconds = 0.0;
    std::string file;  ///< beside the .pvd
};
[[nodiscard]] tl::expected<void, mesh::field::Error> write_collection(const std::filesystem::path& path,
                                                                      const std::vector<CollectionEntry>& entries);

}  // namespace liriver::viz::vtk
