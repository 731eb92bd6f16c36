#include "data/results/reservoirs_csv.h"

#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using mesh::field::Error;

tl::expected<ReservoirsCsv, Error> ReservoirsCsv::create(const std::filesystem::path& path,
                                                         std::chrono::minutes time_zone,
                                                         const std::vector<std::string>& outlets) {
    auto file = RowFile::create(path);
    if (!file)
        return tl::make_unexpected(file.error());
    std::string header =
        "time_utc,time_local,reservoir,level_m,volume_m3,inflow_m3_s,release_m3_s,spill_m3_s,shortfall_m3_s";
    for (const std::string& outlet : outlets)
        header += ',' + tables::quote_cell(outlet + "_m3_s");
    if (auto good = file->put(header + '\n'); !good)
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
