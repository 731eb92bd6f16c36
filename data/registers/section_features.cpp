#include "data/registers/section_features.h"

#include <fmt/format.h>

#include <cmath>

#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"
#include "mesh/gis/implausible.h"

namespace liriver::data::registers {
namespace {

tables::NumberRule along() {
    tables::NumberRule rule;
    rule.minimum = 0.0;
    return rule;
}

tables::NumberRule height() {
    tables::NumberRule rule;
    rule.minimum = mesh::gis::lowest_ground;
    rule.maximum = mesh::gis::highest_ground;
    return rule;
}

}  // namespace

std::vector<LeveeRow> read_levees(const std::filesystem::path& path, tables::Problems& problems) {
    std::vector<LeveeRow> levees;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return levees;
    tables::ColumnReader columns(*table, problems);
    const auto reaches = columns.texts("reach");
    const auto chainages = columns.numbers("chainage_m", along());
    const auto banks = columns.texts("bank");
    const auto offsets = columns.numbers("offset_m");
    const auto crests = columns.numbers("crest_m", height());
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (reaches[row].empty() || banks[row].empty() || !std::isfinite(chainages[row] + offsets[row] + crests[row]))
            continue;
        if (banks[row] != "left" && banks[row] != "right") {
            columns.refuse(row, "bank", "not-a-word", fmt::format("\"{}\"", banks[row]), "left or right");
            continue;
        }
        levees.push_back({reaches[row],
                          chainages[row],
                          {offsets[row], crests[row], banks[row] == "left"},
                          {table->file, table->line(row)}});
    }
    return levees;
}

std::vector<IneffectiveRow> read_ineffective_areas(const std::filesystem::path& path, tables::Problems& problems) {
    std::vector<IneffectiveRow> areas;
    const auto table = tables::read_csv(path, problems);
    if (!table)
        return areas;
    tables::ColumnReader columns(*table, problems);
    tables::NumberRule until = height();
    until.may_be_empty = true;
    const auto reaches = columns.texts("reach");
    const auto chainages = columns.numbers("chainage_m", along());
    const auto begins = columns.numbers("from_offset_m");
    const auto ends = columns.numbers("to_offset_m");
    const auto untils = columns.numbers("until_m", until, tables::Presence::optional);
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (reaches[row].empty() || !std::isfinite(chainages[row] + begins[row] + ends[row]))
            continue;
        if (begins[row] >= ends[row]) {
            columns.refuse(row, "to_offset_m", "out-of-order", tables::format_number(ends[row]),
                           fmt::format("more than from_offset_m, {}", tables::format_number(begins[row])));
            continue;
        }
        IneffectiveRow area{
            reaches[row], chainages[row], {begins[row], ends[row], {}}, {table->file, table->line(row)}};
        if (row < untils.size() && std::isfinite(untils[row]))
            area.area.until = untils[row];
        areas.push_back(std::move(area));
    }
    return areas;
}

}  // namespace liriver::data::registers
