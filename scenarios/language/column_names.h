#pragma once
// What the header of a column says: a quantity and the unit of its numbers. Internal to this module.
#include <optional>
#include <string>
#include <string_view>

namespace liriver::scenarios::language {

/// A header taken apart: "流量（m³/s）" is "流量" in "m³/s", "discharge_m3_s" is "discharge" in "m3/s".
struct ColumnName {
    std::string quantity;
    std::optional<std::string> unit;  ///< as `parse_unit` reads it; nothing: the header names none that is known
    std::string bracketed;            ///< what stands in its last brackets, where that is no unit: "cumec"
};

/// Takes a header apart. Units are read in Latin, square or full-width brackets ("水位(m)", "水位(m，85高程)", where
/// what follows a comma is a remark), after a comma or a blank ("discharge, m3/s"), at the end with underscores
/// ("discharge_m3_s") and after a solidus ("流量/(m³/s)", as GB/T 3101 has it).
[[nodiscard]] ColumnName split_column_name(std::string_view header);

/// The column names that a key goes by: "discharge" for "discharge_m3_s" as much as for the whole header.
[[nodiscard]] bool names_column(std::string_view wanted, std::string_view header);

}  // namespace liriver::scenarios::language
