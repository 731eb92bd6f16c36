#include "scenarios/cli/outfall_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/cli/columns.h"

namespace liriver::scenarios::cli {

namespace {
namespace st = data::standards;

std::string per_cent(const std::optional<double>& share, const char* none) {
    return share ? fmt::format("{:.1f} %", 100.0 * *share) : none;
}

std::string section_lines(const studies::OutfallStudy& study, const studies::SectionResult& row, std::size_t width) {
    const studies::TargetSection& section = study.sections[row.section];
    const studies::JudgedConstituent& constituent = study.constituents[row.constituent];
    std::string text = fmt::format(
        "{}, {}: {:.4g} {}, {:.4g} allowed (class {}{}): {}\n", section.name, constituent.name, row.concentration,
        constituent.unit, row.allowed, st::in_english(section.target), section.registered ? "" : ", not registered",
        row.ranking.excess > 0.0 ? fmt::format("{:.4g} too much", row.ranking.excess) : "holds");
    const bool too_much = row.ranking.excess > 0.0;
    text += fmt::format("  {}{:>12}{:>10}{}\n", padded("outfall", width), constituent.unit, "share",
                        too_much ? fmt::format("{:>24}", "cut if it alone") : "");
    for (const studies::RankedOutfall& one : row.ranking.outfalls)
        if (one.concentration > 0.0)  // others lie below the section
            text += fmt::format("  {}{:>12.4g}{:>10}{}\n", padded(one.outfall, width), one.concentration,
                                per_cent(one.share, ""),
                                too_much ? fmt::format("{:>24}", per_cent(one.cut_alone, "all is not enough")) : "");
    if (too_much)
        text += fmt::format("  every outfall alike: {}\n", per_cent(row.ranking.equal_cut, "all is not enough"));
    return text;
}

}  // namespace

std::string outfall_table(const studies::OutfallStudy& study, const studies::OutfallResults& results) {
    std::size_t width = 10;
    for (const auto& row : results.rows)
        for (const auto& one : row.ranking.outfalls)
            width = std::max(width, columns(one.outfall) + 2);
    std::string text;
    for (const auto& row : results.rows)
        text += section_lines(study, row, width);
    for (std::size_t k = 0; k < study.constituents.size(); ++k) {
        if (!(results.cuts[k] > 0.0))
            continue;
        const auto& constituent = study.constituents[k];
        text += fmt::format("with {:.1f} % of the {} of every outfall cut, in the model:\n", 100.0 * results.cuts[k],
                            constituent.name);
        for (const auto& row : results.rows)
            if (row.constituent == k && row.after)
                text += fmt::format("  {}: {:.4g} {} ({:.4g} allowed)\n", study.sections[row.section].name, *row.after,
                                    constituent.unit, row.allowed);
    }
    for (const std::string& note : results.notes)
        text += "note: " + note + "\n";
    if (!results.assumptions.empty())
        text += fmt::format("rests on {} assumptions, each in outfalls.json\n", results.assumptions.size());
    return text;
}

}  // namespace liriver::scenarios::cli
