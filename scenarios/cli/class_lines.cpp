#include "scenarios/cli/class_lines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "viz/render/class_field.h"

namespace liriver::scenarios::cli {
namespace {

namespace st = data::standards;

std::string target_text(const studies::ClassedSection& section, const st::Assessment& assessment) {
    if (!section.target)
        return {};
    const std::string target = st::in_english(*section.target);
    return !assessment.meets_target ? target : target + (*assessment.meets_target ? ", met" : ", missed");
}

}  // namespace

void add_classes(const studies::Classification& result, viz::report::ReportOptions& report) {
    if (result.standards.empty())
        return;
    for (const studies::ClassRow& row : result.rows) {
        if (row.standard != 0 || row.period != st::Period::month)
            continue;
        const studies::ClassedSection& section = result.sections[row.section];
        viz::report::ClassLine line;
        line.section = section.name;
        line.period = st::format_day(row.first).substr(0, 7);
        if (const auto& quality = row.assessment.quality) {
            line.quality = in_both_languages(*quality);
            line.colour = viz::render::class_colour_code(static_cast<double>(st::index_of(*quality)));
        }
        line.target = target_text(section, row.assessment);
        line.reason = row.reason.english;
        line.reason_zh = row.reason.chinese;
        report.classes.push_back(std::move(line));
    }
    std::vector<std::string> items;
    for (const auto& column : result.table.columns)
        items.push_back(column.item);
    report.classes_by = fmt::format("{} by {}, on means of local months; judged: {}.", result.standards.front().name,
                                    result.options.rule, fmt::join(items, ", "));
    if (const auto& lacking = result.standards.front().not_in_table; !lacking.empty())
        report.classes_by += fmt::format(" Not simulated, so not assessed: {}.", fmt::join(lacking, ", "));
}

}  // namespace liriver::scenarios::cli
