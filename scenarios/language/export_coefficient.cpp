#include "scenarios/language/export_coefficient.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "data/tables/columns.h"

namespace liriver::scenarios::language {
namespace {

using data::tables::Dimension;
using data::tables::parse_unit;

bool is_one_of(std::string_view word, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* one) { return word == one; });
}

/// The units of what follows the number, without "/", brackets and blanks; nothing where a bracket is left open.
std::optional<std::vector<std::string>> split(std::string_view text) {
    std::vector<std::string> words(1);
    int open = 0;
    for (const char letter : text) {
        open += letter == '(' ? 1 : letter == ')' ? -1 : 0;
        if (open < 0 || open > 1)
            return std::nullopt;
        if (is_one_of({&letter, 1}, {"/", " ", "*", "(", ")"})) {
            if (!words.back().empty())
                words.emplace_back();
        } else {
            words.back() += letter;
        }
    }
    if (words.back().empty())
        words.pop_back();
    return open == 0 ? std::optional(words) : std::nullopt;
}

/// How many of SI's unit (persons, heads, m2) one of that name is; nothing: it is none.
std::optional<double> counted_unit(const std::string& word, CountedIn counted) {
    switch (counted) {
        case CountedIn::persons:
            return is_one_of(word, {"person", "cap", "人"}) ? std::optional(1.0) : std::nullopt;
        case CountedIn::heads:
            return is_one_of(word, {"head", "头", "只", "羽"}) ? std::optional(1.0) : std::nullopt;
        case CountedIn::area:
            break;
    }
    const auto unit = parse_unit(word);
    if (!unit || !(unit->dimension == Dimension{.length = 2}))
        return std::nullopt;
    return unit->numerator / unit->denominator;
}

/// What the amount's unit is worth; nothing: it is none of that kind.
std::optional<double> amount_unit(const std::string& word, const std::string& counted_as) {
    if (counted_as == "1")
        return word == "1" ? std::optional(1.0) : std::nullopt;
    const auto unit = parse_unit(word);
    if (!unit || !(unit->dimension == Dimension{.mass = 1}))
        return std::nullopt;
    return unit->numerator / unit->denominator;
}

}  // namespace

tl::expected<ExportCoefficient, data::tables::QuantityError> parse_export_coefficient(std::string_view text,
                                                                                      CountedIn counted,
                                                                                      const std::string& counted_as) {
    constexpr std::array<const char*, 3> things{"person", "head", "ha"};
    const std::string expected = fmt::format("a number with a unit like \"2.5 {0}/({1} a)\" or \"7 {0}/({1} d)\"",
                                             counted_as, things[static_cast<std::size_t>(counted)]);
    const auto fail = [&](const char* code, std::string found) {
        return tl::make_unexpected(data::tables::QuantityError{code, std::move(found), expected});
    };
    const std::size_t blank = text.find(' ');
    double number = 0.0;
    if (!data::tables::parse_number(text.substr(0, blank), number))
        return fail("not-a-number", fmt::format("\"{}\"", text));
    if (number < 0.0)
        return fail("out-of-bounds", fmt::format("\"{}\"", text));
    const auto words = split(blank == std::string_view::npos ? std::string_view{} : text.substr(blank));
    const auto wrong = [&] { return fail("wrong-unit", fmt::format("\"{}\"", text)); };
    if (!words || words->size() != 3)
        return wrong();
    const auto amount = amount_unit((*words)[0], counted_as);
    const auto thing = counted_unit((*words)[1], counted);
    const bool a_day = is_one_of((*words)[2], {"d", "天", "日"});
    if (!amount || !thing || (!a_day && !is_one_of((*words)[2], {"a", "yr", "年"})))
        return wrong();
    return ExportCoefficient{number * *amount / *thing, a_day};
}

}  // namespace liriver::scenarios::language
