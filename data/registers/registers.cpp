#include "data/registers/registers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/suggest.h"

namespace liriver::data::registers {

using tables::Cells;
using tables::ColumnReader;
using tables::CsvTable;
using tables::NumberRule;
using tables::Presence;
using tables::Problems;
using tables::Rows;

namespace {
std::string at(const std::vector<std::string>& column, std::size_t row) {
    return row < column.size() ? column[row] : std::string();
}

std::optional<double> at(const std::vector<double>& column, std::size_t row) {
    if (row >= column.size() || std::isnan(column[row]))
        return std::nullopt;
    return column[row];
}

/// The columns most registers share, read at once, and which of their rows are sound.
class RegisterReader {
  public:
    RegisterReader(const CsvTable& table, Problems& problems)
        : table_(table), problems_(problems), columns_(table, problems) {}

    std::vector<std::string> words(const std::string& name) {
        return columns_.texts(name, Presence::optional, Cells::may_be_empty);
    }
    std::vector<double> amounts(const std::string& name, double minimum = 0.0, bool above = false) {
        NumberRule rule;
        rule.minimum = minimum;
        rule.above_minimum = above;
        rule.may_be_empty = true;
        return columns_.numbers(name, rule, Presence::optional);
    }

    /// The naming column; `once`: a name that stands there twice is a problem.
    std::vector<std::string> names(const std::string& column, bool once) {
        std::vector<std::string> names = columns_.texts(column);
        std::map<std::string, int> seen;
        for (std::size_t row = 0; once && row < names.size(); ++row) {
            const auto [first, fresh] = seen.emplace(names[row], table_.line(row));
            if (!fresh && !names[row].empty())
                columns_.refuse(row, column, "repeated-name", fmt::format("\"{}\" again", names[row]),
                                fmt::format("each name once (it stands in line {} too)", first->second));
        }
        return names;
    }

    std::vector<RegisterPlace> places() {
        const auto reach = columns_.texts("reach");
        const auto chainage = amounts("chainage_m");
        NumberRule any;
        any.may_be_empty = true;
        const auto x = columns_.numbers("x_m", any, Presence::optional);
        const auto y = columns_.numbers("y_m", any, Presence::optional);
        std::vector<RegisterPlace> places(table_.row_count());
        for (std::size_t row = 0; row < places.size(); ++row) {
            places[row] = {at(reach, row), at(chainage, row), at(x, row), at(y, row)};
            const bool point = places[row].x && places[row].y;
            if (!places[row].chainage && !point && !refused(row))
                columns_.refuse(row, "reach", "no-place", "neither a chainage nor coordinates",
                                "chainage_m, or x_m and y_m");
        }
        return places;
    }

    /// A problem was added that names this row.
    [[nodiscard]] bool refused(std::size_t row) const {
        const int line = table_.line(row);
        return std::any_of(problems_.begin(), problems_.end(), [&](const tables::Problem& problem) {
            return problem.line == line && problem.file == table_.file;
        });
    }

    /// "yes" or "no"; an empty cell or no column: `otherwise`.
    std::vector<bool> flags(const std::string& name, bool otherwise) {
        const auto cells = words(name);
        std::vector<bool> flags(table_.row_count(), otherwise);
        for (std::size_t row = 0; row < cells.size(); ++row) {
            const bool yes = cells[row] == "yes" || cells[row] == "true";
            const bool no = cells[row] == "no" || cells[row] == "false";
            if (yes || no)
                flags[row] = yes;
            else if (!cells[row].empty())
                columns_.refuse(row, name, "unknown-word", fmt::format("\"{}\"", cells[row]), "yes or no");
        }
        return flags;
    }

    [[nodiscard]] Row where(std::size_t row) const { return {table_.file, table_.line(row)}; }
    ColumnReader& columns() { return columns_; }

  private:
    const CsvTable& table_;
    Problems& problems_;
    ColumnReader columns_;
};
}  // namespace

std::vector<StationRow> read_stations(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<StationRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("station", false);
    const auto places = reader.places();
    const auto labels = reader.words("label");
    const auto notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row)
        if (!reader.refused(row))
            rows.push_back({reader.where(row), names[row], at(labels, row), at(notes, row), places[row]});
    return rows;
}

std::vector<StructureRow> read_structures(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<StructureRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("structure", true);
    const auto kinds = reader.columns().texts("kind");
    for (std::size_t row = 0; row < kinds.size(); ++row)
        if (!kinds[row].empty() && kinds[row] != "weir" && kinds[row] != "dam" && kinds[row] != "ignored")
            reader.columns().refuse(row, "kind", "unknown-word", fmt::format("\"{}\"", kinds[row]),
                                    "weir, dam or ignored", tables::suggest(kinds[row], {"weir", "dam", "ignored"}));
    const auto places = reader.places();
    const auto sources = reader.words("source");
    const auto confidences = reader.words("confidence");
    const auto notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row)
        if (!reader.refused(row))
            rows.push_back({reader.where(row), names[row], kinds[row], at(sources, row), at(confidences, row),
                            at(notes, row), places[row]});
    return rows;
}

std::vector<WeirRow> read_weirs(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<WeirRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("structure", true);
    const auto heights = reader.amounts("crest_height_above_bed_m");
    const auto widths = reader.amounts("width_m", 0.0, true);
    const auto coefficients = reader.amounts("coefficient", 0.0, true);
    const auto assumed = reader.flags("assumed", true);
    const auto sources = reader.words("source");
    const auto confidences = reader.words("confidence");
    const auto notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row)
        if (!reader.refused(row))
            rows.push_back({reader.where(row), names[row], at(sources, row), at(confidences, row), at(notes, row),
                            assumed[row], at(heights, row), at(widths, row), at(coefficients, row)});
    return rows;
}

std::vector<OutfallRow> read_outfalls(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<OutfallRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("outfall", true);
    const auto places = reader.places();
    const auto labels = reader.words("label");
    const auto discharges = reader.amounts("discharge_m3_s");
    const auto assumed = reader.flags("assumed", true);
    const auto allow_dry = reader.flags("allow_dry", false);
    const auto sources = reader.words("source");
    const auto confidences = reader.words("confidence");
    const auto notes = reader.words("note");
    std::vector<std::pair<std::string, std::vector<double>>> amounts;
    for (std::size_t c = 0; c < table->column_count(); ++c)
        if (const std::string& name = table->header[c].text; !reader.columns().has_read(c))
            amounts.emplace_back(name, reader.amounts(name));
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (reader.refused(row))
            continue;
        OutfallRow outfall{reader.where(row),
                           names[row],
                           at(labels, row),
                           at(sources, row),
                           at(confidences, row),
                           at(notes, row),
                           assumed[row],
                           allow_dry[row],
                           places[row],
                           at(discharges, row),
                           {}};
        for (const auto& [column, values] : amounts)
            if (const auto value = at(values, row))
                outfall.amounts.push_back({column, *value});
        rows.push_back(std::move(outfall));
    }
    return rows;
}

std::vector<ReservoirRow> read_reservoirs(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<ReservoirRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("reservoir", true);
    const auto places = reader.places();
    const auto labels = reader.words("label");
    const auto areas = reader.amounts("catchment_area_km2");
    const auto sources = reader.words("source");
    const auto confidences = reader.words("confidence");
    const auto notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (reader.refused(row))
            continue;
        auto area = at(areas, row);
        if (area)
            *area *= 1e6;
        rows.push_back({reader.where(row), names[row], at(labels, row), at(sources, row), at(confidences, row),
                        at(notes, row), places[row], area});
    }
    return rows;
}

}  // namespace liriver::data::registers
