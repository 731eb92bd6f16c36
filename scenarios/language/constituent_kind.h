#pragma once
// What kinds of things a constituent may be, by the unit of its concentrations, and in what its amounts are counted.
#include <string>
#include <string_view>

namespace liriver::scenarios::language {

/// Units of a kind, in SI. The names are `parse_unit`'s.
struct ConstituentKind {
    const char* concentration;  ///< "kg/m3"
    const char* load;           ///< "kg/s"; empty: it does not come without water
    const char* spill;          ///< "kg", also what budgets are in; empty as `load`
    const char* budget;         ///< of budgets, as summary.json says it
    const char* example;        ///< of a concentration with its unit
};

inline constexpr ConstituentKind mass_kind{"kg/m3", "kg/s", "kg", "kg", "1 mg/L"};
inline constexpr ConstituentKind plain_kind{"1", "m3/s", "m3", "m3", "1"};                ///< a share of the water
inline constexpr ConstituentKind count_kind{"1/m3", "1/s", "1", "1", "1000 1/L"};         ///< germs
inline constexpr ConstituentKind temperature_kind{"degC", "", "", "m3 degC", "15 degC"};  ///< heat, by water's own

/// The kind of a unit of concentration; nullptr: it is none.
[[nodiscard]] const ConstituentKind* kind_of_unit(const std::string& unit);

/// What a value with a unit may be of: the unit of the kind that it fits, among those that stand where `of_mass`
/// ("kg/m3", "kg/s" or "kg") does for masses; none fits: `of_mass`.
[[nodiscard]] std::string amount_unit(std::string_view value, const std::string& of_mass);

}  // namespace liriver::scenarios::language
