#include "data/results/stations_csv.h"

#include <cmath>

#include <fmt/format.h>

#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using mesh::field::Error;

std::string column_name(std::string_view name, std::string_view unit) {
    std::string column(name);
    column += '_';
    for (const char c : unit)
        column += c == '/' || c == ' ' ? '_' : c;
    return column;
}

double as_written(double concentration) {
    return std::abs(concentration) < least_concentration_written ? 0.0 : concentration;
}

std::vector<TableColumn> describe(const StationColumns& columns) {
    std::vector<TableColumn> all{
        {"time_utc", "dateTime", "", "time"},
        {"time_local", "dateTime", "", "the same instant on the project's clock"},
        {"station", "string", "", "the station's name"},
        {"stage_m", "double", "m", "water level above the project's vertical datum"},
        {"discharge_m3_s", "double", "m3/s",
         "discharge, summed over the station's sections; where water is put in or taken out, or a reach joins, what "
         "flows on "
         "below"},
        {"velocity_m_s", "double", "m/s", "mean velocity of the section"},
        {"depth_m", "double", "m", "stage less the section's lowest point"},
    };
    for (const ConstituentColumn& c : columns.constituents)
        all.push_back(
            {column_name(c.name, c.unit), "double", c.unit, "concentration of " + c.name + "; below 1e-30 written 0"});
    if (columns.gauge_stage)
        all.push_back({"gauge_stage_m", "double", "m", "water level on the gauge's own datum"});
    return all;
}

tl::expected<StationsCsv, Error> StationsCsv::create(const std::filesystem::path& path, std::chrono::minutes time_zone,
                                                     const StationColumns& columns) {
    auto file = RowFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    if (auto good = file->put(header_row(describe(columns)) + '\n'); !good)
        return tl::unexpected(good.error());
    return StationsCsv(*std::move(file), time_zone, columns);
}

tl::expected<void, Error> StationsCsv::append(tables::Time time, std::span<const StationRow> rows) {
    rows_.clear();
    const std::string times = tables::format_utc(time) + ',' + tables::format_local(time, time_zone_) + ',';
    for (const StationRow& row : rows) {
        if (row.concentration.size() != constituents_)
            return tl::unexpected(Error{file_.path().string(),
                                        fmt::format("{} concentrations", row.concentration.size()),
                                        fmt::format("{}, one a column", constituents_)});
        rows_ += times + tables::quote_cell(row.station);
        for (const double value : {row.stage, row.discharge, row.velocity, row.depth})
            append_number(rows_, value);
        for (const double value : row.concentration)
            append_number(rows_, as_written(value));
        if (gauge_stage_)
            append_number(rows_, row.gauge_stage);
        rows_ += '\n';
    }
    return file_.put(rows_);
}

tl::expected<void, Error> StationsCsv::close(Ending ending) { return file_.close(ending); }

}  // namespace liriver::data::results
