#pragma once
// The one declaration of the scenario language: every table and key with type, unit, default, bounds, allowed words and
// a sentence. The reader, the messages, `liriver schema` and the reference page all come from it.
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/language/values.h"

namespace liriver::scenarios::language {

enum class KeyType {
    flag,     ///< true or false
    integer,  ///< a whole number
    number,   ///< a number in the key's unit, or a string with a unit
    text,     ///< a string
    word,     ///< one of the key's words
    file,     ///< a path, relative to the scenario's folder
    time,     ///< a date and time with an offset
    offset,   ///< an offset from UTC, "+08:00"
    point,    ///< [x, y], { x, y } or { lon, lat }
    points,   ///< a list of points
    series,   ///< a number, or { file, column, unit, interpolation }
    amounts,  ///< a table from constituents to series
    texts,    ///< a list of strings (one alone will do)
    numbers,  ///< a list of numbers
    files,    ///< a list of paths (one alone will do)
    names,    ///< a table from strings to strings
    table,    ///< a table of its own
    tables,   ///< an array of tables
};

/// What the reader hands to a key once the value passed its checks.
using KeyValue = std::variant<bool, std::int64_t, double, std::string, FileName, Time, std::chrono::minutes, PointValue,
                              Series, Amounts, std::vector<std::string>, std::vector<FileName>, std::vector<PointValue>,
                              std::vector<double>, std::map<std::string, std::string>>;

struct KeyTable;

struct Key {
    std::string name;
    KeyType type = KeyType::text;
    std::string unit;  ///< of numbers and series; empty for the others
    bool required = false;
    std::string default_text;  ///< as it would be written in TOML; empty: none
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    bool above_minimum = false;      ///< the minimum itself is refused
    std::vector<std::string> words;  ///< allowed, where the type is `word`
    std::string sentence;
    std::function<void(void* owner, KeyValue&& value)> store;
    std::shared_ptr<const KeyTable> table;                       ///< of `table` and `tables`
    std::function<void*(void* owner, const Position& at)> open;  ///< the nested object to fill (`tables`: a new one)
};

struct KeyTable {
    std::string name;      ///< "boundary"; empty for the whole file
    std::string sentence;  ///< what it stands for
    std::vector<Key> keys;

    [[nodiscard]] const Key* find(const std::string& key) const;
};

/// The whole language, filling a `Scenario`.
[[nodiscard]] const KeyTable& scenario_keys();

/// The language of a study's file, filling a `Study`.
[[nodiscard]] const KeyTable& study_keys();

/// The keys of a series given as a table: `file`, `column`, `unit`, `interpolation`, filling a `Series`.
[[nodiscard]] const KeyTable& series_keys();

/// The bounds of a number in words: "a number above 0", "a number from 0 to 1", with its unit.
[[nodiscard]] std::string bounds_in_words(const Key& key);

}  // namespace liriver::scenarios::language
