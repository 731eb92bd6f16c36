#include "scenarios/language/series_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "data/tables/column_names.h"
#include "data/tables/suggest.h"

namespace liriver::scenarios::language {

using data::tables::ColumnName;
using data::tables::Dimension;
using data::tables::in_words;
using data::tables::names_column;
using data::tables::parse_unit;
using data::tables::Problems;
using data::tables::split_column_name;
using data::tables::Unit;

namespace {
constexpr Dimension rate{.length = 1, .time = -1};
constexpr Dimension length{.length = 1};

bool is_note(const std::string& header) {
    static constexpr auto names = std::to_array<std::string_view>({"note", "remark", "remarks", "备注", "说明"});
    return std::find(names.begin(), names.end(), header) != names.end();
}

class Choice {
  public:
    Choice(const data::tables::CsvTable& table, const std::vector<std::size_t>& times, const Series& series,
           const SeriesUse& use, Problems& problems)
        : table_(table),
          times_(times),
          series_(series),
          use_(use),
          problems_(problems),
          wanted_(parse_unit(use.unit).value()) {}

    std::optional<SeriesColumn> choose() {
        const auto index = series_.column.empty() ? only_column() : named_column();
        if (!index)
            return std::nullopt;
        SeriesColumn column;
        column.index = *index;
        column.name = table_.header[*index].text;
        if (!find_unit(column))
            return std::nullopt;
        return column;
    }

  private:
    void refuse_header(const char* code, std::string key, std::string found, std::string expected,
                       std::string hint = {}) {
        problems_.push_back({table_.file, table_.header.front().line, 0, code, std::move(key), std::move(found),
                             std::move(expected), std::move(hint)});
    }

    void refuse(const char* code, std::string found, std::string expected) {
        problems_.push_back({series_.at.file,
                             series_.at.line,
                             series_.at.column,
                             code,
                             use_.key,
                             std::move(found),
                             std::move(expected),
                             {}});
    }

    [[nodiscard]] std::string names_of(const std::vector<std::size_t>& columns) const {
        std::string text;
        for (const std::size_t c : columns)
            text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", table_.header[c].text);
        return text;
    }

    std::optional<std::size_t> named_column() {
        if (const auto exact = table_.find(series_.column))
            return exact;
        std::vector<std::size_t> found;
        std::vector<std::string> names;
        for (std::size_t c = 0; c < table_.column_count(); ++c) {
            names.push_back(table_.header[c].text);
            if (names_column(series_.column, names.back()))
                found.push_back(c);
        }
        if (found.size() == 1)
            return found.front();
        if (found.empty())
            refuse_header("missing-column", series_.column, "no such column",
                          fmt::format("a column \"{}\"", series_.column), data::tables::suggest(series_.column, names));
        else
            refuse_header("which-column", "column", fmt::format("{} columns of that name", found.size()),
                          "the whole name of one of them: " + names_of(found));
        return std::nullopt;
    }

    [[nodiscard]] bool fits(std::size_t column) const {
        const auto written = split_column_name(table_.header[column].text).unit;
        const auto unit = written ? parse_unit(*written) : tl::expected<Unit, std::string>(tl::unexpect, "");
        return unit &&
               (unit->dimension == wanted_.dimension ||
                (wanted_.dimension == rate && unit->dimension == length && series_.depth_over != DepthOver::none));
    }

    std::optional<std::size_t> only_column() {
        std::vector<std::size_t> others, fitting;
        for (std::size_t c = 0; c < table_.column_count(); ++c) {
            if (std::find(times_.begin(), times_.end(), c) != times_.end() || is_note(table_.header[c].text))
                continue;
            others.push_back(c);
            if (fits(c))
                fitting.push_back(c);
        }
        if (others.size() == 1)
            return others.front();
        if (fitting.size() == 1)
            return fitting.front();
        refuse_header("which-column", "column",
                      fmt::format("{} value columns{}", others.size(),
                                  others.empty() ? std::string() : " (" + names_of(others) + ")"),
                      fmt::format("the name of one of them, {}", in_words(wanted_.dimension)));
        return std::nullopt;
    }

    [[nodiscard]] std::string place_of(const SeriesColumn& column) const {
        return fmt::format("column {} of {}", column.name, series_.file.path.filename().string());
    }

    bool find_unit(SeriesColumn& column) {
        const ColumnName header = split_column_name(column.name);
        if (series_.unit.empty() && !header.unit) {
            if (wanted_.dimension == Dimension{}) {
                column.written = "1";
                column.unit = wanted_;
                return true;
            }
            refuse("missing-unit",
                   fmt::format("{}, whose name has no unit{}", place_of(column),
                               header.bracketed.empty()
                                   ? std::string()
                                   : fmt::format(" (\"{}\" is none that is known)", header.bracketed)),
                   fmt::format("`unit`, like unit = \"{}\"", use_.unit));
            return false;
        }
        column.written = series_.unit.empty() ? *header.unit : series_.unit;
        const auto unit = parse_unit(column.written);
        if (!unit) {
            refuse("unknown-unit", unit.error(), fmt::format("a unit like \"{}\"", use_.unit));
            return false;
        }
        column.unit = *unit;
        return agree(column, header) && of_the_kind(column);
    }

    /// A header and the key `unit` that say different things: one of them is wrong.
    bool agree(const SeriesColumn& column, const ColumnName& header) {
        if (series_.unit.empty() || !header.unit)
            return true;
        const Unit other = parse_unit(*header.unit).value();
        if (data::tables::is_same_unit(column.unit, other))
            return true;
        refuse("two-units",
               fmt::format("unit = \"{}\" for {}, whose name says {}", series_.unit, place_of(column), *header.unit),
               "the unit once: in the header, or by `unit` for a header without one");
        return false;
    }

    bool of_the_kind(SeriesColumn& column) {
        const bool depths = series_.depth_over != DepthOver::none;
        column.depth = wanted_.dimension == rate && column.unit.dimension == length && depths;
        if (column.depth || (column.unit.dimension == wanted_.dimension && !depths))
            return true;
        if (depths && column.unit.dimension == wanted_.dimension)
            refuse("not-used", fmt::format("`depth_over` for {} in {}", place_of(column), column.written),
                   "no such key: the column is no depth where a rate is asked for");
        else
            refuse(
                "wrong-unit",
                fmt::format("{} of column {}, {}", column.written, column.name, in_words(column.unit.dimension)),
                in_words(wanted_.dimension) + (wanted_.dimension == rate && column.unit.dimension == length
                                                   ? ", or `depth_over`, which says over what time a row's depth fell"
                                                   : ""));
        return false;
    }

    const data::tables::CsvTable& table_;
    const std::vector<std::size_t>& times_;
    const Series& series_;
    const SeriesUse& use_;
    Problems& problems_;
    Unit wanted_;
};
}  // namespace

std::optional<SeriesColumn> choose_column(const data::tables::CsvTable& table, const std::vector<std::size_t>& times,
                                          const Series& series, const SeriesUse& use, Problems& problems) {
    return Choice(table, times, series, use, problems).choose();
}

}  // namespace liriver::scenarios::language
