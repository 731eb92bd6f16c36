#include "scenarios/language/surface_structures.h"

#include <fmt/format.h>

#include "scenarios/language/rules_structures.h"

namespace liriver::scenarios::language {
namespace {

bool is_weir(StructureKind kind) {
    return kind == StructureKind::weir || kind == StructureKind::sharp_crested_weir ||
           kind == StructureKind::overflow_dam;
}

bool is_gate(StructureKind kind) { return kind == StructureKind::sluice_gate || kind == StructureKind::radial_gate; }

}  // namespace

void check_surface_structures(const Scenario& scenario, Reporter& report) {
    for (const Structure& structure : scenario.structures) {
        const std::string path = fmt::format("structure[{}]", structure.name);
        const auto given = [&](const char* key) { return scenario.positions.count(path + "." + key) > 0; };
        const auto refuse = [&](const char* key, std::string found, std::string expected) {
            report.add_at_key(path + "." + key, structure.at, "not-used", std::move(found), std::move(expected));
        };
        const auto missing = [&](const char* key, std::string expected) {
            report.add(structure.at, "missing-key", path + "." + key, "no such key", std::move(expected));
        };
        const StructureKind kind = structure.kind;
        if (report.told(path + ".kind"))
            continue;
        if (!on_surfaces(kind)) {
            refuse("kind", fmt::format("a {} on a surface", word_of(kind)),
                   "a kind that leads water from one cell to another; piers and dams are cells that the mesh leaves "
                   "out, or crests of its faces");
            continue;
        }
        for (const char* key : {"reach", "chainage", "point"})
            if (given(key))
                refuse(key, fmt::format("`{}` of a structure on a surface", key),
                       "`from = { point = ... }` and `to`: it leads from one cell to another");
        for (const char* key : {"from_lake", "to_lake"})
            if (given(key))
                refuse(key, "a lake on a surface", "`from` and `to`: a lake is part of the mesh");
        if (!given("from") && !given("from_lake"))
            missing("from", "`from = { point = ... }`: where it takes its water");
        if (given("share"))
            refuse("share", "a share of what comes down a river", "`table` of what is taken at which stage");
        if ((is_weir(kind) || is_gate(kind)) && !given("crest") && !given("crest_height_above_bed"))
            missing("crest", "`crest`, or `crest_height_above_bed`: above the higher of the two cells");
        if (is_weir(kind) && !given("width"))
            missing("width", "`width` of a weir on a surface, where there is no channel");
    }
}

}  // namespace liriver::scenarios::language
