#pragma once
// How `key_table.cpp` declares a table: each key bound to the member it fills. Defaults are read off a freshly made
// struct, so that they are written once.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "data/tables/csv_writer.h"
#include "data/tables/time.h"
#include "scenarios/language/key_table.h"

namespace liriver::scenarios::language {

/// Refines the key just declared: `keys.number("width", &Structure::width, "m").above(0).says("...")`.
class KeyHandle {
  public:
    explicit KeyHandle(Key& key) : key_(key) {}
    KeyHandle& required() {
        key_.required = true;
        key_.default_text.clear();
        return *this;
    }
    KeyHandle& at_least(double minimum) {
        key_.minimum = minimum;
        return *this;
    }
    KeyHandle& above(double minimum) {
        key_.minimum = minimum;
        key_.above_minimum = true;
        return *this;
    }
    KeyHandle& at_most(double maximum) {
        key_.maximum = maximum;
        return *this;
    }
    KeyHandle& says(std::string sentence) {
        key_.sentence = std::move(sentence);
        return *this;
    }

  private:
    Key& key_;
};

namespace builder {

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};

inline std::string quoted(const std::string& text) { return fmt::format("\"{}\"", text); }

inline std::string default_of(const std::string& value, const std::string&) {
    return value.empty() ? std::string() : quoted(value);
}
inline std::string default_of(double value, const std::string& unit) {
    const std::string number = data::tables::format_number(value);
    return unit.empty() || unit == "1" ? number : quoted(number + " " + unit);
}
inline std::string default_of(int value, const std::string&) { return std::to_string(value); }
inline std::string default_of(bool value, const std::string&) { return value ? "true" : "false"; }
inline std::string default_of(std::chrono::minutes value, const std::string&) {
    const std::string midnight = data::tables::format_local(Time{}, value);
    return quoted(midnight.substr(midnight.size() - 6));
}
inline std::string default_of(const std::vector<std::string>& values, const std::string&) {
    if (values.empty())
        return {};
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "[" : ", ") + quoted(value);
    return text + "]";
}
template <class T>
std::string default_of(const T&, const std::string&) {
    return {};
}

}  // namespace builder

/// Declares the keys of the table that fills an `S`.
template <class S>
class KeyBuilder {
  public:
    KeyBuilder(std::string name, std::string sentence) : table_(std::make_shared<KeyTable>()) {
        table_->name = std::move(name);
        table_->sentence = std::move(sentence);
        table_->keys.reserve(64);
    }

    template <class M>
    KeyHandle flag(const char* name, M S::*member) {
        return add<bool>(name, KeyType::flag, member, {});
    }
    template <class M>
    KeyHandle integer(const char* name, M S::*member) {
        return add<std::int64_t>(name, KeyType::integer, member, {});
    }
    template <class M>
    KeyHandle number(const char* name, M S::*member, const char* unit) {
        return add<double>(name, KeyType::number, member, unit);
    }
    template <class M>
    KeyHandle text(const char* name, M S::*member) {
        return add<std::string>(name, KeyType::text, member, {});
    }
    template <class M>
    KeyHandle texts(const char* name, M S::*member) {
        return add<std::vector<std::string>>(name, KeyType::texts, member, {});
    }
    template <class M>
    KeyHandle numbers(const char* name, M S::*member) {
        return add<std::vector<double>>(name, KeyType::numbers, member, {});
    }
    template <class M>
    KeyHandle file(const char* name, M S::*member) {
        return add<FileName>(name, KeyType::file, member, {});
    }
    template <class M>
    KeyHandle files(const char* name, M S::*member) {
        return add<std::vector<FileName>>(name, KeyType::files, member, {});
    }
    template <class M>
    KeyHandle time(const char* name, M S::*member) {
        return add<Time>(name, KeyType::time, member, {});
    }
    template <class M>
    KeyHandle offset(const char* name, M S::*member) {
        return add<std::chrono::minutes>(name, KeyType::offset, member, {});
    }
    template <class M>
    KeyHandle point(const char* name, M S::*member) {
        return add<PointValue>(name, KeyType::point, member, {});
    }
    template <class M>
    KeyHandle points(const char* name, M S::*member) {
        return add<std::vector<PointValue>>(name, KeyType::points, member, {});
    }
    template <class M>
    KeyHandle series(const char* name, M S::*member, const char* unit) {
        return add<Series>(name, KeyType::series, member, unit);
    }
    template <class M>
    KeyHandle amounts(const char* name, M S::*member, const char* unit) {
        return add<Amounts>(name, KeyType::amounts, member, unit);
    }
    template <class M>
    KeyHandle names(const char* name, M S::*member) {
        return add<std::map<std::string, std::string>>(name, KeyType::names, member, {});
    }

