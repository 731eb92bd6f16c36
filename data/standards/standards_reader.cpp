#include "data/standards/standards_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "data/standards/shipped_tables.h"
#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/file.h"
#include "data/tables/suggest.h"
#include "data/tables/text.h"

namespace liriver::data::standards {

using tables::Cells;
using tables::ColumnReader;
using tables::CsvTable;
using tables::Presence;
using tables::Problems;

namespace {
constexpr const char* not_read = "unread";

std::vector<std::string> parts_of(const std::string& text, char mark) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t to = std::min(text.find(mark, from), text.size());
        if (const auto part = tables::trim(std::string_view(text).substr(from, to - from)); !part.empty())
            parts.emplace_back(part);
        from = to + 1;
    }
    return parts;
}

/// The unit of a count or a voltage as `parse_unit` knows a plain number or a count by volume.
std::string plain_unit(std::string_view unit) {
    for (const std::string_view count : {"个", "MPN", "CFU"})
        if (unit.substr(0, count.size()) == count && unit.size() > count.size() && unit[count.size()] == '/')
            return "1" + std::string(unit.substr(count.size()));
    return std::string(unit);
}

/// Columns of one table, with what all tables of standards have.
class Table {
  public:
    Table(const CsvTable& table, Problems& problems) : table_(table), columns_(table, problems) {}

    std::vector<std::string> filled(const char* name) {
        auto texts = columns_.texts(name);
        texts.resize(table_.row_count());
        has_all_ = has_all_ && columns_.has(name);
        return texts;
    }
    std::vector<std::string> words(const char* name) {
        auto texts = columns_.texts(name, Presence::required, Cells::may_be_empty);
        texts.resize(table_.row_count());
        has_all_ = has_all_ && columns_.has(name);
        return texts;
    }
    void refuse(std::size_t row, const char* column, const char* code, const std::string& found, std::string expected,
                std::string hint = {}) {
        columns_.refuse(row, column, code, fmt::format("\"{}\"", found), std::move(expected), std::move(hint));
    }
    template <class Value>
    std::optional<Value> choose(std::size_t row, const char* column, const std::string& text,
                                const std::vector<std::pair<const char*, Value>>& words) {
        std::string list;
        std::vector<std::string> known;
        if (text.empty())  // told as an empty cell
            return std::nullopt;
        for (const auto& [word, value] : words) {
            if (text == word)
                return value;
            known.emplace_back(word);
            list += (list.empty() ? "" : ", ") + known.back();
        }
        refuse(row, column, "unknown-word", text, "one of " + list, tables::suggest(text, known));
        return std::nullopt;
    }

    std::vector<Provenance> provenances() {
        const auto clauses = filled("clause"), froms = filled("valid_from"), untils = words("valid_until"),
                   successors = words("superseded_by"), sources = words("source"), confidences = filled("confidence"),
                   notes = words("note");
        std::vector<Provenance> all(table_.row_count());
        for (std::size_t row = 0; row < all.size(); ++row) {
            Provenance& one = all[row];
            one = {table_.file, table_.line(row), std::nullopt, {}, successors[row], sources[row], notes[row], {}};
            if (clauses[row] != not_read)
                one.clause = clauses[row];
            one.valid.from = day(row, "valid_from", froms[row]);
            if (!untils[row].empty())
                one.valid.until = day(row, "valid_until", untils[row]);
            if (one.valid.until && *one.valid.until <= one.valid.from)
                refuse(row, "valid_until", "out-of-order", untils[row], "a day after valid_from");
            one.confidence = choose<Confidence>(row, "confidence", confidences[row],
                                                {{"H", Confidence::high},
                                                 {"M", Confidence::medium},
                                                 {"L", Confidence::low},
                                                 {not_read, Confidence::unread}})
                                 .value_or(Confidence::low);
        }
        return all;
    }

    /// Every column that was asked for is there; without one of them no row can be taken apart.
    [[nodiscard]] bool has_all() const { return has_all_; }
    [[nodiscard]] std::size_t rows() const { return table_.row_count(); }

  private:
    Day day(std::size_t row, const char* column, const std::string& text) {
        const auto read = parse_day(text);
        if (!read && !text.empty())
            refuse(row, column, "bad-time", text, "a day like 2002-06-01");
        return read.value_or(Day{});
    }

    const CsvTable& table_;
    ColumnReader columns_;
    bool has_all_ = true;
};

void read_items(const CsvTable& csv, Standards& standards, Problems& problems) {
    Table table(csv, problems);
    const auto ids = table.filled("item"), chinese = table.filled("chinese"), english = table.filled("english"),
               units = table.filled("unit"), priorities = table.filled("priority"), others = table.words("other_names");
    if (!table.has_all())
        return;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        Item item{ids[row], chinese[row], english[row], units[row], false, parts_of(others[row], ';')};
        if (!unit_change(item.unit, item.unit))
            table.refuse(row, "unit", "unknown-unit", item.unit, "a unit, like mg/L");
        item.priority =
            table.choose<bool>(row, "priority", priorities[row], {{"yes", true}, {"no", false}}).value_or(false);
        std::vector<std::string> names{item.id, item.chinese};
        names.insert(names.end(), item.other_names.begin(), item.other_names.end());
        for (const std::string& name : names)
            if (const Item* taken = standards.find_item(name))
                table.refuse(row, "item", "repeated-name", name, "a name of one item; it is " + taken->id + " too");
        standards.items.push_back(std::move(item));
    }
}

