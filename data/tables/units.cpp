#include "data/tables/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "data/tables/text.h"

namespace liriver::data::tables {

namespace {
struct Symbol {
    std::string_view name;
    Unit unit;
};

constexpr Dimension none{};
constexpr Dimension length{.length = 1};
constexpr Dimension area{.length = 2};
constexpr Dimension volume{.length = 3};
constexpr Dimension mass{.mass = 1};
constexpr Dimension duration{.time = 1};
constexpr Dimension warmth{.temperature = 1};
constexpr Dimension angle{.angle = 1};
constexpr Dimension discharge{.length = 3, .time = -1};
constexpr Dimension mass_flow{.mass = 1, .time = -1};
constexpr Dimension power{.length = 2, .mass = 1, .time = -3};
constexpr Dimension pressure{.length = -1, .mass = 1, .time = -2};
constexpr double water_density = 1000.0;  // kg/m3

constexpr std::array symbols{
    Symbol{"m", {1, 1, 0, length}},
    Symbol{"km", {1000, 1, 0, length}},
    Symbol{"dm", {1, 10, 0, length}},
    Symbol{"cm", {1, 100, 0, length}},
    Symbol{"mm", {1, 1000, 0, length}},
    Symbol{"um", {1, 1e6, 0, length}},
    Symbol{"ha", {10000, 1, 0, area}},
    Symbol{"mu", {10000, 15, 0, area}},  // 亩
    Symbol{"L", {1, 1000, 0, volume}},
    Symbol{"l", {1, 1000, 0, volume}},
    Symbol{"mL", {1, 1e6, 0, volume}},
    Symbol{"ml", {1, 1e6, 0, volume}},
    Symbol{"kg", {1, 1, 0, mass}},
    Symbol{"g", {1, 1000, 0, mass}},
    Symbol{"mg", {1, 1e6, 0, mass}},
    Symbol{"ug", {1, 1e9, 0, mass}},
    Symbol{"µg", {1, 1e9, 0, mass}},
    Symbol{"μg", {1, 1e9, 0, mass}},
    Symbol{"ng", {1, 1e12, 0, mass}},
    Symbol{"t", {1000, 1, 0, mass}},
    Symbol{"s", {1, 1, 0, duration}},
    Symbol{"min", {60, 1, 0, duration}},
    Symbol{"h", {3600, 1, 0, duration}},
    Symbol{"d", {86400, 1, 0, duration}},
    Symbol{"day", {86400, 1, 0, duration}},
    Symbol{"days", {86400, 1, 0, duration}},
    Symbol{"week", {604800, 1, 0, duration}},
    Symbol{"weeks", {604800, 1, 0, duration}},
    Symbol{"sec", {1, 1, 0, duration}},
    Symbol{"hr", {3600, 1, 0, duration}},
    Symbol{"hour", {3600, 1, 0, duration}},
    Symbol{"hours", {3600, 1, 0, duration}},
    Symbol{"ft", {3048, 10000, 0, length}},              // the international foot
    Symbol{"cfs", {28316846592.0, 1e12, 0, discharge}},  // ft3/s
    Symbol{"cms", {1, 1, 0, discharge}},
    Symbol{"cumec", {1, 1, 0, discharge}},
    Symbol{"cumecs", {1, 1, 0, discharge}},
    Symbol{"K", {1, 1, 0, warmth}},
    Symbol{"degC", {1, 1, 273.15, warmth}},
    Symbol{"°C", {1, 1, 273.15, warmth}},
    Symbol{"℃", {1, 1, 273.15, warmth}},
    Symbol{"W", {1, 1, 0, power}},
    Symbol{"kW", {1000, 1, 0, power}},
    Symbol{"Pa", {1, 1, 0, pressure}},
    Symbol{"hPa", {100, 1, 0, pressure}},
    Symbol{"mbar", {100, 1, 0, pressure}},
    Symbol{"kPa", {1000, 1, 0, pressure}},
    Symbol{"degree", {1, 1, 0, angle}},
    Symbol{"degrees", {1, 1, 0, angle}},
    Symbol{"deg", {1, 1, 0, angle}},
    Symbol{"°", {1, 1, 0, angle}},
    Symbol{"1", {1, 1, 0, none}},
    Symbol{"%", {1, 100, 0, none}},
    Symbol{"‰", {1, 1000, 0, none}},
};

struct Name {
    Dimension dimension;
    const char* words;
};

const std::array names{
    Name{none, "a plain number"},
    Name{length, "a length (m)"},
    Name{area, "an area (m2)"},
    Name{volume, "a volume (m3)"},
    Name{mass, "a mass (kg)"},
    Name{duration, "a duration (s)"},
    Name{warmth, "a temperature (degC)"},
    Name{angle, "an angle (degrees)"},
    Name{discharge, "a discharge (m3/s)"},
    Name{mass_flow, "a mass flow or load (kg/s)"},
    Name{{.length = 1, .time = -1}, "a speed or depth per time (m/s)"},
    Name{{.length = 2, .time = -1}, "a dispersion coefficient or discharge per width (m2/s)"},
    Name{{.length = -3, .mass = 1}, "a concentration (kg/m3)"},
    Name{{.time = -1}, "a rate (1/s)"},
    Name{power, "a power (W)"},
    Name{pressure, "a pressure (Pa)"},
    Name{{.mass = 1, .time = -3}, "an irradiance (W/m2)"},
};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_space(char letter) { return letter == ' ' || letter == '\t'; }

/// Chinese names of units and characters of their own for units, by what is known here. Longer ones come first.
constexpr auto other_names = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"平方公里", "km2"}, {"平方千米", "km2"}, {"立方米", "m3"}, {"平方米", "m2"}, {"公顷", "ha"}, {"亩", "mu"},
    {"公里", "km"},      {"千米", "km"},      {"分米", "dm"},   {"厘米", "cm"},   {"毫米", "mm"}, {"米", "m"},
    {"毫升", "mL"},      {"升", "L"},         {"毫克", "mg"},   {"微克", "ug"},   {"千克", "kg"}, {"公斤", "kg"},
    {"克", "g"},         {"吨", "t"},         {"小时", "h"},    {"分钟", "min"},  {"秒", "s"},    {"时", "h"},
    {"分", "min"},       {"天", "d"},         {"日", "d"},      {"每", "/"},      {"／", "/"},    {"㎥", "m3"},
    {"㎡", "m2"},        {"㎜", "mm"},        {"㎝", "cm"},     {"㎞", "km"},     {"㎎", "mg"},   {"个", "1"},
    {"MPN", "1"},        {"CFU", "1"},
});

