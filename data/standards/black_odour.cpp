#include "data/standards/black_odour.h"

#include <algorithm>
#include <cmath>

namespace liriver::data::standards {

namespace {
constexpr const char* rule = "black-odour-2015";

bool reaches(std::size_t count, std::size_t all, double share) {
    return all > 0 && static_cast<double>(count) >= share * static_cast<double>(all) - 1e-9;
}

/// The limit of transparency in shallow water, m; nothing: the water is deep enough, or its depth is not known.
std::optional<double> shallow_limit(const Standards& standards, Day day, double depth) {
    for (const Limit& limit : standards.limits)
        if (limit.standard == rule && limit.basis == LimitBasis::of_depth && limit.value &&
            limit.provenance.valid.holds(day) && limit.condition.holds(depth))
            return *limit.value * depth;
    return std::nullopt;
}
}  // namespace

const char* in_english(BlackOdour grade) {
    return grade == BlackOdour::none ? "none" : grade == BlackOdour::light ? "light" : "severe";
}

const char* in_chinese(BlackOdour grade) {
    return grade == BlackOdour::none ? "非黑臭" : grade == BlackOdour::light ? "轻度黑臭" : "重度黑臭";
}

std::optional<BlackOdour> black_odour_grade(const Standards& standards, Day day, const Reading& reading,
                                            std::optional<double> depth) {
    std::optional<BlackOdour> grade;
    if (!std::isfinite(reading.value))
        return grade;
    for (const Limit& limit : standards.limits) {
        if (limit.standard != rule || limit.item != reading.item || !limit.value || !limit.provenance.valid.holds(day))
            continue;
        double bound = *limit.value;
        if (const auto shallow =
                depth && reading.item == "transparency" ? shallow_limit(standards, day, *depth) : std::nullopt) {
            if (limit.basis == LimitBasis::of_value && !limit.condition.name.empty())
                continue;  // the depth's share stands in place of it
            bound = limit.basis == LimitBasis::of_depth ? *shallow : std::min(bound, *shallow);
        } else if (limit.basis == LimitBasis::of_depth) {
            continue;
        }
        grade = grade.value_or(BlackOdour::none);
        if (meets(reading.value, limit.comparison, bound))
            grade = std::max(*grade, limit.grade == "severe" ? BlackOdour::severe : BlackOdour::light);
    }
    return grade;
}

BlackOdourPoint black_odour_point(const Standards& standards, Day day, std::span<const BlackOdourSample> samples) {
    BlackOdourPoint point;
    for (const BlackOdourSample& sample : samples)
        for (const Reading& reading : sample.readings)
            if (const auto grade = black_odour_grade(standards, day, reading, sample.depth)) {
                auto& counts = point.items[reading.item];
                ++counts.data;
                counts.light += *grade == BlackOdour::light ? 1 : 0;
                counts.severe += *grade == BlackOdour::severe ? 1 : 0;
            }
    for (const Limit& limit : standards.limits)
        if (limit.standard == rule && point.items.count(limit.item) == 0 &&
            std::find(point.not_assessed.begin(), point.not_assessed.end(), limit.item) == point.not_assessed.end())
            point.not_assessed.push_back(limit.item);
    const auto of_one = standards.rule_value(rule, "severe-share-of-one-item", "", day);
    const auto of_two = standards.rule_value(rule, "severe-share-of-two-items", "", day);
    if (point.items.empty() || !of_one || !of_two)
        return point;
    bool one = false, any = false;
    int two = 0;
    for (const auto& [item, counts] : point.items) {
        one = one || reaches(counts.severe, counts.data, *of_one);
        two += reaches(counts.severe, counts.data, *of_two) ? 1 : 0;
        any = any || counts.light + counts.severe > 0;
    }
    point.grade = one || two >= 2 ? BlackOdour::severe : any ? BlackOdour::light : BlackOdour::none;
    return point;
}

BlackOdourWater black_odour_water(const Standards& standards, Day day, std::span<const BlackOdourPoint> points) {
    BlackOdourWater water;
    const auto in_a_row = standards.rule_value(rule, "severe-points-in-a-row", "", day);
    const auto share = standards.rule_value(rule, "severe-share-of-points", "", day);
    if (!in_a_row || !share)
        return water;
    const auto is_severe = [](const BlackOdourPoint& point) { return point.grade == BlackOdour::severe; };
    std::size_t assessed = 0, severe = 0, row = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        assessed += points[i].grade ? 1 : 0;
        severe += is_severe(points[i]) ? 1 : 0;
        row = is_severe(points[i]) ? row + 1 : 0;
        const bool ends = row > 0 && (i + 1 == points.size() || !is_severe(points[i + 1]));
        if (ends && static_cast<double>(row) >= *in_a_row)
            water.severe_runs.emplace_back(i + 1 - row, i);
        if (points[i].grade)
            water.grade =
                std::max(water.grade.value_or(BlackOdour::none), std::min(*points[i].grade, BlackOdour::light));
    }
    if (reaches(severe, assessed, *share))
        water.grade = BlackOdour::severe;
    return water;
}

}  // namespace liriver::data::standards
