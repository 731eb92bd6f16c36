#include "data/registers/section_register.h"

#include <fmt/format.h>

#include <cmath>

#include "data/registers/register_reader.h"
#include "data/registers/register_source.h"
#include "mesh/gis/place.h"

namespace liriver::data::registers {

using standards::QualityClass;
using standards::Water;
using tables::Problems;

namespace {
std::optional<QualityClass> target_of(RegisterReader& reader, std::size_t row, const std::string& text) {
    if (text.empty())
        return std::nullopt;
    const auto target = standards::parse_class(text);
    if (target && *target != QualityClass::worse_than_v)
        return target;
    reader.columns().refuse(row, "target", "unknown-word", fmt::format("\"{}\"", text), "a class: I, II, III, IV or V");
    return std::nullopt;
}

Water water_of(RegisterReader& reader, std::size_t row, const std::string& text) {
    if (text.empty() || text == "river" || text == "河流")
        return Water::river;
    if (text != "lake" && text != "湖泊" && text != "水库" && text != "湖库")
        reader.columns().refuse(row, "water", "unknown-word", fmt::format("\"{}\"", text),
                                "river (河流) or lake (湖泊, 水库, 湖库)");
    return Water::lake;
}

void check_degrees(RegisterReader& reader, std::size_t row, const QualitySectionRow& section) {
    if (!section.longitude && !section.latitude)
        return;
    if (!section.longitude || !section.latitude || !mesh::gis::is_on_earth(*section.longitude, *section.latitude))
        reader.columns().refuse(row, "longitude", "out-of-bounds", "a place that is none",
                                "a longitude from -180 to 180 and a latitude from -90 to 90 degrees");
}
}  // namespace

std::vector<QualitySectionRow> read_quality_sections(const std::filesystem::path& path, const std::string& crs,
                                                     Problems& problems) {
    std::vector<QualitySectionRow> sections;
    const auto table = read_register_table(path, crs, problems);
    if (!table)
        return sections;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("section", true);
    const auto places = reader.places_if_any();
    const auto longitudes = reader.amounts("longitude", -1e9), latitudes = reader.amounts("latitude", -1e9);
    const auto codes = reader.words("code"), targets = reader.words("target"), waters = reader.words("water"),
               uses = reader.words("use"), periods = reader.words("period"), owners = reader.words("owner"),
               stations = reader.words("station"), notes = reader.words("note");
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        QualitySectionRow section;
        section.row = reader.where(row);
        section.name = names[row];
        section.code = at(codes, row);
        section.station = at(stations, row).empty() ? section.name : at(stations, row);
        section.place = places[row];
        section.longitude = at(longitudes, row);
        section.latitude = at(latitudes, row);
        section.target = target_of(reader, row, at(targets, row));
        section.water = water_of(reader, row, at(waters, row));
        section.use = at(uses, row);
        section.period = at(periods, row);
        section.owner = at(owners, row);
        section.note = at(notes, row);
        check_degrees(reader, row, section);
        if (!reader.refused(row))
            sections.push_back(std::move(section));
    }
    return sections;
}

}  // namespace liriver::data::registers