std::string with_known_names(std::string_view text) {
    std::string known(text);
    for (const auto& [other, name] : other_names)
        for (std::size_t at = known.find(other); at != std::string::npos; at = known.find(other, at + name.size()))
            known.replace(at, other.size(), name);
    return known;
}

/// Takes `prefix` off the front of `text`, if it is there.
bool take(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix)
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// The exponent at the front of `text`: "3", "^3", "-1", "³"; 1 when there is none, 0 when it is not usable.
int take_exponent(std::string_view& text) {
    if (take(text, "²"))
        return 2;
    if (take(text, "³"))
        return 3;
    const bool marked = take(text, "^") || take(text, "**");
    const bool negative = take(text, "-") || (take(text, "⁻"));
    if (negative && take(text, "¹"))
        return -1;
    if (text.empty() || !is_digit(text.front()))
        return marked || negative ? 0 : 1;
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (error != std::errc{} || exponent > 9)
        return 0;
    return negative ? -exponent : exponent;
}

/// What may follow a symbol: an exponent or a joint.
bool ends_symbol(std::string_view rest) {
    const char first = rest.front();
    return is_digit(first) || is_space(first) || std::string_view("/*^-.").find(first) != std::string_view::npos ||
           rest.substr(0, 2) == "·" || rest.substr(0, 2) == "²" || rest.substr(0, 2) == "³" || rest.substr(0, 3) == "⁻";
}

void multiply(Unit& unit, const Unit& by, int exponent) {
    for (int i = 0; i < std::abs(exponent); ++i) {
        unit.numerator *= exponent > 0 ? by.numerator : by.denominator;
        unit.denominator *= exponent > 0 ? by.denominator : by.numerator;
    }
    unit.dimension.length += exponent * by.dimension.length;
    unit.dimension.mass += exponent * by.dimension.mass;
    unit.dimension.time += exponent * by.dimension.time;
    unit.dimension.temperature += exponent * by.dimension.temperature;
    unit.dimension.angle += exponent * by.dimension.angle;
}
}  // namespace

tl::expected<Unit, std::string> parse_unit(std::string_view text) {
    const std::string whole(trim(text));
    const auto fail = [&whole](std::string_view part) {
        return tl::make_unexpected(part == whole ? fmt::format("the unit \"{}\"", whole)
                                                 : fmt::format("\"{}\" in the unit \"{}\"", part, whole));
    };
    if (whole.empty() || whole.size() > 60)
        return fail(whole);
    const std::string known = with_known_names(whole);
    text = known;
    Unit unit;
    if (take(text, "万"))  // 1e4 and 1e8, as in 万m³
        unit.numerator = 1e4;
    else if (take(text, "亿"))
        unit.numerator = 1e8;
    text = trim(text);
    if (text.empty())
        return fail(whole);
    int sign = 1;
    int factors = 0;
    double lone_offset = 0.0;
    while (true) {
        // "1" is a symbol too, for "1/d".
        std::size_t end = text.front() == '1' ? 1 : 0;
        if (end == 0)
            while (end < text.size() && !ends_symbol(text.substr(end)))
                ++end;
        const std::string_view name = text.substr(0, end);
        const auto* found =
            std::find_if(symbols.begin(), symbols.end(), [name](const Symbol& symbol) { return symbol.name == name; });
        if (found == symbols.end())
            return fail(name.empty() ? text : name);
        text.remove_prefix(end);
        const int exponent = name == "1" ? 1 : take_exponent(text);
        if (exponent == 0)
            return fail(whole);
        multiply(unit, found->unit, sign * exponent);
        lone_offset = ++factors == 1 && exponent == 1 ? found->unit.offset : 0.0;
        const bool blank = !text.empty() && is_space(text.front());
        text = trim(text);
        if (text.empty())
            break;
        if (take(text, "/"))
            sign = -1;
        else if (take(text, "*") || take(text, "·") || take(text, ".") || blank)
            sign = 1;
        else
            return fail(whole);
        text = trim(text);
        if (text.empty())
            return fail(whole);
    }
    unit.offset = lone_offset;
    return unit;
}

