#include "data/standards/class_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "data/standards/rounding.h"
#include "data/tables/suggest.h"

namespace liriver::data::standards {

namespace {
bool contains(std::span<const std::string> names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

tl::unexpected<tables::Problem> refuse(const char* key, const std::string& found,
                                       const std::vector<std::string>& known) {
    return tl::make_unexpected(tables::Problem{{},
                                               0,
                                               0,
                                               "unknown-word",
                                               key,
                                               fmt::format("\"{}\"", found),
                                               fmt::format("one of {}", fmt::join(known, ", ")),
                                               tables::suggest(found, known)});
}
}  // namespace

bool ClassTable::admits(const Limit& limit) const {
    const bool any = limit.water == Water::any || limit.water == basis_.water;
    const bool chosen =
        limit.condition.name.empty() ||
        (limit.condition.name == "oxygen" && (basis_.oxygen == "either" || basis_.oxygen == limit.condition.word));
    return limit.standard == basis_.standard && limit.statistic.empty() && limit.value && any && chosen &&
           limit.provenance.valid.holds(basis_.day);
}

void ClassTable::add(const Limit& limit) {
    const auto quality = parse_class(limit.grade);
    if (!quality || index_of(*quality) >= limited_classes || !admits(limit))
        return;
    const auto [entry, fresh] = ladders_.try_emplace(limit.item);
    Ladder& ladder = entry->second;
    ladder.classes[index_of(*quality)].push_back(&limit);
    if (!fresh)
        return;
    if (const auto decimals = standards_->rule_value(basis_.rule, "decimals", limit.item, basis_.day))
        ladder.decimals = static_cast<int>(*decimals);
    ladder.sets_class = !standards_->rule_value(basis_.rule, "never-sets-class", limit.item, basis_.day);
    (ladder.sets_class ? setting_ : reported_).push_back(limit.item);
}

tl::expected<ClassTable, tables::Problem> ClassTable::make(const Standards& standards, const Basis& basis) {
    const auto known = standards.class_standards(), rules = standards.rule_names();
    std::vector<std::string> choices{"either"};
    for (const Limit& limit : standards.limits)
        if (limit.standard == basis.standard && limit.condition.name == "oxygen" &&
            !contains(choices, limit.condition.word))
            choices.push_back(limit.condition.word);
    if (!contains(known, basis.standard))
        return refuse("standard", basis.standard, known);
    if (!contains(rules, basis.rule))
        return refuse("rule", basis.rule, rules);
    if (choices.size() > 1 && !contains(choices, basis.oxygen))
        return refuse("class-one-oxygen", basis.oxygen, choices);
    ClassTable table(standards, basis);
    for (const Limit& limit : standards.limits)
        table.add(limit);
    if (table.setting_.empty())
        return tl::make_unexpected(tables::Problem{{},
                                                   0,
                                                   0,
                                                   "not-in-force",
                                                   "standard",
                                                   fmt::format("{} on {}", basis.standard, format_day(basis.day)),
                                                   "a day on which it holds",
                                                   {}});
    return table;
}

const Limit* ClassTable::broken(const Rungs& rungs, double value, std::optional<double> temperature,
                                const Limit*& met) const {
    const Limit* failed = nullptr;
    bool choice_met = false;
    const bool choices = rungs.size() > 1 && rungs.front()->condition.name == "oxygen";
    for (const Limit* limit : rungs) {
        const double bound = limit->basis == LimitBasis::of_saturation
                                 ? (temperature ? *limit->value * index_saturation(*temperature) : NAN)
                                 : *limit->value;
        if (meets(value, limit->comparison, bound)) {
            met = limit;
            choice_met = true;
        } else {
            failed = limit;
        }
    }
    return choices && choice_met ? nullptr : failed;
}

const Limit* ClassTable::largest_value(const Ladder& ladder, QualityClass quality) {
    if (index_of(quality) >= limited_classes)
        return nullptr;
    const Rungs& rungs = ladder.classes[index_of(quality)];
    const bool one = rungs.size() == 1 && rungs.front()->comparison == Comparison::at_most;
    return one && *rungs.front()->value > 0.0 ? rungs.front() : nullptr;
}

const Limit* ClassTable::largest_value(const std::string& item, QualityClass quality) const {
    const auto ladder = ladders_.find(item);
    return ladder == ladders_.end() ? nullptr : largest_value(ladder->second, quality);
}

std::optional<double> ClassTable::over(const Ladder& ladder, double value, QualityClass quality) {
    const Limit* limit = largest_value(ladder, quality);
    return limit == nullptr ? std::nullopt : std::optional(value / *limit->value - 1.0);
}

std::optional<ItemVerdict> ClassTable::judge(const Reading& reading, std::optional<double> temperature,
                                             std::optional<QualityClass> target) const {
    const auto found = ladders_.find(reading.item);
    if (found == ladders_.end() || !std::isfinite(reading.value))
        return std::nullopt;
    const Ladder& ladder = found->second;
    const Rungs& best = ladder.classes.front();
    const bool by_saturation_alone = best.size() == 1 && best.front()->basis == LimitBasis::of_saturation;
    if (by_saturation_alone && !temperature)
        return std::nullopt;
    ItemVerdict verdict;
    verdict.item = reading.item;
    verdict.value = reading.value;
    verdict.compared =
        ladder.decimals >= 0 ? round_half_even(reading.value, ladder.decimals) : without_round_off(reading.value);
    verdict.sets_class = ladder.sets_class;
    verdict.quality = QualityClass::worse_than_v;
    for (std::size_t k = 0; k < limited_classes; ++k) {
        if (ladder.classes[k].empty())
            continue;
        const Limit* met = nullptr;
        const Limit* failed = broken(ladder.classes[k], verdict.compared, temperature, met);
        if (failed == nullptr) {
            verdict.quality = all_classes[k];
            verdict.met = met;
            break;
        }
        verdict.broken = failed;
    }
    verdict.over_class_iii = over(ladder, verdict.compared, QualityClass::iii);
    if (target)
        verdict.over_target = over(ladder, verdict.compared, *target);
    return verdict;
}

Assessment ClassTable::assess(std::span<const Reading> readings, std::optional<QualityClass> target,
                              std::span<const std::string> only) const {
    Assessment assessment;
    std::optional<double> temperature;
    for (const Reading& reading : readings)
        if (reading.item == "temperature" && std::isfinite(reading.value))
            temperature = reading.value;
    const auto judge_all = [&](const std::vector<std::string>& items) {
        for (const std::string& item : items) {
            const auto given =
                std::find_if(readings.begin(), readings.end(), [&](const Reading& r) { return r.item == item; });
            auto verdict = given == readings.end() ? std::nullopt : judge(*given, temperature, target);
            const bool counts = only.empty() || contains(only, item);
            if (!verdict && counts && contains(setting_, item))
                assessment.not_assessed.push_back(item);
            if (!verdict)
                continue;
            verdict->sets_class = verdict->sets_class && counts;
            if (verdict->sets_class)
                assessment.quality = std::max(assessment.quality.value_or(QualityClass::i), verdict->quality);
            assessment.items.push_back(*verdict);
        }
    };
    judge_all(setting_);
    judge_all(reported_);
    for (const ItemVerdict& verdict : assessment.items)
        if (verdict.sets_class && verdict.quality == assessment.quality && verdict.quality != QualityClass::i)
            assessment.governing.push_back(verdict.item);
    if (target && assessment.quality)
        assessment.meets_target = *assessment.quality <= *target;
    return assessment;
}

}  // namespace liriver::data::standards
