// The register of outfalls, declared in registers.h.
#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "data/registers/outfall_kinds.h"
#include "data/registers/register_reader.h"
#include "data/registers/register_source.h"
#include "data/registers/registers.h"
#include "data/tables/column_names.h"
#include "data/tables/suggest.h"
#include "data/tables/units.h"

namespace liriver::data::registers {

using tables::CsvTable;
using tables::Problems;

namespace {
std::string in_words(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Whether a column holds a concentration or a load; refused, with its reason, when its unit is of another kind. A
/// column without a unit is left to who knows the constituents.
bool is_amount(const CsvTable& table, std::size_t column, Problems& problems) {
    const std::string& header = table.header[column].text;
    const auto unit = tables::split_column_name(header).unit;
    if (!unit)
        return true;
    const tables::Dimension dimension = tables::parse_unit(*unit).value().dimension;
    static const tables::Dimension concentration = tables::parse_unit("mg/L").value().dimension;
    static const tables::Dimension load = tables::parse_unit("g/s").value().dimension;
    if (dimension == concentration || dimension == load)
        return true;
    problems.push_back({table.file,
                        table.header[column].line,
                        table.header[column].column,
                        "wrong-unit",
                        header,
                        fmt::format("{}, {}", *unit, tables::in_words(dimension)),
                        "a concentration (mg/L) or a load (g/s) of a constituent",
                        {}});
    return false;
}

OutfallStatus status_of(RegisterReader& reader, std::size_t row, const std::string& text) {
    if (text.empty() || text == "kept" || text == "保留")
        return OutfallStatus::kept;
    if (text == "to be cut" || text == "to_be_cut" || text == "待整治" || text == "整治")
        return OutfallStatus::to_be_cut;
    if (text != "closed" && text != "已取缔" && text != "取缔" && text != "关闭")
        reader.columns().refuse(row, "status", "unknown-word", fmt::format("\"{}\"", text),
                                "kept (保留), to be cut (待整治) or closed (取缔)",
                                tables::suggest(text, {"kept", "to be cut", "closed"}));
    return OutfallStatus::closed;
}

void take_kinds(RegisterReader& reader, std::size_t row, const std::string& kind, const std::string& sub_kind,
                OutfallRow& outfall) {
    const auto refuse = [&](const char* column, const std::string& found, const std::vector<std::string>& known) {
        reader.columns().refuse(row, column, "unknown-word", fmt::format("\"{}\"", found),
                                "one of " + in_words(known) + ", or its Chinese name", tables::suggest(found, known));
    };
    if (!kind.empty()) {
        if (const auto found = find_outfall_kind(kind))
            outfall.kind = found->name;
        else
            refuse("kind", kind, outfall_kind_names());
    }
    if (sub_kind.empty())
        return;
    if (const auto found = find_outfall_sub_kind(sub_kind, outfall.kind))
        outfall.sub_kind = found->name;
    else if (outfall.kind.empty())
        reader.columns().refuse(row, "sub_kind", "missing-key", fmt::format("\"{}\" without a kind", sub_kind),
                                "the kind too");
    else if (const auto known = outfall_kind_names(outfall.kind); !known.empty())
        refuse("sub_kind", sub_kind, known);
    else
        reader.columns().refuse(row, "sub_kind", "unknown-word", fmt::format("\"{}\"", sub_kind),
                                fmt::format("none: {} has no sub-kinds", outfall.kind));
}

/// Constituents' columns with their numbers: all that no other name of the register has.
std::vector<std::pair<std::string, std::vector<double>>> read_amounts(const CsvTable& table, RegisterReader& reader,
                                                                      Problems& problems) {
    std::vector<std::pair<std::string, std::vector<double>>> amounts;
    for (std::size_t c = 0; c < table.column_count(); ++c)
        if (const std::string& name = table.header[c].text;
            !reader.columns().has_read(c) && is_amount(table, c, problems))
            amounts.emplace_back(name, reader.amounts(name));
    return amounts;
}
}  // namespace

std::vector<OutfallRow> read_outfalls(const std::filesystem::path& path, Problems& problems, const std::string& crs) {
    const auto table = read_register_table(path, crs, problems);
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
    const auto sources = reader.words("source"), confidences = reader.words("confidence"), notes = reader.words("note");
    const auto codes = reader.words("code"), kinds = reader.words("kind"), sub_kinds = reader.words("sub_kind"),
               permits = reader.words("permit"), statuses = reader.words("status"),
               treatments = reader.words("treatment"), classes = reader.words("limit_class"),
               patterns = reader.words("time_pattern"), owners = reader.words("owner"),
               counties = reader.words("county");
    const auto built = reader.amounts("built", 1800.0);
    static_cast<void>(reader.words("longitude"));  // of features where there is no CRS to bring them into
    static_cast<void>(reader.words("latitude"));
    const auto amounts = read_amounts(*table, reader, problems);
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        OutfallRow outfall;
        outfall.row = reader.where(row);
        outfall.name = names[row];
        outfall.label = at(labels, row);
        outfall.source = at(sources, row);
        outfall.confidence = at(confidences, row);
        outfall.note = at(notes, row);
        outfall.assumed = assumed[row];
        outfall.allow_dry = allow_dry[row];
        outfall.place = places[row];
        outfall.discharge = at(discharges, row);
        outfall.code = at(codes, row);
        take_kinds(reader, row, at(kinds, row), at(sub_kinds, row), outfall);
        outfall.permit = at(permits, row);
        outfall.status = status_of(reader, row, at(statuses, row));
        outfall.treatment = at(treatments, row);
        outfall.limit_class = at(classes, row);
        outfall.time_pattern = at(patterns, row);
        outfall.owner = at(owners, row);
        outfall.county = at(counties, row);
        if (const auto year = at(built, row))
            outfall.built = static_cast<int>(std::lround(*year));
        for (const auto& [column, values] : amounts)
            if (const auto value = at(values, row))
                outfall.amounts.push_back({column, *value});
        if (!reader.refused(row))
            rows.push_back(std::move(outfall));
    }
    return rows;
}

}  // namespace liriver::data::registers
