#include "data/results/reservoirs_csv.h"

#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using mesh::field::Error;

std::vector<TableColumn> reservoir_columns(const std::vector<std::string>& outlets) {
    std::vector<TableColumn> all{
        {"time_utc", "dateTime", "", "time"},
        {"time_local", "dateTime", "", "the same instant on the project's clock"},
        {"reservoir", "string", "", "the reservoir's name"},
        {"level_m", "double", "m", "water level above the project's vertical datum"},
        {"volume_m3", "double", "m3", "water in the pool"},
        {"inflow_m3_s", "double", "m3/s", "mean inflow since the row before"},
        {"release_m3_s", "double", "m3/s", "mean release through the outlets since the row before"},
        {"spill_m3_s", "double", "m3/s", "mean discharge over the spillway since the row before"},
        {"shortfall_m3_s", "double", "m3/s", "mean of what was ordered and could not be released since the row before"},
    };
    for (const std::string& outlet : outlets)
        all.push_back({outlet + "_m3_s", "double", "m3/s", "mean release through " + outlet + " since the row before"});
    return all;
}

tl::expected<ReservoirsCsv, Error> ReservoirsCsv::create(const std::filesystem::path& path,
                                                         std::chrono::minutes time_zone,
                                                         const std::vector<std::string>& outlets) {
    auto file = RowFile::create(path);
    if (!file)
        return tl::make_unexpected(file.error());
    if (auto good = file->put(header_row(reservoir_columns(outlets)) + '\n'); !good)
        return tl::make_unexpected(good.error());
    return ReservoirsCsv(*std::move(file), time_zone);
}

tl::expected<void, Error> ReservoirsCsv::append(tables::Time time, const std::vector<ReservoirRow>& rows) {
    const std::string times = tables::format_utc(time) + ',' + tables::format_local(time, time_zone_) + ',';
    std::string text;
    for (const ReservoirRow& row : rows) {
        text += times + tables::quote_cell(row.reservoir);
        for (const double value : {row.level, row.volume, row.inflow, row.release, row.spill, row.shortfall})
            append_number(text, value);
        for (const double value : row.outlets)
            append_number(text, value);
        text += '\n';
    }
    return file_.put(text);
}

}  // namespace liriver::data::results