LimitCondition condition_of(Table& table, std::size_t row, const std::string& text) {
    LimitCondition condition;
    const std::size_t at = text.find_first_of("<>=");
    if (text.empty())
        return condition;
    if (at != std::string::npos) {
        const std::size_t end = text.find_first_not_of("<>=", at);
        condition = {std::string(tables::trim(text.substr(0, at))), text.substr(at, end - at),
                     end == std::string::npos ? std::string() : std::string(tables::trim(text.substr(end))), 0.0};
    }
    static const std::set<std::string> names{"temperature", "built", "depth", "oxygen"};
    static const std::set<std::string> operations{"<", "<=", ">", ">=", "="};
    const bool choice = condition.name == "oxygen" && condition.operation == "=" && !condition.word.empty();
    if (names.count(condition.name) == 0 || operations.count(condition.operation) == 0 ||
        (!choice && !tables::parse_number(condition.word, condition.value)))
        table.refuse(row, "condition", "bad-condition", text,
                     "temperature, built or depth with a number, like temperature<=12, or oxygen=NAME");
    return condition;
}

void read_number(Table& table, std::size_t row, const std::string& text, const Standards& standards, Limit& limit) {
    if (text.empty() != (limit.provenance.confidence == Confidence::unread)) {
        table.refuse(row, "limit", text.empty() ? "empty-cell" : "out-of-bounds", text,
                     text.empty() ? "a number, or confidence unread" : "no number where confidence is unread");
        return;
    }
    if (text.empty())
        return;
    double number = 0.0;
    if (!tables::parse_number(text, number)) {
        table.refuse(row, "limit", "not-a-number", text, "a number");
        return;
    }
    limit.basis = limit.unit == "% of saturation" ? LimitBasis::of_saturation
                  : limit.unit == "% of depth"    ? LimitBasis::of_depth
                                                  : LimitBasis::of_value;
    if (limit.basis != LimitBasis::of_value) {
        limit.value = number / 100.0;
        return;
    }
    if (const Item* item = standards.find_item(limit.item)) {
        // A change of temperature is in kelvins, whatever the zero of a temperature's own unit is.
        const std::string wanted = limit.unit == "K" ? "K" : item->unit;
        if (const auto change = unit_change(limit.unit, wanted))
            limit.value = (*change)(number);
        else
            table.refuse(row, "unit", "wrong-unit", limit.unit, "a unit of the kind of " + item->unit);
    }
}

void read_limits(const CsvTable& csv, Standards& standards, Problems& problems) {
    Table table(csv, problems);
    const auto names = table.filled("standard"), items = table.filled("item"), grades = table.filled("grade"),
               waters = table.filled("water"), conditions = table.words("condition"),
               statistics = table.words("statistic"), comparisons = table.filled("comparison"),
               numbers = table.words("limit"), units = table.filled("unit");
    const auto provenances = table.provenances();
    if (!table.has_all())
        return;
    std::vector<std::string> known;
    for (const Item& item : standards.items)
        known.push_back(item.id);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        Limit limit;
        limit.standard = names[row];
        limit.item = items[row];
        limit.grade = grades[row];
        if (!limit.item.empty() && std::find(known.begin(), known.end(), limit.item) == known.end())
            table.refuse(row, "item", "unknown-item", limit.item, "an item of items.csv",
                         tables::suggest(limit.item, known));
        limit.water = table
                          .choose<Water>(row, "water", waters[row],
                                         {{"any", Water::any}, {"river", Water::river}, {"lake", Water::lake}})
                          .value_or(Water::any);
        limit.condition = condition_of(table, row, conditions[row]);
        limit.statistic = statistics[row];
        limit.comparison = table
                               .choose<Comparison>(row, "comparison", comparisons[row],
                                                   {{"<=", Comparison::at_most},
                                                    {"<", Comparison::below},
                                                    {">=", Comparison::at_least},
                                                    {">", Comparison::above}})
                               .value_or(Comparison::at_most);
        limit.number = numbers[row];
        limit.unit = units[row];
        limit.provenance = provenances[row];
        read_number(table, row, numbers[row], standards, limit);
        standards.limits.push_back(std::move(limit));
    }
}

void read_rules(const CsvTable& csv, Standards& standards, Problems& problems) {
    Table table(csv, problems);
    const auto names = table.filled("rule"), parameters = table.filled("parameter"), subjects = table.words("subject"),
               values = table.filled("value"), units = table.filled("unit");
    const auto provenances = table.provenances();
    if (!table.has_all())
        return;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        RuleValue rule{names[row], parameters[row], subjects[row], 0.0, provenances[row]};
        if (!tables::parse_number(values[row], rule.value))
            table.refuse(row, "value", "not-a-number", values[row], "a number");
        if (units[row] == "%")
            rule.value /= 100.0;
        standards.rules.push_back(std::move(rule));
    }
}

