#include "data/standards/reason.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <regex>

namespace liriver::data::standards {

namespace {
std::string with_unit(const std::string& number, const std::string& unit) {
    return unit == "1" ? number : unit.rfind('%', 0) == 0 || unit != "1/L" ? number + " " + unit : number + "/L";
}

std::string clause_in_english(const Limit& limit) {
    return limit.standard + (limit.provenance.clause ? ", " + *limit.provenance.clause : ", clause not read");
}

std::string clause_in_chinese(const Limit& limit) {
    if (!limit.provenance.clause)
        return limit.standard + "，条款号未查证";
    static const std::regex table("table (\\d+)( no\\. (\\d+))?");
    std::smatch match;
    if (!std::regex_match(*limit.provenance.clause, match, table))
        return limit.standard + " " + *limit.provenance.clause;
    return fmt::format("{} 表{}{}", limit.standard, match[1].str(),
                       match[3].matched ? "第" + match[3].str() + "项" : std::string());
}

bool is_upper(const Limit& limit) {
    return limit.comparison == Comparison::at_most || limit.comparison == Comparison::below;
}

std::string class_in_chinese(const std::string& grade) {
    const auto quality = parse_class(grade);
    return quality ? in_chinese(*quality) : grade;
}

std::string limit_in_chinese(const Limit& limit) {
    return limit.basis == LimitBasis::of_saturation ? "饱和率 " + limit.number + " %" : in_words(limit);
}
}  // namespace

std::string in_words(const Limit& limit) { return with_unit(limit.number, limit.unit); }

std::string in_words(const Item& item, double value) { return with_unit(fmt::format("{:.6g}", value), item.unit); }

Reason reason_of(const Standards& standards, const ItemVerdict& verdict) {
    const Item& item = standards.item(verdict.item);
    Reason reason{item.id + " " + in_words(item, verdict.value), item.chinese + " " + in_words(item, verdict.value)};
    if (std::abs(verdict.compared - verdict.value) > 1e-9 * std::abs(verdict.value)) {
        reason.english += fmt::format(" (compared as {:.6g})", verdict.compared);
        reason.chinese += fmt::format("（修约为 {:.6g}）", verdict.compared);
    }
    if (const Limit* limit = verdict.broken) {
        reason.english += fmt::format(": {} {}, the limit of class {} ({})", is_upper(*limit) ? "above" : "below",
                                      in_words(*limit), limit->grade, clause_in_english(*limit));
        reason.chinese +=
            fmt::format("：{}{}限值 {}（{}）", is_upper(*limit) ? "高于" : "低于", class_in_chinese(limit->grade),
                        limit_in_chinese(*limit), clause_in_chinese(*limit));
    }
    if (const Limit* limit = verdict.met) {
        const char* mark = verdict.broken == nullptr ? ":" : ";";
        reason.english += fmt::format("{} meets {} of class {}", mark, in_words(*limit), limit->grade);
        reason.chinese += fmt::format("{}符合{}限值 {}", verdict.broken == nullptr ? "：" : "；",
                                      class_in_chinese(limit->grade), limit_in_chinese(*limit));
        if (verdict.broken == nullptr) {
            reason.english += " (" + clause_in_english(*limit) + ")";
            reason.chinese += "（" + clause_in_chinese(*limit) + "）";
        }
    } else {
        reason.english += "; it meets no class";
        reason.chinese += "；不符合任何类别";
    }
    return reason;
}

Reason reason_of(const ClassTable& table, const Assessment& assessment) {
    const std::size_t asked = table.items().size();
    std::size_t assessed = 0;
    for (const ItemVerdict& verdict : assessment.items)
        assessed += verdict.sets_class ? 1 : 0;
    Reason reason;
    if (!assessment.quality) {
        reason = {"not assessed: none of the items that set the class has a value", "未评价：参评项目均无数据"};
    } else if (assessment.governing.empty()) {
        reason = {"every item that has a value meets class I", "有数据的项目均符合Ⅰ类"};
    }
    for (const ItemVerdict& verdict : assessment.items) {
        if (std::find(assessment.governing.begin(), assessment.governing.end(), verdict.item) ==
            assessment.governing.end())
            continue;
        const Reason one = reason_of(table.standards(), verdict);
        reason.english += (reason.english.empty() ? "" : ". ") + one.english;
        reason.chinese += (reason.chinese.empty() ? "" : "。") + one.chinese;
    }
    reason.english += fmt::format(". {} of {} items assessed", assessed, asked);
    reason.chinese += fmt::format("。参评 {} 项（共 {} 项）", assessed, asked);
    return reason;
}

}  // namespace liriver::data::standards
