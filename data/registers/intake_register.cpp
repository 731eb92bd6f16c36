#include "data/registers/intake_register.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/registers/register_reader.h"
#include "data/registers/register_source.h"

namespace liriver::data::registers {

using standards::QualityClass;
using tables::Problems;

namespace {
/// A zone's two columns.
struct ZoneColumns {
    const char* from;
    std::vector<double> begins, ends;
};

ZoneColumns read_zone(RegisterReader& reader, const char* from, const char* to) {
    return {from, reader.amounts(from), reader.amounts(to)};
}

std::optional<ChainageRange> zone_of(RegisterReader& reader, std::size_t row, const ZoneColumns& columns) {
    const auto from = at(columns.begins, row), to = at(columns.ends, row);
    if (!from && !to)
        return std::nullopt;
    if (from && to && *from < *to)
        return ChainageRange{*from, *to};
    if (!reader.refused(row))
        reader.columns().refuse(row, columns.from, "bad-zone",
                                from && to ? fmt::format("{} to {} m", *from, *to) : "one end of a zone",
                                "both its ends, the upstream one first");
    return std::nullopt;
}

/// The target of the next section at or below a place on its reach.
const QualitySectionRow* next_section(const std::vector<QualitySectionRow>& sections, const RegisterPlace& place) {
    const QualitySectionRow* next = nullptr;
    for (const QualitySectionRow& section : sections)
        if (section.target && section.place.reach == place.reach && section.place.chainage && place.chainage &&
            *section.place.chainage >= *place.chainage &&
            (next == nullptr || *section.place.chainage < *next->place.chainage))
            next = &section;
    return next;
}

std::string zone_note(const OutfallRow& outfall, const IntakeRow& intake, const char* zone, const char* zone_zh) {
    return fmt::format("outfall {} at {} m of {} stands in protection zone {} ({}) of {}", outfall.name,
                       *outfall.place.chainage, outfall.place.reach, zone, zone_zh, intake.name);
}
}  // namespace

std::vector<IntakeRow> read_intakes(const std::filesystem::path& path, const std::string& crs, Problems& problems) {
    std::vector<IntakeRow> intakes;
    const auto table = read_register_table(path, crs, problems);
    if (!table)
        return intakes;
    RegisterReader reader(*table, problems);
    const auto names = reader.names("intake", true);
    const auto places = reader.places();
    const auto codes = reader.words("code"), classes = reader.words("class"), standbys = reader.words("standby"),
               owners = reader.words("owner"), notes = reader.words("note");
    const auto people = reader.amounts("people");
    const auto zones_i = read_zone(reader, "zone_1_from_chainage_m", "zone_1_to_chainage_m");
    const auto zones_ii = read_zone(reader, "zone_2_from_chainage_m", "zone_2_to_chainage_m");
    for (std::size_t row = 0; row < table->row_count(); ++row) {
        IntakeRow intake;
        intake.row = reader.where(row);
        intake.name = names[row];
        intake.code = at(codes, row);
        intake.place = places[row];
        intake.zone_i = zone_of(reader, row, zones_i);
        intake.zone_ii = zone_of(reader, row, zones_ii);
        intake.people = at(people, row);
        intake.standby = at(standbys, row);
        intake.owner = at(owners, row);
        intake.note = at(notes, row);
        if (const std::string text = at(classes, row); !text.empty()) {
            const auto target = standards::parse_class(text);
            if (!target || *target == QualityClass::worse_than_v)
                reader.columns().refuse(row, "class", "unknown-word", fmt::format("\"{}\"", text),
                                        "a class: I, II, III, IV or V");
            intake.target = target.value_or(class_of_zone_i);
            intake.target_given = true;
        }
        if (intake.zone_i && intake.place.chainage && !intake.zone_i->holds(*intake.place.chainage))
            reader.columns().refuse(row, "zone_1_from_chainage_m", "bad-zone",
                                    fmt::format("{} to {} m, the intake at {} m", intake.zone_i->from,
                                                intake.zone_i->to, *intake.place.chainage),
                                    "a zone I that holds the intake");
        if (!reader.refused(row))
            intakes.push_back(std::move(intake));
    }
    return intakes;
}

std::vector<std::string> notes_on_protected_water(const std::vector<OutfallRow>& outfalls,
                                                  const std::vector<IntakeRow>& intakes,
                                                  const std::vector<QualitySectionRow>& sections) {
    std::vector<std::string> notes;
    for (const OutfallRow& outfall : outfalls) {
        if (outfall.status == OutfallStatus::closed || !outfall.place.chainage)
            continue;
        const double chainage = *outfall.place.chainage;
        for (const IntakeRow& intake : intakes) {
            if (intake.place.reach != outfall.place.reach)
                continue;
            if (intake.zone_i && intake.zone_i->holds(chainage))
                notes.push_back(zone_note(outfall, intake, "I", "一级保护区"));
            else if (intake.zone_ii && intake.zone_ii->holds(chainage))
                notes.push_back(zone_note(outfall, intake, "II", "二级保护区"));
        }
        const QualitySectionRow* section = next_section(sections, outfall.place);
        if (section != nullptr && *section->target <= QualityClass::ii)
            notes.push_back(fmt::format("outfall {} at {} m of {} lets into water of class {} ({}), the target of {}",
                                        outfall.name, chainage, outfall.place.reach,
                                        standards::in_english(*section->target),
                                        standards::in_chinese(*section->target), section->name));
    }
    return notes;
}

}  // namespace liriver::data::registers
