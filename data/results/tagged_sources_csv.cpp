#include "data/results/tagged_sources_csv.h"

#include "data/results/stations_csv.h"
#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using mesh::field::Error;

std::vector<TableColumn> tagged_columns() {
    return {{"time_utc", "dateTime", "", "time"},
            {"time_local", "dateTime", "", "the same instant on the project's clock"},
            {"station", "string", "", "the station's name"},
            {"constituent", "string", "", "the tagged constituent"},
            {"kind", "string", "",
             "outfall, diffuse_load, moving_load, inflow, boundary, reservoir, lake, groundwater, weather, structure; "
             "initial: there at the start; "
             "reactions: made of other constituents; other: from none of these"},
            {"source", "string", "", "the source's name; none for the last three kinds"},
            {"concentration", "double", "", "what the source contributes, in `unit`; below 1e-30 written 0"},
            {"unit", "string", "", "of the concentration"},
            {"share", "double", "1", "of the constituent's concentration"}};
}

tl::expected<TaggedSourcesCsv, Error> TaggedSourcesCsv::create(const std::filesystem::path& path,
                                                               std::chrono::minutes time_zone) {
    auto file = RowFile::create(path);
    if (!file)
        return tl::make_unexpected(file.error());
    if (auto good = file->put(header_row(tagged_columns()) + '\n'); !good)
        return tl::make_unexpected(good.error());
    return TaggedSourcesCsv(*std::move(file), time_zone);
}

tl::expected<void, Error> TaggedSourcesCsv::append(tables::Time time, const std::vector<TaggedRow>& rows) {
    const std::string times = tables::format_utc(time) + ',' + tables::format_local(time, time_zone_);
    std::string text;
    for (const TaggedRow& row : rows) {
        text += times;
        for (const std::string_view cell : {row.station, row.constituent, row.kind, row.source})
            text += ',' + tables::quote_cell(std::string(cell));
        append_number(text, as_written(row.concentration));
        text += ',' + tables::quote_cell(std::string(row.unit));
        append_number(text, row.share);
        text += '\n';
    }
    return file_.put(text);
}

}  // namespace liriver::data::results
