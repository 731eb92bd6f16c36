#include "scenarios/language/constituent_kind.h"

#include <array>

#include "data/tables/units.h"

namespace liriver::scenarios::language {
namespace {

constexpr std::array kinds{&mass_kind, &plain_kind, &count_kind, &temperature_kind};

}  // namespace

const ConstituentKind* kind_of_unit(const std::string& unit) {
    const auto given = data::tables::parse_unit(unit);
    if (!given)
        return nullptr;
    for (const ConstituentKind* kind : kinds) {
        const auto of_kind = data::tables::parse_unit(kind->concentration).value();
        // Between temperatures on different scales a concentration is no plain multiple.
        if (given->dimension == of_kind.dimension && given->offset == of_kind.offset)
            return kind;
    }
    return nullptr;
}

std::string amount_unit(std::string_view value, const std::string& of_mass) {
    constexpr std::array roles{&ConstituentKind::concentration, &ConstituentKind::load, &ConstituentKind::spill};
    for (const auto role : roles) {
        if (of_mass != mass_kind.*role)
            continue;
        for (const ConstituentKind* kind : kinds) {
            std::string unit = kind->*role;
            if (unit.empty() || unit == "1")
                continue;  // "1": a number alone, read as such
            if (const auto quantity = data::tables::parse_quantity(value, unit); quantity && !quantity->bare)
                return unit;
        }
    }
    return of_mass;
}

}  // namespace liriver::scenarios::language
