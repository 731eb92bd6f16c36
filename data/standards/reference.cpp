#include "data/standards/reference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "data/standards/reason.h"

namespace liriver::data::standards {

namespace {
/// A text of a table's cell.
std::string cell(std::string text) {
    for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
        text.insert(at, "\\");
    return text;
}

auto row_of(const Limit& limit) {
    const LimitCondition& c = limit.condition;
    return std::tuple(limit.item, limit.water, c.name + c.operation + c.word, limit.statistic, limit.comparison,
                      limit.unit, limit.provenance.valid.from);
}

std::string names_of(const Item& item) { return fmt::format("{} {}", item.id, item.chinese); }

std::string validity(const Provenance& provenance) {
    std::string text = "from " + format_day(provenance.valid.from);
    if (provenance.valid.until)
        text += fmt::format(" to {}{}", format_day(*provenance.valid.until - std::chrono::days{1}),
                            provenance.superseded_by.empty() ? "" : "; then " + provenance.superseded_by);
    return text;
}

std::vector<std::string> grades_of(const Standards& standards, const std::string& standard) {
    std::vector<std::string> grades;
    for (const Limit& limit : standards.limits)
        if (limit.standard == standard && std::find(grades.begin(), grades.end(), limit.grade) == grades.end())
            grades.push_back(limit.grade);
    return grades;
}

void add_standard(const Standards& standards, const std::string& name, std::string& page) {
    const auto grades = grades_of(standards, name);
    page += fmt::format("\n## {}\n\n| item | holds for | | {} | unit | clause | valid | confidence |\n|---|---|---|",
                        name, fmt::join(grades, " | "));
    for (std::size_t i = 0; i < grades.size() + 4; ++i)
        page += "---|";
    page += "\n";
    std::vector<const Limit*> rows;
    for (const Limit& limit : standards.limits)
        if (limit.standard == name &&
            std::none_of(rows.begin(), rows.end(), [&](const Limit* row) { return row_of(*row) == row_of(limit); }))
            rows.push_back(&limit);
    for (const Limit* row : rows) {
        std::vector<std::string> numbers;
        for (const std::string& grade : grades) {
            const auto found = std::find_if(standards.limits.begin(), standards.limits.end(), [&](const Limit& limit) {
                return limit.standard == name && limit.grade == grade && row_of(limit) == row_of(*row);
            });
            numbers.push_back(found == standards.limits.end() ? ""
                              : found->number.empty()         ? "not read"
                                                              : found->number);
        }
        std::vector<std::string> when;
        if (row->water != Water::any)
            when.emplace_back(to_string(row->water));
        const LimitCondition& c = row->condition;
        if (!c.name.empty())
            when.push_back(fmt::format("{} {} {}", c.name, c.operation, c.word));
        if (!row->statistic.empty())
            when.push_back(row->statistic);
        page += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", names_of(standards.item(row->item)),
                            fmt::join(when, ", "), to_string(row->comparison), fmt::join(numbers, " | "),
                            row->unit == "1" ? "" : row->unit, cell(row->provenance.clause.value_or("not read")),
                            validity(row->provenance), to_string(row->provenance.confidence));
    }
}
}  // namespace

std::string markdown_reference(const Standards& standards) {
    std::string page =
        "# Tables of standards\n\n"
        "This page is made by `liriver schema --standards` from the tables that the program judges by "
        "(`data/standards/tables`, each row with its source). Confidence: H the standard's own text or two sources "
        "that "
        "agree, M one secondary source, L memory alone; a figure or a clause that could not be read is not given. "
        "[How waters are judged](../explanation/standards.md).\n\n"
        "## Items\n\n| item | names | unit | first among main pollutants |\n|---|---|---|---|\n";
    for (const Item& item : standards.items)
        page += fmt::format("| {} | {}, {}{}{} | {} | {} |\n", item.id, item.chinese, item.english,
                            item.other_names.empty() ? "" : ", ",
                            cell(fmt::format("{}", fmt::join(item.other_names, ", "))),
                            item.unit == "1" ? "" : item.unit, item.priority ? "yes" : "");
    for (const std::string& name : standards.standard_names())
        add_standard(standards, name, page);
    page +=
        "\n## Numbers of rules\n\n| rule | parameter | of | value | confidence | note |\n|---|---|---|---|---|---|\n";
    for (const RuleValue& rule : standards.rules)
        page += fmt::format("| {} | {} | {} | {:.6g} | {} | {} |\n", rule.rule, rule.parameter, rule.subject,
                            rule.value, to_string(rule.provenance.confidence), cell(rule.provenance.note));
    return page;
}

}  // namespace liriver::data::standards