bool overlap(const Validity& one, const Validity& other) {
    return (!one.until || other.from < *one.until) && (!other.until || one.from < *other.until);
}

void refuse(const Provenance& at, const char* code, std::string key, std::string found, std::string expected,
            Problems& problems) {
    problems.push_back({at.file, at.line, 0, code, std::move(key), std::move(found), std::move(expected), {}});
}

/// Rows that say one thing twice, and classes that grow stricter where they should grow laxer (misprints do).
void check_limits(const Standards& standards, Problems& problems) {
    using Key = std::tuple<std::string, std::string, Water, std::string, std::string, Comparison>;
    std::map<std::pair<Key, std::string>, const Limit*> seen;
    std::map<Key, std::vector<const Limit*>> ladders;
    for (const Limit& limit : standards.limits) {
        const LimitCondition& c = limit.condition;
        const Key key{limit.standard,  limit.item,      limit.water, c.name + c.operation + c.word,
                      limit.statistic, limit.comparison};
        const auto [first, fresh] = seen.try_emplace({key, limit.grade}, &limit);
        if (!fresh && overlap(first->second->provenance.valid, limit.provenance.valid))
            refuse(limit.provenance, "repeated-row", limit.item, fmt::format("class {} again", limit.grade),
                   fmt::format("each limit once (it stands in line {} of {} too)", first->second->provenance.line,
                               first->second->provenance.file),
                   problems);
        if (limit.value && parse_class(limit.grade))
            ladders[key].push_back(&limit);
    }
    for (auto& ladder : ladders) {
        auto& limits = ladder.second;
        std::stable_sort(limits.begin(), limits.end(), [](const Limit* a, const Limit* b) {
            return *parse_class(a->grade) < *parse_class(b->grade);
        });
        const bool upper =
            limits.front()->comparison == Comparison::at_most || limits.front()->comparison == Comparison::below;
        for (std::size_t i = 1; i < limits.size(); ++i)
            if (overlap(limits[i - 1]->provenance.valid, limits[i]->provenance.valid) &&
                (upper ? *limits[i]->value < *limits[i - 1]->value : *limits[i]->value > *limits[i - 1]->value))
                refuse(limits[i]->provenance, "out-of-order", limits[i]->item,
                       fmt::format("{} for class {}", limits[i]->number, limits[i]->grade),
                       fmt::format("a limit no stricter than {} of class {} (line {})", limits[i - 1]->number,
                                   limits[i - 1]->grade, limits[i - 1]->provenance.line),
                       problems);
    }
}

/// File names and their texts, the folder's in place of the shipped ones.
std::map<std::string, std::pair<std::string, std::string>> gather(const std::optional<std::filesystem::path>& folder,
                                                                  Problems& problems) {
    std::map<std::string, std::pair<std::string, std::string>> files;
    for (const ShippedTable& table : shipped_tables())
        files[table.name] = {"shipped " + table.name, table.text};
    if (!folder)
        return files;
    std::error_code error;
    std::vector<std::filesystem::path> paths;
    for (auto entry = std::filesystem::directory_iterator(*folder, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        if (entry->path().extension() == ".csv")
            paths.push_back(entry->path());
    if (error)
        problems.push_back(
            {folder->string(), 0, 0, "missing-file", {}, error.message(), "a folder of tables of standards", {}});
    for (const auto& path : paths) {
        if (auto text = tables::read_file(path))
            files[path.filename().string()] = {path.string(), std::move(*text)};
        else
            problems.push_back(text.error());
    }
    return files;
}
}  // namespace

std::optional<UnitChange> unit_change(std::string_view unit, std::string_view wanted) {
    if (unit == "mV" || wanted == "mV") {
        const bool both = unit == wanted;
        return both ? std::optional<UnitChange>(UnitChange{}) : std::nullopt;
    }
    const auto from = tables::parse_unit(plain_unit(unit)), to = tables::parse_unit(plain_unit(wanted));
    if (!from || !to || !(from->dimension == to->dimension))
        return std::nullopt;
    return UnitChange{*from, *to};
}

Standards read_standards(const std::optional<std::filesystem::path>& folder, Problems& problems) {
    const std::size_t before = problems.size();
    auto files = gather(folder, problems);
    Standards standards;
    const auto read = [&](const std::string& name, auto&& reader) {
        const auto& [file, text] = files.at(name);
        if (const auto table = tables::parse_csv(text, file, problems))
            reader(*table, standards, problems);
        files.erase(name);
    };
    read("items.csv", read_items);
    read("rules.csv", read_rules);
    while (!files.empty())
        read(std::string(files.begin()->first), read_limits);
    if (problems.size() == before)
        check_limits(standards, problems);
    return standards;
}

}  // namespace liriver::data::standards
