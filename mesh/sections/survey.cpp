#include "mesh/sections/survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace liriver::mesh::sections {

namespace {

std::vector<std::string> reaches_in_order(const std::vector<Section>& sections) {
    std::vector<std::string> names;
    for (const Section& section : sections)
        if (std::find(names.begin(), names.end(), section.reach) == names.end())
            names.push_back(section.reach);
    return names;
}

void sort_downstream(std::vector<Section>& sections, const std::vector<std::string>& reaches) {
    const auto number = [&reaches](const Section& section) {
        return std::find(reaches.begin(), reaches.end(), section.reach) - reaches.begin();
    };
    std::stable_sort(sections.begin(), sections.end(), [&](const Section& a, const Section& b) {
        return a.reach != b.reach ? number(a) < number(b) : a.chainage < b.chainage;
    });
}

/// Mean distance between the sections of one reach; 0 for fewer than two.
double mean_spacing(const std::vector<Section>& sections, const std::string& reach) {
    double first = 0.0;
    double last = 0.0;
    int count = 0;
    for (const Section& section : sections) {
        if (section.reach != reach)
            continue;
        first = count == 0 ? section.chainage : std::min(first, section.chainage);
        last = count == 0 ? section.chainage : std::max(last, section.chainage);
        ++count;
    }
    return count < 2 ? 0.0 : (last - first) / (count - 1);
}

}  // namespace

std::vector<field::Error> check_sections(const std::vector<Section>& sections) {
    std::vector<field::Error> errors;
    std::set<std::pair<std::string, double>> places;
    for (const Section& section : sections) {
        const std::string place = fmt::format("reach {}, section at {:g} m", section.reach, section.chainage);
        if (!std::isfinite(section.chainage) || section.chainage < 0.0)
            errors.push_back({place, fmt::format("chainage {}", section.chainage), "zero or a positive number"});
        else if (!places.emplace(section.reach, section.chainage).second)
            errors.push_back({place, "a second section there", "one section at each place"});
        if (section.points.size() < 2) {
            errors.push_back({place,
                              fmt::format("{} point{}", section.points.size(), section.points.size() == 1 ? "" : "s"),
                              "at least two points"});
            continue;
        }
        bool finite = true;
        for (const SectionPoint& point : section.points)
            if (!std::isfinite(point.offset) || !std::isfinite(point.elevation)) {
                errors.push_back(
                    {place, fmt::format("offset {}, elevation {}", point.offset, point.elevation), "finite numbers"});
                finite = false;
            }
        if (!finite)
            continue;
        for (std::size_t i = 1; i < section.points.size(); ++i)
            if (section.points[i].offset < section.points[i - 1].offset)
                errors.push_back(
                    {place,
                     fmt::format("offset {:g} m after {:g} m", section.points[i].offset, section.points[i - 1].offset),
                     "offsets from left to right"});
        if (section.points.back().offset == section.points.front().offset)
            errors.push_back({place, "no width", "points at different offsets"});
    }
    return errors;
}

std::vector<Section> unite_sections(const std::vector<Section>& sections) {
    std::vector<Section> ordered = sections;
    sort_downstream(ordered, reaches_in_order(sections));
    std::vector<Section> united;
    for (Section& section : ordered) {
        if (united.empty() || united.back().reach != section.reach || united.back().chainage != section.chainage)
            united.push_back(std::move(section));
        else
            united.back().points.insert(united.back().points.end(), section.points.begin(), section.points.end());
    }
    for (Section& section : united)
        std::stable_sort(section.points.begin(), section.points.end(),
                         [](const SectionPoint& a, const SectionPoint& b) { return a.offset < b.offset; });
    return united;
}

Merged merge_surveyed(const std::vector<Section>& cut, const std::vector<Section>& surveyed) {
    Merged merged;
    for (const Section& section : cut) {
        const double near = 0.5 * mean_spacing(cut, section.reach);
        const auto replaces = [&](const Section& other) {
            return other.reach == section.reach && std::abs(other.chainage - section.chainage) <= near;
        };
        const auto survey = std::find_if(surveyed.begin(), surveyed.end(), replaces);
        if (survey == surveyed.end())
            merged.sections.push_back(section);
        else
            merged.notes.push_back(fmt::format("{}: the section at {:g} m gives way to the surveyed one at {:g} m",
                                               section.reach, section.chainage, survey->chainage));
    }
    merged.sections.insert(merged.sections.end(), surveyed.begin(), surveyed.end());
    std::vector<Section> both = cut;
    both.insert(both.end(), surveyed.begin(), surveyed.end());
    sort_downstream(merged.sections, reaches_in_order(both));
    return merged;
}

}  // namespace liriver::mesh::sections
