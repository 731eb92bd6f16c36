#include "data/results/structures_csv.h"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <iterator>
#include <system_error>

#include "data/results/atomic_file.h"
#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using mesh::field::Error;

Error StructuresCsv::trouble() const {
    return {path_.string(), std::generic_category().message(errno), "a file that can be written"};
}

tl::expected<StructuresCsv, Error> StructuresCsv::create(const std::filesystem::path& path,
                                                         std::chrono::minutes time_zone) {
    StructuresCsv table;
    table.path_ = path;
    table.time_zone_ = time_zone;
    table.file_.reset(std::fopen(part_name(path).c_str(), "wb"));
    const char* const header = "time_utc,time_local,structure,kind,discharge_m3_s,setting,stage_up_m,stage_down_m\n";
    if (!table.file_ || std::fputs(header, table.file_.get()) < 0 || std::fflush(table.file_.get()) != 0)
        return tl::unexpected(table.trouble());
    return table;
}

tl::expected<void, Error> StructuresCsv::append(tables::Time time, std::span<const StructureRow> rows) {
    std::string text;
    const std::string times = tables::format_utc(time) + ',' + tables::format_local(time, time_zone_) + ',';
    for (const StructureRow& row : rows) {
        text += times + tables::quote_cell(std::string(row.structure)) + ',';
        text += row.kind;
        for (const double value : {row.discharge, row.setting, row.stage_up, row.stage_down}) {
            text += ',';
            if (!std::isnan(value))
                fmt::format_to(std::back_inserter(text), "{:.10g}", value == 0.0 ? 0.0 : value);
        }
        text += '\n';
    }
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size() || std::fflush(file_.get()) != 0)
        return tl::unexpected(trouble());
    return {};
}

tl::expected<void, Error> StructuresCsv::close() {
    if (!file_)
        return {};
    if (std::fclose(file_.release()) != 0)
        return tl::unexpected(trouble());
    return publish(path_);
}

}  // namespace liriver::data::results
