#pragma once
// Under which names tables hold the columns that the program knows by one name of its own.
#include <string_view>

namespace liriver::data::tables {

/// Whether a header's quantity (`split_column_name`) is the one that the program calls `quantity`: the same letters,
/// whatever their case and with blanks for underscores ("Catchment area"), or one of its Chinese names ("集水面积").
[[nodiscard]] bool names_quantity(std::string_view header, std::string_view quantity);

}  // namespace liriver::data::tables
