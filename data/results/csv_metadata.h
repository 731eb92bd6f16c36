#pragma once
// csv-metadata.json: what the tables of a folder hold and where they come from, beside them rather than in them, so
// that every reader of CSV still reads them. In the W3C's vocabulary (CSV on the Web:
// https://www.w3.org/TR/tabular-metadata/), under the name that its readers look for.
#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "data/results/provenance.h"
#include "mesh/field/error.h"

namespace liriver::data::results {

/// A column as its header names it.
struct TableColumn {
    std::string title;        ///< "discharge_m3_s"
    std::string datatype;     ///< of XML Schema: "string", "double", "dateTime", "date", "boolean"
    std::string unit;         ///< "m3/s"; empty: none
    std::string description;  ///< a few words
    std::string format = {};  ///< of a boolean: "yes|no"
};

/// A table of the folder.
struct TableFile {
    std::string name;  ///< "stations.csv"
    std::string description;
    std::vector<TableColumn> columns;  ///< all, in the order of the file
};

/// The titles joined by commas, each quoted where RFC 4180 asks for it.
[[nodiscard]] std::string header_row(const std::vector<TableColumn>& columns);

/// The metadata as JSON. Versions, options, checksums of the inputs and assumptions stand under "notes", the
/// vocabulary's place for what it has no word for.
[[nodiscard]] std::string csv_metadata(const std::vector<TableFile>& tables, const Provenance& provenance);

/// Writes `<folder>/csv-metadata.json` under a temporary name and renames it. Fails when the folder cannot be written.
[[nodiscard]] tl::expected<void, mesh::field::Error> write_csv_metadata(const std::filesystem::path& folder,
                                                                        const std::vector<TableFile>& tables,
                                                                        const Provenance& provenance);

}  // namespace liriver::data::results
