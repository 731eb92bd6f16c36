#pragma once
// Export coefficients as people write them: "4.4 kg/(person a)", "25 kg/ha/a", "2 g/(head d)".
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "data/tables/units.h"
#include "scenarios/language/diffuse_load.h"

namespace liriver::scenarios::language {

/// What a source is counted in.
enum class CountedIn { persons, heads, area };

/// Reads an amount for each counted thing and year (`a`) or day (`d`). `counted_as` is the unit of amounts of the
/// constituent, "kg" or "1". A year is a calendar year, whatever its length. Fails with code, found and expected.
[[nodiscard]] tl::expected<ExportCoefficient, data::tables::QuantityError> parse_export_coefficient(
    std::string_view text, CountedIn counted, const std::string& counted_as);

}  // namespace liriver::scenarios::language
