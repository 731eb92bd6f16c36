#include "data/registers/registers.h"

#include <fmt/format.h>

#include <utility>

#include "data/registers/register_reader.h"
#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/suggest.h"

namespace liriver::data::registers {

using tables::Problems;
using tables::Rows;

std::vector<StationRow> read_stations(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<StationRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("station", false);
    const auto places = reader.places();
    const auto labels = reader.words("label");
    const auto notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row)
        if (!reader.refused(row))
            rows.push_back({reader.where(row), names[row], at(labels, row), at(notes, row), places[row]});
    return rows;
}

std::vector<StructureRow> read_structures(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<StructureRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("structure", true);
    const auto kinds = reader.columns().texts("kind");
    for (std::size_t row = 0; row < kinds.size(); ++row)
        if (!kinds[row].empty() && kinds[row] != "weir" && kinds[row] != "dam" && kinds[row] != "ignored")
            reader.columns().refuse(row, "kind", "unknown-word", fmt::format("\"{}\"", kinds[row]),
                                    "weir, dam or ignored", tables::suggest(kinds[row], {"weir", "dam", "ignored"}));
    const auto places = reader.places();
    const auto sources = reader.words("source");
    const auto confidences = reader.words("confidence");
    const auto notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row)
        if (!reader.refused(row))
            rows.push_back({reader.where(row), names[row], kinds[row], at(sources, row), at(confidences, row),
                            at(notes, row), places[row]});
    return rows;
}

std::vector<WeirRow> read_weirs(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<WeirRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("structure", true);
    const auto heights = reader.amounts("crest_height_above_bed_m");
    const auto widths = reader.amounts("width_m", 0.0, true);
    const auto coefficients = reader.amounts("coefficient", 0.0, true);
    const auto assumed = reader.flags("assumed", true);
    const auto sources = reader.words("source");
    const auto confidences = reader.words("confidence");
    const auto notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row)
        if (!reader.refused(row))
            rows.push_back({reader.where(row), names[row], at(sources, row), at(confidences, row), at(notes, row),
                            assumed[row], at(heights, row), at(widths, row), at(coefficients, row)});
    return rows;
}

std::vector<ReservoirRow> read_reservoirs(const std::filesystem::path& path, Problems& problems) {
    const auto table = tables::read_csv(path, problems, Rows::may_be_none);
    std::vector<ReservoirRow> rows;
    if (!table)
        return rows;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("reservoir", true);
    const auto places = reader.places();
    const auto labels = reader.words("label");
    const auto areas = reader.amounts("catchment_area_km2");
    const auto sources = reader.words("source");
    const auto confidences = reader.words("confidence");
    const auto notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        if (reader.refused(row))
            continue;
        auto area = at(areas, row);
        if (area)
            *area *= 1e6;
        rows.push_back({reader.where(row), names[row], at(labels, row), at(sources, row), at(confidences, row),
                        at(notes, row), places[row], area});
    }
    return rows;
}

}  // namespace liriver::data::registers
