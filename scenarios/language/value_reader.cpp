#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/tables/csv_writer.h"
#include "data/tables/suggest.h"
#include "data/tables/unicode.h"
#include "data/tables/units.h"
#include "mesh/gis/place.h"
#include "scenarios/language/constituent_kind.h"
#include "scenarios/language/table_reader.h"

namespace liriver::scenarios::language {

using data::tables::parse_quantity;

namespace {
bool within(const Key& key, double value) {
    return value >= key.minimum && value <= key.maximum && !(key.above_minimum && value == key.minimum);
}
}  // namespace

std::optional<KeyValue> TableReader::value(const toml::node& node, const Key& key, const std::string& where) {
    const auto wrap = [](auto&& read) -> std::optional<KeyValue> {
        if (!read)
            return std::nullopt;
        return KeyValue(std::move(*read));
    };
    switch (key.type) {
        case KeyType::flag:
            if (const auto* flag = node.as_boolean())
                return KeyValue(flag->get());
            break;
        case KeyType::integer:
            if (const auto* number = node.as_integer()) {
                const std::int64_t whole = number->get();
                if (!within(key, static_cast<double>(whole)) || whole > std::numeric_limits<int>::max() ||
                    whole < std::numeric_limits<int>::min()) {
                    refuse(node, "out-of-bounds", joined(where, key.name), std::to_string(whole), bounds_in_words(key));
                    return std::nullopt;
                }
                return KeyValue(whole);
            }
            break;
        case KeyType::number: {
            bool bare = false;
            return wrap(number(node, key, where, bare));
        }
        case KeyType::text:
            return wrap(text(node, key, where));
        case KeyType::word: {
            const auto word = text(node, key, where);
            if (!word)
                return std::nullopt;
            if (std::find(key.words.begin(), key.words.end(), *word) == key.words.end()) {
                refuse(node, "unknown-word", joined(where, key.name), fmt::format("\"{}\"", word->substr(0, 60)),
                       expected_in_words(key), data::tables::suggest(*word, key.words));
                return std::nullopt;
            }
            return KeyValue(*word);
        }
        case KeyType::file:
            return wrap(file(node, key, where));
        case KeyType::time:
            return wrap(time(node, key, where));
        case KeyType::offset: {
            const auto written = text(node, key, where);
            if (!written)
                return std::nullopt;
            const auto offset = data::tables::parse_offset(*written == "UTC" ? "Z" : *written);
            if (!offset) {
                refuse(node, "bad-offset", joined(where, key.name), offset.error().found,
                       offset.error().expected + ", or UTC");
                return std::nullopt;
            }
            return KeyValue(*offset);
        }
        case KeyType::point:
            return wrap(point(node, key, where));
        case KeyType::points:
            if (const auto* array = node.as_array()) {
                std::vector<PointValue> points;
                for (const toml::node& element : *array)
                    if (auto read = point(element, key, where))
                        points.push_back(std::move(*read));
                if (points.size() != array->size())
                    return std::nullopt;  // each wrong one is told already
                return KeyValue(std::move(points));
            }
            break;
        case KeyType::numbers:
            if (const auto* array = node.as_array()) {
                std::vector<double> numbers;
                bool bare = false;
                for (const toml::node& element : *array)
                    if (const auto read = number(element, key, where, bare))
                        numbers.push_back(*read);
                if (numbers.size() != array->size())
                    return std::nullopt;  // each wrong one is told already
                return KeyValue(std::move(numbers));
            }
            break;
        case KeyType::series:
            return wrap(series(node, key, where));
        case KeyType::amounts:
            return wrap(amounts(node, key, where));
        case KeyType::texts:
            return wrap(
                list<std::string>(node, key, where, [&](const toml::node& one) { return text(one, key, where); }));
        case KeyType::files:
            return wrap(list<FileName>(node, key, where, [&](const toml::node& one) { return file(one, key, where); }));
        case KeyType::names:
            if (const auto* table = node.as_table()) {
                std::map<std::string, std::string> names;
                for (auto it = table->cbegin(); it != table->cend(); ++it)
                    if (auto name = text(it->second, key, where))
                        names.emplace(it->first.str(), std::move(*name));
                return KeyValue(std::move(names));
            }
            break;
        case KeyType::table:
        case KeyType::tables:
            break;
    }
    refuse_type(node, key, where);
    return std::nullopt;
}

std::optional<double> TableReader::number(const toml::node& node, const Key& key, const std::string& where,
                                          bool& bare) {
    double value = 0.0;
    bare = true;
    std::string written;
    if (const auto* whole = node.as_integer()) {
        value = static_cast<double>(whole->get());
        written = std::to_string(whole->get());
    } else if (const auto* real = node.as_floating_point()) {
        value = real->get();
        written = data::tables::format_number(value);
        if (!std::isfinite(value)) {
            refuse(node, "not-a-number", joined(where, key.name), fmt::format("{}", value), expected_in_words(key));
            return std::nullopt;
        }
    } else if (const auto* string = node.as_string()) {
        const auto quantity = parse_quantity(string->get(), key.unit);
        if (!quantity) {
            refuse(node, quantity.error().code.c_str(), joined(where, key.name), quantity.error().found,
                   quantity.error().expected);
            return std::nullopt;
        }
        value = quantity->value;
        bare = quantity->bare;
        written = fmt::format("\"{}\"", string->get());
    } else {
        refuse_type(node, key, where);
        return std::nullopt;
    }
    if (!within(key, value)) {
        refuse(node, "out-of-bounds", joined(where, key.name), written, bounds_in_words(key));
        return std::nullopt;
    }
    return value;
}

std::optional<std::string> TableReader::text(const toml::node& node, const Key& key, const std::string& where) {
    // Identifiers are often written as plain numbers.
    if (const auto* whole = node.as_integer(); whole != nullptr && key.type == KeyType::texts)
        return std::to_string(whole->get());
    if (const auto* real = node.as_floating_point(); real != nullptr && key.type == KeyType::texts)
        return data::tables::format_number(real->get());
    const auto* string = node.as_string();
    if (string == nullptr) {
        refuse_type(node, key, where);
        return std::nullopt;
    }
    const auto control = [](char letter) { return static_cast<unsigned char>(letter) < 0x20; };
    if (key.name != "description" && std::any_of(string->get().begin(), string->get().end(), control)) {
        refuse(node, "control-character", joined(where, key.name), "a line break or another control character",
               "a text on one line");
        return std::nullopt;
    }
    if (key.required && string->get().empty()) {
        refuse(node, "empty-text", joined(where, key.name), "an empty text", "a text of at least one character");
        return std::nullopt;
    }
    return key.type == KeyType::file ? string->get() : data::tables::composed(string->get());
}

std::optional<FileName> TableReader::file(const toml::node& node, const Key& key, const std::string& where) {
    const auto name = text(node, key, where);
    if (!name)
        return std::nullopt;
    if (name->empty()) {
        refuse(node, "empty-text", joined(where, key.name), "an empty path", "a file's path");
        return std::nullopt;
    }
    return FileName{(folder_ / std::filesystem::path(*name)).lexically_normal(), position(node)};
}

std::optional<Time> TableReader::time(const toml::node& node, const Key& key, const std::string& where) {
    tl::expected<Time, data::tables::TimeError> time;
    if (const auto* written = node.as_date_time()) {
        const toml::date_time& value = written->get();
        if (!value.offset) {
            refuse(node, "no-offset", joined(where, key.name), "a date and time without an offset",
                   expected_in_words(key));
            return std::nullopt;
        }
        time = data::tables::to_time({value.date.year, value.date.month, value.date.day, value.time.hour,
                                      value.time.minute, value.time.second, static_cast<long>(value.time.nanosecond),
                                      std::chrono::minutes{value.offset->minutes}});
    } else if (const auto* string = node.as_string()) {
        time = data::tables::parse_time(string->get());
    } else {
        refuse_type(node, key, where);
        return std::nullopt;
    }
    if (!time) {
        refuse(node, "bad-time", joined(where, key.name), time.error().found, time.error().expected);
        return std::nullopt;
    }
    return *time;
}

std::optional<PointValue> TableReader::point(const toml::node& node, const Key& key, const std::string& where) {
    const auto coordinate = [](const toml::node* part) -> std::optional<double> {
        const auto value = part != nullptr && part->is_number() ? part->value<double>() : std::nullopt;
        return value && std::isfinite(*value) ? value : std::nullopt;
    };
    PointValue point;
    point.at = position(node);
    std::optional<double> x, y;
    if (const auto* array = node.as_array(); array != nullptr && array->size() == 2) {
        x = coordinate(array->get(0));
        y = coordinate(array->get(1));
    } else if (const auto* table = node.as_table(); table != nullptr && table->size() == 2) {
        point.geographic = table->contains("lon");
        x = coordinate(table->get(point.geographic ? "lon" : "x"));
        y = coordinate(table->get(point.geographic ? "lat" : "y"));
    }
    if (!x || !y) {
        refuse_type(node, key, where);
        return std::nullopt;
    }
    if (point.geographic && !mesh::gis::is_on_earth(*x, *y)) {
        refuse(node, "out-of-bounds", joined(where, key.name), fmt::format("lon {}, lat {}", *x, *y),
               "degrees: lon from -180 to 180, lat from -90 to 90");
        return std::nullopt;
    }
    point.x = *x;
    point.y = *y;
    return point;
}

std::optional<Series> TableReader::series(const toml::node& node, const Key& key, const std::string& where) {
    Series series;
    series.at = position(node);
    if (const auto* table = node.as_table()) {
        const std::size_t before = problems_.size();
        read(*table, series_keys(), &series, joined(where, key.name));
        if (problems_.size() != before)
            return std::nullopt;
        return series;
    }
    if (!node.is_number() && !node.is_string()) {
        refuse_type(node, key, where);
        return std::nullopt;
    }
    bool bare = false;
    Key of_kind = key;
    if (const auto* text = node.as_string())
        of_kind.unit = amount_unit(text->get(), key.unit);
    series.constant = number(node, of_kind, where, bare);
    series.in_constituent_unit = bare;
    if (!bare)
        series.si_unit = of_kind.unit;
    if (!series.constant)
        return std::nullopt;
    return series;
}

std::optional<Amounts> TableReader::amounts(const toml::node& node, const Key& key, const std::string& where) {
    const auto* table = node.as_table();
    if (table == nullptr) {
        refuse_type(node, key, where);
        return std::nullopt;
    }
    Amounts amounts;
    const std::string outer_override = override_;
    for (auto it = table->cbegin(); it != table->cend(); ++it) {
        if (const auto found = overridden_.find(&it->second); found != overridden_.end())
            override_ = found->second;
        Key one = key;
        one.name = it->first.str();
        one.type = KeyType::series;
        if (auto value = series(it->second, one, joined(where, key.name)))
            amounts.emplace(one.name, std::move(*value));
        override_ = outer_override;
    }
    return amounts;
}

template <class Value, class One>
std::optional<std::vector<Value>> TableReader::list(const toml::node& node, const Key& key, const std::string& where,
                                                    One one) {
    std::vector<Value> values;
    const auto* array = node.as_array();
    if (array == nullptr) {
        if (!node.is_string() && !node.is_number()) {
            refuse_type(node, key, where);
            return std::nullopt;
        }
        if (auto value = one(node))
            values.push_back(std::move(*value));
        return values;
    }
    for (const toml::node& element : *array)
        if (auto value = one(element))
            values.push_back(std::move(*value));
    return values;
}

}  // namespace liriver::scenarios::language
