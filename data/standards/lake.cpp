#include "data/standards/lake.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace liriver::data::standards {

namespace {
constexpr std::array<std::pair<const char*, const char*>, 5> grades{{{"oligotrophic", "贫营养"},
                                                                     {"mesotrophic", "中营养"},
                                                                     {"light eutrophic", "轻度富营养"},
                                                                     {"middle eutrophic", "中度富营养"},
                                                                     {"hypereutrophic", "重度富营养"}}};

/// A positive value of an item, if there is one.
std::optional<double> value_of(std::span<const Reading> readings, const std::string& item) {
    for (const Reading& reading : readings)
        if (reading.item == item && std::isfinite(reading.value) && reading.value > 0.0)
            return reading.value;
    return std::nullopt;
}

void set_grade(TrophicState& state, const char* name) {
    for (const auto& [english, chinese] : grades)
        if (std::string(english) == name) {
            state.grade = english;
            state.grade_zh = chinese;
        }
}
}  // namespace

TrophicState trophic_level_index(const ClassTable& table, std::span<const Reading> readings) {
    const Basis& basis = table.basis();
    const Standards& all = table.standards();
    TrophicState state;
    double index = 0.0;
    for (const RuleValue* constant : all.rule_values(basis.rule, "tli-constant", basis.day)) {
        const std::string& item = constant->subject;
        const auto value = value_of(readings, item);
        const auto slope = all.rule_value(basis.rule, "tli-slope", item, basis.day);
        const auto weight = all.rule_value(basis.rule, "tli-weight", item, basis.day);
        if (!value || !slope || !weight) {
            state.missing.push_back(item);
            continue;
        }
        const double part = 10.0 * (constant->value + *slope * std::log(*value));
        state.parts.push_back({item, *value, part, *weight, false});
        index += *weight * part;
    }
    if (!state.missing.empty() || state.parts.empty())
        return state;
    state.index = index;
    set_grade(state, grades.front().first);
    for (const RuleValue* grade : all.rule_values(basis.rule, "tli-grade", basis.day))
        if (grade->subject == "mesotrophic" ? index >= grade->value : index > grade->value)
            set_grade(state, grade->subject.c_str());
    return state;
}

TrophicState eutrophic_index(const ClassTable& table, std::span<const Reading> readings) {
    const Basis& basis = table.basis();
    const Standards& all = table.standards();
    TrophicState state;
    double sum = 0.0;
    for (const RuleValue* first : all.rule_values(basis.rule, "ei-10", basis.day)) {
        const std::string& item = first->subject;
        std::vector<std::pair<double, double>> scores;  // value, score; from clear to rich water
        for (int score = 10; score <= 100; score += 10)
            if (const auto at = all.rule_value(basis.rule, fmt::format("ei-{}", score), item, basis.day))
                scores.emplace_back(*at, score);
        auto value = value_of(readings, item);
        if (!value || scores.size() < 2) {
            state.missing.push_back(item);
            continue;
        }
        if (item == "chlorophyll-a")
            *value /= 1000.0;  // mg/m3 to mg/L
        const double sign = scores.back().first > scores.front().first ? 1.0 : -1.0;
        const auto next = std::find_if(scores.begin(), scores.end(),
                                       [&](const auto& score) { return sign * score.first >= sign * *value; });
        TrophicPart part{item, *value, 0.0, 0.0, false};
        if (next == scores.end() || (next == scores.begin() && next->first != *value)) {
            part.beyond_end = true;
            part.index = next == scores.end() ? scores.back().second : scores.front().second;
        } else if (next == scores.begin()) {
            part.index = next->second;
        } else {
            const auto before = std::prev(next);
            part.index = before->second +
                         (next->second - before->second) * (*value - before->first) / (next->first - before->first);
        }
        sum += part.index;
        state.parts.push_back(part);
    }
    if (!state.missing.empty() || state.parts.empty())
        return state;
    const double count = static_cast<double>(state.parts.size());
    for (TrophicPart& part : state.parts)
        part.weight = 1.0 / count;
    state.index = sum / count;
    set_grade(state, grades.front().first);
    for (const RuleValue* grade : all.rule_values(basis.rule, "ei-grade", basis.day))
        if (*state.index > grade->value)
            set_grade(state, grade->subject.c_str());
    return state;
}

}  // namespace liriver::data::standards
