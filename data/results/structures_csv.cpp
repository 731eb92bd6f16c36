#include "data/results/structures_csv.h"

#include <string>

#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using mesh::field::Error;

std::vector<TableColumn> structure_columns() {
    return {{"time_utc", "dateTime", "", "time"},
            {"time_local", "dateTime", "", "the same instant on the project's clock"},
            {"structure", "string", "", "the structure's name"},
            {"kind", "string", "", "what it is, as the scenario says it"},
            {"discharge_m3_s", "double", "m3/s", "what passes, positive downstream or from `from` to `to`"},
            {"setting", "double", "", "an opening in m, a discharge in m3/s or a share, as its kind has it"},
            {"stage_up_m", "double", "m", "water level on its upper side above the project's vertical datum"},
            {"stage_down_m", "double", "m", "water level on its lower side above the project's vertical datum"}};
}

tl::expected<StructuresCsv, Error> StructuresCsv::create(const std::filesystem::path& path,
                                                         std::chrono::minutes time_zone) {
    auto file = RowFile::create(path);
    if (!file)
        return tl::make_unexpected(file.error());
    if (auto good = file->put(header_row(structure_columns()) + '\n'); !good)
        return tl::make_unexpected(good.error());
    return StructuresCsv(*std::move(file), time_zone);
}

tl::expected<void, Error> StructuresCsv::append(tables::Time time, std::span<const StructureRow> rows) {
    std::string text;
    const std::string times = tables::format_utc(time) + ',' + tables::format_local(time, time_zone_) + ',';
    for (const StructureRow& row : rows) {
        text += times + tables::quote_cell(std::string(row.structure)) + ',';
        text += row.kind;
        for (const double value : {row.discharge, row.setting, row.stage_up, row.stage_down})
            append_number(text, value);
        text += '\n';
    }
    return file_.put(text);
}

}  // namespace liriver::data::results