std::string in_words(const Dimension& dimension) {
    for (const Name& name : names)
        if (name.dimension == dimension)
            return name.words;
    std::string text;
    const auto add = [&text](const char* symbol, int exponent) {
        if (exponent != 0)
            text += fmt::format("{}{}{}", text.empty() ? "" : " ", symbol,
                                exponent == 1 ? std::string() : std::to_string(exponent));
    };
    add("kg", dimension.mass);
    add("m", dimension.length);
    add("s", dimension.time);
    add("K", dimension.temperature);
    add("degrees", dimension.angle);
    return "a number in " + text;
}

bool is_same_unit(const Unit& one, const Unit& other) {
    return one.dimension == other.dimension && one.offset == other.offset &&
           one.numerator * other.denominator == other.numerator * one.denominator;
}

double convert(double value, const Unit& from, const Unit& to) {
    if (from.numerator == to.numerator && from.denominator == to.denominator && from.offset == to.offset)
        return value;
    const double si = (value * from.numerator) / from.denominator + from.offset;
    return ((si - to.offset) * to.denominator) / to.numerator;
}

tl::expected<Quantity, QuantityError> parse_quantity(std::string_view text, std::string_view unit) {
    const auto wanted = parse_unit(unit).value();
    text = trim(text);
    const std::string whole(text.substr(0, 80));
    const std::string expected =
        unit == "1" ? std::string("a number") : fmt::format("a number with a unit, like \"1 {}\"", unit);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    double value = 0.0;
    const bool number_like = !text.empty() && (is_digit(text.front()) || text.front() == '-' || text.front() == '.');
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!number_like || error != std::errc{} || !std::isfinite(value))
        return tl::make_unexpected(QuantityError{"not-a-number", fmt::format("\"{}\"", whole), expected});
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    text = trim(text);
    if (text.empty())
        return Quantity{value, true};
    const auto given = parse_unit(text);
    if (!given)
        return tl::make_unexpected(
            QuantityError{"unknown-unit", fmt::format("{} in \"{}\"", given.error(), whole), expected});
    if (given->dimension == wanted.dimension)
        return Quantity{convert(value, *given, wanted), false};
    if (wanted.dimension == discharge && given->dimension == mass_flow) {
        Unit water = *given;
        water.denominator *= water_density;
        return Quantity{convert(value, water, wanted), false};
    }
    return tl::make_unexpected(QuantityError{"wrong-unit", fmt::format("\"{}\", {}", whole, in_words(given->dimension)),
                                             in_words(wanted.dimension)});
}

std::optional<std::string> unit_of_column(std::string_view column) {
    // A unit that ends in another stands before it: "m3/s/km2" before "km2".
    static constexpr auto units = std::to_array<std::string_view>(
        {"L/s/km2", "l/s/km2", "m3/s/km2", "m3/s",  "m3/d", "m3/h", "m3/min", "L/s",   "l/s", "mg/L", "mg/l", "ug/L",
         "ug/l",    "g/L",     "g/m3",     "kg/m3", "g/s",  "kg/s", "kg/h",   "kg/d",  "t/d", "g/d",  "mm/h", "mm/d",
         "mm/min",  "cm/s",    "m/s",      "m/h",   "m/d",  "degC", "mm",     "cm",    "dm",  "W/m2", "hPa",  "Pa",
         "1/L",     "1/s",     "km2",      "ha",    "m3",   "m2",   "km",     "ft3/s", "cfs", "cms",  "ft",   "m"});
    for (const std::string_view unit : units) {
        const std::string ending = "_" + column_ending(unit);
        if (column.size() > ending.size() && column.substr(column.size() - ending.size()) == ending)
            return std::string(unit);
    }
    return std::nullopt;
}

std::string column_ending(std::string_view unit) {
    std::string ending(unit);
    for (char& letter : ending)
        if (letter == '/' || letter == ' ')
            letter = '_';
    return ending;
}

}  // namespace liriver::data::tables
