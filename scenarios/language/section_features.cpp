#include "scenarios/language/section_features.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/registers/section_features.h"
#include "data/tables/columns.h"
#include "data/tables/csv.h"
#include "data/tables/csv_writer.h"
#include "scenarios/language/series_loader.h"

namespace liriver::scenarios::language {

using data::registers::Row;
using data::tables::format_number;
using data::tables::Problems;
using mesh::sections::Section;

namespace {
constexpr double rounding = 1.0;  // m, of chainages in files

class Features {
  public:
    Features(RiverFiles& river, Problems& problems) : river_(river), problems_(problems) {}

    void add(const data::registers::LeveeRow& row) {
        Section* const section = at(row.reach, row.chainage, row.row);
        if (section == nullptr || !inside(*section, row.levee.offset, "offset_m", row.row))
            return;
        for (const mesh::sections::Levee& other : section->levees) {
            if (other.left_bank == row.levee.left_bank) {
                refuse(row.row, "repeated-name", "bank", "a second levee of that bank",
                       "one for each bank of a section");
                return;
            }
            if (other.left_bank ? row.levee.offset <= other.offset : row.levee.offset >= other.offset) {
                refuse(row.row, "out-of-order", "offset_m", format_number(row.levee.offset),
                       fmt::format("the left levee left of the right one (the other stands at {})",
                                   format_number(other.offset)));
                return;
            }
        }
        if (const double ground = ground_at(*section, row.levee.offset); row.levee.crest < ground) {
            refuse(row.row, "below-ground", "crest_m", format_number(row.levee.crest),
                   fmt::format("at least the ground there, {} m", format_number(ground)));
            return;
        }
        section->levees.push_back(row.levee);
    }

    void add(const data::registers::IneffectiveRow& row) {
        Section* const section = at(row.reach, row.chainage, row.row);
        if (section == nullptr)
            return;
        const double first = section->points.front().offset;
        const double last = section->points.back().offset;
        if (row.area.from >= last || row.area.to <= first) {
            refuse(row.row, "off-section", "from_offset_m", format_number(row.area.from), extent(*section));
            return;
        }
        section->ineffective.push_back(row.area);
        if (stands_still(*section))
            refuse(row.row, "no-flow", "to_offset_m", format_number(row.area.to),
                   "areas that leave the section's lowest point to the flow");
    }

  private:
    Section* at(const std::string& reach, double chainage, const Row& row) {
        if (river_.sections.empty())  // told elsewhere
            return nullptr;
        Section* nearest = nullptr;
        for (Section& section : river_.sections)
            if (section.reach == reach &&
                (nearest == nullptr || std::abs(section.chainage - chainage) < std::abs(nearest->chainage - chainage)))
                nearest = &section;
        if (nearest == nullptr) {
            refuse(row, "unknown-reach", "reach", fmt::format("\"{}\"", reach), "the name of a reach with sections");
            return nullptr;
        }
        if (std::abs(nearest->chainage - chainage) <= rounding)
            return nearest;
        refuse(row, "no-section", "chainage_m", format_number(chainage),
               fmt::format("the chainage of a section of {}; the nearest is at {} m", reach,
                           format_number(nearest->chainage)));
        return nullptr;
    }

    // Whether every lowest point in front of the levees lies inside an area that does not convey there.
    static bool stands_still(const Section& section) {
        const auto behind = [&](double offset) {
            return std::any_of(section.levees.begin(), section.levees.end(), [&](const auto& levee) {
                return levee.left_bank ? offset < levee.offset : offset > levee.offset;
            });
        };
        double lowest = std::numeric_limits<double>::infinity();
        for (const auto& point : section.points)
            if (!behind(point.offset))
                lowest = std::min(lowest, point.elevation);
        const auto still = [&](double offset) {
            return std::any_of(section.ineffective.begin(), section.ineffective.end(), [&](const auto& area) {
                return area.from < offset && offset < area.to && (!area.until || *area.until > lowest);
            });
        };
        return std::all_of(section.points.begin(), section.points.end(), [&](const auto& point) {
            return behind(point.offset) || point.elevation > lowest || still(point.offset);
        });
    }

    static std::string extent(const Section& section) {
        return fmt::format("between the section's ends, {} and {} m", format_number(section.points.front().offset),
                           format_number(section.points.back().offset));
    }

    bool inside(const Section& section, double offset, const char* key, const Row& row) {
        if (offset > section.points.front().offset && offset < section.points.back().offset)
            return true;
        refuse(row, "off-section", key, format_number(offset), extent(section));
        return false;
    }

    static double ground_at(const Section& section, double offset) {
        double ground = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i + 1 < section.points.size(); ++i) {
            const auto& a = section.points[i];
            const auto& b = section.points[i + 1];
            if (offset < a.offset || offset > b.offset)
                continue;
            const double share = b.offset > a.offset ? (offset - a.offset) / (b.offset - a.offset) : 0.0;
            ground = std::max(ground, b.offset > a.offset ? a.elevation + share * (b.elevation - a.elevation)
                                                          : std::max(a.elevation, b.elevation));
        }
        return ground;
    }

    void refuse(const Row& row, const char* code, std::string key, std::string found, std::string expected) {
        problems_.push_back({row.file, row.line, 0, code, std::move(key), std::move(found), std::move(expected), {}});
    }

    RiverFiles& river_;
    Problems& problems_;
};

void read_courses(Scenario& scenario, RiverFiles& river, Problems& problems) {
    for (Roughness& roughness : scenario.roughness) {
        const std::string key = fmt::format("roughness[{}].by_depth", roughness.zone);
        if (!roughness.by_depth.given() || refuse_unreadable(roughness.by_depth, key, problems))
            continue;
        river.inputs.push_back(roughness.by_depth.path);
        const auto table = data::tables::read_csv(roughness.by_depth.path, problems);
        if (!table)
            continue;
        data::tables::ColumnReader columns(*table, problems);
        data::tables::NumberRule depth_rule;
        depth_rule.minimum = 0.0;
        data::tables::NumberRule n_rule;
        n_rule.minimum = 0.0;
        n_rule.above_minimum = true;
        n_rule.maximum = 1.0;
        const auto depths = columns.numbers("depth_m", depth_rule);
        const auto values = columns.numbers("manning_n", n_rule);
        for (std::size_t row = 0; row < table->row_count(); ++row) {
            if (row > 0 && depths[row] <= depths[row - 1])
                columns.refuse(row, "depth_m", "out-of-order", format_number(depths[row]),
                               "depths that rise from row to row");
            roughness.course.emplace_back(depths[row], values[row]);
        }
        if (table->row_count() == 0)
            problems.push_back({table->file, 1, 0, "empty", key, "no rows", "depths with their n", {}});
    }
}

}  // namespace

void read_section_features(Scenario& scenario, RiverFiles& river, Problems& problems) {
    Features features(river, problems);
    if (const FileName& file = scenario.network.levees;
        file.given() && !refuse_unreadable(file, "network.levees", problems)) {
        river.inputs.push_back(file.path);
        for (const auto& row : data::registers::read_levees(file.path, problems))
            features.add(row);
    }
    if (const FileName& file = scenario.network.ineffective;
        file.given() && !refuse_unreadable(file, "network.ineffective", problems)) {
        river.inputs.push_back(file.path);
        for (const auto& row : data::registers::read_ineffective_areas(file.path, problems))
            features.add(row);
    }
    read_courses(scenario, river, problems);
}

}  // namespace liriver::scenarios::language
