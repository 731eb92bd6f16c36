#include "data/standards/river_quality.h"

#include <cmath>

namespace liriver::data::standards {

namespace {
double good_share(const RiverQuality& river) { return river.shares[0] + river.shares[1] + river.shares[2]; }

std::vector<Reading> mean_readings(const ClassTable& table, std::span<const SectionState> sections) {
    std::vector<std::string> items = table.items();
    items.insert(items.end(), table.reported_items().begin(), table.reported_items().end());
    items.emplace_back("temperature");
    std::vector<Reading> means;
    for (const std::string& item : items) {
        double sum = 0.0;
        std::size_t count = 0;
        for (const SectionState& section : sections)
            for (const Reading& reading : section.readings)
                if (reading.item == item && std::isfinite(reading.value)) {
                    sum += reading.value;
                    ++count;
                }
        if (count > 0)
            means.push_back({item, sum / static_cast<double>(count)});
    }
    return means;
}

void set_condition(RiverQuality& river, const char* english, const char* chinese) {
    river.condition = english;
    river.condition_zh = chinese;
}

/// A share exactly at a bound must count as such although it is a quotient.
bool reaches(double share, double bound) { return share >= bound - 1e-12; }
}  // namespace

RiverQuality river_quality(const ClassTable& table, std::span<const SectionState> sections) {
    const auto parameter = [&](const char* name, const char* subject) {
        return table.standards().rule_value(table.basis().rule, name, subject, table.basis().day);
    };
    RiverQuality river;
    river.sections = sections.size();
    std::vector<Assessment> assessments;
    for (const SectionState& section : sections) {
        assessments.push_back(section.assessment);
        if (section.assessment.quality) {
            ++river.assessed;
            river.shares[index_of(*section.assessment.quality)] += 1.0;
        }
    }
    for (double& share : river.shares)
        share /= river.assessed > 0 ? static_cast<double>(river.assessed) : 1.0;
    const auto fewest = parameter("fewest-sections-for-shares", "");
    const auto excellent = parameter("excellent-least-share", "I-III"), good = parameter("good-least-share", "I-III");
    const auto moderate = parameter("moderate-least-share", "worse than V");
    const auto heavy = parameter("heavy-least-share", "worse than V");
    if (river.assessed == 0 || !fewest || !excellent || !good || !moderate || !heavy)
        return river;
    if (static_cast<double>(river.assessed) < *fewest) {
        river.method = RiverMethod::by_means;
        river.mean = table.assess(mean_readings(table, sections));
        if (!river.mean.quality)
            return river;
        const Condition condition = condition_of(*river.mean.quality);
        set_condition(river, condition.english, condition.chinese);
        if (*river.mean.quality > QualityClass::iii)
            river.pollutants = main_pollutants(table, river.mean);
        return river;
    }
    river.method = RiverMethod::by_shares;
    const double worst = river.shares[index_of(QualityClass::worse_than_v)];
    const QualityClass like = reaches(good_share(river), *excellent) ? QualityClass::i
                              : reaches(good_share(river), *good)    ? QualityClass::iii
                              : reaches(worst, *heavy)               ? QualityClass::worse_than_v
                              : reaches(worst, *moderate)            ? QualityClass::v
                                                                     : QualityClass::iv;
    set_condition(river, condition_of(like).english, condition_of(like).chinese);
    if (like > QualityClass::iii)
        river.pollutants = main_pollutants(table, assessments);
    return river;
}

double change_in_points(const RiverQuality& before, const RiverQuality& after) {
    const std::size_t worst = index_of(QualityClass::worse_than_v);
    return 100.0 * ((good_share(after) - good_share(before)) - (after.shares[worst] - before.shares[worst]));
}

}  // namespace liriver::data::standards
