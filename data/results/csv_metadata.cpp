#include "data/results/csv_metadata.h"

#include <sstream>

#include <nlohmann/json.hpp>

#include "data/results/atomic_file.h"
#include "data/tables/csv_writer.h"

namespace liriver::data::results {

using Json = nlohmann::ordered_json;

namespace {

Json lines_of(const std::string& text) {
    Json lines = Json::array();
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

Json column_json(const TableColumn& column) {
    Json json = {{"titles", column.title}, {"dc:description", column.description}};
    if (column.format.empty())
        json["datatype"] = column.datatype;
    else
        json["datatype"] = {{"base", column.datatype}, {"format", column.format}};
    if (!column.unit.empty())
        json["schema:unitText"] = column.unit;
    return json;
}

Json notes_json(const Provenance& from) {
    Json inputs = Json::object();
    for (const InputFile& input : from.inputs)
        inputs[input.path] = input.checksum;
    return {{"program", "liriver"},
            {"version", from.version},
            {"git", from.git},
            {"options", from.options},
            {"crs", from.crs},
            {"vertical_datum", from.vertical_datum},
            {"assumptions", lines_of(from.assumptions)},
            {"attribution", from.attribution},
            {"inputs", inputs}};
}

}  // namespace

std::string header_row(const std::vector<TableColumn>& columns) {
    std::string row;
    for (const TableColumn& column : columns)
        row += (row.empty() ? "" : ",") + tables::quote_cell(column.title);
    return row;
}

std::string csv_metadata(const std::vector<TableFile>& tables, const Provenance& provenance) {
    Json group = {{"@context", "http://www.w3.org/ns/csvw"}, {"dc:title", provenance.title}};
    Json& list = group["tables"] = Json::array();
    for (const TableFile& table : tables) {
        Json columns = Json::array();
        for (const TableColumn& column : table.columns)
            columns.push_back(column_json(column));
        list.push_back(
            {{"url", table.name}, {"dc:description", table.description}, {"tableSchema", {{"columns", columns}}}});
    }
    group["notes"] = Json::array({notes_json(provenance)});
    return group.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

tl::expected<void, mesh::field::Error> write_csv_metadata(const std::filesystem::path& folder,
                                                          const std::vector<TableFile>& tables,
                                                          const Provenance& provenance) {
    return write_whole(folder / "csv-metadata.json", csv_metadata(tables, provenance), Ending::unfinished);
}

}  // namespace liriver::data::results