    /// An enumeration by its words.
    template <class E>
    KeyHandle word(const char* name, E S::*member, std::vector<std::pair<std::string, E>> words) {
        Key key;
        key.name = name;
        key.type = KeyType::word;
        for (const auto& [word, value] : words) {
            key.words.push_back(word);
            if (value == defaults_.*member)
                key.default_text = builder::quoted(word);
        }
        key.store = [member, words](void* owner, const KeyValue& value) {
            for (const auto& [word, number] : words)
                if (word == std::get<std::string>(value))
                    static_cast<S*>(owner)->*member = number;
        };
        return push(std::move(key));
    }

    /// A nested table that fills a member.
    template <class N>
    KeyHandle table(const char* name, N S::*member, const std::shared_ptr<const KeyTable>& keys) {
        Key key;
        key.name = name;
        key.type = KeyType::table;
        key.table = keys;
        key.open = [member](void* owner, const Position& at) -> void* {
            N& nested = static_cast<S*>(owner)->*member;
            nested.at = at;
            return &nested;
        };
        return push(std::move(key));
    }

    /// An array of tables, each a new element of a member.
    template <class N>
    KeyHandle tables(const char* name, std::vector<N> S::*member, const std::shared_ptr<const KeyTable>& keys) {
        Key key;
        key.name = name;
        key.type = KeyType::tables;
        key.table = keys;
        key.open = [member](void* owner, const Position& at) -> void* {
            N& nested = (static_cast<S*>(owner)->*member).emplace_back();
            nested.at = at;
            return &nested;
        };
        return push(std::move(key));
    }

    /// Takes over the keys that fill a part of `S`, as if they were its own.
    template <class P>
    void part(P S::*member, const KeyTable& keys) {
        for (Key key : keys.keys) {
            key.store = [member, store = key.store](void* owner, KeyValue&& value) {
                store(&(static_cast<S*>(owner)->*member), std::move(value));
            };
            table_->keys.push_back(std::move(key));
        }
    }

    [[nodiscard]] std::shared_ptr<const KeyTable> done() { return std::move(table_); }

  private:
    template <class V, class M>
    KeyHandle add(const char* name, KeyType type, M S::*member, std::string unit) {
        Key key;
        key.name = name;
        key.type = type;
        key.unit = std::move(unit);
        if constexpr (!builder::is_optional<M>::value)
            key.default_text = builder::default_of(defaults_.*member, key.unit);
        key.store = [member](void* owner, KeyValue&& value) {
            if constexpr (std::is_same_v<V, std::int64_t>)
                static_cast<S*>(owner)->*member = static_cast<int>(std::get<V>(value));
            else
                static_cast<S*>(owner)->*member = std::get<V>(std::move(value));
        };
        return push(std::move(key));
    }

    KeyHandle push(Key key) {
        table_->keys.push_back(std::move(key));
        return KeyHandle(table_->keys.back());
    }

    std::shared_ptr<KeyTable> table_;
    S defaults_{};
};

}  // namespace liriver::scenarios::language
