#include "viz/render/class_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "data/standards/class_table.h"
#include "data/standards/standards_reader.h"

namespace liriver::viz::render {
namespace {

namespace st = data::standards;
using mesh::field::Error;

constexpr std::array<std::uint32_t, 6> colours{0x2f7fd1, 0x2f7fd1, 0x3aa655, 0xf2cf1d, 0xf08c1e, 0xd7301f};

std::uint32_t code_of(double index) {
    return colours[static_cast<std::size_t>(std::clamp(index, 0.0, static_cast<double>(colours.size() - 1)))];
}

/// The shipped tables; they are read once, since a map needs them only as they ship.
const st::Standards& shipped() {
    static const st::Standards tables = [] {
        data::tables::Problems problems;
        return st::read_standards({}, problems);
    }();
    return tables;
}

struct JudgedField {
    const st::Item* item;
    st::UnitChange to_unit_of_item;
    const std::vector<double>* values;
};

/// The item of a field, if its unit is one of the item's kind.
const st::Item* item_of(const mesh::field::Description& field) {
    const st::Item* item = shipped().find_item(field.name);
    return item != nullptr && st::unit_change(field.unit, item->unit) ? item : nullptr;
}

}  // namespace

bool has_classes(const mesh::field::Description& field) { return item_of(field) != nullptr; }

tl::expected<ClassField, Error> class_field(const std::vector<FieldValues>& fields, data::tables::Time time,
                                            std::chrono::minutes time_zone) {
    st::Basis basis;
    basis.day = std::chrono::floor<std::chrono::days>(time + time_zone);
    const auto table = st::ClassTable::make(shipped(), basis);
    if (!table)
        return tl::unexpected(Error{"class", table.error().found, table.error().expected});
    std::vector<JudgedField> judged;
    ClassField result;
    result.standard = basis.standard;
    for (const std::string& id : table->items())
        for (const FieldValues& field : fields) {
            const st::Item* item = item_of(field.description);
            if (item == nullptr || item->id != id)
                continue;
            judged.push_back({item, *st::unit_change(field.description.unit, item->unit), &field.values});
            result.items.push_back(id);
        }
    if (judged.empty())
        return tl::unexpected(Error{"class", "no field that sets a class",
                                    fmt::format("a constituent named as one of {}", fmt::join(table->items(), ", "))});
    result.values.assign(judged.front().values->size(), std::numeric_limits<double>::quiet_NaN());
    for (const JudgedField& one : judged)
        for (std::size_t i = 0; i < result.values.size(); ++i) {
            if (!std::isfinite((*one.values)[i]))
                continue;
            const double value = one.to_unit_of_item((*one.values)[i]);
            if (const auto verdict = table->judge({one.item->id, value}, {}, {}))
                result.values[i] = std::fmax(result.values[i], static_cast<double>(index_of(verdict->quality)));
        }
    return result;
}

mesh::field::Description class_description(const ClassField& field, bool one_item) {
    mesh::field::Description description;
    description.name = one_item ? field.items.front() + "-class" : "class";
    description.long_name =
        fmt::format("Class of {} by {} at this moment", field.standard, fmt::join(field.items, ", "));
    return description;
}

Colour class_colour(double index) { return rgb(code_of(index)); }

std::string class_colour_code(double index) { return fmt::format("#{:06x}", code_of(index)); }

std::vector<std::pair<Colour, std::string>> class_legend() {
    std::vector<std::pair<Colour, std::string>> rows;
    for (const st::QualityClass quality : st::all_classes)
        if (quality != st::QualityClass::i)  // one colour with II
            rows.emplace_back(class_colour(static_cast<double>(index_of(quality))),
                              quality == st::QualityClass::ii ? "I, II Ⅰ、Ⅱ类" : in_both_languages(quality));
    return rows;
}

}  // namespace liriver::viz::render
