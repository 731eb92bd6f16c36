#pragma once
// A register as a table, whatever it comes in: CSV, a workbook, or features of any source that OGR opens.
#include <filesystem>
#include <optional>
#include <string>

#include "data/tables/csv.h"
#include "data/tables/problem.h"

namespace liriver::data::registers {

/// Reads CSV (UTF-8, GB18030), XLSX and ODS (the only sheet), and what OGR opens (GeoJSON, GeoPackage, shapefiles, KML
/// ...: the only layer). Features become rows, their attributes columns, and their points two columns: `x_m` and `y_m`
/// in `crs`, or with an empty `crs` `longitude` and `latitude` in degrees (WGS 84). `line` of a feature's cells is its
/// number in the source, from 1. Problems: a file that cannot be read, several layers, features without a point or
/// without a CRS, and all that `make_table` checks.
[[nodiscard]] std::optional<tables::CsvTable> read_register_table(const std::filesystem::path& path,
                                                                  const std::string& crs, tables::Problems& problems);

}  // namespace liriver::data::registers
