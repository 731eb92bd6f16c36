#include "data/results/lakes_csv.h"

#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using mesh::field::Error;

std::vector<TableColumn> lake_columns(const std::vector<ConstituentColumn>& constituents) {
    std::vector<TableColumn> all{
        {"time_utc", "dateTime", "", "time"},
        {"time_local", "dateTime", "", "the same instant on the project's clock"},
        {"lake", "string", "", "the lake's name"},
        {"stage_m", "double", "m", "water level above the project's vertical datum"},
        {"volume_m3", "double", "m3", "water in the lake"},
        {"area_m2", "double", "m2", "water surface"},
        {"inflow_m3_s", "double", "m3/s", "what comes in through reaches and structures"},
        {"outflow_m3_s", "double", "m3/s", "what goes out through reaches and structures"},
    };
    for (const ConstituentColumn& c : constituents)
        all.push_back(
            {column_name(c.name, c.unit), "double", c.unit, "concentration of " + c.name + "; below 1e-30 written 0"});
    return all;
}

tl::expected<LakesCsv, Error> LakesCsv::create(const std::filesystem::path& path, std::chrono::minutes time_zone,
                                               const std::vector<ConstituentColumn>& constituents) {
    auto file = RowFile::create(path);
    if (!file)
        return tl::make_unexpected(file.error());
    if (auto good = file->put(header_row(lake_columns(constituents)) + '\n'); !good)
        return tl::make_unexpected(good.error());
    return LakesCsv(*std::move(file), time_zone);
}

tl::expected<void, Error> LakesCsv::append(tables::Time time, const std::vector<LakeRow>& rows) {
    const std::string times = tables::format_utc(time) + ',' + tables::format_local(time, time_zone_) + ',';
    std::string text;
    for (const LakeRow& row : rows) {
        text += times + tables::quote_cell(row.lake);
        for (const double value : {row.stage, row.volume, row.area, row.inflow, row.outflow})
            append_number(text, value);
        for (const double value : row.concentration)
            append_number(text, as_written(value));
        text += '\n';
    }
    return file_.put(text);
}

}  // namespace liriver::data::results
