#include "data/standards/main_pollutants.h"

#include <algorithm>
#include <map>

namespace liriver::data::standards {

namespace {
/// The first items that the rule has room for.
void cut(const ClassTable& table, std::vector<MainPollutant>& pollutants) {
    const auto most = table.standards().rule_value(table.basis().rule, "most-main-pollutants", "", table.basis().day);
    if (most && pollutants.size() > static_cast<std::size_t>(*most))
        pollutants.resize(static_cast<std::size_t>(*most));
}

bool worse(const MainPollutant& a, const MainPollutant& b) {
    if (a.quality != b.quality)
        return a.quality > b.quality;
    return a.over.value_or(-1.0) > b.over.value_or(-1.0);
}

std::vector<MainPollutant> above_class_iii(const Assessment& section) {
    std::vector<MainPollutant> found;
    for (const ItemVerdict& verdict : section.items)
        if (verdict.sets_class && verdict.quality > QualityClass::iii)
            found.push_back({verdict.item, verdict.quality, verdict.over_class_iii, 1.0});
    return found;
}
}  // namespace

std::vector<MainPollutant> main_pollutants(const ClassTable& table, const Assessment& section) {
    std::vector<MainPollutant> found = above_class_iii(section);
    const auto priority = [&](const MainPollutant& p) { return table.standards().item(p.item).priority; };
    std::stable_sort(found.begin(), found.end(), [&](const MainPollutant& a, const MainPollutant& b) {
        return priority(a) != priority(b) ? priority(a) : worse(a, b);
    });
    cut(table, found);
    return found;
}

std::vector<MainPollutant> main_pollutants(const ClassTable& table, std::span<const Assessment> sections) {
    std::map<std::string, MainPollutant> united;
    std::size_t assessed = 0;
    for (const Assessment& section : sections) {
        assessed += section.quality ? 1 : 0;
        for (const MainPollutant& one : above_class_iii(section)) {
            const auto [entry, fresh] = united.try_emplace(one.item, one);
            MainPollutant& all = entry->second;
            all.share = fresh ? 1.0 : all.share + 1.0;
            all.quality = std::max(all.quality, one.quality);
            if (one.over)
                all.over = std::max(all.over.value_or(*one.over), *one.over);
        }
    }
    std::vector<MainPollutant> found;
    for (const std::string& item : table.items())
        if (const auto entry = united.find(item); entry != united.end())
            found.push_back(entry->second);
    std::stable_sort(found.begin(), found.end(), [](const MainPollutant& a, const MainPollutant& b) {
        return a.share != b.share ? a.share > b.share : worse(a, b);
    });
    for (MainPollutant& one : found)
        one.share /= static_cast<double>(assessed);
    cut(table, found);
    return found;
}

}  // namespace liriver::data::standards
