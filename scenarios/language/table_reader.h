#pragma once
// Reads TOML tables into structs by their key tables. Internal to this module: the only header that knows toml++.
#include <toml++/toml.h>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/tables/problem.h"
#include "scenarios/language/key_table.h"

namespace liriver::scenarios::language {

class TableReader {
  public:
    /// `overridden` names the nodes that came from `--set`, by that argument.
    TableReader(const std::filesystem::path& file, const std::map<const toml::node*, std::string>& overridden,
                data::tables::Problems& problems);

    /// Reads every key of `table` into `owner` (what `keys` fills). `where` names the table in messages.
    void read(const toml::table& table, const KeyTable& keys, void* owner, const std::string& where);

    /// Where each key read so far was given, by its path: "time.start", "boundary[head].discharge".
    [[nodiscard]] const std::map<std::string, Position>& positions() const { return positions_; }

  private:
    void read_key(const toml::node& node, const Key& key, void* owner, const std::string& where);
    void read_tables(const toml::node& node, const Key& key, void* owner, const std::string& where);
    void unknown_key(const toml::key& name, const toml::node& node, const KeyTable& keys, const std::string& where);

    // Each returns nothing after adding a problem.
    std::optional<KeyValue> value(const toml::node& node, const Key& key, const std::string& where);
    std::optional<double> number(const toml::node& node, const Key& key, const std::string& where, bool& bare);
    std::optional<std::string> text(const toml::node& node, const Key& key, const std::string& where);
    std::optional<FileName> file(const toml::node& node, const Key& key, const std::string& where);
    std::optional<Time> time(const toml::node& node, const Key& key, const std::string& where);
    std::optional<PointValue> point(const toml::node& node, const Key& key, const std::string& where);
    std::optional<Series> series(const toml::node& node, const Key& key, const std::string& where);
    std::optional<Amounts> amounts(const toml::node& node, const Key& key, const std::string& where);
    template <class Value, class One>
    std::optional<std::vector<Value>> list(const toml::node& node, const Key& key, const std::string& where, One one);

    void refuse(const toml::node& node, const char* code, const std::string& key, std::string found,
                std::string expected, std::string hint = {});
    void refuse_type(const toml::node& node, const Key& key, const std::string& where);
    [[nodiscard]] Position position(const toml::node& node) const;

    std::string file_;
    std::filesystem::path folder_;
    const std::map<const toml::node*, std::string>& overridden_;
    data::tables::Problems& problems_;
    std::map<std::string, Position> positions_;
    std::string override_;  ///< the `--set` argument whose value is being read
};

/// "where.key", or the key alone.
[[nodiscard]] std::string joined(const std::string& where, std::string_view key);

/// What a key takes, in words: "a number of at least 0 m3/s, or a string with a unit".
[[nodiscard]] std::string expected_in_words(const Key& key);

}  // namespace liriver::scenarios::language
